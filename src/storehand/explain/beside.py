"""What else moved at the same place on the same day: a page that people leave, a price that changed."""

from __future__ import annotations

from storehand.detect.curve import Curve
from storehand.detect.finding import Finding
from storehand.detect.judge import Judged
from storehand.detect.run import conditions
from storehand.detect.usual import curve_of, judged_curves
from storehand.explain.explanation import Moved
from storehand.metrics.view import View

LEAST = 0.08  # of the usual, by which it must have moved


def asked(view: View, finding: Finding) -> list[Curve]:
    """The curves that may tell why: those that its metric names, at its place."""
    names = view.catalog.metric(finding.metric).beside
    dimensions = {name for name, _ in finding.where}
    return [
        curve_of(view, name, conditions(finding))
        for name in names
        if name in view.catalog.names and dimensions <= set(view.catalog.metric(name).by)
    ]


def moved(view: View, finding: Finding) -> tuple[Moved, ...]:
    """Those of them that lie outside what is usual, by most of their range first."""
    curves = asked(view, finding)
    both = [(curve.metric, one) for curve, one in zip(curves, judged_curves(view, curves), strict=True) if one is not None]
    out = sorted(((name, one) for name, one in both if _out(one) and _tells(view, name, one)), key=lambda pair: -_ranges(pair[1]))
    return tuple(Moved(name, float(one.value), one.usual.expected) for name, one in out)


def _out(one: Judged) -> bool:
    """The days before may have moved already, so that the chance of one more such day says little; the range says all."""
    return not one.usual.low <= float(one.value) <= one.usual.high and _away(one) >= LEAST * one.usual.expected


def _tells(view: View, name: str, one: Judged) -> bool:
    """Whether it went the bad way, as what it is to explain did; a price tells either way."""
    metric = view.catalog.metric(name)
    fell = float(one.value) < one.usual.expected
    return metric.unit == "per" or metric.better == ("up" if fell else "down")


def _away(one: Judged) -> float:
    return abs(float(one.value) - one.usual.expected)


def _ranges(one: Judged) -> float:
    return _away(one) / max(one.usual.high - one.usual.low, 1e-9)
