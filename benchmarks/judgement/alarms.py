"""Alarms on daily series from outside: what is abnormal, judged day by day by the past alone.

    python -m benchmarks.judgement.alarms DIR --out FILE

DIR holds `<series>.csv` with `day,value` and, where known, `event`: the calendar's label of the day, or empty. A day is a
date or a moment; a value may be blank. A column `volume` (what stands under a rate) is used where there is one. FILE gets
`series,day,alarm,score`, a row for each one read, in the same order: alarm 0 or 1; score the higher the more abnormal
(log10 of how much likelier the day is with an incident than without; of points finer than a day −log10 of the chance).
The first 21 days are never alarming. Nothing later than a day changes what is said of it. Series that begin on the same
day are judged side by side: see `predictions`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import isfinite, log10, nan
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np

from storehand.stats.pulse import HOUR, beats
from storehand.stats.watch import LEAST, Rules, Series, watch

USUAL: Final = Rules()
Told = tuple[str, int, float]  # the day as it was written, alarm, score
BATCH = 500  # series judged at once


@dataclass(frozen=True)
class Read:
    """One file: the days as written and as moments, values (NaN where blank), labels and volumes."""

    name: str
    written: tuple[str, ...]
    moments: tuple[datetime, ...]
    values: tuple[float, ...]
    events: tuple[str, ...]
    volumes: tuple[float, ...]

    @property
    def daily(self) -> bool:
        """Whether points lie at least most of a day apart."""
        ordered = sorted(self.moments)
        gaps = [(later - earlier) / HOUR for earlier, later in pairwise(ordered) if later > earlier]
        return not gaps or median(gaps) >= 20


def read(path: Path) -> Read:
    """A series' file. Rows may stand in any order; a day that is no date is refused with its line."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{(name or "").strip().lower(): cell or "" for name, cell in row.items()} for row in csv.DictReader(lines)]
    day = "day" if not rows or "day" in rows[0] else next(iter(rows[0]))
    return Read(
        path.stem,
        tuple(row[day] for row in rows),
        tuple(_moment(row[day], path, line) for line, row in enumerate(rows, start=2)),
        tuple(_number(row.get("value", "")) for row in rows),
        tuple(row.get("event", "").strip() for row in rows),
        tuple(_number(row.get("volume", "")) for row in rows),
    )


def _moment(text: str, path: Path, line: int) -> datetime:
    cleaned = text.strip().replace("/", "-").removesuffix("Z")
    try:
        return datetime.fromisoformat(cleaned).replace(tzinfo=None)
    except ValueError:
        raise SystemExit(f"{path}, line {line}: {text!r} is no day (wanted: 2026-11-22 or 2026-11-22 14:00)") from None


def _number(text: str) -> float:
    cleaned = text.strip().replace(",", "").removesuffix("%")
    try:
        return float(cleaned)
    except ValueError:
        return nan


def predictions(series: Sequence[Read], rules: Rules = USUAL) -> dict[str, list[Told]]:
    """What is said of every row of every series. Daily ones that begin on the same day are taken to be of one house: on a
    labelled day each is led by what the label brings to the others that day."""
    daily: dict[date, list[Read]] = {}
    for one in series:
        if _walked(one):
            daily.setdefault(_first(one), []).append(one)
    told = {one.name: _finer(one) for one in series if not _walked(one)}
    for house in daily.values():
        for at in range(0, len(house), BATCH):
            told |= _daily(house[at : at + BATCH], rules)
    return told


def _walked(one: Read) -> bool:
    """Daily figures that cannot be below zero; profits and the like are judged as finer points are, on a signed scale."""
    return one.daily and not any(value < 0 for value in one.values)


def _daily(series: Sequence[Read], rules: Rules) -> dict[str, list[Told]]:
    judged = watch(together(series), rules)
    told: dict[str, list[Told]] = {}
    for row, one in enumerate(series):
        at = [(moment.date() - _first(one)).days for moment in one.moments]
        told[one.name] = [
            (day, int(judged.alarm[row, step]), float(judged.score[row, step])) for day, step in zip(one.written, at, strict=True)
        ]
    return told


def _first(one: Read) -> date:
    return min(one.moments).date() if one.moments else date(2000, 1, 1)


def together(series: Sequence[Read]) -> Series:
    """Series that begin on one day, as rows."""
    count = len(series)
    days = max(((max(one.moments).date() - _first(one)).days + 1 for one in series if one.moments), default=0)
    values, volume = np.full((count, days), nan), np.full((count, days), nan)
    labels = np.zeros((count, days), dtype=np.int64)
    starts = np.array([_first(one).weekday() for one in series])
    codes: dict[str, int] = {}
    for row, one in enumerate(series):
        for moment, value, event, under in zip(one.moments, one.values, one.events, one.volumes, strict=True):
            step = (moment.date() - _first(one)).days
            values[row, step], volume[row, step] = value, under
            labels[row, step] = codes.setdefault(event, len(codes) + 1) if event else 0
    weekdays = (starts[:, None] + np.arange(days)[None, :]) % 7
    whole = np.array([_whole(one.values) for one in series], dtype=bool)
    one_day = len({_first(one) for one in series}) == 1
    return Series(
        values, weekdays, labels, whole, volume if np.isfinite(volume).any() else None, kin=np.full(len(values), int(one_day))
    )


def _whole(values: Iterable[float]) -> bool:
    return all(value == int(value) and value >= 0 for value in values if isfinite(value))


def _finer(one: Read) -> list[Told]:
    order = sorted(range(len(one.moments)), key=lambda at: one.moments[at])
    told: list[Told] = [("", 0, 0.0)] * len(order)
    points = [(one.moments[at], one.values[at]) for at in order]
    first = points[0][0] + timedelta(days=LEAST) if one.daily and points else datetime.min
    for at, beat in zip(order, beats(points), strict=True):
        told[at] = (one.written[at], int(beat.alarm and one.moments[at] >= first), -log10(max(beat.chance, 1e-30)))
    return told


def write(told: dict[str, list[Told]], path: Path) -> None:
    """The predictions' file, series in order of name."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(("series", "day", "alarm", "score"))
        for name in sorted(told):
            out.writerows((name, day, alarm, f"{max(score, 0.0):.4f}") for day, alarm, score in told[name])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Alarms on daily series, from the past alone.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--likelier", type=float, default=USUAL.likelier, help="how many times, from which a day is alarming")
    asked = parser.parse_args()
    files = [path for path in sorted(asked.directory.glob("*.csv")) if _is_series(path)]
    write(predictions([read(path) for path in files], Rules(asked.likelier)), asked.out)


def _is_series(path: Path) -> bool:
    """A file of something else (labels, a list) is passed over with a word."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        names = {name.strip().lower() for name in next(csv.reader(lines), [])}
    if "value" not in names:
        print(f"{path.name}: no column “value”, passed over", file=sys.stderr)
    return "value" in names


if __name__ == "__main__":
    main()
