"""Writers of made-up export files in the shapes that platforms use. Same input, same bytes."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import xlsxwriter
import xlwt

Cell = str | int | float | Decimal | date | datetime | None
Rows = Sequence[Sequence[Cell]]
FORMATS = Path(__file__).parents[1] / "src/storehand/formats"
MADE = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)  # stands in every workbook as its creation time
_HEADERS = (Path(__file__).parents[1] / "src/storehand/demo/headers.toml").read_text("utf-8")
HEADERS = {name: cells.split("|") for name, cells in tomllib.loads(_HEADERS).items()}


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ",", end: str = "\r\n") -> None:
    """Text as a platform writes it: `encoding` gb18030 for most of Taobao's own."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode(encoding))


def write_xls(path: Path, sheets: Mapping[str, Rows]) -> None:
    """A BIFF workbook with text cells only, as 生意参谋 writes it."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell is not None:
                    sheet.write(line, place, str(cell))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


def write_xlsx(path: Path, sheets: Mapping[str, Rows], widths: Sequence[int] = ()) -> None:
    """A workbook whose numbers and days are typed cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, width in enumerate(widths):
                sheet.set_column(place, place, width)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(line, place, cell, day)
                    elif cell is not None:
                        sheet.write(line, place, cell)


def wide(header: Sequence[str], *rows: dict[str, Cell], rest: Cell = "") -> list[list[Cell]]:
    """A header and rows given by column name; what a row does not name is `rest`. A misspelt name is an error."""
    names = [name.strip() for name in header]
    for row in rows:
        assert set(row) <= set(names), set(row) - set(names)
    return [list(header), *([row.get(name, rest) for name in names] for row in rows)]


def escaped(id_: str) -> str:
    """An id as Taobao protects it from Excel."""
    return f'="{id_}"'
