"""A plan carried out in DuckDB: the table `t` of typed rows, in file order, each with the verdict on it.

Columns of `t`: `state` (0 a data row, 1 none: blank or a repeated header, 2 a total, 3 too many cells), the values
v0 …, the days d0 …, `bad` and `reason` (the first value that cannot be read), `soft` (lenient cells that became
unknown), `ordinal`, f0 … (which routes take the row) and `why` (0: kept).
"""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from storehand.intake import scrub, summary, typed
from storehand.intake.hand import Hand
from storehand.intake.marks import is_marked, marked
from storehand.intake.raw import SEPARATOR
from storehand.intake.readers import text
from storehand.intake.route import Plan, Route
from storehand.intake.sql import literal, one_of
from storehand.intake.text import Cells
from storehand.intake.typed import Manner, Value
from storehand.intake.zones import to_local
from storehand.tables import Type

UNREADABLE, UNUSED, TOO_MANY, UNKNOWN_SHOP, MISSING = 1, 2, 3, 4, 10
_MANY_ODD: Final = 400_000
_ASKED: Final = 5  # figures of a route's tally


@dataclass(frozen=True)
class Shops:
    """Whose rows of a file with several shops are taken: those named in `mine`, and with `blank` those without a name.
    `unknown` names are set aside here; all others belong to other shops' batches. Without `apart` all rows are taken."""

    apart: bool = False
    mine: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    blank: bool = True


@dataclass(frozen=True)
class Tally:
    """The kept rows of one route: how many in each month ("none" without a day), the first and the last day, and every
    day where that was asked."""

    months: Mapping[str, int]
    since: date | None
    last: date | None
    days: tuple[date, ...]


