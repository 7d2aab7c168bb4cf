"""Totals that stand below the rows under a header of their own (bills of WeChat Pay): they are checked, never read as rows."""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import duckdb

from storehand.intake.batch import Control, Part
from storehand.intake.formats import Total
from storehand.intake.marks import is_marked, marked
from storehand.intake.readers import Unreadable, normal, number, text
from storehand.intake.route import Plan
from storehand.intake.spec import synonyms
from storehand.intake.sql import literal, quoted
from storehand.intake.text import Cells

_ESCAPE = "`"
Record = Sequence[str | None]


def line(duck: duckdb.DuckDBPyConnection, plan: Plan, cells: Cells) -> int | None:
    """The record number (from 1) at which the summary of a file starts; None where its format or the file has none."""
    if plan.format.summary is None:
        return None
    word, after = plan.format.summary.word, plan.header.record
    if cells.few is not None:
        return next((place for place, record in enumerate(cells.few(after), after + 1) if _is_start(record, word)), None)
    first = f"ltrim(coalesce({', '.join(f'c{place}' for place in range(1, plan.width + 1))}, ''), {literal(_ESCAPE)})"
    numbered = f"SELECT row_number() OVER () + {after} AS line, * FROM {cells.select(after, plan.width)}"
    found = duck.execute(f"SELECT min(line) FROM ({numbered}) WHERE {marked(first, [word])}").fetchone()
    return int(found[0]) if found and found[0] is not None else None


def _is_start(record: Record, word: str) -> bool:
    first = next((cell for cell in record if cell), "")
    return is_marked(first.lstrip(_ESCAPE), [word])


def controls(duck: duckdb.DuckDBPyConnection, plan: Plan, cells: Cells, parts: Sequence[Part]) -> tuple[Control, ...]:
    """What the summary states beside the same figures of the rows kept in the format's first table."""
    start = line(duck, plan, cells)
    if plan.format.summary is None or start is None:
        return ()
    stated = _stated(duck, plan, cells, start)
    paths = [str(part.path) for part in parts if part.table == plan.format.tables[0].name]
    told = []
    for total in plan.format.summary.totals:
        name = next((name for name in synonyms(total.name) if name in stated), None)
        if name is not None:
            label, figure = stated[name]
            told.append(Control(label, figure, _of_rows(duck, paths, total)))
    return tuple(told)


def _stated(duck: duckdb.DuckDBPyConnection, plan: Plan, cells: Cells, start: int) -> dict[str, tuple[str, Decimal]]:
    """By normalised name: the name as written and the figure below it."""
    rows = _records(duck, plan, cells, start)
    found: dict[str, tuple[str, Decimal]] = {}
    for name, cell in zip(rows[0], rows[1], strict=True) if len(rows) > 1 else ():
        label, figure = text(name or ""), _figure(cell)
        if label and figure is not None:
            found[normal(label)] = (label, figure)
    return found


def _records(duck: duckdb.DuckDBPyConnection, plan: Plan, cells: Cells, start: int) -> list[Record]:
    if cells.few is not None:
        return list(cells.few(start - 1)[:2])
    return list(duck.execute(f"SELECT * FROM {cells.select(start - 1, plan.width)} LIMIT 2").fetchall())


def _figure(cell: str | None) -> Decimal | None:
    try:
        return number(cell) if cell else None
    except Unreadable:
        return None


def _of_rows(duck: duckdb.DuckDBPyConnection, paths: list[str], total: Total) -> Decimal:
    if not paths:
        return Decimal(0)
    figure = f"coalesce(sum({quoted(total.column)}), 0)" if total.column else "count(*)"
    tests = " AND ".join(f"{quoted(column)} = {literal(word)}" for column, word in total.where) or "TRUE"
    found = duck.execute(f"SELECT {figure} FROM read_parquet($1) WHERE {tests}", [paths]).fetchone()
    value = Decimal(found[0]) if found else Decimal(0)
    return -value if total.negate else value
