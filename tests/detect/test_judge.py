"""Which days speak for a curve."""

from __future__ import annotations

from datetime import date

from storehand.detect.curve import Curve
from storehand.detect.judge import judge
from tests.detect.fake_view import SHOP, Cell, Days, days_before, fake
from tests.detect.test_check import WHOLE

SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)
ORDERS = Curve("orders", SHOP)


def _closed_on_saturdays(until: date, count: int = 80) -> Days:
    return {day: 0.0 if day.weekday() == 5 else 100.0 for day in days_before(until, count)}


def test_a_saturday_on_which_the_shop_never_trades_is_not_judged() -> None:
    cells: dict[Cell, Days] = {("orders", WHOLE): _closed_on_saturdays(SATURDAY)}
    assert judge(fake(SATURDAY, cells), [ORDERS])[ORDERS] is None


def test_the_sunday_after_it_is_the_first_day_of_a_fall_not_the_second() -> None:
    cells: dict[Cell, Days] = {("orders", WHOLE): _closed_on_saturdays(SUNDAY) | {SUNDAY: 30.0}}
    found = judge(fake(SUNDAY, cells), [ORDERS])[ORDERS]
    assert found is not None
    assert 90 < found.usual.expected < 110
    assert found.chance < 0.01
    assert found.run is None


def test_a_saturday_without_orders_is_judged_where_earlier_ones_had_some() -> None:
    cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(SATURDAY, 80), 100.0) | {SATURDAY: 0.0}}
    found = judge(fake(SATURDAY, cells), [ORDERS])[ORDERS]
    assert found is not None
    assert found.chance < 0.001


def test_what_sells_every_other_week_is_not_closed_on_the_days_it_missed() -> None:
    rare: Days = {day: 20.0 if day.toordinal() % 14 == 0 else 0.0 for day in days_before(SATURDAY, 80)}
    found = judge(fake(SATURDAY, {("orders", WHOLE): rare}), [ORDERS])[ORDERS]
    assert found is not None
