"""The curves of one dimension: each segment against its own past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from storehand.detect.curve import Curve
from storehand.detect.judge import Judged
from storehand.detect.usual import judged_curves
from storehand.metrics.view import View

Where = tuple[tuple[str, str], ...]
RECENT = 28  # days by which a segment's size is told
STEADY = 24  # of these on which it must have been there to be missed


def filled(view: View, metric: str, shop: str, names: tuple[str, ...]) -> str:
    """The first of the dimensions along which the metric is stated in the past weeks; "" where it is along none."""
    return next((by for by in names if _stated(view, metric, shop, by)), "")


def _stated(view: View, metric: str, shop: str, by: str) -> bool:
    key, since = f"stated.{metric}.{by}.{shop}", view.since - timedelta(days=RECENT)
    if key not in view.memory:
        view.memory[key] = any(row[by] for row in view.table([metric], ["day", by], since, view.until, where={"shop": shop}))
    return bool(view.memory[key])


def curves(view: View, metric: str, shop: str, by: str, *, counted_by: str = "", least: float = 0) -> list[Curve]:
    """Each segment of the dimension `by` that lately had at least `least` of `counted_by` behind it (default: itself)."""
    if not by:
        return []
    since, span = view.since - timedelta(days=RECENT), (view.until - view.since).days
    sizes = sums(view, counted_by or metric, {"shop": shop}, by, since=since, until=view.since)
    named = [segment for segment, total in sizes.items() if segment and total / RECENT * span >= least]
    return [Curve(metric, shop, ((by, segment),), counted_by or metric) for segment in named]


def nesting(view: View, metric: str, shop: str, names: Sequence[str]) -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Which segments of the dimensions lie wholly in one segment of another that is larger: 首页推荐 in 手淘推荐."""
    stated = next((by for by in view.crossed(metric, names, shop, *_lately(view)) if len(by) > 1), ())
    keys = list(view.leaves(metric, stated, *_lately(view), {"shop": shop})) if stated else []
    found: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
    for place, name in enumerate(stated):
        for value in {key[place] for key in keys} - {""}:
            within = [key for key in keys if key[place] == value]
            for other, above in enumerate(stated):
                parents = {key[other] for key in within}
                if other != place and len(parents) == 1 and (parent := parents.pop()):
                    larger = sum(key[other] == parent for key in keys) > len(within)
                    own = frozenset({(above, parent)} if larger else ())
                    found[name, value] = found.get((name, value), frozenset()) | own
    return found


def _lately(view: View) -> tuple[date, date]:
    return view.since - timedelta(days=RECENT), view.until


def judged_segments(view: View, wanted: Sequence[Curve]) -> Iterator[tuple[Curve, Judged]]:
    """The curves whose value and past are known."""
    for curve, one in zip(wanted, judged_curves(view, wanted), strict=True):
        if one is not None:
            yield curve, one


def steady(view: View, curve: Curve) -> bool:
    """Whether the segment was there nearly every day of the last weeks."""
    since = view.since - timedelta(days=RECENT)
    days = view.series(curve.counted_by or curve.metric, since, view.since, where=curve.place)
    return sum(bool(value) for value in days.values()) >= STEADY


def sums(view: View, metric: str, where: Mapping[str, str], by: str, *, since: date, until: date) -> dict[str, float]:
    """Each segment's days added up, to weigh segments against each other: people too."""
    found: dict[str, float] = {}
    for row in view.table([metric], ["day", by], since, until, where=where):
        value = row[metric]
        if value is not None:
            segment = str(row[by])
            found[segment] = found.get(segment, 0.0) + float(str(value))
    return found
