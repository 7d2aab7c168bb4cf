"""Why a ratio moved: by the weights of its segments (mix), by their own rates (rate), or by both; noise taken into account."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import fsum, hypot, sqrt
from typing import Final, Literal, TypeVar

from storehand.stats.decompose import mix_and_rate

Key = TypeVar("Key", bound=Hashable)
Kind = Literal["mix", "rate", "both", "neither"]
SURE: Final = 2.6  # so many standard errors from nothing is no noise: about one in a hundred by chance
MINOR: Final = 0.2  # an effect that is less than this share of both is not worth a word


@dataclass(frozen=True)
class Move:
    """One segment at both ends: its mean share of the weight, the step of that share, its rate before and after,
    and the standard errors of both rates."""

    weight: float
    step: float
    before: float
    after: float
    noise0: float
    noise1: float

    @property
    def change(self) -> float:
        """By how much its own rate moved."""
        return self.after - self.before

    @property
    def noise(self) -> float:
        """Standard error of that."""
        return hypot(self.noise0, self.noise1)


@dataclass(frozen=True)
class Shift:
    """`mix` + `rate` = the change of the ratio, in its unit; `mix_noise` and `rate_noise` are their standard errors.
    `kind` "neither": noise alone would do."""

    kind: Kind
    mix: float
    rate: float
    mix_noise: float
    rate_noise: float

    @property
    def mix_share(self) -> float:
        """How much of what happened was mix: |mix| of |mix| + |rate|; 0 where nothing did."""
        both = abs(self.mix) + abs(self.rate)
        return abs(self.mix) / both if both else 0.0


def shift(
    over0: Mapping[Key, float],
    under0: Mapping[Key, float],
    over1: Mapping[Key, float],
    under1: Mapping[Key, float],
    *,
    lump: float = 1.0,
    wobble: float = 0.0,
) -> Shift | None:
    """Mix, rate or both, of Σover/Σunder; None where an end has no weight.

    An effect counts that is beyond noise (of counting, and of who happens to come) and no small part of both.
    `lump`: the size that `over` comes in (1 for counts, for money a typical order and its scatter). `wobble`:
    relative spread that each rate has besides counting.
    """
    parts = mix_and_rate(over0, under0, over1, under1)
    if not parts:
        return None
    found = moves(over0, under0, over1, under1, lump=lump, wobble=wobble)
    mix, rate = fsum(part.mix for part in parts.values()), fsum(part.rate for part in parts.values())
    mix_noise = hypot(
        _arrivals(found, fsum(under0.values()), fsum(under1.values())), *(one.step * one.noise / 2 for one in found.values())
    )
    rate_noise = hypot(*(one.weight * one.noise for one in found.values()))
    floor = MINOR * (abs(mix) + abs(rate))
    counts = abs(mix) > max(SURE * mix_noise, floor), abs(rate) > max(SURE * rate_noise, floor)
    kind: Kind = "both" if all(counts) else "mix" if counts[0] else "rate" if counts[1] else "neither"
    return Shift(kind, mix, rate, mix_noise, rate_noise)


def _arrivals(found: Mapping[Key, Move], total0: float, total1: float) -> float:
    """What the ratio moves by where who comes is chance alone: the spread of a mean of rates over those who came."""
    rates = [(one.weight, (one.before + one.after) / 2) for one in found.values()]
    mean = fsum(weight * rate for weight, rate in rates)
    spread = fsum(weight * (rate - mean) ** 2 for weight, rate in rates)
    return sqrt(spread * (1 / max(total0, 1.0) + 1 / max(total1, 1.0)))


def moves(
    over0: Mapping[Key, float],
    under0: Mapping[Key, float],
    over1: Mapping[Key, float],
    under1: Mapping[Key, float],
    *,
    lump: float = 1.0,
    wobble: float = 0.0,
) -> dict[Key, Move]:
    """The segments that have weight at both ends, and so a rate of their own at both."""
    total0, total1 = fsum(under0.values()), fsum(under1.values())
    found: dict[Key, Move] = {}
    for key in under0:
        n0, n1 = under0[key], under1.get(key, 0.0)
        if n0 <= 0 or n1 <= 0:
            continue
        a0, a1 = over0.get(key, 0.0), over1.get(key, 0.0)
        w0, w1 = n0 / total0, n1 / total1
        # Half a lump more at each end: a segment that sold nothing twice is not therefore known exactly.
        pooled = (a0 + a1 + lump) / (n0 + n1)
        noises = (_noise(pooled, n, lump, wobble) for n in (n0, n1))
        found[key] = Move((w0 + w1) / 2, w1 - w0, a0 / n0, a1 / n1, *noises)
    return found


def _noise(rate: float, tries: float, lump: float, wobble: float) -> float:
    """Standard error of a rate: of a proportion where counts are within their tries, else of a sum of lumps."""
    proportion = lump == 1.0 and 0 < rate < 1
    counting = rate * ((1 - rate) if proportion else lump) / tries
    return float(hypot(max(counting, 0.0) ** 0.5, rate * wobble))
