"""The calendar as judgement needs it: days that are no measure for others, and which days are alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.calendar import Calendar
from storehand.metrics.view import View

# A promotion's main days stand apart. Its long run-up and its end do not: leaving them out would blind a
# shop for five weeks around 双11.
_APART: Final = frozenset({"burst", "encore"})
# What a phase without a precedent may do to any figure, as a relative spread: buyers wait, buy ahead, or rest.
_ROOM: Final = {"presale": 0.1, "wave": 0.15, "warm_up": 0.1, "after": 0.1}
_REACH = timedelta(days=364 * 2)


def apart(view: View) -> Callable[[date], bool]:
    """Tells the days that neither stand in a baseline nor are judged by one."""
    return _days_apart(view.calendar, view.since - _REACH, view.until).__contains__


def precedent(view: View) -> date | None:
    """The same day of last year's promotion or festival, where the view's day stands apart."""
    spans = view.calendar.comparisons(view.day, "day")
    span = spans.get("promotion_day") or spans.get("last_year")
    return span[0] if span and apart(view)(span[0]) else None


def labels(view: View, days: Sequence[date]) -> NDArray[np.int64]:
    """For each of the days, oldest first, the number of its occasion, 0 for none: main days of sales, festivals, own events.

    Phases that lead to a sale or follow it are occasions only where the days hold their like, another sale's or last year's:
    else nothing would be known of what they bring, and all would seem possible for weeks.
    """
    names = [_occasion(view.calendar, day) for day in days]
    runs = Counter(name for name, before in zip(names, ["", *names], strict=False) if name and name != before)
    special = apart(view)
    told = [name if name and (special(day) or runs[name] > 1) else "" for day, name in zip(days, names, strict=True)]
    numbers = {name: place for place, name in enumerate(dict.fromkeys(["", *told]))}
    return np.array([numbers[name] for name in told], dtype=np.int64)


def room(view: View, days: Sequence[date]) -> NDArray[np.float64]:
    """The spread that each of the days may have on top: in phases that are no occasion by themselves."""
    held = [view.calendar.phase(day) for day in days]
    known = labels(view, days) > 0
    return np.array(
        [0.0 if is_known or each is None else _ROOM.get(each[1].name, 0.0) for each, is_known in zip(held, known, strict=True)]
    )


def _occasion(calendar: Calendar, day: date) -> str:
    """The kind of occasion: sales of one size are alike, phase by phase."""
    held = calendar.phase(day)
    if held is None:
        return calendar.event(day) or calendar.festival(day)
    promotion, phase = held
    return f"{promotion.large}.{'main' if day == promotion.burst else phase.name}"


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