@dataclass(frozen=True)
class Sifted:
    """What `t` holds. `row` is SQL of a row's record number; `soft` tells lenient cells by the file's column; `tallies`
    are those of the plan's routes."""

    row: str
    rows_in: int
    rows_kept: int
    rows_aside: int
    totals: int
    soft: tuple[tuple[int, int], ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Sieve:
    """What is needed to build `t`. `record`: SQL of each record's text for the archive, kept in `t` as `record`, or empty;
    `pseudonym` is for buyers of small files, those of large ones stand in tables b<place>."""

    plan: Plan
    cells: Cells
    manner: Manner
    shops: Shops
    record: str
    scratch: Path
    pseudonym: Callable[[str], str | None]

    @property
    def relation(self) -> str:
        """SQL of the records below the header."""
        return self.cells.select(self.plan.header.record, self.plan.width)


Soft = tuple[int, ...]


def build(duck: duckdb.DuckDBPyConnection, sieve: Sieve) -> Soft:
    """Builds `t` in the order of the file, before any fill-down; gives the lenient values that met unreadable cells.

    A small file is read by hand; a large one by patterns, and what no pattern reads by the readers.
    """
    footer = summary.line(duck, sieve.plan, sieve.cells)
    if sieve.cells.few is not None:
        return _by_hand(duck, sieve, sieve.cells.few(sieve.plan.header.record), footer)
    odd: dict[int, list[typed.Odd]] = {}
    narrow = _begins_filled(sieve)
    duck.execute(_table(sieve, odd, footer, narrow=narrow))
    # A narrow look takes every row whose first cell is blank for a blank one.
    wide = narrow and bool(_one(duck, "SELECT count(*) FROM t WHERE state = 1")[0])
    if _any_odd(duck):
        odd = _odd(duck, sieve)
        _keep_odd(duck, odd)
    if odd or wide:
        duck.execute(_table(sieve, odd, footer, narrow=narrow and not wide))
    return tuple(index for index, some in odd.items() if any(one.reason == "lenient" for one in some))


def _by_hand(duck: duckdb.DuckDBPyConnection, sieve: Sieve, records: Sequence[Sequence[str | None]], footer: int | None) -> Soft:
    width = sieve.plan.width
    hand = Hand(
        sieve.plan, sieve.manner, sieve.pseudonym, sieve.cells.over, totals_at(sieve.plan), footer, totals_blank(sieve.plan)
    )
    relation, soft = hand.write([record[:width] for record in records], sieve.scratch / "typed.csv")
    duck.execute(f"CREATE OR REPLACE TEMP TABLE t AS {_judged(sieve, f'SELECT *, 1 AS ordinal FROM {relation}')}")
    return soft


def settle(duck: duckdb.DuckDBPyConnection, sieve: Sieve, soft: Soft) -> Sifted:
    """Fills down what stands only on an order's first row, where orders have several, and counts."""
    row = f"(rowid + {sieve.plan.header.record + 1})"
    if sieve.plan.key and _has_many(duck, sieve.plan.key):
        _fill(duck, sieve, soft, row)
        row = "row"
    return _counted(duck, sieve.plan, soft, row)


def _odd(duck: duckdb.DuckDBPyConnection, sieve: Sieve) -> dict[int, list[typed.Odd]]:
    """Every distinct text that no pattern reads, read; by the index of its value."""
    plan, manner = sieve.plan, sieve.manner
    asked = [index for index, value in enumerate(plan.values) if value.type is not Type.BUYER]
    lists = [_list_of_odd(plan.values[index], manner) for index in asked]
    found = duck.execute(f"SELECT {', '.join(lists)} FROM {sieve.relation}").fetchone() if lists else ()
    pairs = zip(asked, found or (), strict=False)
    return {index: typed.read_odd(index, plan.values[index], manner, texts) for index, texts in pairs if texts}


def _list_of_odd(value: Value, manner: Manner) -> str:
    return f"list(DISTINCT {value.cell}) FILTER ({value.cell} IS NOT NULL AND ({typed.fast(value, manner)}) IS NULL)"


def _keep_odd(duck: duckdb.DuckDBPyConnection, odd: dict[int, list[typed.Odd]]) -> None:
    duck.execute("CREATE OR REPLACE TEMP TABLE odd (take INTEGER, cell VARCHAR, value VARCHAR, reason VARCHAR)")
    told = [one for some in odd.values() for one in some]
    for start in range(0, len(told), _MANY_ODD):
        some = told[start : start + _MANY_ODD]
        columns = [
            [one.index for one in some],
            [one.text for one in some],
            [one.value for one in some],
            [one.reason for one in some],
        ]
        duck.execute(
            "INSERT INTO odd SELECT unnest($1::INTEGER[]), unnest($2::VARCHAR[]), unnest($3::VARCHAR[]), unnest($4::VARCHAR[])",
            columns,
        )


def _begins_filled(sieve: Sieve) -> bool:
    """True where the first column is likely filled in every row, so that no other need be read to see which rows are blank."""
    rows = sieve.cells.head[sieve.plan.header.record :]
    return not sieve.record and bool(rows) and all(row and row[0] for row in rows)


def _table(sieve: Sieve, odd: dict[int, list[typed.Odd]], footer: int | None, *, narrow: bool = False) -> str:
    """SQL that makes `t` from the records, before any fill-down. `narrow`: the first cell tells whether a row is blank."""
    plan, cells, manner = sieve.plan, sieve.cells, sieve.manner
    values = typed.columns(plan.values, manner, frozenset(odd))
    buyers = "".join(f" LEFT JOIN b{place} ON b{place}.cell = r.c{place}" for place in plan.buyers)
    looked = "".join(f" LEFT JOIN odd o{i} ON o{i}.take = {i} AND o{i}.cell = r.{plan.values[i].cell}" for i in sorted(odd))
    failing = [index for index, some in odd.items() if any(one.reason not in {None, "lenient"} for one in some)]
    soft = [index for index, some in odd.items() if any(one.reason == "lenient" for one in some)]
    looked_at = scrub.prose(plan)
    others = {place: scrub.other_test(place, indexes, plan, odd) for place, indexes in looked_at.others.items()}
    was_odd = [index for indexes in looked_at.others.values() for index in indexes if index in odd]
    # Cells of a row that has too many stand under wrong headers: of such a row the archive keeps only its place.
    blank = literal(SEPARATOR * (plan.width - 1))
    record = f"CASE WHEN state = 3 THEN {blank} ELSE record END AS record" if cells.over else "record"
    inner = ", ".join([
        f"{_state(plan, cells, footer, narrow=narrow)} AS state", *values,
        f"{_first_bad(failing)} AS bad", f"{_reasons(failing)} AS reason",
        *(f"(o{index}.reason = 'lenient') IS TRUE AS soft{index}" for index in soft),
        *(f"(o{index}.cell IS NOT NULL) AS was{index}" for index in was_odd),
        *(f"r.{cell}" for cell in sorted({value.cell for value in plan.values})),
        *([f"{sieve.record} AS record"] if sieve.record else []),
    ])  # fmt: skip
    names = (
        [f"v{index}" for index in range(len(values))] + [f"soft{index}" for index in soft] + ([record] if sieve.record else [])
    )
    kept = ", ".join(["state", "bad", "reason", *names])
    source = (
        f"(SELECT row_number() OVER () + {plan.header.record} AS line, * FROM {sieve.relation})"
        if cells.over or footer is not None
        else sieve.relation
    )
    # The values stand one level below what looks at them, so that DuckDB works out each of them once.
    oddness = _oddness(plan, odd)
    suspects = scrub.suspects(others) if odd else f"CASE WHEN {oddness} THEN {scrub.suspects(others)} END"
    told = f"{oddness} AS odd, {suspects} AS x"
    rows = f"SELECT {kept}, {told}, 1 AS ordinal FROM (SELECT {inner} FROM {source} AS r{buyers}{looked})"
    return f"CREATE OR REPLACE TEMP TABLE t AS {_judged(sieve, rows)}"


def _judged(sieve: Sieve, rows: str) -> str:
    """SQL around typed rows: the days of their times, the routes that take them, and the verdict."""
    plan, manner = sieve.plan, sieve.manner
    days = "".join(
        f", CAST({to_local(manner.zone, f'v{index}')} AS DATE) AS d{index}"
        for index, value in enumerate(plan.values)
        if value.type is Type.TIME
    )
    feeds = ", ".join(f"({route.where}) AS f{place}" for place, route in enumerate(plan.routes))
    return f"SELECT *, {_why(plan, sieve.shops)} AS why FROM (SELECT *{days}, {feeds} FROM ({rows}))"


def _why(plan: Plan, shops: Shops) -> str:
    branches = [
        "WHEN state = 1 OR state = 2 THEN 255",
        f"WHEN state = 3 THEN {TOO_MANY}",
        f"WHEN bad IS NOT NULL THEN {UNREADABLE}",
    ]
    if plan.shop is not None and shops.apart:
        name = f"v{plan.shop}"
        other = f"{name} IS NOT NULL AND NOT {one_of(name, (*shops.mine, *shops.unknown))}"
        branches.insert(1, f"WHEN {other}{'' if shops.blank else f' OR {name} IS NULL'} THEN 255")
        branches.insert(2, f"WHEN {one_of(name, shops.unknown)} THEN {UNKNOWN_SHOP}")
    takes = " OR ".join(f"f{place}" for place in range(len(plan.routes)))
    if takes not in {"f0"} or plan.routes[0].where != "TRUE":
        branches.append(f"WHEN NOT ({takes}) THEN {UNUSED}")
    for number, (place, _, sql, _) in enumerate(required(plan)):
        branches.append(f"WHEN f{place} AND ({sql}) IS NULL THEN {MISSING + number}")
    return f"CAST(CASE {' '.join(branches)} ELSE 0 END AS UTINYINT)"


def required(plan: Plan) -> list[tuple[int, str, str, int]]:
    """What must not be null: route, target column, its SQL, the file's column."""
    return [(place, *one) for place, route in enumerate(plan.routes) for one in route.required]


def _state(plan: Plan, cells: Cells, footer: int | None, *, narrow: bool) -> str:
    first = "r.c1" if plan.width == 1 or narrow else f"coalesce({', '.join(f'r.c{place}' for place in range(1, plan.width + 1))})"
    names = [(place, cell) for place, cell in enumerate(plan.header.cells, 1) if cell.strip()][:2]
    again = " AND ".join(f"r.c{place} = {literal(cell)}" for place, cell in names)
    read = plan.format.read
    branches = [f"WHEN {first} IS NULL THEN 1"]
    if footer is not None:
        branches.append(f"WHEN r.line >= {footer} THEN 2")
    if read.totals:
        told = [marked(cell, read.totals) for cell in (first, *(f"r.c{place}" for place in totals_at(plan)))]
        branches.append(f"WHEN {' OR '.join(told)} THEN 2")
    if blank := totals_blank(plan):
        branches.append(f"WHEN {' AND '.join(f'r.c{place} IS NULL' for place in blank)} THEN 2")
    if read.notes:
        branches.append(f"WHEN {marked(first, read.notes)} THEN 1")
    if again:
        branches.append(f"WHEN {again} THEN 1")
    if cells.over:
        branches.append(f"WHEN r.line IN ({', '.join(map(str, sorted(cells.over)))}) THEN 3")
    return f"CAST(CASE {' '.join(branches)} ELSE 0 END AS UTINYINT)"


def totals_at(plan: Plan) -> tuple[int, ...]:
    """The file's columns, beside the first filled one, in which a word marks a row of totals."""
    places = (plan.header.place(header) for header in plan.format.read.totals_at)
    return tuple(place for place in places if place is not None)


def totals_blank(plan: Plan) -> tuple[int, ...]:
    """The file's columns that are all blank in a row of totals only."""
    places = (plan.header.place(header) for header in plan.format.read.totals_blank)
    return tuple(place for place in places if place is not None)


def _first_bad(failing: Sequence[int]) -> str:
    branches = " ".join(f"WHEN o{index}.reason IS NOT NULL THEN {index}" for index in failing)
    return f"CAST(CASE {branches} END AS SMALLINT)" if branches else "CAST(NULL AS SMALLINT)"


def _reasons(failing: Sequence[int]) -> str:
    return f"coalesce({', '.join(f'o{index}.reason' for index in failing)})" if failing else "CAST(NULL AS VARCHAR)"


def _oddness(plan: Plan, odd: dict[int, list[typed.Odd]]) -> str:
    """True where a filled cell gave no value although no reader has seen it."""
    asked = [(index, value) for index, value in enumerate(plan.values) if value.type is not Type.BUYER and index not in odd]
    return " OR ".join(f"({value.cell} IS NOT NULL AND v{index} IS NULL)" for index, value in asked) or "FALSE"


def _any_odd(duck: duckdb.DuckDBPyConnection) -> bool:
    return bool(_one(duck, "SELECT coalesce(bool_or(odd AND state = 0), FALSE) FROM t")[0])


def _has_many(duck: duckdb.DuckDBPyConnection, key: str) -> bool:
    rows, keys = _one(duck, f"SELECT count({key}), count(DISTINCT hash({key})) FILTER ({key} IS NOT NULL) FROM t WHERE state = 0")
    return bool(rows != keys)


def _fill(duck: duckdb.DuckDBPyConnection, sieve: Sieve, soft: Soft, row: str) -> None:
    """Gives the later rows of an order what stands on its first, numbers them, and judges all rows again."""
    plan = sieve.plan
    kept = [f"v{index}" for index in range(len(plan.values)) if index not in plan.filled]
    filled = [
        f"CASE WHEN {plan.key} IS NULL OR v{index} IS NOT NULL THEN v{index} ELSE first_value(v{index}) OVER w END AS v{index}"
        for index in plan.filled
    ]
    rows = (
        f"SELECT state, {', '.join([*kept, *filled, *(f'soft{index}' for index in soft)])}, bad, reason, {row} AS row, "
        f"row_number() OVER w AS ordinal FROM t WINDOW w AS (PARTITION BY state, {plan.key} ORDER BY rowid)"
    )
    duck.execute(f"CREATE OR REPLACE TEMP TABLE filled AS {_judged(sieve, rows)}")
    duck.execute("DROP TABLE t")
    duck.execute("ALTER TABLE filled RENAME TO t")


def _counted(duck: duckdb.DuckDBPyConnection, plan: Plan, soft: Soft, row: str) -> Sifted:
    """All that is asked about the rows at large, in one query."""
    asked = ["count(*) FILTER (why = 0)", "count(*) FILTER (why NOT IN (0, 255))", "count(*) FILTER (state = 2)"]
    asked += [f"count(*) FILTER (soft{index} AND why = 0)" for index in soft]
    for place, route in enumerate(plan.routes):
        asked += [f"{one} FILTER (why = 0 AND f{place})" for one in _tallied(route, plan.format.covers)]
    told = duck.execute(f"SELECT {', '.join(asked)} FROM t").fetchone() or ()
    kept, aside, totals = told[:3]
    lenient = tuple((plan.values[index].place, rows) for index, rows in zip(soft, told[3 : 3 + len(soft)], strict=True) if rows)
    rest = told[3 + len(soft) :]
    tallies = tuple(_tally(rest[start : start + _ASKED]) for start in range(0, len(rest), _ASKED))
    return Sifted(row, kept + aside, kept, aside, totals, lenient, tallies)


def _tallied(route: Route, covers: str) -> tuple[str, ...]:
    """What is asked about the rows of a route: how many, per month, and the first, last and all days (or none)."""
    month = f"histogram(CAST(date_trunc('month', {route.month}) AS DATE))" if route.month else "any_value(NULL)"
    day = route.day or "CAST(NULL AS DATE)"
    days = f"list(DISTINCT {day})" if covers == "rows" and route.day else "any_value(NULL)"
    return "count(*)", month, f"min({day})", f"max({day})", days


def _tally(told: tuple[Any, ...]) -> Tally:
    rows, months, since, last, days = told
    dated = {f"{month:%Y-%m}": count for month, count in sorted((months or {}).items())}
    blank = rows - sum(dated.values())
    return Tally({**dated, **({"none": blank} if blank else {})}, since, last, tuple(sorted(filter(None, days or ()))))


def _one(duck: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    found = duck.execute(query).fetchone()
    return tuple(found or ())


def shops_named(duck: duckdb.DuckDBPyConnection, plan: Plan, relation: str) -> tuple[str, ...]:
    """The names in the shop column, without export escapes."""
    if plan.shop is None:
        return ()
    cell = plan.values[plan.shop].cell
    found = duck.execute(f"SELECT DISTINCT {cell} FROM {relation} WHERE {cell} IS NOT NULL").fetchall()
    read = plan.format.read
    names = {name for row in found if (name := text(row[0])) and not is_marked(name, (*read.totals, *read.notes))}
    return tuple(sorted(names))


def place_of(plan: Plan, why: int, bad: int | None) -> int:
    """The file's column that a verdict is about; 0 where it is about the whole row."""
    if why == UNREADABLE and bad is not None:
        return plan.values[bad].place
    if why == UNKNOWN_SHOP and plan.shop is not None:
        return plan.values[plan.shop].place
    return required(plan)[why - MISSING][3] if why >= MISSING else 0


def reason_of(why: int, reason: str | None) -> str:
    """The message key of a verdict (`aside.<key>`)."""
    words: dict[int, str] = {UNUSED: "no_use", TOO_MANY: "too_many_cells", UNKNOWN_SHOP: "unknown_shop"}
    return reason or "unreadable" if why == UNREADABLE else words.get(why, "missing")


def verdicts(duck: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, int | None, str | None, int]]:
    """Every kind of verdict on rows that were set aside: why, bad value, reason, rows."""
    found = duck.execute(
        "SELECT why, bad, reason, count(*) FROM t WHERE why NOT IN (0, 255) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [(row[0], row[1], row[2], row[3]) for row in found]
