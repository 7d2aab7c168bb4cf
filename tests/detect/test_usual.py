"""What is usual in the view's period: days, running months, ratios, promotions."""

from __future__ import annotations

from datetime import date, timedelta
from math import sin

import pytest

from storehand.calendar import Calendar
from storehand.detect.season import apart, labels, precedent, turns
from storehand.detect.usual import judged, usual
from storehand.metrics.view import View
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


def burst_of(now: float, count: int = 460) -> View:
    """1,000 orders a day last year and 2,000 this year; six times as many on 双11 of 2025, `now` on that of 2026."""
    burst = date(2026, 11, 11)
    days: Days = {
        day: (1_000.0 if day < date(2026, 1, 1) else 2_000.0) + 10 * sin(day.toordinal()) for day in days_before(burst, count)
    }
    days |= {burst: now} | ({date(2025, 11, 11): 6_000.0} if count > 400 else {})
    return fake(burst, {("orders", WHOLE): days}, calendar=SALES)


def test_the_main_day_of_a_sale_is_held_against_last_years_main_day() -> None:
    view = burst_of(3_000.0)
    assert precedent(view) == date(2025, 11, 11)
    found = judged(view, "orders")
    assert found is not None
    # Six times an ordinary day last year, and days are twice what they were; one occasion says less than many.
    assert 8_000 < found.usual.expected < 12_500
    assert found.chance < 0.01


def test_a_main_day_without_a_precedent_may_bring_much_or_little() -> None:
    first = judged(burst_of(3_000.0, count=80), "orders")
    assert first is not None
    assert first.usual.high - first.usual.low > 2 * first.usual.expected
    assert first.chance > 0.1


def test_a_standstill_on_a_main_day_is_seen_without_a_precedent() -> None:
    found = judged(burst_of(20.0, count=80), "orders")
    assert found is not None
    assert found.chance < 0.01


def test_main_days_stand_apart_and_the_run_up_does_not() -> None:
    view = fake(date(2026, 11, 30), {}, calendar=SALES)
    assert apart(view)(date(2026, 11, 11))
    assert not apart(view)(date(2026, 11, 6))
    assert not apart(view)(date(2026, 11, 25))


def test_a_first_run_up_is_no_occasion_and_a_second_one_is() -> None:
    # 99 大促: 1–4 September warm up, 5–9 and 10 main days; 双11: its main days from 8 to 11 November.
    autumn = days_before(date(2026, 11, 11), 80)
    alone = dict(zip(autumn, labels(fake(autumn[-1], {}, calendar=SALES), autumn).tolist(), strict=True))
    assert alone[date(2026, 11, 11)] > 0
    assert alone[date(2026, 11, 6)] == 0
    assert alone[date(2026, 8, 26)] == 0
    year = days_before(date(2026, 11, 11), 200)
    again = dict(zip(year, labels(fake(year[-1], {}, calendar=SALES), year).tolist(), strict=True))
    # 618 had a warm-up of the same kind.
    assert again[date(2026, 6, 10)] == again[date(2026, 11, 6)] > 0


def test_the_calendar_turns_where_a_phase_begins_not_where_it_ends() -> None:
    view = fake(FRIDAY, {}, calendar=SALES)
    # Encore from 12 to 15 November stands apart, its after begins on the 16th and ends on the 18th.
    assert [day.day for day in days_before(date(2026, 11, 27), 16) if turns(view, day)] == [11, 12, 13, 14, 15, 16]


def test_the_days_after_a_shift_belong_to_the_new_level() -> None:
    cells: dict[Cell, Days] = {("orders", WHOLE): dict.fromkeys(days_before(FRIDAY, 80), 1_000.0)}
    cells["orders", WHOLE] |= dict.fromkeys(days_before(FRIDAY, 20), 700.0)
    found = usual(fake(FRIDAY, cells), "orders")
    assert found is not None
    assert found.expected == pytest.approx(700.0, rel=0.01)
    assert FRIDAY - timedelta(days=7) in found.basis
