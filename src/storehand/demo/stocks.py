"""Stock on hand by size and day: what was sold leaves, what came back unharmed returns, and the buyer orders in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop
from storehand.demo.chance import stream
from storehand.demo.levers import Levers
from storehand.demo.orders import DAY, NEVER, RETURNED, Orders
from storehand.demo.season import Season

Counts = NDArray[np.int64]
REVIEW: Final = 7  # days between two purchases
LEAD: Final = 9  # days from purchase to shelf


@dataclass(frozen=True)
class Stocks:
    """(D, I, K), at the end of each day: pieces on hand, on their way, and the day's movements."""

    on_hand: Counts
    in_transit: Counts
    sold: Counts
    returned: Counts
    arrived: Counts


def keep(seed: int, shop: Shop, year: Season, levers: Levers, orders: Orders) -> Stocks:
    """On hand follows from the movements: yesterday + arrived + returned − sold. A size that is sold out has none."""
    shape = levers.blocked.shape
    start = int(np.datetime64(year.days[0], "s").astype(np.int64))
    sold = _count(shape, orders.day[orders.order], orders)
    came_back = (orders.kind == RETURNED) & (orders.back == orders.paid)  # who got a part of the money keeps the goods
    back_day = np.where(came_back, (orders.back_at - start) // DAY, shape[0])
    unsent = np.where((orders.kind > 0) & (orders.kind != RETURNED), (orders.back_at - start) // DAY, shape[0])
    returned = _count(shape, back_day, orders) + _count(shape, unsent, orders)
    unpaid = orders.paid_at == NEVER
    returned += _count(shape, np.where(unpaid, (orders.closed_at - start) // DAY, shape[0])[orders.order], orders)
    return _kept(seed, shop, sold, returned, levers)


def _count(shape: tuple[int, ...], day: Counts, orders: Orders) -> Counts:
    inside = (day >= 0) & (day < shape[0])
    flat = np.ravel_multi_index((day[inside], orders.item[inside], orders.sku[inside]), shape)
    return np.bincount(flat, weights=orders.pieces[inside], minlength=int(np.prod(shape))).astype(np.int64).reshape(shape)


def _kept(seed: int, shop: Shop, sold: Counts, returned: Counts, levers: Levers) -> Stocks:
    days = sold.shape[0]
    on_hand, transit, arrived = (np.zeros_like(sold) for _ in range(3))
    span = min(LEAD + REVIEW + 21, days)
    # A shop does not stop buying because its life ends: the last weeks look ahead to what the last weeks sold.
    ahead = np.stack([sold[min(day, days - span) :][:span].sum(axis=0) for day in range(days)])
    held = ahead[0] + 5 + stream(seed, shop.name, "stock").integers(0, 20, sold.shape[1:])
    coming: dict[int, Counts] = {}
    for day in range(days):
        came = coming.pop(day, np.zeros_like(held))
        gone = levers.blocked[day]
        held = held + came + returned[day]
        arrived[day] = came
        short = np.maximum(sold[day] + 1 - held, 0) * ~gone
        held, arrived[day] = held + short, arrived[day] + short
        held = held - sold[day]
        taken = np.where(gone, held, 0)  # counted away: broken, lost or never there
        held, returned[day] = held - taken, returned[day] - taken
        if day % REVIEW == 2:
            wanted = np.maximum(ahead[min(day + LEAD, days - 1)] - held - sum(coming.values(), np.zeros_like(held)), 0)
            coming[day + LEAD] = np.ceil(wanted / 5).astype(np.int64) * 5 * ~gone
        on_hand[day], transit[day] = held, sum(coming.values(), np.zeros_like(held))
    return Stocks(on_hand, transit, sold, returned, arrived)
