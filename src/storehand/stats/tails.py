"""How heavy the tails of each series' departures are, learned from its days: between a t of four degrees and a normal."""

from __future__ import annotations

from typing import Final

import numpy as np

from storehand.stats.surprise import B, F, chance, distance, likelihood

_FREEDOMS: Final = (4, 6, 10, 20, 60)
_BEFORE: Final = (0.1, 0.3, 0.3, 0.2, 0.1)  # how likely each is before the series is known
_FORGET: Final = 0.997
_LIMIT: Final = 6.0  # farther departures are incidents, and tell no more of the tails than this


class Tails:
    """Weights of several t's, by how likely they make what was seen."""

    def __init__(self, count: int) -> None:
        self._likely = np.zeros((count, len(_FREEDOMS)))

    def learn(self, far: F, counts: B) -> None:
        """Takes a day's departures in, of those series for which it counts."""
        held = np.clip(far, -_LIMIT, _LIMIT)
        told = np.stack([likelihood(held, freedom) for freedom in _FREEDOMS], axis=1)
        self._likely = np.where(counts[:, None], self._likely * _FORGET + told, self._likely)

    def chance(self, far: F) -> F:
        """Two-sided chance that a usual day is as far out."""
        each = np.stack([chance(far, freedom) for freedom in _FREEDOMS], axis=1)
        odds: F = (each * self._weights()).sum(axis=1)
        return odds

    def distance(self, wanted: float) -> F:
        """About how far out lies what has that chance."""
        each = np.array([distance(wanted, freedom) for freedom in _FREEDOMS])
        far: F = self._weights() @ each
        return far

    def _weights(self) -> F:
        likely = self._likely + np.log(_BEFORE)
        weights = np.exp(likely - likely.max(axis=1, keepdims=True))
        shares: F = weights / weights.sum(axis=1, keepdims=True)
        return shares
