"""Why: a finding with its factors, its segments and what happened near it."""

from __future__ import annotations

from collections.abc import Iterable

from storehand.detect.finding import Finding
from storehand.explain.events import near
from storehand.explain.explanation import Cause, Event, Explanation, Factor, Segment
from storehand.explain.parts import segments
from storehand.explain.tree import factors
from storehand.metrics.view import View

CARRIES = 0.6  # share of the change from which on one driver is suspected


def explain(view: View, finding: Finding, noted: Iterable[Event] = ()) -> Explanation:
    """Takes the finding apart. `noted`: events that people recorded.

    The cause is confirmed only where an event coincides; suspected where one factor or segment carries
    most of the change; else none.
    """
    tree = factors(view, finding)
    dimension, parts = segments(view, finding, tree)
    events = near(view, finding, noted)
    return Explanation(finding, tree, parts, dimension, _cause(tree, parts, events), None, events)


def _cause(tree: tuple[Factor, ...], parts: tuple[Segment, ...], events: tuple[Event, ...]) -> Cause:
    if events:
        return "confirmed"
    shares = [factor.share for factor in tree] + [segment.share for segment in parts if segment.where]
    return "suspected" if max(shares, default=0.0) >= CARRIES else "none"
