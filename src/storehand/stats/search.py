"""The greedy search: takes out the segment that stands out most, judges the rest anew, until nothing stands out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, log

import numpy as np
from numpy.typing import NDArray

from storehand.stats.evidence import Evidence
from storehand.stats.lattice import Codes, Lattice

Floats = NDArray[np.float64]
_CAUTION = 3.0  # nats beyond the number tried: about one false cause in thirty quiet days
_OTHER_SIDE = 5.0  # nats more for a cause that moved against the first


@dataclass(frozen=True)
class Pick:
    """A segment taken out with its leaves that were left, and its gain beyond the penalty in nats."""

    segment: int
    leaves: Codes
    gain: float


def picks(segments: Lattice, evidence: Evidence, most: int) -> tuple[tuple[Pick, ...], Pick | None, Evidence]:
    """The segments that stand out, in the order found; the best of those that do not; the evidence with its last noise."""
    search = _Search(segments, evidence)
    found: list[Pick] = []
    while True:
        best = search.best()
        if best is None or best.gain <= 0 or len(found) >= most:
            return tuple(found), best, search.evidence
        for pick in search.finer(best):
            found.append(pick)
            search.take(pick)


class _Search:
    """What is left of the cube: its sums over all segments, kept up to date as segments are taken out."""

    def __init__(self, segments: Lattice, evidence: Evidence) -> None:
        self.segments, self.evidence = segments, evidence
        self.penalty = _penalty(segments)
        self.sums = segments.sums(evidence.stats)
        self.totals = np.array([stat.sum() for stat in evidence.stats])
        self.left = np.ones(segments.codes.shape[1], bool)
        self.side = 0.0

    def best(self) -> Pick | None:
        """The segment with the largest gain beyond its penalty."""
        self.evidence = self.evidence.refit(self.sums, self.totals)
        gains = self.evidence.gains(self.sums, self.totals) - self.penalty
        if self.side:
            gains = np.where(self.evidence.sides(self.sums, self.totals) == self.side, gains, gains - _OTHER_SIDE)
        place = int(np.argmax(gains))
        return Pick(place, self._leaves(place), float(gains[place])) if np.isfinite(gains[place]) else None

    def take(self, pick: Pick) -> None:
        """Takes a segment's leaves out of all sums; the first decides which side a day's causes lie on."""
        self.side = self.side or float(self.evidence.sides(self.sums[:, [pick.segment]], self.totals)[0])
        self.left[pick.leaves] = False
        self.sums -= self.segments.sums(self.evidence.stats, pick.leaves)
        self.totals -= np.array([stat[pick.leaves].sum() for stat in self.evidence.stats])

    def finer(self, whole: Pick) -> tuple[Pick, ...]:
        """The segment itself, or those within it that together explain its leaves better than it does."""
        within = tuple(self._within(whole))
        return within if len(within) > 1 and sum(pick.gain for pick in within) > whole.gain else (whole,)

    def _within(self, whole: Pick) -> Iterator[Pick]:
        conditions = set(self.segments.cuboids[self.segments.cuboid(whole.segment)])
        finer = [place for place, cuboid in enumerate(self.segments.cuboids) if conditions < set(cuboid)]
        left, stats, totals = whole.leaves, self.evidence.stats, self.totals.copy()
        while len(left) and finer:
            best = max((self._best_in(place, left, totals) for place in finer), key=lambda pick: pick.gain)
            if best.gain <= 0:
                return
            yield best
            left = np.setdiff1d(left, best.leaves, assume_unique=True)
            totals -= np.array([stat[best.leaves].sum() for stat in stats])

    def _best_in(self, place: int, left: Codes, totals: Floats) -> Pick:
        ids, at = np.unique(self.segments.keys[place][left], return_inverse=True)
        sums = np.array([np.bincount(at, stat[left]) for stat in self.evidence.stats])
        gains = self.evidence.gains(sums, totals) - self.penalty[ids]
        best = int(np.argmax(gains))
        return Pick(int(ids[best]), left[at == best], float(gains[best]))

    def _leaves(self, segment: int) -> Codes:
        leaves = self.segments.leaves(segment)
        return leaves[self.left[leaves]]


def _penalty(segments: Lattice) -> Floats:
    """Nats that a segment must gain to be the best of so many: it names its layer, its dimensions and its values."""
    dims = len(segments.codes)
    sizes = [max(stop - start, 1) for start, stop in zip(segments.starts, segments.starts[1:], strict=False)]
    named = zip(segments.cuboids, sizes, strict=True)
    return segments.each([log(dims) + log(comb(dims, len(chosen))) + log(size) + _CAUTION for chosen, size in named])
