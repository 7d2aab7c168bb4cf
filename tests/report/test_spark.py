"""Curves as small SVG."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storehand.report.block import Chart, Line
from storehand.report.spark import NARROW, Frame, chart, nice_ticks, runs, spark
from storehand.wording import Text, plain

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame(0, 0, 100, 10, 0, 10, 5)


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(svg).findall(f"{SVG}{name}")


def test_the_first_value_stands_left_and_the_highest_on_top() -> None:
    assert (FRAME.x(0), FRAME.x(4), FRAME.y(0), FRAME.y(10)) == (0, 100, 10, 0)


def test_an_unknown_day_breaks_the_curve() -> None:
    assert runs(FRAME, (0.0, 10.0, None, 5.0, None)) == [[(0, 10), (25, 0)], [(75, 5)]]


def test_a_sparkline_has_a_band_two_strokes_and_a_last_dot() -> None:
    svg = spark((1.0, 2.0, None, 3.0, 2.0), (1.5, 2.5), "bad")
    assert len(elements(svg, "rect")) == 1
    assert len(elements(svg, "polyline")) == 2
    assert [dot.get("fill") for dot in elements(svg, "circle")] == ["#b3400f"]


def test_a_day_between_two_gaps_is_a_point() -> None:
    assert len(elements(spark((1.0, None, 2.0, None, 1.0)), "circle")) == 4


def test_an_unknown_last_day_has_no_dot() -> None:
    assert elements(spark((1.0, 2.0, None)), "circle") == []


@pytest.mark.parametrize("values", [(), (None, None), (None, 3.0)])
def test_fewer_than_two_known_days_draw_nothing(values: tuple[float | None, ...]) -> None:
    assert spark(values) == ""


def test_equal_values_draw_a_level_line() -> None:
    points = elements(spark((2.0, 2.0, 2.0)), "polyline")[0].get("points") or ""
    assert len({point.split(",")[1] for point in points.split()}) == 1


def test_ticks_are_round_and_enclose() -> None:
    assert nice_ticks(11.3, 14.8) == (11, 12, 13, 14, 15)
    assert nice_ticks(2000, 5000) == (0, 2000, 4000, 6000)
    assert nice_ticks(-3, 7) == (-5, 0, 5, 10)


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_ticks_always_enclose_and_rise(low: float, more: float) -> None:
    ticks = nice_ticks(low, low + more)
    slack = 1e-6 * max(abs(low), abs(low + more), 1.0)
    assert ticks[0] <= low + slack
    assert ticks[-1] >= low + more - slack
    assert 2 <= len(ticks) <= 12
    assert list(ticks) == sorted(set(ticks))


def block(count: int, *lines: Line) -> Chart:
    return Chart(Text('a"<b>', "t"), tuple(date(2026, 11, 1) + timedelta(days=at) for at in range(count)), lines, "money")


def test_a_chart_names_its_last_day_and_its_amounts() -> None:
    svg = chart(block(28, Line(plain("甲"), tuple(float(100 + at) for at in range(28)))), "zh")
    words = [word.text for word in elements(svg, "text")]
    assert "11-28" in words
    assert "¥100" in words


def test_a_title_cannot_leave_its_attribute() -> None:
    root = ElementTree.fromstring(chart(block(3, Line(plain("甲"), (1.0, 2.0, 3.0))), "zh"))
    assert root.get("aria-label") == 'a"<b>'
    assert root.findall(f"{SVG}b") == []


def test_a_narrow_chart_names_fewer_days() -> None:
    wide, narrow = (
        len(
            [
                word
                for word in elements(chart(block(28, Line(plain("甲"), (1.0,) * 27 + (2.0,))), "zh", "CNY", size), "text")
                if "-" in str(word.text)
            ]
        )
        for size in ((1000, 250), NARROW)
    )
    assert wide > 0
    assert 2 <= narrow <= wide


def test_a_chart_without_known_values_is_nothing() -> None:
    assert chart(block(3, Line(plain("甲"), (None, None, None))), "zh") == ""
    assert chart(block(1, Line(plain("甲"), (1.0,))), "zh") == ""
