"""A desk's page as a sheet: tables that sort, filter and recalculate; charts over figures that stand beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from storehand.figures import CellUnit
from storehand.metrics.metric import Unit
from storehand.report.block import Cell, Chart, Field, Page, Table
from storehand.report.canvas import Canvas, Place, cell, clean, rows_for, width, written
from storehand.report.cells import lines
from storehand.report.fieldformula import in_points, names_in, placed, value_of
from storehand.report.sheet_charts import draw_chart, figures_of
from storehand.report.styles import BAND, DIM, FAINT, LINE, SIZE, SOFT, TONES, tones
from storehand.wording import Text

_TOP: Final = 3
_LEAST: Final = 112
_FILL: Final = 13.0
_WIDEST: Final = 44.0
_LANDSCAPE: Final = 125
_LINED: Final = {"bottom": 1, "bottom_color": LINE}
_SUMMED: Final = {"money", "count"}
_STEPS: Final = {"change": 0.0005, "points": 0.005}


@dataclass(frozen=True)
class Layout:
    """Where the columns of a page lie: widths in digits, and the first column of the charts' figures."""

    widths: tuple[float, ...]

    @property
    def last(self) -> int:
        """The last column of the page itself."""
        return len(self.widths) - 1

    @property
    def pixels(self) -> int:
        """How wide the page is on the screen."""
        return int(sum(7 * size + 5 for size in self.widths))


@dataclass(frozen=True)
class Row:
    """One row of a table on its sheet: its cells, and the unit of its own metric."""

    at: int
    cells: tuple[Cell, ...]
    unit: Unit | None


def draw(canvas: Canvas, page: Page, number: int, home: str) -> None:
    """Fills the sheet of page `number`."""
    layout = _layout(canvas, page)
    canvas.widths(layout.widths)
    canvas.sheet.set_default_row(17.5)
    row = _title(canvas, page, layout, home)
    figures = iter(figures_of(canvas, [block for block in page.blocks if isinstance(block, Chart)], layout.last + 2))
    for at, block in enumerate(page.blocks, 1):
        if isinstance(block, Table):
            row = _table(canvas, layout, block, row, f"page{number}_table{at}")
        elif isinstance(block, Chart):
            row = draw_chart(canvas, block, row, next(figures), layout.pixels)
        else:
            row = _note(canvas, layout, block.text, row, TONES.get(block.tone, DIM))
    _setup(canvas, page, layout, row)


def _layout(canvas: Canvas, page: Page) -> Layout:
    """Columns as wide as what they hold, wide enough for a chart beneath each other."""
    tables = [block for block in page.blocks if isinstance(block, Table)]
    sizes = [_widths(canvas, table) for table in tables]
    found = [max(each) for each in zip_longest(*sizes, fillvalue=0.0)]
    while sum(found) < _LEAST:
        found.append(_FILL)
    return Layout(tuple(found))


def _widths(canvas: Canvas, table: Table) -> list[float]:
    rows = [*lines(canvas.voice, table)]
    found = []
    for column, field in enumerate(table.fields):
        widest = max((width(row[column].text) for row in rows), default=0)
        head = min(width(canvas.voice.of(field.label)), 18) + 4
        found.append(float(min(max(widest + 3, head, 10), _WIDEST)))
    return found


def _title(canvas: Canvas, page: Page, layout: Layout, home: str) -> int:
    voice = canvas.voice
    canvas.span(0, 0, layout.last - 1, voice.of(page.title), bold=True, font_size=16)
    canvas.link(0, layout.last, Place(home, 0), canvas.say("back", page=home), align="right")
    days, shops = voice.days(voice.briefing.since, voice.briefing.until), voice.say("and").join(voice.briefing.shops)
    canvas.span(1, 0, layout.last, f"{days} · {shops}", font_color=SOFT, bottom=2, bottom_color=LINE)
    canvas.sheet.set_row(0, 30)
    canvas.sheet.set_row(1, 20)
    return _TOP


