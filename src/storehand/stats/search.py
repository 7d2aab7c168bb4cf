"""The greedy search: takes out the segment that stands out most, judges the rest anew, until nothing stands out."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, log

import numpy as np
from numpy.typing import NDArray

from storehand.stats.evidence import Evidence
from storehand.stats.lattice import Codes, Lattice

Floats = NDArray[np.float64]
_CAUTION = 1.5  # nats beyond the number tried: a false cause on about one quiet day in a hundred
_BETTER = 1.15  # times what the whole explains that its parts must explain to be named instead
_ROUNDS = 4
_PARTS = 5  # named instead of a whole at most: more say the same as the whole
_MATTERS = 0.1  # share of a whole that must have stayed usual, for its parts to be named instead
_OTHER_SIDE = 2.0  # nats more for a cause that moved against the first


@dataclass(frozen=True, eq=False)
class Pick:
    """A segment taken out with its leaves that were left, and its gain beyond the penalty in nats."""

    segment: int
    leaves: Codes
    gain: float


def picks(segments: Lattice, evidence: Evidence, most: int) -> tuple[tuple[Pick, ...], Pick | None, Evidence]:
    """The segments that stand out, in the order found; the best of those that do not; the evidence with its last noise.

    Noise is what is left when all causes are out, so it is first learnt in a search that starts from little.
    """
    if evidence.steady:
        return (*_greedy(_Search(segments, evidence, settled=True), most), evidence)
    first = _Search(segments, evidence, settled=False)
    _greedy(first, most)
    return (*_greedy(_Search(segments, first.evidence, settled=True), most), first.evidence)


def _greedy(search: _Search, most: int) -> tuple[tuple[Pick, ...], Pick | None]:
    found: list[Pick] = []
    while True:
        best = search.best()
        if best is None or best.gain <= 0 or len(found) >= most:
            return tuple(found), best
        if found and best.gain < search.evidence.trifling * found[0].gain:
            return tuple(found), best
        for pick in search.finer(best):
            search.take(pick)
            found = _with(search.segments, found, pick)


def _with(segments: Lattice, found: list[Pick], pick: Pick) -> list[Pick]:
    """Adds a segment; those found within it before were its first part, and now belong to it."""
    conditions = set(segments.where(pick.segment))
    within = [other for other in found if conditions < set(segments.where(other.segment))]
    leaves = np.concatenate([pick.leaves, *(other.leaves for other in within)])
    return [
        *(other for other in found if other not in within),
        Pick(pick.segment, leaves, pick.gain + sum(other.gain for other in within)),
    ]


class _Search:
    """What is left of the cube: its sums over all segments, kept up to date as segments are taken out."""

    def __init__(self, segments: Lattice, evidence: Evidence, *, settled: bool) -> None:
        self.segments, self.evidence, self.settled = segments, evidence, settled
        self.penalty = _penalty(segments)
        self.sums = segments.sums(evidence.stats)
        self.totals = np.array([stat.sum() for stat in evidence.stats])
        self.gains: Floats | None = None
        self.left = np.ones(segments.codes.shape[1], bool)
        self.side = 0.0

    def best(self) -> Pick | None:
        """The segment with the largest gain beyond its penalty, judged by the noise of what is left without it.

        One large cause makes everything look restless, so the noise of the whole would hide it.
        """
        if self.settled:
            return self._best(self.evidence)
        pick = self._best(self.evidence.calm())
        for _ in range(_ROUNDS):
            if pick is None:
                return None
            self.evidence = self.evidence.refit(*self._without(pick.leaves))
            again = self._best(self.evidence)
            if again is None or again.segment == pick.segment:
                return again
            pick = again
        return pick

    def _without(self, leaves: Codes) -> tuple[Floats, Floats]:
        touched, sums = self.segments.sums_of(leaves, self.evidence.stats)
        rest = self.sums.copy()
        rest[:, touched] -= sums
        return rest, self.totals - self._sum(leaves)

    def _best(self, evidence: Evidence) -> Pick | None:
        gains = evidence.gains(self.sums, self.totals) - self.penalty if self.gains is None else self.gains
        if evidence.steady:
            self.gains = gains
        if self.side:
            gains = np.where(evidence.sides(self.sums, self.totals) == self.side, gains, gains - _OTHER_SIDE)
        place = int(np.argmax(gains))
        return Pick(place, self._leaves(place), float(gains[place])) if np.isfinite(gains[place]) else None

    def take(self, pick: Pick) -> None:
        """Takes a segment's leaves out of all sums; the first decides which side a day's causes lie on."""
        self.side = self.side or float(self.evidence.sides(self.sums[:, [pick.segment]], self.totals)[0])
        self.left[pick.leaves] = False
        touched, sums = self.segments.sums_of(pick.leaves, self.evidence.stats)
        self.sums[:, touched] -= sums
        self.totals -= self._sum(pick.leaves)
        if self.gains is not None:
            self.gains[touched] = self.evidence.gains(self.sums[:, touched], self.totals) - self.penalty[touched]

    def finer(self, whole: Pick) -> tuple[Pick, ...]:
        """The segment itself, or those of one cuboid within it, where the rest of it stayed as usual."""
        conditions = set(self.segments.cuboids[self.segments.cuboid(whole.segment)])
        places = [place for place, cuboid in enumerate(self.segments.cuboids) if conditions < set(cuboid)]
        if not places:
            return (whole,)
        ids, sums = self.segments.sums_of(whole.leaves, self.evidence.stats, places)
        outside = self.totals - self._sum(whole.leaves)
        gains = self.evidence.gains(sums, sums + outside[:, None]) - self.penalty[ids]
        ids, sums, gains = ids[gains > 0], sums[:, gains > 0], gains[gains > 0]
        place = self._telling(ids, sums, whole)
        keys = self.segments.keys[place][whole.leaves]
        mine = self.segments.homes(ids) == place
        parts = tuple(
            Pick(int(part), whole.leaves[keys == part], float(gain)) for part, gain in zip(ids[mine], gains[mine], strict=True)
        )
        return parts if len(parts) >= 2 and self._stayed(whole, parts) else (whole,)

    def _telling(self, ids: Codes, sums: Floats, whole: Pick) -> int:
        """The cuboid whose segments `ids`, as if they had moved alike, explain the whole better; its own if none does."""
        homes, cuboids = self.segments.homes(ids), len(self.segments.cuboids)
        count = np.bincount(homes, minlength=cuboids)
        some = np.flatnonzero((count >= 2) & (count <= _PARTS))
        if not len(some):
            return self.segments.cuboid(whole.segment)
        alike = np.array([np.bincount(homes, row, cuboids)[some] for row in sums])
        gains = self.evidence.gains(alike, self.totals) - np.bincount(homes, self.penalty[ids], cuboids)[some]
        best = int(np.argmax(gains))
        return int(some[best]) if gains[best] > _BETTER * whole.gain else self.segments.cuboid(whole.segment)

    def _stayed(self, whole: Pick, parts: tuple[Pick, ...]) -> bool:
        """Whether a part of the whole that matters stayed nearer to the usual than to what the named parts did."""
        moved, all_of_it = self._sum(np.concatenate([pick.leaves for pick in parts])), self._sum(whole.leaves)
        rest, weighs = all_of_it - moved, self.evidence.weighs
        levels = self.evidence.levels(np.array([moved, rest]).T, self.totals - all_of_it)
        return bool(rest[weighs] > _MATTERS * all_of_it[weighs] and abs(levels[1]) < abs(levels[0]) / 2)

    def _sum(self, leaves: Codes) -> Floats:
        return np.array([stat[leaves].sum() for stat in self.evidence.stats])

    def _leaves(self, segment: int) -> Codes:
        leaves = self.segments.leaves(segment)
        return leaves[self.left[leaves]]


def _penalty(segments: Lattice) -> Floats:
    """Nats that a segment must gain to be the best of so many: it names its layer, its dimensions and its values."""
    dims = len(segments.codes)
    sizes = [max(stop - start, 1) for start, stop in zip(segments.starts, segments.starts[1:], strict=False)]
    named = zip(segments.cuboids, sizes, strict=True)
    return segments.each([log(dims) + log(comb(dims, len(chosen))) + log(size) + _CAUTION for chosen, size in named])
