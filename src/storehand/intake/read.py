"""A file in, its Batches out: opened, sifted, staged. Raises a Refusal where the file cannot be taken."""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from storehand.errors import Refusal
from storehand.intake import guard, known, mask, match, people, raw, readers, remarks, scrub, sift, stage, text
from storehand.intake.batch import Aside, Batch
from storehand.intake.formats import Format
from storehand.intake.guard import MB, Limits
from storehand.intake.opening import Found, Opened, Opener
from storehand.intake.readers import normal
from storehand.intake.remarks import Loaded
from storehand.intake.route import Plan, plan
from storehand.intake.seen import Seen, forget, keep
from storehand.intake.sift import Shops, Sieve
from storehand.intake.stage import Label
from storehand.intake.text import Cells, Sight
from storehand.intake.typed import Manner
from storehand.workspace import Shop, Workspace

LARGE: Final = 300 * MB
_HUGE: Final = 1024 * MB
_RECORDS_FIT: Final = 160 * MB


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its batches, or why it was refused, or that it had been loaded before."""

    path: Path
    batches: tuple[Batch, ...]
    error: Refusal | None
    repeat: bool
    seconds: float


@dataclass(frozen=True)
class Request:
    """A file to read for `shop`. `day` and `known_at` are what the user says, where the file says nothing of its day,
    or whatever it says of its time. An `archived` one is a copy that `raw.keep` wrote."""

    path: Path
    shop: Shop
    day: date | None
    known_at: datetime | None
    archived: bool = False


@dataclass(frozen=True)
class Load:
    """What all files of one load share. `threads` and `memory` bound DuckDB."""

    workspace: Workspace
    formats: Sequence[Format]
    key: bytes
    stage: Path
    now: datetime
    limits: Limits
    threads: int = 2


@dataclass(frozen=True)
class _Job:
    """One table of one file on its way to a batch."""

    load: Load
    request: Request
    sight: Sight
    duck: duckdb.DuckDBPyConnection
    scratch: Path
    origin: raw.Origin | None
    started: float

    @property
    def name(self) -> str:
        return self.origin.name if self.origin else mask.shown(self.request.path)

    def pseudonym(self, cell: str) -> str | None:
        """The buyer in a cell of a small file."""
        return people.pseudonym(cell, self.request.shop.platform, self.load.key)


def read(
    request: Request,
    *,
    workspace: Workspace,
    formats: Sequence[Format],
    key: bytes,
    stage: Path,
    now: datetime,
    limits: Limits | None = None,
) -> tuple[Batch, ...]:
    """The batches of a file, read in this process; a Refusal where it cannot be taken as a whole."""
    load = Load(workspace, formats, key, stage, known.utc(now), limits or Limits())
    guard.check(request.path, load.limits)
    return read_seen(request, load, text.look(request.path))


def read_seen(request: Request, load: Load, sight: Sight) -> tuple[Batch, ...]:
    """The batches of a file that has been looked at."""
    started = time.perf_counter()
    duck = _duck(load.stage, load.threads, "900MB" if sight.size > _HUGE else "450MB")
    scratch = Path(tempfile.mkdtemp(prefix="scratch-", dir=load.stage))
    try:
        if request.archived:
            return _archived(request, load, sight, duck, scratch, started)
        opened = Opener(load.formats, load.limits, scratch, duck).open(request.path, request.path.name, sight)
        job = _Job(load, request, sight, duck, scratch, None, started)
        return tuple(
            batch for place, found in enumerate(opened.found) for batch in _batches(job, found, opened if place == 0 else None)
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@lru_cache(maxsize=1)
def _duck(stage: Path, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """One connection for all files of a load: what goes beyond `memory` it spills into the load's own folder."""
    duck = duckdb.connect(config={"threads": str(threads), "temp_directory": str(stage / "spill"), "memory_limit": memory})
    for setting in (
        "SET TimeZone = 'UTC'",
        "SET enable_progress_bar = false",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        # A LEFT JOIN must keep the order of its left side: a row's place is its record number.
        "SET disabled_optimizers = 'build_side_probe_side'",
    ):
        duck.execute(setting)
    return duck


