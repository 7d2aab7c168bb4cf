"""What a person downloads when: one long file of each kind to begin with, then a folder every morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, Protocol

from storehand.demo.levers import FileFault
from storehand.demo.totals import Totals

MORNING: Final = time(8, 30)


@dataclass(frozen=True)
class Download:
    """A file and when it was downloaded, on the shop's own clock."""

    path: Path
    at: datetime


class Writer(Protocol):
    """Writes one platform's exports of a life. Day indexes count from the life's first day; both ends belong to it."""

    def history(self, folder: Path, last: int, at: datetime) -> list[Path]:
        """One file of each kind with all days up to `last`."""
        ...

    def morning(self, folder: Path, day: int, at: datetime, without: frozenset[str]) -> list[Path]:
        """What is downloaded the morning after `day`; kinds named in `without` are left out."""
        ...

    def one(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        """A single kind of file of one day, for a download made late, twice or too early."""
        ...


def downloads(folder: Path, totals: Totals, writer: Writer, shown: int) -> list[Download]:
    """Writes everything below `folder`: 历史/, then a folder for each of the last `shown` days. Faults of files happen as planted."""
    days = totals.life.days
    before = len(days) - shown - 1
    found: list[Download] = []
    if before >= 0:
        found += _dated(writer.history(folder / "历史", before, _morning_after(totals, before)), _morning_after(totals, before))
    for day in range(before + 1, len(days)):
        found += _morning(folder, totals, writer, day)
    return found


def _morning(folder: Path, totals: Totals, writer: Writer, day: int) -> list[Download]:
    at, name = _morning_after(totals, day), folder / str(totals.life.days[day])
    today = [fault for fault in totals.life.levers.files if fault.day == day]
    without = frozenset(fault.export for fault in today if fault.kind in {"late", "absent", "half"})
    found = _dated(writer.morning(name, day, at, without), at)
    for fault in today:
        found += _faulty(name, writer, day, at, fault)
    yesterday = [fault for fault in totals.life.levers.files if fault.day == day - 1 and fault.kind == "late"]
    for fault in yesterday:
        found += _dated(writer.one(name, fault.export, day - 1, at), at)
    return found


def _faulty(name: Path, writer: Writer, day: int, at: datetime, fault: FileFault) -> list[Download]:
    """A second download of the same, or one that was made at noon of the day itself."""
    if fault.kind == "twice":
        again = at + timedelta(minutes=7)
        return _dated(writer.one(name / "again", fault.export, day, again), again)
    if fault.kind == "half":
        noon = at - timedelta(hours=20, minutes=15)
        return _dated(writer.one(name, fault.export, day, noon), noon)
    return []


def _morning_after(totals: Totals, day: int) -> datetime:
    return datetime.combine(totals.life.days[day] + timedelta(days=1), MORNING)


def _dated(paths: list[Path], at: datetime) -> list[Download]:
    return [Download(path, at) for path in paths]
