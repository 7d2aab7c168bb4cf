"""How far series go along with an index of their market."""

from __future__ import annotations

import numpy as np

from storehand.stats.surprise import B, F


class Market:
    """How far each series goes along with `index[n, t]`, NaN where unknown; not at all until it has shown to."""

    def __init__(self, index: F | None, count: int) -> None:
        self._index = index
        self._together, self._alone = np.zeros(count), np.full(count, 0.05)
        self._moved = np.zeros(count)

    def effect(self, day: int) -> F:
        """What the index lets expect of the day, in logarithms."""
        if self._index is None:
            return self._moved
        past = self._index[:, max(day - 28, 0) : day]
        known = np.isfinite(past).sum(axis=1) >= 7
        level = np.where(known, np.nanmean(np.where(known[:, None], past, 1.0), axis=1), np.nan) if day else np.nan
        with np.errstate(invalid="ignore", divide="ignore"):
            moved = np.log(self._index[:, day] / level)
        self._moved = np.where(np.isfinite(moved), moved, 0.0)
        going: F = self._moved * self._together / self._alone
        return going

    def learn(self, off: F, ordinary: B) -> None:
        """`off`: what is left after the market's part, in logarithms."""
        if self._index is None:
            return
        whole = off + self._moved * self._together / self._alone
        self._together += np.where(ordinary, self._moved * np.clip(whole, -1, 1), 0.0)
        self._alone += np.where(ordinary, self._moved**2, 0.0)
