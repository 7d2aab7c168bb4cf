"""Sizes that ran out, weighed by what they usually sell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from math import sqrt

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding, Impact, Severity
from storehand.metrics.view import View

SOLD_DAYS = 28  # of which a size's usual sales are read
LONG_OUT = 7  # the days before, on none of which a size was known to be out: then it is news
Z90 = 1.645
Sku = tuple[str, str]  # item and SKU


@dataclass(frozen=True)
class Out:
    """An item's sizes that ran out lately: how many, how many were out before, units a day that they usually sold, and
    those of the whole item."""

    sizes: int
    before: int
    units: float
    item_units: float


def newly_out(
    now: set[Sku], days_out: Mapping[Sku, int], sold: Mapping[Sku, float], item_sold: Mapping[str, float]
) -> dict[str, Out]:
    """By item: what is out `now` and was on none of the days before that were heard of (`days_out`). `sold`: units a day."""
    found: dict[str, Out] = {}
    for item in sorted({item for item, _ in now}):
        out = {sku for sku in now if sku[0] == item}
        fresh = {sku for sku in out if not days_out.get(sku, 0)}
        if fresh:
            units = sum(sold.get(sku, 0.0) for sku in fresh)
            found[item] = Out(len(out), len(out) - len(fresh), units, item_sold.get(item, 0.0))
    return found


def sold_out(minimum: float = 1.0) -> Watch:
    """Finds items of which sizes ran out that usually sell at least `minimum` units a day (the limit `<check>`)."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        least = view.limit(name, minimum)
        for shop in view.shops:
            now = _out_now(view, shop)
            found = newly_out(now, _days_out(view, shop), *_sold(view, shop)) if now else {}
            for item, out in found.items():
                yield _told(view, name, shop, item, out) if out.units >= least else None

    return watch


def _told(view: View, name: str, shop: str, item: str, out: Out) -> Finding:
    severity: Severity = "critical" if out.units >= out.item_units / 2 else "warning"
    where = (("item_id", item),)
    one = fact(view, name, "sold_out_skus", shop, where, value=out.sizes, usual=float(out.before), severity=severity)
    return replace(one, impact=_lost(view, shop, item, out.units * (view.until - view.since).days))


def _lost(view: View, shop: str, item: str, units: float) -> Impact | None:
    """What the sizes would have sold, in money; the interval is that of a count."""
    since = view.since - timedelta(days=SOLD_DAYS)
    price = view.value("item_price", since, view.since, where={"shop": shop, "item_id": item})
    if price is None:
        return None
    low, high = max(units - Z90 * sqrt(units), 0.0), units + Z90 * sqrt(units)
    return Impact(*(Decimal(str(round(each * float(price), 2))) for each in (units, low, high)))


def _out_now(view: View, shop: str) -> set[Sku]:
    rows = view.table(["sold_out_skus"], ["item_id", "sku_id"], view.day, view.until, where={"shop": shop})
    return {(str(row["item_id"]), str(row["sku_id"])) for row in rows if row["sold_out_skus"]}


def _days_out(view: View, shop: str) -> dict[Sku, int]:
    since = view.day - timedelta(days=LONG_OUT)
    heard = view.heard("sold_out_skus", shop)
    found: dict[Sku, int] = {}
    rows = view.table(["sold_out_skus"], ["day", "item_id", "sku_id"], since, view.day, where={"shop": shop})
    for row in rows:
        sku = (str(row["item_id"]), str(row["sku_id"]))
        found[sku] = found.get(sku, 0) + bool(row["sold_out_skus"] and row["day"] in heard)
    return found


def _sold(view: View, shop: str) -> tuple[dict[Sku, float], dict[str, float]]:
    """Units a day by size and by item. An item whose sizes no file tells apart is shared evenly by them."""
    items, sizes = daily(view, shop, "item_units", "item_id"), daily(view, shop, "units", "sku_id")
    rows = view.table(["stock_skus"], ["item_id", "sku_id"], view.day, view.until, where={"shop": shop})
    skus = [(str(row["item_id"]), str(row["sku_id"])) for row in rows]
    told = {item for item, sku in skus if sku in sizes}
    many = Counter(item for item, _ in skus)
    return {(item, sku): sizes.get(sku, 0.0) if item in told else items.get(item, 0.0) / many[item] for item, sku in skus}, items


def daily(view: View, shop: str, metric: str, by: str) -> dict[str, float]:
    """Units a day by segment, over the last `SOLD_DAYS` days before the view's."""
    since = view.day - timedelta(days=SOLD_DAYS)
    found: dict[str, float] = {}
    for row in view.table([metric], ["day", by], since, view.day, where={"shop": shop}):
        if row[metric] is not None and row[by]:
            found[str(row[by])] = found.get(str(row[by]), 0.0) + float(str(row[metric])) / SOLD_DAYS
    return found
