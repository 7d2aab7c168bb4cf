"""What no single day shows and several days together do: departures that lean the same way day after day.

The sum of the last two to seven days' departures, beside what such sums usually are: days that follow each other are
alike, so the sums of restless series waver more than those of independent days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.stats.surprise import F, chance

Ints = NDArray[np.int64]
WINDOWS: Final = (2, 3, 5, 7)
_TRIED: Final = 2.0  # so many independent looks are four windows that lie within each other
_FREEDOM: Final = 20  # sums have lighter tails than days
_HELD: Final = 4.0  # one far day alone makes no run
_LEAST: Final = 14  # known days before the leaning of neighbours is told from the series itself
_POOLED: Final = 25.0  # days' worth of what all series together say of it
_MOST: Final = 0.7


@dataclass(frozen=True)
class Lasting:
    """For each series and each of the last days, oldest first: the two-sided `chance` that so many usual days lean as far, the
    days of that `run` (0: none is known), and whether they lie `below`."""

    chance: F
    run: Ints
    below: NDArray[np.bool_]


def lasting(far: F, days: int = 7) -> Lasting:
    """`far[n, t]`: departures in standard deviations, NaN where nothing was expected."""
    held = np.clip(far, -_HELD, _HELD)
    alike = _alike(held[:, : max(far.shape[1] - days, 0)])
    told = [_of_day(held[:, : far.shape[1] - back], alike) for back in range(days - 1, -1, -1)]
    odds, run, below = (np.stack([each[place] for each in told], axis=1) for place in range(3))
    return Lasting(odds, run.astype(np.int64), below.astype(bool))


def _of_day(held: F, alike: F) -> tuple[F, F, F]:
    """The most telling window that ends with the last day."""
    best, run, below = np.ones(len(held)), np.zeros(len(held)), np.zeros(len(held))
    for window in WINDOWS:
        part = held[:, -window:]
        known = np.isfinite(part).all(axis=1) & (part.shape[1] == window)
        total = np.where(known, np.nansum(part, axis=1), 0.0)
        odds = np.where(known, np.minimum(_TRIED * chance(total / np.sqrt(_spread(window, alike)), _FREEDOM), 1.0), 1.0)
        better = odds < best
        best, run = np.where(better, odds, best), np.where(better, window, run)
        below = np.where(better, total < 0, below)
    return best, run, below


def _spread(window: int, alike: F) -> F:
    """The variance of the sum of days of which each is like the one before."""
    found: F = window + 2 * sum(((window - gap) * alike**gap for gap in range(1, window)), np.zeros_like(alike))
    return found


def _alike(held: F) -> F:
    """How far a day's departure goes on the next day, 0 … 0.7: each series' own, leaning to that of all."""
    if held.shape[1] < 2:
        return np.full(len(held), _MOST / 2)
    one, other = held[:, :-1], held[:, 1:]
    both = np.isfinite(one) & np.isfinite(other)
    count = both.sum(axis=1)
    together, alone = np.where(both, one * other, 0.0).sum(axis=1), np.where(both, one**2, 0.0).sum(axis=1)
    pooled = float(together.sum() / alone.sum()) if alone.sum() > 0 else 0.0
    own = np.divide(together, alone, out=np.full(len(held), pooled), where=(alone > 0) & (count >= _LEAST))
    leaned: F = np.clip((own * count + pooled * _POOLED) / (count + _POOLED), 0.0, _MOST)
    return leaned
