"""The copy of a file for the archive: every record as text, person cells blank, buyers as pseudonyms.

One Parquet column `record` holds a record's cells joined by U+001F. (A column per cell costs three times the
CPU: DuckDB writes text at 0.1 µs a cell.) What it was is told in the file's own metadata, so that facts can be
made anew from it alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from storehand.errors import Refusal
from storehand.intake.sql import literal
from storehand.intake.text import HEAD_ROWS, Cells

SEPARATOR: Final = "\x1f"
_TOLD = "storehand"
_MARK = "~"


@dataclass(frozen=True)
class Origin:
    """The file that a copy was made of; `zone` is that of the shop, `buyers` are columns that hold pseudonyms."""

    name: str
    member: str
    sha256: str
    known_at: datetime
    typed: bool
    buyers: tuple[int, ...]


def keep(
    duck: duckdb.DuckDBPyConnection, path: Path, head: Sequence[Sequence[str]], body: str, blank: frozenset[int], origin: Origin, width: int
) -> None:
    """Writes the copy: the records of `head` as they are, then those of the relation `body`, blanked."""
    cells = ", ".join(_cell(place, blank, origin) for place in range(1, width + 1))
    joins = "".join(f" LEFT JOIN b{place} ON b{place}.cell = c{place}" for place in origin.buyers)
    first = ", ".join(f"({literal(SEPARATOR.join(_flat(record)))})" for record in head)
    told = {
        "name": origin.name, "member": origin.member, "sha256": origin.sha256, "known_at": origin.known_at.isoformat(),
        "typed": origin.typed, "buyers": origin.buyers,
    }  # fmt: skip
    duck.execute(
        f"COPY (SELECT record FROM (VALUES {first}) AS head(record) UNION ALL SELECT concat_ws({literal(SEPARATOR)}, {cells}) FROM {body}{joins})"
        f" TO {literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA {{{_TOLD}: {literal(json.dumps(told))}}})"
    )


def _flat(record: Iterable[str]) -> list[str]:
    return [cell.replace(SEPARATOR, " ") for cell in record]


def _cell(place: int, blank: frozenset[int], origin: Origin) -> str:
    if place in origin.buyers:
        return f"coalesce('{_MARK}' || b{place}.pseudonym, '')"
    return "''" if place in blank else f"coalesce(c{place}, '')"


def origin(duck: duckdb.DuckDBPyConnection, path: Path, name: str) -> Origin:
    """What a copy was made of; a Parquet file that is no such copy is a Refusal."""
    found = duck.execute(f"SELECT decode(value) FROM parquet_kv_metadata({literal(path)}) WHERE key = '{_TOLD}'").fetchone()
    if found is None:
        raise Refusal("not_from_archive", name=name)
    told = json.loads(found[0])
    return Origin(
        told["name"], told["member"], told["sha256"], datetime.fromisoformat(told["known_at"]), told["typed"], tuple(told["buyers"])
    )  # fmt: skip


def cells(duck: duckdb.DuckDBPyConnection, path: Path, told: Origin) -> Cells:
    """The records of a copy, as they were read from the original."""
    split = f"(SELECT string_split(record, {literal(SEPARATOR)}) AS cells FROM read_parquet({literal(path)}))"
    head = duck.execute(f"SELECT cells FROM {split} LIMIT {HEAD_ROWS}").fetchall()

    def select(after: int, width: int) -> str:
        wanted = ", ".join(f"nullif(cells[{place}], '') AS c{place}" for place in range(1, width + 1))
        return f"(SELECT {wanted} FROM {split} OFFSET {after})"

    return Cells(told.member, tuple(tuple(row[0]) for row in head), select, typed=told.typed)


def keep_marked(duck: duckdb.DuckDBPyConnection, place: int, relation: str) -> None:
    """The pseudonyms that a copy holds in column `place`, as the table b<place> of `people`."""
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE b{place} AS SELECT DISTINCT c{place} AS cell, substr(c{place}, {len(_MARK) + 1}) AS pseudonym "
        f"FROM {relation} WHERE starts_with(c{place}, '{_MARK}')"
    )


def records(path: Path, first: int, last: int) -> list[list[str]]:
    """Records `first` to `last` (from 1, inclusive) of a copy: the lines behind a figure."""
    with duckdb.connect() as duck:
        rows = duck.execute(
            f"SELECT record FROM read_parquet({literal(path)}, file_row_number = true) "
            f"WHERE file_row_number BETWEEN {int(first) - 1} AND {int(last) - 1} ORDER BY file_row_number"
        ).fetchall()
    return [row[0].split(SEPARATOR) for row in rows]
