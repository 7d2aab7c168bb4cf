"""Whether it is only us: the market's traffic on the same day, by the platform's own index."""

from __future__ import annotations

from storehand.detect.finding import Finding
from storehand.detect.usual import usual
from storehand.metrics.view import View

INDEX = "market_visitors"  # market cart and conversion figures are hints; market traffic is the yardstick
SHARED = 0.6  # share of an own change that the market must show as well
LEAST = 0.04  # below, a market is as usual


def market_change(view: View, finding: Finding) -> float | None:
    """The market's traffic against what it usually is on such a day (−0.2: a fifth less); None where no index is known."""
    if INDEX not in view.catalog.names or finding.gap is not None:
        return None
    where = {"shop": finding.shop}
    value, expected = view.value(INDEX, finding.since, finding.until, where=where), usual(view, INDEX, where)
    if value is None or expected is None or expected.expected <= 0:
        return None
    return float(value) / expected.expected - 1


def shared(finding: Finding, market: float | None) -> bool:
    """Whether the market moved the same way by most of what the shop did."""
    if market is None or abs(market) < LEAST or finding.expected <= 0:
        return False
    own = float(finding.value) / finding.expected - 1
    return own * market > 0 and abs(market) >= SHARED * abs(own)
