"""Which incidents a shop meets when nobody wrote them down: a mixed lot by seed, with room between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from storehand.demo.catalogue import Shop
from storehand.demo.chance import stream
from storehand.demo.incident import Incident, sorted_by_day
from storehand.demo.kinds import BENIGN, HARMFUL, KINDS
from storehand.demo.season import Season

_TOP_ITEMS: Final = 5
_EVERY: Final = 5  # days between the beginnings of two harmful incidents
_LARGE_PLANS: Final = 3


def story(seed: int, shop: Shop, year: Season, shown: int) -> list[Incident]:
    """The demo's own: a mixed lot over the last `shown` days, and for the last two a title that lost its words on the best-selling item."""
    mixed = draw(
        seed, shop, year, len(year.days) - shown, len(year.days) - 9, harmful=max(shown // 9, 1), benign=max(shown // 15, 1)
    )
    return sorted_by_day([*mixed, Incident("title_edited", year.days[-2], 6, {"item": 0}, 0.62)])


def draw(seed: int, shop: Shop, year: Season, since: int, until: int, *, harmful: int, benign: int) -> list[Incident]:
    """So many incidents that begin within day indexes [since, until): every kind as likely, places among the ones that matter."""
    chance = stream(seed, shop.name, "incidents")
    begins = _begins(chance, since, until, harmful)
    kinds = _shuffled(chance, HARMFUL, len(begins))
    found = [_incident(chance, name, shop, year, day) for name, day in zip(kinds, begins, strict=True)]
    calm = _shuffled(chance, BENIGN, benign)
    found += [_incident(chance, name, shop, year, int(chance.integers(since, max(until, since + 1)))) for name in calm]
    return sorted_by_day(found)


def dealt(
    seed: int, shop: Shop, year: Season, since: int, until: int, harmful: Sequence[str], benign: Sequence[str]
) -> list[Incident]:
    """Incidents of just these kinds, in days and places by chance."""
    chance = stream(seed, shop.name, "dealt incidents")
    begins = _begins(chance, since, until, len(harmful)) if harmful else []
    found = [_incident(chance, name, shop, year, day) for name, day in zip(harmful, begins, strict=False)]
    found += [_incident(chance, name, shop, year, int(chance.integers(since, max(until, since + 1)))) for name in benign]
    return sorted_by_day(found)


def _begins(chance: np.random.Generator, since: int, until: int, count: int) -> list[int]:
    """Days at least `_EVERY` apart where there is room for that."""
    room = max(until - since, 1)
    count = min(count, max(room // _EVERY, 1))
    slack = room - (count - 1) * _EVERY
    offsets = np.sort(chance.integers(0, max(slack, 1), count))
    return [since + int(offset) + place * _EVERY for place, offset in enumerate(offsets)]


def _shuffled(chance: np.random.Generator, names: tuple[str, ...], count: int) -> list[str]:
    """So many names, each as often as the others (give or take one)."""
    found: list[str] = []
    while len(found) < count:
        found += [names[int(place)] for place in chance.permutation(len(names))]
    return found[:count]


def _incident(chance: np.random.Generator, name: str, shop: Shop, year: Season, day: int) -> Incident:
    kind = KINDS[name]
    most = {
        "item": min(_TOP_ITEMS, len(shop.items)), "source": len(shop.sources), "plan": min(_LARGE_PLANS, len(shop.campaigns)),
        "word": min(8, len(shop.words)), "place": min(6, len(shop.places)), "agent": 2, "rival": min(3, len(shop.rivals)),
    }  # fmt: skip
    where = {need: int(chance.integers(max(most[need], 1))) for need in kind.needs}
    size = kind.size * float(chance.uniform(0.7, 1.1))
    if kind.size <= 1:
        size = min(size, 1.0)
    days = max(1, round(kind.days * float(chance.uniform(0.7, 1.3))))
    return Incident(name, year.days[day], days, where, round(size, 3))
