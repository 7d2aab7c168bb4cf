"""Which crossed segments explain why a total, or a rate, is not what was expected; or that none stands out.

A likelihood-ratio scan over all segments with a penalty for the number tried, greedy, each step judged anew on what is
left. Two kinds of evidence, chosen by the leaves themselves: counts where a leaf sells little (`evidence.Counts`),
deviations where each leaf says enough alone (`evidence.Deviations`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from storehand.stats.evidence import Counts, Evidence, counts, dense, deviations, shift
from storehand.stats.lattice import Lattice, lattice
from storehand.stats.search import Pick, picks

Floats = NDArray[np.float64]
Kind = Literal["counts", "deviations"]
_CUBOIDS, _KEYS = 300, 100_000_000
_PRIOR = 5.0  # expected counts that a leaf's own past rate must outweigh


@dataclass(frozen=True)
class Coded:
    """A dimension's value per leaf as a place in `values`, which are all different."""

    codes: NDArray[np.int64]
    values: tuple[str, ...]

    def spelled(self) -> list[str]:
        """The value of each leaf."""
        return [self.values[code] for code in self.codes]


Dims = Mapping[str, Sequence[str] | Coded]


@dataclass(frozen=True)
class Cause:
    """A segment that moved by itself.

    `where`: its conditions, (dimension, value), in the order of the dimensions. `expected`: what it would have been had
    it moved as all else did. `contribution` = real − expected; `share`: of the whole change, None where the whole did
    not change. `gain`: nats beyond what the best of so many segments has by chance (below 0: it does not stand out).
    Leaves that an earlier cause holds are not counted again.
    """

    where: tuple[tuple[str, str], ...]
    real: float
    expected: float
    contribution: float
    share: float | None
    gain: float
    leaves: int


@dataclass(frozen=True)
class Scan:
    """`causes` with the most telling first, () where nothing stands out; `runner_up`: the next best, whether or not it does.

    `common`: real ÷ expected of all else. `noise`: dispersion of counts (1 = Poisson), or the usual relative
    deviation of a leaf.
    """

    causes: tuple[Cause, ...]
    runner_up: Cause | None
    common: float
    kind: Kind
    noise: float


def scan(
    dims: Dims,
    real: Sequence[float] | Floats,
    expected: Sequence[float] | Floats,
    *,
    most: int = 12,
    lump: float | None = None,
) -> Scan:
    """The causes of a sum's change. `dims`: each dimension's value per leaf, as long as `real` and `expected` (≥ 0).

    `lump`: what one counted thing is worth (1 for counts), where that is known; else the leaves tell, which takes many.
    """
    return _scan(dims, np.asarray(real, float), np.asarray(expected, float), sign=1.0, most=most, lump=lump)


def scan_rate(
    dims: Dims,
    real: tuple[Sequence[float] | Floats, Sequence[float] | Floats],
    expected: tuple[Sequence[float] | Floats, Sequence[float] | Floats],
    *,
    most: int = 12,
) -> Scan:
    """The causes of a rate's change; `real` and `expected` hold numerator and denominator per leaf.

    The denominator that was seen is taken as given: a leaf expects its past rate, drawn towards that of its values where
    its past is short, times its denominator. `contribution` is in units of the numerator. Where the rate is a share
    above one half, what is missing to the denominator is scanned instead, which says the same with less noise:
    `real` and `expected` of a cause are then of what is missing.
    """
    top, whole = (np.asarray(part, float) for part in real)
    past, past_whole = (np.asarray(part, float) for part in expected)
    rate = np.divide(past, past_whole, out=np.zeros_like(past), where=past_whole > 0)
    share = bool(np.mean((top <= whole * (1 + 1e-9)) & (past <= past_whole * (1 + 1e-9))) > 0.999)
    missing = share and past.sum() > 0.5 * past_whole.sum()
    rarer = (whole - top, past_whole - past, 1.0 - rate) if missing else (top, past, rate)
    if dense(rarer[0], whole * rarer[2] * shift(rarer[0], whole * rarer[2])):
        return _scan(dims, top, whole * rate, sign=1.0, most=most)
    usual = whole * _smoothed(_coded(dims)[0], rarer[1], past_whole)
    return _scan(dims, rarer[0], usual, sign=-1.0 if missing else 1.0, most=most, share=share)


