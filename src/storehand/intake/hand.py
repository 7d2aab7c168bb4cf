"""The typed rows of a small file, cell by cell in Python: for some hundred rows that costs less than planning the SQL.

It gives what `sift` makes of the same file in SQL; `tests/intake/test_hand.py` holds the two together.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storehand.intake import raw
from storehand.intake.marks import is_marked
from storehand.intake.readers import Unreadable
from storehand.intake.route import Plan
from storehand.intake.sql import literal
from storehand.intake.typed import Manner, Value, cached_reader, canonical, sql_type
from storehand.tables import Type

Cell = str | None
DATA, NOTHING, TOTAL, TOO_MANY_CELLS = 0, 1, 2, 3


@dataclass
class Hand:
    """Reads records one by one. `pseudonym` turns a buyer's cell into what is kept; `over` are record numbers with too
    many cells, `totals_at` columns in which a word marks a row of totals, `totals_blank` those that are all blank in one;
    from the record `footer` on all are totals."""

    plan: Plan
    manner: Manner
    pseudonym: Callable[[str], str | None]
    over: frozenset[int]
    totals_at: tuple[int, ...] = ()
    footer: int | None = None
    totals_blank: tuple[int, ...] = ()
    seen: list[dict[str, tuple[str | None, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen.extend({} for _ in self.plan.values)

    def write(self, records: Sequence[Sequence[Cell]], path: Path) -> tuple[str, tuple[int, ...]]:
        """Writes the typed rows; gives SQL that reads them and the lenient values that met unreadable cells."""
        soft = tuple(index for index, value in enumerate(self.plan.values) if value.lenient)
        with path.open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, lineterminator="\n")
            for line, record in enumerate(records, self.plan.header.record + 1):
                rows.writerow(self._row(line, record, soft))
        return self._relation(path, soft), soft

    def _row(self, line: int, record: Sequence[Cell], soft: tuple[int, ...]) -> list[object]:
        told = [self._read(index, value, record) for index, value in enumerate(self.plan.values)]
        bad = next((index for index, (_, reason) in enumerate(told) if reason not in {None, "lenient"}), None)
        state = self._state(line, record)
        # Cells of a row that has too many stand under wrong headers: of such a row the archive keeps only its place.
        kept = [None] * len(record) if state == TOO_MANY_CELLS else record
        return [
            state,
            "" if bad is None else bad,
            "" if bad is None else told[bad][1],
            *("true" if told[index][1] == "lenient" else "false" for index in soft),
            *(value for value, _ in told),
            raw.SEPARATOR.join(self._kept(place, cell) for place, cell in enumerate(kept, 1)),
        ]

    def _read(self, index: int, value: Value, record: Sequence[Cell]) -> tuple[str | None, str | None]:
        """The value as text that SQL casts, and why it could not be read."""
        cell = record[value.place - 1]
        if cell is None or cell == "":
            return None, None
        seen = self.seen[index]
        if cell not in seen:
            seen[cell] = self._fresh(value, cell)
        return seen[cell]

    def _fresh(self, value: Value, cell: str) -> tuple[str | None, str | None]:
        if value.type is Type.BUYER:
            return self.pseudonym(cell), None
        try:
            return canonical(cached_reader(value, self.manner)(cell)), None
        except Unreadable as fault:
            return None, "lenient" if value.lenient else fault.reason

    def _state(self, line: int, record: Sequence[Cell]) -> int:
        first = next((cell for cell in record if cell), None)
        if first is None:
            return NOTHING
        if self.footer is not None and line >= self.footer:
            return TOTAL
        read = self.plan.format.read
        marked = any(is_marked(cell, read.totals) for cell in (first, *(record[place - 1] for place in self.totals_at)))
        if marked or (self.totals_blank and not any(record[place - 1] for place in self.totals_blank)):
            return TOTAL
        if is_marked(first, read.notes):
            return NOTHING
        names = [(place, cell) for place, cell in enumerate(self.plan.header.cells) if cell.strip()][:2]
        if all(record[place] == cell for place, cell in names):
            return NOTHING
        return TOO_MANY_CELLS if line in self.over else DATA

    def _kept(self, place: int, cell: Cell) -> str:
        """What the archive keeps of a cell."""
        if cell is None or cell == "":
            return ""
        if place in self.plan.buyers:
            return raw.marked(self.pseudonym(cell))
        return "" if place in self.plan.people else cell.replace(raw.SEPARATOR, " ")

    def _relation(self, path: Path, soft: tuple[int, ...]) -> str:
        types = {"state": "UTINYINT", "bad": "SMALLINT", "reason": "VARCHAR"}
        types |= {f"soft{index}": "BOOLEAN" for index in soft}
        types |= {f"v{index}": sql_type(value) for index, value in enumerate(self.plan.values)}
        told = ", ".join(f"{name}: {literal(kind)}" for name, kind in {**types, "record": "VARCHAR"}.items())
        return (
            f"read_csv({literal(path)}, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"max_line_size = 8000000, columns = {{{told}}})"
        )
