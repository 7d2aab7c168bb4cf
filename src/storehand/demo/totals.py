"""A life added up as a platform's own pages show it: by day, item, source and plan, of paid orders on the day they were paid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from storehand.demo.chance import stream
from storehand.demo.life import Life
from storehand.demo.orders import DAY, NEVER

Counts = NDArray[np.int64]
DEDUPED = 0.86  # one person comes from several sources


@dataclass(frozen=True)
class Totals:
    """All lazily: money in cents, people and pieces whole. Shapes: (D,), (D, I), (D, S), (D, C), (D, I, S)."""

    life: Life

    @cached_property
    def shape(self) -> tuple[int, int, int]:
        return self.life.people.shape

    @cached_property
    def paid_day(self) -> Counts:
        """Day index on which each order was paid; D where it never was, or after the life."""
        return self.day_of(self.life.orders.paid_at)

    def day_of(self, at: Counts) -> Counts:
        """Day index of a moment, D for none within the life."""
        start = int(np.datetime64(self.life.days[0], "s").astype(np.int64))
        day = (at - start) // DAY
        return np.where((at < NEVER) & (day >= 0) & (day < self.shape[0]), day, self.shape[0])

    def add(self, day: Counts, places: Counts | None, width: int, weights: Counts | None = None) -> Counts:
        """Sums by day (and place); what lies outside the life is left out."""
        days = self.shape[0]
        flat = day if places is None else day * width + places
        keep = day < days
        found = np.bincount(flat[keep], weights=None if weights is None else weights[keep], minlength=days * width)
        return np.rint(found).astype(np.int64).reshape((days, width) if places is not None else (days,))

    def distinct(self, day: Counts, places: Counts | None, width: int, who: Counts) -> Counts:
        """Different people by day (and place)."""
        flat = day if places is None else day * width + places
        keep = (day < self.shape[0]) & (who >= 0)
        most = int(who.max(initial=0)) + 1
        pairs = np.unique(flat[keep] * most + who[keep])
        found = np.bincount(pairs // most, minlength=self.shape[0] * width)
        return found.reshape((self.shape[0], width) if places is not None else (self.shape[0],))

    @cached_property
    def gmv(self) -> Counts:
        """(D,) cents paid."""
        return self.add(self.paid_day, None, 1, self.life.orders.total)

    @cached_property
    def orders(self) -> Counts:
        return self.add(self.paid_day, None, 1)

    @cached_property
    def buyers(self) -> Counts:
        return self.distinct(self.paid_day, None, 1, self.life.orders.buyer)

    @cached_property
    def old_buyers(self) -> Counts:
        orders = self.life.orders
        return self.distinct(self.paid_day, None, 1, np.where(orders.old, orders.buyer, -1))

    @cached_property
    def old_gmv(self) -> Counts:
        return self.add(self.paid_day, None, 1, self.life.orders.total * self.life.orders.old)

    @cached_property
    def units(self) -> Counts:
        orders = self.life.orders
        return self.add(self.paid_day[orders.order], None, 1, orders.pieces)

    @cached_property
    def placed(self) -> Counts:
        """(D,) cents of orders placed on the day."""
        return self.add(self.life.orders.day, None, 1, self.life.orders.total)

    @cached_property
    def placed_orders(self) -> Counts:
        return self.add(self.life.orders.day, None, 1)

    @cached_property
    def refunded(self) -> Counts:
        """(D,) cents given back on the day."""
        return self.add(self.day_of(self.life.orders.back_at), None, 1, self.life.orders.back)

    @cached_property
    def source_gmv(self) -> Counts:
        return self.add(self.paid_day, self.life.orders.source, self.shape[2], self.life.orders.total)

    @cached_property
    def source_orders(self) -> Counts:
        return self.add(self.paid_day, self.life.orders.source, self.shape[2])

    @cached_property
    def source_buyers(self) -> Counts:
        return self.distinct(self.paid_day, self.life.orders.source, self.shape[2], self.life.orders.buyer)

    @cached_property
    def item_gmv(self) -> Counts:
        orders = self.life.orders
        return self.add(self.paid_day[orders.order], orders.item, self.shape[1], orders.paid)

    @cached_property
    def item_units(self) -> Counts:
        orders = self.life.orders
        return self.add(self.paid_day[orders.order], orders.item, self.shape[1], orders.pieces)

    @cached_property
    def item_buyers(self) -> Counts:
        orders = self.life.orders
        return self.distinct(self.paid_day[orders.order], orders.item, self.shape[1], orders.buyer[orders.order])

    @cached_property
    def item_old_buyers(self) -> Counts:
        orders = self.life.orders
        who = np.where(orders.old, orders.buyer, -1)[orders.order]
        return self.distinct(self.paid_day[orders.order], orders.item, self.shape[1], who)

    @cached_property
    def item_refunded(self) -> Counts:
        orders = self.life.orders
        return self.add(self.day_of(orders.back_at), orders.item, self.shape[1], orders.back)

    @cached_property
    def plan_orders(self) -> Counts:
        """(D, C): orders that a plan's click brought, on the day they were paid."""
        return self.add(np.where(self.life.orders.plan < 0, self.shape[0], self.paid_day), self.life.orders.plan, self._plans)

    @cached_property
    def plan_gmv(self) -> Counts:
        orders = self.life.orders
        return self.add(np.where(orders.plan < 0, self.shape[0], self.paid_day), orders.plan, self._plans, orders.total)

    @property
    def _plans(self) -> int:
        return max(len(self.life.shop.campaigns), 1)

    @cached_property
    def visitors(self) -> Counts:
        """(D,) people of the shop, each once."""
        return np.asarray(np.rint(self.life.people.sum(axis=(1, 2)) * DEDUPED), dtype=np.int64)

    @cached_property
    def source_visitors(self) -> Counts:
        return np.asarray(self.life.people.sum(axis=1))

    @cached_property
    def item_visitors(self) -> Counts:
        """(D, I): more than came by their sources, since people wander on inside the shop."""
        return np.asarray(np.rint(self.life.people.sum(axis=2) * 1.12), dtype=np.int64)

    @cached_property
    def bounce(self) -> NDArray[np.float64]:
        """(D,): share of people who left at once."""
        noise = stream(self.life.seed, self.life.shop.name, "bounce").normal(0, 0.006, self.shape[0])
        return np.clip(0.615 * self.life.levers.bounce + noise, 0, 0.98)

    @cached_property
    def carts(self) -> Counts:
        """(D, I): people who put the item into the cart; before a large sale more do."""
        chance = stream(self.life.seed, self.life.shop.name, "carts")
        ready = 0.078 * (2 - np.clip(self.life.season.mood, 0.7, 1.3))[:, None] * self.life.levers.carts
        fit = np.sqrt(np.divide(self.life.odds.cvr.mean(axis=2), self.life.odds.cvr.mean()))
        return np.asarray(chance.binomial(self.item_visitors, np.clip(ready * fit, 0, 0.6)), dtype=np.int64)

    @cached_property
    def favourites(self) -> Counts:
        chance = stream(self.life.seed, self.life.shop.name, "favourites")
        return np.asarray(chance.binomial(self.item_visitors, 0.031), dtype=np.int64)
