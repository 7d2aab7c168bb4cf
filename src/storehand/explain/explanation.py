"""Why: the factors and the segments that moved a finding, each adding up to value − expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from storehand.detect.finding import Finding
from storehand.wording import Text

Cause = Literal["confirmed", "suspected", "none"]


@dataclass(frozen=True)
class Factor:
    """One factor of a product: its own value against its own expectation, and its share of the change."""

    factor: str
    value: float | None
    expected: float | None
    contribution: float
    share: float


@dataclass(frozen=True)
class Segment:
    """One part of the whole; `where` empty means the remainder. `value` and `expected` are of `metric`, a factor of
    the finding's ("" = the finding's own). `name`: what people call it, where `where` holds an id."""

    where: tuple[tuple[str, str], ...]
    value: float | None
    expected: float | None
    contribution: float
    share: float
    effect: Literal["mix", "rate", "volume"] = "volume"
    metric: str = ""
    name: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened: a price, a title, a promotion, an outage."""

    day: date
    what: Text


@dataclass(frozen=True)
class Moved:
    """Another metric that moved at the same place."""

    metric: str
    value: float
    expected: float


@dataclass(frozen=True)
class Explanation:
    """Factors sum to value − expected, and so do segments with their remainder (|Σ − Δ| ≤ 1e-9 of scale). `reversed`: of a
    rate the share of its weight whose own rate moved the other way, 0 where it is no Simpson reversal. `moved`: what else moved
    there, by most of its usual range first."""

    finding: Finding
    factors: tuple[Factor, ...]
    segments: tuple[Segment, ...]
    dimension: str
    cause: Cause
    market: float | None
    events: tuple[Event, ...]
    reversed: float = 0.0
    moved: tuple[Moved, ...] = ()