def _archived(
    request: Request, load: Load, sight: Sight, duck: duckdb.DuckDBPyConnection, scratch: Path, started: float
) -> tuple[Batch, ...]:
    origin = raw.origin(duck, request.path, request.path.name)
    cells = raw.cells(duck, request.path, origin)
    found = match.matches(cells.head, load.formats, origin.member.rsplit("/", 1)[-1]) or match.loosely(cells.head, load.formats)
    if not found:
        raise match.refusal([cells.head], load.formats, origin.name)
    format, header = match.only(found, origin.name)
    job = _Job(load, request, Sight(origin.sha256, sight.size, True, True, False), duck, scratch, origin, started)
    return tuple(_batches(job, Found(format, header, origin.member, None, cells), None))


def _batches(job: _Job, found: Found, opened: Opened | None) -> Iterator[Batch]:
    """A batch for each shop in the table; nearly always one."""
    found = _of_period(job, replace(found, member=mask.masked(found.member)))
    made = _planned(job, found)
    for cells, is_last in _tries(found):
        try:
            yield from _of_shops(job, found, made, cells, opened)
        except duckdb.Error as fault:
            if "No space left" in str(fault):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from fault
            if is_last:
                raise Refusal("unreadable", name=job.name, fault=mask.unquoted(fault)) from fault
        else:
            return


def _tries(found: Found) -> Iterator[tuple[Cells, bool]]:
    """A large text as it lies, and what DuckDB refuses through Python's csv; all else has one way."""
    if found.cells is not None:
        yield found.cells, True
    elif found.script is not None:
        if found.script.is_large:
            yield found.script.direct(), False
        yield found.script.repaired(len(found.header.cells)), True


def _planned(job: _Job, found: Found) -> Plan:
    """The plan. The day of a table without a day column is what the user says, else what the names say."""
    since, until = known.days_named(found.format, _names(job, found)) or (None, None)
    day = job.request.day or (since if since == until else None)
    try:
        return plan(found.format, found.header, day, job.name, _names(job, found))
    except Refusal as refusal:
        if refusal.key == "day_unknown" and since is not None:
            raise Refusal("period_not_day", name=job.name, since=since, until=until) from refusal
        raise


def _of_period(job: _Job, found: Found) -> Found:
    """The table with the period that the lines above its header state, unless the user or its name says the day."""
    head = found.cells.head if found.cells is not None else found.script.head if found.script is not None else ()
    above = known.days_above(found.format, head[: found.header.record - 1], job.request.shop.timezone)
    if above is None or job.request.day is not None or known.days_named(found.format, _names(job, found)) is not None:
        return found
    return replace(found, format=known.of_period(found.format, *above, found.header))


def _names(job: _Job, found: Found) -> tuple[str, ...]:
    return (found.member, job.name) if found.member else (job.name,)


def _of_shops(job: _Job, found: Found, made: Plan, cells: Cells, opened: Opened | None) -> tuple[Batch, ...]:
    made = _with_people(job, made, cells)
    seen = _seen(job, made, cells)
    for place in made.buyers if cells.few is None else ():
        if job.origin and place in job.origin.buyers:
            raw.keep_marked(job.duck, place, seen.cells(place))
        else:
            people.keep_pseudonyms(job.duck, place, seen.cells(place), job.request.shop.platform, job.load.key)
    told = _shops(job, made, seen)
    cells = _without_people(job, found, made, cells, seen)
    return tuple(_batch(job, found, made, cells, shop, shops, opened, named) for shop, shops, named in told)


def _without_people(job: _Job, found: Found, made: Plan, cells: Cells, seen: Seen) -> Cells:
    """The records without the people whom the prose of a large file tells of."""
    if cells.few is not None:
        return cells
    masks = scrub.found_words(job.duck, seen, made, _manner(found, cells, job.request.shop), job.load.key)
    forget(job.duck)
    return scrub.without(job.duck, cells, masks) if masks else cells


