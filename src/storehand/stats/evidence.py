"""How much better a segment is explained by a level of its own than by the common one, in nats, for all segments at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_LEAST = 0.5  # of a count: what a forecast may always lack, so that what never sold before has a finite surprise
_MONEY = 5.0  # lumps from which on whole numbers are no counts of single things
_TELLING = 5.0  # counts from which on a segment tells how much counts waver
_SHIFT = 0.2  # usual size of a shift of the whole, in logs: of two halves that parted, the one that stayed usual is the rest
_TRIFLING = 0.01
_CAP = 22.0  # nats that one leaf can add at most: enough to stand alone, too little to carry a segment of normal leaves
_MAD = 1.4826
_MANY = 0.27  # share of leaves that stayed, from which on most of them moved for a cause of their own
_ALONE = 0.4  # deviation of small leaves up to which a leaf says something alone
_SHRINKS, _ALIKE = 0.25, 1.0  # halfway between a deviation that keeps its size and one of counts (a half); sizes that say nothing
_STILL = 0.003  # of the value: forecasts are never held to be better than that


class Evidence(Protocol):
    """What the search sums up over leaves, and how it judges the sums."""

    @property
    def stats(self) -> tuple[Floats, ...]: ...

    @property
    def weighs(self) -> int:
        """The place among the stats of what says how much a segment matters."""

    @property
    def steady(self) -> bool:
        """Whether its noise is the same whatever is left."""

    @property
    def trifling(self) -> float:
        """Share of the first cause's gain below which another is not worth telling."""

    def gains(self, sums: Floats, totals: Floats) -> Floats:
        """Nats gained by each column of `sums` (stats × segments) against the rest of `totals` (stats, or as many columns)."""

    def sides(self, sums: Floats, totals: Floats) -> Floats:
        """+1 where a segment lies above the rest, −1 below."""

    def levels(self, sums: Floats, rest: Floats) -> Floats:
        """How far each column lies from the rest, 0 where it lies with it."""

    def calm(self) -> Evidence:
        """The same with the least noise that it can have."""

    def refit(self, sums: Floats, totals: Floats) -> Evidence:
        """The same with its noise estimated anew from what is left."""


@dataclass(frozen=True)
class Counts:
    """Counts (or money) against expectations: a Poisson likelihood ratio, divided by the dispersion seen over segments.

    The common rate is that of all other leaves, so that a shift of the whole is no cause.
    """

    real: Floats
    expected: Floats
    dispersion: float = 1.0

    @property
    def stats(self) -> tuple[Floats, ...]:
        return (self.real, self.expected)

    def gains(self, sums: Floats, totals: Floats) -> Floats:
        real, expected = sums
        rest = np.maximum(totals[0] - real, 0.0), np.maximum(totals[1] - expected, 1e-9)
        rate = np.maximum(totals[0], 1e-9) / np.maximum(totals[1], 1e-9)
        own = np.maximum(np.where(real > expected * rate, expected + _LEAST * self.dispersion / rate, expected), 1e-9)
        gained = _xlog(real, real / own) + _xlog(rest[0], rest[0] / rest[1]) - totals[0] * np.log(rate)
        stayed, moved = np.abs(np.log(np.maximum(rest[0], 0.5) / rest[1])), np.abs(np.log((real + 0.5) / (own + 0.5)))
        gained = gained / self.dispersion - (stayed - np.abs(np.log(rate))) / _SHIFT
        return np.where((real + expected > 1e-9) & (rest[0] > 0) & (moved > stayed - _SHIFT), gained, -np.inf)

    def sides(self, sums: Floats, totals: Floats) -> Floats:
        side: Floats = np.sign(sums[0] * (totals[1] - sums[1]) - sums[1] * (totals[0] - sums[0]))
        return side

    @property
    def weighs(self) -> int:
        return 1

    @property
    def steady(self) -> bool:
        return False

    @property
    def trifling(self) -> float:
        return _TRIFLING

    def levels(self, sums: Floats, rest: Floats) -> Floats:
        level: Floats = np.log((sums[0] + 0.5) / (np.maximum(sums[1], 0.0) * rest[0] / max(rest[1], 1e-9) + 0.5))
        return level

    def calm(self) -> Counts:
        return Counts(self.real, self.expected)

    def refit(self, sums: Floats, totals: Floats) -> Counts:
        """Dispersion = median squared deviation of the segments that sell enough, in units of what Poisson counts have."""
        if totals[0] <= 0 or totals[1] <= 0:
            return self
        usual = sums[1] * (totals[0] / totals[1])
        enough = usual >= _TELLING
        if enough.sum() < 20:
            enough = usual >= 1
        if not enough.any():
            return Counts(self.real, self.expected)
        squared = (sums[0][enough] - usual[enough]) ** 2 / usual[enough]
        return Counts(self.real, self.expected, max(float(np.median(squared)) / 0.455, 1.0))


def counts(real: Floats, expected: Floats, *, share: bool = False, lump: float | None = None) -> Counts:
    """The evidence of counts; of what comes in lumps of another size (money by the order), counted in such lumps.

    `share`: they are part of a counted whole, so that whole numbers are single things however much they waver. `lump`: its size,
    where it is known; else it is read from how much the leaves waver, which needs many of them.
    """
    if lump is not None:
        return Counts(real / lump, expected / lump)
    whole, lump = bool(np.all(np.abs(real - np.rint(real)) < 1e-6)), _lump(real, expected)
    if whole and (share or lump < _MONEY):
        return Counts(real, expected)
    return Counts(real / lump, expected / lump)


