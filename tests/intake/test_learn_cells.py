"""What the cells of a column tell: whether a type reads them, in which unit, and how the file writes dates and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from storehand.intake.learn_cells import Strip, body, fit, odd_words, strips, writing
from storehand.tables import Type


def strip(cells: Sequence[str], header: str = "列") -> Strip:
    (found,) = strips([header], [[cell] for cell in cells])
    return found


PLAIN = writing([["2026-11-20"]], typed=False)


@pytest.mark.parametrize(
    ("cells", "type", "reads"),
    [
        (["1,200", "3"], Type.INT, True),
        (["9.90", "8.5"], Type.INT, False),
        (["9.90", "￥8.5"], Type.MONEY, True),
        (["12.5%", "3%"], Type.RATE, True),
        (["2026-11-20", "2026/11/21"], Type.DAY, True),
        (["2026-11-20", "2026/11/21"], Type.INT, False),
        (["2026-11-20 08:00:00"], Type.TIME, True),
        (["0:01:09", "01:09"], Type.SECONDS, True),
        (["'6912345678901234567", '="123"'], Type.ID, True),
        (["12.5%", "3.2%"], Type.ID, False),
        (["样例锅", "样例壶"], Type.MONEY, False),
    ],
)
def test_a_type_reads_what_is_written_as_it(cells: list[str], type: Type, reads: bool) -> None:
    assert (fit(strip(cells), type, PLAIN).share == 1) == reads


def test_a_share_without_a_sign_is_percent_where_it_goes_above_one() -> None:
    assert fit(strip(["3.61", "12.5"], "点击率"), Type.RATE, PLAIN).unit == "percent"
    assert fit(strip(["0.0361", "0.125"], "点击率"), Type.RATE, PLAIN).unit == ""
    assert fit(strip(["3.61%", "12.5%"], "点击率"), Type.RATE, PLAIN).unit == ""


def test_seconds_since_1970_are_a_time() -> None:
    assert fit(strip(["1795224600", "1795224601"]), Type.TIME, PLAIN).unit == "epoch"


def test_a_range_is_read_by_its_low_end() -> None:
    found = fit(strip(["600 ~ 1200", "1200 ~ 2400"]), Type.INT, PLAIN)
    assert (found.share, found.end) == (1.0, "low")


def test_a_few_words_among_numbers_are_no_reason_against_them() -> None:
    mixed = strip(["12.00", "无退款", "无退款", "8.00"])
    assert odd_words(mixed, Type.MONEY, PLAIN) == {"无退款": 2}
    assert fit(mixed, Type.MONEY, PLAIN).share == 1


@pytest.mark.parametrize(
    ("cells", "dates", "sure"),
    [
        (["06/11/2025", "13/11/2025"], "dmy", True),
        (["06/11/2025", "11/13/2025"], "mdy", True),
        (["06/11/2025", "07/11/2025"], "mdy", False),
        (["2025-11-06"], "ymd", True),
    ],
)
def test_day_before_month_is_seen_by_a_day_over_twelve(cells: list[str], dates: str, sure: bool) -> None:
    found = writing([[cell] for cell in cells], typed=False)
    assert (found.dates, found.sure) == (dates, sure)


def test_a_decimal_comma_is_seen() -> None:
    assert writing([["1.234,50"], ["12,5"]], typed=False).decimal == ","
    assert writing([["1,234.50"], ["12.5"], ["1,200"]], typed=False).decimal == "."


def test_totals_blank_lines_and_footers_are_no_rows() -> None:
    rows = [["2026-11-20", "1", "2"], ["", "", ""], ["合计", "1", "2"], ["导出时间：2026-11-21", "", ""], ["日期", "甲", "乙"]]
    assert body(rows, ["日期", "甲", "乙"]) == [["2026-11-20", "1", "2"]]


def test_of_two_columns_of_one_name_the_first_counts() -> None:
    found = strips(["支付金额", "同比", "访客数", "同比"], [["1", "2%", "3", "4%"]])
    assert [(one.header, one.place) for one in found] == [("支付金额", 1), ("同比", 2), ("访客数", 3)]
