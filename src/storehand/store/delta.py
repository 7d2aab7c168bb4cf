"""Delta tables: one commit names data files that already lie in place.

Every table of facts and the ledger is one, so that other engines read them as they are. `deltalake` is
imported only where something is committed: readers need no more than the number of the newest commit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storehand.store import disk
from storehand.tables import SQL_TYPES, Table

if TYPE_CHECKING:
    from deltalake import DeltaTable, Schema

MONTH = "month"
_NUMBER_DIGITS = 20
# Opening a table reads the commits since its last checkpoint: 24 ms for 40 of them.
_CHECKPOINT = 10
_TYPES = {
    "VARCHAR": "string", "JSON": "string", "BIGINT": "long", "DECIMAL(18,4)": "decimal(18,4)", "DOUBLE": "double",
    "TIMESTAMP": "timestamp_ntz", "DATE": "date", "BOOLEAN": "boolean",
}  # fmt: skip


@dataclass(frozen=True)
class Added:
    """A data file in its place: its path inside the Delta table and how many rows it holds."""

    path: str
    rows: int


def columns_of(table: Table) -> tuple[tuple[str, str], ...]:
    """The SQL columns of a table's Delta form: the contract's, and the month that partitions it."""
    return (*((column.name, SQL_TYPES[column.type]) for column in table.all_columns), (MONTH, "VARCHAR"))


def newest(folder: Path) -> int:
    """The number of the newest commit, or -1. A commit file without content is a power cut's, not a commit."""
    try:
        with os.scandir(folder / "_delta_log") as found:
            numbers = [int(entry.name[:_NUMBER_DIGITS]) for entry in found if _is_commit(entry.name) and entry.stat().st_size]
    except FileNotFoundError:
        return -1
    return max(numbers, default=-1)


def _is_commit(name: str) -> bool:
    return name.endswith(".json") and name[:-5].isdigit() and len(name) == _NUMBER_DIGITS + 5


def commit(folder: Path, columns: Sequence[tuple[str, str]], added: Sequence[Added]) -> int:
    """Names `added` in one commit that is on the disk when this returns; gives its number."""
    from deltalake import DeltaTable
    from deltalake.transaction import create_table_with_add_actions

    parted = [MONTH] if any(name == MONTH for name, _ in columns) else []
    schema, actions = _schema(columns), [_action(folder, one) for one in added]
    if newest(folder) < 0:
        settings = {"delta.checkpointInterval": str(_CHECKPOINT)}
        create_table_with_add_actions(str(folder), schema, actions, mode="error", partition_by=parted, configuration=settings)
    else:
        table = DeltaTable(str(folder))
        if _add_columns(table, schema):
            table = DeltaTable(str(folder))
        table.create_write_transaction(actions, "append", schema, parted)
    return _settled(folder)


def withdraw(folder: Path, paths: Iterable[str]) -> None:
    """Takes files back that a broken load had named."""
    from deltalake import DeltaTable
    from deltalake.transaction import RemoveAction

    table, unwanted = DeltaTable(str(folder)), set(paths)
    named = [path for path in _paths(table) if path in unwanted]
    if named:
        removed: list[Any] = [RemoveAction(path, data_change=True, deletion_timestamp=0) for path in named]
        table.create_write_transaction(removed, "append", table.schema(), table.metadata().partition_columns)
        _settled(folder)


def files(folder: Path) -> list[Path]:
    """The data files that the newest commit holds."""
    from deltalake import DeltaTable

    return [folder / path for path in _paths(DeltaTable(str(folder)))] if newest(folder) >= 0 else []


def drop_torn(folder: Path) -> None:
    """Removes a newest commit file that a power cut left incomplete."""
    for path in sorted((folder / "_delta_log").glob("*.json"))[-1:]:
        if _is_commit(path.name) and not _is_whole(path):
            path.unlink()


def _is_whole(path: Path) -> bool:
    lines = path.read_text("utf-8", "replace").splitlines()
    try:
        return all(json.loads(one) for one in lines) and bool(lines)
    except ValueError:
        return False


def _schema(columns: Sequence[tuple[str, str]]) -> Schema:
    from deltalake import Field, Schema
    from deltalake.schema import ArrayType, PrimitiveType

    def kind(sql: str) -> PrimitiveType | ArrayType:
        return ArrayType(kind(sql[:-2]), contains_null=True) if sql.endswith("[]") else PrimitiveType(_TYPES[sql])

    return Schema([Field(name, kind(sql)) for name, sql in columns])


def _add_columns(table: DeltaTable, schema: Schema) -> bool:
    known = {field.name for field in table.schema().fields}
    missing = [field for field in schema.fields if field.name not in known]
    if missing:
        table.alter.add_columns(missing)
    return bool(missing)


def _action(folder: Path, one: Added) -> Any:
    from deltalake.transaction import AddAction

    seen = (folder / one.path).stat()
    month = one.path.split("/")[0].removeprefix(f"{MONTH}=") if "/" in one.path else None
    values: dict[str, str | None] = {} if month is None else {MONTH: month}
    return AddAction(one.path, seen.st_size, values, int(seen.st_mtime * 1000), True, json.dumps({"numRecords": one.rows}))


def _paths(table: DeltaTable) -> list[str]:
    # Relative, as committed: `file_uris` writes a folder called 店铺 in percent signs.
    return [str(path) for path in table.get_add_actions(flatten=True)["path"].to_pylist()]


def _settled(folder: Path) -> int:
    number = newest(folder)
    disk.settle([folder / "_delta_log" / f"{number:0{_NUMBER_DIGITS}}.json"])
    return number
