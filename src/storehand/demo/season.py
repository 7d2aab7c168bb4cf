"""What the calendar and the market bring to a shop, day by day, before anything of its own happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.calendar.calendar import Calendar
from storehand.calendar.festivals import festivals
from storehand.demo.catalogue import Shop
from storehand.demo.chance import stream, wander

Array = NDArray[np.float64]
WEEKDAYS: Final = (0.97, 0.95, 0.96, 0.98, 1.00, 1.10, 1.12)  # Monday first
# Phase: people, readiness to buy. The main day of a large sale stands apart.
_PHASES: Final = {
    "presale": (1.10, 0.86), "wave": (1.32, 1.18), "warm_up": (1.10, 0.84), "burst": (1.45, 1.22), "encore": (1.06, 0.98),
    "after": (0.86, 0.88),
}  # fmt: skip
_MAIN_DAY: Final = {True: (2.60, 1.75), False: (1.55, 1.30)}
_MEMBERS_DAY: Final = 18  # of each month: the shop's own small promotion


@dataclass(frozen=True)
class Season:
    """`tide`: people beside a plain day; `mood`: readiness to buy; `market`: everybody's people, without this shop's doing;
    `sale`: how much of a promotion the day is, 0 to 1. All (days,). `swing` (days, items): how much each item is in season."""

    days: tuple[date, ...]
    tide: Array
    mood: Array
    market: Array
    sale: Array
    swing: Array

    def place(self, day: date) -> int:
        """The index of a day; the first day is 0."""
        return (day - self.days[0]).days


def season(seed: int, shop: Shop, first: date, count: int) -> Season:
    """The calendar of `count` days from `first`, the same for every shop of a seed but for the items."""
    days = tuple(first + timedelta(days=step) for step in range(count))
    calendar = Calendar.load("cn")
    pairs = np.array([_day(calendar, day) for day in days])
    walk = wander(stream(seed, "market", shop.category), count, 1, 0.03, 0.93)[:, 0]
    growth = 1 + 0.12 * np.arange(count) / 365
    weekday = np.array([WEEKDAYS[day.weekday()] for day in days])
    tide = weekday * growth * pairs[:, 0]
    return Season(days, tide, pairs[:, 1], walk, np.clip(pairs[:, 0] - 1, 0, 1.6) / 1.6, _swing(shop, days))


def _day(calendar: Calendar, day: date) -> tuple[float, float]:
    """People and readiness that promotions and holidays bring."""
    people, ready = _holiday(day)
    held = calendar.phase(day)
    if held is not None:
        promotion, phase = held
        main = phase.name == "burst" and day == promotion.burst
        lift, mood = _MAIN_DAY[promotion.large] if main else _PHASES.get(phase.name, (1.0, 1.0))
        if not promotion.large and not main:
            lift, mood = 1 + (lift - 1) / 2, 1 + (mood - 1) / 2
        people, ready = people * lift, ready * mood
    elif day.day == _MEMBERS_DAY:
        people, ready = people * 1.08, ready * 1.15
    return people, ready


def _holiday(day: date) -> tuple[float, float]:
    spring = next(each.day for each in festivals(day.year, "cn") if each.name == "spring")
    away = (day - spring).days
    if -8 <= away <= 7:
        return (0.52, 0.62) if -3 <= away <= 3 else (0.72, 0.78)
    if (day.month, day.day) >= (10, 1) and (day.month, day.day) <= (10, 7):
        return 0.88, 0.95
    if (day.month, day.day) >= (5, 1) and (day.month, day.day) <= (5, 5):
        return 0.92, 0.96
    return 1.0, 1.0


def _swing(shop: Shop, days: tuple[date, ...]) -> Array:
    """A yearly wave for each item, mean 1; before it was put on sale an item sees nobody, then it grows for a month."""
    angle = np.array([2 * np.pi * (day.timetuple().tm_yday - 15) / 365.25 for day in days])[:, None]
    peak = np.array([2 * np.pi * (item.peak - 1) / 12 for item in shop.items])[None, :]
    height = np.array([item.swing if item.peak else 0.0 for item in shop.items])[None, :]
    wave = 1 + height * 0.85 * np.cos(angle - peak)
    age = np.arange(len(days))[:, None] - np.array([item.born for item in shop.items])[None, :]
    return np.asarray(wave * np.clip((age + 1) / 30, 0, 1))
