"""Made-up daily series of stores with a calendar and planted incidents, for the alarms' score.

    python -m benchmarks.judgement.alarm_sets DIR [--from 0] [--series 100] [--house]

A series a seed: 400 days from a random day of 2022–2025 on. Drawn anew for each: what it is (orders, visitors, money, a
rate), its size (8 orders to 120,000 visitors a day), its weekdays (some change in the course of the year), its trend
(none, steady, bent, wandering, seasonal), its noise (autocorrelated, with heavy tails, calm and rough spells, weekends
rougher, bursts), how strongly it feels each sale and festival, with dips before and after, how its calendar is labelled
(main days only; all days alike; phases apart) and its own promotions, four to twelve a year. Some have blank days.
Nothing here is shared with the detector: no formula, no constant.

Planted: about 5.5 incidents a series, from day 40 on, at least 9 days apart: drop (1–5 days), spike (1–2), shift (12–40 days,
or for good) and outage (1–2 days, next to nothing left). They may fall on calendar days. `truth.csv` beside DIR names them.

Seeds from `LOCKED` on are the test: nothing is tuned on them.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from storehand.calendar.festivals import festivals

F = NDArray[np.float64]
B = NDArray[np.bool_]
DAYS: Final = 400
LOCKED: Final = 500_000
FIRST_INCIDENT: Final = 40
KINDS: Final = ("orders", "visitors", "money", "rate")
LABELS: Final = ("main days", "all alike", "phases")


@dataclass(frozen=True)
class Incident:
    """Planted on days `first`…`last` of the series, both within; the mean was multiplied by `factor`."""

    kind: str
    first: int
    last: int
    factor: float


@dataclass(frozen=True)
class Made:
    """A series and its truth; `size`: the mean of a plain day, in orders, visitors or (rates) visitors behind it."""

    name: str
    kind: str
    size: float
    noise: str
    start: date
    values: F
    events: tuple[str, ...]
    incidents: tuple[Incident, ...]

    def day(self, step: int) -> date:
        return self.start + timedelta(days=step)


@dataclass(frozen=True)
class _Window:
    """An occasion: its days before, main days, days after, and the usual logarithm of what each part brings."""

    name: str
    first: date
    before: int
    main: int
    after: int
    lift: tuple[float, float, float]


def made(seed: int, start: date | None = None) -> Made:
    """One series with its incidents; from a day of its own, or from `start` on as all of a house do."""
    draw = np.random.default_rng([seed, 77])
    kind = str(draw.choice(KINDS, p=(0.4, 0.25, 0.2, 0.15)))
    own = date(2022, 1, 1) + timedelta(days=int(draw.integers(0, 1100)))
    start = start or own
    size = exp(draw.uniform(log(8), log(3000))) * {"visitors": 12, "rate": 40}.get(kind, 1)
    noise, restless = _noise(draw)
    style = str(draw.choice(LABELS, p=(0.25, 0.4, 0.35)))
    lifts, events = _calendar(draw, start, style, 0.3 if kind == "rate" else 1.0)
    logs = (
        _weekdays(draw, start) * (0.4 if kind == "rate" else 1) + _trend(draw) + lifts + restless * (0.7 if kind == "rate" else 1)
    )
    incidents = tuple(_incidents(draw))
    for one in incidents:
        logs[one.first : one.last + 1] += log(one.factor)
    values = _figures(draw, kind, size, logs)
    if draw.random() < 0.25:
        values[draw.random(DAYS) < 0.015] = np.nan
    return Made(f"s{seed:07d}", kind, size, noise, start, values, events, incidents)


def _noise(draw: Generator) -> tuple[str, F]:
    """Logarithms of the days' mood, and what family it is."""
    family = str(draw.choice(("autocorrelated", "heavy tails", "spells", "rough weekends", "bursts", "calm")))
    spread = draw.uniform(0.04, 0.13)
    own = draw.normal(0, 1, DAYS)
    if family == "heavy tails":
        own = draw.standard_t(5, DAYS) / 1.29
    elif family == "spells":
        own = own * np.exp(0.5 * np.sin(np.arange(DAYS) / draw.uniform(8, 30) + draw.uniform(0, 6)))
    elif family == "rough weekends":
        own = own * np.where((np.arange(DAYS) + draw.integers(0, 7)) % 7 < 2, 1.6, 0.9)
    elif family == "bursts":
        own = own + np.where(draw.random(DAYS) < 0.015, draw.gamma(1.5, 0.9, DAYS), 0)
    elif family == "calm":
        spread /= 3
    hold = draw.uniform(0.2, 0.75) if family in {"autocorrelated", "calm"} else draw.uniform(0, 0.4)
    mood = np.zeros(DAYS)
    for day in range(DAYS):
        mood[day] = hold * mood[day - 1] * (day > 0) + own[day] * (1 - hold**2) ** 0.5
    return family, spread * mood


