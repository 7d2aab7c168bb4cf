"""The watch over a series finer than a day: hours or minutes. One point after the other, each judged by those before it.

The season is the hour of the week once two weeks are known, the hour of the day before that, where the series has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import exp, isfinite, log, sqrt
from statistics import median
from typing import Final

import numpy as np

from storehand.stats.surprise import chance, distance

HOUR: Final = timedelta(hours=1)
_LIFE_LEVEL, _LIFE_NOISE = 72.0, 24.0 * 14  # hours
_WARM: Final = 48.0  # hours before anything is judged
_QUIET: Final = 24.0  # hours for which a told incident is not told again
_HELD: Final = 3.0
_HELD_LONG: Final = 6.0
_LIFE_DRIFT: Final = 6.0  # hours over which a lasting departure adds up
_LEAN: Final = 3.0  # points that a slot must have seen before it says as much as the whole


@dataclass(frozen=True)
class Beat:
    """One point's judgement; `chance` 1 and no alarm while too little is known."""

    expected: float
    chance: float
    alarm: bool


def beats(points: Sequence[tuple[datetime, float]], rare: float = 0.0025) -> Iterator[Beat]:
    """Judges each point by those before it. `points`: in order of time, NaN where unknown."""
    watcher = _Pulse(_step(points), distance(rare, freedom=4))
    for moment, value in points:
        yield watcher.beat(moment, value)


def _step(points: Sequence[tuple[datetime, float]]) -> float:
    """The usual distance of points, in hours, from the first of them."""
    first = [later[0] - earlier[0] for earlier, later in pairwise(points[:31])]
    return max(median(gap / HOUR for gap in first), 1 / 60) if first else 1.0


class _Pulse:
    """Levels and noise on a scale between root and logarithm that the first points choose."""

    def __init__(self, step: float, far_enough: float) -> None:
        self.step, self.far_enough = step, far_enough
        self.slots: dict[tuple[int, int], list[float]] = {}
        self.first: list[float] = []
        self.level, self.noise, self.seen = 0.0, 0.0, 0
        self.lift = 0.0
        self.last, self.pull = 0.0, 0.0
        self.cross, self.square = 0.0, 1e-9
        self.quiet, self.drift, self.wander = 0.0, 0.0, 1.0
        self.part = 1 - 0.5 ** (step / _LIFE_DRIFT)
        self.slow = 1 - 0.5 ** (step / _LIFE_NOISE)

    def beat(self, moment: datetime, value: float) -> Beat:
        if not isfinite(value):
            return Beat(float("nan"), 1.0, False)
        if self.seen * self.step < _WARM / 2 or self.seen < 12:
            return self._warm(value)
        told = self._scaled(value)
        season = self._season(moment)
        guess = self.level + season + self.pull * self.last
        spread = max(sqrt(self.noise), 1e-6)
        far = (told - guess) / spread
        held = min(max(told - self.level - season, -_HELD_LONG * spread), _HELD_LONG * spread)
        self.drift += self.part * (held - self.drift)
        long = self.drift / sqrt(self.wander) if self.seen * self.step >= _WARM * 3 else 0.0
        odds = float(min(chance(np.array([far, long]), 4)))
        far = far if abs(far) >= abs(long) else long
        self.wander += self.slow * (min(self.drift**2, 9 * self.wander) - self.wander)
        self.quiet = max(self.quiet - self.step, 0.0)
        out = abs(far) > self.far_enough and self.seen * self.step >= _WARM
        alarm = out and self.quiet <= 0
        self.quiet = _QUIET if out else self.quiet
        self._learn(moment, told, guess, season, spread)
        return Beat(self._back(guess), odds, alarm)

    def _warm(self, value: float) -> Beat:
        self.first.append(value)
        self.seen += 1
        if self.seen * self.step >= _WARM / 2 and self.seen >= 12:
            self._begin()
        return Beat(float("nan"), 1.0, False)

    def _begin(self) -> None:
        sizes = [abs(value) for value in self.first]
        self.lift = max(0.25 * (sum(sizes) / len(sizes)), 1e-9)
        told = [self._scaled(value) for value in self.first]
        self.level = median(told)
        self.noise = max((1.4826 * median(abs(one - self.level) for one in told)) ** 2, 1e-4)
        self.wander = self.noise / 2

    def _scaled(self, value: float) -> float:
        return log(1 + value / self.lift) if value >= 0 else -log(1 - value / self.lift)

    def _back(self, told: float) -> float:
        return self.lift * (exp(min(told, 50.0)) - 1) if told >= 0 else -self.lift * (exp(min(-told, 50.0)) - 1)

    def _season(self, moment: datetime) -> float:
        """The slot's usual departure from the level: of the day's hours, then of the week's."""
        total = 0.0
        for slot in self._slots(moment):
            mean, weight = self.slots.get(slot, [0.0, 0.0])
            total += mean * weight / (weight + _LEAN)
        return total

    def _slots(self, moment: datetime) -> tuple[tuple[int, int], tuple[int, int]]:
        hour = moment.hour if self.step <= 1 else moment.hour // max(round(self.step), 1)
        return (0, hour), (1 + moment.weekday(), hour)

    def _learn(self, moment: datetime, told: float, guess: float, season: float, spread: float) -> None:
        held = min(max(told, guess - _HELD * spread), guess + _HELD * spread)
        left = held - guess
        around = held - self.level - season
        self.cross = self.cross * 0.999 + around * self.last
        self.square = self.square * 0.999 + self.last**2
        self.pull = min(max(self.cross / (self.square + 20 * self.noise), 0.0), 0.95)
        self.last = around
        quick = max(1 - 0.5 ** (self.step / _LIFE_LEVEL), 1 / (self.seen + 1))
        self.level += quick * around
        slow = max(1 - 0.5 ** (self.step / _LIFE_NOISE), 1 / (self.seen + 1))
        self.noise += slow * (min(left**2, (_HELD * spread) ** 2) * 1.05 - self.noise)
        rest = around
        for slot in self._slots(moment):
            mean, weight = self.slots.get(slot, [0.0, 0.0])
            gain = max(1 / (weight + 1), min(0.1, 0.15 * self.step))
            self.slots[slot] = [mean + gain * rest * 0.7, min(weight + self.step, 40.0)]
            rest -= gain * rest * 0.7
        self.seen += 1
