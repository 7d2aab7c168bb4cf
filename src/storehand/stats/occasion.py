"""What occasions of the calendar bring, learned from earlier ones: a label's days, and the days just before and after.

All in logarithms over the level. A first occasion is known only to be able to bring much; the days of one occasion
are alike; a second one is like the first, day by day.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.stats.surprise import B, F

I = NDArray[np.int64]  # noqa: E741

LENGTH: Final = 24  # days of one occasion that are told apart
AFTER: Final = 5  # plain days behind an occasion that may still feel it
BEFORE: Final = 4
# Spread of what is not yet known: of a first occasion, of its days, between a label's occasions, of one day to its like.
_KINDS: Final = 3  # the occasion itself, the days after, the days before
_FIRST: Final = (0.60, 0.14, 0.12)
_DAYS: Final = (0.35, 0.08, 0.07)
_AGAIN: Final = (0.20, 0.07, 0.06)
_MEAN: Final = (0.10, -0.05, -0.03)
_KEPT: Final = 0.65  # how far one day's surprise holds for the next day of the occasion


def places(labels: I, codes: int) -> tuple[I, I]:
    """For each series and day the occasion's code and the day within it; code −1 on plain days.

    `labels`: 0 plain, 1…codes. The days after a label get codes + label, those before 2·codes + label: calendars are
    known ahead, figures are not.
    """
    count, days = labels.shape
    code, step = np.full((count, days), -1), np.zeros((count, days), dtype=np.int64)
    last, run = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for day in range(days):
        now = labels[:, day]
        run = np.where((now > 0) & (now == last), run + 1, 0)
        code[:, day], step[:, day] = np.where(now > 0, now - 1, -1), run
        last = now
    _spread(labels, code, step, codes, range(1, AFTER + 1), 1)
    _spread(labels, code, step, codes, range(-1, -BEFORE - 1, -1), 2)
    return code, np.minimum(step, LENGTH - 1)


def _spread(labels: I, code: I, step: I, codes: int, away: range, kind: int) -> None:
    """Plain days `away` from a label, the nearest first."""
    days = labels.shape[1]
    for by in away:
        here = slice(max(by, 0), days + min(by, 0))
        there = slice(max(-by, 0), days - max(by, 0))
        free = (code[:, here] < 0) & (labels[:, there] > 0) & (labels[:, here] == 0)
        code[:, here] = np.where(free, kind * codes + labels[:, there] - 1, code[:, here])
        step[:, here] = np.where(free, abs(by), step[:, here])


class Occasions:
    """What each series' occasions brought so far."""

    def __init__(self, labels: I, codes: int) -> None:
        count = labels.shape[0]
        self.code, self.step = places(labels, codes)
        kinds = _KINDS * max(codes, 1)
        self._sums, self._seen = np.zeros((count, kinds, LENGTH)), np.zeros((count, kinds, LENGTH))
        self._runs = np.zeros((count, kinds))
        self._surprise, self._known = np.zeros(count), np.zeros(count, dtype=bool)
        self._strayed, self._strays = np.full((count, _KINDS), 4.0), np.full((count, _KINDS), 4.0)
        self._kind_of = np.repeat(np.arange(_KINDS), max(codes, 1))
        self._day = -1

    def on(self, day: int) -> B:
        """The series for which the day is an occasion, or near one."""
        marked: B = self.code[:, day] >= 0
        return marked

    def main(self, day: int) -> B:
        """The series for which the day itself is labelled."""
        marked: B = self.on(day) & (self._kind_of[self.code[:, day]] == 0)
        return marked

    def effect(self, day: int) -> tuple[F, F]:
        """What the day is expected to bring, in logarithms, and the variance of that; zeros on plain days."""
        count = self.code.shape[0]
        self._rows = np.flatnonzero(self.on(day))
        mean, variance = np.zeros(count), np.zeros(count)
        if self._rows.size:
            mean[self._rows], variance[self._rows] = self._guess(self._rows, day)
        self._mean, self._variance, self._day = mean, variance, day
        return mean, variance

    def _guess(self, rows: I, day: int) -> tuple[F, F]:
        code, step = self.code[rows, day], self.step[rows, day]
        kind = self._kind_of[code]
        first, within, again, start = (np.array(each)[kind] for each in (_FIRST, _DAYS, _AGAIN, _MEAN))
        seen, sums, runs = self._seen[rows, code], self._sums[rows, code], self._runs[rows, code]
        # The label as a whole, leaning to what any label may bring.
        label_variance = again**2 + within**2 / np.maximum(seen.sum(axis=1), 1)
        trust = np.where(runs > 0, first**2 / (first**2 + label_variance / np.maximum(runs, 1)), 0.0)
        label = start + trust * (sums.sum(axis=1) / np.maximum(seen.sum(axis=1), 1) - start)
        left = first**2 * (1 - trust) + within**2
        # The same day of earlier occasions.
        at = np.arange(rows.size)
        own, sum_own = seen[at, step], sums[at, step]
        lean = np.where(own > 0, left / (left + again**2 / np.maximum(own, 1)), 0.0)
        mean = label + lean * (sum_own / np.maximum(own, 1) - label)
        variance = left * (1 - lean) + again**2
        # What this occasion has shown so far.
        same = self._known[rows] & (day > 0) & (self.code[rows, day - 1] == code)
        mean = mean + np.where(same, _KEPT * self._surprise[rows], 0.0)
        variance = variance * np.where(same, np.where(own > 0, 1 - _KEPT**2, 1 - _KEPT**2 / 3), 1.0)
        return mean, variance * self._strayed[rows, kind] / self._strays[rows, kind]

    def expected(self, day: int) -> F:
        """The day's effect once more."""
        return self._mean if day == self._day else self.effect(day)[0]

    def learn(self, day: int, brought: F, noise: F, known: B) -> None:
        """`brought`: the log of the day's value over its level; far ones count as less far, unknown ones not at all."""
        self._known = np.zeros_like(self._known)
        rows = self._rows[known[self._rows]]
        if not rows.size:
            return
        code, step = self.code[rows, day], self.step[rows, day]
        kind = self._kind_of[code]
        room = 3 * np.sqrt(self._variance[rows] + noise[rows] ** 2)
        off = np.clip(brought[rows] - self._mean[rows], -room, room)
        start = (step == np.where(kind == 0, 0, 1)) | (self._runs[rows, code] == 0)
        self._sums[rows, code, step] += self._mean[rows] + off
        self._seen[rows, code, step] += 1
        self._runs[rows, code] += start
        share = self._variance[rows] / (self._variance[rows] + noise[rows] ** 2)
        self._surprise[rows], self._known[rows] = off * share, True
        stray = off**2 / (self._variance[rows] + noise[rows] ** 2)
        self._strayed[rows, kind] = 0.98 * self._strayed[rows, kind] + stray * share
        self._strays[rows, kind] = 0.98 * self._strays[rows, kind] + share
