"""Something abnormal, in figures: what, where, how far from usual, how sure, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from storehand.metrics.metric import Number

Direction = Literal["up", "down"]
Severity = Literal["notice", "warning", "critical"]
Against = Literal["usual", "limit"]


@dataclass(frozen=True)
class Impact:
    """Money at stake in the period, in the shop's currency, with an interval. Positive is a loss."""

    money: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Evidence:
    """`sql` returns the finding's value when run as printed by `storehand sql`; `rows` behind it and the
    batches (files) that they came from."""

    sql: str
    rows: int
    batches: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A field that orders lack. Of `rows` orders `empty` lack it, where the share `usual` does; `lost` of them
    (`low`..`high`) came to `outcome` beyond those that would have anyway, at the rate `without`. `others`: fields that
    the same orders lack."""

    table: str
    field: str
    outcome: Literal["lost", "unshipped"]
    rows: int
    empty: int
    usual: float
    lost: float
    low: float
    high: float
    without: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """`since` inclusive, `until` exclusive. `where` holds dimension to value (empty: the whole shop).
    `low`..`high` is the range of usual; `chance` that noise alone is as far out. `basis`: the comparison
    days behind `expected`. `name`: what people call the segment, where `where` holds an id. `gap`: the missing
    field that it is about. `folded`: what the same trouble shows elsewhere, and is not told apart. `run`: the
    days that it took to show. `before`: the smallest chance that the same had on one of the days before, when
    it was `told` if that was small enough. `against`: whether `expected` is what was usual or a limit."""

    id: str
    check: str
    desk: str
    metric: str
    shop: str
    day: date
    since: date
    until: date
    where: tuple[tuple[str, str], ...]
    direction: Direction
    value: Number
    expected: float
    low: float
    high: float
    chance: float | None
    severity: Severity
    impact: Impact | None
    basis: tuple[date, ...]
    evidence: Evidence
    name: str = ""
    gap: Gap | None = None
    folded: tuple[Finding, ...] = ()
    run: int = 1
    before: float = 1.0
    against: Against = "usual"
    told: bool = False
