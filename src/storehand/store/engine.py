"""The engine over facts: DuckDB in memory, in UTC, and the few pieces of SQL that every question shares.

Identifiers come from the contracts only; values and paths are quoted here. The data files hold exactly a
contract's columns, so a source is `read_parquet` of a list of files; files that an older contract wrote
are read by name, and what they lack is null.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from storehand.tables import SQL_TYPES, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PLACE = "file_index, file_row_number"


def start(spill: Path, *, memory_limit: str, threads: int) -> DuckDBPyConnection:
    """An empty engine in UTC that fetches no extensions; what exceeds `memory_limit` goes to a folder below `spill`."""
    import duckdb

    with suppress(OSError):  # Facts on a read-only disk can be read all the same.
        spill.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    for setting, value in (
        ("TimeZone", "UTC"),
        ("memory_limit", memory_limit),
        ("threads", str(threads)),
        ("temp_directory", str(spill / secrets.token_hex(6))),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("allow_community_extensions", "false"),
        ("enable_progress_bar", "false"),  # It would be drawn into the results on standard output.
    ):
        con.execute(f"SET {setting} = {text(value)}")
    return con


def seal(con: DuckDBPyConnection, files: Iterable[Path]) -> None:
    """From now on `con` reads these files and nothing else, and its settings stay as they are."""
    allowed = {form for file in files for form in (str(file), _literal(file))}
    con.execute(f"SET allowed_paths = {texts(sorted(allowed))}")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def text(value: object) -> str:
    """A value as an SQL text literal."""
    return "'" + str(value).replace("'", "''") + "'"


def texts(values: Iterable[object]) -> str:
    """A list of text literals."""
    return f"[{', '.join(text(value) for value in values)}]"


def paths(files: Iterable[Path]) -> str:
    """A list of files to read, as text literals; a folder called `a[1]` is no pattern."""
    return texts(_literal(file) for file in files)


def _literal(file: Path) -> str:
    return re.sub(r"([\[*?])", r"[\1]", str(file))


def name(column: str) -> str:
    """A column's name as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def names(columns: Iterable[str]) -> str:
    """Identifiers, separated by commas."""
    return ", ".join(name(column) for column in columns)


def key_of(table: Table) -> tuple[str, ...]:
    """The columns that name a row of `table`, the shop first."""
    return ("shop", *table.key)


def fingerprint(table: Table) -> str:
    """Changes when the columns or types of `table` change: files with another fingerprint are read by name."""
    from hashlib import sha256

    return sha256(repr([(column.name, SQL_TYPES[column.type]) for column in table.all_columns]).encode()).hexdigest()[:12]


def rows(table: Table, files: Sequence[Path], *, alike: bool = True, placed: bool = False) -> str:
    """A subquery: the rows of `files` with the contract's columns and types.

    `alike` says that all files have exactly these columns; `placed` adds where each row lies
    (`file_index` counts from 0 in the order of `files`).
    """
    cast = ", ".join(f"{name(column.name)}::{SQL_TYPES[column.type]} AS {name(column.name)}" for column in table.all_columns)
    wanted = f"{cast}, {PLACE}" if placed else cast
    if not files:
        return f"(SELECT {nothing(table)} WHERE false)"
    if alike:
        return f"(SELECT {wanted} FROM read_parquet({paths(files)}))"
    older = f"SELECT *{', ' + PLACE if placed else ''} FROM read_parquet({paths(files)}, union_by_name = true)"
    return f"(SELECT {wanted} FROM (SELECT {nothing(table)} WHERE false UNION ALL BY NAME {older}))"


def stated(con: DuckDBPyConnection, files: Sequence[Path]) -> frozenset[str]:
    """The columns that are not null throughout the files, by their footers alone; one without a count counts as stated."""
    told = "coalesce(stats_null_count < num_values, true)"
    found = con.execute(f"SELECT DISTINCT path_in_schema FROM parquet_metadata({paths(files)}) WHERE {told}").fetchall()
    return frozenset(column for (column,) in found)


def nothing(table: Table) -> str:
    """The contract's columns as typed nulls."""
    return ", ".join(f"NULL::{SQL_TYPES[column.type]} AS {name(column.name)}" for column in table.all_columns)
