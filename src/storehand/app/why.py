"""`storehand why`: one metric's change, taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from storehand.app.frame import Answer
from storehand.desks import DESKS
from storehand.detect.check import finding as made
from storehand.detect.run import evident
from storehand.detect.usual import judged
from storehand.errors import UsageError
from storehand.explain import tell
from storehand.explain.against import against
from storehand.explain.explanation import Explanation, Factor, Segment
from storehand.explain.noted import explained
from storehand.figures import show
from storehand.flow import Question, settings, view
from storehand.metrics.metric import Unit
from storehand.metrics.view import View
from storehand.store.settings import Settings
from storehand.wording import Text, say
from storehand.workspace import Workspace

BACK = {"yesterday": 1, "last-week": 7}


def answer(
    workspace: Workspace,
    metric: str,
    day: date | None,
    reference: str,
    where: Mapping[str, str],
    by: Sequence[str],
    as_of: datetime | None,
) -> tuple[View, Explanation, Settings]:
    """The view, the explanation and what people had set. UsageError for an unknown metric, dimension, day or too short a past."""
    own = settings(workspace, as_of)
    seen = view(workspace, DESKS, Question(day, "day", where.get("shop"), as_of), own)
    if metric not in seen.catalog.names:
        raise UsageError("unknown_metric", metric=metric, known="、".join(sorted(seen.catalog.names)))
    place = {"shop": seen.shops[0], **where} if len(seen.shops) == 1 else dict(where)
    if reference == "typical":
        return seen, _typical(seen, metric, place, by, own), own
    start = _reference(seen, reference)
    return seen, against(seen, metric, (start, start + timedelta(days=1)), place, by), own


def _typical(seen: View, metric: str, where: Mapping[str, str], by: Sequence[str], own: Settings) -> Explanation:
    """Against the usual; along a stated dimension only against a stated day, since segments' own usual may be too thin."""
    if by:
        raise UsageError("by_needs_a_day")
    if "shop" not in where:
        raise UsageError("which_shop_why", known="、".join(seen.shops))
    found = judged(seen, metric, where)
    if found is None:
        raise UsageError("no_usual", metric=metric, day=seen.day)
    place = tuple((name, value) for name, value in where.items() if name != "shop")
    direction = "up" if float(found.value) >= found.usual.expected else "down"
    finding = made(seen, "why", metric, where["shop"], where=place, one=found, direction=direction)  # type: ignore[arg-type]
    return explained(seen, [evident(seen, finding)], own.events)[0]


def _reference(seen: View, reference: str) -> date:
    if reference in BACK:
        return seen.day - timedelta(days=BACK[reference])
    try:
        return date.fromisoformat(reference)
    except ValueError:
        raise UsageError("bad_reference", reference=reference) from None


def told(seen: View, explanation: Explanation, answers: Sequence[Answer] = ()) -> Iterator[Text]:
    """The answer in lines: the change, its factors, its segments, the order of checks where a role asked, its query."""
    finding = explanation.finding
    metric = seen.catalog.metric(finding.metric)
    shown = [show(figure, metric.unit, seen.currency) for figure in (finding.value, finding.expected, _delta(explanation))]
    yield say("why.change", day=finding.since, metric=metric.label, value=shown[0], expected=shown[1], change=shown[2])
    for factor in explanation.factors:
        yield _factor_line(seen, factor, metric.unit)
    if explanation.segments:
        yield say("why.along", dimension=explanation.dimension)
    for segment in explanation.segments:
        yield _segment_line(seen, segment, metric.unit)
    for at, one in enumerate(answers, 1):
        yield say("why.open" if one.open else "why.answered", at=at, ask=one.ask, told=one.told)
    yield say("why.query", sql=finding.evidence.sql)


def _delta(explanation: Explanation) -> float:
    return float(explanation.finding.value) - explanation.finding.expected


def _factor_line(seen: View, factor: Factor, unit: Unit) -> Text:
    own = seen.catalog.metric(factor.factor)
    value, expected = (show(figure, own.unit, seen.currency) for figure in (factor.value, factor.expected))
    moved = show(factor.contribution, unit, seen.currency)
    return say("why.factor", factor=own.label, expected=expected, value=value, moved=moved, share=f"{factor.share:.0%}")


def _segment_line(seen: View, segment: Segment, unit: Unit) -> Text:
    moved = show(segment.contribution, unit, seen.currency)
    return say("why.segment", segment=tell.segment_label(segment), moved=moved, share=f"{segment.share:.0%}")


def document(explanation: Explanation, answers: Sequence[Answer] = ()) -> dict[str, Any]:
    """The answer as one JSON document (storehand.why/1), with drivers as in the briefing."""
    finding = explanation.finding
    factors = [
        {"kind": "factor", "factor": f.factor, "contribution": f.contribution, "share": f.share} for f in explanation.factors
    ]
    segments = [
        {"kind": "segment", "where": dict(s.where), "contribution": s.contribution, "share": s.share, "effect": s.effect}
        for s in explanation.segments
    ]
    asked = [{"ask": one.ask.json(), "answer": one.told.json(), "by": "person" if one.open else "program"} for one in answers]
    return {
        "schema": "storehand.why/1", "metric": finding.metric, "shop": finding.shop, "day": finding.since,
        "where": dict(finding.where), "value": finding.value, "expected": finding.expected, "drivers": [*factors, *segments],
        "evidence": {"sql": finding.evidence.sql, "rows": finding.evidence.rows, "batches": list(finding.evidence.batches)},
        **({"checks": asked} if asked else {}),
    }  # fmt: skip
