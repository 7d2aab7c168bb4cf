"""New items that nobody sees: in the export for some days, and hardly visited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View

REVIEWS = (3, 7, 14)  # days after its first visitor on which a new item is looked at, as people do
SETTLED = 3
OF_MEDIAN = 0.5  # in a small shop: of what the item in the middle has
KNOWN_BEFORE = 28  # days of exports without it: else it may only have been quiet
Visits = Mapping[date, float]


def age(visits: Visits, day: date, known: frozenset[date]) -> int | None:
    """Days since its first visit, if the item is new: four weeks of exports (`known` days) before it do not have it."""
    first = min((seen for seen, people in visits.items() if people), default=None)
    if first is None or len([each for each in known if each < first]) < KNOWN_BEFORE:
        return None
    return (day - first).days


def unseen(limit: float = 10) -> Watch:
    """Finds new items that had fewer than `limit` visitors (the limit `<check>`) on each of the last three days, and fewer than
    half of what the shop's item in the middle has. Told three, seven and fourteen days after their first visitor."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, limit)
        for shop in view.shops:
            known = view.covered("item_day", shop)
            items = _visits(view, shop)
            middle = median([visits[view.day] for visits in items.values() if view.day in visits] or [0.0])
            for item, visits in items.items():
                if age(visits, view.day, known) not in REVIEWS:
                    continue
                newest = [visits.get(view.day - timedelta(days=back), 0.0) for back in range(SETTLED)]
                least, where = min(wanted, OF_MEDIAN * middle), (("item_id", item),)
                few = max(newest) < least
                made = fact(view, name, "item_visits", shop, where, value=int(newest[0]), usual=least)
                yield replace(made, against="limit") if few else None

    return watch


def _visits(view: View, shop: str) -> dict[str, dict[date, float]]:
    since = view.day - timedelta(days=max(REVIEWS) + KNOWN_BEFORE + 1)
    found: dict[str, dict[date, float]] = {}
    for row in view.table(["item_visits"], ["day", "item_id"], since, view.until, where={"shop": shop}):
        day = row["day"]
        if row["item_id"] and isinstance(day, date) and row["item_visits"] is not None:
            found.setdefault(str(row["item_id"]), {})[day] = float(str(row["item_visits"]))
    return found
