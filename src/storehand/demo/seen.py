"""Orders as a download of one moment shows them: what had happened by then, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.demo.columns import happened
from storehand.demo.orders import Orders

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
UNPAID, PAID, SENT, DONE, CLOSED = range(5)


@dataclass(frozen=True)
class Seen:
    """The orders created in [since, until) as known at `at` (all in seconds): N orders, L lines.

    `orders` and `lines` are indexes into the life's columns.
    """

    life: Orders
    since: int
    until: int
    at: int

    @cached_property
    def orders(self) -> slice:
        return slice(*(int(np.searchsorted(self.life.created, moment)) for moment in (self.since, min(self.until, self.at + 1))))

    @cached_property
    def lines(self) -> slice:
        return slice(*(int(np.searchsorted(self.life.order, edge)) for edge in (self.orders.start, self.orders.stop)))

    @property
    def count(self) -> int:
        return int(self.orders.stop - self.orders.start)

    @cached_property
    def of_line(self) -> Counts:
        """For each line, its order within this download, from 0."""
        return np.asarray(self.life.order[self.lines] - self.orders.start)

    @cached_property
    def paid(self) -> Mask:
        return happened(self.life.paid_at[self.orders], self.at)

    @cached_property
    def line_back(self) -> Counts:
        """(L,) cents refunded by then."""
        return np.where(happened(self.life.back_at[self.lines], self.at), self.life.back[self.lines], 0)

    @cached_property
    def back(self) -> Counts:
        """(N,) cents refunded by then."""
        return np.bincount(self.of_line, weights=self.line_back, minlength=self.count).astype(np.int64)

    @cached_property
    def status(self) -> Counts:
        """(N,) UNPAID, PAID, SENT, DONE or CLOSED."""
        life, cut, at = self.life, self.orders, self.at
        found = np.where(self.paid, PAID, UNPAID)
        found = np.where(happened(life.sent_at[cut], at), SENT, found)
        found = np.where(happened(life.done_at[cut], at), DONE, found)
        return np.where(happened(life.closed_at[cut], at), CLOSED, found)

    @cached_property
    def line_status(self) -> Counts:
        """(L,) the order's, but closed where the line alone was refunded in whole."""
        whole = (self.line_back > 0) & (self.line_back == self.life.paid[self.lines])
        return np.where(whole, CLOSED, self.status[self.of_line])

    @cached_property
    def pieces(self) -> Counts:
        return np.bincount(self.of_line, weights=self.life.pieces[self.lines], minlength=self.count).astype(np.int64)

    @cached_property
    def kinds(self) -> Counts:
        """(N,) lines of each order."""
        return np.bincount(self.of_line, minlength=self.count)


ALL: Final = (-(2**60), 2**60)
