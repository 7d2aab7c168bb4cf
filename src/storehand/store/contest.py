"""Which rows of history have lost: the one place that says what "the newest holds" means.

A keyed table keeps the newest row per key, by (known_at, batch, row): a batch's id is made from its
content, so that the order of loading never matters. A snapshot table keeps, per shop x cut x day, the
newest batch that stands for that day as a whole, with all its rows (also when it has none).
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storehand.store import engine
from storehand.store.engine import key_of, name, names, rows
from storehand.store.ledger import BatchRecord
from storehand.tables import Kind, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LOST = "lost_rows"
Triple = tuple[str, str, date]
_Rank = tuple[bool, datetime, str]


@dataclass(frozen=True)
class Question:
    """Rows of `standing` contest nothing among themselves; those of `fresh` may contest any.

    `records` are all visible batches, `new` the ids of those that may have changed something. `until` hides
    rows that were known later. `alike`: all files have the contract's columns.
    """

    table: Table
    standing: tuple[Path, ...]
    fresh: tuple[Path, ...]
    records: Sequence[BatchRecord]
    new: frozenset[str]
    alike: bool
    until: datetime | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """All files; `lost_rows.file_index` counts in this order."""
        return self.standing + self.fresh


def find_lost(con: DuckDBPyConnection, question: Question, lost: str = LOST) -> int:
    """Fills the temporary table `lost` (file_index, file_row_number) and gives its number of rows."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {lost} (file_index UBIGINT, file_row_number BIGINT)")
    if question.table.kind is Kind.KEYED:
        _find_lost_versions(con, question, lost)
    else:
        _find_lost_days(con, question, lost)
    return _number(con, f"SELECT count(*) FROM {lost}")


# ---- keyed: the newest version of a key


def _find_lost_versions(con: DuckDBPyConnection, question: Question, lost: str) -> None:
    if not question.fresh or not _find_doubtful(con, question):
        return
    keys = names(key_of(question.table))
    con.execute(f"""
        INSERT INTO {lost} SELECT file_index, file_row_number FROM (
            SELECT {engine.PLACE}, row_number() OVER (
                PARTITION BY {keys} ORDER BY known_at DESC, batch DESC, "row" DESC
            ) AS version
            FROM {_visible(question, question.files, placed=True)}
            SEMI JOIN doubtful ON {_key_hash(question.table)} = doubtful.h
        ) WHERE version > 1""")


def _find_doubtful(con: DuckDBPyConnection, question: Question) -> int:
    """Keys, as 64-bit hashes, that may have more than one version.

    Different hashes prove different keys, so an empty answer is exact; a collision only costs a second look.
    """
    hashed = f"SELECT {_key_hash(question.table)} AS h FROM"
    con.execute(f"CREATE OR REPLACE TEMP TABLE fresh_keys AS {hashed} {_visible(question, question.fresh)}")
    con.execute("CREATE OR REPLACE TEMP TABLE doubtful (h UBIGINT)")
    if _number(con, "SELECT count(*) - count(DISTINCT h) FROM fresh_keys"):
        con.execute("INSERT INTO doubtful SELECT h FROM fresh_keys GROUP BY h HAVING count(*) > 1")
    if question.standing:
        near = f"{hashed} {_visible(question, question.standing)} {_within_fresh(con, question)}"
        con.execute(f"INSERT INTO doubtful SELECT h FROM ({near}) SEMI JOIN fresh_keys USING (h)")
    con.execute("DROP TABLE fresh_keys")
    return _number(con, "SELECT count(*) FROM doubtful")


def _within_fresh(con: DuckDBPyConnection, question: Question) -> str:
    # Order ids mostly grow: a range lets the engine skip row groups of old months by their statistics.
    first = next((column for column in question.table.key if not question.table.column(column).null), None)
    if first is None:
        return ""
    low, high = con.execute(
        f"SELECT min({name(first)}), max({name(first)}) FROM {_visible(question, question.fresh)}"
    ).fetchall()[0]
    return "" if low is None else f"WHERE {name(first)} BETWEEN {engine.text(low)} AND {engine.text(high)}"


def _key_hash(table: Table) -> str:
    return f"hash({names(key_of(table))})"


def _visible(question: Question, files: Sequence[Path], *, placed: bool = False) -> str:
    found = rows(question.table, files, alike=question.alike, placed=placed)
    return (
        found if question.until is None else f"(SELECT * FROM {found} WHERE known_at <= {engine.text(question.until)}::TIMESTAMP)"
    )


# ---- snapshot: the newest whole day


def _find_lost_days(con: DuckDBPyConnection, question: Question, lost: str) -> None:
    held = holders(question.records, question.table.name, question.new)
    if not held or not question.files:
        return
    con.execute("CREATE OR REPLACE TEMP TABLE held (shop VARCHAR, cut VARCHAR, day DATE, holder VARCHAR)")
    columns = [*map(list, zip(*held, strict=True)), list(held.values())]
    con.execute("INSERT INTO held SELECT unnest($1), unnest($2), unnest($3), unnest($4)", columns)
    day, days = f"history.{name(question.table.month)}", [day for _, _, day in held]
    con.execute(f"""
        INSERT INTO {lost} SELECT file_index, file_row_number
        FROM {_visible(question, question.files, placed=True)} history
        JOIN held ON history.shop = held.shop AND history.cut = held.cut AND {day} = held.day
        WHERE history.batch <> held.holder AND {day} BETWEEN {engine.text(min(days))} AND {engine.text(max(days))}""")
    con.execute("DROP TABLE held")


def holders(records: Sequence[BatchRecord], table: str, new: frozenset[str]) -> dict[Triple, str]:
    """Who holds each contested shop x cut x day that a batch of `new` claims: (shop, cut, day) to batch id."""
    feeding = [record for record in records if table in record.fed]
    touched = {triple for record in feeding if record.id in new for triple, _ in _claims(record, table)}
    if not touched:
        return {}
    first, last = min(day for _, _, day in touched), max(day for _, _, day in touched)
    best: dict[Triple, _Rank] = {}
    contested: set[Triple] = set()
    for record in feeding:
        for triple, whole in _claims(record, table, first, last):
            if triple not in touched:
                continue
            rank = (whole, record.known_at, record.id)
            if triple in best:
                contested.add(triple)
            best[triple] = max(rank, best.get(triple, rank))
    return {triple: best[triple][2] for triple in contested}


def _claims(record: BatchRecord, table: str, first: date = date.min, last: date = date.max) -> Iterator[tuple[Triple, bool]]:
    """The shop x cut x days that a batch speaks for, and whether as a whole."""
    fed = record.fed[table]
    days = [day for day in record.days if first <= day <= last]
    yield from (((shop, cut, day), True) for shop, cut in fed.pairs for day in days)
    yield from ((triple, False) for triple in fed.loose)


def lost_by_file(con: DuckDBPyConnection) -> Mapping[int, int]:
    """How many rows of each file have lost."""
    return {
        int(file): int(count) for file, count in con.execute(f"SELECT file_index, count(*) FROM {LOST} GROUP BY ALL").fetchall()
    }


def rows_by_file(con: DuckDBPyConnection, files: Iterable[Path]) -> dict[Path, int]:
    """How many rows each file holds, from its footer."""
    told = con.execute(f"SELECT file_name, num_rows FROM parquet_file_metadata({engine.paths(files)})").fetchall()
    return {Path(file): int(count) for file, count in told}


def _number(con: DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])
