"""What clicks on ads brought: sales count back to the day of the click, so for two weeks they still rise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from storehand.demo.chance import stream
from storehand.demo.columns import Counts
from storehand.demo.totals import Totals

WINDOW: Final = 15  # days after a click in which a purchase counts for it
_LAGS: Final = np.array([0.72, 0.08, 0.05, 0.04, *[0.01] * 11])


@dataclass(frozen=True)
class PlanDay:
    """A plan's day: impressions, clicks, cents spent, orders, cents they paid, as known on some morning."""

    shown: int
    clicks: int
    spend: int
    orders: int
    money: int


@dataclass(frozen=True)
class Clicks:
    """The ad account of a shop, as seen on any morning."""

    totals: Totals

    @cached_property
    def _lagged(self) -> tuple[Counts, Counts]:
        """Orders and cents by click day, lag and plan, (D, WINDOW, C)."""
        life, totals = self.totals.life, self.totals
        orders, plans, days = life.orders, max(len(life.shop.campaigns), 1), len(life.days)
        mine = np.flatnonzero((orders.plan >= 0) & (totals.paid_day < days))
        chance = stream(life.seed, life.shop.name, "click lag")
        lag = chance.choice(WINDOW, len(orders), p=_LAGS / _LAGS.sum())[mine]
        clicked = np.maximum(totals.paid_day[mine] - lag, 0)
        lag = totals.paid_day[mine] - clicked
        flat = np.ravel_multi_index((clicked, lag, orders.plan[mine]), (days, WINDOW, plans))
        shape = (days, WINDOW, plans)
        counts = np.bincount(flat, minlength=days * WINDOW * plans).reshape(shape)
        money = np.bincount(flat, weights=orders.total[mine], minlength=days * WINDOW * plans)
        return counts, np.rint(money).astype(np.int64).reshape(shape)

    def seen(self, day: int, last: int) -> tuple[Counts, Counts]:
        """(C,) orders and cents of a click day, as known when `last` was over."""
        upto = min(max(last - day + 1, 0), WINDOW)
        counts, money = self._lagged
        return counts[day, :upto].sum(axis=0), money[day, :upto].sum(axis=0)

    def of(self, day: int, last: int, plan: int) -> PlanDay:
        """One plan's click day, as known when `last` was over."""
        ads, (orders, money) = self.totals.life.ads, self.seen(day, last)
        return PlanDay(
            int(ads.shown[day, plan]), int(ads.clicks[day, plan]), int(ads.spend[day, plan]), int(orders[plan]), int(money[plan])
        )

    def by_item(self, day: int, last: int, plan: int) -> list[tuple[int, PlanDay]]:
        """The same taken apart by the items that the plan shows; the parts add up."""
        whole, shown = self.of(day, last, plan), self.totals.life.shop.campaigns[plan].items
        figures = np.array([whole.shown, whole.clicks, whole.spend, whole.orders, whole.money])
        upto = np.cumsum([share for _, share in shown])
        cuts = np.rint(upto[:, None] / upto[-1] * figures[None, :]).astype(np.int64)
        parts = np.diff(cuts, axis=0, prepend=0)
        return [(item, PlanDay(*(int(each) for each in part))) for (item, _), part in zip(shown, parts, strict=True)]
