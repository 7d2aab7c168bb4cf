"""A metric's segments of one dimension: what each brought, what it was expected to bring, and its part in the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum, sqrt
from typing import Literal

from storehand.detect.season import apart
from storehand.detect.segments import sums
from storehand.detect.usual import AMOUNTS, history_since
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.stats.decompose import mix_and_rate

BASIS_DAYS = 28


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
    """One segment. `spread` of its contribution by chance; `weight`: its usual share; `even`: what it would have
    contributed had all segments moved alike."""

    value: float | None
    expected: float | None
    contribution: float
    spread: float
    weight: float
    even: float
    effect: Literal["mix", "rate", "volume"] = "volume"

    @property
    def strangeness(self) -> float:
        """How many spreads it moved differently from the others."""
        return (self.contribution - self.even) / self.spread if self.spread > 0 else 0.0


def split(view: View, whole: Whole, by: str) -> dict[str, Part]:
    """The whole by segments of `by`, from the last 28 ordinary days' shares; empty where there is nothing to split by."""
    declared = view.catalog.metric(whole.metric)
    return _of_ratio(view, whole, by, declared) if declared.ratio else _of_sum(view, whole, by, declared)


def _of_sum(view: View, whole: Whole, by: str, metric: Metric) -> dict[str, Part]:
    """Each segment's share on ordinary days × what is expected of the whole."""
    days, total = _basis(view, whole)
    before = _before(view, metric.name, whole, by, days)
    after = _in_period(view, metric.name, whole, by)
    if total <= 0 or not before or not after:
        return {}
    unit = _unit(view, metric, whole, days, total)
    expected = {key: value / total * whole.expected for key, value in before.items()}
    moved = fsum(after.values()) / fsum(expected.values()) - 1 if fsum(expected.values()) > 0 else 0.0
    found: dict[str, Part] = {}
    for key in dict.fromkeys([*before, *after]):
        usual, value = expected.get(key, 0.0), after.get(key, 0.0)
        # Counts scatter by their own size, and a share read from few days by a little more.
        scatter = sqrt(max(usual, value, unit) * unit * (1 + 1 / max(len(days), 1)) + (whole.wobble * usual) ** 2)
        found[key] = Part(value, usual, value - usual, scatter, before.get(key, 0.0) / total, usual * moved)
    return found


def _unit(view: View, metric: Metric, whole: Whole, days: frozenset[date], total: float) -> float:
    """The size of the lumps that the metric comes in: 1 for counts, for money a typical order with its own scatter."""
    if metric.unit != "money" or "orders" not in view.catalog.names:
        return 1.0
    shop = {"shop": dict(whole.where)["shop"]}
    series = view.series("orders", history_since(view, apart=True), view.since, where=shop)
    orders = fsum(float(value) for day, value in series.items() if day in days and value is not None)
    return total / orders * AMOUNTS if orders else 1.0


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
    found: dict[str, Part] = {}
    for key, part in mix_and_rate(scaled, under0, over1, under1).items():
        share = under0.get(key, 0.0) / weights
        count = under1.get(key, 0.0) / _unit(view, view.catalog.metric(under), whole, days, weights)
        scatter = share * whole.expected * sqrt(1 / max(count * (whole.expected if metric.unit == "rate" else 1.0), 0.5))
        now, then = (a / w if w else None for a, w in _ends(key, over1, under1, scaled, under0))
        effect: Literal["mix", "rate"] = "mix" if abs(part.mix) > abs(part.rate) else "rate"
        spread = sqrt(scatter**2 + (whole.wobble * share * whole.expected) ** 2)
        found[key] = Part(now, then, part.total, spread, share, share * whole.change, effect)
    return found


def _ends(key: str, *sides: Mapping[str, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    over1, under1, over0, under0 = (side.get(key, 0.0) for side in sides)
    return (over1, under1), (over0, under0)


def _basis(view: View, whole: Whole) -> tuple[frozenset[date], float]:
    """The newest ordinary days on which the whole is known, and what it brought on them together."""
    series = view.series(whole.metric, history_since(view, apart=True), view.since, where=dict(whole.where))
    special = apart(view)
    known = sorted(day for day, value in series.items() if value is not None and not special(day))[-BASIS_DAYS:]
    return frozenset(known), fsum(float(series[day] or 0) for day in known)


def _before(view: View, metric: str, whole: Whole, by: str, days: frozenset[date]) -> dict[str, float]:
    return sums(view, metric, dict(whole.where), by, since=history_since(view, apart=True), until=view.since, days=days)


def _in_period(view: View, metric: str, whole: Whole, by: str) -> dict[str, float]:
    return sums(view, metric, dict(whole.where), by, since=view.since, until=view.until)
