"""How a file would be read with a draft: a load that keeps nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from storehand.errors import Refusal
from storehand.intake import guard, text
from storehand.intake.batch import Aside, Batch, Control
from storehand.intake.formats import Format, read_format
from storehand.intake.guard import Limits
from storehand.intake.opening import Opener
from storehand.intake.read import Request, read
from storehand.tables import COMMON, TABLES, Column
from storehand.workspace import Shop, Workspace

SHOWN: Final = 5
UNKNOWN: Final = frozenset({"no_format", "missing_columns", "stray_columns", "two_formats", "two_sheets"})
_KEY: Final = b"a trial keeps no pseudonym of it"
_COMMON: Final = {column.name for column in COMMON}


def known_as(path: Path, formats: Sequence[Format]) -> tuple[Format | None, Refusal | None]:
    """The format that knows the file (of several tables the first's), or why none does. A file that cannot be opened is a
    Refusal itself."""
    guard.check(path, Limits())
    with tempfile.TemporaryDirectory(prefix="storehand-") as folder, duckdb.connect() as duck:
        try:
            opened = Opener(formats, Limits(), Path(folder), duck).open(path, path.name, text.look(path))
        except Refusal as refusal:
            if refusal.key not in UNKNOWN:
                raise
            return None, refusal
        return opened.found[0].format, None


@dataclass(frozen=True)
class Part:
    """What one table of the file became: all its rows counted, of the first ones kept the columns that are filled."""

    member: str
    format: str
    table: str
    rows_in: int
    kept: int
    aside: tuple[Aside, ...]
    rows_aside: int
    days: tuple[date, ...]
    controls: tuple[Control, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Trial:
    """`assumed`: the day that was taken because the file does not say its own."""

    parts: tuple[Part, ...]
    assumed: date | None


def trial(
    toml: str, path: Path, shop: Shop, workspace: Workspace, formats: Sequence[Format], *, now: datetime, day: date
) -> Trial:
    """The file read with the draft among `formats`, as a load of it would. Where the file does not say its day, `day` is taken.
    A Refusal where a load would refuse it; what is wrong with the draft is one, too."""
    with tempfile.TemporaryDirectory(prefix="storehand-") as folder:
        place = Path(folder) / "draft" / "format.toml"
        place.parent.mkdir()
        place.write_text(toml, encoding="utf-8")
        own = read_format(place)
        others = [format for format in formats if format.name != own.name]
        stage = Path(folder) / "stage"
        stage.mkdir()
        told, assumed = _read(path, shop, workspace, [*others, own], stage, now, day)
        return Trial(tuple(_part(batch) for batch in told), assumed)


def _read(
    path: Path, shop: Shop, workspace: Workspace, formats: Sequence[Format], stage: Path, now: datetime, day: date
) -> tuple[tuple[Batch, ...], date | None]:
    def batches(told: date | None) -> tuple[Batch, ...]:
        request = Request(path, shop, told, None)
        return read(request, workspace=workspace, formats=formats, key=_KEY, stage=stage, now=now)

    try:
        return batches(None), None
    except Refusal as refusal:
        if refusal.key != "day_unknown":
            raise
        return batches(day), day


def _part(batch: Batch) -> Part:
    table = TABLES[batch.parts[0].table] if batch.parts else None
    paths = [str(part.path) for part in batch.parts if table is not None and part.table == table.name]
    columns: tuple[Column, ...] = ()
    rows: list[tuple[Any, ...]] = []
    if table is not None:
        columns = tuple(column for column in table.columns if column.name not in _COMMON)
        names = ", ".join(f'"{column.name}"' for column in columns)
        rows = _rows(f'SELECT {names} FROM read_parquet($1) ORDER BY "row" LIMIT {SHOWN}', paths)  # noqa: S608 - names are ours
    filled = [place for place in range(len(columns)) if any(row[place] is not None for row in rows)]
    return Part(
        batch.member, batch.format, table.name if table else "", batch.rows_in, batch.rows_kept, batch.aside, batch.rows_aside,
        batch.days, batch.controls, tuple(columns[place] for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
    )  # fmt: skip


def _rows(query: str, paths: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of a query over some Parquet files."""
    with duckdb.connect() as duck:
        return duck.execute(query, [list(paths)]).fetchall()
