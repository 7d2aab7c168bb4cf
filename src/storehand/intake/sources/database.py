"""Rows of a database: one SELECT, in a read-only transaction, streamed into a CSV file."""

# ruff: noqa: S608 - the query is the user's own, names are quoted by the dialect, values bound

from __future__ import annotations

import re
import sqlite3
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from storehand.errors import Refusal
from storehand.intake.readers import normal
from storehand.intake.sources import outage
from storehand.intake.sources.cursor import Mark
from storehand.intake.sources.secret import Hidden
from storehand.intake.sources.source import Database, Source
from storehand.intake.sources.spool import Sheet, cell

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine, TextClause

DRIVERS: Final = {
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_CONNECT_SECONDS: Final = 10
_CHUNK: Final = 5_000
_EARLIEST: Final = "1970-01-01"
_LIMITED: Final = frozenset({"postgresql", "mysql", "mariadb", "sqlite"})
_SINCE: Final = re.compile(r"(?<![:\w\\]):since\b")
_QUOTED: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`")
_COMMENT: Final = re.compile(r"--[^\n]*|/\*(?!!).*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Fetched:
    """What a query gave: the file's header, its rows, and the since column's values of all rows that had one."""

    header: tuple[str, ...]
    rows: int
    marks: list[Mark]


def check_query(source: str, query: str) -> None:
    """Refuses everything that is not one SELECT."""
    plain = _COMMENT.sub(" ", _QUOTED.sub("''", query)).strip().rstrip(";").strip()
    starts = re.match(r"\(*\s*(select|with)\b", plain, re.IGNORECASE)
    writes = re.search(r"\binto\s+(?:outfile|dumpfile)\b|/\*!", plain, re.IGNORECASE)
    if not starts or writes or ";" in plain:
        raise Refusal("source_query", source=source)


def fetch(
    source: Source, place: Database, password: str, since: Mark | None, out: Path, wanted: Sequence[str], *, most: int = 0
) -> Fetched:
    """Writes the query's rows to `out`: those since the mark, all columns or the `wanted` ones, `most` of them at most.

    A mark that starts the header (`wanted`'s first) is a column of our own, which is empty in every row.
    """
    check_query(source.name, place.query)
    with _asking(source, place, password) as connection:
        result = connection.execution_options(stream_results=True, yield_per=_CHUNK).execute(
            *_statement(connection, place, since, most)
        )
        names = [str(name) for name in result.keys()]  # noqa: SIM118 - a Result is no mapping
        columns = _columns(source, names, wanted)
        return _written(result, columns, _place_of(source, place, names), out, place, most)


def _written(result: Any, columns: Sequence[tuple[str, int]], since: int, out: Path, place: Database, most: int) -> Fetched:
    zone = ZoneInfo(place.timezone) if place.timezone else None
    header = tuple(name for name, _ in columns)
    newest: dict[type, Mark] = {}
    with Sheet(out, header) as sheet:
        for row in result:
            sheet.write(["" if at < 0 else cell(row[at], zone) for _, at in columns])
            if since >= 0 and isinstance(row[since], datetime | date | int | Decimal | str):
                held = newest.setdefault(type(row[since]), row[since])
                newest[type(row[since])] = max(held, row[since])
            if sheet.rows == most:
                break
    return Fetched(header, sheet.rows, list(newest.values()))


def _columns(source: Source, names: Sequence[str], wanted: Sequence[str]) -> list[tuple[str, int]]:
    """The file's columns and where they stand in a row; -1 for the mark of ours."""
    if not wanted:
        return [(name, at) for at, name in enumerate(names)]
    there = {normal(name): at for at, name in reversed(list(enumerate(names)))}
    mark, *headers = wanted
    found, lacking = [(mark, -1)], []
    for header in headers:
        at = next((there[normal(one)] for one in header.split("|") if normal(one) in there), None)
        if at is None:
            lacking.append(header.split("|")[0])
        elif (names[at], at) not in found:
            found.append((names[at], at))
    if lacking:
        raise Refusal("source_column", source=source.name, column="、".join(lacking), seen="、".join(names[:12]))
    return found


def _place_of(source: Source, place: Database, names: Sequence[str]) -> int:
    """Where the since column stands; -1 where there is none."""
    if not place.since_column:
        return -1
    found = next((at for at, name in enumerate(names) if normal(name) == normal(place.since_column)), None)
    if found is None:
        raise Refusal("source_column", source=source.name, column=place.since_column, seen="、".join(names[:12]))
    return found


def _statement(connection: Connection, place: Database, since: Mark | None, most: int) -> tuple[TextClause, Mapping[str, object]]:
    """The query as it stands, with its own :since, or wrapped so that it gives what has changed since the mark."""
    from sqlalchemy import text

    query = place.query.strip().rstrip(";").rstrip()
    has_place = _SINCE.search(query) is not None
    told, bound = _escaped(query, keep=has_place), dict[str, object]()
    if has_place:
        bound = {"since": _EARLIEST if since is None else since}
    elif since is not None and place.since_column:
        column = f"asked.{connection.dialect.identifier_preparer.quote(place.since_column)}"
        told = f"SELECT * FROM ({told}\n) AS asked WHERE {column} >= :since OR {column} IS NULL"
        bound = {"since": since}
    if most and connection.dialect.name in _LIMITED:
        # Without it some drivers would fetch all the rest before they let go of a query.
        told = f"SELECT * FROM ({told}\n) AS looked LIMIT {most}"
    return text(told), bound


def _escaped(query: str, *, keep: bool) -> str:
    """A colon of the query is no place for a value, but that of `:since`."""
    marked = _SINCE.sub("\0since", query) if keep else query
    return re.sub(r"(?<!\\):", r"\\:", marked).replace("\0since", ":since")


@contextmanager
def _asking(source: Source, place: Database, password: str) -> Iterator[Connection]:
    """A connection in a read-only transaction; whatever goes wrong is one sentence."""
    hidden = Hidden((password,))
    engine = _engine(source, place, password, hidden)
    with outage.told(source.name, engine.url, place.timeout, hidden), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Previous unbuffered result")
        try:
            with engine.connect() as connection:
                _restrict(connection, place.timeout)
                yield connection
                connection.rollback()
        finally:
            engine.dispose()


def _restrict(connection: Connection, seconds: int) -> None:
    """Read only, and no longer than `seconds`."""
    kind = connection.dialect.name
    if kind == "postgresql":
        commands = ["SET TRANSACTION READ ONLY", f"SET LOCAL statement_timeout = {seconds * 1000}"]
    elif kind in {"mysql", "mariadb"}:
        is_mariadb = bool(getattr(connection.dialect, "is_mariadb", False))
        limit = f"max_statement_time = {seconds}" if is_mariadb else f"max_execution_time = {seconds * 1000}"
        commands = [f"SET SESSION {limit}", "START TRANSACTION READ ONLY"]
    elif kind == "sqlite":
        commands = ["PRAGMA query_only = ON"]
    else:
        commands = []
    for command in commands:
        connection.exec_driver_sql(command)


def _engine(source: Source, place: Database, password: str, hidden: Hidden) -> Engine:
    from sqlalchemy import create_engine, exc, make_url
    from sqlalchemy.pool import NullPool

    try:
        url = make_url(place.url)
        url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
        if url.get_backend_name() == "sqlite":
            return create_engine(
                "sqlite://", creator=lambda: _sqlite(source, url.database or "", place.timeout), poolclass=NullPool
            )
        settled = url.set(password=password or None)
        return create_engine(settled, poolclass=NullPool, connect_args=_arguments(settled, place.timeout))
    except exc.NoSuchModuleError as fault:
        raise Refusal("source_driver", source=source.name, driver=place.url.split(":", 1)[0]) from fault
    except ImportError as fault:
        raise Refusal("source_driver", source=source.name, driver=fault.name or place.url.split(":", 1)[0]) from fault
    except (exc.ArgumentError, ValueError) as fault:
        raise Refusal("source_url", source=source.name, fault=hidden.hide(fault)) from fault


def _arguments(url: URL, seconds: int) -> dict[str, object]:
    """Time-outs of the drivers that we ship."""
    driver = url.get_driver_name()
    if driver == "pymysql":
        return {"connect_timeout": _CONNECT_SECONDS, "read_timeout": seconds + 30, "write_timeout": seconds, "charset": "utf8mb4"}
    return {"connect_timeout": _CONNECT_SECONDS} if driver == "psycopg" else {}


def _sqlite(source: Source, database: str, seconds: int) -> sqlite3.Connection:
    """A file of SQLite, never made nor changed; a relative path starts at the workspace."""
    path = (source.path.parent.parent / database).resolve()
    if not path.is_file():
        raise Refusal("source_no_file", source=source.name, path=path)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_CONNECT_SECONDS, check_same_thread=False)
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > until), 100_000)
    return connection
