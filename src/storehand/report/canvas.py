"""A sheet of the workbook to write on: text that stays text, numbers with their unit, formulas with their value."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from storehand.figures import CellUnit, decimals
from storehand.metrics.metric import Number
from storehand.report.styles import LINK, SIZE, Styles
from storehand.report.voice import Voice

LONGEST: Final = 32_767
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EATEN: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n", "'", " ", "　")
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\n\t]")


@dataclass(frozen=True)
class Place:
    """A cell that can be linked to."""

    sheet: str
    row: int
    column: int = 0


@dataclass(frozen=True)
class Canvas:
    """One worksheet, in the language and currency of the briefing."""

    name: str
    sheet: Any
    styles: Styles
    voice: Voice
    currency: str

    def say(self, key: str, **values: object) -> str:
        """The catalogue's sentence `excel.<key>`."""
        from storehand.wording import say

        return say(f"excel.{key}", **values).in_(self.voice.language)

    def text(self, row: int, column: int, words: str, **look: object) -> None:
        """Writes text as text, whatever it begins with."""
        told = clean(words)
        if told.startswith(_EATEN):
            look["quote_prefix"] = True
        self.sheet.write_string(row, column, told, self.styles.get(**look))

    def span(self, row: int, first: int, last: int, words: str, **look: object) -> None:
        """Text over the columns `first` to `last`, both included."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", self.styles.get(**look))
        self.text(row, first, words, **look)

    def link(self, row: int, column: int, to: Place, words: str, **look: object) -> None:
        """Text that leads to another place of this workbook."""
        quoted = to.sheet.replace("'", "''")
        target = f"internal:'{quoted}'!{cell(to.row, to.column)}"
        told = clean(words)
        if told.startswith(_EATEN):
            look["quote_prefix"] = True
        self.sheet.write_url(row, column, target, self.styles.get(**{"font_color": LINK, **look}), told)

    def number(self, row: int, column: int, value: Number | None, unit: CellUnit, **look: object) -> None:
        """A figure in its unit; an unknown one is an empty cell, never 0."""
        shape = self.styles.get(num_format=self.styles.number(unit, self.currency), align="right", **look)
        self.figure(row, column, written(value, unit, self.currency), shape)

    def figure(self, row: int, column: int, value: float | None, shape: Any) -> None:
        """A float as it is; an unknown or endless one leaves the cell empty."""
        if value is None or not math.isfinite(value):
            self.sheet.write_blank(row, column, None, shape)
        else:
            self.sheet.write_number(row, column, value, shape)

    def formula(self, row: int, column: int, formula: str, value: float | str | None, shape: Any) -> None:
        """A live formula with its value; an empty cell where it has none."""
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            self.sheet.write_blank(row, column, None, shape)
        else:
            self.sheet.write_formula(row, column, formula, shape, value)

    def day(self, row: int, column: int, value: date, **look: object) -> None:
        """A day as Excel counts days."""
        self.sheet.write_datetime(row, column, value, self.styles.get(num_format="yyyy-mm-dd", align="center", **look))

    def widths(self, widths: Sequence[float]) -> None:
        """Widths of the first columns, in digits of the default font."""
        for column, size in enumerate(widths):
            self.sheet.set_column(column, column, size)

    def height(self, row: int, words: str, room: float, size: int = SIZE) -> None:
        """Makes the row high enough for `words` wrapped into `room` digits."""
        self.sheet.set_row(row, min(409, max(1, rows_for(words, room)) * (size * 1.55) + 4))


def written(value: Number | None, unit: CellUnit, currency: str) -> float | None:
    """The float of a cell: money to the currency's decimals, points in per cent points; None where there is none."""
    if value is None or not math.isfinite(value):
        return None
    if unit == "money" and isinstance(value, Decimal):
        return float(round(value, decimals(currency)))
    return float(value) * 100 if unit == "points" else float(value)


def clean(words: str) -> str:
    """`words` as a cell can hold them: no characters that XML forbids, not longer than Excel's cell."""
    told = _ILLEGAL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return told if _units(told) <= LONGEST else _cut(told, LONGEST - 1) + "…"


def sheet_name(words: str, taken: Mapping[str, object]) -> str:
    """A name that Excel accepts for a sheet and that is not among `taken` (lower case): 31 characters at most."""
    told = " ".join(_NOT_IN_A_NAME.sub(" ", clean(words)).split()).strip("' ") or "–"
    if told.lower() == "history":
        told = f"{told} 1"
    name, count = _cut(told, 31).strip("' "), 1
    while name.lower() in taken:
        count += 1
        name = f"{_cut(told, 31 - len(f' {count}')).strip()} {count}"
    return name


def cell(row: int, column: int, fixed: bool = False) -> str:
    """A1 of row and column from 0; `fixed` writes $A$1."""
    letters, rest = "", column + 1
    while rest:
        rest, at = divmod(rest - 1, 26)
        letters = chr(65 + at) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"


def width(words: str) -> int:
    """How many digits wide a line of text is: Chinese characters count two."""
    return max((sum(_wide(letter) for letter in line) for line in words.split("\n")), default=0)


def rows_for(words: str, room: float) -> int:
    """How many lines `words` take when wrapped into `room` digits."""
    return sum(max(1, math.ceil(width(line) / max(room, 1))) for line in words.split("\n"))


def _wide(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" or letter in "▲▼—…" else 1


def _units(words: str) -> int:
    """Excel counts UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def _cut(words: str, most: int) -> str:
    return words.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
