"""Every crossed segment of a cube of leaves, numbered, so that sums over all of them take a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

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
    `starts[c]:starts[c + 1]` (some of them without a leaf).
    """

    codes: Codes
    cuboids: tuple[tuple[int, ...], ...]
    keys: tuple[Codes, ...]
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return self.starts[-1]

    def sums(self, weights: Sequence[Floats], leaves: Codes | None = None) -> Floats:
        """Sums over every segment, weights × segments; of `leaves` alone where given."""
        made = np.empty((len(weights), len(self)))
        for key, start, stop in zip(self.keys, self.starts, self.starts[1:], strict=False):
            at = (key if leaves is None else key[leaves]) - start
            for row, weight in zip(made, weights, strict=True):
                row[start:stop] = np.bincount(at, weight if leaves is None else weight[leaves], stop - start)
        return made

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
    cuboids = tuple(chosen for layer in range(1, min(deepest, dims) + 1) for chosen in combinations(range(dims), layer))
    keys: list[Codes] = []
    starts = [0]
    for chosen in cuboids:
        key, size = _numbered(codes, sizes, chosen, _ROOMY * count + 64)
        keys.append(key + starts[-1])
        starts.append(starts[-1] + size)
    return Lattice(codes, cuboids, tuple(keys), tuple(starts))


def _numbered(codes: Codes, sizes: Codes, chosen: tuple[int, ...], roomy: int) -> tuple[Codes, int]:
    """Each leaf's segment in one cuboid, and how many numbers are in use."""
    key, size = codes[chosen[0]], int(sizes[chosen[0]])
    for dim in chosen[1:]:
        key, size = key * sizes[dim] + codes[dim], size * int(sizes[dim])
        if size > roomy:
            found, key = np.unique(key, return_inverse=True)
            size = len(found)
    return key, size


def possible(codes: Codes) -> int:
    """How many leaves there would be if all values met all others."""
    return prod(int(size) for size in codes.max(axis=1, initial=0) + 1)
