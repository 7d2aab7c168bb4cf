"""Which figures are not to be believed on the view's day: half of a file came, so that the rest seems to be missing."""

from __future__ import annotations

from storehand.detect.finding import Finding
from storehand.metrics.view import View

APART = 0.1  # by how much two sources of one figure must differ


def doubted(view: View, finding: Finding) -> bool:
    """Whether a fall may only be rows that did not come: its table has less than another source of the same figure."""
    if finding.gap is not None or finding.direction != "down" or view.period != "day":
        return False
    table = view.table_of(finding.metric, finding.shop, tuple(name for name, _ in finding.where))
    return (finding.shop, table) in _short(view)


def _short(view: View) -> frozenset[tuple[str, str]]:
    """The shops' tables that miss rows of the day."""
    if "short" not in view.memory:
        view.memory["short"] = frozenset(
            (tie.shop, (tie.left_source if float(tie.left) < float(tie.right) else tie.right_source).split(":")[0])
            for tie in view.identities()
            if not tie.ok and tie.key == "sources" and _far(float(tie.left), float(tie.right))
        )
    found: frozenset[tuple[str, str]] = view.memory["short"]
    return found


def _far(one: float, other: float) -> bool:
    return abs(one - other) >= APART * max(abs(one), abs(other))
