"""The cells of a table block in one language, as the page and the text show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from storehand.figures import CellUnit, exact, show
from storehand.metrics.metric import Unit
from storehand.report.block import Cell, Field, Table
from storehand.report.tile import Tone, tone_of
from storehand.report.voice import Voice
from storehand.wording import Text


@dataclass(frozen=True)
class Shown:
    """A cell as it is drawn; a `number` stands to the right."""

    text: str
    tone: Tone
    number: bool


def lines(voice: Voice, table: Table) -> Iterator[list[Shown]]:
    """The rows, each in the unit of its own metric where the table has a metric a row."""
    for row, unit in zip_longest(table.rows, table.row_units[: len(table.rows)]):
        yield cells(voice, table, row, unit)


def cells(voice: Voice, table: Table, row: Sequence[Cell], unit: Unit | None = None) -> list[Shown]:
    """One row; `unit` holds for number cells of fields without one."""
    return [_shown(voice, field, value, unit) for field, value in zip(table.fields, row, strict=True)]


def _shown(voice: Voice, field: Field, value: Cell, row_unit: Unit | None) -> Shown:
    if isinstance(value, str | Text | date) or value is None:
        return Shown(voice.of(show(value, field.unit)), "even", field.unit not in {None, "day"})
    unit: CellUnit = field.unit or row_unit
    if unit == "change" and row_unit == "rate":
        unit = "points"
    tone = tone_of(float(value), field.better) if unit in {"change", "points"} else "even"
    return Shown(voice.of(exact(value, unit, voice.briefing.currency)), tone, unit is not None)