def _scan(
    dims: Dims, real: Floats, expected: Floats, sign: float, most: int, share: bool = False, lump: float | None = None
) -> Scan:
    dims = {name: column for name, column in dims.items() if len(set(_values(column))) > 1}
    codes, values = _coded(dims)
    moved = expected * shift(real, expected)
    kind: Kind = "deviations" if dense(real, moved) else "counts"
    if not len(real) or not dims:
        return Scan((), None, 1.0, kind, 1.0)
    segments = lattice(codes, _deepest(*codes.shape))
    evidence: Evidence = deviations(real, moved) if kind == "deviations" else counts(real, expected, share=share, lump=lump)
    found, next_best, evidence = picks(segments, evidence, most)
    out = np.zeros(len(real), bool)
    for pick in found:
        out[pick.leaves] = True
    common = float(real[~out].sum() / expected[~out].sum()) if expected[~out].sum() > 0 else 1.0
    told = _Told(segments, tuple(dims), values, real, expected, common, sign)
    noise = evidence.dispersion if isinstance(evidence, Counts) else getattr(evidence, "spread", 0.0)
    return Scan(tuple(map(told.cause, found)), told.cause(next_best) if next_best else None, common, kind, float(noise))


@dataclass(frozen=True)
class _Told:
    """Turns numbered segments into causes with names and amounts."""

    segments: Lattice
    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    real: Floats
    expected: Floats
    common: float
    sign: float

    def cause(self, pick: Pick) -> Cause:
        where = tuple((self.names[dim], self.values[dim][value]) for dim, value in self.segments.where(pick.segment))
        real, usual = float(self.real[pick.leaves].sum()), float(self.expected[pick.leaves].sum()) * self.common
        change = float(self.real.sum() - self.expected.sum())
        share = (real - usual) / change if change else None
        return Cause(where, real, usual, (real - usual) * self.sign, share, pick.gain, len(pick.leaves))


def _deepest(dims: int, leaves: int) -> int:
    """As many conditions as a scan of so many leaves can cross in a moment and in memory: all of them, up to eight dimensions."""
    cuboids = np.cumsum([comb(dims, layer) for layer in range(1, dims + 1)])
    return max(int(np.sum((cuboids <= _CUBOIDS) & (cuboids * leaves <= _KEYS))), 1)


def _coded(dims: Dims) -> tuple[NDArray[np.int64], tuple[tuple[str, ...], ...]]:
    """Values as small integers by their sorted order, so that the order of rows and dimensions decides nothing."""
    coded = [column if isinstance(column, Coded) else _numbered(column) for column in dims.values()]
    ranked = [np.argsort(np.argsort(np.array(column.values, dtype=np.str_))) for column in coded]
    codes = [rank[column.codes] for rank, column in zip(ranked, coded, strict=True)]
    return np.array(codes, np.int64), tuple(tuple(sorted(column.values)) for column in coded)


def _values(column: Sequence[str] | Coded) -> Sequence[str]:
    return column.values if isinstance(column, Coded) else column


def _numbered(column: Sequence[str]) -> Coded:
    values = tuple(set(column))
    place = dict(zip(values, range(len(values)), strict=True))
    return Coded(np.fromiter(map(place.__getitem__, column), np.int64, len(column)), values)


def _smoothed(codes: NDArray[np.int64], past: Floats, whole: Floats) -> Floats:
    """Past rate per leaf, drawn towards a product of one factor a value (fitted to the margins)."""
    total = float(past.sum() / whole.sum()) if whole.sum() > 0 else 0.0
    if total <= 0:
        return np.zeros_like(past)
    rate = np.full(len(past), total)
    for _ in range(4):
        for code in codes:
            rate *= ((np.bincount(code, past) + _PRIOR) / (np.bincount(code, whole * rate) + _PRIOR))[code]
    return (past + _PRIOR * rate / total) / (whole + _PRIOR / total)
