"""Names of sheets, widths, and text as a cell can hold it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from storehand.report.canvas import cell, clean, rows_for, sheet_name, width, written


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("交易", "交易"),
        ("a/b\\c?d*e[f]g:h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("History", "History 1"),
        ("", "–"),
        (" \t\n ", "–"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
        ("a\x00b", "ab"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_takes(words: str, name: str) -> None:
    assert sheet_name(words, {}) == name


def test_two_sheets_never_have_the_same_name() -> None:
    assert sheet_name("Trade", {"trade": 1}) == "Trade 2"
    assert sheet_name("Trade", {"trade": 1, "trade 2": 1}) == "Trade 3"
    assert sheet_name("x" * 31, {"x" * 31: 1}) == "x" * 29 + " 2"


def test_what_xml_forbids_is_taken_out() -> None:
    assert clean("a\x00b\x0bc\ud800d\ufffee") == "abcde"
    assert clean("a\r\nb\rc\td") == "a\nb\nc\td"


def test_a_text_ends_where_a_cell_ends() -> None:
    assert len(clean("x" * 40_000)) == 32_767
    assert len(clean("x" * 32_767)) == 32_767
    assert clean("😀" * 20_000).endswith("😀…")


def test_chinese_is_twice_as_wide() -> None:
    assert (width("支付 ab"), width("ab\n支付金额"), width("")) == (7, 8, 0)
    assert (rows_for("支付金额", 4), rows_for("a\n\nb", 9), rows_for("", 9)) == (2, 3, 1)


def test_cells_have_letters_and_numbers() -> None:
    assert [cell(0, 0), cell(4, 25), cell(4, 26), cell(9, 701), cell(9, 702)] == ["A1", "Z5", "AA5", "ZZ10", "AAA10"]
    assert cell(5, 1, fixed=True) == "$B$6"


def test_money_is_written_to_the_decimals_of_its_currency() -> None:
    assert written(Decimal("12.345"), "money", "CNY") == 12.34
    assert written(Decimal("12.345"), "money", "KWD") == 12.345
    assert written(0.0014, "points", "CNY") == pytest.approx(0.14)
    assert (written(None, "money", "CNY"), written(float("nan"), "rate", "CNY")) == (None, None)
