"""What we calculate of a formula is what a workbook shows; what we cannot, we say so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from storehand.report.cellpatch import Fault
from storehand.report.formula import Ref, Unsupported, Value, evaluate, parse
from storehand.report.sheetxml import Area, Spot, spot

CELLS: Mapping[str, Value] = {
    "A1": 10.0,
    "A2": -2.5,
    "A3": "字",
    "A4": None,
    "A5": True,
    "A6": 0.0,
    "B1": 1.005,
    "B2": "x",
    "C1": 20.0,
}
PLAIN: Mapping[str, Value] = {
    "1+2*3": 7.0,
    "(1+2)*3": 9.0,
    "-2^2": 4.0,
    "2^3^2": 64.0,
    "10-4-3": 3.0,
    "50%*A1": 5.0,
    "A1/A6": Fault("#DIV/0!"),
    "A1/A4": Fault("#DIV/0!"),
    "A1*A5": 10.0,
    "A4+1": 1.0,
    'A3&"-"&A1': "字-10",
    "SUM(A1:A4)": 7.5,
    "SUM(A1:A2,A6,3)": 10.5,
    "SUM(B:B)": 1.005,
    "SUM(Other!1:1)": 42.0,
    "AVERAGE(A1:A4)": 3.75,
    "AVERAGE(A3:A4)": Fault("#DIV/0!"),
    "MIN(A1:A4)": -2.5,
    "MAX(A3:A4)": 0.0,
    "COUNTA(A1:A6)": 5.0,
    "IF(A1>5,1,2)": 1.0,
    'IF(A4="","空",1)': "空",
    "IF(A4=0,1,2)": 1.0,
    "IF(A1<5,1)": False,
    'IFERROR(A1/0,"-")': "-",
    "IF(A6=0,0,A1/A6)": 0.0,
    "ROUND(B1,2)": 1.01,
    "ROUND(-2.5,0)": -3.0,
    "ROUND(1234.5,-2)": 1200.0,
    "ABS(A2)": 2.5,
    "INT(A2)": -3.0,
    "AND(A1>0,A2<0)": True,
    "OR(A1<0,A2>0)": False,
    "NOT(A6)": True,
    '"B"="b"': True,
    "A3>A1": True,
    "A1<>10": False,
    "Other!A1*2": 84.0,
    "'Other'!$A$1": 42.0,
    "double*2": 40.0,
    "0^-1": Fault("#NUM!"),
    "10^400": Fault("#NUM!"),
    'IF(A1>5,"a""b")': 'a"b',
}


@dataclass(frozen=True)
class Cells:
    """A sheet S with CELLS, and a sheet Other."""

    def value(self, at: tuple[str, Spot]) -> Value:
        return (
            {("Other", (1, 1)): 42.0}.get(at) if at[0] == "Other" else {spot(name): it for name, it in CELLS.items()}.get(at[1])
        )

    def cells(self, ref: Ref) -> list[Value]:
        if ref.sheet == "Other":
            return [42.0]
        return [value for name, value in CELLS.items() if (at := spot(name)) and at in ref.area]


def calculated(text: str) -> Value:
    formula = parse(text, "S", ("S", "Other"), {"double": "S!$C$1"})
    assert formula
    return evaluate(formula, Cells())


@pytest.mark.parametrize("text", PLAIN)
def test_plain_formulas_are_calculated(text: str) -> None:
    assert calculated(text) == PLAIN[text] or calculated(text) == pytest.approx(PLAIN[text])


@pytest.mark.parametrize(
    "text",
    [
        'TEXT(A1,"0")', "VLOOKUP(A1,A1:B2,2)", "A1:A3+1", '"12%"+1', "A3+1", "A5>A3", "A3<B2", "A1&B1", "{1,2}", "SUM(A1:A6)",
        "IF(A1)", "1+", "IF(A1,,2)", "SUM(A1:A2 A2:A3)", "A1 A2", "(A1", "SUM(A1",
    ],
)  # fmt: skip
def test_what_we_do_not_calculate_is_not_guessed(text: str) -> None:
    with pytest.raises(Unsupported):
        calculated(text)


@pytest.mark.parametrize(
    "text",
    [
        "TODAY()",
        "OFFSET(A1,1,1)",
        'INDIRECT("A1")',
        "Table1[gmv]",
        "[1]S!A1",
        "S:Other!A1",
        "Missing!A1",
        "unknown",
        "A1#",
        "LAMBDA(x,x)(1)",
    ],
)
def test_where_we_cannot_tell_the_cells_we_say_so(text: str) -> None:
    assert parse(text, "S", ("S", "Other"), {}) is None


def test_a_formula_tells_the_cells_it_depends_on() -> None:
    formula = parse("VLOOKUP($A$1,Other!B2:C9,2)+double", "S", ("S", "Other"), {"double": "S!$C$1"})
    assert formula
    assert formula.refs == (Ref("S", Area(1, 1, 1, 1)), Ref("Other", Area(2, 2, 9, 3)), Ref("S", Area(1, 3, 1, 3)))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_gets_the_same(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("S")
    book.add_worksheet("Other").write("A1", 42)
    book.define_name("double", "=S!$C$1")
    for name, value in CELLS.items():
        if value is not None:
            sheet.write(name, value)
    for row, text in enumerate(PLAIN):
        sheet.write_formula(row, 4, f"={text}", None, "")
    book.close()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = openpyxl.load_workbook(tmp_path / "out" / "f.xlsx", data_only=True)["S"]
    for row, (text, wanted) in enumerate(PLAIN.items(), 1):
        found = shown.cell(row, 5).value
        assert (found or 0) == (
            wanted.code if isinstance(wanted, Fault) else pytest.approx(wanted) if isinstance(wanted, float) else wanted
        ), text
