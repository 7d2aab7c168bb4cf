"""How far each source has been read: one small file a source, replaced in one step after the commit."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

FOLDER: Final = ".state"
_AHEAD: Final = timedelta(hours=14)  # the clock of the easternmost zone
_SPAN: Final = re.compile(r"(\d{1,5})\s*([dhm])")
_UNITS: Final = {"d": "days", "h": "hours", "m": "minutes"}

Mark = datetime | date | int | Decimal | str


@dataclass(frozen=True)
class State:
    """What has been read. `declared` identifies the declaration: when it changes, all is read anew. `seen` is the
    content of the last pull, by file, so that the same content is not loaded twice in a row."""

    declared: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    pulled_at: datetime | None = None


def read(folder: Path, name: str, declared: str = "") -> State:
    """The state of a source; an empty one where there is none, where it is damaged or of another declaration."""
    try:
        told = json.loads((folder / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        state = State(
            told["declared"],
            {key: _mark(value) for key, value in told["marks"].items()},
            told["seen"],
            datetime.fromisoformat(told["pulled_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
        return State(declared)
    return state if declared in {"", state.declared} else State(declared)


def write(folder: Path, name: str, state: State) -> None:
    """Replaces the state of a source in one step."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    told = {
        "declared": state.declared,
        "marks": {key: _told(mark) for key, mark in state.marks.items()},
        "seen": dict(state.seen),
        "pulled_at": state.pulled_at and state.pulled_at.isoformat(),
    }
    beside = place / f".{name}.part"
    with beside.open("w", encoding="utf-8") as out:
        json.dump(told, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, place / f"{name}.json")


def _told(mark: Mark) -> dict[str, str]:
    if isinstance(mark, datetime):
        return {"time": mark.isoformat()}
    if isinstance(mark, date):
        return {"day": mark.isoformat()}
    return {"text": mark} if isinstance(mark, str) else {"number": str(mark)}


def _mark(told: Mapping[str, str]) -> Mark:
    ((kind, word),) = told.items()
    if kind == "time":
        return datetime.fromisoformat(word)
    if kind == "day":
        return date.fromisoformat(word)
    if kind == "number":
        return int(word) if word.lstrip("-").isdigit() else Decimal(word)
    return word


def newest(marks: list[Mark], now: datetime) -> Mark | None:
    """The largest of the marks. One that lies in the future does not move the cursor beyond now."""
    if not marks:
        return None
    largest = max(marks, key=_comparable)
    if isinstance(largest, datetime):
        edge = now.astimezone(UTC) + _AHEAD
        return min(largest, edge.replace(tzinfo=None) if largest.tzinfo is None else edge)
    return min(largest, (now + _AHEAD).date()) if isinstance(largest, date) else largest


def _comparable(mark: Mark) -> tuple[int, Mark]:
    """Marks of one column have one kind; where a database mixes them, words come last."""
    return (1 if isinstance(mark, str) else 0, mark)


def back(mark: Mark, overlap: str) -> Mark:
    """Where the next reading starts: some way before the mark, of a time at the start of a day.

    "2d", "12h" and "30m" go back in time; a bare number goes back by as many ids.
    """
    found = _SPAN.fullmatch(overlap)
    if isinstance(mark, int | Decimal):
        return mark - int(overlap) if overlap.isdigit() else mark
    span = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta(0)
    if isinstance(mark, datetime):
        return (mark - span).replace(hour=0, minute=0, second=0, microsecond=0)
    if isinstance(mark, date):
        return mark - timedelta(days=span.days)
    return _back_in_words(mark, span)


def _back_in_words(mark: str, span: timedelta) -> str:
    """A database without types keeps times as words: "2024-05-01 10:00:00"; other words stay as they are."""
    try:
        then = (datetime.fromisoformat(mark) - span).replace(hour=0, minute=0, second=0, microsecond=0)
    except ValueError:
        return mark
    if len(mark) <= len("2024-05-01"):
        return then.date().isoformat()
    return then.isoformat("T" if "T" in mark else " ")


def instant_back(mark: datetime, overlap: str) -> datetime:
    """A server's own time, some way before the mark."""
    found = _SPAN.fullmatch(overlap)
    return mark - timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else mark


def is_overlap(word: str) -> bool:
    """True for "2d", "12h", "30m" and "500"."""
    return word.isdigit() or _SPAN.fullmatch(word) is not None
