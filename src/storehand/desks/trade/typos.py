"""Items whose price is suddenly another: far below, by a wrong figure, a stacked coupon, a campaign price that should have
ended; or raised, after which few may buy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding, Impact, Severity
from storehand.metrics.view import View

DAYS_BACK = 14
LEAST_DAYS = 5
EVER = 90  # days on which a price was never seen before: bulk prices and campaigns come back
DEARER = 1.05  # times the highest price of those days
STEADY = 0.06  # how far the prices of the last fortnight may lie from their middle
Sold = tuple[float, float]  # money and units of a day


@dataclass(frozen=True)
class Price:
    """What a unit brought on the day, what it usually brings, and the units sold at that price."""

    price: float
    usual: float
    units: float


def cheap(days: Mapping[date, Sold], day: date, share: float, least: float) -> Price | None:
    """Whether a unit brought less than its usual price by `share`, and less than on any of the last ninety days.

    `least`: units of the day. Prices do not waver as sales do: what a unit brought is told without a chance.
    """
    found, ever = _priced(days, day, least), _prices(days, day, EVER)
    return found if found and found.price < found.usual * (1 - share) and found.price < min(ever) else None


def dear(days: Mapping[date, Sold], day: date, share: float, least: float) -> Price | None:
    """Whether a unit brought more than its usual price by `share`, and clearly more than on any of the last ninety days: so
    a raise is told on its first day. Only of items with one price: where bulk orders pull the mean down on most days, a day
    without one is no raise."""
    found, ever = _priced(days, day, least), _prices(days, day, EVER)
    if found is None or found.usual <= 0 or found.price <= found.usual * (1 + share) or found.price <= max(ever) * DEARER:
        return None
    steady = all(abs(price - found.usual) <= STEADY * found.usual for price in _prices(days, day, DAYS_BACK))
    return found if steady else None


def _priced(days: Mapping[date, Sold], day: date, least: float) -> Price | None:
    money, units = days.get(day, (0.0, 0.0))
    before = _prices(days, day, DAYS_BACK)
    return Price(money / units, median(before), units) if units >= least and len(before) >= LEAST_DAYS else None


def _prices(days: Mapping[date, Sold], day: date, back: int) -> list[float]:
    return [gmv / sold for each, (gmv, sold) in days.items() if day - timedelta(days=back) <= each < day and sold]


def sold_cheap(share: float = 0.3, minimum: float = 3) -> Watch:
    """Finds items of which at least `minimum` units sold below their usual price by `share` (the limit `<check>`)."""
    return _watch(cheap, "critical", share, minimum)


def sold_dear(share: float = 0.12, minimum: float = 10) -> Watch:
    """Finds items of which at least `minimum` units sold above their usual price by `share` (the limit `<check>`)."""
    return _watch(dear, "notice", share, minimum)


def _watch(
    found: Callable[[Mapping[date, Sold], date, float, float], Price | None], severity: Severity, share: float, minimum: float
) -> Watch:
    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, share), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            for column, days in _sold(view, shop).items():
                one = found(days, view.day, wanted, least)
                yield _told(view, name, shop, (column,), one, severity) if one else None

    return watch


def _sold(view: View, shop: str) -> dict[tuple[str, str], dict[date, Sold]]:
    """By item (its id where that is stated, else its title): money and units day by day."""
    since = view.day - timedelta(days=EVER)
    for column in ("item_id", "item"):
        found: dict[tuple[str, str], dict[date, Sold]] = {}
        for row in view.table(["item_gmv", "item_units"], ["day", column], since, view.until, where={"shop": shop}):
            day, money, units = row["day"], row["item_gmv"], row["item_units"]
            if row[column] and isinstance(day, date) and money is not None and units is not None:
                found.setdefault((column, str(row[column])), {})[day] = (float(str(money)), float(str(units)))
        if found:
            return found
    return {}


def _told(view: View, name: str, shop: str, where: tuple[tuple[str, str], ...], one: Price, severity: Severity) -> Finding:
    """Of what was too cheap with what was given away on the units sold; a raise has no such price."""
    made = fact(view, name, "item_price", shop, where, value=one.price, usual=one.usual, severity=severity)
    lost = Decimal(str(round((one.usual - one.price) * one.units, 2)))
    return replace(made, since=view.day, impact=Impact(lost, lost, lost) if lost > 0 else None)
