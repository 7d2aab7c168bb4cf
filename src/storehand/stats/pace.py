"""The level and the weekdays of many daily series, learned day by day from what was taken as usual."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.stats.surprise import B, F

I = NDArray[np.int64]  # noqa: E741

WINDOW: Final = 84
_LONG: Final = (7.0, 14.0, 30.0)  # half-lives in days of the levels that compete
_PULL: Final = (0.0, 0.25, 0.5, 0.75)  # how much of yesterday's surprise is expected again
_FORGET: Final = 0.985  # of each guess's past errors, a day
_KEPT: Final = 12  # weeks from which a weekday is known
_PRIOR_WEEKS: Final = 3.0
_WEEKDAY_SPREAD: Final = 0.25  # how far weekdays usually lie apart, as a share
_ENOUGH: Final = 8  # plain days, to begin without those of occasions
TINY: Final = 1e-9


class Pace:
    """`usual[n, t]`: what day t of series n is taken to have brought without occasions; `weight`: how far it counts."""

    def __init__(self, count: int, days: int, weekdays: I) -> None:
        self.usual = np.zeros((count, days))
        self.weight = np.zeros((count, days))
        self.weekdays = weekdays
        self.shape = np.ones((count, 7))
        self._ratios = np.full((count, 7, _KEPT), np.nan)
        self._middle, self._known = np.ones((count, 7)), np.zeros((count, 7))
        self._plain = np.full((count, days), np.nan)
        self._errors = np.tile(_head_start(), (count, 1))
        self._rows = np.arange(count)
        self._guesses = np.zeros((count, len(_LONG) * len(_PULL)))
        ages = np.arange(WINDOW, 0, -1) - 1.0
        self._kernels = np.stack([0.5 ** (ages / life) for life in (0.7, *_LONG)], axis=1)

    def expected(self, day: int) -> F:
        """What the day brings without occasions: the guesses' mean, each by how well it did lately."""
        since = max(day - WINDOW, 0)
        weight, kernels = self.weight[:, since:day], self._kernels[WINDOW - (day - since) :]
        seasons = np.take_along_axis(self.shape, self.weekdays[:, since:day], axis=1)
        over = (self.usual[:, since:day] * weight) @ kernels
        under = (seasons * weight) @ kernels
        levels = np.log(np.maximum(over, TINY) / np.maximum(under, TINY))
        fresh = np.clip((weight @ kernels[:, 0]) / max(kernels[:, 0].sum(), TINY), 0.0, 1.0)
        moved = (levels[:, :1] - levels[:, 1:]) * fresh[:, None]
        self._guesses = np.concatenate([levels[:, 1:] + pull * moved for pull in _PULL], axis=1)
        trust = np.exp(-0.5 * (self._errors - self._errors.min(axis=1, keepdims=True)))
        level = (self._guesses * trust).sum(axis=1) / trust.sum(axis=1)
        self.level: F = np.exp(level)
        self.season: F = self.shape[self._rows, self.weekdays[:, day]]
        usual: F = self.level * self.season
        return usual

    def compare(self, seen: F, noise: F, counts: B) -> None:
        """Notes how well each guess did; `seen`: the log of what the day brought over its season."""
        off = (seen[:, None] - self._guesses) / noise[:, None]
        worse = np.minimum(off**2, 6.0)
        self._errors = np.where(counts[:, None], self._errors * _FORGET + worse, self._errors)

    def learn(self, day: int, usual: F, weight: F, plain: F) -> None:
        """Takes the day in. `plain`: the value without occasions, as it was; NaN where it tells nothing of its weekday."""
        self.usual[:, day] = np.where(weight > 0, usual, self.level * self.season)
        self.weight[:, day] = weight
        self._plain[:, day] = plain
        if day >= 6:
            self._learn_weekday(day - 3)

    def rescale(self, rows: B, factor: F, day: int) -> None:
        """The past at a new level, from a shift on."""
        self.usual[rows, : day + 1] *= factor[rows, None]

    def _learn_weekday(self, day: int) -> None:
        """The day over the mean of the seven days around it, which hold each weekday once. Days that were alarming count too:
        the middle of ten is deaf to one, and a weekday that was wrongly known would else be alarming for ever."""
        around = self.usual[:, day - 3 : day + 4].mean(axis=1)
        ratio = self._plain[:, day] / np.maximum(around, TINY)
        rows = np.flatnonzero(np.isfinite(ratio) & (around > TINY))
        at = self.weekdays[rows, day]
        self._ratios[rows, at] = np.concatenate([self._ratios[rows, at][:, 1:], ratio[rows, None]], axis=1)
        self._middle[rows, at], self._known[rows, at] = _middle(self._ratios[rows, at])

    def settle(self, noise: F) -> None:
        """The weekdays' profile; those seen little or in much noise lean towards an even week."""
        seen = np.maximum(self._known, 1.0)
        spread = np.var(self._middle, axis=1) - (noise**2 / np.mean(seen, axis=1))
        weeks = np.mean(self._known, axis=1)
        apart = (np.maximum(spread, 0.0) * weeks + _WEEKDAY_SPREAD**2 * _PRIOR_WEEKS) / (weeks + _PRIOR_WEEKS)
        lean = np.clip(noise**2 / np.maximum(apart, 1e-4), 0.05, 30.0)[:, None]
        raw = (self._middle * self._known + lean) / (self._known + lean)
        self.shape = np.maximum(raw / raw.mean(axis=1, keepdims=True), 0.02)

    def begin(self, rows: I, first: F, plain: B, day: int) -> None:
        """The first days of some series: `first` holds their values, `plain` tells those without occasion."""
        known = np.isfinite(first)
        kept = known & plain
        use = np.where((kept.sum(axis=1) >= _ENOUGH)[:, None], kept, known)
        shown = np.where(use, first, np.nan)
        middle = np.maximum(np.nanmedian(shown, axis=1), np.nanmean(shown, axis=1) / 3)
        middle = np.maximum(middle, TINY)[:, None]
        room = np.where((~use | (first == np.round(first))).all(axis=1)[:, None], 2.5 * np.sqrt(middle), 0.0)
        held = np.clip(np.where(use, first, middle), middle / 4 - room, middle * 4 + room)
        self._first_weekdays(rows, held / middle, use, day)
        shape = np.take_along_axis(self.shape[rows], self.weekdays[rows, :day], axis=1)
        usual = middle * shape / np.median(self.shape[rows], axis=1, keepdims=True)
        self.usual[rows, :day] = np.clip(held, np.maximum(usual / 1.8 - room, 0), usual * 1.8 + room)
        self.weight[rows, :day] = use

    def _first_weekdays(self, rows: I, ratios: F, use: B, day: int) -> None:
        for step in range(day):
            mine = np.flatnonzero(use[:, step])
            at, on = rows[mine], self.weekdays[rows[mine], step]
            self._ratios[at, on] = np.concatenate([self._ratios[at, on][:, 1:], ratios[mine, step, None]], axis=1)
        self._middle[rows], self._known[rows] = _middle(self._ratios[rows])
        raw = (self._middle[rows] * self._known[rows] + 0.5) / (self._known[rows] + 0.5)
        self.shape[rows] = np.maximum(raw / raw.mean(axis=1, keepdims=True), 0.02)


def _middle(ratios: F) -> tuple[F, F]:
    """The mean of the middle three fifths along the last axis, NaN left out; and how many there were."""
    ordered = np.sort(ratios, axis=-1)
    seen = np.isfinite(ordered).sum(axis=-1)
    cut = np.where(seen >= 3, np.maximum(seen // 5, 1), 0)
    place = np.arange(ordered.shape[-1])
    kept = (place >= cut[..., None]) & (place < (seen - cut)[..., None])
    total = np.where(kept, ordered, 0.0).sum(axis=-1)
    return np.where(seen > 0, total / np.maximum(kept.sum(axis=-1), 1), 1.0), seen.astype(np.float64)


def _head_start() -> F:
    """Before anything is known: the fortnight's level, a little of yesterday's surprise. In the order of the guesses."""
    return np.array([abs(pull - 0.25) * 6 + (0.5 if life == 14.0 else 1.5) for pull in _PULL for life in _LONG])
