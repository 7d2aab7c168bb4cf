"""The curves of one dimension: each segment against its own past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from storehand.detect.usual import Judged, floats, history_since, judge
from storehand.metrics.view import View

Where = tuple[tuple[str, str], ...]


def filled(view: View, metric: str, shop: str, names: tuple[str, ...]) -> str:
    """The first of the dimensions along which the metric is stated in the past weeks; "" where it is along none."""
    since = history_since(view, apart=True)
    for by in names:
        if any(row[by] for row in view.table([metric], ["day", by], since, view.until, where={"shop": shop})):
            return by
    return ""


def judged_segments(
    view: View, metric: str, shop: str, by: str, *, counted_by: str = "", least: float = 0
) -> Iterator[tuple[Where, Judged]]:
    """Each segment of the dimension `by` that usually has at least `least` of `counted_by` behind it (default: itself)."""
    if not by:
        return
    counted, declared = counted_by or metric, view.catalog.metric(metric)
    since = history_since(view, apart=True)
    days, span = (view.since - since).days, (view.until - view.since).days
    for segment, total in sums(view, counted, {"shop": shop}, by, since=since, until=view.since).items():
        if not segment or total / days * span < least:
            continue
        where = {"shop": shop, by: segment}
        value = view.value(metric, where=where)
        values = floats(view.series(metric, since, view.until, where=where))
        counts = values if counted == metric else floats(view.series(counted, since, view.until, where=where))
        one = judge(view, declared, value, values, counts) if value is not None else None
        if one is not None:
            yield ((by, segment),), one


def gone_segments(
    view: View, metric: str, shop: str, by: str, *, counted_by: str = "", least: float = 0
) -> Iterator[tuple[Where, Judged]]:
    """Segments that have rows nearly every day and none in the view's period, judged as if they had 0."""
    counted, declared = counted_by or metric, view.catalog.metric(metric)
    rows = view.table([metric], ["day", by], view.since, view.until, where={"shop": shop}) if by else []
    there = {str(row[by]) for row in rows if row[metric]}
    since = history_since(view, apart=True)
    for segment, total in sums(view, counted, {"shop": shop}, by, since=since, until=view.since).items() if rows else ():
        if not segment or segment in there or total / (view.since - since).days < least / 2:
            continue
        where = {"shop": shop, by: segment}
        counts = floats(view.series(counted, since, view.since, where=where))
        recent = [value for day in sorted(counts)[-28:] if (value := counts[day])]
        if len(recent) < 24 or sum(recent) / 28 < least:
            continue
        one = judge(view, declared, 0, floats(view.series(metric, since, view.since, where=where)), counts)
        sure = judge(view, view.catalog.metric(counted), 0, counts, counts)
        if one is not None and sure is not None:
            yield ((by, segment),), replace(one, chance=sure.chance)


def sums(
    view: View, metric: str, where: Mapping[str, str], by: str, *, since: date, until: date, days: frozenset[date] | None = None
) -> dict[str, float]:
    """Each segment's days added up (of `days` only, if given), to weigh segments against each other: people too."""
    found: dict[str, float] = {}
    for row in view.table([metric], ["day", by], since, until, where=where):
        value = row[metric]
        if value is not None and (days is None or row["day"] in days):
            segment = str(row[by])
            found[segment] = found.get(segment, 0.0) + float(str(value))
    return found
