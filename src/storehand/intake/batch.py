"""What intake hands on: one file, read, with nothing lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Aside:
    """Rows set aside for one reason, with one example. `reason` is a message key (`aside.<reason>`)."""

    reason: str
    rows: int
    line: int
    column: str
    value: str


@dataclass(frozen=True)
class Control:
    """A total that the file states (合计), beside the sum of the rows that we kept."""

    name: str
    file: Decimal
    rows: Decimal


@dataclass(frozen=True)
class Warning_:
    """Something that a reader of the figures must know. `key` is a message key (`warning.<key>`)."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """Rows of one table and month, staged as one Parquet file with exactly the contract's columns
    (`Table.all_columns`, in that order). `month` is "YYYY-MM", or "none" where the day is unknown."""

    table: str
    month: str
    path: Path
    rows: int


@dataclass(frozen=True)
class Batch:
    """One file's outcome. `id` identifies file content x shop x format: the same file twice is the same batch.

    rows_in = rows_kept + rows_aside counts the file's own data rows (not preamble, header or totals); one
    row may feed two tables (an order and its line). `days` are the shop days that the file covers.
    """

    id: str
    name: str
    member: str
    sha256: str
    format: str
    shop: str
    platform: str
    known_at: datetime
    since: date | None
    until: date | None
    days: tuple[date, ...]
    rows_in: int
    rows_kept: int
    rows_aside: int
    aside: tuple[Aside, ...]
    rejects: Path | None
    controls: tuple[Control, ...]
    warnings: tuple[Warning_, ...]
    parts: tuple[Part, ...]
    raw: Path | None
    seconds: float
