"""Made-up shops with incidents planted in the mornings shown: which seeds, which shapes, and the truth beside them.

The kinds are dealt from one shuffled deck over all shops of a range, so that a few shops meet all of them about as often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from storehand.demo import plan
from storehand.demo.catalogue import Shop, draw
from storehand.demo.incident import Incident, Truth
from storehand.demo.kinds import BENIGN, HARMFUL
from storehand.demo.life import live
from storehand.demo.season import Season, season
from storehand.demo.totals import Totals
from storehand.demo.truth import truths, turned
from storehand.demo.writers import WRITERS

DEV: Final = range(1_000)
TEST: Final = range(10_000, 11_000)  # never looked into: nothing is told of a single incident of these
SEEDS: Final = {"dev": DEV, "test": TEST}
PEOPLE: Final = (14_000, 2_500)
CATEGORIES: Final = ("apparel", "beauty", "home")
NAME: Final = "木棉旗舰店"
BEFORE: Final = 160  # days of history before the first morning shown
_LAST: Final = date(2026, 11, 20)
_STEP: Final = 47  # days by which the end of one shop's life lies before that of the last
_YEAR: Final = 330
_EVERY_HARMFUL, _EVERY_BENIGN = 6, 13  # days to an incident
_LEFT: Final = 9  # days at the end on which none begins
_CALM: Final = 8  # every eighth shop meets none


@dataclass(frozen=True)
class Made:
    """A shop before its life: `shown` mornings at the end of `year`, `incidents` within them."""

    seed: int
    shop: Shop
    year: Season
    shown: int
    incidents: tuple[Incident, ...]

    @cached_property
    def totals(self) -> Totals:
        return Totals(live(self.seed, self.shop, self.year, turned(self.shop, self.year, self.incidents)))

    @property
    def mornings(self) -> tuple[date, ...]:
        return self.year.days[-self.shown :]


@dataclass(frozen=True)
class Known:
    """What the scorer may open once the predictions are written. `takings`: yuan paid on a usual day of those shown.
    `within`: for a source its family, for a part of a source that source."""

    seed: int
    people: float
    takings: float
    truths: tuple[Truth, ...]
    within: dict[str, str]


def made(number: int, seeds: range, shown: int) -> Made:
    """The shop of a number within a range of seeds: sizes and categories in turn, its last day another time of the year."""
    seed = seeds[number]
    shop = draw(seed, name=NAME, platform=platform(number), category=CATEGORIES[number % 3], people=float(PEOPLE[number % 2]))
    last = _LAST - timedelta(days=number * _STEP % _YEAR)
    count = BEFORE + shown
    year = season(seed, shop, last - timedelta(days=count - 1), count)
    calm = number % _CALM == _CALM - 1
    harmful = () if calm else tuple(_dealt(HARMFUL, number, shown // _EVERY_HARMFUL, seeds))
    benign = tuple(_dealt(BENIGN, number, shown // _EVERY_BENIGN, seeds))
    return Made(seed, shop, year, shown, tuple(plan.dealt(seed, shop, year, BEFORE, count - _LEFT, harmful, benign)))


def platform(number: int) -> str:
    """Six shops of each platform that has a writer, in turn; the first six are Taobao's."""
    return tuple(WRITERS)[number // 6 % len(WRITERS)]


def _dealt(names: tuple[str, ...], number: int, each: int, seeds: range) -> Iterator[str]:
    """The shop's cards of a deck that is shuffled again whenever it runs out."""
    for place in range(number * each, (number + 1) * each):
        rounds, card = divmod(place, len(names))
        order = np.random.default_rng([seeds.start, rounds, len(names)]).permutation(len(names))
        yield names[int(order[card])]


def known(one: Made) -> Known:
    """The truth about a shop."""
    takings = float(np.median(one.totals.gmv[-one.shown :])) / 100
    within = {child: source.name for source in one.shop.sources for child, _ in source.children}
    within |= {source.name: source.family for source in one.shop.sources}
    return Known(one.seed, one.shop.people, takings, tuple(truths(one.shop, one.year, one.incidents)), within)
