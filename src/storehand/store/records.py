"""Records: what people decide and note, as a log of changes. No line of it is ever changed or deleted.

SQLite beside the facts, or another database by URL. Nothing is opened, and no file made, before there is something to
write; a workspace without records costs one look at the disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from storehand.errors import StorehandError, WorkspaceError
from storehand.intake.sources.secret import Hidden
from storehand.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine, Table

WAIT_SECONDS: Final = 10.0
_CONNECT_SECONDS: Final = 10
_LOCK: Final = 7_305_202  # any number: makers of the table in PostgreSQL wait for each other by it
# What a database says, and the sentence that it becomes.
_WORDS: Final = (
    (("locked", "lock timeout"), "records_locked"),
    (("malformed", "not a database", "disk image", "corrupt"), "records_broken"),
    (("readonly", "read-only", "unable to open", "permission denied", "is full", "disk i/o"), "records_unwritable"),
)


@dataclass(frozen=True)
class New:
    """A change to be written: what it is about, and what holds from now on (None: nothing any more)."""

    kind: str
    subject: str
    told: Mapping[str, object] | None


@dataclass(frozen=True)
class Change:
    """A line of the log. `number` grows; `at` is UTC without a zone."""

    number: int
    at: datetime
    who: str
    kind: str
    subject: str
    told: Mapping[str, object] | None


@dataclass(frozen=True)
class Records:
    """The log of one workspace. `wait_seconds`: how long another process may keep it locked."""

    workspace: Workspace
    wait_seconds: float = WAIT_SECONDS

    def changes(self, as_of: datetime | None = None) -> tuple[Change, ...]:
        """All changes made until then (with a zone, or UTC without one), oldest first."""
        if self._file is not None and not self._file.exists():
            return ()
        with self._connected(write=False) as connection:
            return tuple(_read(connection, as_of))

    def write(self, news: Sequence[New], who: str, now: datetime) -> None:
        """Adds the changes, all or none. When this returns, they outlive a crash."""
        with self._connected(write=True) as connection:
            _make(connection)
            rows = [
                {"at": _utc(now), "who": who, "kind": new.kind, "subject": new.subject, "told": _json(new.told)} for new in news
            ]
            connection.execute(_table().insert(), rows)

    @property
    def _file(self) -> Path | None:
        """The file of SQLite; None where the records are elsewhere."""
        url = self.workspace.records.url
        if not url:
            return self.workspace.path / "records.db"
        path = url.removeprefix("sqlite:///")
        return self.workspace.path / path if path != url else None

    @contextmanager
    def _connected(self, *, write: bool) -> Iterator[Connection]:
        """A transaction, which ends with the block; whatever goes wrong is one sentence."""
        from sqlalchemy import exc

        try:
            engine = self._engine(write=write)
            try:
                with engine.begin() as connection:
                    yield connection
            finally:
                engine.dispose()
        except StorehandError:
            raise
        except (exc.SQLAlchemyError, sqlite3.Error, ValueError, KeyError, ImportError, OSError) as fault:
            raise self._sentence(fault) from None

    def _engine(self, *, write: bool) -> Engine:
        from sqlalchemy import create_engine, make_url
        from sqlalchemy.pool import NullPool

        from storehand.intake.sources.database import DRIVERS

        file = self._file
        if file is not None:
            return create_engine("sqlite://", creator=lambda: _sqlite(file, self.wait_seconds, write=write), poolclass=NullPool)
        url = make_url(self.workspace.records.url)
        url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername), password=self.workspace.records.password or None)
        return create_engine(url, poolclass=NullPool, connect_args=_arguments(url, self.wait_seconds))

    def _sentence(self, fault: Exception) -> WorkspaceError:
        cause = getattr(fault, "orig", None) or fault
        place = self._file or Hidden((self.workspace.records.password,)).hide(self.workspace.records.url)
        words = Hidden((self.workspace.records.password,)).hide(cause)
        if isinstance(cause, ImportError) or type(cause).__name__ == "NoSuchModuleError":
            return WorkspaceError("records_driver", place=place)
        if isinstance(cause, ValueError | KeyError):
            return WorkspaceError("records_broken", place=place, fault=words)
        key = next((key for signs, key in _WORDS if any(sign in words.lower() for sign in signs)), "records_failed")
        return WorkspaceError(key, place=place, fault=words, seconds=f"{self.wait_seconds:g}")


def held(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The newest change of each subject, in the order of the log; what was withdrawn is left out."""
    newest = {(change.kind, change.subject): change for change in changes}
    return tuple(sorted((change for change in newest.values() if change.told is not None), key=lambda change: change.number))


@lru_cache(maxsize=1)
def _table() -> Table:
    from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text

    return Table(
        "changes",
        MetaData(),
        Column("number", Integer, primary_key=True),
        Column("at", DateTime, nullable=False),
        Column("who", String(200), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("subject", Text, nullable=False),
        Column("told", Text),
    )


def _make(connection: Connection) -> None:
    """The table, where it is not there yet; two processes may make it at once."""
    from sqlalchemy import text
    from sqlalchemy.schema import CreateTable

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    connection.execute(CreateTable(_table(), if_not_exists=True))


def _read(connection: Connection, as_of: datetime | None) -> Iterator[Change]:
    from sqlalchemy import inspect, select

    if not inspect(connection).has_table(_table().name):
        return
    asked = select(_table()).order_by(_table().c.number)
    for row in connection.execute(asked if as_of is None else asked.where(_table().c.at <= _utc(as_of))):
        told = None if row.told is None else json.loads(row.told)
        yield Change(row.number, row.at, row.who, row.kind, row.subject, told)


def _sqlite(file: Path, seconds: float, *, write: bool) -> sqlite3.Connection:
    """A connection in WAL mode, in which readers never wait; the file is made only to be written."""
    connection = sqlite3.connect(
        f"{file.resolve().as_uri()}?mode={'rwc' if write else 'rw'}", uri=True, timeout=seconds, check_same_thread=False
    )
    if write:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as fault:
            # Whoever makes the file at this moment turns it on, too.
            if "locked" not in str(fault):
                connection.close()
                raise
    return connection


def _arguments(url: URL, seconds: float) -> dict[str, Any]:
    if url.get_backend_name() != "postgresql":
        return {}
    return {"connect_timeout": _CONNECT_SECONDS, "options": f"-c lock_timeout={int(seconds * 1000)}"}


def _json(told: Mapping[str, object] | None) -> str | None:
    return None if told is None else json.dumps(told, ensure_ascii=False, sort_keys=True)


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