def _setup(canvas: Canvas, page: Page, layout: Layout, rows: int) -> None:
    """Frozen panes beneath the header of a page of one table, else beneath the title; the same rows repeat in print."""
    tables = [block for block in page.blocks if isinstance(block, Table)]
    alone = len(tables) == 1 and bool(page.blocks) and page.blocks[0] is tables[0] and bool(tables[0].rows)
    top = _TOP + 2 if alone else 2
    sheet = canvas.sheet
    sheet.freeze_panes(top, 0)
    sheet.repeat_rows(0, top - 1)
    sheet.print_area(0, 0, max(rows - 1, _TOP), layout.last)
    sheet.fit_to_pages(1, 0)
    if sum(layout.widths) > _LANDSCAPE:
        sheet.set_landscape()


def _note(canvas: Canvas, layout: Layout, text: Text, row: int, tone: str) -> int:
    words = canvas.voice.of(text)
    canvas.span(row, 0, layout.last, words, text_wrap=True, indent=1, left=5, left_color=tone, bg_color=FAINT)
    canvas.height(row, words, sum(layout.widths) - 4)
    return row + 2


def _table(canvas: Canvas, layout: Layout, table: Table, row: int, name: str) -> int:
    """Title, header with its own filter, rows, sums, note."""
    canvas.text(row, 0, canvas.voice.of(table.title), bold=True, font_size=12)
    canvas.sheet.set_row(row, 22)
    _header(canvas, table, row + 1, name)
    body = [Row(at, cells, unit) for at, (cells, unit) in enumerate(_rows(table), row + 2)]
    for line in body:
        _line(canvas, layout, table, line)
    row += 2 + max(len(body), 1)
    if body:
        _tones(canvas, table, body)
        if table.total:
            _total(canvas, table, Row(row, table.total, None), body)
            row += 1
    else:
        canvas.text(row - 1, 0, canvas.voice.say("no_rows"), font_color=DIM)
    if table.note:
        canvas.text(row, 0, canvas.voice.of(table.note), font_color=DIM, font_size=9)
        row += 1
    return row + 1


def _rows(table: Table) -> list[tuple[tuple[Cell, ...], Unit | None]]:
    return list(zip_longest(table.rows, table.row_units[: len(table.rows)]))


def _header(canvas: Canvas, table: Table, row: int, name: str) -> None:
    """A native table, so that each of a page's tables has its own filter; labels of columns must differ there."""
    columns, taken = [], set[str]()
    for at, field in enumerate(table.fields):
        label = clean(canvas.voice.of(field.label)).replace("\n", " ")[:200].strip() or f"{at + 1}"
        while label.lower() in taken:
            label += "\u200a"
        taken.add(label.lower())
        look = {"align": "right", "indent": 2} if _stands_right(table, field, at) else {"align": "left"}
        shape = canvas.styles.get(bold=True, font_color=SOFT, bg_color=BAND, text_wrap=True, bottom=1, bottom_color=DIM, **look)
        columns.append({"header": label, "header_format": shape})
        if not table.rows:
            canvas.text(row, at, label, bold=True, font_color=SOFT, bg_color=BAND)
    canvas.sheet.set_row(row, 22)
    if table.rows:
        options = {"name": name, "style": None, "columns": columns}
        canvas.sheet.add_table(row, 0, row + len(table.rows), len(columns) - 1, options)


def _stands_right(table: Table, field: Field, at: int) -> bool:
    if field.unit is not None:
        return field.unit != "day"
    return any(isinstance(row[at], int | float) or hasattr(row[at], "as_tuple") for row in table.rows)


def _line(canvas: Canvas, layout: Layout, table: Table, line: Row, **look: object) -> None:
    tallest = 1
    for column, (field, value) in enumerate(zip(table.fields, line.cells, strict=True)):
        if field.formula:
            _live(canvas, table, line, column, look)
        elif isinstance(value, str | Text):
            words = value.in_(canvas.voice.language) if isinstance(value, Text) else value
            tallest = max(tallest, rows_for(words, layout.widths[column] - 1))
            canvas.text(line.at, column, words, **{**_LINED, "text_wrap": True, **look})
        else:
            _plain(canvas, line, column, value, field, look)
    if tallest > 1:
        canvas.sheet.set_row(line.at, min(409, tallest * SIZE * 1.5 + 4))


