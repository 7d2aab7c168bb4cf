"""A written workbook as a reader opens it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from storehand.report import excel
from storehand.report.briefing import Briefing

Formulas = dict[tuple[str, str], str]
Values = dict[tuple[str, str], object]


def written(briefing: Briefing, folder: Path, language: str = "zh") -> Path:
    """The workbook of `briefing`, in `folder`."""
    path = folder / "briefing.xlsx"
    excel.write(briefing, path, language)
    return path


def opened(path: Path, values: bool = False) -> Any:
    """The workbook with its formulas, or with the `values` that they carry."""
    return openpyxl.load_workbook(path, data_only=values)


def cells(book: Any) -> Iterator[tuple[str, Any]]:
    """Every filled cell with the name of its sheet."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet.title, cell


def formulas(path: Path) -> Formulas:
    """The formula of each cell that has one."""
    return {(sheet, cell.coordinate): cell.value for sheet, cell in cells(opened(path)) if cell.data_type == "f"}


def values(path: Path, where: Formulas) -> Values:
    """What the cells at `where` carry."""
    book = opened(path, values=True)
    return {(sheet, at): book[sheet][at].value for sheet, at in where}


def texts(sheet: Any) -> list[str]:
    """All words of a sheet."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def links(sheet: Any) -> list[Any]:
    """The links of a sheet."""
    return [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink is not None]


def find(sheet: Any, words: str) -> Any:
    """The first cell that holds exactly `words`."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == words)


def part(path: Path, name: str) -> str:
    """A part of the file as it is stored."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice calculates it, once every value that it carried has been taken away."""
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            stored = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                stored = re.sub(rb"(<c [^>]*?)( t=\"str\")?(>)(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1\3\4", stored)
            new.writestr(name, stored)
    profile, out = folder / "profile", folder / "out"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(bare)], check=True, capture_output=True, timeout=180)
    return out / bare.name
