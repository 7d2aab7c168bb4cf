"""Writes export files: same input, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv as pacsv
import xlsxwriter

Cell = str | int | float | Decimal | date | datetime | None
Rows = Sequence[Sequence[Cell]]
_PLAIN: Final = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def write_csv(path: Path, table: pa.Table, *, encoding: str = "gb18030", quoted: bool = False, end: str = "\n") -> None:
    """A CSV as platforms write it: quotes where they must be, or `quoted` around every cell."""
    out = BytesIO()
    style = "all_valid" if quoted else "needed"
    header = ",".join(f'"{name}"' if quoted or "," in name else name for name in table.column_names)
    out.write(f"{header}\n".encode())
    pacsv.write_csv(table, out, pacsv.WriteOptions(include_header=False, quoting_style=style))
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = out.getvalue() if end == "\n" else out.getvalue().replace(b"\n", end.encode())
    path.write_bytes(raw if encoding == "utf-8" else raw.decode().encode(encoding))


def write_rows(path: Path, rows: Rows, *, encoding: str = "gb18030", end: str = "\n") -> None:
    """A small CSV from rows of cells."""
    out = StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode(encoding))


def write_xlsx(path: Path, sheets: Mapping[str, Rows], made: datetime) -> None:
    """A workbook; `made` (the shop's own clock) stands in it as the time of download."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), _PLAIN) as book:
        book.set_properties({"created": made.replace(tzinfo=UTC)})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(line, place, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(line, place, cell, day)
                    elif cell is not None:
                        sheet.write_number(line, place, cell)
