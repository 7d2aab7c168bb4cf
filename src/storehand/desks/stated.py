"""Findings of stated facts: a price, a place, a count that is wrong by itself and needs no usual range around it."""

from __future__ import annotations

from datetime import date
from math import sqrt

from storehand.detect.check import finding
from storehand.detect.finding import Direction, Finding, Severity
from storehand.detect.judge import Judged
from storehand.metrics.metric import Number
from storehand.metrics.view import View
from storehand.stats.baseline import Usual

Where = tuple[tuple[str, str], ...]
Z95 = 1.96


def fact(
    view: View,
    check: str,
    metric: str,
    shop: str,
    where: Where,
    *,
    value: Number,
    usual: float,
    severity: Severity = "warning",
    worth: tuple[str, ...] = (),
) -> Finding:
    """The value beside what was there before; it states no chance, for it was not a matter of chance."""
    one = Judged(value, Usual(usual, usual, usual, 0.0, 1.0, ()), None, 1.0)
    return finding(view, check, metric, shop, where=where, one=one, direction=_way(value, usual), worth=worth, severity=severity)


def counted(
    view: View,
    check: str,
    metric: str,
    shop: str,
    where: Where,
    *,
    value: Number,
    usual: float,
    spread: float,
    chance: float,
    basis: tuple[date, ...],
) -> Finding:
    """The value beside what earlier days let expect, with the chance that so much comes of itself."""
    expected = Usual(usual, max(usual - Z95 * spread, 0.0), usual + Z95 * spread, spread, 30.0, basis)
    one = Judged(value, expected, None, chance)
    return finding(view, check, metric, shop, where=where, one=one, direction=_way(value, usual))


def wobble(mean: float) -> float:
    """The spread of a count with this mean; of one that hardly ever comes, that of a half."""
    return sqrt(max(mean, 0.25))


def _way(value: Number, usual: float) -> Direction:
    return "up" if float(value) >= usual else "down"
