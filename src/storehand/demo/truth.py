"""The truth about planted incidents: what was to be expected with all of them, against without this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop
from storehand.demo.incident import DayTruth, Incident, Truth
from storehand.demo.kind import Turn
from storehand.demo.kinds import KINDS, Kind
from storehand.demo.levers import Levers, at_rest
from storehand.demo.odds import PAID_RATE, Odds, odds
from storehand.demo.season import Season

Array = NDArray[np.float64]
_MORE_LINES: Final = 1.535  # of an order that has more than one: mean of min(geometric(0.65), 4)


def turned(shop: Shop, year: Season, incidents: Sequence[Incident]) -> Levers:
    """The levers after all incidents."""
    levers = at_rest(shop, len(year.days))
    for incident in incidents:
        turn(shop, year, levers, incident)
    return levers


def turn(shop: Shop, year: Season, levers: Levers, incident: Incident) -> None:
    """Turns what one incident turns; days beyond the life are left out."""
    kind = KINDS[incident.kind]
    since = year.place(incident.day)
    days = slice(since, min(since + incident.days, len(year.days)))
    if days.start < len(year.days):
        kind.turn(
            Turn(shop, levers, days, places(shop, kind, incident.where), kind.size if incident.size is None else incident.size)
        )


def places(shop: Shop, kind: Kind, where: Mapping[str, int]) -> dict[str, int]:
    """The incident's places; what it does not name is the first (the best-selling item, the largest plan)."""
    most = {
        "item": len(shop.items), "source": len(shop.sources), "plan": len(shop.campaigns), "word": len(shop.words),
        "place": len(shop.places), "agent": len(shop.agents), "rival": len(shop.rivals),
    }  # fmt: skip
    return {need: where.get(need, 0) % most[need] for need in kind.needs}


def truths(shop: Shop, year: Season, incidents: Sequence[Incident]) -> list[Truth]:
    """The truth of each incident, in the order given; ids count from 1."""
    levers = turned(shop, year, incidents)
    with_all = worth(shop, year, levers)
    found = []
    for number, incident in enumerate(incidents):
        others = [each for place, each in enumerate(incidents) if place != number]
        without = worth(shop, year, turned(shop, year, others))
        found.append(_truth(shop, year, incident, number + 1, with_all, without))
    return found


@dataclass(frozen=True)
class Worth:
    """Yuan to be expected per day: paid, refunded, spent on ads; with the odds they come from."""

    gmv: Array
    refunds: Array
    spend: Array
    odds: Odds


def worth(shop: Shop, year: Season, levers: Levers) -> Worth:
    """What the levers let expect."""
    expected = odds(shop, year, levers)
    unpaid = 1 - np.clip((1 - PAID_RATE) * levers.unpaid, 0, 0.95)
    orders = expected.people * expected.cvr
    first = (orders * expected.value[:, :, None]).sum(axis=(1, 2))
    weight = np.array([each.share for each in shop.items])[None, :] ** 0.7 * (year.swing > 0)
    beside = (weight * expected.value).sum(axis=1) / weight.sum(axis=1)
    more = orders.sum(axis=(1, 2)) * shop.basket * _MORE_LINES * beside
    gmv = (first + more) * (1 + shop.pieces) * unpaid
    back = (orders.sum(axis=2) * expected.value * expected.back).sum(axis=1) / np.maximum(first, 1e-9)
    gone = _gaps(levers, len(year.days))
    return Worth(gmv, gmv * (back + (1 - back) * gone), expected.spend.sum(axis=1), expected)


def _gaps(levers: Levers, days: int) -> Array:
    """Share of paid money that closes because a field is empty."""
    found = np.zeros(days)
    for gap in levers.gaps:
        found[gap.since : gap.until] += gap.share * gap.costs
    return found


def _truth(shop: Shop, year: Season, incident: Incident, number: int, now: Worth, without: Worth) -> Truth:
    kind = KINDS[incident.kind]
    since = year.place(incident.day)
    until = min(since + incident.days, len(year.days))
    where = places(shop, kind, incident.where)
    days = tuple(
        DayTruth(
            year.days[day], round(float(without.gmv[day] - now.gmv[day]), 2), round(float(now.refunds[day] - without.refunds[day]), 2),
            round(float(now.spend[day] - without.spend[day]), 2),
        )
        for day in range(since, until)
    )  # fmt: skip
    return Truth(
        f"{shop.name}-{number:03d}", shop.name, incident.kind, incident.day, year.days[since] + timedelta(days=until - since), kind.play,
        kind.owner, kind.metric, kind.factor, kind.direction, named(shop, kind, where), _size(shop, kind, where, since, until, now, without),
        kind.benign, kind.market, days,
    )  # fmt: skip


def named(shop: Shop, kind: Kind, where: Mapping[str, int]) -> dict[str, str]:
    """Places under the dimensions and values that the exports write."""
    found: dict[str, str] = {}
    source = shop.source(kind.source) if kind.source else None
    for need, place in where.items():
        if need == "item":
            found["item_id"] = shop.items[place].id
        elif need == "plan":
            found |= {"source": shop.sources[shop.campaigns[place].source].name, "campaign": shop.campaigns[place].name}
        elif need == "word":
            found |= {"item_id": shop.items[shop.words[place].item].id, "word": shop.words[place].text}
        elif need == "place":
            found["province"] = shop.places[place].name
        elif need == "agent":
            found["agent"] = shop.agents[place].name
        elif need == "rival":
            found |= {"item_id": shop.items[shop.rivals[place].item].id, "rival": shop.rivals[place].shop}
    return found | ({"source": shop.sources[source].name} if source is not None else {})


def _size(shop: Shop, kind: Kind, where: Mapping[str, int], since: int, until: int, now: Worth, without: Worth) -> float | None:
    """The relative change of the metric at its place over the incident's days."""
    item = _item_of(shop, where)
    source = shop.source(kind.source) if kind.source else shop.campaigns[where["plan"]].source if "plan" in where else None
    items = slice(None) if item is None else slice(item, item + 1)
    sources = slice(None) if source is None else slice(source, source + 1)

    def total(worth: Worth) -> tuple[float, float, float]:
        people = worth.odds.people[since:until, items, sources]
        orders = people * worth.odds.cvr[since:until, items, sources]
        money = orders * worth.odds.value[since:until, items, None]
        return float(people.sum()), float(orders.sum()), float(money.sum())

    after, before = total(now), total(without)
    pair = {
        "visitors": (after[0], before[0]), "cvr": (after[1] / max(after[0], 1e-9), before[1] / max(before[0], 1e-9)),
        "aov": (after[2] / max(after[1], 1e-9), before[2] / max(before[1], 1e-9)), "gmv": (after[2], before[2]),
    }.get(kind.metric)  # fmt: skip
    return round(pair[0] / pair[1] - 1, 4) if pair and pair[1] > 0 else None


def _item_of(shop: Shop, where: Mapping[str, int]) -> int | None:
    if "word" in where:
        return shop.words[where["word"]].item
    return shop.rivals[where["rival"]].item if "rival" in where else where.get("item")
