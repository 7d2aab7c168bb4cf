"""Where the rows, cells and merged areas of a worksheet stand in the bytes of its XML; expat tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from xml.parsers import expat

from storehand.errors import StorehandError

Spot = tuple[int, int]  # row, column; both from 1

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class BrokenXml(StorehandError):  # noqa: N818 - the word that is caught
    """A part that is no XML, is not UTF-8, or declares a document type (entities)."""


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, both corners inside."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, spot: Spot) -> bool:
        return self.top <= spot[0] <= self.bottom and self.left <= spot[1] <= self.right

    @property
    def corner(self) -> Spot:
        return self.top, self.left

    @property
    def size(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def spots(self) -> Iterator[Spot]:
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))

    def with_(self, spots: Iterable[Spot]) -> Area:
        """The smallest rectangle that also holds the spots."""
        rows, columns = zip((self.top, self.left), (self.bottom, self.right), *spots, strict=True)
        return Area(min(rows), min(columns), max(rows), max(columns))

    @property
    def name(self) -> str:
        first, last = cell_name(self.corner), cell_name((self.bottom, self.right))
        return first if first == last else f"{first}:{last}"


@dataclass
class Cell:
    """One `<c>`: where it stands in the bytes and what it holds. Filled while its element is read."""

    spot: Spot
    start: int
    tag_end: int
    attributes: dict[str, str]
    end: int = 0
    formula: str | None = None
    formula_attributes: dict[str, str] = field(default_factory=dict)
    value: str | None = None
    value_span: tuple[int, int] | None = None
    text: str = ""


@dataclass
class Row:
    """One `<row>` with its cells in order."""

    number: int
    start: int
    tag_end: int
    attributes: dict[str, str]
    cells: list[Cell] = field(default_factory=list)
    inner_end: int = 0
    end: int = 0


@dataclass(frozen=True)
class Sheet:
    """A worksheet as read by `read_sheet`."""

    xml: bytes
    prefix: str
    body: tuple[int, int, int]  # `<sheetData>` begins, its tag ends, `</sheetData>` begins
    rows: tuple[Row, ...]
    merges: tuple[Area, ...]
    column_styles: tuple[tuple[int, int, str], ...]
    dimension: tuple[int, int, Area] | None

    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells)

    def top_left(self, spot: Spot) -> Spot:
        """The spot itself, or the corner of the merged area that it lies in."""
        return next((area.corner for area in self.merges if spot in area), spot)

    def arrays(self) -> tuple[Area, ...]:
        """The areas that array formulas and data tables fill."""
        kinds = {"array", "dataTable"}
        found = (cell.formula_attributes for cell in self.cells() if cell.formula_attributes.get("t") in kinds)
        return tuple(area(each["ref"]) for each in found if "ref" in each)


def spot(name: str) -> Spot | None:
    """B3 → (3, 2); None where that is no cell of a sheet."""
    match = _CELL.fullmatch(name)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def cell_name(place: Spot) -> str:
    """(3, 2) → B3."""
    letters, column = "", place[1]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{place[0]}"


def area(ref: str) -> Area:
    """B3:D5, or B3 alone."""
    corners = [spot(part) for part in ref.split(":")]
    first, last = corners[0], corners[-1]
    if first is None or last is None:
        raise BrokenXml("template_broken_xml", fault=ref)
    return Area(*first, *last)


def parser() -> expat.XMLParserType:
    """Expat that refuses a document type, and with it every entity."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise BrokenXml("template_broken_xml", fault="DOCTYPE")

    made.StartDoctypeDeclHandler = refuse
    made.EntityDeclHandler = refuse
    return made


def feed(made: expat.XMLParserType, xml: bytes) -> None:
    """Parses all of a part. Only UTF-8 is taken: the offsets are those of its bytes."""
    head = xml[:200].lower()
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"encoding" in head and b"utf-8" not in head and b"us-ascii" not in head):
        raise BrokenXml("template_broken_xml", fault="UTF-8")
    try:
        made.Parse(xml, True)
    except (expat.ExpatError, KeyError, ValueError) as fault:
        raise BrokenXml("template_broken_xml", fault=str(fault)) from None


def tag_end(xml: bytes, start: int) -> int:
    """Just behind the `>` of the tag that begins at `start`; one inside an attribute does not count."""
    at = start
    while (byte := xml[at : at + 1]) != b">":
        if byte in {b'"', b"'"}:
            at = xml.index(byte, at + 1)
        at += 1
    return at + 1


