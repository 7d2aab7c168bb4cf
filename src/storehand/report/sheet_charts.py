"""The native line charts of a page, and the figures that they are drawn from, in plain sight to the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from storehand.report.block import Chart
from storehand.report.canvas import Canvas, clean
from storehand.report.styles import BAND, CURVES, DIM, EDGE, FONT, INK, LINE, SOFT, Styles

_HEIGHT: Final = 13
_TITLE_ROW: Final = 2
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash", "dash_dot")


def figures_of(canvas: Canvas, charts: Sequence[Chart], first: int) -> tuple[int, ...]:
    """Writes the charts' figures side by side from column `first` on; the first column of each."""
    found, column = [], first
    for chart in charts:
        found.append(column)
        column += _block(canvas, chart, column) + 1
    return tuple(found)


def _block(canvas: Canvas, chart: Chart, column: int) -> int:
    """Title, header, a row a day; how many columns it takes."""
    columns = columns_of(canvas, chart)
    canvas.text(_TITLE_ROW - 1, column, canvas.say("chart_data"), font_color=DIM, font_size=9)
    canvas.text(_TITLE_ROW, column, canvas.voice.of(chart.title), font_color=SOFT, bold=True)
    canvas.text(_TITLE_ROW + 1, column, canvas.say("col.day"), font_color=DIM)
    for at, day in enumerate(chart.days, _TITLE_ROW + 2):
        canvas.day(at, column, day, font_color=DIM)
    for across, (label, values) in enumerate(columns, column + 1):
        canvas.text(_TITLE_ROW + 1, across, label, font_color=DIM, align="right")
        for at, value in enumerate(values, _TITLE_ROW + 2):
            canvas.number(at, across, value, chart.unit, font_color=DIM)
    canvas.sheet.set_column(column, column + len(columns), 13)
    return len(columns) + 1


def columns_of(canvas: Canvas, chart: Chart) -> list[tuple[str, tuple[float | None, ...]]]:
    """The curves, then the edges of the usual range where there is one."""
    found = [(canvas.voice.of(line.label), line.values) for line in chart.lines]
    if chart.low and chart.high:
        found += [(canvas.say("usual_low"), chart.low), (canvas.say("usual_high"), chart.high)]
    return found


def draw_chart(canvas: Canvas, chart: Chart, row: int, column: int, pixels: int) -> int:
    """A line chart at `row`, fed from the figures that begin at `column`; the next free row."""
    drawn = canvas.styles.book.add_chart({"type": "line"})
    count = len(columns_of(canvas, chart))
    for at in range(1, count + 1):
        drawn.add_series(_series(canvas.name, chart, at, column))
    drawn.set_title({"name": [canvas.name, _TITLE_ROW, column], **_title_look()})
    drawn.set_x_axis(_days_axis(chart))
    drawn.set_y_axis(_figures_axis(canvas.styles, chart, canvas.currency))
    drawn.set_legend({"position": "bottom", "font": _font(9)} if count > 1 else {"none": True})
    drawn.set_chartarea({"border": {"color": LINE}})
    drawn.set_size({"width": min(pixels - 12, 1100), "height": _HEIGHT * 23 - 10})
    drawn.show_blanks_as("gap")
    drawn.show_hidden_data()
    told = clean(canvas.voice.of(chart.title)).replace("\n", " ")[:200]
    canvas.sheet.insert_chart(row, 0, drawn, {"object_position": 2, "description": told, "x_offset": 2, "y_offset": 2})
    return row + _HEIGHT + 1


def _series(sheet: str, chart: Chart, at: int, column: int) -> dict[str, object]:
    first, last = _TITLE_ROW + 2, _TITLE_ROW + 1 + len(chart.days)
    edge = at > len(chart.lines)
    colour = EDGE if edge else CURVES[(at - 1) % len(CURVES)]
    dash = "square_dot" if edge else _DASHES[(at - 1) % len(_DASHES)]
    return {
        "name": [sheet, first - 1, column + at],
        "categories": [sheet, first, column, last, column],
        "values": [sheet, first, column + at, last, column + at],
        "line": {"color": colour, "width": 1 if edge else 2, "dash_type": dash},
    }


def _days_axis(chart: Chart) -> dict[str, object]:
    step = max(1, len(chart.days) // 8)
    return {
        "date_axis": True, "num_format": "mm-dd", "major_unit": step, "major_unit_type": "days", "num_font": _font(9),
        "line": {"color": LINE}, "major_tick_mark": "none", "minor_tick_mark": "none",
    }  # fmt: skip


def _figures_axis(styles: Styles, chart: Chart, currency: str) -> dict[str, object]:
    unit = chart.unit
    shape = "0.0%" if unit == "rate" else "#,##0.0" if unit in {"ratio", "per"} else styles.whole(unit, currency)
    return {
        "num_format": shape, "num_font": _font(9), "line": {"none": True}, "major_tick_mark": "none",
        "min": _floor(chart), "major_gridlines": {"visible": True, "line": {"color": BAND}},
    }  # fmt: skip


def _floor(chart: Chart) -> float | None:
    """Where the figures' axis begins: at 0, or a round number beneath curves that stay far above it."""
    curves = (*(line.values for line in chart.lines), chart.low, chart.high)
    known = [each for curve in curves for each in curve if each is not None and math.isfinite(each)]
    lowest, highest = min(known, default=0.0), max(known, default=0.0)
    if lowest <= highest * 0.5:
        return None
    step: float = 10.0 ** math.floor(math.log10(highest)) / 5
    return round(math.floor((lowest - (highest - lowest) * 0.3) / step) * step, 12)


def _title_look() -> dict[str, object]:
    return {"name_font": {**_font(11), "bold": True, "color": INK}, "overlay": False, "layout": {"x": 0.01, "y": 0.02}}


def _font(size: int) -> dict[str, object]:
    return {"name": FONT, "size": size, "color": DIM, "bold": False}
