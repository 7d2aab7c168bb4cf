"""Whether everything fell together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from storehand.explain.alike import Alike, alike, together
from storehand.metrics.view import View
from tests.detect.fake_view import SHOP, Cell, days_before, fake
from tests.report.days import FRIDAY

USUAL = {"沪": 40.0, "粤": 20.0, "京": 10.0, "苏": 10.0, "浙": 10.0, "藏": 1.0}


def shop(now: dict[str, float], back: int = 28, week_ago: float = 1.0) -> View:
    """Orders by province: as usual on all days but the last; a week before it `week_ago` times as many."""
    days = days_before(FRIDAY, back)
    cells: dict[Cell, dict[date, float]] = {}
    for name, usual in USUAL.items():
        times = {day: week_ago if day == FRIDAY - timedelta(days=7) else 1.0 for day in days}
        cells["orders", (("province", name),)] = {day: usual * times[day] for day in days[:-1]} | {FRIDAY: now[name]}
    cells["orders", ()] = {day: sum(cells["orders", (("province", name),)][day] for name in USUAL) for day in days}
    return fake(FRIDAY, cells)


def times(share: float, **other: float) -> dict[str, float]:
    return {name: usual * other.get(name, share) for name, usual in USUAL.items()}


def test_a_fall_that_all_large_parts_share_is_one_of_the_whole() -> None:
    """91 orders a day become 9.1: five parts have five a day or more, and all of them lost at least 45 %."""
    told = together(times(0.1), USUAL)
    assert told is not None
    assert (round(told[0], 9), *told[1:]) == (-0.9, 5, 5)


def test_a_part_that_kept_its_orders_is_no_fall_of_the_whole() -> None:
    """One of five is more than one in ten."""
    assert together(times(0.1, 京=1.0), USUAL) is None


def test_a_fall_by_less_than_half_is_not_asked_about() -> None:
    assert together(times(0.6), USUAL) is None


def test_too_few_large_parts_tell_nothing() -> None:
    assert together({"沪": 1.0, "粤": 1.0}, {"沪": 40.0, "粤": 20.0}) is None
    assert together({}, {}) is None


def test_the_day_is_held_against_the_mean_of_the_days_before() -> None:
    told = alike(shop(times(0.1)), SHOP)
    assert told is not None
    assert replace(told, change=round(told.change, 9)) == Alike("orders", "province", -0.9, 5, 5, 28)


def test_a_weekday_that_had_as_little_a_week_ago_did_not_fall() -> None:
    assert alike(shop(times(0.1), week_ago=0.15), SHOP) is None


def test_four_days_before_are_too_few() -> None:
    assert alike(shop(times(0.1), back=4), SHOP) is None


def test_a_day_as_usual_did_not_fall() -> None:
    assert alike(shop(times(1.0)), SHOP) is None
