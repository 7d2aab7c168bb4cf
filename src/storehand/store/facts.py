"""Facts: what is known, as of a time; and the store that they live in.

`Store` is an opened workspace's facts: it takes batches and gives `Facts`, which never change under their
reader. One load writes at a time; readers never wait.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storehand.errors import WorkspaceError
from storehand.intake.batch import Batch
from storehand.store import contest, current, delta, disk, engine, keys, ledger
from storehand.store.contest import Question
from storehand.store.history import History, months_of
from storehand.store.ledger import BatchRecord, utc
from storehand.store.load import load, next_form, recover
from storehand.tables import TABLES, Table
from storehand.workspace import Workspace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["BatchRecord", "Facts", "Store"]

# delta-rs decodes such a path once too often and would look in another folder.
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True)
class Store:
    """The facts of one workspace, to load into and to read."""

    workspace: Workspace

    @classmethod
    def open(cls, workspace: Workspace) -> Store:
        """The store of an existing workspace; nothing is read or written yet."""
        if not workspace.path.is_dir():
            raise WorkspaceError("store_missing", path=workspace.path)
        if _ESCAPED.search(str(workspace.path.resolve())):
            raise WorkspaceError("store_path", path=workspace.path)
        return cls(workspace)

    def key(self) -> bytes:
        """The workspace's 32 secret bytes, made when there are no facts yet: a buyer is stored as HMAC with them."""
        folder = self.workspace.facts
        with disk.told(folder):
            return keys.read_or_make(folder, may_make=delta.newest(folder / ledger.NAME) < 0)

    def loaded(self) -> frozenset[tuple[str, str, str]]:
        """(sha256, shop, name) of every file that has been loaded. The name counts: it may state a later download."""
        return frozenset((record.sha256, record.shop, record.name) for record in self._history().records)

    def batch_ids(self) -> frozenset[str]:
        """The batches that are facts already."""
        return frozenset(record.id for record in self._history().records)

    def facts(self, as_of: datetime | None = None) -> Facts:
        """The facts as known now, or as known at `as_of` (with a zone, or UTC without one)."""
        history, until = self._history(), None if as_of is None else utc(as_of)
        known = history.known(until)
        form = history.current if len(known) == len(history.records) else None
        version = str(history.version + 1) if len(known) == len(history.records) else f"{history.version + 1}@{until}"
        return Facts(self.workspace.facts, self._spill, known, version, until, form)

    def commit(
        self, batches: Sequence[Batch], now: datetime, *, wait_seconds: float = 30, memory_limit: str = "384MB", threads: int = 2
    ) -> tuple[BatchRecord, ...]:
        """Makes the batches visible, all or none, and gives the records of those that were new.

        Their staged files are moved away. When this returns, they outlive a crash; when it raises
        (WorkspaceError: locked for `wait_seconds`, disk full, not writable), facts are as before.
        """
        with self._writing(wait_seconds, memory_limit, threads) as con:
            history = self._history()
            if history.records and history.current is None:
                history = replace(history, current=next_form(con, history, (), history.version))
            return load(con, history, batches, kept_in=self.workspace.archive, now=now)

    def rebuild_current(self, *, wait_seconds: float = 30, memory_limit: str = "384MB", threads: int = 2) -> None:
        """Makes the derived form anew from history; facts stay what they are."""
        with self._writing(wait_seconds, memory_limit, threads) as con:
            history = replace(self._history(), current=None)
            if history.records:
                next_form(con, history, (), history.version)
                current.sweep(history.facts, history.version)

    def _history(self) -> History:
        with disk.told(self.workspace.facts):
            return History.open(self.workspace.facts, self._spill)

    @property
    def _spill(self) -> Path:
        return self.workspace.cache / "spill"

    @contextmanager
    def _writing(self, wait_seconds: float, memory_limit: str, threads: int) -> Iterator[DuckDBPyConnection]:
        facts = self.workspace.facts
        with disk.told(facts):
            facts.mkdir(exist_ok=True)
            disk.forget(self._spill)
            with _locked(facts, wait_seconds), engine.start(self._spill, memory_limit=memory_limit, threads=threads) as con:
                recover(facts)
                try:
                    yield con
                except BaseException:
                    # What cannot be taken back now (the disk is full) is taken back before the next load.
                    with suppress(Exception):
                        recover(facts)
                    raise