def _manner(found: Found, cells: Cells, shop: Shop) -> Manner:
    read_as = found.format.read
    nulls = frozenset(normal(word) for word in read_as.nulls)
    return Manner(read_as.dates, read_as.decimal, cells.typed, shop.timezone, nulls)


def _seen(job: _Job, made: Plan, cells: Cells) -> Seen:
    """What must be known of a large file before its rows are typed; a small one is in memory."""
    relation = cells.select(made.header.record, made.width)
    if cells.few is not None:
        return Seen(relation)
    shop = {made.values[made.shop].place} if made.shop is not None else set()
    return keep(job.duck, relation, sorted({*made.buyers, *scrub.prose(made).words, *shop}))


def _with_people(job: _Job, made: Plan, cells: Cells) -> Plan:
    """The plan with what its format does not know and what looks like a person's among its person columns."""
    after = made.header.record
    if cells.few is not None:
        every = enumerate(cells.few(after), after + 1)
        rows: Sequence[Sequence[str | None]] = [row for record, row in every if record not in cells.over]
    elif scrub.unknown(made):
        rows = job.duck.execute(f"SELECT * FROM {cells.select(after, made.width)} LIMIT {scrub.SAMPLE}").fetchall()
    else:
        rows = cells.head[after:]
    return replace(made, people=tuple(sorted({*made.people, *scrub.people_columns(made, rows)})))


def _shops(job: _Job, made: Plan, seen: Seen) -> list[tuple[Shop, Shops, str]]:
    """Which shops' rows the file holds. One name that we do not know is the shop that the user named."""
    mine = job.request.shop
    names = sift.shops_named(job.duck, made, seen.cells(made.values[made.shop].place)) if made.shop is not None else ()
    known_shops = {normal(shop.name): shop for shop in job.load.workspace.shops}
    of_shop: dict[Shop, list[str]] = {}
    for name in names:
        if normal(name) in known_shops:
            of_shop.setdefault(known_shops[normal(name)], []).append(name)
    unknown = tuple(name for name in names if normal(name) not in known_shops)
    if not of_shop:
        return [(mine, Shops(), unknown[0])] if len(unknown) == 1 else [(mine, Shops(bool(unknown), (), unknown), "")]
    told = [(shop, Shops(True, tuple(own), unknown if shop == mine else (), shop == mine), "") for shop, own in of_shop.items()]
    return told if mine in of_shop or not unknown else [*told, (mine, Shops(True, (), unknown, True), "")]


def _batch(
    job: _Job, found: Found, made: Plan, cells: Cells, shop: Shop, shops: Shops, opened: Opened | None, named: str
) -> Batch:
    """Sifts the rows of one shop and stages what is kept."""
    manner = _manner(found, cells, shop)
    id = _id(job, found, shop)
    folder = _folder(job.load.stage, id)
    record = raw.record(made.width, frozenset(made.people), made.buyers)
    in_table = cells.few is not None or job.sight.size <= _RECORDS_FIT
    if cells.few is not None and (told := scrub.found_few(cells.few(made.header.record), made, manner, job.load.key)):
        cells = scrub.without(job.duck, cells, told)
    sieve = Sieve(made, cells, manner, shops, record if in_table else "", job.scratch, job.pseudonym)
    soft = sift.build(job.duck, sieve)
    if cells.few is None and (told := scrub.found_in(job.duck, made, manner, job.load.key)):
        sieve = replace(sieve, cells=scrub.without(job.duck, cells, told))
        soft = sift.build(job.duck, sieve)
    copy = _raw(job, found, sieve, record, folder, _stated(job, found, shop))
    sifted = sift.settle(job.duck, sieve, soft)
    span = stage.span(made, sifted)
    known_at = _known_at(job, found, shop, span.until)
    label = Label(id, shop.name, found.format.read.currency or shop.currency, known_at, shop.timezone)
    parts = stage.parts(job.duck, made, sifted, label, folder)
    rejects = folder / "rejects.parquet"
    aside = stage.asides(job.duck, sieve, sifted, job.name, rejects) if sifted.rows_aside else ()
    if not sifted.rows_kept:
        _check_period(job, manner, aside)
    states_totals = sifted.totals or any(feed.total_of for feed in found.format.tables)
    controls = stage.controls(job.duck, sieve, parts) if states_totals else ()
    passed = opened.passed if opened is not None else ()
    loaded = Loaded(made, cells, sifted, aside, parts, shop, named, passed, job.sight.damaged)
    return Batch(
        id, job.name, found.member, job.sight.sha256, found.format.name, shop.name, shop.platform, known_at,
        span.since, span.until, span.days, sifted.rows_in, sifted.rows_kept, sifted.rows_aside, aside,
        rejects if aside else None, controls, remarks.warnings(job.duck, loaded), parts, copy, time.perf_counter() - job.started,
    )  # fmt: skip


