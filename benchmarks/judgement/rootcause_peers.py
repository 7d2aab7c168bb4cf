"""What others do, for comparison on the same instances: each takes an instance and gives its segments.

`adtributor` (Bhagwan et al., NSDI 2014): surprise and explanatory power by value, one dimension; thresholds of the paper
(67 % and 10 %), its first answer. `riskloc` (Kalander 2022, arXiv 2205.10004), written from the paper: deviation scores, a
cutoff from the quieter side, weighted risk, layer by layer; thresholds 0.5 and 2 %. `single`: the one value that explains most
of the change, as one reads it off a pivot table. `wise_pizza`: the library of that name, where it is installed
(0.2.9: lasso, at most three segments of at most three conditions).

For a rate all of them see the numerator against its past rate times the denominator seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from math import copysign

import numpy as np
from numpy.typing import NDArray

from benchmarks.judgement.rootcause_sets import Made
from storehand.stats.lattice import Lattice, lattice

Floats = NDArray[np.float64]
Segments = frozenset[frozenset[tuple[str, str]]]
Method = Callable[[Made], Segments]


def pair(made: Made) -> tuple[Floats, Floats]:
    """Real and expected per leaf."""
    if len(made.measures) == 1:
        return made.measures[0]
    (real, past), (whole, past_whole) = made.measures
    usual = float(past.sum() / past_whole.sum()) if past_whole.sum() > 0 else 0.0
    rate = np.divide(past, past_whole, out=np.full(len(past), usual), where=past_whole > 0)
    return real, whole * rate


def adtributor(made: Made) -> Segments:
    """The dimension with the most surprise among those whose values explain two thirds of the change."""
    real, expected = pair(made)
    answers = [_answer(name, column, real, expected) for name, column in made.columns.items()]
    best = max((answer for answer in answers if answer), key=lambda answer: answer[0], default=(0.0, []))
    return frozenset(frozenset([condition]) for condition in best[1])


def _answer(name: str, column: object, real: Floats, expected: Floats) -> tuple[float, list[tuple[str, str]]] | None:
    values, codes = np.unique(np.asarray(column, dtype=np.str_), return_inverse=True)
    seen, usual = np.bincount(codes, real), np.bincount(codes, expected)
    change = seen.sum() - usual.sum()
    p, q = usual / max(usual.sum(), 1e-9), seen / max(seen.sum(), 1e-9)
    middle = np.maximum((p + q) / 2, 1e-300)
    surprise = (p * np.log(np.maximum(p, 1e-300) / middle) + q * np.log(np.maximum(q, 1e-300) / middle)) / 2
    power = (seen - usual) / (change or 1e-9)
    found: list[int] = []
    for place in np.argsort(-surprise).tolist():
        if power[place] > 0.1:
            found.append(place)
        if power[found].sum() > 0.67:
            return float(surprise[found].sum()), [(name, str(values[place])) for place in found]
    return None


def single(made: Made) -> Segments:
    """The value of any dimension that changed most in the direction of the whole."""
    real, expected = pair(made)
    side = copysign(1.0, real.sum() - expected.sum())
    moved = [
        (side * float((real - expected)[np.asarray(column) == value].sum()), name, value)
        for name, column in made.columns.items()
        for value in sorted(set(column))
    ]
    _, name, value = max(moved)
    return frozenset([frozenset([(name, value)])])


def riskloc(made: Made) -> Segments:
    """Layer by layer the segment with the most explanatory power whose weighted risk passes; again on what is left."""
    real, expected = pair(made)
    values, codes = zip(
        *(np.unique(np.asarray(column, dtype=np.str_), return_inverse=True) for column in made.columns.values()), strict=True
    )
    segments, names = lattice(np.array(codes), len(codes)), list(made.columns)
    deviation = 2 * (expected - real) / np.maximum(expected + real, 1e-300)
    distinct = np.unique(deviation)
    ends = distinct[min(5, len(distinct) - 1)], distinct[max(len(distinct) - 6, 0)]
    cutoff = -min(ends, key=abs)
    moved = deviation > cutoff if cutoff >= 0 else deviation < cutoff
    weight = np.minimum(np.where(moved, np.abs(deviation), np.abs(cutoff - deviation)), 1.0) * ((real > 0) | (expected > 0))
    power = (real - expected) / ((real - expected).sum() or 1e-9)
    power = power * copysign(1.0, float(power[moved].sum()))
    enough, left = 0.02 * float(power[moved].sum()), np.ones(len(real), bool)
    found: list[frozenset[tuple[str, str]]] = []
    while left.any() and power[left & moved].sum() >= enough and len(found) < 20:
        best = _riskiest(segments, left & moved, left, (real, expected, deviation, weight, power), enough)
        if best is None:
            break
        found.append(frozenset((names[dim], str(values[dim][value])) for dim, value in segments.where(best)))
        left[segments.leaves(best)] = False
    return frozenset(found)


def _riskiest(
    segments: Lattice, moved: NDArray[np.bool_], left: NDArray[np.bool_], by_leaf: tuple[Floats, ...], enough: float
) -> int | None:
    real, expected, deviation, weight, power = by_leaf
    for layer in sorted({len(cuboid) for cuboid in segments.cuboids}):
        best, most = None, enough
        for place, cuboid in enumerate(segments.cuboids):
            if len(cuboid) != layer:
                continue
            sums = segments.sums_in(place, (power * left, moved.astype(float)))
            for at in np.argsort(-sums[0]):
                if sums[0, at] <= most:
                    break
                inside = left & (segments.keys[place] == at + segments.starts[place])
                if sums[1, at] and _risk(real[inside], expected[inside], deviation[inside], weight[inside], moved[inside]) >= 0.5:
                    best, most = int(at) + segments.starts[place], float(sums[0, at])
                    break
        if best is not None:
            return best
    return None


def _risk(real: Floats, expected: Floats, deviation: Floats, weight: Floats, moved: NDArray[np.bool_]) -> float:
    high = float(weight[moved].sum() / (weight.sum() + 1))
    both = (real > 0) & (expected > 0)
    if not both.any():
        return high
    alike = expected[both] * real[both].sum() / expected[both].sum()
    around = np.abs(2 * (alike - real[both]) / (alike + real[both])).mean()
    return high - float(around / max(np.abs(deviation[both]).mean(), 1e-9))


def wise_pizza(made: Made) -> Segments:
    """The segments that the library's lasso keeps, strongest three."""
    import pandas as pd  # type: ignore[import-untyped, unused-ignore]
    from wise_pizza import explain_changes_in_totals  # type: ignore[import-not-found, unused-ignore]

    real, expected = pair(made)
    dims = list(made.columns)
    frames = [pd.DataFrame({**made.columns, "total": total, "size": 1.0}) for total in (expected, real)]
    found = explain_changes_in_totals(
        *frames, dims=dims, total_name="total", size_name="size", max_segments=3, max_depth=3, how="totals"
    )
    return frozenset(frozenset((dim, str(value)) for dim, value in part["segment"].items()) for part in found.segments)


def methods() -> Mapping[str, Method]:
    """All that can run here."""
    own: dict[str, Method] = {"single": single, "adtributor": adtributor, "riskloc": riskloc}
    return own | ({"wise_pizza": wise_pizza} if find_spec("wise_pizza") else {})
