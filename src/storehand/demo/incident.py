"""What goes wrong (or only looks so), as people write it down, and the truth about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from storehand.errors import UsageError


@dataclass(frozen=True)
class Incident:
    """One thing that happens from `day` on for `days` days. `where` picks the place by kind: `item`, `source`, `plan`, `word`,
    `place`, `agent`, `rival` as index; what is left out is the kind's own choice. `size` None: the kind's own."""

    kind: str
    day: date
    days: int
    where: Mapping[str, int] = field(default_factory=dict)
    size: float | None = None


@dataclass(frozen=True)
class DayTruth:
    """What one day of an incident costs, in yuan to be expected: paid amount lost (gained: below 0), refunds more, ad money more."""

    day: date
    gmv: float
    refunds: float
    spend: float


@dataclass(frozen=True)
class Truth:
    """What is known of an incident because it was planted. `where`: dimension of the catalogue to its value as the exports write it;
    `factor`: the factor of GMV, or the metric, that moved by itself; `size`: its true relative change on a full day, None where it has
    none. `market`: all shops felt it. `benign`: it needs no alarm."""

    id: str
    shop: str
    kind: str
    since: date
    until: date
    play: str
    owner: str
    metric: str
    factor: str
    direction: str
    where: Mapping[str, str]
    size: float | None
    benign: bool
    market: bool
    days: tuple[DayTruth, ...]

    def plain(self) -> dict[str, Any]:
        """For JSON: days as text."""
        found = asdict(self)
        found |= {"since": str(self.since), "until": str(self.until)}
        found["days"] = [each | {"day": str(each["day"])} for each in found["days"]]
        return found


def read(path: Path, first: date, count: int) -> list[Incident]:
    """The incidents of a TOML file: `[[incident]]` with kind, day (a date, or days from the end: −1 is the last), days, size, and where.

    Raises UsageError with the entry that is not understood.
    """
    try:
        listed = tomllib.loads(path.read_text("utf-8")).get("incident", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UsageError("demo.unreadable", file=path.name, fault=str(fault)) from None
    return [_incident(entry, number, first, count) for number, entry in enumerate(listed, 1)]


def _incident(entry: Mapping[str, Any], number: int, first: date, count: int) -> Incident:
    from storehand.demo.kinds import KINDS

    kind = entry.get("kind")
    if kind not in KINDS:
        raise UsageError("demo.unknown_kind", number=number, kind=kind, known="、".join(sorted(KINDS)))
    day = _day(entry.get("day"), first, count)
    if day is None:
        raise UsageError("demo.unknown_day", number=number, day=entry.get("day"), first=first, count=count)
    known = {"kind", "day", "days", "size"}
    where = {name: value for name, value in entry.items() if name not in known}
    if odd := [name for name, value in where.items() if name not in PLACES or not isinstance(value, int)]:
        raise UsageError("demo.unknown_place", number=number, name=odd[0], known="、".join(PLACES))
    return Incident(kind, day, int(entry.get("days", KINDS[kind].days)), where, entry.get("size"))


PLACES = ("item", "source", "plan", "word", "place", "agent", "rival")


def _day(given: Any, first: date, count: int) -> date | None:
    place = (given - first).days if isinstance(given, date) else count + given if isinstance(given, int) and given < 0 else given
    if not isinstance(place, int) or not 0 <= place < count:
        return None
    return date.fromordinal(first.toordinal() + place)


def sorted_by_day(incidents: Iterable[Incident]) -> list[Incident]:
    """Oldest first, so that numbering follows time."""
    return sorted(incidents, key=lambda each: (each.day, each.kind))
