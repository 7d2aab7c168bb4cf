"""Cells of a table block as they are read."""

from __future__ import annotations

from storehand.report.block import Field, Table
from storehand.report.cells import lines
from storehand.report.voice import Voice
from storehand.wording import Text, plain
from tests.report import briefings

VOICE = Voice(briefings.rich(), "zh")


def test_a_table_with_a_metric_a_row_shows_each_row_in_its_own_unit() -> None:
    fields = (Field("metric", plain("指标")), Field("value", plain("值")), Field("change", plain("变化"), "change", "up"))
    rows = ((Text("支付金额", "Paid"), 120.5, -0.1), (Text("转化率", "Conversion"), 0.036, 0.0014))
    shown = list(lines(VOICE, Table(plain("t"), fields, rows, row_units=("money", "rate"))))
    assert [[cell.text for cell in row] for row in shown] == [["支付金额", "¥120.50", "▼10.0%"], ["转化率", "3.60%", "▲0.14pt"]]
    assert [[cell.number for cell in row] for row in shown] == [[False, True, True]] * 2
    assert [row[2].tone for row in shown] == ["bad", "good"]


def test_an_unknown_number_stands_where_numbers_stand_and_has_no_tone() -> None:
    fields = (Field("n", plain("n"), "money"), Field("c", plain("c"), "change", "up"), Field("d", plain("d"), "day"))
    row = next(lines(VOICE, Table(plain("t"), fields, ((None, None, briefings.DAY),))))
    assert [(cell.text, cell.tone, cell.number) for cell in row] == [
        ("–", "even", True),
        ("–", "even", True),
        ("2026-11-20", "even", False),
    ]


def test_a_change_is_coloured_by_what_is_better() -> None:
    fields = (
        Field("up", plain("u"), "change", "up"),
        Field("down", plain("d"), "change", "down"),
        Field("none", plain("n"), "change"),
    )
    row = next(lines(VOICE, Table(plain("t"), fields, ((0.1, 0.1, 0.1),))))
    assert [cell.tone for cell in row] == ["good", "bad", "even"]
