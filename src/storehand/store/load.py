"""One load: all its batches become facts, or none does.

In this order: a note of what is about to be written; files into their places; the rows that have lost; the
next current form; one commit per table; and last the ledger's commit, which makes all of it visible. A
load that broke off before that leaves its note, and the next load first takes everything back.
"""
# ruff: noqa: S608

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storehand.errors import WorkspaceError
from storehand.intake.batch import Batch, Part
from storehand.store import archive, current, delta, disk, engine, ledger
from storehand.store.current import FOLDER, MB, Change, Current, Months
from storehand.store.history import History, months_of
from storehand.store.ledger import BatchRecord, Fed
from storehand.tables import TABLES, Kind, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NOTE = ".loading"
Pairs = tuple[tuple[str, str], ...]
Triples = tuple[tuple[str, str, date], ...]


@dataclass(frozen=True)
class Place:
    """A data file of facts to be made of staged parts: moved when it is one, written when they are many."""

    table: str
    file: str
    parts: tuple[tuple[str, Part], ...]

    @property
    def rows(self) -> int:
        """Its rows."""
        return sum(part.rows for _, part in self.parts)

    @property
    def batches(self) -> frozenset[str]:
        """The ids of its batches."""
        return frozenset(batch for batch, _ in self.parts)


@dataclass(frozen=True)
class _Job:
    """One load under way."""

    con: DuckDBPyConnection
    facts: Path
    records: tuple[BatchRecord, ...]
    version: int
    batches: Sequence[Batch]
    places: Sequence[Place]
    now: datetime

    @property
    def ledger_file(self) -> str:
        return f"{ledger.NAME}/{self.version:08}.parquet"

    def by_table(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.table, []).append(place)
        return found


def load(
    con: DuckDBPyConnection, history: History, batches: Sequence[Batch], *, kept_in: Path, now: datetime
) -> tuple[BatchRecord, ...]:
    """Makes the batches that the ledger does not name yet visible, all at once; gives their records.

    The staged files are moved. The caller holds the workspace's lock and has called `recover`.
    """
    fresh = _unknown(batches, {record.id for record in history.records})
    if not fresh:
        return ()
    places = _places(fresh, len(history.records) + 1)
    job = _Job(con, history.facts, history.records, history.version + 1, fresh, places, now)
    _note(job)
    settled = [path for batch in fresh if (kept := archive.keep(kept_in, batch, now=now)) for path in kept.files]
    settled += [_put(con, history.facts, place) for place in places]
    disk.settle(settled)
    new = _records(job)
    _commit(job, new, next_form(con, history, new, job.version))
    return new


def _unknown(batches: Sequence[Batch], known: set[str]) -> list[Batch]:
    return list({batch.id: batch for batch in reversed(batches) if batch.id not in known}.values())[::-1]


# ---- places


def _places(
    batches: Sequence[Batch], seq: int, *, many_parts: int = 8, small_bytes: int = MB, most_parts: int = 500
) -> list[Place]:
    """Where the parts go. Of more than `many_parts` small ones per table and month, `most_parts` at a time become one file."""
    wanted: dict[tuple[str, str], list[tuple[str, Part, str]]] = {}
    for batch in batches:
        for number, part in enumerate(batch.parts):
            wanted.setdefault((part.table, part.month), []).append((batch.id, part, f"{batch.id}-{number}"))
    found: list[Place] = []
    for (table, month), parts in wanted.items():
        folder = f"{table}/{delta.MONTH}={month}"
        small = [one for one in parts if one[1].path.stat().st_size < small_bytes] if len(parts) > many_parts else []
        together = small if len(small) > many_parts else []
        alone = [one for one in parts if one not in together] if together else parts
        found += [Place(table, f"{folder}/{stem}.parquet", ((batch, part),)) for batch, part, stem in alone]
        for start in range(0, len(together), most_parts):
            some = tuple((batch, part) for batch, part, _ in together[start : start + most_parts])
            found.append(Place(table, f"{folder}/load-{seq}-{start}.parquet", some))
    return found


def _put(con: DuckDBPyConnection, facts: Path, place: Place) -> Path:
    target = facts / place.file
    target.parent.mkdir(parents=True, exist_ok=True)
    paths = [part.path for _, part in place.parts]
    if len(paths) == 1:
        disk.move(paths[0], target)
    else:
        con.execute(f"COPY (SELECT * FROM {engine.rows(TABLES[place.table], paths)}) TO {engine.text(target)} (FORMAT parquet)")
    target.chmod(0o444)
    return target


# ---- records


def _records(job: _Job) -> tuple[BatchRecord, ...]:
    fed: dict[str, dict[str, Fed]] = {batch.id: {} for batch in job.batches}
    for table, places in job.by_table().items():
        for batch, one in _fed(job, TABLES[table], places).items():
            fed[batch][table] = one
    first = len(job.records) + 1
    return tuple(ledger.record(batch, fed[batch.id], seq=seq, now=job.now) for seq, batch in enumerate(job.batches, first))


