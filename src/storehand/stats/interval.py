"""How sure a figure is: intervals and tail chances of counts, proportions and sums of amounts."""

from __future__ import annotations

from math import erfc, exp, lgamma, log, log1p, sqrt

Z95 = 1.959964


def normal_tail(z: float) -> float:
    """Two-sided chance of a standard normal beyond ±z."""
    return erfc(abs(z) / sqrt(2))


def t_tail(t: float, freedom: float) -> float:
    """Two-sided chance of Student's t beyond ±t (Wallace 1959; within 2 % of the exact tail from 4 degrees on)."""
    if freedom <= 0:
        return 1.0
    return normal_tail((8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom)))


def t_quantile(freedom: float, z: float = Z95) -> float:
    """The t beyond which lies what a normal has beyond `z`: the way back through Wallace's formula."""
    shrunk = z * (8 * freedom + 3) / (8 * freedom + 1)
    return sqrt(freedom * (exp(shrunk * shrunk / freedom) - 1))


def poisson_tail(count: int, mean: float) -> float:
    """Two-sided chance of a Poisson count at least as far out: twice the smaller tail, at most 1."""
    if mean <= 0:
        return 1.0 if count == 0 else 0.0
    below = sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))
    at = exp(count * log(mean) - mean - lgamma(count + 1))
    return min(1.0, 2 * min(below, 1 - below + at))


def wilson(hits: float, tries: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval of a proportion (Wilson 1927); (0, 1) without tries."""
    if tries <= 0:
        return 0.0, 1.0
    p, z2 = hits / tries, z * z
    middle = (p + z2 / (2 * tries)) / (1 + z2 / tries)
    half = z / (1 + z2 / tries) * sqrt(max(p * (1 - p), 0.0) / tries + z2 / (4 * tries * tries))
    return max(0.0, middle - half), min(1.0, middle + half)


def two_proportions(hits0: float, tries0: float, hits1: float, tries1: float) -> float:
    """Two-sided chance that both samples share one proportion (pooled z); 1 where it cannot be told."""
    if tries0 <= 0 or tries1 <= 0:
        return 1.0
    pooled = (hits0 + hits1) / (tries0 + tries1)
    spread = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / tries0 + 1 / tries1))
    return normal_tail((hits1 / tries1 - hits0 / tries0) / spread) if spread > 0 else 1.0


def sum_of_amounts(total: float, count: float, dispersion: float = 2.0, z: float = Z95) -> tuple[float, float]:
    """Interval of a sum of `count` heavy-tailed amounts, as a gamma (Wilson-Hilferty), which is skewed as such sums are.

    `dispersion` = 1 + (sd/mean)² of one amount; 2 holds for most shops' orders.
    """
    shape = count / dispersion
    if shape <= 0 or total <= 0:
        return 0.0, max(total, 0.0)
    low, high = (1 - 1 / (9 * shape) + sign * z / (3 * sqrt(shape)) for sign in (-1, 1))
    return total * max(low, 0.0) ** 3, total * float(high**3)


def counting_noise(count: float, dispersion: float = 1.0) -> float:
    """Relative spread that mere chance gives to a count (dispersion 1) or to a sum of amounts (about 2)."""
    return sqrt(dispersion / count) if count > 0 else 1.0


def false_alarm_limit(chances: list[float], curves: int, share: float) -> float:
    """The largest chance that still counts when `curves` were looked at and `share` of the alarms may be false.

    Benjamini and Hochberg (1995); `chances` may leave out curves that are plainly usual. 0 when none counts.
    """
    limit = 0.0
    for rank, chance in enumerate(sorted(chances), start=1):
        if chance <= share * rank / max(curves, 1):
            limit = chance
    return limit
