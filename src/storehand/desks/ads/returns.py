"""Return on ads, judged on the week whose sales have come in, never on yesterday.

Sales count back to the day of the click. Nine in ten have come after three days, the rest within two weeks: the newest days
always look worse than older ones. So a week is compared that ended `mature` days ago, orders by money spent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

from storehand.desks.stated import counted
from storehand.detect.check import Watch
from storehand.detect.finding import Finding, Impact
from storehand.metrics.view import View
from storehand.stats.interval import poisson_tail

MATURE = 3  # days after which nine in ten sales have come in
WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
SURE = 0.001  # a plan's few orders a week waver more than single buyers would
STILL_OUT = 0.1  # of the week's sales may still come
Z90 = 1.645
_METRICS = ("ad_orders", "ad_spend", "ad_gmv")


@dataclass(frozen=True)
class Sums:
    """Orders, money spent and money brought in a span of days."""

    orders: float = 0.0
    spend: float = 0.0
    gmv: float = 0.0

    @property
    def roas(self) -> float:
        return self.gmv / self.spend if self.spend else 0.0


@dataclass(frozen=True)
class Fall:
    """A return below the usual one; `expected` orders for the money spent, `chance` that so few come of themselves."""

    now: Sums
    before: Sums
    expected: float
    chance: float


def fell(now: Sums, before: Sums, share: float, least: float) -> Fall | None:
    """Whether the return fell by `share` and the orders below what the money spent usually brings; None otherwise.

    `least`: orders that the money should have brought, below which nothing is told.
    """
    if not before.spend or not now.spend:
        return None
    expected = before.orders / before.spend * now.spend * (1 - STILL_OUT)
    if expected < least or now.roas > before.roas * (1 - share) or now.orders >= expected:
        return None
    return Fall(now, before, expected, poisson_tail(round(now.orders), expected))


def roas_low(share: float = 0.3, minimum: float = 5) -> Watch:
    """Finds plans whose week's return fell by `share` (the limit `<check>`); `<check>.mature`: days that sales take."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, share), view.limit(f"{name}.minimum", minimum)
        until = view.until - timedelta(days=int(view.limit(f"{name}.mature", MATURE)))
        for shop in view.shops:
            found, *before = (_falls(view, shop, end, wanted, least) for end in _ends(view, shop, until))
            for plan, one in found.items():
                rare = one is not None and one.chance <= SURE
                earlier = min((fall.chance for falls in before if (fall := falls.get(plan))), default=1.0)
                yield replace(_told(view, name, shop, plan, one, until), before=earlier) if one and rare else None

    return watch


def _ends(view: View, shop: str, until: date) -> list[date]:
    """The end of the week that is judged, then those of the days before that were heard of in time."""
    heard, late = view.heard("ad_spend", shop, ("campaign",)), view.until - until
    days = (until - timedelta(days=back) for back in range(1, 7))
    return [until, *(end for end in days if end + late - timedelta(days=1) in heard)]


def _falls(view: View, shop: str, until: date, share: float, least: float) -> dict[str, Fall | None]:
    """By plan: whether its return fell in the week up to `until`."""
    now = _sums(view, shop, until - WEEK, until)
    before = _sums(view, shop, until - (WEEKS_BEFORE + 1) * WEEK, until - WEEK)
    return {plan: fell(now[plan], before.get(plan, Sums()), share, least) for plan in sorted(now)}


def _sums(view: View, shop: str, since: date, until: date) -> Mapping[str, Sums]:
    found: dict[str, Sums] = {}
    for row in view.table(_METRICS, ["day", "campaign"], since, until, where={"shop": shop}):
        plan, old = str(row["campaign"]), found.get(str(row["campaign"]), Sums())
        orders, spend, gmv = (float(str(row[name] or 0)) for name in _METRICS)
        if plan:
            found[plan] = Sums(old.orders + orders, old.spend + spend, old.gmv + gmv)
    return found


def _told(view: View, name: str, shop: str, plan: str, fall: Fall, until: date) -> Finding:
    usual, noise = fall.before.roas, 1 / sqrt(fall.expected)
    basis = tuple(until - WEEK - timedelta(days=back) for back in range(WEEKS_BEFORE * 7, 0, -1))
    one = counted(
        view, name, "roas", shop, (("campaign", plan),),
        value=fall.now.roas, usual=usual, spread=usual * noise, chance=fall.chance, basis=basis,
    )  # fmt: skip
    return replace(one, since=until - WEEK, until=until, impact=_lost(fall, noise))


def _lost(fall: Fall, noise: float) -> Impact:
    """Ad sales that the money spent would usually have brought."""
    usual = fall.before.roas * fall.now.spend
    lost, wide = usual - fall.now.gmv, Z90 * noise * usual
    return Impact(*(Decimal(str(round(each, 2))) for each in (lost, lost - wide, lost + wide)))
