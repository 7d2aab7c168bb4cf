"""Files that usually have come by now and have not: what, by which rhythm, and by when."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from storehand.intake.formats import Format
from storehand.stats.rhythm import Rhythm, overdue, rhythm
from storehand.store.facts import BatchRecord
from storehand.wording import Text, say
from storehand.workspace import Workspace

SHIPPED: Final = Path(__file__).with_name("ready.toml")
WORKING_DAYS: Final = frozenset(range(5))
WHOLE_WEEK: Final = frozenset(range(7))


@dataclass(frozen=True)
class Late:
    """A shop's export that has not come. `by`: when it was to be there, on the shop's clock."""

    format: Format
    shop: str
    tables: frozenset[str]
    why: Text
    by: datetime


def late(
    batches: Iterable[BatchRecord], formats: Iterable[Format], shops: Sequence[str], workspace: Workspace, now: datetime
) -> tuple[Late, ...]:
    """What is overdue at `now` (without a zone: UTC), by each export's own rhythm in the shop."""
    known = {format.name: format for format in formats}
    came: dict[tuple[str, str], list[BatchRecord]] = {}
    for batch in batches:
        if batch.shop in shops and batch.format in known:
            came.setdefault((batch.shop, batch.format), []).append(batch)
    found = (_late(known[name], shop, own, zone(workspace, shop), now) for (shop, name), own in sorted(came.items()))
    return tuple(one for one in found if one is not None)


def zone(workspace: Workspace, shop: str) -> ZoneInfo:
    """The shop's clock."""
    own = workspace.shop(shop)
    return ZoneInfo(own.timezone if own else workspace.timezone)


def _late(format: Format, shop: str, batches: Sequence[BatchRecord], clock: ZoneInfo, now: datetime) -> Late | None:
    usual = rhythm([_at(batch.known_at, clock).replace(tzinfo=None) for batch in _onward(batches)])
    here = _at(now, clock)
    due = overdue(usual, here.replace(tzinfo=None)) if usual else None
    if usual is None or due is None:
        return None
    by = max(
        due.replace(tzinfo=clock), final(format.name, due.date() - timedelta(days=1), clock) or datetime.min.replace(tzinfo=UTC)
    )
    if by > here:
        return None
    tables = frozenset(table for batch in batches for table in batch.fed)
    return Late(format, shop, tables, _why(usual, due.date(), here.date()), by)


def _at(moment: datetime, clock: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(clock)


def _onward(batches: Sequence[BatchRecord]) -> list[BatchRecord]:
    """The files that brought a later day than all before them: an old one that is loaded again is not the new one."""
    found: list[BatchRecord] = []
    reached = date.min
    for batch in sorted(batches, key=lambda batch: batch.known_at):
        if batch.until is None or batch.until > reached:
            found.append(batch)
            reached = batch.until or reached
    return found


def _why(usual: Rhythm, due: date, today: date) -> Text:
    missed = say("standard.late_today") if due == today else say("standard.late_since", day=f"{due:%m-%d}")
    return say("standard.late", rhythm=_rhythm(usual), missed=missed, last=f"{usual.last:%m-%d}")


def _rhythm(usual: Rhythm) -> Text:
    about = f"{usual.about:%H:%M}".lstrip("0")
    if usual.kind == "month":
        return say("standard.monthly", day=usual.monthday)
    if usual.weekdays == WHOLE_WEEK:
        return say("standard.daily", time=about)
    if usual.weekdays == WORKING_DAYS:
        return say("standard.working_days", time=about)
    names = [say(f"standard.weekday.{day + 1}") for day in sorted(usual.weekdays)]
    days = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    return say("standard.weekly", days=days, time=about)


def final(format: str, day: date, clock: ZoneInfo) -> datetime | None:
    """From when on the export's figures of a day are final; None where its platform does not say."""
    for pattern, days, hour in _ready():
        if fnmatch(format, pattern):
            return datetime.combine(day + timedelta(days=days), hour, clock)
    return None


@lru_cache(maxsize=1)
def _ready() -> tuple[tuple[str, int, time], ...]:
    declared = tomllib.loads(SHIPPED.read_text("utf-8"))["ready"]
    return tuple((each["format"], each["days"], time.fromisoformat(each["time"])) for each in declared)
