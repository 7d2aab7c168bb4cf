"""The command lines by which a reader changes what is told: one to mute a finding, one to move its check's limit."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from storehand.detect.finding import Finding


def muting(finding: Finding) -> str:
    """The command after which the like of it is told no more."""
    return f"storehand mute {finding.id}"


def limiting(finding: Finding, limits: Mapping[str, float], *, several: bool) -> str:
    """The command after which it would not have been found, by the least change; "" where no limit decides.

    `limits`: what its check asks for, key to figure; `several`: the briefing is of several shops.
    """
    shop = f" --shop {shlex.quote(finding.shop)}" if several else ""
    reached = _reached(finding)
    if "" in limits and reached is not None:
        return f"storehand limit {finding.check} {reached}{shop}"
    if "minimum" in limits:
        return f"storehand limit {finding.check} {limits['minimum'] * 2:g} --minimum{shop}"
    return ""


def _reached(finding: Finding) -> Decimal | None:
    """How far the finding went, in the measure of its limit, and a step farther; None where that has no meaning."""
    if finding.gap is not None:
        return _farther(finding.gap.empty / finding.gap.rows - finding.gap.usual, up=True)
    if finding.low == finding.high == finding.expected and not finding.basis:
        return _farther(float(finding.value), up=finding.direction == "up")
    if not finding.expected:
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
