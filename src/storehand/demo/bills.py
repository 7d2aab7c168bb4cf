"""What the platform books: an order's money when it is sent, its fee with it; what goes back after that, with the fee's share.

Platforms of today advance the money on dispatch. What was given back before that never comes in, so it never goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from storehand.demo.columns import Counts
from storehand.demo.life import Life
from storehand.demo.orders import NEVER

INCOME, FEE, REFUND, FEE_BACK = range(4)
_AFTER: Final = 1  # second: the fee stands right behind its money


@dataclass(frozen=True)
class Entries:
    """N bookings in order of time: when (seconds), `kind`, the index of the order and of the line (its first, where it is about the
    whole order), cents (negative: they go out)."""

    at: Counts
    kind: Counts
    order: Counts
    line: Counts
    cents: Counts


def entries(life: Life, since: int, until: int) -> Entries:
    """All that is booked in [since, until), in seconds."""
    orders, fee = life.orders, life.shop.fee
    early = orders.back_at < orders.sent_at[orders.order]
    gone = np.bincount(orders.order, weights=np.where(early, orders.back, 0), minlength=len(orders))
    owed = orders.total - gone.astype(np.int64)
    sent = np.flatnonzero((orders.sent_at < NEVER) & (owed > 0))
    late = np.flatnonzero((orders.back > 0) & ~early & (orders.sent_at[orders.order] < NEVER))
    charged, returned = _part(owed[sent], fee), _part(orders.back[late], fee)
    found = [
        (orders.sent_at[sent], INCOME, sent, orders.first[sent], owed[sent]),
        (orders.sent_at[sent] + _AFTER, FEE, sent, orders.first[sent], -charged),
        (orders.back_at[late], REFUND, orders.order[late], late, -orders.back[late]),
        (orders.back_at[late] + _AFTER, FEE_BACK, orders.order[late], late, returned),
    ]
    at, kind, order, line, cents = (np.concatenate(each) for each in zip(*(_filled(*each) for each in found), strict=True))
    inside = np.flatnonzero((at >= since) & (at < until) & (cents != 0))
    inside = inside[np.lexsort((kind[inside], line[inside], at[inside]))]
    return Entries(at[inside], kind[inside], order[inside], line[inside], cents[inside])


def _part(cents: Counts, rate: float) -> Counts:
    return np.asarray(np.rint(cents * rate), dtype=np.int64)


def _filled(at: Counts, kind: int, order: Counts, line: Counts, cents: Counts) -> tuple[Counts, ...]:
    return at, np.full(len(at), kind, dtype=np.int64), order, line, cents
