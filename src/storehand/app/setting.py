"""What `limit`, `mute`, `unmute` and `event` do: a change that is checked, written into the records, and told."""

from __future__ import annotations

import getpass
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import click

from storehand import flow
from storehand.app.named import checked, metric_named, mute_text, place_named, place_text
from storehand.app.words import day as day_of
from storehand.detect.check import Check
from storehand.detect.limits import limits
from storehand.errors import UsageError
from storehand.store.records import Records
from storehand.store.settings import Limit, Mute, Noted, Setting, Settings, Where, new, withdrawn
from storehand.wording import say
from storehand.workspace import Workspace

DEFAULT: Final = ("default", "默认")
PLAIN: Final = ("", "minimum")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Clerk:
    """Where a person sets things: the workspace, who it is, and the time."""

    workspace: Workspace
    who: str
    now: datetime

    @classmethod
    def open(cls, folder: str | None) -> Clerk:
        """Signed by the user of the machine."""
        from storehand.app.settings import chosen, open_workspace

        workspace = open_workspace(chosen(folder))
        try:
            who = getpass.getuser()
        except (OSError, KeyError, ImportError):
            who = ""
        return cls(workspace, who, datetime.now(UTC))

    @property
    def own(self) -> Settings:
        """What holds now."""
        return flow.settings(self.workspace)

    def set(self, setting: Setting) -> int:
        """Writes it; its number in the records."""
        Records(self.workspace).write([new(setting)], self.who, self.now)
        same = (one.made for one in self.own.every if type(one) is type(setting) and new(one).subject == new(setting).subject)
        return next((made.number for made in same if made), 0)

    def withdraw(self, settings: Sequence[Setting]) -> None:
        """They hold no more; the records keep that they did."""
        Records(self.workspace).write([withdrawn(one) for one in settings], self.who, self.now)

    def say(self, key: str, **values: object) -> None:
        """A line in the workspace's language."""
        click.echo(say(key, **values).in_(self.workspace.language))


def limit(clerk: Clerk, name: str, value: str, *, key: str, shop: str, where: Sequence[str], since: str | None) -> None:
    """Sets a check's own limit, or goes back to the desk's."""
    check, place = checked(name), place_named(clerk.workspace, shop, where)
    key, usual = name.partition(".")[2] or key, limits(check)
    if key not in usual:
        raise UsageError("no_such_limit", check=name, known="、".join(_ways(check.name, usual)))
    told = {
        "check": check.name if key in PLAIN else f"{check.name}.{key}",
        "label": check.label,
        "place": place_text(shop, place),
        "usual": f"{usual[key]:g}",
    }
    if value in DEFAULT:
        _back(clerk, check, key, shop, place, since)
        clerk.say("cli.limit_back", **told)
    else:
        figure = _figure(value)
        clerk.set(Limit(check.name, figure, key, shop, place, day_of(since)))
        clerk.say("cli.limit_set_minimum" if key == "minimum" else "cli.limit_set", **told, value=f"{figure:g}")


def _back(clerk: Clerk, check: Check, key: str, shop: str, place: Where, since: str | None) -> None:
    """Withdraws the limits of exactly that place."""
    if since:
        raise UsageError("default_since", since=since)
    own = [one for one in clerk.own.limits if (one.check, one.key, one.shop, one.where) == (check.name, key, shop, place)]
    if own:
        clerk.withdraw(own)


def mute(
    clerk: Clerk, *, finding: str, check: str, metric: str, shop: str, where: Sequence[str], until: str | None, reason: str
) -> None:
    """Mutes the like of a finding of the last briefings, or what a check or a metric brings in a place."""
    last = day_of(until)
    end = last + _DAY if last else None
    if finding and (check or metric or shop or where):
        raise UsageError("mute_both", finding=finding)
    if not finding and not check and not metric:
        raise UsageError("mute_what")
    if finding:
        wanted = _of_finding(clerk, finding, end, reason)
    else:
        place = place_named(clerk.workspace, shop, where)
        wanted = Mute(checked(check).name if check else "", metric_named(metric), shop, place, end, reason)
    clerk.say("cli.mute_set_until" if last else "cli.mute_set", number=clerk.set(wanted), what=mute_text(wanted), last=last)


def unmute(clerk: Clerk, number: int) -> None:
    """What the mute covered is told again."""
    own = {one.made.number: one for one in clerk.own.mutes if one.made}
    if number not in own:
        raise UsageError("unknown_mute", number=number, known="、".join(map(str, own)) or "–")
    clerk.withdraw([own[number]])
    clerk.say("cli.mute_gone", number=number, what=mute_text(own[number]))


def event(clerk: Clerk, day: str, text: str, *, until: str | None, shop: str, where: Sequence[str], apart: bool) -> None:
    """Notes what happened on a day, or from it to the last one."""
    since = day_of(day) or date.min
    last = day_of(until) or since
    if last < since:
        raise UsageError("until_before", until=last, day=since)
    if not text.strip():
        raise UsageError("event_empty", day=day)
    if apart and (where or (shop and len(clerk.workspace.shops) > 1)):
        raise UsageError("event_apart")
    place = place_named(clerk.workspace, shop, where)
    number = clerk.set(Noted(since, last + _DAY, text.strip(), shop, place, apart))
    days = since if last == since else say("cli.days", since=since, last=last)
    clerk.say("cli.event_set", number=number, days=days, what=text.strip(), place=place_text(shop, place))


def drop(clerk: Clerk, number: int) -> None:
    """Takes an event back."""
    own = {one.made.number: one for one in clerk.own.events if one.made}
    if number not in own:
        raise UsageError("unknown_event", number=number, known="、".join(map(str, own)) or "–")
    clerk.withdraw([own[number]])
    clerk.say("cli.event_gone", number=number, what=own[number].what)


def _figure(value: str) -> float:
    try:
        figure = float(value)
    except ValueError:
        figure = math.nan
    if not math.isfinite(figure) or figure < 0:
        raise UsageError("bad_limit", value=value)
    return figure


def _ways(check: str, usual: Mapping[str, float]) -> list[str]:
    """How the limits that a check has are set."""
    named = {"": "storehand limit {} {:g}", "minimum": "storehand limit {} {:g} --minimum"}
    ways = [named.get(key, f"storehand limit {{}}.{key} {{:g}}").format(check, figure) for key, figure in usual.items()]
    return ways or ["–"]


def _of_finding(clerk: Clerk, finding: str, until: date | None, reason: str) -> Mute:
    from storehand.app.findings import named

    told = named(clerk.workspace, finding)
    where = tuple(sorted((str(name), str(value)) for name, value in told["where"].items()))
    return Mute(str(told["check"]), str(told["metric"]), str(told["shop"]), where, until, reason, finding)
