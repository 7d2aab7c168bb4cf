"""What is usual for a metric in the view's period: from the shop's own past, with the calendar's special days apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import fsum

from storehand.detect.curve import LATELY, Curve, floats, typical
from storehand.detect.judge import Judged, judge
from storehand.detect.season import apart
from storehand.metrics.metric import Metric, Number
from storehand.metrics.view import View
from storehand.stats.baseline import Series, Usual, UsualPeriod, usual_period
from storehand.stats.interval import counting_noise, poisson_tail

Where = Mapping[str, str]
DAYS_BACK = 364 + 16 * 7  # last year's same days, and the weeks before them
DAYS_APART = LATELY
AMOUNTS = 1.5  # 1 + (sd/mean)² of what one order is worth, at the least; see stats.interval.sum_of_amounts
FEW = 100  # below, a count is judged by Poisson's own tail, not by a bell curve


def usual(view: View, metric: str, where: Where | None = None) -> Usual | None:
    """The usual range of a metric in the view's period; None where the past is too short, or a special day has no precedent."""
    found = judged(view, metric, where)
    return found.usual if found else None


def judged(view: View, name: str, where: Where | None = None) -> Judged | None:
    """The period's value against the usual one; None where either is unknown."""
    if view.period == "day":
        curve = curve_of(view, name, where or {})
        return judge(view, [curve])[curve]
    return _of_period(view, name, where)


def curve_of(view: View, metric: str, where: Where) -> Curve:
    """The curve of a metric at a place; shop "" = all of the view's, where it has several."""
    shop = where.get("shop", view.shops[0] if len(view.shops) == 1 else "")
    return Curve(metric, shop, tuple((name, value) for name, value in where.items() if name != "shop"))


def judged_curves(view: View, wanted: Sequence[Curve]) -> list[Judged | None]:
    """Many at once; of a longer period one by one."""
    if view.period == "day":
        found = judge(view, wanted)
        return [found[curve] for curve in wanted]
    return [_of_segment(view, curve) for curve in wanted]


def _of_period(view: View, name: str, where: Where | None) -> Judged | None:
    metric = view.catalog.metric(name)
    value = view.value(name, where=where)
    if value is None:
        return None
    since = history_since(view, apart=bool(set(where or ()) - {"shop"}))
    values = floats(view.series(name, since, view.until, where=where))
    counts = _counts(view, metric, values, since, where)
    if metric.ratio is not None:
        parts = (metric.ratio.over, metric.ratio.under)
        over, under = (floats(view.series(part, since, view.until, where=where)) for part in parts)
        return _judged_ratio(view, metric, value, (values, over, under), counts)
    return _judged_sum(view, metric, value, values, counts)


def _of_segment(view: View, curve: Curve) -> Judged | None:
    """A segment of a longer period, by what counts it."""
    if not curve.where or not curve.counted_by:
        return _of_period(view, curve.metric, curve.place)
    since = history_since(view, apart=True)
    value = view.value(curve.metric, where=curve.place)
    if value is None:
        return None
    values = floats(view.series(curve.metric, since, view.until, where=curve.place))
    counts = floats(view.series(curve.counted_by, since, view.until, where=curve.place))
    return _judged_sum(view, view.catalog.metric(curve.metric), value, values, counts)


def history_since(view: View, *, apart: bool = False) -> date:
    """The first day of the past that is looked at: over a year, or nine weeks for what is taken apart."""
    return view.since - timedelta(days=DAYS_APART if apart else DAYS_BACK)


def _judged_sum(view: View, metric: Metric, value: Number, values: Series, counts: Series | None) -> Judged | None:
    """`value` of the view's period against `values`, a figure a day before and in the period; `counts` behind them."""
    count = typical(counts, view) if counts else None
    period = usual_period(values, view.since, view.until, apart(view), floor=_floor(view, metric, values, counts, count))
    return _judgement(metric, value, _with_special_days(period, values, value), count) if period else None


