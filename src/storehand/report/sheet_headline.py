"""The table of headline figures: value, curve of 28 days, comparisons with live changes, target, the usual range."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from storehand.metrics.metric import Number
from storehand.report.briefing import Comparison, Headline, With
from storehand.report.canvas import Canvas, cell, written
from storehand.report.styles import BAD, BAND, CHANGE, DIM, LINE, POINTS, SOFT, tones

_LABEL, _VALUE, _TREND, _FIRST = 0, 1, 2, 3
_TIMES: Final[tuple[With, ...]] = ("yesterday", "same_weekday", "last_year", "promotion_day")
_LEAST: Final = 3
_CURVE: Final = "#2F4B7C"


@dataclass(frozen=True)
class Grid:
    """The columns of the first page. Columns that are None are not there; `so_far` is what counts against the target."""

    widths: tuple[float, ...]
    times: tuple[tuple[With, int], ...]
    market: int | None
    so_far: int | None
    target: int | None
    low: int

    @property
    def last(self) -> int:
        """The last column of the page; the upper edge of the usual range stands there."""
        return self.low + 1

    @property
    def figures(self) -> int:
        """The first column of the 28 days' figures, beyond the page."""
        return self.last + 2

    def room(self, first: int, last: int) -> float:
        """How many digits fit in the columns `first` to `last`."""
        return sum(self.widths[first : last + 1])


def grid(canvas: Canvas) -> Grid:
    """A column for every comparison that is known of any figure."""
    briefing = canvas.voice.briefing
    known = {each.with_ for headline in briefing.headline for each in headline.comparisons if each.change is not None}
    usual: set[With] = {"yesterday", "same_weekday", "last_year"}
    times = [way for way in _TIMES if way in known or (way in usual and len(known & set(_TIMES)) < _LEAST)]
    at = _FIRST + len(times)
    market = at if "market" in known else None
    at += market is not None
    so_far = at if any(_longer(each) for each in briefing.headline) else None
    at += so_far is not None
    target = at if "target" in known else None
    at += target is not None
    label = 17.0 if canvas.voice.language == "en" else 13.0
    widths = (label, 15.0, 20.0, *(12.0,) * (at - _FIRST), 12.0, 12.0)
    return Grid(widths, tuple((way, column) for column, way in enumerate(times, _FIRST)), market, so_far, target, at)


def header(canvas: Canvas, columns: Grid, row: int) -> None:
    """The band of column names; beyond the page the days of the curve."""
    voice, look = canvas.voice, {"bold": True, "font_color": SOFT, "bg_color": BAND}
    before = "" if voice.briefing.period == "day" else f".{voice.briefing.period}"
    names = {way: voice.say(f"with.{way}{before if way == 'yesterday' else ''}") for way, _ in columns.times}
    canvas.text(row, _LABEL, canvas.say("col.metric"), **look)
    canvas.text(row, _VALUE, canvas.say("value"), align="right", **look)
    canvas.text(row, _TREND, canvas.say("trend"), align="center", **look)
    for way, column in columns.times:
        canvas.text(row, column, names[way], align="right", **look)
    others = ((columns.market, voice.say("with.market")), (columns.so_far, canvas.say("so_far")))
    for at, words in (*others, (columns.target, voice.say("with.target"))):
        if at is not None:
            canvas.text(row, at, words, align="right", **look)
    canvas.span(row, columns.low, columns.last, canvas.say("usual_range"), align="center", **look)
    canvas.sheet.set_row(row, 22)
    _days(canvas, columns, row)


def headline_rows(canvas: Canvas, columns: Grid, row: int, headlines: Iterable[Headline]) -> tuple[int, dict[str, str]]:
    """The figures, two rows each; the next free row, and the cell of each value by metric."""
    values = {}
    for headline in headlines:
        values[headline.metric] = cell(row, _VALUE, fixed=True)
        if headline.value is None:
            _unknown(canvas, columns, row, headline)
            row += 1
        else:
            _known(canvas, columns, row, headline)
            row += 2
    return row, values


