"""The calendar as judgement needs it: days that are no measure at all, and days that are one with more room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from storehand.calendar import Calendar
from storehand.metrics.view import View

# A promotion's main days stand apart. Its long run-up and its end do not: leaving them out would blind a
# shop for five weeks around 双11. They are judged with more room (relative spread), since buyers wait or rest.
_APART: Final = frozenset({"burst", "encore"})
_ROOM: Final = {"presale": 0.05, "wave": 0.08, "warm_up": 0.1, "after": 0.1}
_REACH = timedelta(days=364 * 2)


def apart(view: View) -> Callable[[date], bool]:
    """Tells the days that neither stand in a baseline nor are judged by one."""
    return _days_apart(view.calendar, view.since - _REACH, view.until).__contains__


def room(view: View) -> float:
    """The relative spread that the phase of the view's day adds; 0 on ordinary days and for longer periods."""
    held = view.calendar.phase(view.day) if view.period == "day" else None
    return _ROOM.get(held[1].name, 0.0) if held else 0.0


def precedent(view: View) -> date | None:
    """The same day of last year's promotion or festival, where the view's day stands apart."""
    spans = view.calendar.comparisons(view.day, "day")
    span = spans.get("promotion_day") or spans.get("last_year")
    return span[0] if span and apart(view)(span[0]) else None


def turns(view: View, day: date) -> bool:
    """Whether a phase of the calendar begins on that day, or the day stands apart. That one ends is no event."""
    now, before = (view.calendar.phase(each) for each in (day, day - timedelta(days=1)))
    return apart(view)(day) or (now is not None and now != before)


@lru_cache(maxsize=64)
def _days_apart(calendar: Calendar, since: date, until: date) -> frozenset[date]:
    days = (since + timedelta(days=step) for step in range((until - since).days))
    return frozenset(day for day in days if calendar.special(day) and _stands_apart(calendar, day))


def _stands_apart(calendar: Calendar, day: date) -> bool:
    held = calendar.phase(day)
    return held is None or held[1].name in _APART
