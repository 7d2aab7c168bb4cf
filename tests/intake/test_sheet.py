"""Workbooks, HTML tables, Parquet and JSON: every sheet on its own, cells as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import xlsxwriter

from storehand.intake import sheet
from storehand.intake.guard import Limits
from tests.intake.making import DAYS, ORDERS, format_of, load, one, rows, write

HEADER: list[object] = ["统计日期", "访客数", "支付金额", "跳失率"]


def _book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, made in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(made):
                for column, cell in enumerate(row):
                    sheet.write(place, column, cell, day if isinstance(cell, date) else None)
    return path


def test_every_sheet_that_a_format_knows_is_a_batch_and_the_others_are_told(tmp_path: Path) -> None:
    day = [HEADER, ["2026-11-20", 5, 1.5, 0.5]]
    path = _book(
        tmp_path / "a.xlsx", {"说明": [["本表由平台导出"]], "十一月": day, "十二月": [HEADER, ["2026-12-01", 7, 2, 0.1]]}
    )
    found = load(path, format_of(tmp_path, "t/days", DAYS))
    assert [(batch.member, batch.rows_kept) for batch in found] == [("十一月", 1), ("十二月", 1)]
    assert len({batch.id for batch in found}) == 2
    assert [dict(warning.values)["parts"] for warning in found[0].warnings] == ["说明"]


def test_a_workbook_is_read_after_a_result_that_was_not_fetched_to_its_end(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"s": [["a"], ["1"]]})
    duck = duckdb.connect()
    assert duck.execute("SELECT range FROM range(3)").fetchone() == (0,)
    (cells,) = sheet.workbook(path, path.name, duck, Limits())
    assert cells.head == (("a",), ("1",))


def test_rows_keep_their_places_below_blank_rows(tmp_path: Path) -> None:
    path = _book(
        tmp_path / "a.xlsx", {"s": [[], [], ["日报"], [], HEADER, ["2026-11-20", 5, 1, 0.5], [], ["2026-11-21", 6, 1, 0.5]]}
    )
    assert rows(one(path, format_of(tmp_path, "t/days", DAYS)), "shop_day", "row, visitors") == [(6, 5), (8, 6)]


def test_typed_cells_dates_and_day_numbers_are_read(tmp_path: Path) -> None:
    made: list[list[object]] = [HEADER, [date(2026, 11, 20), 1200, 9800.5, "78.15%"], [46347, "1,300", 0.1 + 0.2, "-"]]
    batch = one(_book(tmp_path / "a.xlsx", {"s": made}), format_of(tmp_path, "t/days", DAYS))
    assert rows(batch, "shop_day", "day, visitors, gmv, bounce") == [
        (date(2026, 11, 20), 1200, Decimal("9800.5"), 0.7815),
        (date(2026, 11, 21), 1300, Decimal("0.3"), None),
    ]


def test_an_html_table_that_calls_itself_xls_is_read(tmp_path: Path) -> None:
    cells = "".join(f"<th>{cell}</th>" for cell in HEADER)
    page = f"<html><meta charset=gb2312><table><tr><td colspan=4>日报&nbsp;</td></tr><tr>{cells}</tr>"
    page += "<tr><td>2026-11-20<td>1,200</td><td>5&#46;5</td><td>50%</td></tr></table></html>"
    batch = one(write(tmp_path / "a.xls", page, "gb18030"), format_of(tmp_path, "t/days", DAYS))
    assert rows(batch, "shop_day", "day, visitors, gmv, bounce, row") == [(date(2026, 11, 20), 1200, Decimal("5.5"), 0.5, 3)]


def test_json_records_alone_or_under_a_key_are_read_without_losing_digits(tmp_path: Path) -> None:
    made = [{"订单编号": 1017116707008000001, "实付": 12.30, "状态": None, "创建时间": "2026-02-09 08:05:07"}]
    format = format_of(tmp_path, "t/orders", ORDERS)
    for place, told in enumerate((made, {"code": 0, "data": made})):
        batch = one(write(tmp_path / f"{place}.json", json.dumps(told, ensure_ascii=False)), format)
        assert rows(batch, "orders", "order_id, placed, row") == [("1017116707008000001", Decimal("12.3"), 2)]


def test_what_stands_beside_the_list_is_of_every_record(tmp_path: Path) -> None:
    told = {"ts": 1770595507, "data": [{"订单编号": "7", "实付": 1, "状态": ""}, {"订单编号": "8", "实付": 2, "状态": ""}]}
    made = ORDERS.replace('"创建时间"', '"ts"').replace('created_at = "ts"', 'created_at = { header = "ts", unit = "epoch" }')
    batch = one(write(tmp_path / "a.json", json.dumps(told, ensure_ascii=False)), format_of(tmp_path, "t/orders", made))
    when = datetime(2026, 2, 9, 0, 5, 7)
    assert rows(batch, "orders", "order_id, created_at, created_day") == [
        ("7", when, date(2026, 2, 9)), ("8", when, date(2026, 2, 9)),
    ]  # fmt: skip


def test_parquet_is_read_whatever_its_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    query = (
        "SELECT 7 AS 订单编号, 1.5::DOUBLE AS 实付, 'x' AS 状态, TIMESTAMP '2026-02-09 08:05:07' AS 创建时间 "
        "UNION ALL SELECT NULL, NULL, NULL, NULL"
    )
    duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    batch = one(path, format_of(tmp_path, "t/orders", ORDERS))
    assert rows(batch, "orders", "order_id, placed, created_at, row") == [("7", Decimal("1.5"), datetime(2026, 2, 9, 0, 5, 7), 2)]
    assert (batch.rows_in, batch.rows_aside) == (1, 0)


def test_a_record_a_line_and_records_inside_records_are_read(tmp_path: Path) -> None:
    lines = [
        {
            "订单编号": "7",
            "实付": 1.5,
            "创建时间": "2026-02-09 08:05:07",
            "状态": "",
            "买家资料": {"省": "浙江", "名": {"姓": "张"}},
        },
        {"订单编号": "8", "实付": 2, "创建时间": "2026-02-09 09:05:07", "状态": "", "标签": ["a", "b"]},
    ]
    made = ORDERS.replace('quantity = "件数"', 'province = "买家资料.省"\nitem = "标签"')
    path = write(tmp_path / "a.ndjson", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    batch = one(path, format_of(tmp_path, "t/orders", made))
    assert rows(batch, "orders", "order_id, placed, province, item") == [
        ("7", Decimal("1.5"), "浙江", None),
        ("8", Decimal("2"), None, '["a", "b"]'),
    ]