def _unknown(canvas: Canvas, columns: Grid, row: int, headline: Headline) -> None:
    """A grey line that says why; an unknown figure is never 0."""
    voice, look = canvas.voice, {"font_color": DIM, "italic": True, "bottom": 1, "bottom_color": LINE}
    canvas.text(row, _LABEL, voice.of(headline.label), **look)
    canvas.figure(row, _VALUE, None, canvas.styles.get(**look))
    why = voice.of(headline.why_unknown) or voice.say("unknown")
    canvas.span(row, _TREND, columns.last, why, text_wrap=True, **look)
    canvas.height(row, why, columns.room(_TREND, columns.last) - 1, 12)


def _known(canvas: Canvas, columns: Grid, row: int, headline: Headline) -> None:
    sheet, voice, under = canvas.sheet, canvas.voice, {"bottom": 1, "bottom_color": LINE}
    sheet.set_row(row, 23)
    sheet.set_row(row + 1, 17)
    for column in range(columns.last + 1):
        canvas.text(row + 1, column, "", **under)
    canvas.text(row, _LABEL, voice.of(headline.label), bold=True, font_size=11, text_wrap=True)
    _figure(canvas, row, _VALUE, headline.value, headline, bold=True, font_size=14, indent=1)
    _trend(canvas, columns, row, headline)
    ways = {each.with_: each for each in headline.comparisons}
    for way, column in columns.times:
        _compared(canvas, row, column, headline, ways.get(way))
    _market(canvas, columns, row, headline, ways.get("market"))
    _target(canvas, columns, row, headline, ways.get("target"))
    _usual(canvas, columns, row, headline)


def _figure(canvas: Canvas, row: int, column: int, value: Number | None, headline: Headline, **look: object) -> None:
    """Whole money from 1,000 on, as on the page; the cell holds the cents."""
    held = written(value, headline.unit, headline.currency)
    large = held is not None and abs(held) >= 1000
    shape = (canvas.styles.whole if large else canvas.styles.number)(headline.unit, headline.currency)
    canvas.figure(row, column, held, canvas.styles.get(num_format=shape, align="right", **look))


def _compared(canvas: Canvas, row: int, column: int, headline: Headline, way: Comparison | None) -> None:
    """The figure of then, and beneath it the live change."""
    before = way.value if way else None
    _figure(canvas, row, column, before, headline, font_color=SOFT)
    held = [written(each, headline.unit, headline.currency) for each in (headline.value, before)]
    _change(canvas, row + 1, column, headline, (held[0], held[1]), (cell(row, _VALUE), cell(row, column)))


def _change(
    canvas: Canvas,
    row: int,
    column: int,
    headline: Headline,
    held: tuple[float | None, float | None],
    cells: tuple[str, str],
) -> None:
    """Relative, or in points of a rate; nothing where there is nothing to compare with or to divide by."""
    (now, before), rate = held, headline.unit == "rate"
    shape = canvas.styles.get(num_format=POINTS if rate else CHANGE, align="right", bottom=1, bottom_color=LINE)
    if now is None or before is None or (before == 0 and not rate):
        canvas.figure(row, column, None, shape)
        return
    text = f"=({cells[0]}-{cells[1]})*100" if rate else f"={cells[0]}/{cells[1]}-1"
    canvas.formula(row, column, text, (now - before) * 100 if rate else now / before - 1, shape)
    for rule in tones(canvas.styles, headline.better, 0.005 if rate else 0.0005):
        canvas.sheet.conditional_format(row, column, row, column, rule)


def _market(canvas: Canvas, columns: Grid, row: int, headline: Headline, way: Comparison | None) -> None:
    if columns.market is not None and way is not None and way.change is not None:
        rate = headline.unit == "rate"
        shape = canvas.styles.get(
            num_format=POINTS if rate else CHANGE, align="right", font_color=SOFT, bottom=1, bottom_color=LINE
        )
        canvas.figure(row + 1, columns.market, way.change * 100 if rate else way.change, shape)


