"""Cells of one worksheet, changed in the bytes of its XML: what is not a changed cell stays as it was, to the byte.

The new cells are spliced in between; nothing is parsed and written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import isfinite
from typing import Final
from xml.sax.saxutils import escape

from storehand.report.sheetxml import Cell, Row, Sheet, Spot, cell_name

Fill = Decimal | int | float | str | None  # None empties the cell
Edit = tuple[int, int, bytes]  # from, to, what stands there instead

MAX_TEXT: Final = 32_767
_KEPT: Final[tuple[str, ...]] = (
    "s",
    "ph",
)  # a cell's style and phonetic mark; its type, rich value and array mark go with the old value
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Fault:
    """An error as a cell's value: #DIV/0!, #N/A …"""

    code: str


Result = float | str | bool | Fault


def patched(
    sheet: Sheet, values: Mapping[Spot, Fill], results: Mapping[Spot, Result | None], like: Mapping[Spot, Spot] | None = None
) -> bytes:
    """The sheet's XML with these values, and with these stored results of its formulas (None: no result is stored).

    `like`: a cell that is not there yet takes the style of this one.
    """
    edits = [edit for row in sheet.rows for edit in _formula_edits(sheet, row, results)]
    edits += _value_edits(sheet, values, like or {})
    if sheet.dimension and values:
        start, end, old = sheet.dimension
        edits.append((start, end, old.with_(values).name.encode()))
    return splice(sheet.xml, edits)


def splice(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with every edit made; edits do not overlap."""
    pieces, at = [], 0
    for start, end, instead in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [content[at:start], instead]
        at = end
    return b"".join((*pieces, content[at:]))


def _formula_edits(sheet: Sheet, row: Row, results: Mapping[Spot, Result | None]) -> Iterator[Edit]:
    for cell in row.cells:
        if cell.spot in results:
            yield from _result_edits(sheet, cell, results[cell.spot])


def _result_edits(sheet: Sheet, cell: Cell, result: Result | None) -> Iterator[Edit]:
    kind, text = ("", None) if result is None else _stored(result)
    opening = _opening(f"{sheet.prefix}c", {**cell.attributes, "t": kind}, "")
    yield cell.start, cell.tag_end, opening.encode()
    stored = b"" if text is None else f"<{sheet.prefix}v>{escape(text)}</{sheet.prefix}v>".encode()
    if cell.value_span:
        yield *cell.value_span, stored
    elif stored:
        close = sheet.xml.rindex(b"</", cell.tag_end, cell.end)
        yield close, close, stored


def _stored(result: Result) -> tuple[str, str]:
    """A formula's result as the type and text of its cell."""
    if isinstance(result, Fault):
        return "e", result.code
    if isinstance(result, bool):
        return "b", str(int(result))
    if isinstance(result, str):
        return "str", _clean(result)
    return "", number(result) or "0"


def _value_edits(sheet: Sheet, values: Mapping[Spot, Fill], like: Mapping[Spot, Spot]) -> Iterator[Edit]:
    rows = {row.number: row for row in sheet.rows}
    styles = {cell.spot: cell.attributes.get("s", "") for cell in sheet.cells()} if like else {}
    fresh: list[tuple[int, bytes]] = []
    for number_, spots in groupby(sorted(values), key=lambda each: each[0]):
        row = rows.get(number_)
        asked = [(each, values[each], styles.get(like.get(each, each), "")) for each in spots]
        if row:
            yield from _row_edits(sheet, row, asked)
        else:
            made = "".join(
                _cell_xml(sheet, each, value, {"s": style or _column_style(sheet, each)}) for each, value, style in asked
            )
            fresh.append((number_, f'<{sheet.prefix}row r="{number_}">{made}</{sheet.prefix}row>'.encode()))
    yield from _fresh_rows(sheet, fresh)


def _fresh_rows(sheet: Sheet, fresh: list[tuple[int, bytes]]) -> Iterator[Edit]:
    start, opened, closing = sheet.body
    if fresh and opened == closing and sheet.xml[opened - 2 : opened] == b"/>":
        tag = f"{sheet.prefix}sheetData"
        yield start, opened, f"<{tag}>".encode() + b"".join(xml for _, xml in fresh) + f"</{tag}>".encode()
        return
    for where, rows in groupby(fresh, key=lambda each: _row_place(sheet, each[0])):
        yield where, where, b"".join(xml for _, xml in rows)


def _row_place(sheet: Sheet, number_: int) -> int:
    return next((row.start for row in sheet.rows if row.number > number_), sheet.body[2])


def _row_edits(sheet: Sheet, row: Row, asked: list[tuple[Spot, Fill, str]]) -> Iterator[Edit]:
    there = {cell.spot: cell for cell in row.cells}
    inserted: list[tuple[int, bytes]] = []
    for place, value, style in asked:
        if cell := there.get(place):
            kept = {name: cell.attributes[name] for name in _KEPT if name in cell.attributes}
            yield cell.start, cell.end, _cell_xml(sheet, place, value, kept).encode()
        else:
            found = style or _row_style(row) or _column_style(sheet, place)
            where = next((cell.start for cell in row.cells if cell.spot > place), row.inner_end)
            inserted.append((where, _cell_xml(sheet, place, value, {"s": found}).encode()))
    if not inserted:
        return
    empty = sheet.xml[row.tag_end - 2 : row.tag_end] == b"/>"
    opening = _opening(f"{sheet.prefix}row", {**row.attributes, "spans": ""}, "").encode()
    if empty:
        yield row.start, row.end, opening + b"".join(xml for _, xml in inserted) + f"</{sheet.prefix}row>".encode()
        return
    yield row.start, row.tag_end, opening
    for where, cells in groupby(inserted, key=lambda each: each[0]):
        yield where, where, b"".join(xml for _, xml in cells)


def _row_style(row: Row) -> str:
    return row.attributes.get("s", "") if row.attributes.get("customFormat") in {"1", "true"} else ""


def _column_style(sheet: Sheet, place: Spot) -> str:
    return next((style for first, last, style in sheet.column_styles if first <= place[1] <= last), "")


def _cell_xml(sheet: Sheet, place: Spot, value: Fill, attributes: Mapping[str, str]) -> str:
    at, tag = {"r": cell_name(place), **attributes}, f"{sheet.prefix}c"
    if isinstance(value, str) and value:
        inner = f"{sheet.prefix}t"
        held = f'<{sheet.prefix}is><{inner} xml:space="preserve">{escape(_clean(value))}</{inner}></{sheet.prefix}is>'
        return f"{_opening(tag, at | {'t': 'inlineStr'}, '')}{held}</{tag}>"
    digits = None if value is None or isinstance(value, str) else number(value)
    if digits is None:
        return _opening(tag, at, "/")
    return f"{_opening(tag, at, '')}<{sheet.prefix}v>{digits}</{sheet.prefix}v></{tag}>"


def number(value: Decimal | float) -> str | None:
    """As a cell stores it; None for what is no number."""
    if not isfinite(value):
        return None
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _opening(tag: str, attributes: Mapping[str, str], slash: str) -> str:
    kept = "".join(f' {name}="{escape(value, {chr(34): "&quot;"})}"' for name, value in attributes.items() if value)
    return f"<{tag}{kept}{slash}>"


def _clean(text: str) -> str:
    """What XML may hold; _x0041_ is spelt so that it is not read as an escape."""
    return _LOOKS_ESCAPED.sub("_x005F_", _NOT_XML.sub("", text)[:MAX_TEXT])