def _with_special_days(period: UsualPeriod, values: Series, value: Number) -> Usual:
    """The range of the whole period: what special days brought stands on both sides."""
    apart = float(value) - fsum(float(values[day] or 0) for day in period.days)
    return _moved(period.usual, apart)


def _moved(usual: Usual, by: float) -> Usual:
    return replace(usual, expected=usual.expected + by, low=usual.low + by, high=usual.high + by)


def _judged_ratio(
    view: View, metric: Metric, value: Number, series: tuple[Series, Series, Series], counts: Series | None
) -> Judged | None:
    """A ratio over a longer period: both sums from their own past, the noise from the ratio's own days."""
    special, count = apart(view), typical(counts, view) if counts else None
    floor = _floor(view, metric, series[0], counts, count)
    own, over, under = (usual_period(one, view.since, view.until, special, floor=floor) for one in series)
    if own is None or over is None or under is None or own.usual.expected <= 0 or under.usual.expected <= 0:
        return None
    seen = fsum(float(series[2][day] or 0) for day in under.days)
    if seen <= 0:
        return None
    expected = over.usual.expected / under.usual.expected
    scale = expected / own.usual.expected
    ordinary = fsum(float(series[1][day] or 0) for day in over.days) / seen
    low, high, spread = own.usual.low * scale, own.usual.high * scale, own.usual.spread * scale
    scaled = replace(own.usual, expected=expected, low=low, high=high, spread=spread)
    return _judgement(metric, value, _moved(scaled, float(value) - ordinary), count)


def _judgement(metric: Metric, value: Number, found: Usual, count: float | None) -> Judged:
    chance = found.chance(float(value))
    if metric.unit in {"count", "people"} and 0 < found.expected < FEW and value >= 0:
        # Counts that scatter more than Poisson's are judged as fewer counts that scatter as Poisson's do.
        lump = max(found.spread**2 / found.expected, 1.0)
        chance = poisson_tail(round(float(value) / lump), found.expected / lump)
    return Judged(value, found, count, chance)


def _counts(view: View, metric: Metric, values: Series, since: date, where: Where | None) -> Series | None:
    """What a figure's chance depends on: itself for counts, orders for money, the lower part for ratios."""
    if metric.unit in {"count", "people"}:
        return values
    under = view.catalog.metric(metric.ratio.under) if metric.ratio else None
    wanted = under.name if under and under.unit in {"count", "people"} else "orders"
    if wanted not in view.catalog.names:
        return None
    shop = {"shop": where["shop"]} if where and "shop" in where else None
    series = floats(view.series(wanted, since, view.until, where=shop))
    if metric.unit == "money" and metric.name != "gmv" and "gmv" in view.catalog.names:
        series = _as_orders(view, values, series, floats(view.series("gmv", since, view.until, where=shop)))
    return series if any(series.values()) else None


def _as_orders(view: View, values: Series, orders: Series, gmv: Series) -> dict[date, float | None]:
    """Money of another kind (refunds) as orders of the usual size: fewer, in proportion, so that it wavers more."""
    own, whole = typical(values, view), typical(gmv, view)
    share = own / whole if own is not None and whole else 1.0
    return {day: None if count is None else count * share for day, count in orders.items()}


def _floor(view: View, metric: Metric, values: Series, counts: Series | None, count: float | None) -> float:
    """The relative spread that counting alone gives to one day's figure; 0 where nothing is counted."""
    if not count or not counts or metric.unit in {"seconds", "ratio"}:
        return 0.0
    if metric.ratio is None:
        return counting_noise(count, AMOUNTS if metric.unit == "money" else 1.0)
    # A ratio wavers by what stands under it now, which may be less than usual.
    days = (view.until - view.since).days
    now = sum(counts.get(view.since + timedelta(days=n)) or 0.0 for n in range(days)) / days
    hits = min(count, max(now, 1.0)) * (min(max(typical(values, view) or 0.0, 1e-6), 1.0) if metric.unit == "rate" else 1.0)
    return counting_noise(hits, AMOUNTS if view.catalog.metric(metric.ratio.over).unit == "money" else 1.0)
