"""A real file cut into its days: nothing is lost, and every day is known the next morning."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from benchmarks.judgement.real_days import SETS, daily

ROWS = [["a", "2020-02-02 23:59:00"], ["b", "2020-02-01 00:01:00"], ["c", "2020-02-02 08:00:00"], ["", ""]]


def test_a_text_is_cut_into_its_days_under_the_same_header(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([["订单编号", "订单创建时间"], *ROWS])
    parts = list(daily(file, tmp_path / "days"))
    assert [day for day, _ in parts] == [date(2020, 2, 1), date(2020, 2, 2)]
    assert parts[1][1].read_text("utf-8-sig").split() == [
        "订单编号,订单创建时间",
        "a,2020-02-02",
        "23:59:00",
        "c,2020-02-02",
        "08:00:00",
    ]


def test_a_workbook_keeps_its_numbers_and_days(tmp_path: Path) -> None:
    file = tmp_path / "terms.xlsx"
    with xlsxwriter.Workbook(str(file), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Start Date", "Clicks"])
        for place, day in enumerate((3, 4), 1):
            sheet.write_row(place, 0, [datetime(2019, 8, day), 10 * day])
    (_, first), (_, second) = daily(file, tmp_path / "days")
    read = [list(openpyxl.load_workbook(part).worksheets[0].values) for part in (first, second)]
    assert read == [[("Start Date", "Clicks"), (datetime(2019, 8, day), 10 * day)] for day in (3, 4)]


@pytest.mark.parametrize("name", sorted(SETS))
def test_ten_days_of_every_set_are_read(name: str) -> None:
    days = [day for real in SETS[name] for day in real.days]
    assert len(days) == len(set(days)) == 10
    assert all(date.fromisoformat(day) for day in days)
