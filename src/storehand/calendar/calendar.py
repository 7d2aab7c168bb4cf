"""What a day is compared with, what is on, and which days are no measure for others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from storehand.calendar.disruptions import Disruption, load_disruptions
from storehand.calendar.festivals import Festival, festivals
from storehand.calendar.promotions import SHIPPED, Market, Phase, Promotion, load_promotions
from storehand.wording import Text, say

Span = tuple[date, date]
YEAR: Final = timedelta(days=364)  # 52 weeks: last year's same weekday

# Festivals that move trade so much that last year's day is the one at the same distance from the festival.
_ALIGNED: Final = {"spring": (-21, 15), "dragon_boat": (-7, 3), "mid_autumn": (-7, 3)}
# Days around festivals that are no measure for ordinary days.
_APART: Final = {
    "spring": (-7, 10),
    "national": (0, 6),
    "labour": (0, 4),
    "mid_autumn": (0, 0),
    "new_year": (0, 0),
    "thanksgiving": (0, 0),
    "christmas": (-1, 1),
}
# How far before and after its main day an occasion is named.
_NAMED_LARGE, _NAMED_SMALL, _NAMED_FESTIVAL = (-21, 15), (-5, 5), (-5, 2)
_NAMED_SPRING: Final = (-14, 14)


@dataclass(frozen=True)
class Planned:
    """Something of the shop's own: a live show, an outage, a clearance. `until` is exclusive."""

    what: Text
    since: date
    until: date


@dataclass(frozen=True)
class _Near:
    """An occasion near a day; the lowest `rank` is named, then the nearest. `kind`: how its words are put."""

    rank: int
    kind: str
    label: Text
    offset: int


