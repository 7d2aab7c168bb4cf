"""A Chart block as one Vega-Lite specification, for the pages that can draw it and for pictures.

The page draws its own curves (`spark.chart`); this is for `charts="vega"` and for the web.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storehand.figures import symbol
from storehand.metrics.metric import Unit
from storehand.report.block import Chart
from storehand.report.spark import CURVES, DASHES

Spec = dict[str, object]

FONT: Final = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
_BAND: Final = "#e9edf4"
_AXES: Final = {"labelColor": "#667080", "gridColor": "#e4e7ec", "domain": False}


def spec(block: Chart, language: str, currency: str = "CNY", width: int = 720, height: int = 200) -> Spec:
    """The curves and, under them, the usual range. Words of users are data, never part of an expression."""
    return {
        "$schema": _SCHEMA,
        "width": width,
        "height": height,
        "config": {"font": FONT, "view": {"stroke": None}, "axis": _AXES},
        "layer": [*_band(block), _curves(block, language, currency)],
    }


def svgs(blocks: Sequence[Chart], language: str, currency: str = "CNY") -> tuple[str, ...]:
    """The blocks as SVG. The first of a process starts an engine (1 CPU s), each further one takes 0.1 s."""
    if not blocks:
        return ()
    import vl_convert

    return tuple(str(vl_convert.vegalite_to_svg(spec(block, language, currency))) for block in blocks)


def _curves(block: Chart, language: str, currency: str) -> Spec:
    names = [line.label.in_(language) for line in block.lines]
    places = range(len(names))
    colours = {"domain": list(places), "range": [CURVES[at % len(CURVES)] for at in places]}
    dashes = {"domain": list(places), "range": [_dash(at) for at in places]}
    y = {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": False}}
    return {
        "data": {"values": [row for at in places for row in _points(block, at, names[at])]},
        "mark": {"type": "line", "strokeWidth": 2, "tooltip": True},
        "encoding": {
            "x": _days(),
            "y": {**y, "axis": _axis(block.unit, currency)},
            "color": {"field": "line", "type": "ordinal", "scale": colours, "legend": None},
            "strokeDash": {"field": "line", "type": "ordinal", "scale": dashes, "legend": None},
        },
    }


def _dash(at: int) -> list[int]:
    return [int(each) for each in DASHES[at % len(DASHES)].split()] or [1, 0]


def _points(block: Chart, at: int, name: str) -> list[Spec]:
    pairs = zip(block.days, block.lines[at].values, strict=True)
    return [{"day": day.isoformat(), "value": value, "line": at, "name": name} for day, value in pairs]


def _band(block: Chart) -> list[Spec]:
    edges = zip(block.days, block.low, block.high, strict=False)
    rows = [
        {"day": day.isoformat(), "low": low, "high": high} for day, low, high in edges if low is not None and high is not None
    ]
    if not rows:
        return []
    ends = {"y": {"field": "low", "type": "quantitative", "title": None}, "y2": {"field": "high"}}
    return [{"data": {"values": rows}, "mark": {"type": "area", "color": _BAND}, "encoding": {"x": _days(), **ends}}]


def _days() -> Spec:
    return {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%m-%d", "grid": False, "tickCount": 6}}


def _axis(unit: Unit, currency: str) -> Spec:
    if unit == "rate":
        return {"format": ".1%"}
    sign = symbol(currency).replace("\\", "").replace("'", "") if unit in {"money", "per"} else ""
    return {"labelExpr": f"'{sign}' + format(datum.value, ',')"}
