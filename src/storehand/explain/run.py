"""Why: a finding with its factors, its segments and what happened near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storehand.detect.curve import Curve
from storehand.detect.finding import Finding
from storehand.detect.season import apart
from storehand.detect.usual import judged_curves
from storehand.explain import beside
from storehand.explain.events import near
from storehand.explain.explanation import Cause, Event, Explanation, Factor, Segment
from storehand.explain.market import INDEX, market_change, shared
from storehand.explain.parts import segments
from storehand.explain.reversed import reversed_within
from storehand.explain.tree import asked, factors
from storehand.metrics.view import View

CARRIES = 0.6  # share of the change from which on one driver is suspected


def explained(view: View, findings: Sequence[Finding], noted: Iterable[Event] = ()) -> tuple[Explanation, ...]:
    """All findings taken apart; what their factors usually are is judged at once."""
    index = [Curve(INDEX, shop) for shop in view.shops if INDEX in view.catalog.names]
    judged_curves(view, [*index, *(curve for finding in findings if finding.gap is None for curve in _asked(view, finding))])
    return tuple(explain(view, finding, noted) for finding in findings)


def _asked(view: View, finding: Finding) -> list[Curve]:
    return [*asked(view, finding), *beside.asked(view, finding)]


def explain(view: View, finding: Finding, noted: Iterable[Event] = ()) -> Explanation:
    """Takes the finding apart. `noted`: events that people recorded.

    The cause is confirmed only where people recorded an event then, or the day stands apart in the calendar;
    suspected where one factor or segment carries most of the change, where the market or the weights of the parts
    moved, or another figure of the same place, where it explains what is abnormal elsewhere, and for a missing field, which
    is a cause by itself; else none.
    """
    recorded = tuple(noted)
    if finding.gap is not None:
        return Explanation(finding, (), (), "", "suspected", None, near(view, finding, recorded))
    tree = factors(view, finding)
    dimension, parts = segments(view, finding, tree)
    events = near(view, finding, recorded)
    known = any(event in recorded or (event.day >= finding.since and apart(view)(event.day)) for event in events)
    market = market_change(view, finding)
    turned = reversed_within(view, finding)
    moved = beside.moved(view, finding)
    told = shared(finding, market) or turned or moved or finding.folded
    cause: Cause = "confirmed" if known else "suspected" if told else _cause(tree, parts)
    return Explanation(finding, tree, parts, dimension, cause, market, events, turned.weight if turned else 0.0, moved)


def _cause(tree: tuple[Factor, ...], parts: tuple[Segment, ...]) -> Cause:
    shares = [factor.share for factor in tree] + [segment.share for segment in parts if segment.where]
    return "suspected" if max(shares, default=0.0) >= CARRIES else "none"
