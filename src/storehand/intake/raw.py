"""The copy of a file for the archive: every record as text, person cells blank, buyers as pseudonyms.

One Parquet column `record` holds a record's cells joined by U+001F. (A column per cell costs three times the
CPU: DuckDB writes text at 0.1 µs a cell.) What it was is told in the file's own metadata, so that facts can be
made anew from it alone.
"""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import duckdb

from storehand.errors import Refusal
from storehand.intake.sql import literal
from storehand.intake.text import HEAD_ROWS, Cells

SEPARATOR: Final = "\x1f"
_TOLD = "storehand"
_MARK = "~"
_OF_PERSON = re.compile(
    r"姓名|昵称|用户名|账户|账号|帐户|帐号|手机|电话|地址|邮箱|e-?mail|@|\b(?:account|phone|name)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Origin:
    """The file that a copy was made of. `stated` is the download time that it states (ISO, UTC) or empty; `typed`: its
    cells had types; `buyers` are columns that hold pseudonyms."""

    name: str
    member: str
    sha256: str
    stated: str
    typed: bool
    buyers: tuple[int, ...]


def record(width: int, blank: frozenset[int], buyers: Sequence[int]) -> str:
    """SQL of a record's text, from c1 … of a row r that is joined with the pseudonyms b<place>."""
    cells = ", ".join(_cell(place, blank, buyers) for place in range(1, width + 1))
    return f"concat_ws({literal(SEPARATOR)}, {cells})"


def _cell(place: int, blank: frozenset[int], buyers: Sequence[int]) -> str:
    if place in buyers:
        return f"coalesce('{_MARK}' || b{place}.pseudonym, '')"
    return "''" if place in blank else f"coalesce(r.c{place}, '')"


def marked(pseudonym: str | None) -> str:
    """What stands for a buyer's cell."""
    return _MARK + pseudonym if pseudonym else ""


def keep(duck: duckdb.DuckDBPyConnection, path: Path, head: Sequence[Sequence[str]], body: str, origin: Origin) -> None:
    """Writes the copy: the records of `head`, of which the last is the header, then `body`, SQL of records that are blanked
    already. A line above the header that tells of a person (支付宝账户：…) becomes a blank one."""
    first = ", ".join(f"({literal(SEPARATOR.join(_flat(one)))})" for one in (*map(_impersonal, head[:-1]), *head[-1:]))
    told = literal(json.dumps({**asdict(origin), "buyers": list(origin.buyers)}))
    duck.execute(
        f"COPY (SELECT record FROM (VALUES {first}) AS head(record) UNION ALL {body}) TO {literal(path)} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA {{{_TOLD}: {told}}})"
    )


def _impersonal(cells: Sequence[str]) -> Sequence[str]:
    return [""] * len(cells) if any(_OF_PERSON.search(cell) for cell in cells) else cells


def _flat(cells: Iterable[str]) -> list[str]:
    return [cell.replace(SEPARATOR, " ") for cell in cells]


def origin(duck: duckdb.DuckDBPyConnection, path: Path, name: str) -> Origin:
    """What a copy was made of; a Parquet file that is no such copy is a Refusal."""
    found = duck.execute(f"SELECT decode(value) FROM parquet_kv_metadata({literal(path)}) WHERE key = '{_TOLD}'").fetchone()
    if found is None:
        raise Refusal("not_from_archive", name=name)
    told = json.loads(found[0])
    return Origin(told["name"], told["member"], told["sha256"], told["stated"], told["typed"], tuple(told["buyers"]))


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
        f"CREATE OR REPLACE TEMP TABLE b{place} AS "
        f"SELECT DISTINCT c{place} AS cell, substr(c{place}, {len(_MARK) + 1}) AS pseudonym "
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
