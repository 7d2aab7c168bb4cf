"""New items that nobody sees: in the export for some days, and hardly visited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View

NEW_FOR = 14  # days
SETTLED = 3  # days before a new item is judged
KNOWN_BEFORE = 28  # days of exports without it: else it may only have been quiet
Visits = Mapping[date, float]


def age(visits: Visits, day: date, known: frozenset[date]) -> int | None:
    """Days since its first visit, if the item is new: four weeks of exports (`known` days) before it do not have it."""
    first = min((seen for seen, people in visits.items() if people), default=None)
    if first is None or len([each for each in known if each < first]) < KNOWN_BEFORE:
        return None
    days = (day - first).days
    return days if SETTLED <= days <= NEW_FOR else None


def unseen(limit: float = 10) -> Watch:
    """Finds new items that had fewer than `limit` visitors (the limit `<check>`) on each of the last three days."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, limit)
        for shop in view.shops:
            known = view.covered("item_day", shop)
            for item, visits in _visits(view, shop).items():
                if age(visits, view.day, known) is None:
                    continue
                newest = [visits.get(view.day - timedelta(days=back), 0.0) for back in range(SETTLED)]
                few = max(newest) < wanted
                where = (("item_id", item),)
                yield fact(view, name, "item_visits", shop, where, value=int(newest[0]), usual=wanted) if few else None

    return watch


def _visits(view: View, shop: str) -> dict[str, dict[date, float]]:
    since = view.day - timedelta(days=NEW_FOR + KNOWN_BEFORE)
    found: dict[str, dict[date, float]] = {}
    for row in view.table(["item_visits"], ["day", "item_id"], since, view.until, where={"shop": shop}):
        day = row["day"]
        if row["item_id"] and isinstance(day, date) and row["item_visits"] is not None:
            found.setdefault(str(row["item_id"]), {})[day] = float(str(row["item_visits"]))
    return found
