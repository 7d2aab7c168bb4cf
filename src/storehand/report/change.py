"""The command lines by which a reader changes what is told: one to mute a finding, one to move its check's limit."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from storehand.detect.finding import Finding


def muting(finding: Finding) -> str:
    """The command after which the like of it is told no more."""
    return f"storehand mute {finding.id}"


def limiting(finding: Finding, limits: Mapping[str, float], *, share: bool, several: bool) -> str:
    """The command after which it would not have been found, by the least change; where that cannot be told, the one that
    shows the check's limits; "" where no limit decides.

    `limits`: those that hold for it, key to figure; `share`: whether the first is a share of what is usual; `several`: the
    briefing is of several shops.
    """
    if not limits:
        return ""
    shop = f" --shop {shlex.quote(finding.shop)}" if several else ""
    if set(limits) == {"minimum"}:
        return f"storehand limit {finding.check} {limits['minimum'] * 2:g} --minimum{shop}"
    reached = _reached(finding, limits.get("", -1.0), share)
    return f"storehand limit {finding.check} {reached}{shop}" if reached is not None else f"storehand limit {finding.check}"


def _reached(finding: Finding, limit: float, share: bool) -> Decimal | None:
    """How far the finding went, in the measure of its limit, and a step farther; None where the measure is not known."""
    if finding.gap is not None:
        return _farther(finding.gap.empty / finding.gap.rows - finding.gap.usual, up=True)
    if finding.low == finding.high == finding.expected == limit:
        return _farther(float(finding.value), up=finding.direction == "up")
    if not share or not finding.expected:
        return None
    # A day of a run is told from half the limit on.
    return _farther(abs(float(finding.value) / finding.expected - 1) * (2 if finding.run > 1 else 1), up=True)


def _farther(figure: float, *, up: bool) -> Decimal | None:
    """The next figure of two digits beyond it."""
    if figure <= 0:
        return None
    exact = Decimal(repr(figure))
    step = Decimal(1).scaleb(exact.adjusted() - 1)
    steps = (exact / step).to_integral_value(ROUND_FLOOR if up else ROUND_CEILING) + (1 if up else -1)
    return (steps * step).normalize() if steps * step < 1 else steps * step
