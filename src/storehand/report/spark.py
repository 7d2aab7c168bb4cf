"""Curves as small inline SVG: a sparkline for a tile, a line chart for a page. No script, no outside style.

A sparkline costs microseconds; the first Vega chart of a process costs 1 CPU s (docs/decisions/0010-charts.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Final, Literal

from storehand.figures import compact, symbol
from storehand.metrics.metric import Unit
from storehand.report.block import Chart

Tone = Literal["good", "bad", "even"]
Values = Sequence[float | None]

INK: Final = {"good": "#0b6b57", "bad": "#b3400f", "even": "#3b4658"}
CURVES: Final = ("#2447a8", "#b3400f", "#0b6b57", "#7a4fa3", "#8a6d00", "#3b4658")
DASHES: Final = ("", "6 3", "2 3", "8 3 2 3", "1 2", "10 4")  # so that curves differ in grey, too
WIDE: Final = (1000, 250)
NARROW: Final = (340, 190)
_BAND: Final = "#e9edf4"
_GRID: Final = "#e4e7ec"
_DIM: Final = "#667080"


@dataclass(frozen=True)
class Frame:
    """Maps places in a series and values to points of the drawing."""

    left: float
    top: float
    width: float
    height: float
    low: float
    high: float
    count: int

    def x(self, at: int) -> float:
        """Where the value number `at` stands."""
        return self.left + self.width * at / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        """Where `value` stands; larger is higher."""
        return self.top + self.height * (1 - (value - self.low) / ((self.high - self.low) or 1))


def spark(values: Values, usual: tuple[float, float] | None = None, tone: Tone = "even") -> str:
    """A sparkline, the usual range as a light band and the last day as a dot; "" for fewer than two known days."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min([*known, *(usual or ())]), max([*known, *(usual or ())])
    frame = Frame(3, 5, 230, 38, low, high, len(values))
    parts = [_usual(frame, usual)] if usual else []
    parts += [_stroke(run, "#8792a5", 1.6) for run in runs(frame, values)]
    if values[-1] is not None:
        parts.append(_dot(frame.x(len(values) - 1), frame.y(values[-1]), INK[tone]))
    return _svg(240, 48, parts, 'class="spark" aria-hidden="true"')


def chart(block: Chart, language: str, currency: str = "CNY", size: tuple[int, int] = WIDE) -> str:
    """A line chart with the usual range of its first line; "" where fewer than two values are known."""
    curves = (*(line.values for line in block.lines), block.low, block.high)
    known = [value for values in curves for value in values if value is not None]
    if len(known) < 2 or len(block.days) < 2:
        return ""
    ticks = nice_ticks(min(known), max(known))
    width, height = size
    frame = Frame(62, 14, width - 62 - 16, height - 42, ticks[0], ticks[-1], len(block.days))
    parts = [*_grid(frame, ticks, block.unit, currency, language), *_days(frame, block, size)]
    parts += [_band(frame, block.low, block.high)]
    for at, line in reversed(list(enumerate(block.lines))):
        parts += _curve(frame, line.values, CURVES[at % len(CURVES)], DASHES[at % len(DASHES)])
    kind = "wide" if size == WIDE else "narrow"
    return _svg(width, height, parts, f'class="chart {kind}" role="img" aria-label="{escape(block.title.in_(language))}"')


def runs(frame: Frame, values: Values) -> list[list[tuple[float, float]]]:
    """The unbroken stretches of known values, as points; an unknown day leaves a gap."""
    found: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((frame.x(at), frame.y(value)))
    return [run for run in found if run]


def nice_ticks(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Round numbers that enclose low..high, 1, 2 or 5 times a power of ten apart; from 0 where that is near."""
    if low > 0 and low < (high - low) * 1.5:
        low = 0.0
    spread = high - low
    rough = (spread if spread > 1e-9 * max(abs(low), abs(high), 1e-3) else abs(high) if abs(high) > 1e-9 else 1.0) / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(step * at for at in range(first, max(last, first + 1) + 1))


def _curve(frame: Frame, values: Values, colour: str, dash: str) -> list[str]:
    parts = [_stroke(run, colour, 2, dash) for run in runs(frame, values)]
    if values and values[-1] is not None:
        parts.append(_dot(frame.x(len(values) - 1), frame.y(values[-1]), colour))
    return parts


def _usual(frame: Frame, usual: tuple[float, float]) -> str:
    top, bottom = frame.y(usual[1]), frame.y(usual[0])
    return f'<rect x="0" y="{top:.1f}" width="240" height="{max(bottom - top, 1):.1f}" rx="2" fill="{_BAND}"/>'


def _band(frame: Frame, low: Values, high: Values) -> str:
    """The usual range, drawn over the days on which both its edges are known."""
    edges = [(at, *pair) for at, pair in enumerate(zip(low, high, strict=False)) if None not in pair]
    upper = [(frame.x(at), frame.y(top)) for at, _, top in edges if top is not None]
    lower = [(frame.x(at), frame.y(bottom)) for at, bottom, _ in reversed(edges) if bottom is not None]
    return f'<polygon points="{_points([*upper, *lower])}" fill="{_BAND}"/>' if upper else ""


def _grid(frame: Frame, ticks: Sequence[float], unit: Unit, currency: str, language: str) -> list[str]:
    parts = []
    for tick in ticks:
        y = frame.y(tick)
        parts.append(
            f'<line x1="{frame.left:g}" x2="{frame.left + frame.width:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_GRID}"/>'
        )
        parts.append(_word(frame.left - 8, y + 4, _tick_label(tick, unit, currency, language), "end"))
    return parts


def _tick_label(tick: float, unit: Unit, currency: str, language: str) -> str:
    if unit == "money" and abs(tick) >= 10:
        tick = round(tick)
        return compact(tick, unit, currency).in_(language) if abs(tick) >= 100_000 else f"{symbol(currency)}{tick:,}"
    return compact(int(tick) if tick == int(tick) and unit != "ratio" else tick, unit, currency).in_(language)


def _days(frame: Frame, block: Chart, size: tuple[int, int]) -> list[str]:
    """A label for every so many days, counted back from the last, so that the last day is always named."""
    last = len(block.days) - 1
    most = int(frame.width // 75)
    step = next((each for each in (1, 2, 7, 14, 28, 91) if last / each < most), 365)
    y = size[1] - 8
    return [_word(frame.x(at), y, f"{block.days[at]:%m-%d}", "end" if at == last else "middle") for at in range(last, -1, -step)]


def _stroke(points: Sequence[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    if len(points) == 1:  # a single known day between two gaps would be an invisible line
        x, y = points[0]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{width * 0.6:g}" fill="{colour}"/>'
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    style = f'fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round" stroke-linecap="round"{dashed}'
    return f'<polyline points="{_points(points)}" {style}/>'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{colour}" stroke="#fff" stroke-width="1.4"/>'


def _word(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" fill="{_DIM}">{escape(text)}</text>'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _svg(width: int, height: int, parts: Sequence[str], attributes: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {attributes}>{"".join(parts)}</svg>'
