"""A curve: one metric of one shop, or of one segment of it, day by day, with what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from storehand.detect.season import apart, precedent
from storehand.metrics.metric import Metric, Number
from storehand.metrics.view import View

Where = tuple[tuple[str, str], ...]
Days = Mapping[date, float | None]
LATELY = 126  # days: eighteen weeks, by which level, weekdays and noise are known
AROUND = (28, 3)  # days before and after last year's same day, where the view's day stands apart


@dataclass(frozen=True)
class Curve:
    """`where`: its segment, () for the whole shop. `counted_by`: the metric whose size says whether it can be judged ("" = as
    its unit says: itself, orders, or what stands under a rate)."""

    metric: str
    shop: str
    where: Where = ()
    counted_by: str = ""

    @property
    def place(self) -> dict[str, str]:
        """As the view takes it."""
        return {"shop": self.shop, **dict(self.where)} if self.shop else dict(self.where)


def days(view: View) -> list[date]:
    """The days that judge the view's day, itself last: the last eighteen weeks; of a day that stands apart also those
    around last year's same one."""
    found = [view.day - timedelta(days=back) for back in range(LATELY - 1, -1, -1)]
    before = precedent(view)
    if before is None:
        return found
    last_year = [before + timedelta(days=step) for step in range(-AROUND[0], AROUND[1] + 1)]
    return [day for day in last_year if day < found[0]] + found


def values(view: View, curve: Curve, span: Sequence[date]) -> dict[date, Number | None]:
    """The curve on these days, oldest first; segments are known for the last weeks only."""
    seen = [day for day in span if not curve.where or (view.day - day).days < LATELY]
    found = view.series(curve.metric, seen[0], view.until, where=curve.place)
    return {day: found.get(day) for day in span}


def behind(view: View, curve: Curve, span: Sequence[date], own: Mapping[date, Number | None]) -> Days:
    """What a figure's size is counted by: `counted_by`; else counts by themselves, rates by their lower part, money by orders."""
    metric = view.catalog.metric(curve.metric)
    wanted = curve.counted_by or _counted_by(view, metric)
    if wanted in {"", curve.metric}:
        return floats(own) if wanted else {}
    place = curve.place if curve.counted_by or metric.ratio else {"shop": curve.shop} if curve.shop else {}
    return floats(values(view, Curve(wanted, curve.shop, tuple((k, v) for k, v in place.items() if k != "shop")), span))


def _counted_by(view: View, metric: Metric) -> str:
    if metric.unit in {"count", "people"}:
        return metric.name
    under = view.catalog.metric(metric.ratio.under) if metric.ratio else None
    wanted = under.name if under and under.unit in {"count", "people"} else "orders"
    return wanted if wanted in view.catalog.names else ""


def typical(series: Days, view: View) -> float | None:
    """Median of the last four weeks' ordinary days before the period."""
    special = apart(view)
    span = (view.since - timedelta(days=back) for back in range(1, 29))
    known = [value for day in span if (value := series.get(day)) is not None and not special(day)]
    return median(known) if known else None


def floats(series: Mapping[date, Number | None]) -> dict[date, float | None]:
    """The series for arithmetic."""
    return {day: None if value is None else float(value) for day, value in series.items()}