def _weekdays(draw: Generator, start: date) -> F:
    strength = draw.uniform(0.02, 0.3)
    first = draw.normal(0, strength / 2, 7)
    first[5:] += strength * draw.choice((-1.0, 0.6, 1.0))
    last = first + (draw.normal(0, strength / 2, 7) if draw.random() < 0.3 else 0)
    at = (np.arange(DAYS) + start.weekday()) % 7
    share = np.arange(DAYS) / DAYS
    days: F = first[at] * (1 - share) + last[at] * share
    return days


def _trend(draw: Generator) -> F:
    way = int(draw.integers(0, 5))
    share = np.arange(DAYS) / DAYS
    grown = draw.normal(0, 0.6)
    if way == 0:
        return np.zeros(DAYS)
    if way == 1:
        return np.asarray(grown * share)
    if way == 2:
        return np.asarray(grown / (1 + np.exp(-12 * (share - draw.uniform(0.2, 0.8)))))
    if way == 3:
        return np.asarray(np.cumsum(draw.normal(0, draw.uniform(0.004, 0.015), DAYS)))
    return np.asarray(draw.uniform(0.1, 0.4) * np.sin(2 * np.pi * (share * DAYS / 365 + draw.random())))


def _windows(draw: Generator, start: date) -> Iterator[_Window]:
    """Sales and festivals of the years around, and the shop's own promotions."""
    for year in range(start.year, start.year + 3):
        spring = next(each.day for each in festivals(year) if each.name == "spring")
        yield _Window("春节", spring - timedelta(days=1), 6, 9, 4, (-0.35, -0.8, -0.1))
        yield _Window("国庆", date(year, 10, 1), 1, 7, 2, (-0.05, -0.15, 0.05))
        yield _Window("38", date(year, 3, 6), 3, 3, 2, (-0.1, 0.5, -0.12))
        yield _Window("618", date(year, 6, 16), 5, 3, 5, (-0.15, 0.9, -0.25))
        yield _Window("99", date(year, 9, 7), 2, 3, 2, (-0.08, 0.4, -0.1))
        yield _Window("双11", date(year, 11, 10), 7, 2, 5, (-0.25, 1.4, -0.3))
        yield _Window("双12", date(year, 12, 11), 3, 2, 3, (-0.1, 0.7, -0.15))
    at = start + timedelta(days=int(draw.integers(5, 60)))
    while at < start + timedelta(days=DAYS):
        yield _Window(
            "promo", at, int(draw.integers(0, 3)), int(draw.integers(1, 5)), int(draw.integers(0, 4)), (-0.05, 0.5, -0.1)
        )
        at += timedelta(days=int(draw.integers(28, 90)))


def _calendar(draw: Generator, start: date, style: str, strength: float) -> tuple[F, tuple[str, ...]]:
    """What the calendar brings to each day, in logarithms, and how the days are labelled."""
    lifts, events = np.zeros(DAYS), [""] * DAYS
    own: dict[str, float] = {}
    wobble = draw.uniform(0.05, 0.2)
    for window in _windows(draw, start):
        scale = own.setdefault(window.name, strength * exp(draw.normal(0, 0.35))) * exp(draw.normal(0, wobble))
        for part, (since, until) in enumerate(_parts(window)):
            inner = draw.normal(0, wobble / 2, max(until - since, 0))
            for nth, away in enumerate(range(since, until)):
                step = (window.first - start).days + away
                if not 0 <= step < DAYS:
                    continue
                fade = 1.0 if part == 1 else (nth + 1) / (until - since) if part == 0 else 1 - nth / (until - since)
                lifts[step] += scale * window.lift[part] * fade + strength * inner[nth]
                if part == 1 or style != "main days":
                    events[step] = window.name + (("_pre", "", "_post")[part] if style == "phases" else "")
    return lifts, tuple(events)


