"""A chart block as a Vega-Lite specification."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from storehand.report import chart
from storehand.report.block import Chart, Line
from storehand.wording import Text, plain

DAYS = tuple(date(2026, 11, 1) + timedelta(days=at) for at in range(4))


def block(*lines: Line, unit: Any = "money", low: Any = (), high: Any = ()) -> Chart:
    return Chart(Text("标题", "Title"), DAYS, lines, unit, low, high)


def spec(of: Chart) -> Any:
    return json.loads(json.dumps(chart.spec(of, "zh")))


def test_unknown_days_are_null_and_leave_a_gap() -> None:
    rows = spec(block(Line(plain("甲"), (1.0, None, 3.0, 4.0))))["layer"][0]["data"]["values"]
    assert [row["value"] for row in rows] == [1.0, None, 3.0, 4.0]
    assert [row["day"] for row in rows] == ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"]


def test_the_usual_range_lies_under_the_curves_on_days_that_know_both_edges() -> None:
    layers = spec(block(Line(plain("甲"), (1.0, 2.0, 3.0, 4.0)), low=(0.0, None, 1.0, 1.0), high=(2.0, 2.0, 2.0, None)))["layer"]
    assert [layer["mark"]["type"] for layer in layers] == ["area", "line"]
    assert [row["day"] for row in layers[0]["data"]["values"]] == ["2026-11-01", "2026-11-03"]


def test_without_a_range_there_is_no_band() -> None:
    assert len(spec(block(Line(plain("甲"), (1.0, 2.0, 3.0, 4.0))))["layer"]) == 1


def test_names_are_data_and_never_part_of_an_expression() -> None:
    name = "'] + alert(1) + ['"
    written = spec(block(Line(plain(name), (1.0, 2.0, 3.0, 4.0))))
    assert {row["name"] for row in written["layer"][0]["data"]["values"]} == {name}
    del written["layer"][0]["data"]
    assert "alert" not in json.dumps(written)


def test_curves_differ_without_colour() -> None:
    encoding = spec(block(*(Line(plain(str(at)), (1.0,) * 4) for at in range(3))))["layer"][0]["encoding"]
    dashes = encoding["strokeDash"]["scale"]["range"]
    assert dashes == [[1, 0], [6, 3], [2, 3]]


def test_the_axis_speaks_the_unit() -> None:
    line = Line(plain("甲"), (1.0, 2.0, 3.0, 4.0))
    axis = [spec(block(line, unit=unit))["layer"][0]["encoding"]["y"]["axis"] for unit in ("money", "rate", "people")]
    assert axis == [
        {"labelExpr": "'¥' + format(datum.value, ',')"},
        {"format": ".1%"},
        {"labelExpr": "'' + format(datum.value, ',')"},
    ]


def test_all_charts_are_drawn_as_svg() -> None:
    line = Line(plain("<script>甲"), (1.0, 2.0, None, 4.0))
    drawn = chart.svgs([block(line), block(line, unit="rate")], "zh")
    assert [each.startswith("<svg") for each in drawn] == [True, True]
    assert "<script" not in "".join(drawn)


def test_no_charts_start_no_engine() -> None:
    assert chart.svgs([], "zh") == ()
