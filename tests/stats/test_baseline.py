"""What a day or a month usually brings: weekdays, levels, special days, noise, last year."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from storehand.stats.baseline import Series, usual_day, usual_period
from storehand.stats.interval import counting_noise

FRIDAY = date(2026, 11, 20)


def ordinary(_: date) -> bool:
    return False


def back(days: int, until: date = FRIDAY) -> list[date]:
    return [until - timedelta(days=n) for n in range(days, 0, -1)]


def test_a_steady_weekday_is_expected_again() -> None:
    history = {day: 200.0 if day.weekday() >= 5 else 100.0 for day in back(56)}
    friday, saturday = usual_day(history, FRIDAY, ordinary), usual_day(history, FRIDAY + timedelta(days=1), ordinary)
    assert friday is not None
    assert saturday is not None
    assert (friday.expected, saturday.expected) == (100.0, 200.0)


def test_the_basis_is_the_same_weekday() -> None:
    usual = usual_day(dict.fromkeys(back(56), 10.0), FRIDAY, ordinary)
    assert usual is not None
    assert usual.basis == tuple(FRIDAY - timedelta(weeks=n) for n in range(8, 0, -1))


def test_a_new_level_is_followed_within_two_weeks() -> None:
    history = {day: 100.0 if day < FRIDAY - timedelta(days=14) else 150.0 for day in back(56)}
    usual = usual_day(history, FRIDAY, ordinary)
    assert usual is not None
    assert usual.expected == pytest.approx(150.0)


def test_one_outage_and_one_rush_move_nothing() -> None:
    history = dict.fromkeys(back(56), 100.0)
    history[FRIDAY - timedelta(days=7)] = 0.0
    history[FRIDAY - timedelta(days=9)] = 900.0
    usual = usual_day(history, FRIDAY, ordinary)
    assert usual is not None
    assert usual.expected == pytest.approx(100.0)


def test_special_days_are_no_basis() -> None:
    history = dict.fromkeys(back(56), 100.0)
    sale = {FRIDAY - timedelta(days=n) for n in range(7, 12)}
    usual = usual_day(history | dict.fromkeys(sale, 500.0), FRIDAY, lambda day: day in sale)
    assert usual is not None
    assert usual.expected == pytest.approx(100.0)
    assert not sale & set(usual.basis)


def test_less_than_three_weeks_are_too_few_to_tell() -> None:
    assert usual_day(dict.fromkeys(back(20), 100.0), FRIDAY, ordinary) is None
    assert usual_day(dict.fromkeys(back(21), 100.0), FRIDAY, ordinary) is not None


def test_unknown_days_are_not_zeros() -> None:
    history: dict[date, float | None] = dict.fromkeys(back(56), 100.0)
    history |= dict.fromkeys(back(56)[10:24], None)
    usual = usual_day(history, FRIDAY, ordinary)
    assert usual is not None
    assert usual.expected == pytest.approx(100.0)


def test_a_shop_that_rests_on_sundays_is_expected_to_rest() -> None:
    history: dict[date, float | None] = {day: 0.0 if day.weekday() == 6 else 100.0 for day in back(56)}
    # A week of which only the Sunday is known has no level of its own.
    history |= {day: None for day in back(56)[35:42] if day.weekday() != 6}
    friday, sunday = usual_day(history, FRIDAY, ordinary), usual_day(history, FRIDAY + timedelta(days=2), ordinary)
    assert friday is not None
    assert sunday is not None
    assert friday.expected == pytest.approx(100.0)
    assert sunday.expected == 0.0


def test_a_segment_without_a_sale_has_no_period() -> None:
    since, until = date(2025, 3, 1), date(2025, 4, 1)
    assert usual_period(dict.fromkeys(back(91, until), 0.0), since, until, ordinary) is None


def test_counting_noise_widens_a_calm_past() -> None:
    usual = usual_day(dict.fromkeys(back(56), 25.0), FRIDAY, ordinary, floor=counting_noise(25))
    assert usual is not None
    assert usual.spread >= 5.0  # √25
    assert usual.chance(16) > 0.05
    assert usual.chance(2) < 0.003


def test_one_ordinary_day_in_a_hundred_looks_rarer_than_one_in_a_hundred() -> None:
    draw = random.Random(11)
    days = back(700)
    history: Series = {day: _poissonish(draw, 150 if day.weekday() < 5 else 200) for day in days}
    chances = []
    for day in days[63:]:
        usual = usual_day(history, day, ordinary, floor=counting_noise(150))
        assert usual is not None
        chances.append(usual.chance(history[day] or 0))
    assert sum(chance <= 0.01 for chance in chances) <= 0.02 * len(chances)
    assert 0.02 * len(chances) <= sum(chance <= 0.1 for chance in chances) <= 0.15 * len(chances)


def _poissonish(draw: random.Random, mean: float) -> float:
    return float(round(max(draw.gauss(mean, mean**0.5), 0)))


def yearly(day: date) -> float:
    """A shop that sells a third more in December than in November, every year."""
    return {11: 90.0, 12: 120.0}.get(day.month, 100.0)


def test_a_december_like_last_years_is_usual() -> None:
    december, january = date(2025, 12, 1), date(2026, 1, 1)
    history = {day: yearly(day) for day in back(700, january)}
    found = usual_period(history, december, january, ordinary, floor=0.08)
    assert found is not None
    # Days are paired 52 weeks apart, so the last one looks back on 2025-01-01: 30 · 120 + 100.
    assert found.usual.expected == pytest.approx(3700.0, rel=0.02)
    assert found.usual.chance(31 * 120) > 0.3
    assert found.usual.chance(31 * 120 * 0.85) < 0.01


def test_a_month_after_a_year_of_growth_expects_the_growth() -> None:
    december, january = date(2025, 12, 1), date(2026, 1, 1)
    history = {day: yearly(day) * (1.5 if day >= date(2025, 3, 1) else 1.0) for day in back(700, january)}
    found = usual_period(history, december, january, ordinary)
    assert found is not None
    assert found.usual.expected == pytest.approx(3700.0 * 1.5, rel=0.02)


def test_special_days_of_a_month_are_neither_expected_nor_judged() -> None:
    november, december = date(2025, 11, 1), date(2025, 12, 1)
    sales = {date(2025, 11, 11), date(2024, 11, 12)}
    history = {day: 5000.0 if day in sales else 100.0 for day in back(600, december)}
    found = usual_period(history, november, december, lambda day: day in sales)
    assert found is not None
    assert len(found.days) == 29
    assert found.usual.expected == pytest.approx(2900.0)


def test_without_a_last_year_a_month_is_expected_from_recent_weeks_and_less_surely() -> None:
    since, until = date(2025, 3, 1), date(2025, 4, 1)
    short, long = dict.fromkeys(back(91, until), 100.0), dict.fromkeys(back(600, until), 100.0)
    young, old = (usual_period(history, since, until, ordinary) for history in (short, long))
    assert young is not None
    assert old is not None
    assert young.usual.expected == old.usual.expected == pytest.approx(3100.0)
    assert young.usual.spread > old.usual.spread


def test_a_month_that_is_mostly_promotion_cannot_be_judged() -> None:
    since, until = date(2025, 6, 1), date(2025, 7, 1)
    assert usual_period(dict.fromkeys(back(600, until), 1.0), since, until, lambda day: day.month == 6) is None