def _target(canvas: Canvas, columns: Grid, row: int, headline: Headline, way: Comparison | None) -> None:
    """What should have come in by now, and beneath it the progress; a rate's in points."""
    if columns.target is None or way is None or way.change is None:
        return
    _figure(canvas, row, columns.target, way.value, headline, font_color=SOFT)
    due, came = written(way.value, headline.unit, headline.currency), written(headline.value, headline.unit, headline.currency)
    from_cell = cell(row, _VALUE)
    if columns.so_far is not None:
        came = _came(headline, way)
        _figure(canvas, row, columns.so_far, came, headline, font_color=SOFT)
        from_cell = cell(row, columns.so_far)
    if headline.unit == "rate":
        _change(canvas, row + 1, columns.target, headline, (came, due), (from_cell, cell(row, columns.target)))
        return
    shape = canvas.styles.get(num_format="0%", align="right", bold=True, bottom=1, bottom_color=LINE)
    progress = came / due if came is not None and due else None
    canvas.formula(row + 1, columns.target, f"={from_cell}/{cell(row, columns.target)}", progress, shape)


def _came(headline: Headline, way: Comparison) -> float | None:
    """What counts against the target, from the target and the change to it."""
    if way.value is None or way.change is None:
        return None
    if headline.unit == "rate":
        return float(way.value) + way.change
    found = float(way.value) * (1 + way.change)
    return round(found, 2) if headline.unit == "money" else found


def _longer(headline: Headline) -> bool:
    """Whether a target is for a longer span than the value, so that something else counts against it."""
    way = next((each for each in headline.comparisons if each.with_ == "target"), None)
    came = _came(headline, way) if way and headline.value is not None else None
    return came is not None and headline.value is not None and not math.isclose(came, float(headline.value), rel_tol=1e-4)


def _usual(canvas: Canvas, columns: Grid, row: int, headline: Headline) -> None:
    """The range of usual, and beneath it a live word for where the value lies."""
    usual = headline.typical
    if usual is None:
        return
    _figure(canvas, row, columns.low, usual.low, headline, font_color=SOFT)
    _figure(canvas, row, columns.last, usual.high, headline, font_color=SOFT)
    below, above, within = (canvas.say(key) for key in ("below", "above", "within"))
    held = written(headline.value, headline.unit, headline.currency) or 0.0
    word = below if held < usual.low else above if held > usual.high else within
    value, low, high = cell(row, _VALUE), cell(row, columns.low), cell(row, columns.last)
    look: dict[str, object] = {"align": "center", "font_color": SOFT, "bottom": 1, "bottom_color": LINE}
    shape = canvas.styles.get(**look, bold=word != within)
    canvas.sheet.merge_range(row + 1, columns.low, row + 1, columns.last, "", shape)
    text = f'=IF({value}<{low},"{below}",IF({value}>{high},"{above}","{within}"))'
    canvas.formula(row + 1, columns.low, text, word, shape)


def _days(canvas: Canvas, columns: Grid, row: int) -> None:
    longest = max((each.trend_days for each in canvas.voice.briefing.headline), key=len, default=())
    for column, day in enumerate(longest, columns.figures):
        canvas.day(row, column, day, font_color=DIM, font_size=9)
    if longest:
        canvas.sheet.set_column(columns.figures, columns.figures + len(longest) - 1, 11)


def _trend(canvas: Canvas, columns: Grid, row: int, headline: Headline) -> None:
    """The native sparkline, from figures that stand in the same row beyond the page; unknown days are gaps."""
    for column, value in enumerate(headline.trend, columns.figures):
        _figure(canvas, row, column, value, headline, font_color=DIM, font_size=9)
    if sum(each is not None for each in headline.trend) < 2:
        return
    quoted = canvas.name.replace("'", "''")
    last = columns.figures + len(headline.trend) - 1
    canvas.sheet.add_sparkline(
        row,
        _TREND,
        {
            "range": f"'{quoted}'!{cell(row, columns.figures, True)}:{cell(row, last, True)}",
            "series_color": _CURVE, "last_point": True, "last_color": BAD, "show_hidden": True, "weight": 1.5,
        },
    )  # fmt: skip