def _plain(canvas: Canvas, line: Row, column: int, value: Cell, field: Field, look: dict[str, object]) -> None:
    """A day, a yes or no, a number in the unit of its field or of its row; an empty cell where it is unknown."""
    if isinstance(value, bool):
        canvas.sheet.write_boolean(line.at, column, value, canvas.styles.get(align="center", **{**_LINED, **look}))
    elif isinstance(value, date):
        canvas.day(line.at, column, value, **{**_LINED, **look})
    elif not isinstance(value, str | Text):
        unit = _unit(field, line.unit)
        canvas.number(line.at, column, value, unit, **{**_LINED, **look})


def _unit(field: Field, row_unit: Unit | None) -> CellUnit:
    unit: CellUnit = field.unit or row_unit
    return "points" if unit == "change" and row_unit == "rate" else unit


def _live(canvas: Canvas, table: Table, line: Row, column: int, look: dict[str, object]) -> None:
    """A cell that follows the cells it speaks of."""
    field, told = table.fields[column], line.cells[column]
    unit = _live_unit(table, field, line.unit)
    text = in_points(field.formula) if unit == "points" else field.formula
    at = {each.name: place for place, each in enumerate(table.fields)}
    cells = {name: cell(line.at, at[name]) for name in names_in(text)}
    values = {name: _written(canvas, table, line, at[name]) for name in cells}
    known = None if isinstance(told, str | Text | date) else written(told, unit, canvas.currency)
    shape = canvas.styles.get(num_format=canvas.styles.number(unit, canvas.currency), align="right", **{**_LINED, **look})
    canvas.formula(line.at, column, placed(text, cells), value_of(text, values, known), shape)


def _live_unit(table: Table, field: Field, row_unit: Unit | None) -> CellUnit:
    """A change of rates is in points, whether the rate is the unit of the row or of the columns compared."""
    units = {each.name: each.unit for each in table.fields}
    rates = any(units.get(name) == "rate" for name in names_in(field.formula))
    return "points" if field.unit == "change" and rates else _unit(field, row_unit)


def _written(canvas: Canvas, table: Table, line: Row, column: int) -> float | None:
    """What the cell holds, as a formula sees it; the value that a formula of the row comes to."""
    value, field = line.cells[column], table.fields[column]
    return None if isinstance(value, str | Text | date) else written(value, _unit(field, line.unit), canvas.currency)


def _tones(canvas: Canvas, table: Table, body: Sequence[Row]) -> None:
    """Words and colours of changes, by what is better; they follow edited figures."""
    last = body[-1].at + bool(table.total)
    spans = [(row.at, row.at, row.unit) for row in body] if table.row_units else [(body[0].at, last, None)]
    for column, field in enumerate(table.fields):
        for first, end, own in spans if field.unit in _STEPS else ():
            for rule in tones(
                canvas.styles, field.better, _STEPS["points" if _live_unit(table, field, own) == "points" else "change"]
            ):
                canvas.sheet.conditional_format(first, column, end, column, rule)


def _total(canvas: Canvas, table: Table, line: Row, body: Sequence[Row]) -> None:
    """The last row: sums that follow the filter where the rows add up to them, else the figure itself."""
    look: dict[str, object] = {"bold": True, "top": 1, "top_color": DIM, "bottom": 0}
    for column, (field, value) in enumerate(zip(table.fields, line.cells, strict=True)):
        if field.formula:
            _live(canvas, table, line, column, look)
        elif isinstance(value, str | Text):
            canvas.text(line.at, column, value.in_(canvas.voice.language) if isinstance(value, Text) else value, **look)
        else:
            total = _written(canvas, table, line, column)
            summed = math.fsum(_written(canvas, table, each, column) or 0.0 for each in body)
            if total is None or _unit(field, None) not in _SUMMED or not math.isclose(total, summed, rel_tol=1e-9, abs_tol=0.005):
                _plain(canvas, line, column, value, field, look)
            else:
                _subtotal(canvas, line, column, body, summed, _unit(field, None))


def _subtotal(canvas: Canvas, line: Row, column: int, body: Sequence[Row], summed: float, unit: CellUnit) -> None:
    look: dict[str, object] = {"bold": True, "top": 1, "top_color": DIM, "align": "right"}
    shape = canvas.styles.get(num_format=canvas.styles.number(unit, canvas.currency), **look)
    text = f"=SUBTOTAL(109,{cell(body[0].at, column)}:{cell(body[-1].at, column)})"
    canvas.formula(line.at, column, text, summed, shape)
