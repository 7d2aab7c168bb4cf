"""What is set: limits, mutes and events as lists, with who set them and when; or every change of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from storehand.app.named import CHECKS, checked, mute_text, place_text
from storehand.app.setting import Clerk
from storehand.detect.limits import limits as usual_limits
from storehand.store.records import Records
from storehand.store.settings import Limit, Made, Mute, Noted, Setting, read, subject
from storehand.wording import Text, plain, say

Row = Sequence[Text | str]
S = TypeVar("S", Limit, Mute, Noted)


@dataclass(frozen=True)
class Way:
    """How a list is shown: every change, or what holds; as JSON, or as a table."""

    history: bool
    as_json: bool


def limits(clerk: Clerk, check: str, way: Way) -> None:
    """The limits of all checks or of one: the desk's, and beneath each the shop's own."""
    names = [checked(check).name] if check else list(CHECKS)
    usual = [(name, key, figure) for name in names for key, figure in usual_limits(CHECKS[name]).items()]
    own = [(one, holds) for one, holds in _of(clerk, Limit, way) if one.check in names]
    if way.as_json:
        desks = [{"check": name, "key": key, "value": figure} for name, key, figure in usual]
        _json("limits", {"desk": desks, "own": [_document(*one) for one in own]})
        return
    rows: list[Row] = [_limit_row(clerk, one, holds) for one, holds in own]
    if not way.history:
        rows = [
            (name, CHECKS[name].label, _key(key), f"{figure:g}", say("cli.usual"), "", "") for name, key, figure in usual
        ] + rows
        rows.sort(key=lambda row: names.index(str(row[0])))
    _table(clerk, ("cli.check", "cli.title", "cli.key", "cli.value", "cli.place", "cli.since", "cli.signed"), rows)


def _limit_row(clerk: Clerk, one: Limit, holds: bool) -> Row:
    value = plain(f"{one.value:g}") if holds else say("cli.withdrawn")
    since = str(one.since or "")
    place = place_text(one.shop, one.where)
    return one.check, CHECKS[one.check].label, _key(one.key), value, place, since, _signed(clerk, one.made)


def _key(key: str) -> Text:
    known = {"": say("cli.key_share"), "minimum": say("cli.key_minimum")}
    return known.get(key, plain(f".{key}"))


def mutes(clerk: Clerk, way: Way) -> None:
    """What is not told, until when and why; those that have ended are marked."""
    found = _of(clerk, Mute, way)
    if way.as_json:
        _json("mutes", {"mutes": [_document(*one) for one in found]})
        return
    heads = ("cli.number", "cli.muted_what", "cli.until", "cli.reason", "cli.signed")
    _table(clerk, heads, [_mute_row(clerk, one, holds) for one, holds in found])


def _mute_row(clerk: Clerk, one: Mute, holds: bool) -> Row:
    today = clerk.now.astimezone(ZoneInfo(clerk.workspace.timezone)).date()
    if one.until is None:
        shown = say("cli.for_ever")
    else:
        shown = say("cli.ended", last=_last(one.until)) if one.until <= today else plain(_last(one.until))
    return _number(one.made), mute_text(one), shown if holds else say("cli.withdrawn"), one.reason, _signed(clerk, one.made)


def events(clerk: Clerk, way: Way) -> None:
    """What people noted."""
    found = _of(clerk, Noted, way)
    if way.as_json:
        _json("events", {"events": [_document(*one) for one in found]})
        return
    heads = ("cli.number", "cli.event_days", "cli.event_what", "cli.place", "cli.apart", "cli.signed")
    _table(clerk, heads, [_event_row(clerk, one, holds) for one, holds in found])


def _event_row(clerk: Clerk, one: Noted, holds: bool) -> Row:
    last = _last(one.until)
    days = plain(one.since) if last <= one.since else say("cli.days", since=one.since, last=last)
    apart = say("cli.yes") if one.apart else plain("")
    shown = (days, one.what, place_text(one.shop, one.where), apart if holds else say("cli.withdrawn"))
    return (_number(one.made), *shown, _signed(clerk, one.made))


def _of(clerk: Clerk, kind: type[S], way: Way) -> list[tuple[S, bool]]:
    """Settings of a kind, and whether the line of the log sets it; without history those that hold."""
    if not way.history:
        return [(one, True) for one in clerk.own.every if isinstance(one, kind)]
    found = ((read(change) or subject(change), change.told is not None) for change in Records(clerk.workspace).changes())
    return [(one, holds) for one, holds in found if isinstance(one, kind)]


def _document(one: Setting, holds: bool) -> dict[str, Any]:
    """`until` is exclusive, as everywhere in JSON."""
    told = {field.name: getattr(one, field.name) for field in fields(one) if field.name != "made"}
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
    made = {"number": one.made.number, "at": one.made.at.replace(tzinfo=UTC).isoformat(), "who": one.made.who} if one.made else {}
    return {**made, **told, "where": dict(one.where), "holds": holds}


def _json(kind: str, told: dict[str, Any]) -> None:
    click.echo(json.dumps({"schema": f"storehand.{kind}/1", **told}, ensure_ascii=False, indent=1))


def _table(clerk: Clerk, heads: Sequence[str], rows: Iterable[Row]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    language, shown = clerk.workspace.language, list(rows)
    if not shown:
        clerk.say("cli.nothing_set")
        return
    table = Table(box=None, pad_edge=False)
    for key in heads:
        table.add_column(say(key).in_(language), overflow="fold")
    for row in shown:
        table.add_row(*(escape(cell.in_(language) if isinstance(cell, Text) else cell) for cell in row))
    Console().print(table)


def _last(until: date) -> date:
    return until - timedelta(days=1)


def _number(made: Made | None) -> str:
    return str(made.number) if made else ""


def _signed(clerk: Clerk, made: Made | None) -> str:
    if made is None:
        return ""
    return f"{made.at.replace(tzinfo=UTC).astimezone(ZoneInfo(clerk.workspace.timezone)):%m-%d %H:%M} {made.who}"
