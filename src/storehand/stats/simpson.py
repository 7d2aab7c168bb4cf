"""Simpson's reversal: the total rate moved one way although nearly every segment's own rate moved the other."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import erfc, fsum, sqrt
from typing import Final, Generic, TypeVar

from storehand.stats.shift import Key, Move, moves, shift

Name = TypeVar("Name", bound=Hashable)
SURE: Final = 2.6  # so many standard errors from nothing must the total be, and the rate effect against it
LEAST: Final = 0.8  # share of the weight whose own rate must have moved against the total
CAUTION: Final = 1.2  # so many standard deviations of that share are held back
APART: Final = 1.3  # segments differ at least so much in how far they moved, beside how far they moved together


@dataclass(frozen=True)
class Reversal(Generic[Name]):
    """`change` = `mix` + `rate` is that of the total, in the ratio's unit; `rate` goes the other way.

    `against`: the segments that probably moved against the total, largest first; `weight`: the share of the
    weight (mean of both ends) that did, chances weighed.
    """

    change: float
    mix: float
    rate: float
    weight: float
    against: tuple[Name, ...]


def reversal(
    over0: Mapping[Key, float],
    under0: Mapping[Key, float],
    over1: Mapping[Key, float],
    under1: Mapping[Key, float],
    *,
    lump: float = 1.0,
    wobble: float = 0.0,
) -> Reversal[Key] | None:
    """The reversal in Σover/Σunder, None where there is none or where noise would do; `lump`, `wobble` as in `shift`."""
    whole = shift(over0, under0, over1, under1, lump=lump, wobble=wobble)
    if whole is None or whole.mix * whole.rate >= 0:
        return None
    found = moves(over0, under0, over1, under1, lump=lump, wobble=wobble)
    change = whole.mix + whole.rate
    if change * whole.rate >= 0 or abs(whole.rate) < SURE * whole.rate_noise or abs(change) < SURE * _total_noise(found):
        return None
    chances = dict(zip(found, moved([*found.values()], up=change < 0), strict=True))
    weight = fsum(found[key].weight * chance for key, chance in chances.items())
    doubt = sqrt(fsum(found[key].weight ** 2 * chance * (1 - chance) for key, chance in chances.items()))
    if weight - CAUTION * doubt < LEAST:
        return None
    against = sorted((key for key in found if chances[key] > 0.5), key=lambda key: -found[key].weight)
    return Reversal(change, whole.mix, whole.rate, weight, tuple(against))


def _total_noise(found: Mapping[Key, Move]) -> float:
    """Standard error of the total's change, the weights being what they are."""
    ends = (((one.weight - one.step / 2) * one.noise0, (one.weight + one.step / 2) * one.noise1) for one in found.values())
    return sqrt(fsum(before**2 + after**2 for before, after in ends))


def moved(found: Sequence[Move], *, up: bool) -> list[float]:
    """How likely each segment's own rate truly rose (`up`) or fell.

    Segments lean on each other, but not blindly: relative changes are draws around a common one, whose spread is what
    they differ by beyond noise (DerSimonian and Laird 1986), and never little: one that is too small to be seen
    by itself has most likely done what the others did, and may have done the contrary.
    """
    known = [(one.change / level, one.noise / level) for one in found if (level := _level(one)) > 0]
    middle, spread = _common(known)
    return [_chance(one, middle, spread, 1 if up else -1) for one in found]


def _level(one: Move) -> float:
    return (one.before + one.after) / 2


def _common(known: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Mean and variance of the relative changes behind the noise."""
    if not known:
        return 0.0, 0.0
    trust = [1 / noise**2 for _, noise in known]
    total = fsum(trust)
    middle = fsum(t * change for t, (change, _) in zip(trust, known, strict=True)) / total
    beyond = fsum(t * (change - middle) ** 2 for t, (change, _) in zip(trust, known, strict=True)) - (len(known) - 1)
    free = total - fsum(t * t for t in trust) / total
    spread = max(beyond / free if free > 0 else 0.0, 0.0)
    again = [1 / (noise**2 + spread) for _, noise in known]
    middle = fsum(t * change for t, (change, _) in zip(again, known, strict=True)) / fsum(again)
    return middle, max(spread, (APART * middle) ** 2)


def _chance(one: Move, middle: float, spread: float, way: int) -> float:
    """Chance that the segment moved that way, given its own evidence and what segments do together."""
    level = _level(one)
    if level <= 0:
        return 0.0
    own = (one.noise / level) ** 2
    mean, variance = (one.change / level * spread + middle * own) / (own + spread), own * spread / (own + spread)
    return 0.5 * erfc(-way * mean / sqrt(2 * variance)) if variance > 0 else float(way * mean > 0)
