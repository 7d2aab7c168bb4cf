"""Orders that should have been sent by now and were not: by their own promise, else by the hours since they were paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View

DAYS_BACK = 14
MOST = 50_000  # rows read
STILL_UNSENT = 0.1
_GROWN = 1.5  # times as many as a day before
_COLUMNS = ("created_day", "paid_at", "promised_at", "shipped_at", "known_at")


def is_late(row: Mapping[str, object], hours: float, earlier: timedelta = timedelta()) -> bool:
    """Whether an order was unsent past its promise, else `hours` after it was paid, when its file was made, or `earlier`.

    Times are instants in UTC. An order of an old file is judged as of that file: what happened since is not known.
    """
    paid, promised, known = row["paid_at"], row["promised_at"], row["known_at"]
    if row["shipped_at"] is not None or not isinstance(known, datetime):
        return False
    if isinstance(promised, datetime):
        return known - earlier > promised
    return isinstance(paid, datetime) and known - earlier - paid > timedelta(hours=hours)


def late_days(
    rows: Iterable[Mapping[str, object]], hours: float, earlier: timedelta = timedelta()
) -> tuple[date, date, int] | None:
    """The newest days (until exclusive) on which every order still unsent is late, and how many there are; None: none."""
    unsent: dict[date, list[bool]] = {}
    for row in rows:
        day = row["created_day"]
        if isinstance(day, date) and row["shipped_at"] is None:
            unsent.setdefault(day, []).append(is_late(row, hours, earlier))
    newest = max((day for day, late in unsent.items() if all(late)), default=None)
    if newest is None:
        return None
    since = newest
    while since - timedelta(days=1) >= min(unsent) and all(unsent.get(since - timedelta(days=1), ())):
        since -= timedelta(days=1)
    return since, newest + timedelta(days=1), sum(len(late) for day, late in unsent.items() if since <= day <= newest)


def late_orders(hours: float = 48, minimum: float = 3, share: float = 0.01) -> Watch:
    """Finds orders that are unsent past their promise, or `hours` after payment (the limit `<check>`).

    At least `minimum` of them and `share` of the orders of those days: a few stay behind in any shop. A backlog is told once,
    and again when it has grown by half within a day.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        limit, least = view.limit(name, hours), view.limit(f"{name}.minimum", minimum)
        part = view.limit(f"{name}.share", share)
        for shop in view.shops:
            place = view.orders_of("orders", shop)
            if place is None or not _tells(view, shop):
                continue
            rows = _unsent(view, shop, place.cut)
            found, before = late_days(rows, limit), late_days(rows, limit, timedelta(days=1))
            if found is None or not _many(view, shop, found, least, part):
                yield None
                continue
            known = (
                before is not None and _many(view, shop, before, max(least, found[2] / _GROWN), part) and _told_before(view, shop)
            )
            yield replace(_told(view, name, shop, found), before=0.0 if known else 1.0)

    return watch


def _many(view: View, shop: str, found: tuple[date, date, int], least: float, part: float) -> bool:
    """Whether these late orders are at least `least` and this part of their days' orders."""
    return found[2] >= max(least, part * _orders(view, shop, found))


def _told_before(view: View, shop: str) -> bool:
    """Whether the morning before had files to tell of: of a first load nothing was told yet."""
    earlier = any(batch.shop == shop and batch.known_at.date() <= view.day for batch in view.facts.batches)
    return earlier and view.day - timedelta(days=1) in view.heard("unshipped_orders", shop)


def _tells(view: View, shop: str) -> bool:
    """Whether the files tell what was sent: of orders two to six weeks old hardly any may be unsent still."""
    since, until = (view.until - timedelta(days=days) for days in (3 * DAYS_BACK, DAYS_BACK))
    placed, unsent = (view.value(name, since, until, where={"shop": shop}) for name in ("placed_orders", "unshipped_orders"))
    return bool(placed) and float(unsent or 0) <= STILL_UNSENT * float(placed or 0)


def _unsent(view: View, shop: str, cut: str) -> list[dict[str, object]]:
    where = {"shop": shop, "cut": cut, "status": "paid"}
    return view.rows("orders", _COLUMNS, view.until - timedelta(days=DAYS_BACK), view.until, where=where, limit=MOST)


def _orders(view: View, shop: str, found: tuple[date, date, int]) -> float:
    return float(view.value("placed_orders", found[0], found[1], where={"shop": shop}) or 0)


def _told(view: View, name: str, shop: str, found: tuple[date, date, int]) -> Finding:
    since, until, count = found
    one = fact(view, name, "unshipped_orders", shop, (), value=count, usual=0.0, severity="critical", worth=("order_value",))
    return replace(one, since=since, until=until)