def read_sheet(xml: bytes) -> Sheet:
    """Where the rows, cells and merged areas of a worksheet stand. BrokenXml where that cannot be told."""
    return _Reader(xml).sheet()


class _Reader:
    """Collects while expat goes through the sheet."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.expat = parser()
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.path: list[str] = []
        self.prefix = ""
        self.body: list[int] = []
        self.rows: list[Row] = []
        self.merges: list[Area] = []
        self.columns: list[tuple[int, int, str]] = []
        self.dimension: tuple[int, int, Area] | None = None
        self.v_start = 0

    def sheet(self) -> Sheet:
        feed(self.expat, self.xml)
        if len(self.body) != 3:
            raise BrokenXml("template_broken_xml", fault="sheetData")
        body = (self.body[0], self.body[1], self.body[2])
        return Sheet(self.xml, self.prefix, body, tuple(self.rows), tuple(self.merges), tuple(self.columns), self.dimension)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.expat.CurrentByteIndex
        if not self.path:
            self.prefix = name.rpartition(":")[0] + ":" if ":" in name else ""
        self.path.append(name.removeprefix(self.prefix) if self.prefix else name)
        match self.path[1:]:
            case ["sheetData"]:
                self.body = [at, tag_end(self.xml, at)]
            case ["sheetData", "row"]:
                self._row(at, attributes)
            case ["sheetData", "row", "c"]:
                self._cell(at, attributes)
            case ["sheetData", "row", "c", "f"]:
                cell = self.rows[-1].cells[-1]
                cell.formula, cell.formula_attributes = "", attributes
            case ["sheetData", "row", "c", "v"]:
                self.rows[-1].cells[-1].value, self.v_start = "", at
            case ["mergeCells", "mergeCell"]:
                self.merges.append(area(attributes["ref"]))
            case ["cols", "col"] if "style" in attributes:
                self.columns.append((int(attributes["min"]), int(attributes["max"]), attributes["style"]))
            case ["dimension"]:
                self._dimension(at, attributes["ref"])

    def _row(self, at: int, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r") or (self.rows[-1].number + 1 if self.rows else 1))
        self.rows.append(Row(number, at, tag_end(self.xml, at), attributes))

    def _cell(self, at: int, attributes: dict[str, str]) -> None:
        row = self.rows[-1]
        following = (row.number, row.cells[-1].spot[1] + 1 if row.cells else 1)
        place = spot(attributes["r"]) if "r" in attributes else following
        if place is None:
            raise BrokenXml("template_broken_xml", fault=attributes["r"])
        row.cells.append(Cell(place, at, tag_end(self.xml, at), attributes))

    def _dimension(self, at: int, ref: str) -> None:
        start = self.xml.find(ref.encode(), at, tag_end(self.xml, at))
        if start >= 0 and "$" not in ref:
            self.dimension = (start, start + len(ref), area(ref))

    def _end(self, _: str) -> None:
        at = self.expat.CurrentByteIndex
        match self.path[1:]:
            case ["sheetData"]:
                self.body.append(self._closing(self.body[0], at)[0])
            case ["sheetData", "row"]:
                row = self.rows[-1]
                row.inner_end, row.end = self._closing(row.start, at)
            case ["sheetData", "row", "c"]:
                cell = self.rows[-1].cells[-1]
                cell.end = self._closing(cell.start, at)[1]
            case ["sheetData", "row", "c", "v"]:
                self.rows[-1].cells[-1].value_span = (self.v_start, self._closing(self.v_start, at)[1])
        self.path.pop()

    def _closing(self, start: int, at: int) -> tuple[int, int]:
        """Where the content of the element ends and where the element ends; `<c/>` has no closing tag."""
        opened = tag_end(self.xml, start)
        if self.xml[opened - 2 : opened] == b"/>":
            return opened, opened
        return at, tag_end(self.xml, at)

    def _text(self, text: str) -> None:
        match self.path[1:]:
            case ["sheetData", "row", "c", "f"]:
                cell = self.rows[-1].cells[-1]
                cell.formula = (cell.formula or "") + text
            case ["sheetData", "row", "c", "v"]:
                cell = self.rows[-1].cells[-1]
                cell.value = (cell.value or "") + text
            case ["sheetData", "row", "c", "is", *rest] if rest in (["t"], ["r", "t"]):
                self.rows[-1].cells[-1].text += text