def _lump(real: Floats, expected: Floats) -> float:
    """The size of what is counted: how much leaves waver, squared, by what they expect; the wildest twentieth is left out."""
    usual = expected * (real.sum() / expected.sum()) if expected.sum() > 0 else expected
    squared = (real - usual) ** 2
    calm = squared <= np.quantile(squared, 0.95)
    lump = float(squared[calm].sum() / usual[calm].sum()) if usual[calm].sum() > 0 else 0.0
    return lump if lump > 0 else 1.0


def _xlog(counts: Floats, ratio: Floats) -> Floats:
    logs: Floats = counts * np.log(np.where(counts > 0, ratio, 1.0))
    return logs


@dataclass(frozen=True)
class Deviations:
    """Leaves that each say enough alone: relative deviations, normal ones around 0, a cause's around a level of its own.

    A leaf's deviation is (real − expected) ÷ the larger of both. Normal leaves have one spread; a segment's own
    likelihood is a normal distribution with its own mean and spread; what one leaf adds is capped, so
    that a segment counts by how many of its leaves moved alike (the ripple effect of Sun 2018, Li 2019).
    """

    stats: tuple[Floats, Floats, Floats, Floats]
    spread: float

    def gains(self, sums: Floats, totals: Floats) -> Floats:  # noqa: ARG002
        leaves, once, twice, surprise = sums
        count = np.maximum(leaves, 1.0)
        scatter = np.maximum(twice - once**2 / count, 0.0)
        own = (scatter + 2 * self.spread**2) / (count + 2)
        gained: Floats = surprise - 0.5 * leaves * np.log(2 * pi * own) - 0.5 * scatter / own
        # A segment that is only steadier than others did not move.
        moved: Floats = once**2 / count / (2 * self.spread**2)
        return np.where(leaves > 0.5, np.minimum(gained, moved), -np.inf)

    def sides(self, sums: Floats, totals: Floats) -> Floats:  # noqa: ARG002
        side: Floats = np.sign(sums[1])
        return side

    @property
    def weighs(self) -> int:
        return 0

    @property
    def steady(self) -> bool:
        return True

    @property
    def trifling(self) -> float:
        return 0.0

    def levels(self, sums: Floats, rest: Floats) -> Floats:  # noqa: ARG002
        level: Floats = sums[1] / np.maximum(sums[0], 1.0)
        return level

    def calm(self) -> Deviations:
        return self

    def refit(self, sums: Floats, totals: Floats) -> Deviations:  # noqa: ARG002
        return self


def deviations(real: Floats, expected: Floats) -> Deviations:
    """The evidence of a dense cube; its spread is that of the leaves themselves, its tail that of the quieter side."""
    weight = ((real > 0) | (expected > 0)).astype(float)
    moved = relative(real, expected)
    seen = np.abs(moved[weight > 0])
    rough = max(_MAD * float(np.median(seen)), _STILL)
    spread = max(float(np.sqrt(np.mean(seen[seen < 4 * rough] ** 2))), _STILL)
    tail = min(max(_tail(moved[weight > 0]), spread), 3 * spread)
    squared = (moved / spread) ** 2
    squared = np.where(squared > 9, 9 + (squared - 9) * (spread / tail) ** 2, squared)
    surprise = 0.5 * log(2 * pi * spread**2) + np.minimum(squared / 2, _CAP)
    return Deviations((weight, weight * moved, weight * moved**2, weight * surprise), spread)


def shift(real: Floats, expected: Floats) -> float:
    """The rate at which most leaves moved together: 1, unless hardly a leaf stayed there or nearer to it than to theirs."""
    both = (real > 0) & (expected > 0)
    if not both.any():
        return 1.0
    logs = np.log(real[both] / expected[both])
    middle = float(np.median(logs))
    near = max(float(np.median(np.abs(logs - middle))), _STILL)
    stayed, moved = (int(np.sum(np.abs(logs - centre) <= near)) for centre in (0.0, middle))
    nearer = float(np.mean(np.abs(logs) < abs(middle) / 2))
    return 1.0 if stayed >= moved / 4 or nearer > _MANY else float(np.exp(middle))


def relative(real: Floats, expected: Floats) -> Floats:
    """(real − expected) ÷ the larger of both, within −1…1; 0 where both are 0."""
    return (real - expected) / np.maximum(np.maximum(real, expected), 1e-300)


def _tail(moved: Floats) -> float:
    """The spread that the rare deviations of the quieter side would have if they were normal."""
    found = [0.0, 0.0]
    for place, side in enumerate((-moved[moved < 0], moved[moved > 0])):
        side.sort()
        for share, normal in ((0.99, 2.326), (0.999, 3.09), (0.9995, 3.29)):
            beyond = int((1 - share) / 2 * 2 * len(moved) / 2) + 1
            if beyond <= len(side):
                found[place] = max(found[place], float(side[-beyond]) / normal)
    return min(found)


def dense(real: Floats, expected: Floats) -> bool:
    """Whether leaves say enough alone: their deviations are small, and do not shrink with size as those of counts do."""
    size = np.maximum(real, expected)
    seen, moved = size[size > 0], np.abs(relative(real, expected)[size > 0])
    if len(seen) < 30 or _MAD * np.median(moved) > _ALONE:
        return False
    little, much = np.quantile(seen, (1 / 3, 2 / 3))
    parts = seen <= little, seen >= much
    small, large = (_MAD * float(np.median(moved[part])) + 1e-4 for part in parts)
    wider = log(float(np.median(seen[parts[1]]) / np.median(seen[parts[0]])))
    doubt = 2 / np.sqrt(len(seen) / 3)
    return bool(small <= _ALONE and log(small / large) <= _SHRINKS * max(wider, _ALIKE) - doubt)
