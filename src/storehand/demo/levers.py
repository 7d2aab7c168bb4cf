"""What an incident can turn: multipliers and switches by day, all at rest when nothing happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Gap:
    """A field of an export that stays empty: `share` of the rows of [since, until), day indexes; `costs`: share of those orders
    that are closed for it."""

    field: str
    since: int
    until: int
    share: float
    costs: float = 0.0


@dataclass(frozen=True)
class FileFault:
    """Something wrong with a download: `kind` is late, twice, absent or half; `export` names the kind of file."""

    kind: str
    day: int
    export: str


@dataclass(frozen=True)
class Notice:
    """A violation that the platform writes down on a day."""

    day: int
    item: int
    reason: str
    points: float
    amount: float


@dataclass
class Levers:
    """D days, I items, S sources, C plans, W words, R reasons, P places, A agents, V rivals, K sizes at most.

    visits, ready (D, I, S) and price (D, I): multipliers; click, cost, budget (D, C): multipliers of plans; junk (D, C): clicks that are
    no people, as a share; paused (D, C); rank (D, W): places lost; blocked (D, I, K): sold out; back (D, I, R): refunds;
    pack (D,), slow (D, P): hours more until sent, until there; unpaid (D,); reply, asks (D, A); away (D, A);
    served (D, P): share of a place's orders that can be placed; bad (D, I): bad reviews; market (D,); rival (D, V): their price; bounce (D,); carts (D, I).
    """

    visits: Array
    ready: Array
    price: Array
    click: Array
    cost: Array
    budget: Array
    junk: Array
    paused: Array
    rank: Array
    blocked: NDArray[np.bool_]
    back: Array
    pack: Array
    slow: Array
    served: Array
    unpaid: Array
    reply: Array
    asks: Array
    away: NDArray[np.bool_]
    bad: Array
    market: Array
    rival: Array
    bounce: Array
    carts: Array
    titles: list[tuple[int, int, str]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    files: list[FileFault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    notes: list[tuple[date, str]] = field(default_factory=list)


def at_rest(shop: Shop, days: int) -> Levers:
    """Levers of a shop without incidents."""
    items, sources, plans = len(shop.items), len(shop.sources), len(shop.campaigns)
    sizes = max(len(item.skus) for item in shop.items)

    def ones(*shape: int) -> Array:
        return np.ones((days, *shape))

    def zeros(*shape: int) -> Array:
        return np.zeros((days, *shape))

    return Levers(
        visits=ones(items, sources), ready=ones(items, sources), price=ones(items), click=ones(plans), cost=ones(plans),
        budget=ones(plans), junk=zeros(plans), paused=zeros(plans), rank=zeros(len(shop.words)),
        blocked=np.zeros((days, items, sizes), dtype=bool), back=ones(items, len(shop.reasons)), pack=zeros(), slow=zeros(len(shop.places)), served=ones(len(shop.places)),
        unpaid=ones(), reply=ones(len(shop.agents)), asks=ones(len(shop.agents)), away=np.zeros((days, len(shop.agents)), dtype=bool),
        bad=ones(items), market=ones(), rival=ones(len(shop.rivals)), bounce=ones(), carts=ones(items),
    )  # fmt: skip
