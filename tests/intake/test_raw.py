"""Facts can be made anew from the copy that the archive keeps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake.raw import records
from tests.intake.making import DAYS, LINES, NOW, ORDERS, csv_text, format_of, load, one, rows, write

ALL = "* EXCLUDE (known_at)"
WHEN = datetime(2026, 3, 1)


def test_the_copy_read_again_gives_the_same_rows_buyers_and_batch(tmp_path: Path) -> None:
    made = [
        ["订单编号", "买家", "手机", "实付", "状态", "创建时间"],
        ['="001"', "小鱼", "138", "1,234", "交易成功", "2026-02-09 08:05:07"],
        ["002", "t***1", "138", "x", "y", "2026-02-09 08:05:07"],
        ["合计", "", "", "1,234", "", ""],
    ]
    format = format_of(tmp_path, "t/orders", ORDERS)
    first = one(write(tmp_path / "List202602100000.csv", "某店订单\n\n" + csv_text(made), "gb18030"), format)
    assert first.raw is not None
    again = one(first.raw, format, archived=True, known_at=first.known_at)
    assert rows(again, "orders", "*") == rows(first, "orders", "*")
    assert (again.id, again.name, again.sha256, again.known_at) == (
        first.id,
        "List202602100000.csv",
        first.sha256,
        datetime(2026, 2, 9, 16),
    )
    assert (again.rows_in, again.aside, again.controls) == (first.rows_in, first.aside, first.controls)
    assert [row[0] for row in rows(again, "orders", "row")] == [4]


def test_orders_of_several_lines_survive_as_well(tmp_path: Path) -> None:
    made = [
        ["Name", "Email", "Created at", "Currency", "Total", "Lineitem name", "Lineitem quantity", "Lineitem price"],
        ["#1", "a@x.com", "2025-10-07 09:50:26 +0200", "EUR", "30", 'A, "big"\nand more', "2", "10"],
        ["#1", "", "", "", "", "B", "1", "10"],
    ]
    format = format_of(tmp_path, "t/lines", LINES)
    first = one(write(tmp_path / "o.csv", csv_text(made)), format)
    assert first.raw is not None
    again = one(first.raw, format, archived=True, known_at=WHEN)
    assert (again.id, again.known_at) == (first.id, WHEN)
    assert rows(again, "order_lines", ALL) == rows(first, "order_lines", ALL)
    assert rows(again, "order_lines", "item")[0] == ('A, "big"\nand more',)


def test_an_archived_day_is_still_known_by_its_files_name(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/days", DAYS)
    first = one(write(tmp_path / "日报_2026-11-20_2026-11-20.csv", csv_text([["访客数", "支付金额"], ["5", "1"]])), format)
    assert first.raw is not None
    assert one(first.raw, format, archived=True).days == first.days


def test_only_a_copy_of_ours_counts_as_archived(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/days", DAYS)
    first = one(write(tmp_path / "a.csv", csv_text([["统计日期", "访客数", "支付金额"], ["2026-11-20", "5", "1"]])), format)
    with pytest.raises(Refusal, match="not_from_archive"):
        load(first.parts[0].path, format, archived=True)
    assert first.known_at == NOW.replace(tzinfo=None)


def test_lines_above_the_header_that_tell_of_a_person_are_not_kept(tmp_path: Path) -> None:
    head = "导出信息：\n姓名：张三丰\n支付宝账户：zhang@example.com\n起始时间：[2026-02-09]\n"
    made = [["订单编号", "实付", "状态", "创建时间"], ["001", "5", "交易成功", "2026-02-09 08:05:07"]]
    format = format_of(tmp_path, "t/orders", ORDERS)
    first = one(write(tmp_path / "bill.csv", head + csv_text(made)), format)
    assert first.raw is not None
    kept = [row[0] for row in records(first.raw, 1, 6)]
    assert kept == ["导出信息：", "", "", "起始时间：[2026-02-09]", "订单编号", "001"]
    assert rows(one(first.raw, format, archived=True), "orders", "order_id, row") == [("001", 6)]
