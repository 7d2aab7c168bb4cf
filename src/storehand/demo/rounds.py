"""Which days a morning's download reaches back to, on any platform."""

from __future__ import annotations

from typing import Final

import numpy as np

from storehand.demo.life import Life
from storehand.demo.orders import DAY

SHORT: Final = 3  # days of orders in a morning's download
LONG: Final = 30  # and on Sundays
RESTATED: Final = 7  # days of the shop's own figures
MONDAY: Final = 0
SUNDAY: Final = 6


def start(life: Life, day: int) -> int:
    """The first second of a day index, as orders count time."""
    return int(np.datetime64(life.days[0], "s").astype(np.int64)) + day * DAY


def back(day: int, days: int) -> int:
    """The first day index of the last so many days up to `day`."""
    return max(day - days + 1, 0)


def first_order_day(life: Life, day: int) -> int:
    """From which day index on orders are downloaded after `day`."""
    return back(day, LONG if weekday(life, day) == SUNDAY else SHORT)


def weekday(life: Life, day: int) -> int:
    """0 is Monday."""
    return life.days[day].weekday()
