"""The headline figures of a briefing: value, comparisons, the usual range, 28 days of trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from storehand.detect.finding import Evidence
from storehand.detect.usual import curve_of, judged_curves, usual
from storehand.metrics.metric import Metric, Number
from storehand.metrics.view import View
from storehand.report.briefing import Comparison, Headline, Typical, With
from storehand.report.menus import menu
from storehand.tables import TABLES
from storehand.wording import Text, say

WANTED = ("gmv", "net", "gross_profit", "visitors", "cvr", "aov", "ad_spend", "ad_share")
INSTEAD = ("orders", "order_value", "refund_rate", "units", "pageviews", "sessions", "bounce", "roas", "ad_gmv", "placed")
TILES = 8
TREND_DAYS = 28
_WITH: tuple[With, ...] = ("yesterday", "same_weekday", "last_year", "promotion_day")


def headlines(view: View) -> tuple[Headline, ...]:
    """The wanted figures that are known, others in place of those that are not, then what is unknown and why."""
    known = [name for name in WANTED if view.value(name) is not None]
    for name in INSTEAD:
        if len(known) < TILES and view.value(name) is not None:
            known.append(name)
    unknown = [name for name in WANTED if name not in known]
    judged_curves(view, [curve_of(view, name, {}) for name in known])
    return tuple(headline(view, name) for name in [*known, *unknown])


def headline(view: View, name: str, shop: str | None = None) -> Headline:
    """One figure of the view's period; `shop` None = all shops of the view."""
    metric = view.catalog.metric(name)
    where = {"shop": shop} if shop else None
    value = view.value(name, where=where)
    days = tuple(view.until - timedelta(days=back) for back in range(TREND_DAYS, 0, -1))
    series = view.series(name, days[0], view.until, where=where)
    return Headline(
        metric=name,
        label=metric.label,
        unit=metric.unit,
        currency=view.currency,
        better=metric.better,
        shop=shop,
        source=_source(view, metric, shop),
        source_label=_source_label(view, metric, shop),
        definition=metric.definition or metric.label,
        value=value,
        comparisons=_comparisons(view, metric, value, where) if value is not None else (),
        typical=_typical(view, name, where) if value is not None else None,
        trend_days=days,
        trend=tuple(None if series[day] is None else float(series[day] or 0) for day in days),
        why_unknown=_why_unknown(view, metric) if value is None else None,
        evidence=_evidence(view, name, where) if value is not None else None,
    )


def _evidence(view: View, name: str, where: dict[str, str] | None) -> Evidence:
    rows, batches = view.rows_behind(name, where=where)
    return Evidence(view.sql(name, where=where), rows, tuple(batches))


def change(metric: Metric, value: Number | None, before: Number | None) -> float | None:
    """Relative change; points for rates; None where either is unknown or there is nothing to divide by."""
    if value is None or before is None:
        return None
    if metric.unit == "rate":
        return float(value) - float(before)
    return float(value) / float(before) - 1 if before else None


def _comparisons(view: View, metric: Metric, value: Number | None, where: dict[str, str] | None) -> tuple[Comparison, ...]:
    spans = view.calendar.comparisons(view.day, view.period)
    found = []
    for name in _WITH:
        if name in spans:
            before = view.value(metric.name, *spans[name], where=where)
            found.append(Comparison(name, before, change(metric, value, before)))
    return (*found, *_target(view, metric, where))


def _target(view: View, metric: Metric, where: dict[str, str] | None) -> Sequence[Comparison]:
    """This month's target, in proportion to the days gone, against this month so far."""
    start = view.day.replace(day=1)
    wanted = month_target(view, metric.name, start, where)
    so_far = view.value(metric.name, start, view.until, where=where) if wanted is not None else None
    if wanted is None or so_far is None:
        return ()
    days = ((start + timedelta(days=32)).replace(day=1) - start).days
    due = wanted if metric.unit == "rate" else wanted * (view.until - start).days / days
    due_number: Number = Decimal(str(round(due, 2))) if metric.unit == "money" else due
    return (Comparison("target", due_number, change(metric, so_far, due_number)),)


def month_target(view: View, name: str, start: date, where: dict[str, str] | None) -> float | None:
    """The whole month's target of a metric; None where none is set."""
    rows = view.rows("targets", ("metric", "period", "start_day", "value"), start, start + timedelta(days=1), where=where)
    found = [float(str(row["value"])) for row in rows if row["metric"] == name and row["period"] == "month"]
    return sum(found) if found else None


def _typical(view: View, name: str, where: dict[str, str] | None) -> Typical | None:
    expected = usual(view, name, where)
    return Typical(expected.expected, expected.low, expected.high) if expected else None


def _leaf(view: View, metric: Metric) -> Metric:
    """The metric whose source supplies the figure: a ratio's first part speaks for it."""
    while metric.ratio is not None:
        metric = view.catalog.metric(metric.ratio.over)
    return metric


def _source(view: View, metric: Metric, shop: str | None) -> str:
    source = view.source(_leaf(view, metric).name, shop)
    return source.table if source else ""


def _source_label(view: View, metric: Metric, shop: str | None) -> Text:
    table = _source(view, metric, shop)
    return TABLES[table].label if table in TABLES else say("standard.no_source")


def _why_unknown(view: View, metric: Metric) -> Text:
    """The export that is missing and its menu on these shops' platforms; or that the export there says nothing of it."""
    leaf = _leaf(view, metric)
    tables = [source.table for source in leaf.sources]
    there = next((table for table in tables if any(view.day in view.covered(table, shop) for shop in view.shops)), None)
    if there is not None:
        return say("standard.not_stated", what=TABLES[there].label)
    for table in tables:
        place = menu(view.workspace, view.shops, table)
        if place is not None:
            return say("standard.unknown_because", what=TABLES[table].label, where=place)
    return say("standard.unknown")