def _check_period(job: _Job, manner: Manner, aside: Sequence[Aside]) -> None:
    """A Refusal where every row is of a month or a week: such a file holds nothing of a day."""
    if aside and {one.reason for one in aside} == {"period_not_day"}:
        span = readers.day_range(aside[0].value, ZoneInfo(manner.zone), manner.dates, sheet=manner.typed)
        since, until = span or ("", "")
        raise Refusal("period_not_day", name=job.name, since=since, until=until)


def _id(job: _Job, found: Found, shop: Shop) -> str:
    """What makes a batch one: its content, its place in the file, shop, format, and the download time that is stated.

    The same content downloaded on two days is two batches: what went A, B, A is A again.
    """
    stated = _stated(job, found, shop)
    told = (job.sight.sha256, found.member, shop.name, found.format.name, *([stated.isoformat()] if stated else []))
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def _stated(job: _Job, found: Found, shop: Shop) -> datetime | None:
    """The download time that the user or the file's name states; of an archived copy, what was stated then."""
    if job.origin is not None:
        return datetime.fromisoformat(job.origin.stated) if job.origin.stated else None
    if job.request.known_at is not None:
        return known.utc(job.request.known_at)
    return known.stamped(found.format, _names(job, found), shop.timezone)


def _folder(stage: Path, id: str) -> Path:
    """A new folder for a batch; the same file twice in one load gets a second one."""
    folder = stage / id
    for again in range(1, 10_000):
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            folder = stage / f"{id}-{again}"
        else:
            break
    return folder


def _known_at(job: _Job, found: Found, shop: Shop, until: date | None) -> datetime:
    if job.request.known_at is not None:
        return known.utc(job.request.known_at)
    last = until - timedelta(days=1) if until else None
    for when in (_stated(job, found, shop), known.saved(job.request.path) if found.cells and found.cells.typed else None):
        if (believed := known.believable(when, job.load.now, last, shop.timezone)) is not None:
            return believed
    return job.load.now


def _raw(job: _Job, found: Found, sieve: Sieve, record: str, folder: Path, stated: datetime | None) -> Path:
    """The copy for the archive: from `t` where it holds the records, else from the file once more."""
    path, made = folder / "raw.parquet", sieve.plan
    head = [[mask.masked(cell) for cell in text.fitted(one, made.width)] for one in sieve.cells.head[: made.header.record]]
    joins = "".join(f" LEFT JOIN b{place} ON b{place}.cell = r.c{place}" for place in made.buyers)
    body = "SELECT record FROM t" if sieve.record else f"SELECT {record} FROM {sieve.relation} AS r{joins}"
    told = stated.isoformat() if stated else ""
    origin = raw.Origin(job.name, found.member, job.sight.sha256, told, sieve.cells.typed, made.buyers)
    raw.keep(job.duck, path, head, body, origin)
    return path
