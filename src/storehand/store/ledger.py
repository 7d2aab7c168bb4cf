"""The ledger: what was loaded, when, and which rows and files of facts came from it.

A batch that the ledger does not name is invisible. One record is one JSON object: the derived copy keeps
them as lines, the Delta table `batches` as rows.
"""
# ruff: noqa: S608

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storehand.intake.batch import Aside, Batch, Control, Warning_
from storehand.store import engine

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAME = "batches"

COLUMNS: tuple[tuple[str, str], ...] = (
    ("seq", "BIGINT"), ("id", "VARCHAR"), ("name", "VARCHAR"), ("member", "VARCHAR"), ("sha256", "VARCHAR"),
    ("format", "VARCHAR"), ("shop", "VARCHAR"), ("platform", "VARCHAR"), ("known_at", "TIMESTAMP"), ("loaded_at", "TIMESTAMP"),
    ("since", "DATE"), ("until", "DATE"), ("days", "DATE[]"), ("rows_in", "BIGINT"), ("rows_kept", "BIGINT"),
    ("rows_aside", "BIGINT"), ("aside", "JSON"), ("controls", "JSON"), ("warnings", "JSON"), ("fed", "JSON"),
)  # fmt: skip


@dataclass(frozen=True)
class Fed:
    """What a batch gave to one table.

    `pairs` are (shop, cut); with the batch's days they say what it stands for as a whole. `loose` are the
    (shop, cut, day) of its rows beyond those days. `files` are relative to facts/; many small batches of
    one load share a file. `columns` is the contract's fingerprint at that time.
    """

    rows: int
    pairs: tuple[tuple[str, str], ...]
    loose: tuple[tuple[str, str, date], ...]
    files: tuple[str, ...]
    columns: str

    @property
    def months(self) -> tuple[str, ...]:
        """ "YYYY-MM", or "none" for rows without a day."""
        return tuple(sorted({month_of(file) for file in self.files}))


@dataclass(frozen=True)
class BatchRecord:
    """A batch as the ledger keeps it. Times are UTC without a zone; `seq` counts from 1 in the order of loading."""

    seq: int
    id: str
    name: str
    member: str
    sha256: str
    format: str
    shop: str
    platform: str
    known_at: datetime
    loaded_at: datetime
    since: date | None
    until: date | None
    days: tuple[date, ...]
    rows_in: int
    rows_kept: int
    rows_aside: int
    aside: tuple[Aside, ...]
    controls: tuple[Control, ...]
    warnings: tuple[Warning_, ...]
    fed: Mapping[str, Fed]

    @property
    def rows(self) -> dict[str, int]:
        """Rows per table of facts."""
        return {table: fed.rows for table, fed in self.fed.items()}

    @property
    def cuts(self) -> dict[str, tuple[str, ...]]:
        """Cuts per table of facts."""
        return {table: tuple(sorted({cut for _, cut in fed.pairs})) for table, fed in self.fed.items()}

    @property
    def months(self) -> dict[str, tuple[str, ...]]:
        """Month partitions per table of facts."""
        return {table: fed.months for table, fed in self.fed.items()}


def utc(moment: datetime) -> datetime:
    """The same moment in UTC without a zone, as facts store it."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def month_of(file: str) -> str:
    """The month partition of a data file: `orders/month=2026-11/x.parquet` gives "2026-11"."""
    return file.split("/")[1].removeprefix("month=")


def record(batch: Batch, fed: Mapping[str, Fed], *, seq: int, now: datetime) -> BatchRecord:
    """The ledger's record of a batch that was just stored."""
    return BatchRecord(
        seq, batch.id, batch.name, batch.member, batch.sha256, batch.format, batch.shop, batch.platform,
        utc(batch.known_at), utc(now), batch.since, batch.until, tuple(sorted(batch.days)),
        batch.rows_in, batch.rows_kept, batch.rows_aside, batch.aside, batch.controls, batch.warnings, fed,
    )  # fmt: skip


