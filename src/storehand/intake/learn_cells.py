"""What stands below a header: the cells of each column, whether a type can read them, and how dates and numbers are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from storehand.intake import readers
from storehand.intake.layout import shape_at
from storehand.intake.readers import Unreadable, normal, text
from storehand.intake.typed import Manner, Value, reader
from storehand.tables import Type

SEARCHED_ROWS: Final = 40  # how far down a header is looked for
_FEW_WORDS: Final = 3  # for nothing, in a column
_LOOKED_AT: Final = 120  # distinct cells of a column
_DMY = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})\b")
_COMMA = re.compile(r"^[^\w\s-]?-?\d{1,3}(?:\.\d{3})*,\d{1,2}(?!\d)[^\d,]*$")
_POINT = re.compile(r"\d\.\d{1,2}(?!\d)[^\d.]*$")
_RANGE = re.compile(r"[\d.,%]+\s*[~～-]\s*[\d.,%]+")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.0*)?")
_TOTAL = re.compile(
    r"(?:本页|本单|全部|当前)?(?:合计|总计|汇总|小计|共计|整体)[:：]?|(?:grand |sub)?totals?[:：]?|sum", re.IGNORECASE
)
_WORDY = re.compile(r"[^\d\W](?:[^\d]{0,7})")
_NUMBERS: Final = (Type.INT, Type.MONEY, Type.FLOAT, Type.RATE, Type.SECONDS)
_TIMES: Final = (Type.TIME, Type.DAY)


@dataclass(frozen=True)
class Strip:
    """A column of a file: its header, its place (from 1), its filled cells in order and each of them once."""

    header: str
    place: int
    cells: tuple[str, ...]
    distinct: tuple[str, ...]
    shape: str


@dataclass(frozen=True)
class Writing:
    """How a file writes: order of dates (`sure`: the cells leave no doubt), decimal sign, totals words at the start of rows."""

    dates: str
    sure: bool
    decimal: str
    totals: tuple[str, ...]
    typed: bool

    @property
    def manner(self) -> Manner:
        """As the readers want it."""
        return Manner(self.dates, self.decimal, self.typed, "UTC")


def strips(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Strip, ...]:
    """The columns that have a name; of one name the first."""
    found: dict[str, Strip] = {}
    for place, header in enumerate(headers):
        if header and normal(header) not in found:
            cells = tuple(row[place].strip() for row in rows if place < len(row) and text(row[place]) is not None)
            distinct = tuple(dict.fromkeys(cells))[:_LOOKED_AT]
            found[normal(header)] = Strip(header, place + 1, cells, distinct, shape_at([[cell] for cell in distinct], 0))
    return tuple(found.values())


def body(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> list[Sequence[str]]:
    """The rows below a header that look like data: not its repetition, no totals, not the few words of a footer."""
    width = sum(bool(header) for header in headers)
    return [row for row in rows if not _is_aside(row, width) and [cell.strip() for cell in row] != list(headers)]


def _is_aside(row: Sequence[str], width: int) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return not filled or bool(_TOTAL.fullmatch(filled[0])) or (len(filled) == 1 and width > 2)


def writing(rows: Sequence[Sequence[str]], *, typed: bool) -> Writing:
    """How the rows below a header are written."""
    cells = [cell.strip() for row in rows for cell in row if cell.strip()]
    dates, sure = _date_order(cells)
    commas, points = sum(bool(_COMMA.match(cell)) for cell in cells), sum(bool(_POINT.search(cell)) for cell in cells)
    firsts = (next((cell.strip() for cell in row if cell.strip()), "") for row in rows)
    totals = tuple(dict.fromkeys(first for first in firsts if _TOTAL.fullmatch(first)))
    return Writing(dates, sure, "," if commas > points else ".", totals, typed)


def _date_order(cells: Iterable[str]) -> tuple[str, bool]:
    """ymd unless day and month stand before the year; then by the part that goes over twelve."""
    found = [match.groups() for match in map(_DMY.match, cells) if match]
    if not found:
        return "ymd", True
    first, second = (any(int(parts[place]) > 12 for parts in found) for place in (0, 1))
    if any(len(year) < 4 and int(day) > 31 for day, _, year in found):
        return "ymd", False
    return ("dmy", not second) if first else ("mdy", second)


@dataclass(frozen=True)
class Fit:
    """How a type reads a column: the share of cells that it reads, and with which unit, end of a range or scale."""

    share: float
    unit: str = ""
    end: str = ""


def fit(strip: Strip, type: Type, writing: Writing) -> Fit:
    """How well the cells of a column are read as a type; a column without cells fits any."""
    if not strip.distinct:
        return Fit(1.0)
    if type in {Type.TEXT, Type.CODE, Type.BUYER}:
        return Fit(_worded(strip, type))
    if type is Type.ID:
        return Fit(_share(strip.distinct, _is_id))
    return _fit_figures(_filled(strip, type, writing), type, writing)


def _fit_figures(strip: Strip, type: Type, writing: Writing) -> Fit:
    best = Fit(_read(strip, Value(1, type), writing))
    if type in _TIMES and best.share < 0.5 and _share(strip.distinct, lambda cell: bool(_EPOCH.fullmatch(cell))) > 0.9:
        return Fit(1.0, unit="epoch")
    if type is Type.DAY:
        return max(best, Fit(_read(strip, Value(1, type, edge="since"), writing)), key=lambda one: one.share)
    if type in _NUMBERS and best.share < 0.7 and _share(strip.distinct, lambda cell: bool(_RANGE.search(cell))) > 0.3:
        return Fit(_read(strip, Value(1, type, edge="low"), writing), end="low")
    if type in {Type.RATE, Type.FLOAT} and _is_percent(strip):
        return replace(best, unit="percent" if type is Type.RATE else "")
    return best


def _filled(strip: Strip, type: Type, writing: Writing) -> Strip:
    """The column without words that say that nothing is there; where nothing else is, as it is."""
    empty = odd_words(strip, type, writing)
    rest = tuple(cell for cell in strip.distinct if cell not in empty)
    return replace(strip, distinct=rest) if rest else strip


def _worded(strip: Strip, type: Type) -> float:
    if type is Type.CODE and len(strip.distinct) > 20 and len(strip.distinct) > len(strip.cells) / 3:
        return 0.0
    return 0.6 if strip.shape in {"time", "day", "rate", "range", "number"} else 1.0


def _is_id(cell: str) -> bool:
    word = (text(cell) or "").lstrip("'’")
    return not re.fullmatch(
        r"-?[\d,]*\.\d+%?|-?[\d.]+%|.*\d{1,2}:\d{2}.*|[^\w\s]\s?\d[\d,.]*|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?", word
    )


def _is_percent(strip: Strip) -> bool:
    """True for shares written without a % sign, of which one is above one: 3.61 is 3.61 %."""
    if any("%" in cell for cell in strip.distinct) or not re.search(
        r"率|占比|比例|%|rate|ratio|share|percent|ctr|cvr", strip.header, re.I
    ):
        return False
    numbers = [abs(float(cell.replace(",", ""))) for cell in strip.distinct if re.fullmatch(r"-?[\d,]*\d(?:\.\d+)?", cell)]
    return "%" in strip.header or (bool(numbers) and max(numbers) > 1)


def _read(strip: Strip, value: Value, writing: Writing) -> float:
    read = reader(value, writing.manner)
    return _share(strip.distinct, lambda cell: _is_read(read, cell))


def _is_read(read: Callable[[str], object | None], cell: str) -> bool:
    try:
        return read(cell) is not None
    except Unreadable:
        return False


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def odd_words(strip: Strip, type: Type, writing: Writing) -> Counter[str]:
    """Words in a column of numbers or times that cannot be read as such, if they are few: they may say that nothing is there."""
    if type not in (*_NUMBERS, *_TIMES):
        return Counter()
    read = reader(Value(1, type), writing.manner)
    odd = Counter(cell for cell in strip.cells if _WORDY.fullmatch(cell) and not _is_read(read, cell))
    return odd if len(odd) <= _FEW_WORDS else Counter()


def is_number(cell: str) -> bool:
    """True for a number in any writing."""
    try:
        return readers.number(cell) is not None
    except Unreadable:
        return False
