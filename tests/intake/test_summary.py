"""Totals with a header of their own below the rows are checked and never become rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake import text
from storehand.intake.formats import Format
from tests.intake.making import csv_text, format_of, one, rows, write

BILLS = """
[signature]
headers = ["时间", "流水号", "收支", "金额"]
[summary]
word = "总笔数"
[summary.totals]
"总笔数" = {}
"收入金额|收入" = { sum = "amount", is = { direction = "in" } }
"支出金额" = { sum = "amount", is = { direction = "out" }, negate = true }
[[table]]
name = "bills"
cut = "bill"
[table.columns]
bill_id = "流水号"
billed_at = "时间"
direction = { header = "收支", map = { "收" = "in", "支" = "out" } }
amount = { first = [{ header = "金额", negate = true, when = [{ header = "收支", equals = "支" }] }, "金额"] }
"""
MADE = [
    ["时间", "流水号", "收支", "金额"],
    ["`2026-01-01 10:00:00", "`1", "`收", "`10.00"],
    ["`2026-01-01 11:00:00", "`2", "`收", "`5.50"],
    ["`2026-01-01 12:00:00", "`3", "`支", "`4.00"],
]
FOOT = [["`总笔数", "收入金额", "支出金额"], ["`4.0", "`15.5", "`4.00"]]


def of(folder: Path) -> Format:
    return format_of(folder, "t/bills", BILLS)


@pytest.mark.parametrize("small", [True, False], ids=["by hand", "in SQL"])
def test_a_summary_below_the_rows_stands_beside_what_the_rows_add_up_to(
    small: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_SMALL", text._SMALL if small else 0)
    batch = one(write(tmp_path / "bill.csv", csv_text([*MADE, *FOOT])), of(tmp_path))
    assert (batch.rows_in, batch.rows_kept, batch.rows_aside) == (3, 3, 0)
    assert [(control.name, control.file, control.rows) for control in batch.controls] == [
        ("总笔数", Decimal("4.0"), Decimal(3)),
        ("收入金额", Decimal("15.5"), Decimal("15.5")),
        ("支出金额", Decimal("4.00"), Decimal("4")),
    ]
    assert batch.raw is not None
    again = one(batch.raw, of(tmp_path), archived=True)
    assert (again.rows_in, again.controls) == (batch.rows_in, batch.controls)
    assert rows(again, "bills", "bill_id, amount") == rows(batch, "bills", "bill_id, amount")


def test_a_file_without_its_summary_has_no_totals(tmp_path: Path) -> None:
    batch = one(write(tmp_path / "bill.csv", csv_text(MADE)), of(tmp_path))
    assert (batch.rows_in, batch.controls) == (3, ())


def test_a_total_of_a_column_that_the_table_has_not_is_a_fault_of_the_format(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        format_of(tmp_path, "t/bad", BILLS.replace('sum = "amount"', 'sum = "amuont"'))
