"""How an export is laid out: the names of its header row and the shapes of its cells."""

from __future__ import annotations

from storehand.intake.header import header
from storehand.intake.layout import layout


def test_a_name_that_stands_twice_belongs_to_the_column_on_its_left_as_in_a_header() -> None:
    cells = ["日期", "浏览量(PV)", "同比", "访客数(UV)", "同比"]
    told = layout(cells, [["20261120", "2,400", "91.99%", "760", "-3%"]])
    assert told.names == ("日期", "浏览量(pv)", "同比", "访客数(uv)", "访客数(uv)同比")
    assert [header(1, cells).places[name] for name in told.names] == [1, 2, 3, 4, 5]
    assert told.shapes == ("day", "count", "rate", "count", "rate")