@dataclass(frozen=True)
class Calendar:
    """Festivals, promotions, disruptions and own events of a market."""

    market: Market = "cn"
    promotions: tuple[Promotion, ...] = ()
    events: tuple[Planned, ...] = ()
    disruptions: tuple[Disruption, ...] = ()

    @classmethod
    def load(cls, market: Market = "cn", path: Path = SHIPPED, events: Iterable[Planned] = ()) -> Calendar:
        """With the promotions of `path` that take place in the market, and what disrupted it."""
        promotions = tuple(each for each in load_promotions(path) if market in each.markets)
        return cls(market, promotions, tuple(events), tuple(each for each in load_disruptions() if market in each.markets))

    def comparisons(self, day: date, period: str = "day") -> dict[str, Span]:
        """What to compare with: name to (since, until), until exclusive; a name is absent where there is nothing alike.

        Day: "yesterday", "same_weekday" (a week ago), "last_year" (the same weekday, or the same distance
        from a moving festival), "promotion_day" (the same day of last year's same promotion). Week and month
        up to `day`: "yesterday" is the one before up to the same day.
        """
        if period == "month":
            return self._months(day)
        since = day - timedelta(days=day.weekday()) if period == "week" else day
        span = (since, day + timedelta(days=1))
        before = {"yesterday": 7} if period == "week" else {"yesterday": 1, "same_weekday": 7}
        found = {name: _moved(span, timedelta(days=days)) for name, days in before.items()}
        found["last_year"] = _moved(span, self._festival_shift(day) or YEAR)
        shift = self._promotion_shift(day)
        return found | ({"promotion_day": _moved(span, shift)} if shift else {})

    def occasion(self, day: date) -> Text:
        """What the day is near to: "双11 后第 9 天", "春节前 3 天", "双11 当天"; empty on plain days."""
        near = min(self._occasions(day), key=lambda each: (each.rank, abs(each.offset)), default=None)
        if near is None:
            return Text("", "")
        way = "on" if near.offset == 0 else "after" if near.offset > 0 else "before"
        return say(f"{near.kind}.{way}", what=near.label, days=abs(near.offset))

    def phase(self, day: date) -> tuple[Promotion, Phase] | None:
        """The promotion and phase that hold on a day; the nearest main day where two do."""
        return self._phases.get(day)

    def disruption(self, day: date) -> Disruption | None:
        """What held up the whole market on a day."""
        return next((each for each in self.disruptions if each.since <= day < each.until), None)

    def event(self, day: date) -> str:
        """The shop's own event that holds on a day, else what held up the market so much that the day stands apart, in
        Chinese; "" for none."""
        held = self.disruption(day)
        own = (event.what.zh for event in self.events if event.since <= day < event.until)
        return next(own, held.label.zh if held and held.apart else "")

    def festival(self, day: date) -> str:
        """The name of the festival whose holiday the day belongs to; "" for none."""
        around = ((each, day - each.day) for each in self._festivals(day) if each.name in _APART)
        return next((each.name for each, away in around if _within(away, _APART[each.name])), "")

    def special(self, day: date) -> bool:
        """True where the day is no measure for ordinary days: in a promotion's phases, a long holiday, a standstill, an own
        event."""
        return (
            self.phase(day) is not None
            or any(event.since <= day < event.until for event in self.events)
            or ((held := self.disruption(day)) is not None and held.apart)
            or any(day in _holidays(year, self.market) for year in (day.year - 1, day.year, day.year + 1))
        )

    def ordinary_days(self, days: Iterable[date]) -> list[date]:
        """The days that may stand in a baseline."""
        return [day for day in days if not self.special(day)]

    @cached_property
    def _phases(self) -> dict[date, tuple[Promotion, Phase]]:
        """Every day of every promotion; the nearest main day where two hold."""
        found: dict[date, tuple[Promotion, Phase]] = {}
        for promotion in self.promotions:
            for day, phase in promotion.days():
                if day not in found or abs(promotion.burst - day) < abs(found[day][0].burst - day):
                    found[day] = (promotion, phase)
        return found

    def _festivals(self, day: date) -> Iterable[Festival]:
        return (each for year in (day.year - 1, day.year, day.year + 1) for each in festivals(year, self.market))

    def _occasions(self, day: date) -> Iterable[_Near]:
        for event in self.events:
            if event.since <= day < event.until:
                yield _Near(0, "calendar", event.what, 0)
        held = self.disruption(day)
        if held:
            yield _Near(0, "disruption", held.label, 0)
        for promotion in self.promotions:
            if _within(day - promotion.burst, _NAMED_LARGE if promotion.large else _NAMED_SMALL):
                yield _Near(1 if promotion.large else 2, "promotion", promotion.label, (day - promotion.burst).days)
        for festival in self._festivals(day):
            if _within(day - festival.day, _NAMED_SPRING if festival.name == "spring" else _NAMED_FESTIVAL):
                yield _Near(1 if festival.name == "spring" else 2, "calendar", festival.label, (day - festival.day).days)

    def _festival_shift(self, day: date) -> timedelta | None:
        for festival in self._festivals(day):
            if festival.name in _ALIGNED and _within(day - festival.day, _ALIGNED[festival.name]):
                before = next(each for each in festivals(festival.day.year - 1, self.market) if each.name == festival.name)
                return festival.day - before.day
        return None

    def _promotion_shift(self, day: date) -> timedelta | None:
        """Back to last year's same promotion, main day on main day."""
        held = self.phase(day)
        if held is None:
            return None
        now = held[0]
        before = [each for each in self.promotions if (each.name, each.burst.year) == (now.name, now.burst.year - 1)]
        return now.burst - before[0].burst if before else None

    def _months(self, day: date) -> dict[str, Span]:
        first = day.replace(day=1)
        return {
            "yesterday": _same_days((first - timedelta(days=1)).replace(day=1), day.day),
            "last_year": _same_days(first.replace(year=first.year - 1), day.day),
        }


@lru_cache(maxsize=64)
def _holidays(year: int, market: Market) -> frozenset[date]:
    """The days around a year's festivals that are no measure for others."""
    around = ((each.day, _APART[each.name]) for each in festivals(year, market) if each.name in _APART)
    return frozenset(day + timedelta(days=step) for day, (first, last) in around for step in range(first, last + 1))


def _same_days(first: date, days: int) -> Span:
    """The first `days` of a month, at most all of it."""
    following = (first + timedelta(days=32)).replace(day=1)
    return first, min(first + timedelta(days=days), following)


def _moved(span: Span, back: timedelta) -> Span:
    return span[0] - back, span[1] - back


def _within(distance: timedelta, reach: tuple[int, int]) -> bool:
    return reach[0] <= distance.days <= reach[1]
