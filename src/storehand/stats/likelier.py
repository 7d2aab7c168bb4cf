"""How much likelier a day is with an incident than without one.

The chance alone says how rare a day is among usual ones. It does not say whether it is what an incident would look like:
incidents bring a quarter less or more at the least, often half, and at standstills nearly nothing. A rare day that is
only a little off is chance; so the evidence weighs what incidents of many sizes would have brought.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import Final

import numpy as np

from storehand.stats.surprise import B, F, likelihood, steady

# What incidents do to a day, in logarithms, and how often: losses more often than gains, standstills among them.
_SIZES: Final = (-4.0, -2.5, -1.5, -1.0, -0.75, -0.55, -0.4, -0.28, 0.28, 0.4, 0.55, 0.75, 1.0, 1.5)
_OFTEN: Final = (0.1, 0.06, 0.06, 0.09, 0.1, 0.1, 0.08, 0.05, 0.06, 0.08, 0.09, 0.07, 0.05, 0.02)
_FREEDOM: Final = 6
_MOST: Final = 30.0  # natural logarithm; beyond, all is certain alike


def likelier(judged: F, expected: F, noise: F, unit: F, whole: B) -> F:
    """log10 of the ratio. `judged`: the day's departure in standard deviations; else as in `surprise.departure`."""
    centre = steady(expected, noise, unit, whole)
    without = likelihood(judged, _FREEDOM)
    shifts = steady(expected * _times(_SIZES, expected.ndim), noise, unit, whole) - centre
    each = np.exp(np.clip(likelihood(judged - shifts, _FREEDOM) - without, -_MOST, _MOST))
    total = np.zeros_like(judged)
    for often, one in zip(_OFTEN, each, strict=True):
        total += often * one
    found: F = np.log10(np.maximum(total, 1e-12))
    return found


@lru_cache(maxsize=4)
def _times(sizes: tuple[float, ...], dimensions: int) -> F:
    """What the sizes multiply a day by, a row each."""
    return np.array([exp(size) for size in sizes]).reshape(-1, *[1] * dimensions)
