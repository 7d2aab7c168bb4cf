"""Which format a file is, and in which row its header stands: found by header signature, never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storehand.errors import Refusal
from storehand.intake.formats import Format
from storehand.intake.readers import normal
from storehand.intake.spec import synonyms
from storehand.intake.text import HEAD_ROWS


@dataclass(frozen=True)
class Header:
    """A header row: its record number (from 1), its cells as written, and the column (from 1) of each name."""

    record: int
    cells: tuple[str, ...]
    places: Mapping[str, int]

    def place(self, header: str) -> int | None:
        """The column (from 1) of a header or one of its synonyms, the first that is there."""
        return next((self.places[name] for name in synonyms(header) if name in self.places), None)

    def label(self, place: int) -> str:
        """The header of a column as the file writes it."""
        return self.cells[place - 1].strip()


def header(record: int, cells: Sequence[str]) -> Header:
    """The header in these cells. A name that stands twice (同比) belongs to the column on its left from then on."""
    width = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    places: dict[str, int] = {}
    for place, cell in enumerate(cells[:width], 1):
        name = normal(cell)
        if not name:
            continue
        places.setdefault(name, place)
        if place > 1:
            places.setdefault(normal(cells[place - 2]) + name, place)
    return Header(record, tuple(cells[:width]), places)


def matches(head: Sequence[Sequence[str]], formats: Iterable[Format], sheet: str = "") -> list[tuple[Format, Header]]:
    """The formats with the most signature headers among those that the first row of all that is a header satisfies:
    none, one or a tie."""
    wanted = [format for format in formats if re.search(format.read.sheet, sheet)]
    for record, cells in enumerate(head[:HEAD_ROWS], 1):
        if sum(bool(cell.strip()) for cell in cells) < 2:
            continue
        seen = header(record, cells)
        found = [format for format in wanted if _satisfies(seen, format)]
        if found:
            most = max(len(format.signature) for format in found)
            return [(format, seen) for format in found if len(format.signature) == most]
    return []


def _satisfies(seen: Header, format: Format) -> bool:
    return all(seen.place(name) for name in format.signature) and not any(seen.place(name) for name in format.absent)


def only(found: Sequence[tuple[Format, Header]], name: str) -> tuple[Format, Header]:
    """The one match; two that fit equally well are a Refusal that names both."""
    if len(found) > 1:
        first, second = found[0][0], found[1][0]
        raise Refusal("two_formats", name=name, first=first.title, second=second.title)
    return found[0]


def refusal(heads: Iterable[Sequence[Sequence[str]]], formats: Sequence[Format], name: str) -> Refusal:
    """Why nothing matched: the nearest format and the columns that it misses, else the header that we saw."""
    rows = [header(record, cells) for head in heads for record, cells in enumerate(head[:HEAD_ROWS], 1)]
    scored = [(_share(row, format), format, row) for row in rows for format in formats]
    best = max(scored, key=lambda one: one[0], default=None)
    if best is None or best[0][0] < 0.5:
        widest = max(rows, key=lambda row: len(row.places), default=None)
        seen = "、".join([cell.strip() for cell in widest.cells if cell.strip()][:8]) if widest else ""
        return Refusal("no_format", name=name, seen=seen or "—")
    _, format, row = best
    missing = [header.split("|")[0] for header in format.signature if not row.place(header)]
    stray = [header.split("|")[0] for header in format.absent if row.place(header)]
    if missing:
        return Refusal("missing_columns", name=name, format=format.title, columns="、".join(missing))
    return Refusal("stray_columns", name=name, format=format.title, columns="、".join(stray))


def _share(row: Header, format: Format) -> tuple[float, int]:
    there = sum(row.place(name) is not None for name in format.signature)
    return there / len(format.signature), there
