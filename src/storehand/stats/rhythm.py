"""When something usually comes: on which weekdays or days of the month, at what hour, and what is overdue by now.

Times are without a zone, on the clock of whoever waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

LEAST = 4  # arrivals on different days, before anything is usual
MONTHS = 3
SEEN = timedelta(days=56)  # how far back a weekday is looked at
OFTEN = 0.6  # of the weekday's chances
GIVEN_UP = {"weekdays": 5, "month": 2}  # times in a row that it did not come; later it is no rhythm any more
ONCE_A_WEEK = 3
SLACK = timedelta(days=2)  # for what comes once a month


@dataclass(frozen=True)
class Rhythm:
    """`weekdays` (0: Monday) for what comes by weekday, else `monthday`. `about`: the usual hour; `by`: the hour by which
    nine in ten had come. `last`: the newest arrival."""

    kind: Literal["weekdays", "month"]
    weekdays: frozenset[int]
    monthday: int
    about: time
    by: time
    last: date


def rhythm(arrivals: Sequence[datetime]) -> Rhythm | None:
    """The rhythm of the arrivals; None where there is none. Several on one day are one, so a backfill makes no rhythm.

    A weekday counts where at least two of the last eight weeks', and six in ten of them, brought something.
    """
    firsts = {moment.date(): moment for moment in sorted(arrivals, reverse=True)}
    days = sorted(firsts)
    if len(days) < MONTHS:
        return None
    hours = sorted(firsts[day].hour * 60 + firsts[day].minute for day in days[-20:])
    about, by = _clock(median(hours)), _clock(hours[(len(hours) * 9) // 10])
    weekdays = _weekdays(days) if len(days) >= LEAST else frozenset[int]()
    if weekdays:
        return Rhythm("weekdays", weekdays, 0, about, by, days[-1])
    return Rhythm("month", frozenset(), _monthday(days), about, by, days[-1]) if _monthly(days) else None


def overdue(found: Rhythm, now: datetime) -> datetime | None:
    """The newest moment by which it should have come and did not; None where nothing is due, or it stopped long ago."""
    missed = [moment for moment in _due(found, now.date()) if moment <= now]
    return missed[-1] if missed and len(missed) <= _patience(found) else None


def _patience(found: Rhythm) -> int:
    return ONCE_A_WEEK if found.kind == "weekdays" and len(found.weekdays) == 1 else GIVEN_UP[found.kind]


def _due(found: Rhythm, today: date) -> Iterator[datetime]:
    """Every moment after the last arrival, to today's, by which one was to come."""
    wanted: Callable[[date], bool] = _comes_on(found)
    day = found.last + timedelta(days=1)
    while day <= today:
        if wanted(day):
            yield datetime.combine(day, found.by)
        day += timedelta(days=1)


def _comes_on(found: Rhythm) -> Callable[[date], bool]:
    if found.kind == "weekdays":
        return lambda day: day.weekday() in found.weekdays
    return lambda day: _in_month(day - SLACK, found.monthday) and day - SLACK > found.last + timedelta(days=14)


def _in_month(day: date, monthday: int) -> bool:
    """Whether it is that day of its month; the 31st is the last one of a shorter month."""
    ends = (day + timedelta(days=1)).month != day.month
    return day.day == monthday or (ends and day.day < monthday)


def _weekdays(days: Sequence[date]) -> frozenset[int]:
    """The weekdays on which it comes, judged from the first arrival of the last eight weeks to the newest."""
    since = max(days[0], days[-1] - SEEN + timedelta(days=1))
    came = {day for day in days if day >= since}
    span = [since + timedelta(days=step) for step in range((days[-1] - since).days + 1)]
    hits, chances = [0] * 7, [0] * 7
    for day in span:
        chances[day.weekday()] += 1
        hits[day.weekday()] += day in came
    return frozenset(on for on in range(7) if hits[on] >= 2 and hits[on] >= OFTEN * chances[on])


def _monthly(days: Sequence[date]) -> bool:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)][-6:]
    return all(24 <= gap <= 37 for gap in gaps)


def _monthday(days: Sequence[date]) -> int:
    return round(median(day.day for day in days[-6:]))


def _clock(minutes: float) -> time:
    """To the next five minutes."""
    whole = min(-(-int(minutes) // 5) * 5, 23 * 60 + 55)
    return time(whole // 60, whole % 60)
