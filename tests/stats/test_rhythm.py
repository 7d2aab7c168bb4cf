"""When files usually come, and what is overdue: daily, on working days, weekly, monthly, and what has no rhythm."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storehand.stats.rhythm import overdue, rhythm

SUNDAY = date(2026, 11, 22)
FIRST = SUNDAY - timedelta(days=60)


def arrivals(comes: Callable[[date], bool], until: date = SUNDAY, hour: int = 9, seed: int = 1) -> list[datetime]:
    """One arrival on each such day of two months before `until`, within a quarter of an hour after half past."""
    draw = random.Random(seed)
    days = [FIRST + timedelta(days=step) for step in range((until - FIRST).days)]
    return [datetime.combine(day, time(hour, 30 + draw.randint(0, 15))) for day in days if comes(day)]


def every_day(_: date) -> bool:
    return True


def working_day(day: date) -> bool:
    return day.weekday() < 5


def late(told: list[datetime], now: datetime) -> datetime | None:
    found = rhythm(told)
    assert found is not None
    return overdue(found, now)


def test_a_daily_file_that_has_not_come_is_overdue_from_its_hour_on() -> None:
    told = arrivals(every_day)  # to 21 November
    assert late(told, datetime(2026, 11, 22, 9, 0)) is None
    due = late(told, datetime(2026, 11, 22, 10, 0))
    assert due is not None
    assert due.date() == SUNDAY
    assert time(9, 30) <= due.time() <= time(9, 50)


def test_days_off_are_no_loss() -> None:
    told = arrivals(working_day)  # to Friday the 20th
    assert late(told, datetime(2026, 11, 21, 23, 0)) is None
    assert late(told, datetime(2026, 11, 22, 23, 0)) is None
    monday = late(told, datetime(2026, 11, 23, 12, 0))
    assert monday is not None
    assert monday.date() == date(2026, 11, 23)


def test_a_weekly_file_is_due_on_its_weekday() -> None:
    told = arrivals(lambda day: day.weekday() == 0)  # the last one on Monday the 16th
    assert late(told, datetime(2026, 11, 22, 23, 0)) is None
    assert late(told, datetime(2026, 11, 23, 12, 0)) is not None


def test_a_monthly_file_has_two_days_of_grace() -> None:
    told = [datetime(2026, month, 3, 10, 0) for month in (7, 8, 9, 10)]
    assert late(told, datetime(2026, 11, 4, 12, 0)) is None
    assert late(told, datetime(2026, 11, 5, 12, 0)) == datetime(2026, 11, 5, 10, 0)
    assert late(told, datetime(2026, 11, 22, 12, 0)) == datetime(2026, 11, 5, 10, 0)


@pytest.mark.parametrize(
    ("told", "now"),
    [
        (arrivals(every_day, SUNDAY - timedelta(days=6)), datetime(2026, 11, 22, 12)),
        (arrivals(lambda day: day.weekday() == 0, SUNDAY - timedelta(days=28)), datetime(2026, 11, 23, 12)),
        ([datetime(2026, month, 3, 10) for month in (5, 6, 7, 8)], datetime(2026, 11, 22, 12)),
    ],
    ids=["daily, six days ago", "weekly, a month ago", "monthly, in August"],
)
def test_what_stopped_long_ago_is_not_waited_for(told: list[datetime], now: datetime) -> None:
    assert late(told, now) is None


@pytest.mark.parametrize(
    "told",
    [
        [],
        [datetime(2026, 11, 20, 9, minute) for minute in range(30)],
        [datetime(2026, 11, day, 9) for day in (17, 18, 19, 20)],
        [datetime(2026, 1, 5), datetime(2026, 1, 9), datetime(2026, 3, 20), datetime(2026, 7, 1), datetime(2026, 11, 2)],
    ],
    ids=["nothing", "a backfill on one evening", "too short a history", "now and then"],
)
def test_what_has_no_rhythm_is_never_due(told: list[datetime]) -> None:
    assert rhythm(told) is None


def test_a_backfill_does_not_shift_the_hour() -> None:
    told = [*(datetime(2026, 9, 23, 22, minute) for minute in range(40)), *arrivals(every_day)]
    found = rhythm(told)
    assert found is not None
    assert time(9, 30) <= found.about <= time(9, 45)


@given(st.integers(0, 10_000), st.sampled_from([every_day, working_day]), st.sets(st.integers(0, 40), max_size=4))
def test_a_few_holes_in_the_past_change_nothing(seed: int, comes: Callable[[date], bool], holes: set[int]) -> None:
    gone = {FIRST + timedelta(days=14 + hole) for hole in holes}
    told = arrivals(lambda day: comes(day) and day not in gone, SUNDAY - timedelta(days=2), seed=seed)
    last = max(moment.date() for moment in told)
    now = datetime.combine(SUNDAY + timedelta(days=1), time(12))
    due = late(told, now)
    assert due is not None
    assert due.date() == SUNDAY + timedelta(days=1)
    assert comes(due.date())
    assert due.date() > last


@given(st.integers(0, 10_000))
def test_nothing_is_overdue_while_it_comes(seed: int) -> None:
    for step in range(1, 15):
        until = SUNDAY - timedelta(days=step)
        found = rhythm(arrivals(working_day, until + timedelta(days=1), seed=seed))
        assert found is not None
        assert overdue(found, datetime.combine(until, time(23))) is None