def line(kept: BatchRecord) -> str:
    """A record as one line of JSON."""
    plain = {name: getattr(kept, name) for name, _ in COLUMNS}
    plain["aside"] = [vars(one) for one in kept.aside]
    plain["controls"] = [vars(one) for one in kept.controls]
    plain["warnings"] = [{"key": one.key, "values": dict(one.values)} for one in kept.warnings]
    plain["fed"] = {table: vars(fed) for table, fed in kept.fed.items()}
    return json.dumps(plain, ensure_ascii=False, default=str, separators=(",", ":"))


def read(lines: Iterable[str]) -> tuple[BatchRecord, ...]:
    """Records from their lines, in the order of loading."""
    found = (_from_json(json.loads(one)) for one in lines if one.strip())
    return tuple(sorted(found, key=lambda kept: kept.seq))


def _from_json(plain: dict[str, Any]) -> BatchRecord:
    plain["known_at"], plain["loaded_at"] = (datetime.fromisoformat(plain[name]) for name in ("known_at", "loaded_at"))
    plain["since"], plain["until"] = (_day(plain[name]) for name in ("since", "until"))
    plain["days"] = tuple(date.fromisoformat(day) for day in plain["days"])
    plain["aside"] = tuple(Aside(**one) for one in plain["aside"])
    plain["controls"] = tuple(Control(one["name"], Decimal(one["file"]), Decimal(one["rows"])) for one in plain["controls"])
    plain["warnings"] = tuple(Warning_(one["key"], tuple(one["values"].items())) for one in plain["warnings"])
    plain["fed"] = {table: _fed(one) for table, one in plain["fed"].items()}
    return BatchRecord(**plain)


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _fed(plain: dict[str, Any]) -> Fed:
    return Fed(
        plain["rows"],
        tuple((shop, cut) for shop, cut in plain["pairs"]),
        tuple((shop, cut, date.fromisoformat(day)) for shop, cut, day in plain["loose"]),
        tuple(plain["files"]),
        plain["columns"],
    )


def write_rows(con: DuckDBPyConnection, lines: Path, target: Path) -> None:
    """The records of a file of lines as the rows of one Parquet file."""
    told = ", ".join(
        f"{engine.name(name)}::{'VARCHAR' if kind == 'JSON' else kind} AS {engine.name(name)}" for name, kind in COLUMNS
    )
    con.execute(f"COPY (SELECT {told} FROM {rows_of_lines(lines)}) TO {engine.text(target)} (FORMAT parquet)")


def rows_of_lines(lines: Path) -> str:
    """A table function over a file of lines, with the ledger's columns."""
    kinds = ", ".join(f"{engine.name(name)}: {engine.text(kind)}" for name, kind in COLUMNS)
    return f"read_json({engine.text(lines)}, format = 'newline_delimited', columns = {{{kinds}}})"


def rows_of_files(files: Sequence[Path]) -> str:
    """A subquery over the ledger's own Parquet files, with the same columns."""
    if not files:
        return f"(SELECT {', '.join(f'NULL::{kind} AS {engine.name(name)}' for name, kind in COLUMNS)} WHERE false)"
    told = ", ".join(f"{engine.name(name)}::{kind} AS {engine.name(name)}" for name, kind in COLUMNS)
    return f"(SELECT {told} FROM read_parquet({engine.paths(files)}, union_by_name = true))"


def shown(rows: str) -> str:
    """The SELECT behind the view `batches`: the ledger for people; `batch` joins it with the rows of every table."""
    return f"""
        SELECT seq, id AS batch, name, member, format, shop, platform, known_at, loaded_at, since, until, len(days) AS days,
               rows_in, rows_kept, rows_aside,
               array_to_string(list_transform(json_keys(fed), lambda told: told || ' ' || (fed->told->>'rows')), ', ') AS fed,
               aside, controls, warnings, sha256
        FROM {rows}"""


def lines_of_files(con: DuckDBPyConnection, files: Sequence[Path]) -> Iterator[str]:
    """The records of the ledger's Parquet files as lines of JSON."""
    for (one,) in con.execute(f"SELECT to_json(kept)::VARCHAR FROM {rows_of_files(files)} kept").fetchall():
        yield str(one)
