"""Which columns of an order table are filled, counted by day, segment, file and outcome: one pass over the table."""
# ruff: noqa: S608  # names come from the contracts, values through literal()

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from storehand.metrics.query import PARTS, Period, literal

OUTCOMES: Final = {"lost": ("closed", "unpaid"), "unshipped": ("paid",)}
"""What may have become of an order, by its status (unshipped: as long as it has no time of shipping either). Any other
known status is "fine"."""


@dataclass(frozen=True)
class Fill:
    """Orders of one day, segment ("" = not stated), file and outcome; per column how many lack it and what those were
    placed for (None where no amount is known)."""

    day: date
    segment: str
    batch: str
    outcome: str
    rows: int
    empty: tuple[int, ...]
    placed: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Place:
    """Whose orders: one shop's rows of one cut. `by`: the column of the segments. Lines count as the orders they make up:
    an order lacks a column where any of its lines does."""

    table: str
    shop: str
    cut: str
    by: str
    lines: bool


def select(place: Place, columns: Sequence[str], period: Period) -> str:
    """The counts of `period` (by the day placed); `read` gives its rows their shape."""
    at = range(len(columns))
    counts = [f'COUNT(*) FILTER (WHERE "lacks{n}") AS "empty{n}"' for n in at]
    sums = [f'CAST(SUM("placed") FILTER (WHERE "lacks{n}") * {PARTS} AS HUGEINT) AS "placed{n}"' for n in at]
    told = ",\n  ".join(['"day"', '"segment"', '"batch"', '"outcome"', 'COUNT(*) AS "rows"', *counts, *sums])
    return f"SELECT {told}\nFROM ({_orders(place, columns, period)})\nWHERE \"outcome\" <> ''\nGROUP BY 1, 2, 3, 4"


def read(row: Sequence[Any], columns: int) -> Fill:
    """One row of `select`."""
    day, segment, batch, outcome, rows = row[:5]
    placed = tuple(None if amount is None else Decimal(amount).scaleb(-4) for amount in row[5 + columns :])
    return Fill(day, segment, batch, outcome, rows, tuple(row[5 : 5 + columns]), placed)


def evidence(place: Place, column: str, outcome: str, period: Period, segment: str | None) -> str:
    """A SELECT that returns in one cell how many of those orders lack the column and came to that outcome."""
    return f'SELECT COUNT(*) AS "value"\nFROM ({_orders(place, (column,), period)})\nWHERE {_lacking(outcome, segment)}'


def behind(place: Place, column: str, outcome: str, period: Period, segment: str | None) -> str:
    """The same orders by the file that they came from."""
    orders = _orders(place, (column,), period)
    return f'SELECT "batch", COUNT(*)\nFROM ({orders})\nWHERE {_lacking(outcome, segment)}\nGROUP BY 1'


def _lacking(outcome: str, segment: str | None) -> str:
    """`segment` None: all of them."""
    told = f'"lacks0" AND "outcome" = \'{outcome}\''
    return told if segment is None else f'{told} AND "segment" = {literal(segment)}'


def _orders(place: Place, columns: Sequence[str], period: Period) -> str:
    """One row an order."""
    lacks = [f"{_text(column)} = '' AS \"lacks{at}\"" for at, column in enumerate(columns)]
    if place.lines:
        return f"\n  {_of_lines(place, lacks, len(columns), period)}\n"
    status = f'{_outcome(shipped=True)} AS "outcome"'
    shown = ['"created_day" AS "day"', f'{_text(place.by)} AS "segment"', '"batch"', status, '"placed"', *lacks]
    return f'\n  SELECT {", ".join(shown)} FROM "{place.table}" WHERE {_within(place, period)}\n'


def _of_lines(place: Place, lacks: Sequence[str], columns: int, period: Period) -> str:
    """Lines made up to orders: anything that any line lacks counts; the status is the order's own where it is known, else
    the worst of its lines."""
    own, whole = f'{_text(place.by)} AS "segment", {_outcome(shipped=False)} AS "outcome"', _outcome(shipped=True)
    lines = f'SELECT "order_id", "created_day" AS "day", "batch", "placed", {own}, {", ".join(lacks)}'
    orders = (
        f'SELECT "order_id", {_text(place.by)} AS "of_order", {whole} AS "became" FROM "orders" WHERE {_within(place, period)}'
    )
    worst = " ".join(f"WHEN BOOL_OR(\"outcome\" = '{name}') THEN '{name}'" for name in OUTCOMES)
    shown = [
        'MIN("day") AS "day"',
        """COALESCE(MIN(NULLIF("segment", '')), MIN("of_order"), '') AS "segment\"""",
        'MIN("batch") AS "batch"',
        f"""COALESCE(MIN(NULLIF("became", '')), CASE {worst} ELSE MAX("outcome") END) AS "outcome\"""",
        'SUM("placed") AS "placed"',
        *(f'BOOL_OR("lacks{at}") AS "lacks{at}"' for at in range(columns)),
    ]
    return (
        f'SELECT {", ".join(shown)} FROM ({lines} FROM "{place.table}" WHERE {_within(place, period)}) '
        f'LEFT JOIN ({orders}) USING ("order_id") GROUP BY "order_id"'
    )


def _within(place: Place, period: Period) -> str:
    return (
        f'"shop" = {literal(place.shop)} AND "cut" = {literal(place.cut)} '
        f'AND "created_day" >= DATE {literal(period[0])} AND "created_day" < DATE {literal(period[1])}'
    )


def _text(column: str) -> str:
    return f"COALESCE(CAST(\"{column}\" AS VARCHAR), '')"


def _outcome(*, shipped: bool) -> str:
    """`shipped`: the table knows when an order was shipped, whatever its status says."""
    lost, paid = (", ".join(literal(status) for status in statuses) for statuses in OUTCOMES.values())
    waits = f'"status" IN ({paid})' + (' AND "shipped_at" IS NULL' if shipped else "")
    return (
        f"CASE WHEN \"status\" IS NULL THEN '' WHEN \"status\" IN ({lost}) THEN 'lost' "
        f"WHEN {waits} THEN 'unshipped' ELSE 'fine' END"
    )
