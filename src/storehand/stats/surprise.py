"""How far a value is from what is expected, in standard deviations, and what the chance of that is. Arrays, any shape.

The noise of a day's figure has two parts: what counting alone gives (variance `unit` × expected: 1 for counts, about an
order's worth for money) and what multiplies (variance `noise`² × expected²: mood, weather, budgets). Both together make
the negative binomial of counts, and near enough the gamma of amounts.
"""

from __future__ import annotations

from functools import lru_cache
from math import lgamma, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]
B = NDArray[np.bool_]

SMALL: Final = 30.0  # counts below are judged by their exact tail
FURTHEST: Final = 40.0  # standard deviations; beyond, nothing is told apart
_ANSCOMBE: Final = 0.375  # Anscombe 1948: what makes the root of a count steady


def departure(value: F, expected: F, noise: F, unit: F, whole: B) -> F:
    """Standard deviations between a value and what is expected, signed; about normal where the noise is as said.

    `whole`: the values are counts, so that small ones get the exact tail. NaN where a value is unknown.
    """
    far = steady(value, noise, unit, whole) - steady(expected, noise, unit, whole)
    few = whole & (expected < SMALL) & (value < 3 * SMALL) & (np.abs(far) < 7) & np.isfinite(value)
    if few.any():
        far = far.copy()
        far[few] = _exact(value[few], expected[few], noise[few])
    limited: F = np.clip(far, -FURTHEST, FURTHEST)
    return limited


def steady(value: F, noise: F, unit: F, whole: B) -> F:
    """The scale on which the noise is 1 everywhere: a root where counting rules, a logarithm where mood does."""
    lift = np.where(whole, _ANSCOMBE, 0.0)
    grain = np.maximum(unit, 1e-12)
    rough = np.maximum(noise, 1e-3)
    told: F = 2 / rough * np.arcsinh(rough * np.sqrt(np.maximum(value, 0.0) / grain + lift))
    return told


def unsteady(told: F, noise: F, unit: F, whole: B) -> F:
    """Back from the steady scale to the value."""
    lift = np.where(whole, _ANSCOMBE, 0.0)
    rough = np.maximum(noise, 1e-3)
    root = np.sinh(np.clip(np.maximum(told, 0.0) * rough / 2, 0.0, 40.0)) / rough
    value: F = np.maximum(root**2 - lift, 0.0) * np.maximum(unit, 1e-12)
    return value


def _exact(value: F, expected: F, noise: F) -> F:
    """The normal quantile of a negative binomial's middle tail at the value; of Poisson's where there is no other noise."""
    counted = np.round(value)
    order = np.argsort(-counted)  # the largest counts first, so that those still counting stand together
    mean, size = np.maximum(expected, 1e-9)[order], 1 / np.maximum(noise, 0.02)[order] ** 2
    odds = mean / (mean + size)
    at, below = np.exp(-size * np.log1p(mean / size)), np.zeros_like(mean)
    upto = np.searchsorted(-counted[order], -np.arange(max(int(counted.max(initial=0.0)), 0)))
    for step, end in enumerate(upto.tolist()):
        below[:end] += at[:end]
        at[:end] *= step + size[:end]
        at[:end] /= step + 1
        at[:end] *= odds[:end]
    told = np.empty_like(mean)
    told[order] = below + at / 2
    return normal_quantile(np.clip(told, 1e-13, 1 - 1e-13))


def normal_quantile(share: F) -> F:
    """The standard normal's quantile (Acklam's rational approximation, off by at most 1.2e-9)."""
    low = np.minimum(share, 1 - share)
    q = np.sqrt(-2 * np.log(np.maximum(low, 1e-300)))
    c = (
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    )
    d = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1.0)
    tail = _poly(c, q) / _poly(d, q)
    a = (
        -3.969683028665376e01,
        2.209460984245205e02,
        -2.759285104469687e02,
        1.383577518672690e02,
        -3.066479806614716e01,
        2.506628277459239,
    )
    b = (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01, -1.328068155288572e01, 1.0)
    half = low - 0.5
    middle = half * _poly(a, half * half) / _poly(b, half * half)
    found: F = np.where(low < 0.02425, tail, middle) * np.where(share > 0.5, -1.0, 1.0)
    return found


def _poly(terms: tuple[float, ...], at: F) -> F:
    total: F = np.zeros_like(at)
    for term in terms:
        total = total * at + term
    return total


def chance(far: F, freedom: int = 6) -> F:
    """Two-sided chance of Student's t beyond ±far, scaled so that ±1 holds what ±1 of a normal holds: 68.3 in 100.

    `freedom`: even (Abramowitz & Stegun 26.7.4).
    """
    return _tail(np.abs(far) * core(freedom), freedom)


def likelihood(far: F, freedom: int) -> F:
    """The logarithm of the density of that t, up to a constant that all degrees of freedom share."""
    scale = core(freedom)
    constant = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - 0.5 * log(freedom) + log(scale)
    told: F = constant - (freedom + 1) / 2 * np.log1p((far * scale) ** 2 / freedom)
    return told


@lru_cache(maxsize=64)
def core(freedom: int) -> float:
    """The t within ± which lies what lies within ±1 of a normal."""
    return _beyond(0.317310508, freedom)


@lru_cache(maxsize=64)
def distance(wanted: float, freedom: int = 6) -> float:
    """How far out lies what has the two-sided chance `wanted`: the way back through `chance`."""
    return _beyond(wanted, freedom) / core(freedom)


def _beyond(wanted: float, freedom: int) -> float:
    low, high = 0.0, 1e4
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if float(_tail(np.array([middle]), freedom)[0]) > wanted else (low, middle)
    return high


def _tail(t: F, freedom: int) -> F:
    sine = t / np.sqrt(freedom + t * t)
    square = freedom / (freedom + t * t)
    term, total = np.ones_like(t), np.ones_like(t)
    for step in range(1, freedom // 2):
        term *= square
        term *= 2 * step - 1
        term /= 2 * step
        total += term
    found = 1 - sine * total
    # Far out 1 − sine loses its digits; what is left of the series in the square of the cosine keeps them.
    far = square < 0.5
    if far.any():
        found[far] = sine[far] * _rest(square[far], term[far], freedom)
    return np.clip(found, 0.0, 1.0)


def _rest(square: F, term: F, freedom: int) -> F:
    total = np.zeros_like(square)
    for step in range(freedom // 2, freedom // 2 + 40):
        term *= square
        term *= 2 * step - 1
        term /= 2 * step
        total += term
    return total
