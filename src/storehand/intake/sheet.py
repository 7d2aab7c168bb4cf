"""Workbooks, HTML tables, Parquet and JSON as text cells: every sheet on its own."""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb

from storehand.errors import Refusal
from storehand.intake.guard import Limits
from storehand.intake.sql import literal, quoted
from storehand.intake.text import FEW, HEAD_ROWS, Cells, columns, from_records


def workbook(path: Path, name: str, duck: duckdb.DuckDBPyConnection, limits: Limits) -> Iterator[Cells]:
    """The sheets of an xls, xlsx or xlsb, empty ones left out. A locked or damaged workbook is a Refusal."""
    import fastexcel

    try:
        # From bytes, because by its path a workbook would be taken for what its extension says.
        book = fastexcel.read_excel(path.read_bytes())
        for place, sheet in enumerate(book.sheet_names):
            loaded = book.load_sheet(place, header_row=None, skip_rows=0, dtypes="string")
            if loaded.width > limits.max_columns:
                raise Refusal("too_wide", name=name, columns=loaded.width, most=limits.max_columns)
            if loaded.width and loaded.height:
                yield _sheet(loaded, sheet, f"sheet_{place}", duck)
    except fastexcel.FastExcelError as fault:
        raise Refusal(_cause(fault), name=name) from fault
    except BaseException as fault:
        # A panic of the reader, on a file that was cut off, is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise Refusal("broken_workbook", name=name) from fault


def _cause(fault: Exception) -> str:
    return "locked_workbook" if re.search("password|encrypt", str(fault), re.IGNORECASE) else "broken_workbook"


def _sheet(loaded: Any, sheet: str, table: str, duck: duckdb.DuckDBPyConnection) -> Cells:
    """The sheet as a table of DuckDB; its rows keep their places, blank ones too. A small one is a table only once SQL asks."""
    width = loaded.width
    if loaded.height > FEW:
        _register(loaded, table, duck)
        names = ", ".join(columns(width))
        rows = duck.execute(f"SELECT {names} FROM {quoted(table)} WHERE rowid < {HEAD_ROWS} ORDER BY rowid").fetchall()
        return Cells(sheet, _start(rows), lambda after, wide: _select(table, after, wide, width), typed=True)
    batch = loaded.to_arrow()
    rows = list(zip(*([cell or None for cell in column.to_pylist()] for column in batch.columns), strict=True))
    made: list[str] = []

    def select(after: int, wide: int) -> str:
        if not made:
            _register(loaded, table, duck)
            made.append(table)
        return _select(table, after, wide, width)

    return Cells(sheet, _start(rows), select, typed=True, few=lambda after: rows[after:])


def _register(loaded: Any, table: str, duck: duckdb.DuckDBPyConnection) -> None:
    """Makes the table."""
    # The file before may have left a result of which only the first row was fetched: it forbids to register.
    duck.execute("SELECT 1").fetchall()
    duck.register("loaded_sheet", loaded)
    try:
        wanted = ", ".join(
            f"nullif({quoted(column.name)}, '') AS c{place}" for place, column in enumerate(loaded.available_columns(), 1)
        )
        duck.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS SELECT {wanted} FROM loaded_sheet")
    finally:
        duck.unregister("loaded_sheet")


def _start(rows: Sequence[Sequence[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell or "" for cell in row) for row in rows[:HEAD_ROWS])


def _select(table: str, after: int, wide: int, width: int) -> str:
    return f"(SELECT {_padded(wide, width)} FROM {quoted(table)} WHERE rowid >= {after})"


def _padded(wide: int, width: int) -> str:
    return ", ".join(name if place < width else f"NULL AS {name}" for place, name in enumerate(columns(wide)))


def parquet(path: Path, name: str, duck: duckdb.DuckDBPyConnection, limits: Limits) -> Cells:
    """A Parquet file: the names of its columns are its first record."""
    try:
        names = [row[0] for row in duck.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})").fetchall()]
        start = duck.execute(f"SELECT {_as_text(names)} FROM read_parquet({literal(path)}) LIMIT {HEAD_ROWS}").fetchall()
    except duckdb.Error as fault:
        raise Refusal("broken_parquet", name=name) from fault
    if len(names) > limits.max_columns:
        raise Refusal("too_wide", name=name, columns=len(names), most=limits.max_columns)
    head = (tuple(names), *(tuple(cell or "" for cell in row) for row in start))

    def select(after: int, wide: int) -> str:
        behind = "" if after <= 1 else f" OFFSET {after - 1}"
        return f"(SELECT {_as_text(names[:wide])} FROM read_parquet({literal(path)}){behind})"

    return Cells("", head[:HEAD_ROWS], select)


def _as_text(names: Iterable[str]) -> str:
    return ", ".join(f"nullif(CAST({quoted(name)} AS VARCHAR), '') AS c{place}" for place, name in enumerate(names, 1))


def page(path: Path, name: str, scratch: Path, limits: Limits) -> Iterator[Cells]:
    """The tables of an HTML page that calls itself .xls."""
    tables = _Tables()
    tables.feed(_words(path, name))
    tables.close()
    found = [rows for rows in tables.found if any(any(row) for row in rows)]
    for place, rows in enumerate(found):
        yield from_records(rows, "" if len(found) == 1 else f"table {place + 1}", scratch, limits, name)


def _words(path: Path, name: str) -> str:
    content = path.read_bytes()
    stated = re.search(rb"charset=[\"']?([\w-]+)", content[:4096])
    for encoding in (*((stated[1].decode("ascii"),) if stated else ()), "utf-8-sig", "gb18030", "utf-16"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Refusal("undecodable", name=name)


class _Tables(HTMLParser):
    """Collects the cells of every table; a nested table is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append([])
            self.found.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in {"td", "th"} and self._open and self._open[-1]:
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._cell, self._span = [], min(int(span), 500) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            self._open[-1][-1].extend(["".join(self._cell).strip(), *[""] * (self._span - 1)])
        self._cell = None


def records(path: Path, name: str, scratch: Path, limits: Limits) -> Cells:
    """A JSON list of records, alone, under one key, or a record a line. Keys in order of first sight are the header;
    those of a record inside a record are joined by a dot. What stands beside the list is of every record."""
    try:
        told = _documents(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise Refusal("broken_json", name=name) from fault
    found = told if isinstance(told, list) else _listed(told)
    if not found or not all(isinstance(row, dict) for row in found):
        raise Refusal("json_no_records", name=name)
    beside = {} if isinstance(told, list) else {key: value for key, value in told.items() if not isinstance(value, list | dict)}
    rows = [beside | dict(_flat(row)) for row in found]
    header = list(dict.fromkeys(key for row in rows for key in row))
    body = ([_cell(row.get(key)) for key in header] for row in rows)
    return from_records([header, *body], "", scratch, limits, name)


def _documents(words: str) -> Any:
    """One JSON document, or the list of those that stand a line each. Numbers keep the text that they are written in."""
    load = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str).decode
    lines = [line for line in words.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines[:2]):
        return [load(line) for line in lines]
    return load(words)


def _flat(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def _listed(told: Mapping[str, Any]) -> list[Any]:
    """The longest list of records among a document's values."""
    lists = [value for value in told.values() if isinstance(value, list)] if isinstance(told, Mapping) else []
    return max(lists, key=len, default=[])


def _cell(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
