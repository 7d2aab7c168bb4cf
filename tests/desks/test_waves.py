"""A week with more of something rare than the weeks before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.desks.waves import Rules, more_in_a_week, wave
from storehand.detect.finding import Finding
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.detect.fake_view import Cell, Days, days_before, fake
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row, days

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
SUNDAY = date(2026, 11, 29)
ITEM: tuple[tuple[str, str], ...] = (("item_id", "7"),)
WATCH = more_in_a_week(Rules("bad_reviews", by=("item_id",)), minimum=3, times=2)


def reviews(of_week: int, level: float = 0.0) -> dict[Cell, Days]:
    """An item with `level` bad reviews on every earlier day, and so many on the week's first day."""
    week = {SUNDAY - timedelta(days=back) for back in range(7)}
    item: Days = {day: 0.0 if day in week else level for day in days_before(SUNDAY, 70)}
    item[SUNDAY - timedelta(days=6)] = float(of_week)
    return {("bad_reviews", ()): dict(item), ("bad_reviews", ITEM): item}


def found(cells: dict[Cell, Days], **limits: float) -> list[Finding]:
    view = fake(SUNDAY, cells, catalog=CATALOG, limits=limits)
    return [one for one in WATCH(view, "item_bad_reviews_high") if one is not None]


def test_a_week_as_the_eight_before_is_ordinary() -> None:
    # 8 in eight weeks and a half for none: 8.5 / 8 a week.
    assert wave(1, 8).usual == pytest.approx(1.0625)
    assert wave(1, 8).chance == 1.0


def test_twice_the_sales_bring_twice_the_number() -> None:
    assert wave(2, 8, share=2 / 8).usual == pytest.approx(2.125)


def test_what_comes_in_lumps_is_less_sure() -> None:
    assert wave(12, 40, lumps=2).chance > wave(12, 40).chance


def test_five_bad_reviews_of_an_item_that_had_none_are_told_for_the_week() -> None:
    (one,) = found(reviews(5))
    assert (one.metric, one.where, one.value, one.direction) == ("bad_reviews", ITEM, 5, "up")
    assert (one.since, one.until) == (date(2026, 11, 23), date(2026, 11, 30))
    assert one.expected == pytest.approx(0.5 / 8)
    assert one.chance is not None
    assert one.chance < 0.001


def test_two_are_too_few_to_tell() -> None:
    assert found(reviews(2)) == []


def test_an_item_that_always_has_some_is_not_told() -> None:
    # One a day is 7 a week: 9 are no wave.
    assert found(reviews(9, level=1.0)) == []


def test_a_day_that_no_file_covers_is_not_judged() -> None:
    cells = reviews(5)
    del cells["bad_reviews", ()][SUNDAY]
    assert found(cells) == []


def test_a_shop_may_ask_for_more() -> None:
    assert found(reviews(5), **{"item_bad_reviews_high.minimum": 6}) == []


def test_an_items_refunds_are_told_by_their_reason_and_not_again_as_the_items(tmp_path: Path) -> None:
    span = days(nov(1) - timedelta(days=70), nov(29))
    reasons = [(day, "不喜欢/不想要") for day in span if day.day % 7 == 0] + [
        (nov(day), "质量问题") for day in (24, 25, 26, 27, 28)
    ]
    rows: list[Row] = [
        {"refund_id": f"r{place}", "refunded_day": day, "item_id": "7", "reason": reason, "amount": "100"}
        for place, (day, reason) in enumerate(reasons)
    ]
    tiny = Tiny(tmp_path / "w").load({"refunds": rows}, covers=span)
    view = View.open(tiny.facts(), CATALOG, tiny.workspace, day=SUNDAY)
    watch = more_in_a_week(Rules("refund_cases", by=("item_id",), within="reason", costs="refunds"), minimum=4)
    (one,) = [each for each in watch(view, "item_refunds_high") if each is not None]
    assert (one.where, one.value) == ((("item_id", "7"), ("reason", "质量问题")), 5)
    assert one.impact is not None
    # 500 refunded, of which 0.0625 / 5 would have been anyway.
    assert float(one.impact.money) == pytest.approx(493.75)
