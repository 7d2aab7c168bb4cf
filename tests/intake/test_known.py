"""What a file says about itself, and when it is not believed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from storehand.intake import known
from tests.intake.making import DAYS, NOW, ORDERS, csv_text, format_of, one, rows, write

ROWS = csv_text([["订单编号", "实付", "状态", "创建时间"], ["1", "5", "x", "2026-02-09 08:05:07"]])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("List202602101530.csv", datetime(2026, 2, 10, 7, 30)),
        ("List1770708600.csv", datetime(2026, 2, 10, 7, 30)),
        ("List202602081530.csv", NOW.replace(tzinfo=None)),  # before its own last day
        ("List209902081530.csv", NOW.replace(tzinfo=None)),  # in the future
        ("List209913991530.csv", NOW.replace(tzinfo=None)),  # no date
        ("orders.csv", NOW.replace(tzinfo=None)),
    ],
)
def test_a_file_is_known_since_the_time_in_its_name(name: str, expected: datetime, tmp_path: Path) -> None:
    assert one(write(tmp_path / name, ROWS), format_of(tmp_path, "t/orders", ORDERS)).known_at == expected


def test_what_the_user_says_comes_before_the_name(tmp_path: Path) -> None:
    told = datetime(2026, 2, 11, 8, tzinfo=UTC)
    path = write(tmp_path / "List202602101530.csv", ROWS)
    assert one(path, format_of(tmp_path, "t/orders", ORDERS), known_at=told).known_at == datetime(2026, 2, 11, 8)


@pytest.mark.parametrize(
    ("saved", "believed"), [(datetime(2026, 11, 21, 9), True), (datetime(2006, 9, 16), False)], ids=["download", "template"]
)
def test_a_workbook_is_known_since_it_was_saved_unless_that_is_its_templates_date(
    saved: datetime, believed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": saved})
        book.add_worksheet().write_row(0, 0, ["统计日期", "访客数", "支付金额"])
        book.worksheets()[0].write_row(1, 0, ["2026-11-20", 5, 1])
    found = one(path, format_of(tmp_path, "t/days", DAYS)).known_at
    assert found == (saved if believed else NOW.replace(tzinfo=None))


def test_days_in_names_are_days(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/days", DAYS)
    assert known.days_named(format, ["x_2026-11-01_2026-11-30.xls"]) == (date(2026, 11, 1), date(2026, 11, 30))
    assert known.days_named(format, ["x_2026-13-01_2026-13-01.xls", "x"]) is None


@pytest.mark.parametrize("kept", [False, True], ids=["file", "archive"])
def test_the_day_may_stand_in_the_name_of_the_only_sheet(kept: bool, tmp_path: Path) -> None:
    path, format = tmp_path / "a.xlsx", format_of(tmp_path, "t/days", DAYS)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据2026-11-20_2026-11-20")
        sheet.write_row(0, 0, ["访客数", "支付金额"])
        sheet.write_row(1, 0, [5, 1])
    batch = one(path, format)
    if kept:
        assert batch.raw is not None
        batch = one(batch.raw, format, archived=True)
    assert (batch.member, rows(batch, "shop_day", "day, visitors")) == ("数据2026-11-20_2026-11-20", [(date(2026, 11, 20), 5)])


def test_ids_with_fifteen_digits_that_count_were_numbers_once() -> None:
    assert known.lost_digits(["1017116707008010000", "1017116707008020000", "1017116707008030000"])
    assert known.lost_digits(["1017116707008009984", "1017116707008019968", "1017116707008029952"])
    assert not known.lost_digits(["1017116707008010001", "1017116707008020002", "1017116707008030003"])
    assert not known.lost_digits(["1001", "1002", "1003"])


def test_times_without_seconds_are_only_suspicious_when_nearly_all_are() -> None:
    assert known.lost_seconds(["2020/2/9 8:05"] * 20)
    assert not known.lost_seconds(["2020/2/9 8:05"] * 2 + ["2020-02-09 08:05:01"] * 3)
    assert not known.lost_seconds([])


def test_ids_that_excel_wrote_in_powers_of_ten_are_lost() -> None:
    assert known.lost_to_powers(["9.44E+18", "8.86E+18"])
    assert not known.lost_to_powers(["9445318123456789012", "user-7"])
    assert not known.lost_to_powers([])
