"""What is taken apart: the finding itself or its main factor, with what its leaves brought and were expected to bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storehand.detect.finding import Finding
from storehand.explain.explanation import Factor
from storehand.metrics.view import View

F = NDArray[np.float64]
Leaves = Mapping[tuple[str, ...], float]
BASIS = timedelta(weeks=4)
MOST_DIMS = 4
COUNTS = ("units", "orders", "buyers")  # by which money is counted, in this order, where a table has them
LUMPS = 1.5  # things of different price scatter a sum as fewer, larger ones would
EXPLAINS = 0.3  # share of the change below which a factor tells nothing


@dataclass(frozen=True)
class Whole:
    """`scale`: what one unit of its change is worth in the finding's metric (1 for the metric itself)."""

    metric: str
    where: tuple[tuple[str, str], ...]
    value: float
    expected: float
    since: date
    until: date
    scale: float

    @property
    def change(self) -> float:
        """Value less expectation, in the metric's own unit."""
        return self.value - self.expected

    @property
    def shop(self) -> str:
        return dict(self.where)["shop"]


@dataclass(frozen=True)
class Parts:
    """The leaves of a whole along `by`: `keys[n]` with what leaf n brought now and before; of a ratio both its parts, of money
    also what is `counted`, now and before."""

    by: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    now: F
    before: F
    under_now: F | None = None
    under_before: F | None = None
    counted: tuple[F, F] | None = None

    @property
    def lump(self) -> float:
        """What one counted thing is worth, with the scatter of orders; 1 where nothing is known to be counted."""
        if self.counted is None or of(self.counted[1]) <= 0:
            return 1.0
        return of(self.before) / of(self.counted[1]) * LUMPS

    @property
    def dims(self) -> dict[str, list[str]]:
        """The columns, as a scan takes them."""
        return {name: [key[place] for key in self.keys] for place, name in enumerate(self.by)}

    def within(self, where: tuple[tuple[str, str], ...]) -> NDArray[np.bool_]:
        """Which leaves fulfil the conditions."""
        places = [(self.by.index(name), value) for name, value in where]
        return np.array([all(key[place] == value for place, value in places) for key in self.keys], dtype=bool)


def wholes(finding: Finding, factors: Sequence[Factor]) -> Iterator[Whole]:
    """The finding itself, then its main factor, whose change stands for its contribution."""
    where = (("shop", finding.shop), *finding.where)
    span = (finding.since, finding.until)
    yield Whole(finding.metric, where, float(finding.value), finding.expected, *span, 1.0)
    main = max(factors, key=lambda factor: factor.share, default=None)
    if main and main.share >= EXPLAINS and main.value is not None and main.expected and main.value != main.expected:
        scale = main.contribution / (main.value - main.expected)
        yield Whole(main.factor, where, main.value, main.expected, *span, scale)


def parts(view: View, whole: Whole) -> Iterator[Parts]:
    """The whole's leaves along each set of dimensions that stand in one table."""
    metric = view.catalog.metric(whole.metric)
    names = tuple(name for name in metric.by if name not in dict(whole.where))
    if metric.ratio is None:
        for by in _crossed(view, whole, whole.metric, names):
            yield from _of_sum(view, whole, by)
    else:
        for by in _crossed(view, whole, metric.ratio.under, names):
            yield from _of_ratio(view, whole, by, (metric.ratio.over, metric.ratio.under))


def _crossed(view: View, whole: Whole, metric: str, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    key = f"crossed.{metric}.{whole.shop}.{names}"
    if key not in view.memory:
        found = view.crossed(metric, names, whole.shop, whole.since - BASIS, whole.until)
        view.memory[key] = [tuple(_plain(by))[:MOST_DIMS] for by in found]
    told: list[tuple[str, ...]] = view.memory[key]
    return told


def _plain(by: Sequence[str]) -> Iterator[str]:
    """Without names where the id stands too, which say the same."""
    return (name for name in by if f"{name}_id" not in by)


def _of_sum(view: View, whole: Whole, by: tuple[str, ...]) -> Iterator[Parts]:
    now, before = _leaves(view, whole, whole.metric, by)
    keys = tuple(sorted({*now, *before}))
    if now and before and len(keys) > 1:
        counted = _counted(view, whole, by, keys) if view.catalog.metric(whole.metric).unit == "money" else None
        yield Parts(by, keys, _column(now, keys), _column(before, keys), counted=counted)


def _counted(view: View, whole: Whole, by: tuple[str, ...], keys: Sequence[tuple[str, ...]]) -> tuple[F, F] | None:
    """How many things were sold in each leaf, now and before; None where nothing counts them."""
    for name in (each for each in COUNTS if each in view.catalog.names):
        now, before = _leaves(view, whole, name, by)
        if now and before:
            return _column(now, keys), _column(before, keys)
    return None


def _of_ratio(view: View, whole: Whole, by: tuple[str, ...], names: tuple[str, str]) -> Iterator[Parts]:
    over, under = (_leaves(view, whole, name, by) for name in names)
    keys = tuple(sorted({*under[0], *under[1]}))
    if all((*over, *under)) and len(keys) > 1:
        now, before, under_now, under_before = (_column(found, keys) for found in (*over, *under))
        yield Parts(by, keys, now, before, under_now, under_before)


def _leaves(view: View, whole: Whole, metric: str, by: tuple[str, ...]) -> tuple[Leaves, Leaves]:
    """Of the period, and of the four weeks before it."""
    memory: dict[Any, Leaves] = view.memory.setdefault("leaves", {})
    found = []
    for since, until in ((whole.since, whole.until), (whole.since - BASIS, whole.since)):
        key = (metric, by, since, until, whole.where)
        if key not in memory:
            memory[key] = view.leaves(metric, by, since, until, dict(whole.where))
        found.append(memory[key])
    return found[0], found[1]


def _column(found: Leaves, keys: Sequence[tuple[str, ...]]) -> F:
    return np.array([max(found.get(key, 0.0), 0.0) for key in keys])


def of(values: F) -> float:
    """The exact sum."""
    return fsum(values.tolist())
