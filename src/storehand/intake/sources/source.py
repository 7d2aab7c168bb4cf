"""What a source is: sources/<name>.toml in the workspace says where its rows come from and how they are read."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storehand.errors import Refusal, UsageError
from storehand.intake.sources import cursor, secret
from storehand.intake.sources.api import SHIPPED, Api, api, shipped
from storehand.intake.spec import Fault

WHEN: Final = ("load", "asked")
_BOTH: Final = {"kind", "shop", "when", "secret", "key", "start", "overlap"}
_SQL: Final = _BOTH | {
    "url", "query", "since_column", "timeout", "timezone",
    "read", "people", "fill", "table", "table_days", "covers", "partial",
}  # fmt: skip
_HTTP: Final = _BOTH | {"host", "base", "version", "resources", "page_size", "hosts", "allow_private", "api"}
_FORMAT: Final = ("table_days", "covers", "partial", "fill", "table")
_NAME: Final = re.compile(r"[^\s/\\.:*?\"<>|][^/\\:*?\"<>|]{0,60}")
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?")


@dataclass(frozen=True)
class Database:
    """Rows of a query. `since_column` grows with every change of a row. `format` is the mapping that stands in the
    source's own file, as a format.toml has it; empty where a format is found by its headers."""

    url: str
    query: str
    since_column: str = ""
    timeout: int = 300
    timezone: str = ""
    format: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Web:
    """Records of an API. `base` is its address with the host filled in; `hosts` are others that it may send us to."""

    api: Api
    base: str
    host: str
    hosts: tuple[str, ...] = ()
    version: str = ""
    resources: tuple[str, ...] = ()
    page_size: int = 0
    allow_private: bool = False


@dataclass(frozen=True)
class Source:
    """One source. `start`: from when on, at the first reading; `secret` and `key` are references, never secrets."""

    name: str
    kind: str
    path: Path
    place: Database | Web
    shop: str = ""
    when: str = "asked"
    secret: str = ""
    key: str = ""
    start: str = ""
    overlap: str = "1d"

    @property
    def declared(self) -> str:
        """Identifies what is asked for and how it is read: after a change all is read anew."""
        told: list[object] = [self.kind, self.start, self.shop]
        if isinstance(self.place, Database):
            url = self.place.url
            told += [url, self.place.query, self.place.since_column, self.place.timezone, self.place.format]
        else:
            told += [self.place.base, self.place.resources, repr(self.place.api)]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def sources(folder: Path) -> tuple[Source, ...]:
    """All sources of a workspace, by name; a broken file is a Refusal that names the fault."""
    return tuple(read_source(path) for path in paths(folder))


def paths(folder: Path) -> tuple[Path, ...]:
    """The files that declare sources."""
    return tuple(sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))) if folder.is_dir() else ()


def named(folder: Path, name: str) -> Source:
    """The source of that name; UsageError where there is none."""
    known = {path.stem: path for path in paths(folder)}
    if name not in known:
        raise UsageError("unknown_source", source=name, known="、".join(known) or "–")
    return read_source(known[name])


def read_source(path: Path) -> Source:
    """The source of one file. A secret in it, or anything that it does not mean, is a Refusal."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refusal("source_broken", file=path.name, fault=fault) from None
    secret.check_file(told, path.name)
    try:
        return _source(path, told)
    except (Fault, LookupError, TypeError, ValueError) as fault:
        raise Refusal("source_broken", file=path.name, fault=_told(fault)) from None


def _told(fault: Exception) -> str:
    return f"? {fault.args[0]}" if isinstance(fault, KeyError) else str(fault)


def _source(path: Path, told: Mapping[str, Any]) -> Source:
    kind = str(told["kind"])
    if kind not in {"sql", "http", *SHIPPED}:
        raise Fault(f"kind = {kind!r}: sql | http | {' | '.join(SHIPPED)}")
    stray = set(told) - (_SQL if kind == "sql" else _HTTP)
    if stray:
        raise Fault(", ".join(sorted(stray)))
    overlap = str(told.get("overlap", "1d" if kind == "sql" else "10m"))
    when = str(told.get("when", "asked"))
    if not cursor.is_overlap(overlap) or when not in WHEN or not _NAME.fullmatch(path.stem):
        raise Fault(f"overlap = {overlap!r}, when = {when!r}, {path.stem!r}")
    for name in ("secret", "key"):
        if told.get(name) and not secret.is_reference(str(told[name])):
            raise Refusal("secret_in_file", file=path.name, key=name)
    place = _database(path, told) if kind == "sql" else _web(kind, told)
    return Source(
        path.stem, kind, path, place, str(told.get("shop", "")), when, str(told.get("secret", "")),
        str(told.get("key", "")), str(told.get("start", "")), overlap,
    )  # fmt: skip


def _database(path: Path, told: Mapping[str, Any]) -> Database:
    zone = str(told.get("timezone", ""))
    try:
        ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise Fault(f"timezone = {zone!r}") from fault
    timeout = int(told.get("timeout", 300))
    if timeout < 1:
        raise Fault(f"timeout = {timeout}")
    if told.get("start") and not told.get("since_column") and ":since" not in str(told["query"]):
        raise Fault("start: since_column")
    return Database(
        str(told["url"]), str(told["query"]), str(told.get("since_column", "")), timeout, zone, _own_format(path, told)
    )


def _own_format(path: Path, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The mapping in the source's own file, without its signature: that is what the query gives."""
    if "table" not in told:
        return {}
    menu = f"sources/{path.name}"
    return {
        "name": f"sources/{path.stem}",
        "platform": "generic",
        "title": {"zh": path.stem, "en": path.stem},
        "menu": {"zh": menu, "en": menu},
        "confidence": "confirmed",
        **{name: told[name] for name in _FORMAT if name in told},
        "covers": told.get("covers", "rows"),
        # A word like 合计 is a value of a database, never the end of a table.
        "read": {"totals": [], **told.get("read", {})},
        "people": {"headers": list(told.get("people", []))},
    }


def _web(kind: str, told: Mapping[str, Any]) -> Web:
    declared = api(told["api"]) if kind == "http" else shipped(kind)
    host, private = str(told.get("host", "")), bool(told.get("allow_private", False))
    if host and not _HOST.fullmatch(host):
        raise Fault(f"host = {host!r}")
    version = str(told.get("version", declared.version))
    base = str(told.get("base", declared.base))
    if "{host}" in base and not host:
        raise Fault("host")
    resources = tuple(told.get("resources", [one.name for one in declared.resources]))
    stray = set(resources) - {one.name for one in declared.resources}
    if stray or not resources:
        raise Fault(f"resources = {sorted(stray)}")
    size = int(told.get("page_size", 0))
    if size < 0:
        raise Fault(f"page_size = {size}")
    hosts = tuple(str(one) for one in told.get("hosts", []))
    return Web(declared, base.format(host=host, version=version), host, hosts, version, resources, size, private)
