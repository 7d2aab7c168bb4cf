"""What `storehand sql` writes for a spreadsheet opens as text: no formula, no link, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import fastexcel
import openpyxl
import pytest

from storehand.app import asking
from tests.hostile.payloads import FORMULAS

FIELDS = ("item", "campaign", "term", "shop", "note", "name")
LIVE = "=+-@＝＋－＠"


def _is_live(cell: str) -> bool:
    """True where a spreadsheet might read the cell as a formula: by its first sign that is no blank."""
    seen = cell.lstrip(" \t\r\n\v\f\0\u3000\xa0\u200b\ufeff")
    return bool(seen) and seen[0] in LIVE


def test_there_are_forty_texts_that_want_to_be_formulas() -> None:
    assert len(set(FORMULAS)) >= 40
    assert sum(map(_is_live, FORMULAS)) >= 30


@pytest.mark.parametrize("payload", FORMULAS, ids=ascii)
def test_a_csv_holds_no_formula(payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    asking._as_csv([*FIELDS, payload], [(*[payload] * len(FIELDS), Decimal("-12.50")), (*FIELDS, -12.5)])
    told = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [len(row) for row in told] == [len(FIELDS) + 1] * 3
    assert not any(_is_live(cell) for row in told for cell in row[: len(FIELDS)])
    assert not _is_live(told[0][-1])
    assert [row[-1] for row in told[1:]] == ["-12.50", "-12.5"]
    assert told[1][0].removeprefix("'") == payload.replace("\r", "\n").removeprefix("'")


@pytest.mark.parametrize("payload", FORMULAS, ids=ascii)
def test_a_workbook_holds_no_formula_and_no_link(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    row = (*[payload] * len(FIELDS), Decimal("-12.50"), date(2026, 11, 20))
    asking._as_xlsx([*FIELDS, payload, "day"], [row])
    book = openpyxl.load_workbook("storehand-sql.xlsx")
    cells = [cell for found in book.worksheets[0].iter_rows() for cell in found]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [cell.value for cell in cells if cell.row == 2][-2] == -12.5
    read = fastexcel.read_excel("storehand-sql.xlsx").load_sheet(0, header_row=None, dtypes="string").to_arrow().to_pydict()
    assert all(len(column) == 2 for column in read.values())
