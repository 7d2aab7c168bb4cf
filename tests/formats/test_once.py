"""The same bill, line and refund count once, whichever of a platform's files they come with."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from storehand.intake.batch import Batch
from tests.formats.golden import FORMATS, batches_of

BILLS = ["商户订单号", "发生时间", "收入金额（+元）", "支出金额（-元）", "账务类型", "备注", "业务描述"]


def _read(path: Path, stage: Path, as_if: Path) -> tuple[Batch, ...]:
    stage.mkdir(parents=True)
    return batches_of(path, stage, as_if)


def _ids(batches: tuple[Batch, ...], table: str, column: str) -> set[object]:
    paths = [str(part.path) for batch in batches for part in batch.parts if part.table == table]
    return {row[0] for row in duckdb.execute(f"SELECT {column} FROM read_parquet(?)", [paths]).fetchall()}


@pytest.mark.parametrize("shown", ["27.90", "27.9"])
def test_a_bill_has_one_id_with_and_without_closing_zeros_in_text_and_in_a_workbook(shown: str, tmp_path: Path) -> None:
    note = "0010002|交易收入-订单收入"
    text, book = tmp_path / "bill.csv", tmp_path / "bill.xlsx"
    with text.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([BILLS, ["261118-123456789012345", "2026-11-18 10:00:05", shown, "0.00", "交易收入", "", note]])
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, BILLS)
        sheet.write_row(1, 0, ["261118-123456789012345", "", 27.9, 0, "交易收入", "", note])
        sheet.write_datetime(1, 1, datetime(2026, 11, 18, 10, 0, 5), made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}))
    sample = FORMATS / "pdd/bills/sample.csv"
    found = [_ids(_read(path, tmp_path / path.suffix[1:], sample), "bills", "bill_id") for path in (text, book)]
    assert found == [{"2026-11-18 10:00:05-261118-123456789012345-0010002|交易收入-订单收入-27.9-0"}] * 2


def test_a_line_of_jushuitan_has_one_id_in_its_orders_and_in_its_sales(tmp_path: Path) -> None:
    orders, sales = (
        _ids(_read(sample, tmp_path / sample.parent.name, sample), "order_lines", "line_id")
        for sample in (FORMATS / "jushuitan/orders/sample.csv", FORMATS / "jushuitan/sales/sample.csv")
    )
    assert {"8800001-3000000000000000011-DYA-BK-M", "8800001-3000000000000000012-WJD"} <= orders & sales


def test_a_window_of_15_days_is_read_with_its_word(tmp_path: Path) -> None:
    header = "日期,展现量,点击量,花费,点击率,总成交金额,总成交笔数,投入产出比,转化周期"
    path = tmp_path / "account.csv"
    path.write_bytes(f"{header}\n2026-11-18,1000,50,25.00,0.05,100.00,2,4.00,15天转化\n".encode("gb18030"))
    batches = _read(path, tmp_path / "stage", FORMATS / "taobao/ads_account/sample.csv")
    assert (batches[0].format, batches[0].rows_kept, _ids(batches, "ad_day", '"window"')) == ("taobao/ads_account", 1, {15})
