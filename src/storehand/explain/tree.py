"""Which factor moved it: a metric taken apart along its own definition."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose, prod

from storehand.detect.curve import Curve
from storehand.detect.finding import Finding
from storehand.detect.run import conditions
from storehand.detect.usual import curve_of, usual
from storehand.explain.explanation import Factor
from storehand.metrics.view import View
from storehand.stats import decompose

SLACK = 0.03  # how far a product may miss its metric (counted in two exports) and still explain it


def factors(view: View, finding: Finding) -> tuple[Factor, ...]:
    """The factors of the first product that is known at both ends; () where the metric has none.

    Π values = value and Π expected = expected: the last factor is what the others leave over. The
    contributions add up to value − expected.
    """
    declared = view.catalog.metric(finding.metric)
    for names in (declared.product, *declared.products):
        ends = _ends(view, finding, names) if names else None
        if ends is not None:
            return _split(names, *ends)
    return ()


def asked(view: View, finding: Finding) -> list[Curve]:
    """The curves whose usual figures the factors of a finding rest on."""
    declared = view.catalog.metric(finding.metric)
    names = list(dict.fromkeys(name for tree in (declared.product, *declared.products) for name in tree))
    for name in names:
        ratio = view.catalog.metric(name).ratio
        names += [each for each in ((ratio.over, ratio.under) if ratio else ()) if each not in names]
    return [curve_of(view, name, conditions(finding)) for name in names if view.catalog.metric(name).ratio is None]


Ends = tuple[list[float | None], list[float | None]]


def _ends(view: View, finding: Finding, names: Sequence[str]) -> Ends | None:
    """The factors' expected and own values, None where they are not known or do not make up the metric."""
    values = [_value(view, finding, name) for name in names]
    expected = [_expected(view, finding, name) for name in names]
    before, after = _closed(expected, finding.expected), _closed(values, float(finding.value))
    return (before, after) if before is not None and after is not None else None


def _closed(known: list[float | None], whole: float) -> list[float | None] | None:
    """The factors with the last one filled in, so that their product is the whole; None where it is far from it."""
    first = [value for value in known[:-1] if value is not None]
    if 0.0 in first:
        # Nobody came or nobody bought: what the later factors would have been is not known.
        gone = known.index(0.0)
        return [*known[: gone + 1], *(None for _ in known[gone + 1 :])] if whole == 0 else None
    if len(first) < len(known) - 1:
        return None
    last = whole / prod(first)
    stated = known[-1]
    if stated is not None and not isclose(stated, last, rel_tol=SLACK, abs_tol=1e-9):
        return None
    return [*first, last]


def _split(names: Sequence[str], before: list[float | None], after: list[float | None]) -> tuple[Factor, ...]:
    parts = decompose.factors(before, after)
    change = sum(parts)
    rows = zip(names, after, before, parts, strict=True)
    return tuple(Factor(name, now, then, part, part / change if change else 0.0) for name, now, then, part in rows)


def _value(view: View, finding: Finding, name: str) -> float | None:
    value = view.value(name, finding.since, finding.until, where=conditions(finding))
    return None if value is None else float(value)


def _expected(view: View, finding: Finding, name: str) -> float | None:
    """A ratio's expectation is that of its parts, so that the parts cancel out within a product."""
    if name == finding.metric:
        return finding.expected
    ratio = view.catalog.metric(name).ratio
    if ratio is None:
        found = usual(view, name, conditions(finding))
        return found.expected if found else None
    over, under = _expected(view, finding, ratio.over), _expected(view, finding, ratio.under)
    return over / under if over is not None and under else None
