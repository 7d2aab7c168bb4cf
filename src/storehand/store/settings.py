"""What people set: limits of checks, things not to be told, and events. Each as it holds at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from storehand.store.records import Change, New, held

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Made:
    """The line of the log that a setting stands in. `at`: UTC without a zone."""

    number: int
    at: datetime
    who: str


@dataclass(frozen=True)
class Limit:
    """A figure of a check in place of its desk's: how far counts (`key` ""), or how much must stand behind it ("minimum").

    `shop` "": all shops; `where` (): every place, else this one and all within it; `since` None: all days."""

    check: str
    value: float
    key: str = ""
    shop: str = ""
    where: Where = ()
    since: date | None = None
    made: Made | None = None

    def holds(self, shop: str, where: Where, day: date) -> bool:
        """Whether it is a limit of that shop, place and day."""
        return self.shop in {"", shop} and inside(self.where, where) and (self.since is None or self.since <= day)


@dataclass(frozen=True)
class Mute:
    """What is not told: findings of a check or on a metric ("": any), of days before `until` (None: for ever).

    `finding`: the id of the one that it was muted from."""

    check: str = ""
    metric: str = ""
    shop: str = ""
    where: Where = ()
    until: date | None = None
    reason: str = ""
    finding: str = ""
    made: Made | None = None

    def means(self, check: str, metric: str, shop: str, day: date) -> bool:
        """Whether it is about such findings of that day, wherever they are."""
        of_it = self.check in {"", check} and self.metric in {"", metric} and self.shop in {"", shop}
        return of_it and (self.until is None or day < self.until)

    def covers(self, check: str, metric: str, shop: str, where: Where, day: date) -> bool:
        """Whether a finding at that place stays untold."""
        return self.means(check, metric, shop, day) and inside(self.where, where)


@dataclass(frozen=True)
class Noted:
    """Something that happened, `since` to before `until`. `apart`: its days are no measure for others, and not judged."""

    since: date
    until: date
    what: str
    shop: str = ""
    where: Where = ()
    apart: bool = False
    made: Made | None = None


Setting = Limit | Mute | Noted


@dataclass(frozen=True)
class Settings:
    """All that holds, oldest first."""

    limits: tuple[Limit, ...] = ()
    mutes: tuple[Mute, ...] = ()
    events: tuple[Noted, ...] = ()

    @property
    def every(self) -> tuple[Setting, ...]:
        """All of them, kind by kind."""
        return (*self.limits, *self.mutes, *self.events)

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Settings:
        """What holds after these changes. Kinds that this version does not know are left alone."""
        found = [setting for change in held(changes) if (setting := read(change)) is not None]
        return cls(
            tuple(one for one in found if isinstance(one, Limit)),
            tuple(one for one in found if isinstance(one, Mute)),
            tuple(one for one in found if isinstance(one, Noted)),
        )


def inside(place: Where, where: Where) -> bool:
    """Whether `where` lies in `place`: every dimension of the place has the same value there."""
    found = dict(where)
    return all(found.get(name) == value for name, value in place)


def limit_of(limits: Iterable[Limit], check: str, key: str, shop: str, where: Where, day: date) -> float | None:
    """The figure that holds there: the most specific one, of those the latest `since`, then the newest. None: the desk's."""
    own = [one for one in limits if (one.check, one.key) == (check, key) and one.holds(shop, where, day)]
    best = max(own, key=_rank, default=None)
    return best.value if best else None


def _rank(limit: Limit) -> tuple[int, bool, date, int]:
    number = limit.made.number if limit.made else 0
    return len(limit.where), bool(limit.shop), limit.since or date.min, number


def new(setting: Setting) -> New:
    """The change that makes it hold, in place of what held on the same subject."""
    kind, subject = _KINDS[type(setting)]
    told = {field.name: _plain(getattr(setting, field.name)) for field in fields(setting) if field.name != "made"}
    return New(kind, json.dumps([told[name] for name in subject], ensure_ascii=False), told)


def withdrawn(setting: Setting) -> New:
    """The change after which it holds no more."""
    change = new(setting)
    return New(change.kind, change.subject, None)


def read(change: Change) -> Setting | None:
    """The setting that a change made; None where it withdrew one, or is of a kind that this version does not know."""
    if change.told is None or change.kind not in _CLASSES:
        return None
    made = Made(change.number, change.at, change.who)
    return _setting(change.kind, change.told, made)


def subject(change: Change) -> Setting | None:
    """What a change is about, also where it withdrew it; None for kinds that this version does not know."""
    if change.kind not in _CLASSES:
        return None
    names = _KINDS[_CLASSES[change.kind]][1]
    told = dict(zip(names, json.loads(change.subject), strict=False))
    blank = {"value": 0.0, "until": told.get("since")}
    return _setting(change.kind, {**blank, **told}, Made(change.number, change.at, change.who))


# Each kind's name in the log, and what tells one setting from another.
_KINDS: Final[dict[type, tuple[str, tuple[str, ...]]]] = {
    Limit: ("limit", ("check", "key", "shop", "where", "since")),
    Mute: ("mute", ("check", "metric", "shop", "where")),
    Noted: ("event", ("since", "what", "shop", "where")),
}
_CLASSES: Final[dict[str, type[Any]]] = {name: kind for kind, (name, _) in _KINDS.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else [list(pair) for pair in value] if isinstance(value, tuple) else value


def _setting(name: str, told: Mapping[str, Any], made: Made) -> Setting:
    """As the log tells it; what this version does not know is left out."""
    kind = _CLASSES[name]
    known = {field.name for field in fields(kind)} - {"made"}
    found: Setting = kind(**{key: _value(key, value) for key, value in told.items() if key in known}, made=made)
    return found


def _value(name: str, value: Any) -> Any:
    if name in {"since", "until"} and value is not None:
        return date.fromisoformat(value)
    return tuple((str(key), str(one)) for key, one in value) if name == "where" else value
