"""A metric's segments of one dimension: what each brought, what it was expected to bring, and its part in the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Literal

from storehand.detect.season import apart
from storehand.detect.segments import sums
from storehand.detect.usual import history_since
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.stats.decompose import mix_and_rate

BASIS_DAYS = 28
LUMPS = 2.0  # orders of different size scatter a sum as twice as large orders of one size would
CALM = 0.03  # relative spread that every segment has on top of counting
COUNTS = ("units", "orders", "buyers")  # by which money is counted, in this order, where a dimension has them
Effect = Literal["mix", "rate", "volume"]


@dataclass(frozen=True)
class Whole:
    """What is taken apart. `wobble`: its usual relative spread. `scale`: what one unit of its change is worth
    in the finding's metric (1 for the metric itself)."""

    metric: str
    where: tuple[tuple[str, str], ...]
    value: float
    expected: float
    wobble: float
    scale: float

    @property
    def change(self) -> float:
        """Value less expectation, in the metric's own unit."""
        return self.value - self.expected


@dataclass(frozen=True)
class Part:
    """One segment. `weight`: its usual share. `seen` and `usual`: value and expectation as counts that scatter
    as Poisson counts do (money by the order, ratios by their upper part)."""

    value: float | None
    expected: float | None
    contribution: float
    weight: float
    seen: float
    usual: float
    effect: Effect = "volume"


def split(view: View, whole: Whole, by: str) -> dict[str, Part]:
    """The whole by segments of `by`, from the last 28 ordinary days' shares; empty where there is nothing to split by."""
    declared = view.catalog.metric(whole.metric)
    return _of_ratio(view, whole, by, declared) if declared.ratio else _of_sum(view, whole, by, declared)


def _of_sum(view: View, whole: Whole, by: str, metric: Metric) -> dict[str, Part]:
    """Each segment's share on ordinary days × what is expected of the whole."""
    days, total = _basis(view, whole)
    before, after = _before(view, metric.name, whole, by, days), _in_period(view, metric.name, whole, by)
    if total <= 0 or not before or not after:
        return {}
    lump = _lump(view, metric, whole, days, total)
    noise = _own_noise(whole, lump)
    found: dict[str, Part] = {}
    for key in dict.fromkeys([*before, *after]):
        weight, value = before.get(key, 0.0) / total, after.get(key, 0.0)
        expected = weight * whole.expected
        seen, usual = _counted(value, expected, expected / lump, noise)
        found[key] = Part(value, expected, value - expected, weight, seen, usual)
    return found


def counts(view: View, whole: Whole, by: str) -> dict[str, tuple[float, float]]:
    """Of money: how many units or orders each segment had, and how many were expected; else empty.

    Counts scatter less than their money, so that they tell sooner which segments changed.
    """
    metric = view.catalog.metric(whole.metric)
    if metric.unit != "money":
        return {}
    days, total = _basis(view, whole)
    for name in (each for each in COUNTS if each in view.catalog.names):
        before, after = _before(view, name, whole, by, days), _in_period(view, name, whole, by)
        if before and after and total > 0 and whole.expected > 0:
            lifted = whole.expected / total
            noise = _own_noise(whole, total / fsum(before.values()) * LUMPS)
            pairs = {key: (after.get(key, 0.0), before.get(key, 0.0) * lifted) for key in dict.fromkeys([*before, *after])}
            return {key: _counted(value, expected, expected, noise) for key, (value, expected) in pairs.items()}
    return {}


def _own_noise(whole: Whole, lump: float) -> float:
    """The relative spread of a segment beyond counting: what the whole's is beyond its own counting."""
    return max(whole.wobble**2 - lump / whole.expected, CALM**2) ** 0.5 if whole.expected > 0 else CALM


def _of_ratio(view: View, whole: Whole, by: str, metric: Metric) -> dict[str, Part]:
    """Shift of weights and change of rates; the past is scaled so that its ratio is what was expected."""
    assert metric.ratio is not None
    days, _ = _basis(view, whole)
    over, under = metric.ratio.over, metric.ratio.under
    over0, under0 = (_before(view, name, whole, by, days) for name in (over, under))
    over1, under1 = (_in_period(view, name, whole, by) for name in (over, under))
    weights, past = fsum(under0.values()), fsum(over0.values())
    if not under1 or weights <= 0 or past <= 0:
        return {}
    scaled = {key: value * whole.expected * weights / past for key, value in over0.items()}
    lump = _lump(view, view.catalog.metric(over), whole, days, past)
    found: dict[str, Part] = {}
    for key, part in mix_and_rate(scaled, under0, over1, under1).items():
        now, then = _rate(over1, under1, key), _rate(scaled, under0, key)
        expected = (then or 0.0) * under1.get(key, 0.0)
        seen, usual = _counted(over1.get(key, 0.0), expected, expected / lump, CALM)
        effect: Effect = "mix" if abs(part.mix) > abs(part.rate) else "rate"
        found[key] = Part(now, then, part.total, under0.get(key, 0.0) / weights, seen, usual, effect)
    return found


def _rate(over: Mapping[str, float], under: Mapping[str, float], key: str) -> float | None:
    return over.get(key, 0.0) / under[key] if under.get(key) else None


def _counted(value: float, expected: float, count: float, noise: float) -> tuple[float, float]:
    """Value and expectation as counts: as many as scatter like `count` and the relative `noise` together."""
    if expected <= 0 or count <= 0:
        return (1.0 if value > 0 else 0.0), 0.0
    worth = 1 / (1 / count + noise**2)
    return value / expected * worth, worth


def _lump(view: View, metric: Metric, whole: Whole, days: frozenset[date], total: float) -> float:
    """The size of the lumps that the metric comes in: 1 for counts, for money a typical order and its scatter."""
    if metric.unit != "money" or "orders" not in view.catalog.names:
        return 1.0
    shop = {"shop": dict(whole.where)["shop"]}
    series = view.series("orders", history_since(view, apart=True), view.since, where=shop)
    orders = fsum(float(value) for day, value in series.items() if day in days and value is not None)
    return total / orders * LUMPS if orders else 1.0


def _basis(view: View, whole: Whole) -> tuple[frozenset[date], float]:
    """The newest ordinary days on which the whole is known, and what it brought on them together."""
    special = apart(view)
    series = view.series(whole.metric, history_since(view, apart=True), view.since, where=dict(whole.where))
    known = sorted(day for day, value in series.items() if value is not None and not special(day))[-BASIS_DAYS:]
    return frozenset(known), fsum(float(series[day] or 0) for day in known)


def _before(view: View, metric: str, whole: Whole, by: str, days: frozenset[date]) -> dict[str, float]:
    return sums(view, metric, dict(whole.where), by, since=history_since(view, apart=True), until=view.since, days=days)


def _in_period(view: View, metric: str, whole: Whole, by: str) -> dict[str, float]:
    return sums(view, metric, dict(whole.where), by, since=view.since, until=view.until)
