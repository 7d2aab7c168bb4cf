"""Rivals that cut their price: the noted price against what was noted in the weeks before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import median

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View

DAYS_BACK = 28
LEAST_DAYS = 5
LEAST_RIVALS = 3
PER_CENT = 0.1
Prices = Mapping[date, float]


def cut(prices: Prices, day: date) -> tuple[float, float] | None:
    """The price of the day and the usual one of the four weeks before; None where either is not known."""
    before = [price for noted, price in prices.items() if day - timedelta(days=DAYS_BACK) <= noted < day]
    if day not in prices or len(before) < LEAST_DAYS:
        return None
    return prices[day], median(before)


def together(falls: Sequence[tuple[float, float]]) -> float:
    """By how much rivals' prices moved together: the median of now over usual, 1 where fewer than three are known or they rose.

    On a promotion day everybody is cheaper: then only who cut deeper than the others cut a price.
    """
    return min(median(now / usual for now, usual in falls), 1.0) if len(falls) >= LEAST_RIVALS else 1.0


def rival_cut(share: float = PER_CENT) -> Watch:
    """Finds rivals' items whose price lies at least `share` (the limit `<check>`) below their usual one, beyond what all did."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, share)
        for shop in view.shops:
            noted = {item: found for item, prices in _noted(view, shop).items() if (found := cut(prices, view.day))}
            limit = together(list(noted.values())) * (1 - wanted)
            for item, (now, usual) in noted.items():
                yield _told(view, name, shop, item, now, usual) if now <= usual * limit else None

    return watch


def _noted(view: View, shop: str) -> dict[str, dict[date, float]]:
    """By the rival's item: its price day by day."""
    found: dict[str, dict[date, float]] = {}
    since = view.day - timedelta(days=DAYS_BACK)
    for row in view.table(["rival_price"], ["day", "item_id"], since, view.until, where={"shop": shop}):
        price, day = row["rival_price"], row["day"]
        if row["item_id"] and price and isinstance(day, date):
            found.setdefault(str(row["item_id"]), {})[day] = float(str(price))
    return found


def _told(view: View, name: str, shop: str, item: str, now: float, usual: float) -> Finding:
    """Named by the rival's shop and the item's title, where they are noted."""
    rows = view.table(["rival_price"], ["rival", "item"], view.day, view.until, where={"shop": shop, "item_id": item})
    named = [(str(row["rival"]), str(row["item"])) for row in rows if row["rival_price"]]
    where = tuple(zip(("rival", "item"), named[0], strict=True)) if len(named) == 1 and all(named[0]) else (("item_id", item),)
    return fact(view, name, "rival_price", shop, where, value=now, usual=usual)
