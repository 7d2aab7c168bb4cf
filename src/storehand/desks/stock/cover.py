"""For how many days an item's stock lasts, and which item runs short before a new delivery can come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storehand.desks.stated import fact
from storehand.desks.stock.soldout import daily
from storehand.detect.check import Watch
from storehand.detect.finding import Finding, Severity
from storehand.metrics.view import View

MOST = 3  # told; the page lists them all


@dataclass(frozen=True)
class Cover:
    """An item's pieces on hand, on the day and the day before (None: not known), on their way, and units a day that it sells."""

    item: str
    on_hand: int
    before: int | None
    in_transit: int
    units: float

    def short(self, days: float) -> bool:
        """Whether it lasts less than `days` from the view's day on, as it did not yet the day before."""
        wanted = days * self.units
        return 0 < self.on_hand < wanted and (self.before is None or self.before >= wanted)


def cover_low(days: float = 5, minimum: float = 2) -> Watch:
    """Finds items whose stock lasts less than `days` (the limit `<check>`) and that sell at least `minimum` units a day.

    Told on the first such day, the three that sell most. What is sold out is another check's. Pieces on their way make it a
    notice: they may come in time.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, days), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            covers = [one for one in _covers(view, shop) if one.units >= least]
            short = sorted((one for one in covers if one.short(wanted)), key=lambda one: -one.units)[:MOST]
            yield from [None] * (len(covers) - len(short))
            yield from (_told(view, name, shop, one, wanted * one.units) for one in short)

    return watch


def _covers(view: View, shop: str) -> list[Cover]:
    selling = daily(view, shop, "item_units", "item_id")
    before, now = (_on_hand(view, shop, view.day - timedelta(days=back)) for back in (1, 0))
    rows = view.table(["in_transit"], ["item_id"], view.day, view.until, where={"shop": shop})
    coming = {str(row["item_id"]): row["in_transit"] for row in rows}
    return [
        Cover(item, held, before.get(item), int(str(coming.get(item) or 0)), selling.get(item, 0.0)) for item, held in now.items()
    ]


def _on_hand(view: View, shop: str, day: date) -> dict[str, int]:
    rows = view.table(["on_hand"], ["item_id"], day, day + timedelta(days=1), where={"shop": shop})
    return {str(row["item_id"]): int(str(row["on_hand"])) for row in rows if row["item_id"] and row["on_hand"] is not None}


def _told(view: View, name: str, shop: str, one: Cover, wanted: float) -> Finding:
    severity: Severity = "notice" if one.in_transit else "warning"
    made = fact(view, name, "on_hand", shop, (("item_id", one.item),), value=one.on_hand, usual=wanted, severity=severity)
    return replace(made, against="limit")
