"""A rate that fell although nearly every part's own rate rose: the parts' weights moved, not the parts."""

from __future__ import annotations

from collections.abc import Sequence

from storehand.detect.finding import Finding
from storehand.explain.whole import Parts, parts, wholes
from storehand.metrics.view import View
from storehand.stats.simpson import Reversal, reversal


def reversed_within(view: View, finding: Finding) -> Reversal[str] | None:
    """The plainest reversal along one dimension of a whole shop's rate; None where there is none."""
    if finding.where or view.catalog.metric(finding.metric).unit != "rate" or not view.catalog.metric(finding.metric).ratio:
        return None
    whole = next(wholes(finding, ()))
    found = [told for leaves in parts(view, whole) for name in leaves.by if (told := _along(leaves, name))]
    return max(found, key=lambda told: told.weight, default=None)


def _along(leaves: Parts, name: str) -> Reversal[str] | None:
    assert leaves.under_before is not None
    assert leaves.under_now is not None
    columns = (leaves.before, leaves.under_before, leaves.now, leaves.under_now)
    return reversal(*(_sums(leaves, name, column.tolist()) for column in columns))


def _sums(leaves: Parts, name: str, column: Sequence[float]) -> dict[str, float]:
    place = leaves.by.index(name)
    found: dict[str, float] = {}
    for key, value in zip(leaves.keys, column, strict=True):
        found[key[place]] = found.get(key[place], 0.0) + value
    return found
