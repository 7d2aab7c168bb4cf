"""The first rows of any file, without a format: what `formats learn` looks at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from storehand.intake import guard, sheet, text
from storehand.intake.formats import ENCODINGS
from storehand.intake.guard import Limits


@dataclass(frozen=True)
class Peek:
    """The first rows of the file's first table. `encoding` and `delimiter` are empty where it is no text."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str


def peek(path: Path, limits: Limits | None = None) -> Peek:
    """Opens a file as a load would and gives its first rows; what cannot be opened is a Refusal."""
    bounds = limits or Limits()
    guard.check(path, bounds)
    kind = guard.kind(path, path.name)
    if kind == "text":
        return _text(path)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as duck:
        scratch = Path(folder)
        if kind == "zip":
            return peek(_first_member(path, scratch, bounds), bounds)
        return Peek(next((cells.head for cells in _sheets(kind, path, scratch, duck, bounds)), ()), "", "")


def _text(path: Path) -> Peek:
    for encoding in text.encodings(path, text.look(path), (*ENCODINGS, "latin-1")):
        for delimiter, head in text.heads(path, encoding).items():
            if head:
                return Peek(head, encoding, delimiter)
    return Peek((), "", "")


def _first_member(path: Path, scratch: Path, limits: Limits) -> Path:
    guard.check_zip(path, path.name, limits)
    first = guard.members(path, path.name)[0]
    copy = scratch / Path(first).name
    with guard.opened(path, path.name) as archive, copy.open("wb") as out:
        out.writelines(guard.inflated(archive, archive.getinfo(first), path.name))
    return copy


def _sheets(kind: str, path: Path, scratch: Path, duck: duckdb.DuckDBPyConnection, limits: Limits) -> Iterator[text.Cells]:
    if kind == "xlsx":
        guard.check_zip(path, path.name, limits)
        guard.prove(path, path.name)
    if kind in {"xlsx", "xls"}:
        yield from sheet.workbook(path, path.name, duck, limits)
    elif kind == "html":
        yield from sheet.page(path, path.name, scratch, limits)
    elif kind == "parquet":
        yield sheet.parquet(path, path.name, duck, limits)
    else:
        yield sheet.records(path, path.name, scratch, limits)
