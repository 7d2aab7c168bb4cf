"""Sets with known root causes, drawn from seeds: sparse shops, dense cubes, and cubes where nothing was done.

    python -m benchmarks.judgement.rootcause_sets orders OUT --seeds 0 40

writes `<seed>.csv` (a rate: `<seed>.a.csv` and `<seed>.b.csv`) and, beside them, `labels.csv` with `timestamp,set`.

`orders`, `conversion`: a small shop, channel × sku × region × device × new or old, 2,000–10,000 leaves of mostly 0–3 orders a
day; the forecast is the mean of the same weekday of four weeks, drawn from the same counts; the day as a whole moves by
−20…+25 % without a cause; 1–3 segments of 1–3 conditions fall to 0–55 % or rise to 160–300 %.
`quiet_orders`, `quiet_conversion`: the same without a planted cause.
`small`, `leaves`: dense synthetic cubes as described for RiskLoc's sets S and L (Kalander 2022, arXiv 2205.10004, section 5):
Weibull values, relative noise of the forecast, segments that lose one share of their leaves' value.
`quiet_small`: the same without a planted cause.
`halved`: like Squeeze's sets B (Li 2019): one cuboid, one magnitude for all its 1–3 elements, an integer-valued skewed base.

Seeds under `LOCKED` are for development; a method is tuned on nothing above it.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LOCKED = 10_000
Floats = NDArray[np.float64]
Where = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Made:
    """One instance: `columns` hold the dimensions, `measures` one (real, predict) pair, or two for a rate."""

    columns: Mapping[str, Sequence[str]]
    measures: tuple[tuple[Floats, Floats], ...]
    causes: frozenset[frozenset[tuple[str, str]]]


def orders(seed: int, causes: bool = True) -> Made:
    """Orders of a sparse shop; the truth is a set of segments that sell another share of what they used to."""
    draw = np.random.default_rng([1, seed])
    cube = _shop(draw)
    rate = _volume(draw, cube) * draw.uniform(0.15, 1.2)
    planted, effect = _plant(draw, cube, rate, least=25.0) if causes else ((), np.ones(len(rate)))
    wobble = _wobble(draw, len(rate))
    past = draw.poisson(rate * wobble, (4, len(rate))).mean(axis=0)
    now = draw.poisson(rate * wobble * effect * draw.uniform(0.8, 1.25)).astype(float)
    keep = (past > 0) | (now > 0)
    return _made(cube, keep, ((now, past),), planted)


def conversion(seed: int, causes: bool = True) -> Made:
    """Orders (numerator) and visits (denominator) of a sparse shop; visits move by themselves, the truth is in the rate."""
    draw = np.random.default_rng([2, seed])
    cube = _shop(draw)
    visits = _volume(draw, cube) * draw.uniform(6.0, 30.0)
    rate = draw.uniform(0.02, 0.06) * _effects(draw, cube, 0.3)
    planted, effect = _plant(draw, cube, visits * rate, least=25.0) if causes else ((), np.ones(len(rate)))
    moved = _effects(draw, cube, 0.12) * draw.uniform(0.8, 1.25)
    seen = draw.poisson(visits, (4, len(visits)))
    past = draw.binomial(seen, np.minimum(rate, 0.9)).mean(axis=0)
    today = draw.poisson(visits * moved)
    now = draw.binomial(today, np.minimum(rate * effect * draw.uniform(0.85, 1.18), 0.95)).astype(float)
    keep = (seen.sum(axis=0) > 0) | (today > 0)
    return _made(cube, keep, ((now, past), (today.astype(float), seen.mean(axis=0))), planted)


def small(seed: int, causes: bool = True) -> Made:
    """Dense: 10 × 12 × 10 × 8 × 5 leaves, forecasts off by up to 25 %, 1–3 causes of 1–3 elements at any layer."""
    draw = np.random.default_rng([3, seed])
    return _dense(
        draw, (10, 12, 10, 8, 5), noise=0.25, severity=(0.2, 1.0), spread=0.1, most=(3, 3), deepest=False, causes=causes
    )


def leaves(seed: int) -> Made:
    """Dense: 10 × 24 × 10 × 15 leaves, forecasts off by up to 10 %, 1–5 single leaves lose half or more."""
    draw = np.random.default_rng([4, seed])
    return _dense(draw, (10, 24, 10, 15), noise=0.1, severity=(0.5, 1.0), spread=0.0, most=(5, 1), deepest=True, causes=True)


def halved(seed: int) -> Made:
    """Dense with a skewed, integer base and many empty leaves: one cuboid, 1–3 elements with one magnitude, noise 1–12 %."""
    draw = np.random.default_rng([5, seed])
    sizes = (int(draw.integers(8, 20)), int(draw.integers(5, 12)), int(draw.integers(4, 10)), int(draw.integers(3, 8)))
    cube = np.array(list(product(*(range(size) for size in sizes)))).T
    base: Floats = np.floor(draw.lognormal(2.5, 1.0) * _effects(draw, cube, 0.9) * draw.lognormal(0.0, 0.8, cube.shape[1]))
    base *= draw.uniform(size=len(base)) > draw.uniform(0.1, 0.5)
    predict: Floats = base * (1 + draw.normal(0, draw.uniform(0.01, 0.12), len(base)))
    layer, count = int(draw.integers(1, 4)), int(draw.integers(1, 4))
    dims = tuple(sorted(draw.choice(4, layer, replace=False).tolist()))
    planted: set[Where] = set()
    while len(planted) < count:
        where = tuple((dim, int(draw.integers(sizes[dim]))) for dim in dims)
        if base[_inside(cube, where)].sum() > 0:
            planted.add(where)
    inside = np.any([_inside(cube, where) for where in planted], axis=0)
    real = np.where(inside, np.maximum(predict * (1 - draw.uniform(0.15, 1.0)) * (1 + draw.normal(0, 0.01, len(base))), 0), base)
    return _made(cube, base > 0, ((real.round(3), predict.round(3)),), tuple(planted))


SETS: Mapping[str, Callable[[int], Made]] = {
    "orders": orders,
    "conversion": conversion,
    "small": small,
    "leaves": leaves,
    "halved": halved,
    "quiet_orders": lambda seed: orders(seed, causes=False),
    "quiet_conversion": lambda seed: conversion(seed, causes=False),
    "quiet_small": lambda seed: small(seed, causes=False),
}


def _shop(draw: np.random.Generator) -> NDArray[np.int64]:
    while True:
        sizes = [int(draw.integers(*bounds)) for bounds in ((3, 9), (10, 61), (4, 9), (2, 4), (2, 3))]
        if 2_000 <= np.prod(sizes) <= 10_000:
            return np.array(list(product(*(range(size) for size in sizes)))).T


def _effects(draw: np.random.Generator, cube: NDArray[np.int64], spread: float) -> Floats:
    """A product of one factor a value, around 1."""
    made = np.ones(cube.shape[1])
    for codes in cube:
        made *= np.exp(draw.normal(0, spread, codes.max() + 1))[codes]
    return made


def _volume(draw: np.random.Generator, cube: NDArray[np.int64]) -> Floats:
    """Values of about one a leaf, skewed by value and, less so, by leaf."""
    made: Floats = _effects(draw, cube, draw.uniform(0.4, 0.8)) * draw.lognormal(0, 0.4, cube.shape[1])
    made /= made.mean()
    return made


def _wobble(draw: np.random.Generator, count: int) -> Floats:
    """Half of the shops waver more than Poisson counts do."""
    return draw.lognormal(0, 0.25, count) if draw.uniform() < 0.5 else np.ones(count)


def _inside(cube: NDArray[np.int64], where: Where) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.all([cube[dim] == value for dim, value in where], axis=0)
    return inside


def _plant(draw: np.random.Generator, cube: NDArray[np.int64], rate: Floats, least: float) -> tuple[tuple[Where, ...], Floats]:
    """One to three segments that share no leaf, each usually selling `least` and at most 40 % of the shop."""
    planted: list[Where] = []
    effect, wanted = np.ones(len(rate)), int(draw.choice([1, 2, 3], p=[0.5, 0.3, 0.2]))
    falls = draw.uniform() < 0.7
    for _ in range(2_000):
        dims = sorted(draw.choice(len(cube), int(draw.choice([1, 2, 3], p=[0.35, 0.45, 0.2])), replace=False).tolist())
        where = tuple((dim, int(draw.integers(cube[dim].max() + 1))) for dim in dims)
        inside = _inside(cube, where)
        if least <= rate[inside].sum() <= 0.4 * rate.sum() and np.all(effect[inside] == 1):
            planted.append(where)
            effect[inside] = draw.uniform(0, 0.55) if falls else draw.uniform(1.6, 3.0)
        if len(planted) == wanted:
            break
    return tuple(planted), effect


def _dense(
    draw: np.random.Generator,
    sizes: tuple[int, ...],
    *,
    noise: float,
    severity: tuple[float, float],
    spread: float,
    most: tuple[int, int],
    deepest: bool,
    causes: bool,
) -> Made:
    cube = np.array(list(product(*(range(size) for size in sizes)))).T
    count, level = cube.shape[1], draw.uniform(0, noise)
    true: Floats = draw.weibull(draw.uniform(0.5, 1.0), (count,)) * 100 * (draw.uniform(size=count) > draw.uniform(0, 0.25))
    off, which = np.maximum(true * (1 + draw.normal(0, level, count)), 0), draw.integers(0, 2, count) == 1
    real, predict = np.where(which, off, true), np.where(which, true, off)
    planted = _elements(draw, cube, true, most, deepest) if causes else ()
    falls = real.sum() <= predict.sum()
    for elements in planted:
        inside = np.any([_inside(cube, where) for where in elements], axis=0)
        lost = draw.normal(draw.uniform(*severity) + level, draw.uniform(0, spread), inside.sum())
        kept, other = (predict, real) if falls else (real, predict)
        other[inside] = np.maximum(kept[inside] * (1 - lost), 0)
    return _made(cube, np.ones(count, bool), ((real, predict),), tuple(where for elements in planted for where in elements))


def _elements(
    draw: np.random.Generator, cube: NDArray[np.int64], true: Floats, most: tuple[int, int], deepest: bool
) -> tuple[tuple[Where, ...], ...]:
    """Causes in different cuboids (the deepest may come again); a value used by one is not used by the next."""
    planted: list[tuple[Where, ...]] = []
    sizes = cube.max(axis=1) + 1
    for _ in range(int(draw.integers(1, most[0] + 1))):
        while True:
            layer = len(sizes) if deepest else int(draw.integers(1, len(sizes) + 1))
            dims = sorted(draw.choice(len(sizes), layer, replace=False).tolist())
            used = {pair for elements in planted for where in elements for pair in where}
            again = any([dim for dim, _ in elements[0]] == dims for elements in planted) and layer < len(sizes)
            free = [[value for value in range(sizes[dim]) if (dim, value) not in used] for dim in dims]
            if again or not all(free):
                continue
            count = int(draw.integers(1, most[1] + 1))
            elements = {
                tuple((dim, int(draw.choice(values))) for dim, values in zip(dims, free, strict=True)) for _ in range(count)
            }
            if len(elements) == count and all(true[_inside(cube, where)].sum() > 0 for where in elements):
                planted.append(tuple(elements))
                break
    return tuple(planted)


def _made(
    cube: NDArray[np.int64], keep: NDArray[np.bool_], measures: tuple[tuple[Floats, Floats], ...], causes: Sequence[Where]
) -> Made:
    names = "abcde"[: len(cube)] if len(cube) < 5 else ("channel", "sku", "region", "device", "buyer")
    columns = {name: [f"{name[0]}{code + 1}" for code in codes[keep]] for name, codes in zip(names, cube, strict=True)}
    said = frozenset(frozenset((names[dim], f"{names[dim][0]}{value + 1}") for dim, value in where) for where in causes)
    return Made(columns, tuple((real[keep], predict[keep]) for real, predict in measures), said)


def files(name: str, made: Made) -> Iterator[tuple[str, list[list[str]]]]:
    """File names with their rows, as the scorer reads them."""
    endings = [".csv"] if len(made.measures) == 1 else [".a.csv", ".b.csv"]
    for ending, (real, predict) in zip(endings, made.measures, strict=True):
        rows = zip(*made.columns.values(), map(repr, real.tolist()), map(repr, predict.tolist()), strict=True)
        yield name + ending, [[*made.columns, "real", "predict"], *(list(row) for row in rows)]


def said(causes: frozenset[frozenset[tuple[str, str]]]) -> str:
    """The label: `dim=value&dim=value;…`, sorted."""
    return ";".join(sorted("&".join(sorted(f"{dim}={value}" for dim, value in cause)) for cause in causes))


def write(folder: Path, instances: Iterable[tuple[str, Made]]) -> None:
    """All files of some instances, with their labels beside."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = [["timestamp", "set"]]
    for name, made in instances:
        labels.append([name, said(made.causes)])
        for file, rows in files(name, made):
            _write(folder / file, rows)
    _write(folder / "labels.csv", labels)


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes sets with known root causes.")
    parser.add_argument("set", choices=SETS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 40))
    asked = parser.parse_args()
    write(asked.out, ((str(seed), SETS[asked.set](seed)) for seed in range(*asked.seeds)))


if __name__ == "__main__":
    main()
