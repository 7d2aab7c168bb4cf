"""What occasions of the calendar bring, learned from earlier ones: label by label, day by day.

All in logarithms over the level. A first occasion is known only to be able to bring much; the days of one occasion
are alike; a second one is like the first, day by day. Plain days near an occasion are judged as plain days: where a shop's
customers wait or rest, its calendar should say so (a range for all who might would hide a fifth of the incidents).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.stats.surprise import B, F

I = NDArray[np.int64]  # noqa: E741

LENGTH: Final = 24  # days of one occasion that are told apart
_MEAN: Final = 0.10
# Spread of what is not yet known: of a first occasion, of its days, of an occasion to its like a year or a month before.
_FIRST, _DAYS, _AGAIN = 0.60, 0.35, 0.22
_KEPT: Final = 0.65  # how far one day's surprise holds for the next day of an occasion that is known
_GOES_ON: Final = 0.9  # … and of one that is not
_STEP: Final = 0.40  # spread from one day of an unknown occasion to the next
_OPEN: Final = 0.8  # spread of what a first occasion's day may bring above the expected
_ALIKE: Final = 0.04  # no two series are nearer to each other than this
_KIN, _KIN_LEAN = 8, 3.0  # series of one occasion, before they say anything of each other
_PRIOR: Final = 4.0  # days' worth of what is said above, against what the series itself shows on all its occasions
_SORT_PRIOR: Final = 4.0  # … and of that, against what it shows on days of one sort
# No amount is known to be moved less than this share of the usual variance, no share or price less than that of its own.
_LEAST_STRAY, _LEAST_STRAY_OF_SHARES = 0.15, 0.05
_SORTS: Final = 4  # first days and later ones, of occasions whose day was seen before and not


def places(labels: I) -> I:
    """For each series and day the day within its occasion, from 0 on; occasions are runs of one label."""
    step = np.zeros_like(labels)
    for day in range(1, labels.shape[1]):
        goes_on = (labels[:, day] > 0) & (labels[:, day] == labels[:, day - 1])
        step[:, day] = np.where(goes_on, step[:, day - 1] + 1, 0)
    return np.minimum(step, LENGTH - 1)


class Occasions:
    """What each series' occasions brought so far; each day is first expected, then learned. `labels[n, t]`: 0 on plain days;
    `swing`: how far occasions move each series, against an amount's 1: shares and prices move less."""

    def __init__(self, labels: I, swing: F | None = None) -> None:
        count = labels.shape[0]
        self._labels, self._step = labels, places(labels)
        shape = (count, int(labels.max(initial=0)) + 1, LENGTH)
        self._sums, self._seen = np.zeros(shape), np.zeros(shape)
        self._runs = np.zeros(shape[:2])
        self._surprise, self._known = np.zeros(count), np.zeros(count, dtype=bool)
        self._swing = np.ones(count) if swing is None else swing
        self._strays_by = np.ones(count)
        self._strayed, self._strays = np.zeros((count, _SORTS)), np.zeros((count, _SORTS))

    def on(self, day: int) -> B:
        """The series for which the day is an occasion."""
        marked: B = self._labels[:, day] > 0
        return marked

    def plain(self, since: int, until: int) -> B:
        """The days without occasion, of all series."""
        marked: B = self._labels[:, since:until] == 0
        return marked

    def expect(self, day: int) -> tuple[F, F]:
        """What the day is expected to bring, in logarithms, and the variance of that; zeros on plain days."""
        count = self._labels.shape[0]
        self._rows, self._day = np.flatnonzero(self.on(day)), day
        self._open = np.zeros(count, dtype=bool)
        self.mean, self.variance = np.zeros(count), np.zeros(count)
        if self._rows.size:
            self.mean[self._rows], self.variance[self._rows] = self._guess(self._rows, day)
        return self.mean, self.variance

    def _guess(self, rows: I, day: int) -> tuple[F, F]:
        code, step = self._labels[rows, day], self._step[rows, day]
        seen, sums, runs = self._seen[rows, code], self._sums[rows, code], self._runs[rows, code]
        # The label as a whole, leaning to what any label may bring.
        days = np.maximum(seen.sum(axis=1), 1)
        of_label = _AGAIN**2 + _DAYS**2 / days
        trust = np.where(runs > 0, _FIRST**2 / (_FIRST**2 + of_label / np.maximum(runs, 1)), 0.0)
        usual = _MEAN * self._swing[rows]
        label = usual + trust * (sums.sum(axis=1) / days - usual)
        left = _FIRST**2 * (1 - trust) + _DAYS**2
        # The same day of earlier occasions.
        at = np.arange(rows.size)
        own, sum_own = seen[at, step], sums[at, step]
        lean = np.where(own > 0, left / (left + _AGAIN**2 / np.maximum(own, 1)), 0.0)
        mean = label + lean * (sum_own / np.maximum(own, 1) - label)
        variance = left * (1 - lean) + _AGAIN**2
        # What this occasion has shown so far.
        same = self._known[rows] & (step > 0)
        alike = lean / (lean + 0.3)
        mean = mean + np.where(same, (_GOES_ON + alike * (_KEPT - _GOES_ON)) * self._surprise[rows], 0.0)
        goes_on = alike * variance * (1 - _KEPT**2) + (1 - alike) * np.minimum(variance, _STEP**2)
        self._open[rows] = own == 0
        self._sort = 2 * same + (own > 0)
        self._before = np.where(same, goes_on, variance)
        self._strays_by[rows] = self._straying(rows)
        return mean, self._before * self._strays_by[rows]

    def _straying(self, rows: I) -> F:
        """How far each series strayed on days of this sort, as a share of the usual variance; leaning to all its occasions."""
        strayed, strays = self._strayed[rows], self._strays[rows]
        usual = self._swing[rows] ** 2
        of_all = (_PRIOR * usual + strayed.sum(axis=1)) / (_PRIOR + strays.sum(axis=1))
        at, least = np.arange(rows.size), np.where(usual < 1, _LEAST_STRAY_OF_SHARES * usual, _LEAST_STRAY)
        own = (strayed[at, self._sort] + _SORT_PRIOR * np.maximum(of_all, least)) / (strays[at, self._sort] + _SORT_PRIOR)
        share: F = np.maximum(own, least)
        return share

    def with_kin(self, brought: F, noise: F, known: B, kin: I) -> tuple[F, F]:
        """The effect once more, led by what the same occasion brings to the others on the same day.

        `brought`: the logarithm of the day's value over its level; `noise`: its spread by chance; `kin`: groups, 0 for
        none. What most did not expect, none need have; where they agree, each is known as well as they agree. A few that
        fail among many do not move the middle.
        """
        code, led = self._labels[:, self._day], self._rows[kin[self._rows] > 0]
        for one, group in sorted(set(zip(code[led].tolist(), kin[led].tolist(), strict=True))):
            rows = np.flatnonzero((code == one) & (kin == group) & known & np.isfinite(brought))
            if rows.size < _KIN:
                continue
            off = brought[rows] - self.mean[rows]
            middle = float(np.median(off))
            spread = 1.4826 * float(np.median(np.abs(off - middle)))
            share = rows.size / (rows.size + _KIN_LEAN)
            apart = max(spread**2 - float(np.median(noise[rows])) ** 2, _ALIKE**2)
            agreed = apart + 2 * spread**2 / rows.size + (1 - share) * self.variance[rows]
            self.mean[rows] += share * middle
            self.variance[rows] = np.minimum(self.variance[rows], agreed)
            self._open[rows] = False
        return self.mean, self.variance

    def rise(self) -> F:
        """The variance that comes on top where the day brings more than expected: what a first sale may bring is open."""
        told = np.where(self._swing < 1, np.minimum(self._strays_by, 1.0), 1.0)  # of shares and prices, what they did before
        found: F = np.where(self._open, (_OPEN * self._swing) ** 2 * told, 0.0)
        return found

    def learn(self, off: F, noise: F, known: B) -> None:
        """Takes the expected day in. `off`: the logarithm of its value over the expected one; far ones count as less far,
        unknown ones not at all."""
        self._known = np.zeros_like(self._known)
        kept = known[self._rows]
        rows, sort = self._rows[kept], self._sort[kept] if self._rows.size else self._rows
        if not rows.size:
            return
        code, step = self._labels[rows, self._day], self._step[rows, self._day]
        whole = self.variance[rows] + noise[rows] ** 2
        before = self._before[kept]
        most = 3 * np.sqrt(np.maximum(whole, before + noise[rows] ** 2))
        held = np.clip(off[rows], -most, most)
        self._sums[rows, code, step] += self.mean[rows] + held
        self._seen[rows, code, step] += 1
        self._runs[rows, code] += (step == 0) | (self._runs[rows, code] == 0)
        share = self.variance[rows] / whole
        self._surprise[rows], self._known[rows] = held * share, True
        # What noise alone explains is no straying; days that are mostly noise tell little of it.
        told = (before / (before + noise[rows] ** 2)) ** 2
        self._strayed[rows, sort] = 0.98 * self._strayed[rows, sort] + told * (held**2 - noise[rows] ** 2) / before
        self._strays[rows, sort] = 0.98 * self._strays[rows, sort] + told