@contextmanager
def _locked(facts: Path, wait_seconds: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(facts / ".lock")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise WorkspaceError("store_locked", path=facts, seconds=f"{wait_seconds:g}") from None
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True)
class Facts:
    """All rows as known at a time. `version` changes whenever they may differ; `as_of` is UTC, None for now.

    `current` is the derived form that they are read from; where it is None they are computed from history.
    """

    folder: Path
    spill: Path
    batches: tuple[BatchRecord, ...]
    version: str
    as_of: datetime | None
    current: current.Current | None

    def has(self, table: str) -> bool:
        """Whether any batch fed the table."""
        return any(table in record.fed for record in self.batches)

    def coverage(self, table: str) -> dict[tuple[str, str], frozenset[date]]:
        """The days that loaded files cover, per (shop, cut) of the table."""
        found: dict[tuple[str, str], set[date]] = {}
        for record in self.batches:
            if table in record.fed:
                for pair in record.fed[table].pairs:
                    found.setdefault(pair, set()).update(record.days)
        return {pair: frozenset(days) for pair, days in found.items()}

    def connect(self, *, memory_limit: str = "1GB", threads: int = 2) -> DuckDBPyConnection:
        """An engine with one view per contract table, and `batches`; it can read facts and do nothing else.

        Open it anew for each job: files that a later load replaced are removed after an hour.
        """
        with disk.told(self.folder):
            con = engine.start(self.spill, memory_limit=memory_limit, threads=threads)
            files = [file for table in TABLES.values() for file in self._show(con, table)]
            engine.seal(con, [*files, *self._show_batches(con)])
        return con

    def stated(self, con: DuckDBPyConnection, table: str) -> frozenset[str]:
        """The table's columns in which any row says anything, as the files' own footers count; `con` is of `connect`."""
        files = self._files(TABLES[table])
        return engine.stated(con, files) if files else frozenset()

    def _files(self, table: Table) -> Sequence[Path]:
        """The files that hold the table's rows, months in order."""
        if self.current is not None or not self.has(table.name):
            return [self.folder / file for file in (self.current.files(table.name) if self.current else ())]
        months = months_of(self.batches, table.name)
        return [self.folder / file for month in sorted(months) for file in months[month]]

    def _show(self, con: DuckDBPyConnection, table: Table) -> Sequence[Path]:
        alike, files = current.alike(table, self.batches), self._files(table)
        if self.current is None and files:
            self._show_history(con, table, tuple(files), alike)
        else:
            con.execute(f"CREATE VIEW {table.name} AS SELECT * FROM {engine.rows(table, files, alike=alike)}")
        return files

    def _show_history(self, con: DuckDBPyConnection, table: Table, files: tuple[Path, ...], alike: bool) -> None:
        question = Question(table, (), files, self.batches, frozenset(record.id for record in self.batches), alike, self.as_of)
        lost = f"lost_{table.name}"
        but = f"ANTI JOIN {lost} USING (file_index, file_row_number)" if contest.find_lost(con, question, lost) else ""
        known = "" if self.as_of is None else f"WHERE known_at <= {engine.text(self.as_of)}::TIMESTAMP"
        columns = engine.names(column.name for column in table.all_columns)
        rows = engine.rows(table, files, alike=alike, placed=bool(but))
        con.execute(f"CREATE VIEW {table.name} AS SELECT {columns} FROM {rows} history {but} {known}")

    def _show_batches(self, con: DuckDBPyConnection) -> Sequence[Path]:
        files = [self.folder / self.current.ledger] if self.current else delta.files(self.folder / ledger.NAME)
        rows = ledger.rows_of_lines(files[0]) if self.current else ledger.rows_of_files(files)
        known = "true" if self.as_of is None else f"known_at <= {engine.text(self.as_of)}::TIMESTAMP"
        con.execute(f"CREATE VIEW {ledger.NAME} AS {ledger.shown(rows)} WHERE {known}")
        return files
