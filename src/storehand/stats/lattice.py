"""Every crossed segment of a cube of leaves, numbered, so that sums over all of them take a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Where = tuple[tuple[int, int], ...]
_ROOMY = 4  # a cuboid with more possible than this times the leaves is numbered by what occurs


@dataclass(frozen=True)
class Lattice:
    """The segments of all cuboids of at most `deepest` dimensions.

    `codes`: dimensions × leaves, each value a small integer. A segment has one number over all cuboids;
    `keys[c]` holds each leaf's segment in `cuboids[c]`, and that cuboid's segments lie in
    `starts[c]:starts[c + 1]` (some of them without a leaf). Cuboids come deepest first; `finer[c]` is one with a
    dimension more, `some[c]` one leaf of each segment.
    """

    codes: Codes
    cuboids: tuple[tuple[int, ...], ...]
    keys: tuple[Codes, ...]
    starts: tuple[int, ...]
    finer: tuple[int | None, ...]
    some: tuple[Codes, ...]

    def __len__(self) -> int:
        return self.starts[-1]

    def sums(self, weights: Sequence[Floats]) -> Floats:
        """Sums over every segment, weights × segments."""
        made = np.empty((len(weights), len(self)))
        for place, (start, stop) in enumerate(zip(self.starts, self.starts[1:], strict=False)):
            made[:, start:stop] = self.sums_in(place, weights) if self.finer[place] is None else self._from_finer(place, made)
        return made

    def sums_of(self, leaves: Codes, weights: Sequence[Floats], places: Sequence[int] | None = None) -> tuple[Codes, Floats]:
        """The segments (of some cuboids) that some leaves lie in, ascending, and the sums of those leaves in each."""
        chosen = range(len(self.keys)) if places is None else places
        segments = np.concatenate([self.keys[place][leaves] for place in chosen])
        seen = np.zeros(len(self), bool)
        seen[segments] = True
        found = np.flatnonzero(seen)
        number = np.empty(len(self), np.int64)
        number[found] = np.arange(len(found))
        at = number[segments]
        return found, np.array([np.bincount(at, np.tile(weight[leaves], len(chosen)), len(found)) for weight in weights])

    def sums_in(self, place: int, weights: Sequence[Floats]) -> Floats:
        """Sums over the segments of one cuboid."""
        start, size = self.starts[place], self.starts[place + 1] - self.starts[place]
        return np.array([np.bincount(self.keys[place] - start, weight, size) for weight in weights])

    def _from_finer(self, place: int, made: Floats) -> Floats:
        """The sums of a cuboid from those of one with a dimension more, which comes before it."""
        start, size, finer = self.starts[place], self.starts[place + 1] - self.starts[place], self.finer[place] or 0
        some = self.some[finer]
        at = self.keys[place][some] - start
        return np.array([np.bincount(at, row, size) for row in made[:, self.keys[finer][some]]])

    def homes(self, segments: Codes) -> Codes:
        """The cuboid of each segment."""
        return np.searchsorted(self.starts, segments, side="right") - 1

    def cuboid(self, segment: int) -> int:
        """The place in `cuboids` of a segment's dimensions."""
        return int(np.searchsorted(self.starts, segment, side="right")) - 1

    def leaves(self, segment: int) -> Codes:
        """The leaves of a segment, ascending."""
        return np.flatnonzero(self.keys[self.cuboid(segment)] == segment)

    def where(self, segment: int) -> Where:
        """The (dimension, value) conditions of a segment that has leaves."""
        place = self.cuboid(segment)
        leaf = int(np.argmax(self.keys[place] == segment))
        return tuple((dim, int(self.codes[dim, leaf])) for dim in self.cuboids[place])

    def each(self, of_cuboid: Sequence[float]) -> Floats:
        """A value per cuboid, repeated for each of its segments."""
        return np.repeat(np.asarray(of_cuboid, float), np.diff(self.starts))


def lattice(codes: Codes, deepest: int) -> Lattice:
    """Numbers all segments of `codes` (dimensions × leaves) that have up to `deepest` conditions."""
    dims, count = codes.shape
    sizes = codes.max(axis=1, initial=0) + 1
    layers = [tuple(combinations(range(dims), layer)) for layer in range(1, min(deepest, dims) + 1)]
    numbered: dict[tuple[int, ...], tuple[Codes, int]] = {(): (np.zeros(count, np.int64), 1)}
    for chosen in (chosen for layer in layers for chosen in layer):
        numbered[chosen] = _numbered(*numbered[chosen[:-1]], codes[chosen[-1]], int(sizes[chosen[-1]]), _ROOMY * count + 64)
    cuboids = tuple(chosen for layer in reversed(layers) for chosen in layer)
    starts = np.cumsum([0, *(numbered[chosen][1] for chosen in cuboids)]).tolist()
    finer, some = _nested(cuboids, numbered)
    for chosen, start in zip(cuboids, starts, strict=False):
        numbered[chosen][0][:] += start
    return Lattice(codes, cuboids, tuple(numbered[chosen][0] for chosen in cuboids), tuple(starts), finer, some)


def _numbered(key: Codes, size: int, code: Codes, values: int, roomy: int) -> tuple[Codes, int]:
    """Each leaf's segment with one more condition, and how many numbers are in use."""
    key, size = key * values, size * values
    key += code
    if size > roomy:
        found, key = np.unique(key, return_inverse=True)
        size = len(found)
    return key, size


def _nested(
    cuboids: Sequence[tuple[int, ...]], numbered: Mapping[tuple[int, ...], tuple[Codes, int]]
) -> tuple[tuple[int | None, ...], tuple[Codes, ...]]:
    """For each cuboid the smallest with one dimension more (its sums are summed up from there), and a leaf of each segment."""
    finer: list[int | None] = []
    some: list[Codes] = []
    for cuboid in cuboids:
        wider = [
            place
            for place, other in enumerate(cuboids[: len(some)])
            if len(other) == len(cuboid) + 1 and set(cuboid) < set(other)
        ]
        finer.append(min(wider, key=lambda place: len(some[place]), default=None))
        key, size = numbered[cuboid]
        among = np.arange(len(key)) if finer[-1] is None else some[finer[-1]]
        leaf = np.full(size, -1)
        leaf[key[among]] = among
        some.append(leaf[leaf >= 0])
    return tuple(finer), tuple(some)
