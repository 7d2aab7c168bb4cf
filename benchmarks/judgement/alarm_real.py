"""Alarms on real series, where STOREHAND_REAL_DATA has them: eight of NAB with labelled windows, a site's daily figures without.

    python -m benchmarks.judgement.alarm_real

NAB: an alarm within a labelled window finds it; alarms less than a day apart are one; those outside are false. Beside the
watch stand a Gaussian over a moving window, a moving median and MAD, and the median of the same time of day, each with the
limit that is best on these very files: an advantage that the watch does not have.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import numpy as np

from benchmarks.judgement.alarm_sets import F
from storehand.stats.pulse import HOUR, beats
from storehand.stats.watch import Series, watch

Points = list[tuple[datetime, float]]
Windows = list[tuple[datetime, datetime]]
LIMITS = (2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 15, 20)


def nab(path: Path) -> dict[str, tuple[Points, Windows]]:
    """Each file's points and labelled windows."""
    with ZipFile(path) as packed:
        windows = json.loads(packed.read("labels/combined_windows.json"))
        names = sorted(name for name in packed.namelist() if name.startswith("data/") and name.endswith(".csv"))
        return {name: (_points(packed.read(name)), _windows(windows[name.removeprefix("data/")])) for name in names}


def _points(text: bytes) -> Points:
    rows = csv.DictReader(io.StringIO(text.decode("utf-8")))
    return [(datetime.fromisoformat(row["timestamp"]), float(row["value"])) for row in rows]


def _windows(told: Sequence[Sequence[str]]) -> Windows:
    return [(datetime.fromisoformat(since[:19]), datetime.fromisoformat(until[:19])) for since, until in told]


def scored(alarms: Sequence[tuple[list[datetime], Windows, float]]) -> str:
    """F1, recall and false alarms a week over files: alarms, windows, weeks."""
    found = planted = false = 0
    weeks = 0.0
    for moments, windows, span in alarms:
        hit: set[int] = set()
        for since, until in _episodes(moments):
            inside = {at for at, (first, last) in enumerate(windows) if since <= last and until >= first}
            hit |= inside
            false += not inside
        found, planted, weeks = found + len(hit), planted + len(windows), weeks + span
    f1 = 2 * found / max(planted + found + false, 1)
    return f"{f1:.3f} | {found / planted:.2f} | {false / weeks:.3f} |"


def _episodes(moments: Sequence[datetime]) -> Iterator[tuple[datetime, datetime]]:
    first: datetime | None = None
    last = datetime.min
    for moment in moments:
        if first is not None and moment - last > timedelta(days=1):
            yield first, last
            first = None
        first, last = first or moment, moment
    if first is not None:
        yield first, last


def gaussian(values: F, day: int) -> F:
    """Standard deviations from the mean of two weeks."""
    return _moving(values, 14 * day, lambda past: (float(past.mean()), float(past.std())))


def median_mad(values: F, day: int) -> F:
    """Median deviations from the median of a week."""
    return _moving(values, 7 * day, _robust)


def _robust(past: F) -> tuple[float, float]:
    thinned = past[:: max(past.size // 300, 1)]
    middle = float(np.median(thinned))
    return middle, 1.4826 * float(np.median(np.abs(thinned - middle)))


def _moving(values: F, window: int, measure: Callable[[F], tuple[float, float]]) -> F:
    found = np.zeros(values.size)
    for at in range(window // 4, values.size):
        centre, spread = measure(values[max(at - window, 0) : at])
        found[at] = abs(values[at] - centre) / (spread + 1e-9)
    return found


def same_time(values: F, day: int) -> F:
    """From the median of the same time of the last 14 days, over the usual departure."""
    found, off = np.zeros(values.size), np.full(values.size, np.nan)
    for at in range(3 * day, values.size):
        off[at] = values[at] - np.median(values[at - day * min(14, at // day) : at : day])
        lately = off[max(at - 14 * day, 0) : at]
        lately = np.abs(lately[np.isfinite(lately)])[:: max(day // 24, 1)]
        if lately.size > 30:
            found[at] = abs(off[at]) / (1.4826 * float(np.median(lately)) + 1e-9)
    return found


def nab_table(path: Path) -> None:
    """Prints a row for each method."""
    files = nab(path)
    print("| method | F1 | recall | false alarms a week |\n|---|---|---|---|")
    for name, method in (("moving Gaussian", gaussian), ("moving median, MAD", median_mad), ("same time of day", same_time)):
        scores = {file: method(np.array([value for _, value in points]), _day(points)) for file, (points, _) in files.items()}
        print(f"| {name}, best limit | " + max(_with_limit(files, scores, limit) for limit in LIMITS), flush=True)
    own = [([m for (m, _), beat in zip(p, beats(p), strict=True) if beat.alarm], w, _weeks(p)) for p, w in files.values()]
    print("| **the watch**, as it is | " + scored(own))


def _with_limit(files: dict[str, tuple[Points, Windows]], scores: dict[str, F], limit: float) -> str:
    return scored([([p[at][0] for at in np.flatnonzero(scores[file] > limit)], w, _weeks(p)) for file, (p, w) in files.items()])


def _day(points: Points) -> int:
    return max(round(24 / max((points[30][0] - points[0][0]) / HOUR / 30, 1 / 60)), 1)


def _weeks(points: Points) -> float:
    return (points[-1][0] - points[0][0]) / timedelta(weeks=1)


def site(path: Path) -> None:
    """Prints the alarming days of a site's daily figures."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    days = [datetime.strptime(row["Day Index"], "%m/%d/%y").date() for row in rows if row["Day Index"]]
    for name in ("Users", "Sessions", "Bounce Rate"):
        values = np.array([[_figure(row[name]) for row in rows if row["Day Index"]]])
        weekdays = np.array([[day.weekday() for day in days]])
        told = watch(Series(values, weekdays, whole=np.array([name != "Bounce Rate"])))
        alarming = np.flatnonzero(told.alarm[0])
        week = alarming.size / (len(days) / 7)
        print(f"- {name}: {alarming.size} alarms in {len(days)} days ({week:.2f} a week)")
        print("  " + "; ".join(_said(days[at], values[0, at], told.expected[0, at]) for at in alarming[:12]))


def _said(day: date, value: float, expected: float) -> str:
    return f"{day} {value:,.4g} (expected {expected:,.4g})"


def _figure(text: str) -> float:
    cleaned = text.replace(",", "")
    try:
        return float(cleaned.removesuffix("%")) / (100 if cleaned.endswith("%") else 1)
    except ValueError:
        return float("nan")


def main() -> None:
    """The command line."""
    where = os.environ.get("STOREHAND_REAL_DATA")
    if not where:
        raise SystemExit("STOREHAND_REAL_DATA names no folder of real data")
    nab_table(Path(where) / "nab-subset" / "nab_subset.zip")
    print()
    site(Path(where) / "upworthy-ga-daily" / "2013.01.01-2015.04.30-daily-users-info.csv")


if __name__ == "__main__":
    main()
