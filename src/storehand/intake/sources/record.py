"""Fields of a record: a path with dots, a list's elements by [], the record above an element by ^."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from storehand.intake.sources.spool import cell
from storehand.intake.spec import Fault

_WAYS: Final = ("path", "sum", "first", "join", "count")


@dataclass(frozen=True)
class Field:
    """One column of a file: its header, the path of its value, and what is made of a list's values. `utc`: a time that
    is in UTC without saying so."""

    header: str
    path: str
    way: str = "path"
    utc: bool = False

    def cell(self, record: Mapping[str, Any], above: Mapping[str, Any]) -> str:
        """The text of the field in a record; `above` is the record that holds it."""
        inside, path = (above, self.path[1:]) if self.path.startswith("^") else (record, self.path)
        found = list(values(inside, path))
        if self.way == "path":
            text = cell(found[0]) if found else ""
            return f"{text}Z" if text and self.utc else text
        filled = [text for one in found if (text := cell(one))]
        if self.way == "count":
            return str(len(found))
        if self.way == "sum":
            return _sum(filled) if filled or listed(inside, path.partition("[]")[0]) != [] else "0"
        return ",".join(filled) if self.way == "join" else next(iter(filled), "")


def field_of(header: str, told: object) -> Field:
    """A field from TOML: a path, or a table with one way."""
    if isinstance(told, str):
        return Field(header, told)
    if not isinstance(told, Mapping) or set(told) - {*_WAYS, "utc"}:
        raise Fault(f"{header} = {told!r}")
    ways = [way for way in _WAYS if way in told]
    if len(ways) != 1:
        raise Fault(f"{header} = {dict(told)!r}")
    return Field(header, str(told[ways[0]]), ways[0], bool(told.get("utc", False)))


def _sum(texts: list[str]) -> str:
    """The sum of the numbers; nothing where one of them is none."""
    try:
        return format(sum((Decimal(text) for text in texts), Decimal(0)), "f") if texts else ""
    except InvalidOperation:
        return ""


def values(inside: object, path: str) -> Iterator[object]:
    """What stands at a path: "a.b" one value, "a[].b" one for each element of a list; "" the thing itself."""
    if not path:
        yield inside
        return
    first, _, rest = path.partition(".")
    held = inside.get(first.removesuffix("[]")) if isinstance(inside, Mapping) else None
    if first.endswith("[]"):
        for one in held if isinstance(held, list) else []:
            yield from values(one, rest)
    elif held is not None:
        yield from values(held, rest)


def value(inside: object, path: str) -> Any:
    """The one value at a path, or None."""
    return next(values(inside, path), None)


def listed(inside: object, path: str) -> list[Any] | None:
    """The list at a path, or None where there is none."""
    found = value(inside, path)
    return found if isinstance(found, list) else None


def instant(stamp: str) -> datetime | None:
    """A server's stamp; without an offset it is UTC. None for other words."""
    try:
        then = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return then if then.tzinfo else then.replace(tzinfo=UTC)


def put(record: dict[str, Any], path: str, told: list[Any], *, added: bool) -> None:
    """Sets the list at a path, or adds to it."""
    *outer, last = path.split(".")
    inside = record
    for name in outer:
        inside = inside.setdefault(name, {})
    inside[last] = [*(inside.get(last) or []), *told] if added else told
