"""What is usual in the view's period: days, running months, ratios, promotions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storehand.calendar import Calendar
from storehand.detect.season import apart, precedent, room, turns
from storehand.detect.usual import judged, usual
from tests.detect.fake_view import Cell, Days, days_before, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

SALES = Calendar.load()
MONTH_END = date(2026, 8, 31)


def yearly(august: float, count: int = 600) -> dict[Cell, Days]:
    """1,000 orders of ¥100 a day, `august` of them in August 2026; half as many a year before."""
    cells: dict[Cell, Days] = {("orders", WHOLE): {}, ("gmv", WHOLE): {}}
    for day in days_before(MONTH_END, count):
        orders = (august if day >= date(2026, 8, 1) else 1_000) * (0.5 if day < date(2026, 1, 1) else 1)
        cells["orders", WHOLE][day], cells["gmv", WHOLE][day] = orders, orders * 100
    return cells


def test_a_month_is_held_against_last_years_at_todays_level() -> None:
    view = fake(MONTH_END, yearly(1_000), period="month")
    found = usual(view, "gmv")
    assert found is not None
    assert found.expected == pytest.approx(31 * 100_000)


def test_a_month_that_lost_15_per_cent_is_far_out() -> None:
    found = judged(fake(MONTH_END, yearly(850), period="month"), "gmv")
    assert found is not None
    assert float(found.value) == 31 * 85_000
    assert found.chance < 0.001


def test_a_ratio_of_a_month_is_expected_from_its_sums() -> None:
    cells = yearly(850)
    cells["gmv", WHOLE] |= {day: value * 0.8 for day, value in cells["gmv", WHOLE].items() if day >= date(2026, 8, 1)}
    found = judged(fake(MONTH_END, cells, period="month"), "order_value")
    assert found is not None
    assert found.usual.expected == pytest.approx(100.0)
    assert found.value == pytest.approx(80.0)
    assert found.chance < 0.001


def test_people_of_a_month_are_not_known() -> None:
    view = fake(MONTH_END, {("visitors", WHOLE): dict.fromkeys(days_before(MONTH_END, 400), 900.0)}, period="month")
    assert usual(view, "visitors") is None


def test_special_days_of_a_month_stand_on_both_sides() -> None:
    # 双11 brought ten times as much both years; the other days are as ever.
    end = date(2026, 11, 30)
    cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(end, 600), 1_000.0)}
    cells["orders", WHOLE] |= {date(year, 11, 11): 10_000.0 for year in (2025, 2026)}
    found = judged(fake(end, cells, period="month", calendar=SALES), "orders")
    assert found is not None
    assert found.usual.expected == pytest.approx(29 * 1_000 + 10_000)
    assert found.chance == 1.0


def test_too_short_a_past_says_nothing() -> None:
    assert usual(fake(FRIDAY, {("gmv", WHOLE): calm(10_000, count=15)}), "gmv") is None
    assert usual(fake(FRIDAY, {}), "gmv") is None


def test_a_small_count_is_judged_by_its_own_chance() -> None:
    cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(FRIDAY, 80), 4.0) | {FRIDAY: 0.0}}
    found = judged(fake(FRIDAY, cells), "orders")
    assert found is not None
    # Poisson: 2·e⁻⁴.
    assert found.chance >= 0.0366


def test_the_main_day_of_a_sale_is_held_against_last_years_main_day() -> None:
    burst = date(2026, 11, 11)
    cells: dict[Cell, Days] = {("orders", WHOLE): {}}
    for day in days_before(burst, 460):
        cells["orders", WHOLE][day] = 1_000.0 if day < date(2026, 1, 1) else 2_000.0
    cells["orders", WHOLE] |= {date(2025, 11, 11): 6_000.0, burst: 3_000.0}
    view = fake(burst, cells, calendar=SALES)
    assert precedent(view) == date(2025, 11, 11)
    found = judged(view, "orders")
    assert found is not None
    # Six times an ordinary day last year, and days are twice what they were.
    assert found.usual.expected == pytest.approx(12_000)
    assert found.chance < 0.01


def test_a_main_day_without_a_precedent_is_not_judged() -> None:
    burst = date(2026, 11, 11)
    cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(burst, 80), 1_000.0)}
    assert usual(fake(burst, cells, calendar=SALES), "orders") is None


def test_main_days_stand_apart_and_the_run_up_only_has_more_room() -> None:
    view = fake(date(2026, 11, 30), {}, calendar=SALES)
    assert apart(view)(date(2026, 11, 11))
    assert not apart(view)(date(2026, 11, 6))
    assert not apart(view)(date(2026, 11, 25))
    assert room(fake(date(2026, 11, 6), {}, calendar=SALES)) > room(fake(date(2026, 11, 25), {}, calendar=SALES)) == 0.0
    assert room(fake(date(2026, 11, 6), {}, calendar=SALES, period="month")) == 0.0


def test_the_calendar_turns_where_a_phase_begins_not_where_it_ends() -> None:
    view = fake(FRIDAY, {}, calendar=SALES)
    # Encore from 12 to 15 November stands apart, its after begins on the 16th and ends on the 18th.
    assert [day.day for day in days_before(date(2026, 11, 27), 16) if turns(view, day)] == [11, 12, 13, 14, 15, 16]


def test_room_makes_a_warm_up_day_less_alarming() -> None:
    warm_up, plain_day = date(2026, 11, 6), date(2026, 8, 28)

    def chance(day: date) -> float:
        cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(day, 80), 1_000.0) | {day: 780.0}}
        found = judged(fake(day, cells, calendar=SALES), "orders")
        assert found is not None
        return found.chance

    assert chance(plain_day) < 0.001 < chance(warm_up)


def test_the_days_after_a_shift_belong_to_the_new_level() -> None:
    cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(FRIDAY, 80), 1_000.0)}
    cells["orders", WHOLE] |= dict.fromkeys(days_before(FRIDAY, 20), 700.0)
    found = usual(fake(FRIDAY, cells), "orders")
    assert found is not None
    assert found.expected == pytest.approx(700.0)
    assert FRIDAY - timedelta(days=7) in found.basis
