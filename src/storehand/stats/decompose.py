"""Exact splits of a change: over the factors of a product, over the segments of a ratio."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import factorial, fsum, log, log1p, prod
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class MixRate:
    """One segment's part in the change of a ratio: by its weight (`mix`) and by its own rate (`rate`)."""

    mix: float
    rate: float

    @property
    def total(self) -> float:
        """Both effects together."""
        return self.mix + self.rate


def factors(before: Sequence[float | None], after: Sequence[float | None]) -> tuple[float, ...]:
    """What each factor adds to Π after − Π before; the sum is exact.

    Log-mean split (LMDI-I, Ang 2005) where every factor is positive at both ends, else Shapley's value. A
    factor that is missing at one end counts as unchanged (no visitors: no conversion rate to blame); one
    that is missing at both ends counts as 1.
    """
    x0 = [_known(this, other) for this, other in zip(before, after, strict=True)]
    x1 = [_known(this, other) for this, other in zip(after, before, strict=True)]
    y0, y1 = prod(x0), prod(x1)
    if y0 == 0 and y1 == 0:
        return (0.0,) * len(x0)
    usable = min(x0) > 0 and min(x1) > 0 and y0 > 0 and y1 > 0
    return _closed(_log_mean(x0, x1, y0, y1) if usable else _shapley(x0, x1), y1 - y0)


def _known(value: float | None, other: float | None) -> float:
    if value is not None:
        return float(value)
    return 1.0 if other is None else float(other)


def _log_mean(x0: Sequence[float], x1: Sequence[float], y0: float, y1: float) -> list[float]:
    mean = (y1 - y0) / _growth(y0, y1) if y0 != y1 else y0
    return [mean * _growth(start, end) for start, end in zip(x0, x1, strict=True)]


def _growth(start: float, end: float) -> float:
    """log(end / start), right to the last digit near 1, and where the quotient is beyond what a float holds."""
    change = (end - start) / start
    return log1p(change) if abs(change) < 0.5 else log(end) - log(start)


def _shapley(x0: Sequence[float], x1: Sequence[float]) -> list[float]:
    """Mean over all orders of change: the subsets of other factors that have already changed, by their number."""
    n = len(x0)
    weights = [factorial(k) * factorial(n - 1 - k) / factorial(n) for k in range(n)]
    found: list[float] = []
    for i in range(n):
        by_number = [1.0]
        for j in range(n):
            if j != i:
                by_number = _times(by_number, x0[j], x1[j])
        found.append((x1[i] - x0[i]) * fsum(w * c for w, c in zip(weights, by_number, strict=True)))
    return found


def _times(polynomial: Sequence[float], stays: float, changed: float) -> list[float]:
    """`polynomial` × (stays + changed·t): coefficient k is the sum over subsets of k changed factors."""
    out = [coefficient * stays for coefficient in polynomial] + [0.0]
    for k, coefficient in enumerate(polynomial):
        out[k + 1] += coefficient * changed
    return out


def _closed(parts: Sequence[float], change: float) -> tuple[float, ...]:
    """The parts with what rounding left over given to the largest, so that they add up."""
    out = list(parts)
    largest = max(range(len(out)), key=lambda i: abs(out[i]))
    for _ in range(2):
        out[largest] += change - fsum(out)
    return tuple(out)


def mix_and_rate(
    over0: Mapping[Key, float], under0: Mapping[Key, float], over1: Mapping[Key, float], under1: Mapping[Key, float]
) -> dict[Key, MixRate]:
    """Symmetric (midpoint) split of Σover/Σunder over segments into shift of weights and change of rates.

    All totals add up to the change of the ratio. A segment without weight at one end has no rate there, so
    its whole part is mix. Empty where either end has no weight at all.
    """
    total0, total1 = fsum(under0.values()), fsum(under1.values())
    if total0 == 0 or total1 == 0:
        return {}
    ratio = (fsum(over0.values()) / total0 + fsum(over1.values()) / total1) / 2
    found: dict[Key, MixRate] = {}
    for key in dict.fromkeys([*over0, *under0, *over1, *under1]):
        a0, w0 = over0.get(key, 0.0), under0.get(key, 0.0)
        a1, w1 = over1.get(key, 0.0), under1.get(key, 0.0)
        shift = w1 / total1 - w0 / total0
        # Σ shift = 0, so measuring each rate from the mean ratio moves blame between segments, not the sum.
        total = a1 / total1 - a0 / total0 - ratio * shift
        mix = shift * (_mean_rate(a0, w0, a1, w1) - ratio)
        found[key] = MixRate(mix, total - mix)
    return found


def _mean_rate(a0: float, w0: float, a1: float, w1: float) -> float:
    rates = [a / w for a, w in ((a0, w0), (a1, w1)) if w != 0]
    return fsum(rates) / len(rates) if rates else 0.0
