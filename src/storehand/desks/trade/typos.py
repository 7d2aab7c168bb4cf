"""Items that suddenly sell far below their price: a wrong figure, a stacked coupon, a campaign price that should have ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding, Impact
from storehand.metrics.view import View

DAYS_BACK = 14
LEAST_DAYS = 5
Sold = tuple[float, float]  # money and units of a day


@dataclass(frozen=True)
class Cheap:
    """What a unit brought on the day, what it usually brings, and the units sold at that price."""

    price: float
    usual: float
    units: float


def cheap(days: Mapping[date, Sold], day: date, share: float, least: float) -> Cheap | None:
    """Whether a unit brought less than its usual price by `share`, and less than on any of the last fourteen days.

    `least`: units of the day. Prices do not waver as sales do: what a unit brought is told without a chance.
    """
    money, units = days.get(day, (0.0, 0.0))
    before = [gmv / sold for each, (gmv, sold) in days.items() if day - timedelta(days=DAYS_BACK) <= each < day and sold]
    if units < least or len(before) < LEAST_DAYS:
        return None
    price, usual = money / units, median(before)
    return Cheap(price, usual, units) if price < usual * (1 - share) and price < min(before) else None


def sold_cheap(share: float = 0.3, minimum: float = 3) -> Watch:
    """Finds items of which at least `minimum` units sold below their usual price by `share` (the limit `<check>`)."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, share), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            for column, days in _sold(view, shop).items():
                one = cheap(days, view.day, wanted, least)
                yield _told(view, name, shop, (column,), one) if one else None

    return watch


def _sold(view: View, shop: str) -> dict[tuple[str, str], dict[date, Sold]]:
    """By item (its id where that is stated, else its title): money and units day by day."""
    since = view.day - timedelta(days=DAYS_BACK)
    for column in ("item_id", "item"):
        found: dict[tuple[str, str], dict[date, Sold]] = {}
        for row in view.table(["item_gmv", "item_units"], ["day", column], since, view.until, where={"shop": shop}):
            day, money, units = row["day"], row["item_gmv"], row["item_units"]
            if row[column] and isinstance(day, date) and money is not None and units is not None:
                found.setdefault((column, str(row[column])), {})[day] = (float(str(money)), float(str(units)))
        if found:
            return found
    return {}


def _told(view: View, name: str, shop: str, where: tuple[tuple[str, str], ...], one: Cheap) -> Finding:
    made = fact(view, name, "item_price", shop, where, value=one.price, usual=one.usual, severity="critical")
    lost = Decimal(str(round((one.usual - one.price) * one.units, 2)))
    return replace(made, since=view.day, impact=Impact(lost, lost, lost))
