"""A first look at a file that no format knows: its first rows as text, and how a text file is written."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from storehand.errors import Refusal
from storehand.intake import guard, sheet, text
from storehand.intake.formats import ENCODINGS


@dataclass(frozen=True)
class Peek:
    """The first forty rows. `encoding` and `delimiter` of a text file, else ""; `sheet`: the name of a workbook's sheet."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


def peek(path: Path) -> Peek:
    """The start of a file's first table; of a zip, of its first member. What cannot be opened is a Refusal."""
    limits = guard.Limits()
    guard.check(path, limits)
    kind = guard.kind(path, path.name)
    if kind in {"zip", "xlsx"}:
        guard.check_zip(path, path.name, limits)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if kind == "zip":
            return peek(_unpacked(path, scratch))
        return _text(path) if kind == "text" else _table(path, kind, scratch, limits)


def _unpacked(path: Path, scratch: Path) -> Path:
    first = guard.members(path, path.name)[0]
    target = scratch / Path(first.replace("\\", "/")).name
    with guard.opened(path, path.name) as archive, target.open("wb") as out:
        for piece in guard.inflated(archive, archive.getinfo(first), path.name):
            out.write(piece)
    return target


def _text(path: Path) -> Peek:
    for encoding in text.encodings(path, text.look(path), ENCODINGS):
        for delimiter, rows in text.heads(path, encoding).items():
            return Peek(rows, encoding, delimiter)
    raise Refusal("undecodable", name=path.name)


def _table(path: Path, kind: str, scratch: Path, limits: guard.Limits) -> Peek:
    with duckdb.connect() as duck:
        found: Sequence[text.Cells] = {
            "parquet": lambda: [sheet.parquet(path, path.name, duck, limits)],
            "json": lambda: [sheet.records(path, path.name, scratch, limits)],
            "html": lambda: list(sheet.page(path, path.name, scratch, limits)),
        }.get(kind, lambda: list(sheet.workbook(path, path.name, duck, limits)))()
    if not found:
        raise Refusal("no_format", name=path.name, seen="—")
    return Peek(found[0].head, sheet=found[0].member)
