"""Records of an API: every page of what has changed, none lost, none twice, as files of rows."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from storehand.errors import Refusal
from storehand.intake.sources.api import More, Resource
from storehand.intake.sources.client import Client, Clock
from storehand.intake.sources.host import Gate, named
from storehand.intake.sources.page import Asker, pages
from storehand.intake.sources.record import instant, put, value
from storehand.intake.sources.secret import Hidden
from storehand.intake.sources.source import Web
from storehand.intake.sources.spool import Lines, Records, Sheet

_CONNECT_SECONDS: Final = 10.0
_READ_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Look:
    """What is looked for: changes since a time, records made from `start` on, `now` by our own clock; with `most` only so
    many records."""

    since: datetime | None
    start: datetime | None
    now: datetime
    page_size: int = 0
    most: int = 0


@dataclass(frozen=True)
class Got:
    """The files of a resource, how many records they hold, and until when it has been read; None where that is unknown."""

    files: tuple[Path, ...]
    records: int
    mark: datetime | None
    error: Refusal | None


@contextmanager
def asked(source: str, place: Web, secrets: Mapping[str, str], clock: Clock) -> Iterator[Client]:
    """A client for one API, logged in by its declaration."""
    import httpx2

    login, limit = place.api.login, place.api.limit
    shown = login.value.format(**{"secret": "", "key": "", **secrets})
    headers = {"User-Agent": "storehand", "Accept": "application/json", **dict(place.api.headers)}
    if login.way == "header":
        headers[login.name] = shown
    auth = (secrets.get(login.user, ""), secrets.get("secret", "")) if login.way == "basic" else None
    pair = base64.b64encode(":".join(auth).encode()).decode() if auth else ""
    gate = Gate(source, frozenset({named(place.base), *(one.lower() for one in place.hosts)}), place.allow_private)
    timeout = httpx2.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    with httpx2.Client(verify=_trusted(), timeout=timeout, follow_redirects=False, trust_env=False) as http:
        yield Client(
            source, http, gate, Hidden((*secrets.values(), shown, *filter(None, (pair,)))), limit, headers,
            {login.name: shown} if login.way == "query" else {}, auth, clock,
        )  # fmt: skip


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The authorities that this machine trusts: a fifth of a second to read, so once for all sources."""
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def pull(client: Client, place: Web, resource: Resource, look: Look, paths: Mapping[str, Path], spool: Path) -> Got:
    """All records that changed, as one file for each kind of rows. What came before a break-off is kept."""
    records, error = Records(spool), None
    asker = Asker(client, resource, place.base, max(2, look.page_size or resource.paging.size), look.most)
    begun: list[datetime] = []
    try:
        for page in pages(asker, look.since):
            begun = begun or [page.at or instant(records.newest) or look.now]
            whole = [_whole(asker, resource, one) for one in page.records]
            records.add(
                (_id(client, resource, one), str(value(one, resource.stamp) or ""), _lines(resource, one))
                for one in whole
                if _is_wanted(resource, one, look)
            )
    except Refusal as refusal:
        error = refusal
    files = _files(records, resource, paths)
    spool.unlink(missing_ok=True)
    return Got(files, len(records), _mark(resource, records, begun, look, error), error)


def _mark(resource: Resource, records: Records, begun: list[datetime], look: Look, error: Refusal | None) -> datetime | None:
    """What changed after the first answer may have been missed; what came in order is read up to its last stamp."""
    if error is None:
        return min(*begun, look.now) if begun else None
    newest = instant(records.newest) if resource.in_order else None
    return min(newest, look.now) if newest else None


def _is_wanted(resource: Resource, record: Mapping[str, Any], look: Look) -> bool:
    """Records made before the start are not: of their days we would know only those that changed later."""
    made = instant(str(value(record, resource.created) or "")) if resource.created else None
    return look.start is None or made is None or made >= look.start


def _id(client: Client, resource: Resource, record: Mapping[str, Any]) -> str:
    found = value(record, resource.id)
    if found is None:
        raise Refusal("source_answer", source=client.source, path=resource.id)
    return str(found)


def _whole(asker: Asker, resource: Resource, record: dict[str, Any]) -> dict[str, Any]:
    """The record with what has to be asked for separately."""
    for more in resource.more:
        if value(record, more.when):
            put(record, more.into, _asked_for(asker, more, record), added=bool(more.start))
    return record


def _asked_for(asker: Asker, more: More, record: Mapping[str, Any]) -> list[Any]:
    return [one for page in asker.more(more, record) for one in page.records]


def _lines(resource: Resource, record: Mapping[str, Any]) -> Lines:
    return {rows.name: list(rows.of(record)) for rows in resource.rows}


def _files(records: Records, resource: Resource, paths: Mapping[str, Path]) -> tuple[Path, ...]:
    """A file for each kind of rows that has any."""
    found = []
    for rows in resource.rows:
        with Sheet(paths[rows.name], rows.header) as sheet:
            for lines in records:
                for cells in lines[rows.name]:
                    sheet.write(cells)
        if sheet.rows:
            found.append(paths[rows.name])
        else:
            paths[rows.name].unlink()
    return tuple(found)
