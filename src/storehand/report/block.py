"""What a page is made of. Blocks say what to show; the writers (html, excel, markdown …) say how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from storehand.metrics.metric import Number, Unit
from storehand.wording import Text

Cell = Number | str | Text | date | bool | None


@dataclass(frozen=True)
class Field:
    """A column of a table block. `unit` None: text. `better` colours a change. `formula`: an Excel formula
    over other fields of the row by name, as in "={value}/{before}-1"; its computed value is the cell."""

    name: str
    label: Text
    unit: Unit | Literal["day", "change", "points"] | None = None
    better: Literal["up", "down", "neutral"] = "neutral"
    formula: str = ""


@dataclass(frozen=True)
class Table:
    """Rows in the order of `fields`. `note` stands beneath. `total`: a last row of sums, or None.

    `row_units`: one unit a row, for tables with a metric a row; it holds for the number cells of fields whose
    own unit is None, and says whether a `change` is relative or in points (rate). A `Text`
    cell is shown in the language of the output.
    """

    title: Text
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text | None = None
    total: tuple[Cell, ...] | None = None
    row_units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Line:
    """One curve of a chart: a value a day, None where unknown."""

    label: Text
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """Curves over the same days; `low` and `high` draw the usual range of the first line."""

    title: Text
    days: tuple[date, ...]
    lines: tuple[Line, ...]
    unit: Unit
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Note:
    """A paragraph."""

    text: Text
    tone: Literal["plain", "good", "warning", "bad"] = "plain"


Block = Table | Chart | Note


@dataclass(frozen=True)
class Page:
    """A desk's page, as it is laid out in every output."""

    desk: str
    title: Text
    blocks: tuple[Block, ...]
