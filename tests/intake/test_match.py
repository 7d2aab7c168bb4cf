"""A format is found by its header, wherever it stands; what is not found says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake.header import header
from storehand.intake.match import matches
from storehand.wording import of_error
from tests.intake.making import DAYS, ORDERS, csv_text, format_of, load, one, write

GOOD = ["订单编号", "实付", "状态", "创建时间"]
ROW = ["1", "5", "x", "2026-02-09 08:05:07"]


def test_a_name_that_stands_twice_belongs_to_the_column_on_its_left() -> None:
    seen = header(1, ["时间", "浏览量", "同比", "访客数", "同比"])
    assert (seen.place("同比"), seen.place("浏览量同比"), seen.place("访客数同比")) == (3, 3, 5)


def test_synonyms_widths_and_blanks_do_not_matter() -> None:
    seen = header(1, [" 花费（元） ", "Total  Sales"])
    assert (seen.place("消耗|花费(元)"), seen.place("total sales"), seen.place("其他")) == (1, 2, None)


def test_the_header_is_searched_in_the_first_forty_rows(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/orders", ORDERS)
    assert one(write(tmp_path / "a.csv", csv_text([["说明"]] * 39 + [GOOD, ROW])), format).rows_kept == 1
    with pytest.raises(Refusal, match="no_format"):
        load(write(tmp_path / "b.csv", csv_text([["说明"]] * 40 + [GOOD, ROW])), format)


def test_the_order_of_columns_and_unknown_columns_do_not_matter(tmp_path: Path) -> None:
    made = [["新列", *reversed(GOOD)], ["?", *reversed(ROW)]]
    assert one(write(tmp_path / "a.csv", csv_text(made)), format_of(tmp_path, "t/orders", ORDERS)).rows_kept == 1


def test_an_unknown_file_names_the_nearest_format_and_what_it_misses(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load(
            write(tmp_path / "a.csv", csv_text([GOOD[:3], ROW[:3]])),
            format_of(tmp_path, "t/orders", ORDERS),
            format_of(tmp_path, "t/days", DAYS),
        )
    assert caught.value.key == "missing_columns"
    assert "t/orders" in of_error(caught.value).zh
    assert "创建时间" in of_error(caught.value).zh


def test_a_file_that_is_like_nothing_shows_its_columns(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load(write(tmp_path / "a.csv", "Country,Users\nUS,5\n"), format_of(tmp_path, "t/orders", ORDERS))
    assert (caught.value.key, caught.value.values["seen"]) == ("no_format", "Country、Users")


def test_a_file_without_a_header_says_that_its_first_row_is_values(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load(
            write(tmp_path / "a.csv", "1,2268318,2520377,pv,1511544070\n1,2333346,2520771,pv,1511561733\n"),
            format_of(tmp_path, "t/orders", ORDERS),
        )
    assert (caught.value.key, caught.value.values["seen"]) == ("no_header", "1、2268318、2520377、pv、1511544070")
    assert "没有表头" in of_error(caught.value).zh


def test_a_column_that_a_format_excludes_is_named(tmp_path: Path) -> None:
    narrow = format_of(tmp_path, "t/narrow", ORDERS.replace("[people]", 'absent = ["子订单"]\n[people]'))
    with pytest.raises(Refusal) as caught:
        load(write(tmp_path / "a.csv", csv_text([[*GOOD, "子订单"], [*ROW, "1"]])), narrow)
    assert (caught.value.key, caught.value.values["columns"]) == ("stray_columns", "子订单")


def test_two_formats_that_fit_equally_are_both_named_and_the_more_specific_one_wins(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", csv_text([[*GOOD, "件数"], [*ROW, "1"]]))
    first, second = format_of(tmp_path, "t/first", ORDERS), format_of(tmp_path, "t/second", ORDERS)
    with pytest.raises(Refusal) as caught:
        load(path, first, second)
    assert caught.value.key == "two_formats"
    assert "t/first" in of_error(caught.value).en
    assert "t/second" in of_error(caught.value).en
    exact = format_of(tmp_path, "t/exact", ORDERS.replace('"创建时间"]', '"创建时间", "件数"]'))
    assert one(path, first, exact).format == "t/exact"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    assert (
        one(write(tmp_path / "a.csv", csv_text([GOOD, ROW], delimiter)), format_of(tmp_path, "t/orders", ORDERS)).rows_kept == 1
    )


def test_tables_beneath_a_stacked_one_are_read_by_their_own_headers(tmp_path: Path) -> None:
    under = [["", *GOOD], ["1", *ROW], ["2", "SKU"], ["3", "统计日期", "访客数", "支付金额"], ["4", "2026-02-08", "7", "9.5"]]
    path = write(tmp_path / "a.csv", csv_text(under))
    days = format_of(tmp_path, "t/days", DAYS)
    stacked = format_of(tmp_path, "t/orders", ORDERS.replace("seconds = true", "seconds = true\nstacked = true"))
    batches = load(path, stacked, days)
    assert [(batch.format, batch.member, batch.rows_in, batch.rows_kept) for batch in batches] == [
        ("t/orders", "1-3", 2, 2), ("t/days", "4-5", 1, 1),
    ]  # fmt: skip
    assert one(path, format_of(tmp_path, "t/plain", ORDERS)).rows_in == 4


def test_a_format_may_insist_on_a_sheet(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/sheet", ORDERS.replace("seconds = true", 'seconds = true\nsheet = "^订单"'))
    assert matches([GOOD], [format], "订单列表") != []
    assert matches([GOOD], [format], "说明") == []


def test_a_format_may_list_latin_1_and_then_reads_it(tmp_path: Path) -> None:
    latin = '[read]\nencodings = ["utf-8-sig", "latin-1"]\ndelimiter = ";"\ndates = "dmy"\ndecimal = ","\n'
    body = latin + '[signature]\nheaders = ["Número", "Total"]\n[[table]]\nname = "orders"\ncut = "order"\n[table.columns]\n'
    format = format_of(
        tmp_path, "t/latin", body + 'order_id = "Número"\npaid = "Total"\ncreated_at = "Fecha"\nstatus = { const = "paid" }\n'
    )
    path = write(tmp_path / "a.csv", "Número;Fecha;Total\n7;24/10/2025 10:00;1.234,50\n", "latin-1")
    batch = one(path, format, format_of(tmp_path, "t/orders", ORDERS))
    assert (batch.format, batch.rows_kept, str(batch.since)) == ("t/latin", 1, "2025-10-24")
