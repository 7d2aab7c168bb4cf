"""Made-up ratios of a shop before and after, with the truth about the rates behind them.

Two to thirty segments (channels, devices, items), 3 thousand to 3 million visitors an end, base rates of .2 to 12 %. The
visits are what they are; the counts above them are drawn from the rates, binomially. With `wobble`, each rate at each end is
first moved at random by about so much of itself, which is no part of the truth.

Truth, on the rates before any draw: the total moved one way, the segments whose own rate moved the other way carry at least
80 % of the weight (mean of both ends), and the sum of the rate effects goes that other way too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = dict[int, float]
DEV: Final = range(0, 1_000_000)
LOCKED: Final = 1_000_000
WEIGHT: Final = 0.8


@dataclass(frozen=True)
class Planted:
    """Visits and rates at both ends, as they truly are."""

    visits0: Floats
    rates0: Floats
    visits1: Floats
    rates1: Floats

    def shares(self) -> tuple[Floats, Floats]:
        """Shares of the visits at both ends."""
        return self.visits0 / max(self.visits0.sum(), 1), self.visits1 / max(self.visits1.sum(), 1)

    def effects(self) -> tuple[float, float]:
        """Mix and rate effect."""
        share0, share1 = self.shares()
        both = (self.visits0 > 0) & (self.visits1 > 0)
        rate = float(((share0 + share1) / 2 * (self.rates1 - self.rates0))[both].sum())
        return float((share1 * self.rates1).sum() - (share0 * self.rates0).sum()) - rate, rate

    def against(self) -> float:
        """Share of the weight whose own rate moved against the total."""
        (share0, share1), (mix, rate) = self.shares(), self.effects()
        both = (self.visits0 > 0) & (self.visits1 > 0)
        moved = np.sign(self.rates1 - self.rates0) == -np.sign(mix + rate)
        return float(((share0 + share1) / 2)[both & moved].sum())

    def reversed(self) -> bool:
        """The truth."""
        mix, rate = self.effects()
        return (mix + rate) * rate < 0 and self.against() >= WEIGHT

    def strengths(self, wobble: float) -> tuple[float, float]:
        """How many standard errors the total and the rate effect are from nothing, in truth."""
        (share0, share1), (var0, var1), (mix, rate) = self.shares(), self._variances(wobble), self.effects()
        total = float((share0**2 * var0 + share1**2 * var1).sum()) ** 0.5
        own = float((((share0 + share1) / 2) ** 2 * (var0 + var1)).sum()) ** 0.5
        return abs(mix + rate) / max(total, 1e-12), abs(rate) / max(own, 1e-12)

    def plain(self, wobble: float) -> float:
        """Share of the weight whose own rate moved against the total by three standard errors or more, in truth."""
        (share0, share1), (var0, var1) = self.shares(), self._variances(wobble)
        step = (self.rates1 - self.rates0) * -np.sign(sum(self.effects()))
        both = (self.visits0 > 0) & (self.visits1 > 0)
        return float(((share0 + share1) / 2)[both & (step >= 3 * np.sqrt(var0 + var1)) & (step > 0)].sum())

    def _variances(self, wobble: float) -> tuple[Floats, Floats]:
        ends = ((self.rates0, self.visits0), (self.rates1, self.visits1))
        before, after = (r * (1 - r) / np.maximum(n, 1) + (r * wobble) ** 2 for r, n in ends)
        return before, after


@dataclass(frozen=True)
class Case:
    """What a shop sees, and the truth behind it."""

    kind: str
    over0: Counts
    under0: Counts
    over1: Counts
    under1: Counts
    truth: Planted


def made(kind: str, seed: int, wobble: float = 0.0) -> Case:
    """One case; the same for the same seed."""
    draw = np.random.default_rng([seed, [*KINDS].index(kind)])
    truth = KINDS[kind](draw)
    over0, over1 = (_counted(draw, n, r, wobble) for n, r in ((truth.visits0, truth.rates0), (truth.visits1, truth.rates1)))
    under0, under1 = ({k: float(n) for k, n in enumerate(visits) if n > 0} for visits in (truth.visits0, truth.visits1))
    return Case(kind, _told(over0, under0), under0, _told(over1, under1), under1, truth)


def _counted(draw: np.random.Generator, visits: Floats, rates: Floats, wobble: float) -> Floats:
    moved = np.clip(rates * np.exp(draw.normal(0, wobble, len(rates))) if wobble else rates, 0, 1)
    return draw.binomial(visits.astype(np.int64), moved).astype(float)


def _told(over: Floats, under: Mapping[int, float]) -> Counts:
    return {k: float(over[k]) for k in under}


def _base(draw: np.random.Generator, least: int = 2) -> tuple[float, Floats, Floats]:
    """Visits an end, shares and rates of some segments."""
    count = int(draw.integers(least, 13)) if draw.random() < 0.8 else int(draw.integers(13, 31))
    rates = np.clip(np.exp(draw.normal(np.log(0.025), 0.8, count)), 0.002, 0.12)
    return float(np.exp(draw.uniform(8, 15))), draw.dirichlet(np.full(count, 1.5)), rates


def _visits(draw: np.random.Generator, total: float, shares: Floats) -> Floats:
    return draw.multinomial(int(total * np.exp(draw.normal(0, 0.3))) + 1, shares).astype(float)


def _leaning(shares: Floats, rates: Floats, strength: float) -> Floats:
    """The shares leaning to the segments of high rates (strength above 0) or of low ones."""
    leant = shares * np.exp(strength * (np.log(rates) - np.log(rates).mean()))
    whole: Floats = leant / leant.sum()
    return whole


def _moved(draw: np.random.Generator, rates: Floats, by: float, spread: float = 0.3) -> Floats:
    """All rates moved the way of `by` (relative), some more and some less."""
    whole: Floats = rates * (1 + by * np.clip(draw.normal(1, spread, len(rates)), 0.2, 2))
    return whole


def _tried(wanted: Callable[[Planted], bool], one: Callable[[], Planted]) -> Planted:
    """Draws until it is what is wanted."""
    for _ in range(500):
        planted = one()
        if wanted(planted):
            return planted
    return planted


def _reversal(draw: np.random.Generator) -> Planted:
    """All rates one way by 2 to 30 %, up to an eighth of the weight not; visits lean so far that the total turns."""

    def one() -> Planted:
        total, shares, rates = _base(draw)
        way = float(draw.choice([-1, 1]))
        after = _moved(draw, rates, way * float(draw.uniform(0.02, 0.3)))
        _some_apart(draw, shares, rates, after, 0.12)
        leant = _leaning(shares, rates, -way * float(draw.uniform(0.2, 2.5)))
        return Planted(_visits(draw, total, shares), rates, _visits(draw, total, leant), after)

    return _tried(lambda planted: planted.reversed() and planted.against() >= 0.85, one)


def _some_apart(draw: np.random.Generator, shares: Floats, rates: Floats, after: Floats, most: float) -> None:
    """Segments of at most `most` weight together did not move, or moved the other way."""
    left = most * draw.random()
    for k in np.argsort(shares):
        if shares[k] > left or draw.random() < 0.4:
            continue
        left -= shares[k]
        after[k] = rates[k] if draw.random() < 0.5 else rates[k] ** 2 / after[k]


def _weight_missed(draw: np.random.Generator) -> Planted:
    """Near miss: the total turned against the rate effect, but 25 to 60 % of the weight moved with the total."""

    def one() -> Planted:
        planted = _reversal(draw)
        after, share0 = planted.rates1.copy(), planted.shares()[0]
        way, left = np.sign(sum(planted.effects())), float(draw.uniform(0.25, 0.6))
        for k in draw.permutation(len(share0)):
            if left > 0:
                left -= share0[k]
                after[k] = planted.rates0[k] * (1 + way * float(draw.uniform(0.02, 0.15)))
        return Planted(planted.visits0, planted.rates0, planted.visits1, after)

    def near(planted: Planted) -> bool:
        mix, rate = planted.effects()
        return (mix + rate) * rate < 0 and 0.35 <= planted.against() <= 0.75

    return _tried(near, one)


def _not_turned(draw: np.random.Generator) -> Planted:
    """Near miss: mix works against the rates, but the total still goes with them."""

    def one() -> Planted:
        total, shares, rates = _base(draw)
        way = float(draw.choice([-1, 1]))
        after = _moved(draw, rates, way * float(draw.uniform(0.05, 0.3)))
        leant = _leaning(shares, rates, -way * float(draw.uniform(0.02, 0.6)))
        return Planted(_visits(draw, total, shares), rates, _visits(draw, total, leant), after)

    def near(planted: Planted) -> bool:
        mix, rate = planted.effects()
        return mix * rate < 0 and (mix + rate) * rate > 0 and abs(mix) > 0.3 * abs(rate)

    return _tried(near, one)


def _mix_only(draw: np.random.Generator) -> Planted:
    total, shares, rates = _base(draw)
    leant = _leaning(shares, rates, float(draw.choice([-1, 1]) * draw.uniform(0.2, 2.5)))
    return Planted(_visits(draw, total, shares), rates, _visits(draw, total, leant), rates)


def _rate_only(draw: np.random.Generator) -> Planted:
    total, shares, rates = _base(draw)
    after = _moved(draw, rates, float(draw.choice([-1, 1]) * draw.uniform(0.02, 0.3)))
    visits = _visits(draw, total, shares)
    return Planted(visits, rates, visits, after)


def _same_way(draw: np.random.Generator) -> Planted:
    """Both one way, about as much by mix as by rate."""

    def one() -> Planted:
        total, shares, rates = _base(draw)
        way = float(draw.choice([-1, 1]))
        after = _moved(draw, rates, way * float(draw.uniform(0.05, 0.3)))
        leant = _leaning(shares, rates, way * float(draw.uniform(0.05, 1)))
        return Planted(_visits(draw, total, shares), rates, _visits(draw, total, leant), after)

    def even(planted: Planted) -> bool:
        mix, rate = planted.effects()
        return mix * rate > 0 and 0.35 < mix / (mix + rate) < 0.65

    return _tried(even, one)


def _noise_only(draw: np.random.Generator) -> Planted:
    total, shares, rates = _base(draw)
    return Planted(_visits(draw, total, shares), rates, _visits(draw, total, shares), rates)


def _each_its_own(draw: np.random.Generator) -> Planted:
    """Every rate its own way, visits leaning a little: reversed only where chance made it so in truth."""
    total, shares, rates = _base(draw)
    after = rates * np.exp(draw.normal(0, 0.1, len(rates)))
    leant = _leaning(shares, rates, float(draw.normal(0, 0.5)))
    return Planted(_visits(draw, total, shares), rates, _visits(draw, total, leant), after)


def _single(draw: np.random.Generator) -> Planted:
    total, _, rates = _base(draw)
    one = np.ones(1)
    after = rates[:1] * float(draw.uniform(0.7, 1.3))
    return Planted(_visits(draw, total, one), rates[:1], _visits(draw, total, one), after)


def _holes(draw: np.random.Generator) -> Planted:
    """A new segment, a vanished one, one that never sells, or nothing at all at one end."""
    total, shares, rates = _base(draw, least=4)
    rates[0] = 0.0
    visits0, visits1 = _visits(draw, total, shares), _visits(draw, total, shares[::-1].copy())
    visits0[1] = visits1[2] = 0.0
    if draw.random() < 0.05:
        visits1[:] = 0.0
    after = rates * float(draw.uniform(0.8, 1.2))
    return Planted(visits0, rates, visits1, after)


KINDS: Final[Mapping[str, Callable[[np.random.Generator], Planted]]] = {
    "reversal": _reversal,
    "near miss: weight": _weight_missed,
    "near miss: not turned": _not_turned,
    "mix only": _mix_only,
    "rate only": _rate_only,
    "mix and rate one way": _same_way,
    "noise only": _noise_only,
    "each its own way": _each_its_own,
    "single segment": _single,
    "holes": _holes,
}
