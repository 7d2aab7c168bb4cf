"""The row of a file that names its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storehand.intake.readers import normal
from storehand.intake.spec import synonyms


@dataclass(frozen=True)
class Header:
    """A header row: its record number (from 1), its cells as written, and the column (from 1) of each name. `renamed`:
    columns that were taken for known ones (as written, as known)."""

    record: int
    cells: tuple[str, ...]
    places: Mapping[str, int]
    renamed: tuple[tuple[str, str], ...] = ()

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
