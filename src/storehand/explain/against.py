"""Why this period differs from another one: the same split as for a finding, against stated figures instead of the usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum

from storehand.detect.finding import Evidence, Finding
from storehand.detect.run import name_of
from storehand.errors import UsageError
from storehand.explain.explanation import Explanation, Factor, Segment
from storehand.metrics.view import View
from storehand.stats import decompose

Span = tuple[date, date]
SHOWN = 5


def against(view: View, metric: str, before: Span, where: Mapping[str, str], by: Sequence[str] = ()) -> Explanation:
    """The change of `metric` from the period `before` to the view's, by factors and along one dimension.

    `by` () = the metric's own dimensions, of which the one whose first segments tell most is taken.
    UsageError where either figure is unknown, or no dimension of that name exists.
    """
    now, then = view.value(metric, where=where), view.value(metric, *before, where=where)
    if now is None or then is None:
        raise UsageError("not_comparable", metric=metric, day=view.since if now is None else before[0])
    finding = _finding(view, metric, before, where, (float(then), now))
    dimension, segments = _segments(view, finding, before, where, by)
    return Explanation(finding, _factors(view, metric, before, where), segments, dimension, "none", None, ())


def _finding(view: View, metric: str, before: Span, where: Mapping[str, str], ends: tuple[float, object]) -> Finding:
    then, now = ends
    rows, batches = view.rows_behind(metric, where=where)
    place = tuple((name, value) for name, value in where.items() if name != "shop")
    return Finding(
        id="why", check="why", desk="", metric=metric, shop=where.get("shop", view.shops[0] if len(view.shops) == 1 else ""),
        day=view.day, since=view.since, until=view.until, where=place, direction="up" if float(str(now)) >= then else "down",
        value=now, expected=then, low=then, high=then, chance=None, severity="notice", impact=None, basis=(before[0],),  # type: ignore[arg-type]
        evidence=Evidence(view.sql(metric, where=where), rows, tuple(batches)),
    )  # fmt: skip


def _factors(view: View, metric: str, before: Span, where: Mapping[str, str]) -> tuple[Factor, ...]:
    declared = view.catalog.metric(metric)
    for names in (declared.product, *declared.products):
        ends = [_known(view, name, before, where) for name in names]
        if names and all(then is not None and now is not None for then, now in ends):
            parts = decompose.factors([then for then, _ in ends], [now for _, now in ends])
            change = fsum(parts)
            rows = zip(names, ends, parts, strict=True)
            return tuple(Factor(name, now, then, part, part / change if change else 0.0) for name, (then, now), part in rows)
    return ()


def _known(view: View, name: str, before: Span, where: Mapping[str, str]) -> tuple[float | None, float | None]:
    then, now = view.value(name, *before, where=where), view.value(name, where=where)
    return None if then is None else float(then), None if now is None else float(now)


def _segments(
    view: View, finding: Finding, before: Span, where: Mapping[str, str], by: Sequence[str]
) -> tuple[str, tuple[Segment, ...]]:
    change = float(finding.value) - finding.expected
    found = [
        (name, parts)
        for name in by or view.catalog.metric(finding.metric).by
        if (parts := _parts(view, finding, name, before, where))
    ]
    if by and not found:
        known = "、".join(view.catalog.metric(finding.metric).by) or "–"
        raise UsageError("unknown_dimension", dimension=",".join(by), metric=finding.metric, known=known)
    if not found:
        return "", ()
    name, parts = max(found, key=lambda told: _concentration(told[1], change))
    shown = sorted(parts, key=lambda segment: -abs(segment.contribution))[:SHOWN]
    rest = change - fsum(segment.contribution for segment in shown)
    named = tuple(_with_share(segment, change) for segment in shown)
    return name, (*named, Segment((), None, None, rest, rest / change if change else 0.0))


def _parts(view: View, finding: Finding, by: str, before: Span, where: Mapping[str, str]) -> list[Segment]:
    """Each segment's change; [] where the metric cannot be added up along `by`."""
    metric = view.catalog.metric(finding.metric)
    if metric.ratio is not None or by in where:
        return []
    then, now = (_by(view, finding.metric, by, span, where) for span in (before, (view.since, view.until)))
    found = []
    for value in sorted(set(then) | set(now)):
        place = ((by, value),)
        was, is_ = then.get(value, 0.0), now.get(value, 0.0)
        found.append(Segment(place, is_, was, is_ - was, 0.0, name=name_of(view, finding.metric, finding.shop, place)))
    return found if len(found) > 1 else []


def _by(view: View, metric: str, by: str, span: Span, where: Mapping[str, str]) -> dict[str, float]:
    rows = view.table([metric], [by], *span, where=where)
    return {str(row[by] or ""): float(str(row[metric])) for row in rows if row[metric] is not None}


def _concentration(parts: Sequence[Segment], change: float) -> float:
    """How much of the change the three segments that moved most with it carry, less for each further segment."""
    toward = sorted((segment.contribution for segment in parts if segment.contribution * change > 0), key=abs, reverse=True)
    return abs(fsum(toward[:3]) / change) if change else 0.0


def _with_share(segment: Segment, change: float) -> Segment:
    share = segment.contribution / change if change else 0.0
    return Segment(segment.where, segment.value, segment.expected, segment.contribution, share, name=segment.name)
