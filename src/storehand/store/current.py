"""The derived form of facts: which files, together, are the current rows.

Files of history that nothing contests are named as they are; what is contested, or lies in too many small
files, is written anew, for the months touched only. The form of ledger commit N is `current/N.json`,
written before that commit: the commit publishes both at once. All of it can be deleted and made anew.
"""
# ruff: noqa: S608

from __future__ import annotations

import itertools
import json
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from storehand.store import contest, disk, engine
from storehand.store.contest import Question
from storehand.store.ledger import BatchRecord, month_of
from storehand.tables import TABLES, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOLDER = "current"
KB, MB = 1024, 1024 * 1024
Months = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Current:
    """The current rows as of ledger commit `version`: per table and month the files, relative to facts/.

    `ledger` is the file of the ledger's lines. `contract` changes when a table's key or kind does.
    """

    version: int
    contract: str
    ledger: str
    tables: Mapping[str, Months]

    def files(self, table: str) -> tuple[str, ...]:
        """All files of a table, months in order."""
        months = self.tables.get(table, {})
        return tuple(file for month in sorted(months) for file in months[month])


def contract() -> str:
    """The part of the contracts that decides which rows are current."""
    told = [(table.name, table.kind, table.key, table.month) for table in TABLES.values()]
    return sha256(repr(told).encode()).hexdigest()[:16]


def path_of(facts: Path, version: int) -> Path:
    """Where the form of ledger commit `version` is written down."""
    return facts / FOLDER / f"{version}.json"


def read(facts: Path, version: int) -> Current | None:
    """The form of ledger commit `version`, or None where it must be computed from history."""
    try:
        plain = json.loads(path_of(facts, version).read_bytes())
        tables = {table: {month: tuple(files) for month, files in months.items()} for table, months in plain["tables"].items()}
        found = Current(plain["version"], plain["contract"], plain["ledger"], tables)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None
    files = itertools.chain([found.ledger], *(found.files(table) for table in found.tables))
    whole = found.version == version and found.contract == contract() and all((facts / file).exists() for file in files)
    return found if whole else None


def write(facts: Path, current: Current, before: Current | None) -> None:
    """Writes the form down, in one step and on the disk, after the files that it has and `before` had not."""
    disk.settle(facts / file for file in _written(current) - (_written(before) if before else set()))
    disk.write(path_of(facts, current.version), json.dumps(vars(current), ensure_ascii=False).encode())


def _written(current: Current) -> set[str]:
    told = (file for table in current.tables for file in current.files(table))
    return {current.ledger, *(file for file in told if file.startswith(f"{FOLDER}/"))}


def by_month(files: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Files of history by the month of their partition."""
    found: dict[str, dict[str, None]] = {}
    for file in files:
        found.setdefault(month_of(file), {})[file] = None
    return {month: tuple(names) for month, names in found.items()}


@dataclass(frozen=True)
class Change:
    """What a load brings to one table: its standing months (nothing contested), fresh files of history, and batches.

    `records` are all visible batches, the new ones included.
    """

    table: Table
    standing: Months
    fresh: Months
    records: Sequence[BatchRecord]
    new: frozenset[str]

    @property
    def alike(self) -> bool:
        """Whether all files were written under today's contract."""
        return alike(self.table, self.records)


def alike(table: Table, records: Sequence[BatchRecord]) -> bool:
    """Whether all batches that fed `table` were stored under today's columns."""
    now = engine.fingerprint(table)
    return all(record.fed[table.name].columns == now for record in records if table.name in record.fed)


def months_after(
    con: DuckDBPyConnection, facts: Path, change: Change, *, version: int, many_files: int = 50, small_bytes: int = 4 * MB
) -> Months:
    """The table's current files after the change.

    A month is written anew when rows of it have lost, or when it has more than `many_files` files below `small_bytes`.
    """
    question = Question(
        change.table, _paths(facts, change.standing), _paths(facts, change.fresh), change.records, change.new, change.alike
    )
    contest.find_lost(con, question)
    counts = {question.files[index]: rows for index, rows in contest.lost_by_file(con).items()}
    held = contest.rows_by_file(con, counts) if counts else {}
    after: dict[str, tuple[str, ...]] = {}
    for month in sorted({*change.standing, *change.fresh}):
        files = [facts / file for file in (*change.standing.get(month, ()), *change.fresh.get(month, ()))]
        kept = [file for file in files if counts.get(file, 0) < held.get(file, 1)]
        unwhole = [file for file in kept if file in counts]
        small = [file for file in kept if file.stat().st_size < small_bytes]
        merged = [file for file in kept if file in {*unwhole, *small}] if unwhole or len(small) > many_files else []
        stay = tuple(_relative(facts, file) for file in kept if file not in set(merged))
        after[month] = (*stay, _rewrite(con, facts, question, merged, f"{month}-{version}")) if merged else stay
    return {month: found for month, found in after.items() if found}


def _paths(facts: Path, months: Months) -> tuple[Path, ...]:
    return tuple(facts / file for month in sorted(months) for file in months[month])


def _relative(facts: Path, file: Path) -> str:
    return file.relative_to(facts).as_posix()


def _rewrite(con: DuckDBPyConnection, facts: Path, question: Question, files: Sequence[Path], stem: str) -> str:
    """The rows of `files` that have not lost, as one file; gives its path relative to facts/."""
    folder = facts / FOLDER / question.table.name
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{stem}-{secrets.token_hex(3)}.parquet"
    places = ", ".join(f"({question.files.index(file)}, {index})" for index, file in enumerate(files))
    con.execute(f"""
        COPY (
            SELECT {engine.names(column.name for column in question.table.all_columns)}
            FROM {engine.rows(question.table, files, alike=question.alike, placed=True)} history
            ANTI JOIN (
                SELECT here AS file_index, file_row_number
                FROM {contest.LOST} JOIN (VALUES {places}) AS places (there, here) ON file_index = there
            ) lost USING (file_index, file_row_number)
        ) TO {engine.text(target)} (FORMAT parquet)""")
    return _relative(facts, target)


def sweep(facts: Path, version: int, *, keep_seconds: float = 3600) -> None:
    """Removes forms that `version` has replaced for `keep_seconds`, then files that no form names.

    A reader that opened an older form goes on reading it that long.
    """
    now = time.time()
    with suppress(OSError):
        forms = sorted((int(path.stem), path) for path in (facts / FOLDER).glob("*.json") if path.stem.isdigit())
        kept = [path for number, path in forms if number == version]
        for (_, path), (_, newer) in itertools.pairwise(forms):
            if now - newer.stat().st_mtime > keep_seconds:
                path.unlink()
            else:
                kept.append(path)
        named = {file for form in kept for file in _named(form)}
        for path in itertools.chain((facts / FOLDER).glob("*/*.parquet"), (facts / FOLDER).glob("*.jsonl")):
            if _relative(facts, path) not in named:
                path.unlink()


def _named(form: Path) -> set[str]:
    plain = json.loads(form.read_bytes())
    return {plain["ledger"], *(file for months in plain["tables"].values() for files in months.values() for file in files)}


def discard(facts: Path, version: int) -> None:
    """Removes the form of a ledger commit that never came, with its files."""
    path_of(facts, version).unlink(missing_ok=True)
    for pattern in (f"*/*-{version}-*.parquet", f"batches-{version}.jsonl"):
        for path in (facts / FOLDER).glob(pattern):
            path.unlink()
