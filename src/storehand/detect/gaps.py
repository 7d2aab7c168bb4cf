"""The missing field: what orders suddenly lack, and whether that goes with orders closed, unpaid or not shipped.

`lacking` is arithmetic on counts and asks no view. A field is named only where it costs orders: a gap that makes no
difference is none of this room's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from storehand.detect.check import Watch
from storehand.detect.finding import Evidence, Finding, Gap, Impact
from storehand.metrics.fills import Fill, Place
from storehand.metrics.view import View
from storehand.stats import completeness
from storehand.stats.completeness import NONE, Cell, Cost
from storehand.tables import TABLES, Type

Outcome = Literal["lost", "unshipped"]
Strata = Mapping[tuple[int, str, str], Cell]  # by day (its place in the window), segment and kind of file

OUTCOMES: tuple[Outcome, ...] = ("lost", "unshipped")
BY = "channel"
DAYS = 63
RECENT = 3  # a run that ended more days ago is told no more
SHARE = 0.05
RARE = 0.005
TIMES = 1.5
LEAST_LOST = 3.0
MANY = 20  # a file of so many orders that never fills a field has no such column, and says nothing of it
CENT = Decimal("0.01")

_TYPES = (Type.ID, Type.TEXT, Type.CODE, Type.TIME)
_TELLS_THE_OUTCOME = {"status", "status_text", "paid_at", "shipped_at", "done_at", "close_reason", "refund_status"}


@dataclass(frozen=True)
class Lacking:
    """A field that the orders of one segment ("" = not stated, None = all) lack from `since` to before `until`, and what
    it cost. `chance`: that so many bad orders lack it by chance. `placed`: what the bad ones had ordered."""

    field: str
    segment: str | None
    outcome: Outcome
    since: date
    until: date
    usual: float
    cost: Cost
    chance: float
    placed: Decimal | None
    others: tuple[str, ...] = ()


def fields(table: str) -> tuple[str, ...]:
    """The columns of an order table that may go missing: who, where, what and by when; never what became of it."""
    contract = TABLES[table]
    keys = {*contract.key, "order_id", "created_at"}
    return tuple(
        column.name
        for column in contract.columns
        if column.type in _TYPES and column.null and column.name not in keys | _TELLS_THE_OUTCOME
    )


def missing_field(*tables: str, metrics: Mapping[Outcome, str], share: float = SHARE) -> Watch:
    """Finds the field whose absence costs orders, in the first table that has it. `metrics`: what counts each outcome.

    `share`: by how much more of the orders must lack it than usual; a shop's own figure: limit `<check>`.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, share)
        for shop in view.shops:
            seen: set[str] = set()
            told: list[tuple[Place, Lacking]] = []
            for place in (found for table in tables if (found := view.orders_of(table, shop, BY))):
                columns = [column for column in fields(place.table) if column not in seen]
                seen |= set(columns)
                looked = _looked(view, place, columns, view.limit(name, wanted, shop))
                yield from (None for one in looked if one is None)
                told += [(place, one) for one in looked if one is not None]
            yield from (_finding(view, name, place, one, metrics[one.outcome]) for place, one in _once(told))

    return watch


def _looked(view: View, place: Place, columns: Sequence[str], share: float) -> list[Lacking | None]:
    since = view.since - timedelta(days=DAYS - 1)
    columns = [column for column in columns if view.states(place.table, column)]  # what was never there is not missed
    fills = view.fills(place, columns, since, view.until) if columns else []
    kinds = {batch.id: batch.format for batch in view.facts.batches}
    recent = max(RECENT, (view.until - view.since).days)
    return lacking(fills, columns, since, view.until, kinds=kinds, recent=recent, share=share)


def lacking(
    fills: Sequence[Fill],
    columns: Sequence[str],
    since: date,
    until: date,
    *,
    kinds: Mapping[str, str],
    recent: int = RECENT,
    share: float = SHARE,
) -> list[Lacking | None]:
    """One thing for each field x segment x outcome whose completeness fell: what it cost, or None where nothing.

    `kinds`: each file's format; orders of different exports are never held against each other.
    """
    days = (until - since).days
    found: list[Lacking | None] = []
    for at, column in enumerate(columns):
        own = _of_its_files(fills, at, column, kinds)
        runs = _runs(_strata(own, None, since), days, days - recent, share)
        for outcome in OUTCOMES if runs else ():
            strata = _strata(own, outcome, since)
            found += _judged([_lacking(strata, run, column, outcome, since) for run in runs])
    return [_with_money(one, fills, columns) if one else None for one in found]


