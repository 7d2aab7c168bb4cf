"""The first rows of any file, without a format: what `formats learn` looks at."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import duckdb

from storehand.intake import book, guard, sheet, text
from storehand.intake.formats import ENCODINGS
from storehand.intake.guard import Limits

ROWS: Final = 2000
_MEMBERS: Final = 20


@dataclass(frozen=True)
class Peek:
    """The first rows of a table. `encoding` and `delimiter` are empty where it is no text; `member` names the part of a zip
    or workbook; `typed`: cells had types; `whole`: these are all its rows."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    member: str = ""
    typed: bool = False
    whole: bool = True


def peek(path: Path, limits: Limits | None = None) -> Peek:
    """The first table of a file; what cannot be opened is a Refusal."""
    return next(iter(peeks(path, limits)), Peek((), "", ""))


def peeks(path: Path, limits: Limits | None = None) -> list[Peek]:
    """The tables of a file: sheets of a workbook, members of a zip, else one. What cannot be opened is a Refusal."""
    bounds = limits or Limits()
    guard.check(path, bounds)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as duck:
        return list(_tables(path, path.name, "", Path(folder), duck, bounds))


def _tables(path: Path, name: str, member: str, scratch: Path, duck: duckdb.DuckDBPyConnection, limits: Limits) -> Iterator[Peek]:
    kind = guard.kind(path, name)
    if kind == "text":
        yield _text(path, member)
    elif kind == "zip" and not member:
        for place, (one, copy) in enumerate(_members(path, scratch, limits)):
            if copy.stat().st_size and place < _MEMBERS:
                yield from _tables(copy, name, one, scratch, duck, limits)
    elif kind != "zip":
        for cells in _sheets(kind, path, name, scratch, duck, limits):
            yield _cells(cells, "/".join(filter(None, (member, cells.member))), duck)


def _text(path: Path, member: str) -> Peek:
    for encoding in text.encodings(path, text.look(path), (*ENCODINGS, "latin-1")):
        for delimiter, head in text.heads(path, encoding).items():
            if head:
                rows = _records(path, encoding, delimiter) or head
                return Peek(rows[:ROWS], encoding, delimiter, member, whole=len(rows) <= ROWS)
    return Peek((), "", "", member)


def _records(path: Path, encoding: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """One record more than are looked at; none where the file cannot be read so far."""
    try:
        with path.open(encoding=encoding, newline="") as stream:
            return tuple(tuple(record) for record in islice(csv.reader(stream, delimiter=delimiter), ROWS + 1))
    except (csv.Error, UnicodeDecodeError):
        return ()


def _cells(cells: text.Cells, member: str, duck: duckdb.DuckDBPyConnection) -> Peek:
    width = max((len(row) for row in cells.head), default=0)
    if cells.few is not None:
        rows = [tuple(cell or "" for cell in row) for row in cells.few(0)]
    elif width:
        found = duck.execute(f"SELECT * FROM {cells.select(1, width)} LIMIT {ROWS}").fetchall()  # noqa: S608 - our own SQL
        rows = [*cells.head[:1], *(tuple(cell or "" for cell in row) for row in found)]
    else:
        rows = []
    return Peek(tuple(rows[:ROWS]), "", "", member, cells.typed, len(rows) <= ROWS)


def _members(path: Path, scratch: Path, limits: Limits) -> Iterator[tuple[str, Path]]:
    guard.check_zip(path, path.name, limits)
    with guard.opened(path, path.name) as archive:
        for place, one in enumerate(guard.members(path, path.name)):
            copy = scratch / f"member-{place}"
            with copy.open("wb") as out:
                out.writelines(guard.inflated(archive, archive.getinfo(one), path.name))
            yield one, copy


def _sheets(
    kind: str, path: Path, name: str, scratch: Path, duck: duckdb.DuckDBPyConnection, limits: Limits
) -> Iterator[text.Cells]:
    if kind == "xlsx":
        guard.check_zip(path, name, limits)
        book.prove(path, name, limits)
    elif kind == "xls":
        book.prove_old(path, name)
    if kind in {"xlsx", "xls"}:
        yield from sheet.workbook(path, name, duck, limits)
    elif kind == "html":
        yield from sheet.page(path, name, scratch, limits)
    elif kind == "parquet":
        yield sheet.parquet(path, name, duck, limits)
    else:
        yield sheet.records(path, name, scratch, limits)
