"""Festivals of a year, by lunar date, solar term, weekday rule or fixed day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from storehand.calendar.promotions import Market
from storehand.wording import Text, say

# Lunar month and day. With a leap month the festival is in the ordinary (first) month.
_LUNAR: Final = {
    "spring": (1, 1), "lantern": (1, 15), "dragon_boat": (5, 5), "qixi": (7, 7), "ghost": (7, 15), "mid_autumn": (8, 15),
    "double_ninth": (9, 9), "laba": (12, 8), "little_year": (12, 23),
}  # fmt: skip
_FIXED: Final = {
    "cn": {"new_year": (1, 1), "valentine": (2, 14), "consumer": (3, 15), "labour": (5, 1), "love_520": (5, 20),
           "children": (6, 1), "teachers": (9, 10), "national": (10, 1), "christmas": (12, 25)},
    "abroad": {"new_year": (1, 1), "valentine": (2, 14), "halloween": (10, 31), "christmas": (12, 25)},
}  # fmt: skip
_LAST_LUNAR_MONTH: Final = 12
_MAY, _JUNE, _NOVEMBER = 5, 6, 11
_SUNDAY, _THURSDAY = 6, 3


@dataclass(frozen=True)
class Festival:
    """One festival of one year."""

    name: str
    day: date

    @property
    def label(self) -> Text:
        return say(f"festival.{self.name}")


@lru_cache(maxsize=64)
def festivals(year: int, market: Market = "cn") -> tuple[Festival, ...]:
    """The festivals that fall into a solar year, in order of day."""
    days = {name: date(year, *month_day) for name, month_day in _FIXED[market].items()}
    days["mothers"] = _weekday(year, _MAY, _SUNDAY, 2)
    days["fathers"] = _weekday(year, _JUNE, _SUNDAY, 3)
    if market == "cn":
        days |= {name: _lunar(year, *month_day) for name, month_day in _LUNAR.items()}
        days["spring_eve"] = days["spring"] - timedelta(days=1)
        days["qingming"] = qingming(year)
    else:
        days["thanksgiving"] = _weekday(year, _NOVEMBER, _THURSDAY, 4)
    return tuple(sorted((Festival(name, day) for name, day in days.items()), key=lambda festival: (festival.day, festival.name)))


def qingming(year: int) -> date:
    """The solar term 清明, 4 or 5 April: the usual formula for 2000–2099, ⌊0.2422·y + 4.81⌋ − ⌊y/4⌋ with y = year − 2000."""
    short = year - 2000
    return date(year, 4, int(0.2422 * short + 4.81) - short // 4)


def _lunar(year: int, month: int, day: int) -> date:
    """The solar day; the twelfth lunar month of the year before falls into this solar year's January or February."""
    from lunardate import LunarDate

    found: date = LunarDate(year - 1 if month == _LAST_LUNAR_MONTH else year, month, day).to_solar_date()
    return found


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