@dataclass(frozen=True)
class _Count:
    """Orders of a day, segment, kind of file and outcome, and how many lack the one field that is looked at."""

    day: date
    segment: str
    kind: str
    outcome: str
    rows: int
    empty: int


@dataclass(frozen=True)
class _Run:
    """Days, first to last by place, on which a segment's orders (None: all) lack the field more than `usual`."""

    segment: str | None
    first: int
    last: int
    usual: float

    def holds(self, day: int, segment: str) -> bool:
        return self.first <= day <= self.last and self.segment in {None, segment}


def _of_its_files(fills: Sequence[Fill], at: int, column: str, kinds: Mapping[str, str]) -> list[_Count]:
    """The orders of files that have the field. The field of the segments itself has no segments."""
    rows: dict[str, int] = {}
    filled: dict[str, int] = {}
    for fill in fills:
        rows[fill.batch] = rows.get(fill.batch, 0) + fill.rows
        filled[fill.batch] = filled.get(fill.batch, 0) + fill.rows - fill.empty[at]
    return [
        _Count(fill.day, "" if column == BY else fill.segment, kinds.get(fill.batch, ""), fill.outcome, fill.rows, fill.empty[at])
        for fill in fills
        if filled[fill.batch] or rows[fill.batch] < MANY
    ]


def _strata(counts: Iterable[_Count], outcome: Outcome | None, since: date) -> Strata:
    """Cells in which orders of `outcome` are bad; of unshipped ones only those that were not lost."""
    found: dict[tuple[int, str, str], Cell] = {}
    for count in counts:
        if outcome == "unshipped" and count.outcome == "lost":
            continue
        key = ((count.day - since).days, count.segment, count.kind)
        bad = count.outcome == outcome
        cell = Cell(count.rows, count.empty, count.rows if bad else 0, count.empty if bad else 0)
        found[key] = found.get(key, NONE).plus(cell)
    return found


def _by_day(strata: Strata, days: int, segment: str | None) -> list[Cell]:
    """A segment's (None: all) orders of each of the first days."""
    found = [NONE] * days
    for (day, name, _), cell in strata.items():
        if day < days and segment in {None, name}:
            found[day] = found[day].plus(cell)
    return found


def _runs(strata: Strata, days: int, touching: int, share: float) -> list[_Run]:
    """Where completeness fell: each segment's run, and where several fell, all segments together last."""
    segments = sorted({segment for _, segment, _ in strata})
    found = []
    for segment in segments:
        cells = _by_day(strata, days, segment)
        fall = completeness.fallen([c.rows for c in cells], [c.empty for c in cells], touching=touching, share=share)
        if fall and fall.chance <= RARE:
            found.append(_Run(segment if len(segments) > 1 else None, fall.first, fall.last, fall.usual))
    if len(found) > 1:
        first, last = min(run.first for run in found), max(run.last for run in found)
        before = completeness.sum_of(_by_day(strata, days, None)[:first])
        found.append(_Run(None, first, last, before.empty / before.rows if before.rows else 0.0))
    return found


def _lacking(strata: Strata, run: _Run, field: str, outcome: Outcome, since: date) -> Lacking | None:
    """What the run cost; None where nothing, or where the field is empty because of the outcome."""
    inside = {key: cell for key, cell in strata.items() if run.holds(key[0], key[1])}
    chance = completeness.coincidence(inside.values())
    whole = completeness.sum_of(inside.values())
    if chance > RARE or completeness.one_thing(whole) or completeness.bound(_by_day(strata, run.first, None)):
        return None
    cells = _joined(strata)
    own = {key: cell for key, cell in cells.items() if run.holds(*key)}
    known = sum(cell.bad_filled for (_, segment), cell in cells.items() if run.segment in {None, segment})
    rates = completeness.natural(cells)
    cost = completeness.cost([(cell, rates[key]) for key, cell in own.items()], known)
    # Held against what all other days and segments tell: the run's own filled orders are what is in question here.
    before = completeness.natural({key: NONE if key in own else cell for key, cell in cells.items()})
    moved = completeness.moved([(cell, before[key]) for key, cell in own.items()], cost.lost)
    if moved or cost.lost < LEAST_LOST or cost.low <= 0 or cost.bad < TIMES * cost.expected:
        return None
    days = since + timedelta(days=run.first), since + timedelta(days=run.last + 1)
    return Lacking(field, run.segment, outcome, *days, run.usual, cost, chance, None)


