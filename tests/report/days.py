"""Headlines and findings of a day in a shop, as the story's tests need them: visitors × conversion × per buyer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from storehand.advise.play import Role
from storehand.advise.task import Task, Verify
from storehand.calendar import Calendar
from storehand.detect.finding import Evidence, Finding, Impact
from storehand.explain.explanation import Cause, Explanation, Factor, Segment
from storehand.metrics.metric import Number, Unit
from storehand.metrics.view import View
from storehand.report.briefing import Comparison, FindingCard, Headline, Trust, Typical, With
from storehand.wording import Text, plain
from tests.detect.fake_view import SHOP, fake

FRIDAY = date(2026, 9, 4)  # no festival and no sale within a week
PROOF = Evidence("select 1", 12, ("batch-1",))
NOTHING = Trust((), (), ())

UNITS: dict[str, tuple[str, Unit]] = {
    "gmv": ("支付金额", "money"),
    "visitors": ("访客数", "people"),
    "cvr": ("支付转化率", "rate"),
    "aov": ("客单价", "per"),
}


def seen(day: date = FRIDAY, **more: object) -> View:
    """A view of the day with the shipped calendar."""
    return fake(day, **{"cells": {}, "calendar": Calendar.load(), **more})  # type: ignore[arg-type]


def head(
    metric: str, value: Number, usual: tuple[float, float, float] | None = None, **against: tuple[float, float | None]
) -> Headline:
    """`usual`: expected, low, high. `against`: a comparison's value and change by its name."""
    label, unit = UNITS[metric]
    ways: dict[str, With] = {"same_weekday": "same_weekday", "last_year": "last_year", "promotion_day": "promotion_day"}
    ways |= {"yesterday": "yesterday", "market": "market"}
    return Headline(
        metric=metric, label=Text(label, metric), unit=unit, currency="CNY", better="up", shop=None, source="shop_day",
        source_label=plain("店铺日报"), definition=plain(""), value=value,
        comparisons=tuple(Comparison(ways[name], before, change) for name, (before, change) in against.items()),
        typical=Typical(*usual) if usual else None, trend_days=(), trend=(), evidence=replace(PROOF, sql=f"select {metric}"),
    )  # fmt: skip


def calm() -> tuple[Headline, ...]:
    """10,000 visitors × 4 % × ¥100 = ¥40,000, as usual."""
    return (
        head("gmv", Decimal(40_000), (41_000, 36_000, 46_000), same_weekday=(38_000, 2 / 38)),
        head("visitors", 10_000, (10_100, 9_000, 11_000)),
        head("cvr", 0.04, (0.0405, 0.036, 0.045)),
        head("aov", Decimal(100), (100, 90, 110)),
    )


def fallen() -> tuple[Headline, ...]:
    """6,000 visitors where 10,000 are usual: ¥24,000 instead of ¥40,000."""
    return (
        head("gmv", Decimal(24_000), (40_000, 36_000, 44_000), same_weekday=(38_000, -14 / 38)),
        head("visitors", 6_000, (10_000, 9_000, 11_000)),
        head("cvr", 0.04, (0.04, 0.036, 0.045)),
        head("aov", Decimal(100), (100, 90, 110)),
    )


def card(
    name: str,
    metric: str = "visitors",
    *,
    owner: Role | None = "operations",
    advice: str = "查搜索；再看推广。",
    cause: Cause = "none",
    money: int | None = 3_000,
    factors: tuple[tuple[str, float, float], ...] = (),
    segment: tuple[str, float] | None = None,
    where: str = "",
    hour: int = 12,
) -> FindingCard:
    """A finding in words. `factors`: label, part, share; `segment`: label, share."""
    impact = Impact(Decimal(money), Decimal(money) / 2, Decimal(money) * 2) if money is not None else None
    place = (("source", where),) if where else ()
    found = Finding(
        name, "check", "trade", metric, SHOP, FRIDAY, FRIDAY, FRIDAY + timedelta(days=1), place, "down", Decimal(24_000),
        40_000.0, 36_000.0, 44_000.0, 0.001, "warning", impact, (FRIDAY - timedelta(days=7),),
        replace(PROOF, sql=f"select {name}"),
    )  # fmt: skip
    parts = tuple(Factor(label, None, None, part, share) for label, part, share in factors)
    segments = (Segment((("source", segment[0]),), 1, 2, -1, segment[1]),) if segment else ()
    why = Explanation(found, parts, segments, "source", cause, None, ())
    due = datetime(2026, 9, 5, hour)
    task = Task(f"t-{name}", why, owner, plain(advice), due, Verify(metric, (), 3, 1.0)) if owner else None
    return FindingCard(
        why, plain(f"{name} 24，平常 40（▼40.0%）"), plain(""), plain(metric), "money", tuple(plain(each[0]) for each in factors),
        (plain(segment[0]),) if segment else (), plain("运营" if owner else ""), plain(advice if owner else ""),
        plain(f"今天 {hour}:00 前"), plain(""), task,
    )  # fmt: skip