def _fed(job: _Job, table: Table, places: Sequence[Place]) -> dict[str, Fed]:
    """What each batch gave to the table, counted in the files as they lie."""
    days = {batch.id: frozenset(batch.days) for batch in job.batches}
    seen = _survey(job.con, table, [job.facts / place.file for place in places], days)
    staged, found = _staged_rows(places), {batch: rows for batch, (rows, _, _) in seen.items()}
    if found != staged:
        raise WorkspaceError("store_part", table=table.label, found=sum(found.values()), staged=sum(staged.values()))
    files: dict[str, list[str]] = {batch: [] for batch in seen}
    for place in places:
        for batch in place.batches & seen.keys():
            files[batch].append(place.file)
    columns = engine.fingerprint(table)
    return {batch: Fed(rows, pairs, loose, tuple(files[batch]), columns) for batch, (rows, pairs, loose) in seen.items()}


def _staged_rows(places: Iterable[Place]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in places:
        for batch, part in place.parts:
            found[batch] = found.get(batch, 0) + part.rows
    return {batch: rows for batch, rows in found.items() if rows}


def _survey(
    con: DuckDBPyConnection, table: Table, files: Sequence[Path], days: Mapping[str, frozenset[date]]
) -> dict[str, tuple[int, Pairs, Triples]]:
    """Per batch: its rows, its (shop, cut) pairs, and the (shop, cut, day) beyond the days that it covers."""
    day = engine.name(table.month) if table.kind is Kind.SNAPSHOT else "NULL::DATE"
    told = con.execute(
        f"SELECT batch, shop, cut, {day} AS day, count(*) FROM {engine.rows(table, files)} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    found: dict[str, tuple[int, dict[tuple[str, str], None], list[tuple[str, str, date]]]] = {}
    for batch, shop, cut, on, rows in told:
        before, pairs, loose = found.get(batch, (0, {}, []))
        pairs[shop, cut] = None
        if on is not None and on not in days.get(batch, frozenset()):
            loose.append((shop, cut, on))
        found[batch] = (before + rows, pairs, loose)
    return {batch: (rows, tuple(pairs), tuple(loose)) for batch, (rows, pairs, loose) in found.items()}


# ---- the next current form


def next_form(con: DuckDBPyConnection, history: History, new: Sequence[BatchRecord], version: int) -> Current:
    """The current form once `new` is visible, written down as that of ledger commit `version`.

    Where history has no form to start from, it is made from all of history.
    """
    records, standing = (*history.records, *new), history.current
    changed = new if standing else records
    lines = _write_lines(history, new, version)
    tables: dict[str, Months] = dict(standing.tables) if standing else {}
    for table in {name: None for record in changed for name in record.fed}:
        fresh = months_of(tuple(changed), table)
        ids = frozenset(record.id for record in changed)
        change = Change(TABLES[table], tables.get(table, {}), fresh, records, ids)
        tables[table] = current.months_after(con, history.facts, change, version=version)
    form = Current(version, current.contract(), lines, tables)
    current.write(history.facts, form, standing)
    return form


def _write_lines(history: History, new: Sequence[BatchRecord], version: int) -> str:
    target = f"{FOLDER}/batches-{version}.jsonl"
    (history.facts / FOLDER).mkdir(exist_ok=True)
    if history.current and history.current.ledger != target:
        before = (history.facts / history.current.ledger).read_text("utf-8")
    else:
        before = "".join(f"{ledger.line(record)}\n" for record in history.records)
    disk.write(history.facts / target, (before + "".join(f"{ledger.line(record)}\n" for record in new)).encode())
    return target


# ---- commits


def _commit(job: _Job, new: Sequence[BatchRecord], form: Current) -> None:
    for table, places in job.by_table().items():
        added = [delta.Added(place.file.split("/", 1)[1], place.rows) for place in places]
        delta.commit(job.facts / table, delta.columns_of(TABLES[table]), added)
    target = job.facts / job.ledger_file
    target.parent.mkdir(exist_ok=True)
    lines = disk.write(job.facts / ".batches.jsonl", "".join(f"{ledger.line(record)}\n" for record in new).encode())
    ledger.write_rows(job.con, lines, target)
    lines.unlink()
    disk.settle([target])
    number = delta.commit(job.facts / ledger.NAME, ledger.COLUMNS, [delta.Added(target.name, len(new))])
    if number != form.version:
        current.write(job.facts, replace(form, version=number), form)
    (job.facts / _NOTE).unlink()
    current.sweep(job.facts, number)


# ---- what a broken load leaves


def _note(job: _Job) -> None:
    note = {"version": job.version, "ledger": job.ledger_file, "files": [place.file for place in job.places]}
    disk.write(job.facts / _NOTE, json.dumps(note).encode())


def recover(facts: Path) -> None:
    """Takes back what a load wrote that broke off before its ledger commit. Nothing happens after a whole one."""
    try:
        note = json.loads((facts / _NOTE).read_bytes())
    except FileNotFoundError:
        return
    delta.drop_torn(facts / ledger.NAME)
    if facts / note["ledger"] not in delta.files(facts / ledger.NAME):
        _take_back(facts, note["files"])
        current.discard(facts, note["version"])
        (facts / note["ledger"]).unlink(missing_ok=True)
    (facts / _NOTE).unlink()


def _take_back(facts: Path, files: Sequence[str]) -> None:
    named: dict[str, list[str]] = {}
    for file in files:
        table, path = file.split("/", 1)
        named.setdefault(table, []).append(path)
    for table, paths in named.items():
        delta.drop_torn(facts / table)
        if delta.newest(facts / table) >= 0:
            delta.withdraw(facts / table, paths)
        for path in paths:
            with suppress(FileNotFoundError):
                (facts / table / path).unlink()
