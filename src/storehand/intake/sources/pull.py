"""A source's new rows as files in the load's stage, and how far it will have been read once they are committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from storehand.errors import Refusal
from storehand.intake.formats import Format, read_format
from storehand.intake.sources import cursor, database, web
from storehand.intake.sources.client import CLOCK, Client, Clock
from storehand.intake.sources.cursor import Mark, State
from storehand.intake.sources.secret import SecretOf
from storehand.intake.sources.source import Database, Source, Web
from storehand.intake.sources.spool import sha256
from storehand.intake.spec import Fault, spec
from storehand.tables import TABLES, Kind

_WHOLE: Final = ""  # the one cursor of a database


@dataclass(frozen=True)
class Pulled:
    """The files that a source gave, and the `state` to keep after their commit. `error` tells what broke off; the rows
    that came before it count all the same."""

    source: Source
    files: tuple[Path, ...]
    rows: int
    state: State
    error: Refusal | None = None


@dataclass(frozen=True)
class Puller:
    """Pulls sources of one workspace: cursors in `folder`, files into `stage`. With `most` only that many rows, from
    the start, for a look."""

    folder: Path
    stage: Path
    secret_of: SecretOf
    now: datetime
    clock: Clock = CLOCK
    most: int = 0

    def pull(self, source: Source) -> Pulled:
        """What is new in a source; a Refusal where nothing could be had."""
        before = State(source.declared) if self.most else cursor.read(self.folder, source.name, source.declared)
        if isinstance(source.place, Database):
            pulled = self._query(source, source.place, before)
        else:
            pulled = self._ask(source, source.place, before)
        return self._fresh(pulled, before)

    def _fresh(self, pulled: Pulled, before: State) -> Pulled:
        """Without files that hold what the last pull held."""
        seen = {_kind_of(path): sha256(path) for path in pulled.files}
        new = tuple(path for path in pulled.files if before.seen.get(_kind_of(path)) != seen[_kind_of(path)])
        state = replace(pulled.state, seen={**before.seen, **seen}, pulled_at=self.now.astimezone(UTC))
        return replace(pulled, files=new, state=state)

    def _query(self, source: Source, place: Database, before: State) -> Pulled:
        since = self._since(source, before.marks.get(_WHOLE))
        out = self._path(source, "rows")
        password = self.secret_of(source.secret) if source.secret else ""
        got = database.fetch(source, place, password, since, out, headers(source, place), most=self.most)
        mark = cursor.newest([*got.marks, *before.marks.values()] if _one_kind(got.marks, before) else got.marks, self.now)
        marks: dict[str, Mark] = {} if mark is None else {_WHOLE: mark}
        if not got.rows:
            out.unlink()
        return Pulled(source, (out,) if got.rows else (), got.rows, State(source.declared, marks))

    def _since(self, source: Source, mark: Mark | None) -> Mark | None:
        if mark is not None:
            return cursor.back(mark, source.overlap)
        return (int(source.start) if source.start.isdigit() else source.start) if source.start else None

    def _ask(self, source: Source, place: Web, before: State) -> Pulled:
        secrets = {name: self.secret_of(told) for name, told in (("secret", source.secret), ("key", source.key)) if told}
        marks, rows = dict(before.marks), 0
        files: list[Path] = []
        error: Refusal | None = None
        with web.asked(source.name, place, secrets, self.clock) as client:
            for name in place.resources:
                got = self._resource(client, source, place, name, before)
                files += got.files
                rows += got.records
                if got.mark is not None:
                    marks[name] = got.mark
                if got.error is not None:
                    error = got.error
                    break
        if error is not None and not files:
            raise error
        return Pulled(source, tuple(files), rows, State(source.declared, marks), error)

    def _resource(self, client: Client, source: Source, place: Web, name: str, before: State) -> web.Got:
        resource = place.api.resource(name)
        held = before.marks.get(name)
        since = cursor.instant_back(held, source.overlap) if isinstance(held, datetime) else _instant(source.start)
        paths = {rows.name: self._path(source, rows.name) for rows in resource.rows}
        look = web.Look(since, _instant(source.start), self.now.astimezone(UTC), place.page_size, self.most)
        return web.pull(client, place, resource, look, paths, self.stage / f".{source.name}-{name}.jsonl")

    def _path(self, source: Source, kind: str) -> Path:
        return self.stage / f"{source.name}-{kind}-{self.now.astimezone(UTC):%Y%m%dT%H%M%S}.csv"


def _kind_of(path: Path) -> str:
    return path.stem.rsplit("-", 1)[0]


def _one_kind(marks: list[Mark], before: State) -> bool:
    return {type(mark) for mark in marks} >= {type(mark) for mark in before.marks.values()}


def _instant(start: str) -> datetime | None:
    if not start:
        return None
    try:
        then = datetime.fromisoformat(start)
    except ValueError:
        raise Refusal("source_start", start=start) from None
    return then if then.tzinfo else then.replace(tzinfo=UTC)


# ---- a mapping in the source's own file becomes a format


def headers(source: Source, place: Database) -> tuple[str, ...]:
    """The file's columns where the source maps them itself: our mark, then all that the mapping speaks of."""
    if not place.format:
        return ()
    return (mark(source), *dict.fromkeys(_spoken_of(place.format)))


def mark(source: Source) -> str:
    """A header that no other file has."""
    return f"source:{source.name}"


def own_format(source: Source) -> str | None:
    """The format.toml that a source's own mapping means; None where it has none. Wrong ones are Refusals."""
    import tomlkit

    if not isinstance(source.place, Database) or not source.place.format:
        return None
    told = dict(source.place.format)
    names = [header for header in headers(source, source.place) if header not in told["people"]["headers"]]
    return tomlkit.dumps({**told, "signature": {"headers": names}})


def check(source: Source, scratch: Path) -> Format | None:
    """The format of a source's own mapping, proven; None where it has none."""
    if isinstance(source.place, Database):
        database.check_query(source.name, source.place.query)
    try:
        words = own_format(source)
        if words is None:
            return None
        path = scratch / "format.toml"
        path.write_text(words, encoding="utf-8")
        format = read_format(path)
    except Refusal as refusal:
        raise Refusal("source_broken", file=source.path.name, fault=refusal.values.get("fault", refusal.key)) from None
    except (Fault, LookupError, TypeError, AttributeError, ValueError) as fault:
        raise Refusal("source_broken", file=source.path.name, fault=fault) from None
    _check_days(source, format)
    return format


def _check_days(source: Source, format: Format) -> None:
    """A day of a snapshot is replaced as a whole: only a cursor over its days reads whole days again."""
    place = source.place
    if not isinstance(place, Database) or not place.since_column:
        return
    for feed in format.tables:
        table = TABLES[feed.name]
        told = dict(feed.columns).get(table.month)
        by_day = told is not None and place.since_column in {name for header in told.headers() for name in header.split("|")}
        if table.kind is Kind.SNAPSHOT and not by_day:
            raise Refusal("source_not_by_day", source=source.name, table=table.label, column=place.since_column)


def _spoken_of(told: Mapping[str, Any]) -> Iterator[str]:
    """Every header that a mapping reads: of values, conditions and the fill-down. A person's column that it does not read is not
    even fetched."""
    for feed in told["table"]:
        for value in feed["columns"].values():
            meant = spec(value)
            yield from meant.headers()
            yield from (test.header for test in meant.conditions())
        yield from (str(test["header"]) for test in feed.get("where", []))
    if "fill" in told:
        yield from (told["fill"]["key"], *told["fill"]["headers"])
