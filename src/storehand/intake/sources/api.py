"""How an API is asked, as data: apis/<name>.toml says its address, login, pages, limits and which fields become rows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from storehand.intake.sources.record import Field, field_of, listed
from storehand.intake.spec import Fault

_FOLDER: Final = Path(__file__).parent / "apis"
SHIPPED: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
LOGINS: Final = ("none", "header", "basic", "query")
PAGINGS: Final = ("none", "link", "page", "offset", "cursor")


@dataclass(frozen=True)
class Login:
    """How the secret is shown: in a header, as user and password, or in the address."""

    way: str = "none"
    name: str = ""
    value: str = "{secret}"
    user: str = "key"


@dataclass(frozen=True)
class Limit:
    """How fast we may ask: requests a second, a header "used/size", or the path of a GraphQL cost."""

    per_second: float = 0.0
    bucket_header: str = ""
    cost: str = ""


@dataclass(frozen=True)
class Since:
    """How a resource is asked for what has changed: a parameter or a variable, its text with {since}, and the time's form."""

    name: str
    text: str = "{since}"
    form: str = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Paging:
    """How the next page is found. `name` is the parameter or variable of the page, offset or cursor; `size_name` of the
    page's size; `next` and `more` are paths in the answer; `most`: after so many records the question is asked anew."""

    way: str = "none"
    name: str = ""
    size_name: str = ""
    size: int = 50
    next: str = ""
    more: str = ""
    most: int = 0


@dataclass(frozen=True)
class More:
    """What a record does not hold itself: where `when` is filled it is asked for and put at `into`; `start` is the path
    of the cursor behind which it goes on."""

    when: str
    into: str
    records: str
    path: str = ""
    query: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    start: str = ""
    paging: Paging = Paging()


@dataclass(frozen=True)
class Rows:
    """A file of rows: one a record, or one for each element of the list at `each`."""

    name: str
    each: str
    fields: tuple[Field, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The file's header."""
        return tuple(field.header for field in self.fields)

    def of(self, record: Mapping[str, Any]) -> Iterator[list[str]]:
        """The rows that a record gives."""
        inside = [record] if not self.each else [one for one in listed(record, self.each) or [] if isinstance(one, Mapping)]
        return ([field.cell(one, record) for field in self.fields] for one in inside)


@dataclass(frozen=True)
class Resource:
    """One list of an API. `id`, `stamp` (last change) and `created` are paths in a record. `in_order`: records come by
    their stamp, so that what has been read before a break-off need not be read again."""

    name: str
    records: str
    id: str
    stamp: str
    created: str
    path: str
    query: str
    params: tuple[tuple[str, str], ...]
    since: Since | None
    paging: Paging
    more: tuple[More, ...]
    rows: tuple[Rows, ...]
    in_order: bool


@dataclass(frozen=True)
class Api:
    """An API as declared."""

    name: str
    base: str
    version: str
    login: Login
    limit: Limit
    headers: tuple[tuple[str, str], ...]
    resources: tuple[Resource, ...]

    def resource(self, name: str) -> Resource:
        """The resource of that name; KeyError otherwise."""
        return {one.name: one for one in self.resources}[name]


@lru_cache(maxsize=8)
def shipped(name: str) -> Api:
    """An API that we know; KeyError where we do not."""
    if name not in SHIPPED:
        raise KeyError(name)
    return api(tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def api(told: Mapping[str, Any]) -> Api:
    """An API from its TOML; a Fault where it is wrong."""
    _only(told, "api", "name base version login limit headers resource")
    login = Login(**_of(told.get("login", {}), "login", "way name value user"))
    if login.way not in LOGINS or (login.way in {"header", "query"} and not login.name):
        raise Fault(f"login = {login.way!r}: {' | '.join(LOGINS)}")
    return Api(
        str(told["name"]), str(told["base"]), str(told.get("version", "")), login,
        Limit(**_of(told.get("limit", {}), "limit", "per_second bucket_header cost")),
        _pairs(told.get("headers")), tuple(_resource(one) for one in told["resource"]),
    )  # fmt: skip


def _resource(told: Mapping[str, Any]) -> Resource:
    _only(told, "resource", "name records id stamp created path query params since paging more rows in_order")
    since = told.get("since")
    return Resource(
        str(told["name"]), str(told.get("records", "")), str(told["id"]), str(told.get("stamp", "")),
        str(told.get("created", "")), str(told.get("path", "")), str(told.get("query", "")), _pairs(told.get("params")),
        None if since is None else Since(**_of(since, "since", "name text form")),
        _paging(told.get("paging")), tuple(_more(one) for one in told.get("more", [])),
        tuple(_rows(one) for one in told["rows"]), bool(told.get("in_order", False)),
    )  # fmt: skip


def _paging(told: Mapping[str, Any] | None) -> Paging:
    paging = Paging(**_of(told or {}, "paging", "way name size_name size next more most"))
    if paging.way not in PAGINGS or paging.size < 1:
        raise Fault(f"paging = {paging.way!r}: {' | '.join(PAGINGS)}")
    return paging


def _more(told: Mapping[str, Any]) -> More:
    _only(told, "more", "when into records path query variables start paging")
    return More(
        str(told["when"]), str(told["into"]), str(told.get("records", "")), str(told.get("path", "")),
        str(told.get("query", "")), _pairs(told.get("variables")), str(told.get("start", "")), _paging(told.get("paging")),
    )  # fmt: skip


def _rows(told: Mapping[str, Any]) -> Rows:
    _only(told, "rows", "name each fields")
    return Rows(str(told["name"]), str(told.get("each", "")), tuple(field_of(*one) for one in told["fields"].items()))


def _of(told: Mapping[str, Any], part: str, allowed: str) -> dict[str, Any]:
    _only(told, part, allowed)
    return dict(told)


def _only(told: Mapping[str, Any], part: str, allowed: str) -> None:
    stray = set(told) - set(allowed.split())
    if stray:
        raise Fault(f"[{part}] {', '.join(sorted(stray))}")


def _pairs(told: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in (told or {}).items())