def _joined(strata: Strata) -> dict[tuple[int, str], Cell]:
    """By day and segment, whatever the kind of file."""
    found: dict[tuple[int, str], Cell] = {}
    for (day, segment, _), cell in strata.items():
        found[day, segment] = found.get((day, segment), NONE).plus(cell)
    return found


def _judged(cases: Sequence[Lacking | None]) -> list[Lacking | None]:
    """Single segments, unless several of them or none alone show what all together (the last) show."""
    if len(cases) < 2:
        return list(cases)
    singles, together = cases[:-1], cases[-1]
    if together is None or sum(one is not None for one in singles) == 1:
        return list(singles)
    return [together, *(None for _ in singles[1:])]


def _with_money(one: Lacking, fills: Iterable[Fill], columns: Sequence[str]) -> Lacking:
    """With what the bad orders that lack the field had been placed for; None where any amount is unknown."""
    at = list(columns).index(one.field)
    amounts = [
        fill.placed[at]
        for fill in fills
        if fill.empty[at] and fill.outcome == one.outcome and one.since <= fill.day < one.until
        if one.segment in {None, fill.segment}
    ]
    known = [amount for amount in amounts if amount is not None]
    return replace(one, placed=sum(known, Decimal(0)) if len(known) == len(amounts) else None)


def _once(told: Sequence[tuple[Place, Lacking]]) -> list[tuple[Place, Lacking]]:
    """Of fields that the same orders lack the surest, which names the others; dearest first."""
    kept: list[tuple[Place, Lacking]] = []
    for place, one in sorted(told, key=lambda pair: (pair[1].chance, -pair[1].cost.lost)):
        same = next((at for at, (_, other) in enumerate(kept) if _overlap(one, other)), None)
        if same is None:
            kept.append((place, one))
        elif one.field not in {kept[same][1].field, *kept[same][1].others}:
            kept[same] = kept[same][0], replace(kept[same][1], others=(*kept[same][1].others, one.field))
    return sorted(kept, key=lambda pair: -pair[1].cost.lost)


def _overlap(one: Lacking, other: Lacking) -> bool:
    together = None in {one.segment, other.segment} or one.segment == other.segment
    return together and one.since < other.until and other.since < one.until


def _finding(view: View, check: str, place: Place, one: Lacking, metric: str) -> Finding:
    cost, period = one.cost, (one.since, one.until)
    sql, files = view.lacking(place, one.field, one.outcome, period, one.segment)
    where = (*(() if one.segment is None else ((place.by, one.segment),)), (one.field, ""))
    name = "\x1f".join([check, place.table, place.shop, view.since.isoformat(), view.period, repr(where)])
    return Finding(
        id=sha256(name.encode()).hexdigest()[:12], check=check, desk="", metric=metric, shop=place.shop, day=view.day,
        since=one.since, until=one.until, where=where, direction="up", value=cost.bad, expected=cost.expected,
        low=max(cost.bad - cost.high, 0.0), high=cost.bad - cost.low, chance=one.chance,
        severity="critical" if cost.lost >= 0.1 * cost.rows else "warning", impact=_impact(one),
        basis=tuple(one.since - timedelta(days=back) for back in range(28, 0, -1)),
        evidence=Evidence(sql, sum(files.values()), tuple(sorted(files))),
        gap=Gap(
            place.table, one.field, one.outcome, cost.rows, cost.empty, one.usual,
            cost.lost, cost.low, cost.high, cost.without, one.others,
        ),
    )  # fmt: skip


def _impact(one: Lacking) -> Impact | None:
    """What the orders lost had been placed for, at the average of the bad ones."""
    if one.placed is None or not one.cost.bad:
        return None
    each = one.placed / one.cost.bad
    money, low, high = ((each * Decimal(str(orders))).quantize(CENT) for orders in (one.cost.lost, one.cost.low, one.cost.high))
    return Impact(money, low, high)