def _parts(window: _Window) -> tuple[tuple[int, int], ...]:
    return (-window.before, 0), (0, window.main), (window.main, window.main + window.after)


def _incidents(draw: Generator) -> Iterator[Incident]:
    day = FIRST_INCIDENT + int(draw.exponential(35))
    while day < DAYS - 3:
        kind = str(draw.choice(("drop", "spike", "shift", "outage"), p=(0.38, 0.22, 0.22, 0.18)))
        if kind == "drop":
            last, factor = day + int(draw.integers(0, 5)), draw.uniform(0.3, 0.72)
        elif kind == "spike":
            last, factor = day + int(draw.integers(0, 2)), draw.uniform(1.4, 2.8)
        elif kind == "shift":
            last = DAYS - 1 if draw.random() < 0.3 else day + int(draw.integers(12, 40))
            factor = draw.uniform(0.45, 0.75) if draw.random() < 0.6 else draw.uniform(1.35, 2.0)
        else:
            last, factor = day + int(draw.integers(0, 2)), draw.uniform(0.005, 0.12)
        yield Incident(kind, day, min(last, DAYS - 1), float(factor))
        if last == DAYS - 1:
            # What lasts for good does not end what else may happen.
            last = day + 12
        day = last + 9 + int(draw.exponential(45))


def _figures(draw: Generator, kind: str, size: float, logs: F) -> F:
    mean = size * np.exp(logs)
    if kind == "orders":
        return draw.poisson(mean * draw.gamma(60, 1 / 60, DAYS)).astype(np.float64)
    if kind == "visitors":
        return draw.poisson(mean).astype(np.float64)
    if kind == "money":
        price, shape = exp(draw.uniform(3, 6)), draw.uniform(0.8, 4)
        orders = draw.poisson(mean)
        money: F = np.where(orders > 0, draw.gamma(np.maximum(orders, 1) * shape, price / shape), 0.0)
        return money.round(2)
    share = exp(draw.uniform(log(0.01), log(0.08)))
    visitors = np.maximum(draw.poisson(size * np.exp(draw.normal(0, 0.12, DAYS))), 1)
    rates: F = draw.binomial(visitors, np.minimum(share * np.exp(logs), 0.95)) / visitors
    return rates.round(5)


def house(seeds: range) -> list[Made]:
    """Series that begin on one day: what the calendar brings comes to all on the same days, to each in its own strength."""
    start = date(2022, 1, 1) + timedelta(days=int(np.random.default_rng([seeds.start, 78]).integers(0, 1100)))
    return [made(seed, start) for seed in seeds]


def write(directory: Path, sets: list[Made]) -> None:
    """The series' files, and their truth beside the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory.parent / f"{directory.name}.truth.csv").open("w", encoding="utf-8", newline="") as lines:
        truth = csv.writer(lines, lineterminator="\n")
        truth.writerow(("series", "kind", "first", "last", "factor", "of", "size"))
        for one in sets:
            _write_series(directory / f"{one.name}.csv", one)
            for planted in one.incidents:
                days = one.day(planted.first), one.day(planted.last)
                truth.writerow((one.name, planted.kind, *days, round(planted.factor, 3), one.kind, round(one.size, 1)))


def _write_series(path: Path, one: Made) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(("day", "value", "event"))
        for step, value in enumerate(one.values):
            shown = "" if np.isnan(value) else f"{value:.0f}" if one.kind in {"orders", "visitors"} else repr(float(value))
            out.writerow((one.day(step), shown, one.events[step]))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Made-up series with planted incidents.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--house", action="store_true", help="all begin on the same day")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.series)
    write(asked.directory, house(seeds) if asked.house else [made(seed) for seed in seeds])


if __name__ == "__main__":
    main()
