"""The briefing: all that the outputs are written from. Plain data; whoever writes it needs no View."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from storehand.advise.task import Task
from storehand.detect.finding import Evidence
from storehand.explain.explanation import Explanation
from storehand.metrics.metric import Number, Unit
from storehand.report.block import Page
from storehand.wording import Text

About = Literal["takings", "drivers", "finding", "missing", "ties", "arrived", "market", "quiet"]
With = Literal["yesterday", "same_weekday", "last_year", "promotion_day", "target", "market"]


@dataclass(frozen=True)
class SourceFile:
    """One file behind the figures. `since`..`until` as its batch says (until exclusive). `batch`: its id,
    by which evidence names it."""

    name: str
    format: str
    format_title: Text
    shop: str
    sha256: str
    known_at: datetime
    since: date | None
    until: date | None
    rows_in: int
    rows_kept: int
    rows_aside: int
    warnings: tuple[Text, ...]
    aside: tuple[Text, ...]
    batch: str = ""


@dataclass(frozen=True)
class Missing:
    """A table that the figures need and that has no rows for the day, or an export that usually has come by now.
    `by_when`: when it should be there, on the shop's clock; None where nothing tells."""

    table: str
    label: Text
    shop: str
    why: Text
    where_to_download: Text
    by_when: datetime | None = None


@dataclass(frozen=True)
class Identity:
    """Two ways to the same number. `ok` within tolerance; both figures are shown in any case."""

    name: Text
    shop: str
    ok: bool
    left: Number
    right: Number
    left_source: str
    right_source: str
    unit: Unit


@dataclass(frozen=True)
class Trust:
    """Can the figures be believed: the files, what is missing, what ties out."""

    files: tuple[SourceFile, ...]
    missing: tuple[Missing, ...]
    identities: tuple[Identity, ...]


@dataclass(frozen=True)
class Comparison:
    """`change` is relative (−0.08), or in points of the rate for rates (0.0014); None where unknown."""

    with_: With
    value: Number | None
    change: float | None


@dataclass(frozen=True)
class Typical:
    """What a day like this usually brings."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class Headline:
    """One headline figure. `shop` None: all shops together. `trend`: the last 28 days, oldest first."""

    metric: str
    label: Text
    unit: Unit
    currency: str
    better: Literal["up", "down", "neutral"]
    shop: str | None
    source: str
    source_label: Text
    definition: Text
    value: Number | None
    comparisons: tuple[Comparison, ...]
    typical: Typical | None
    trend_days: tuple[date, ...]
    trend: tuple[float | None, ...]
    why_unknown: Text | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Told:
    """One sentence of the story, and what it rests on: a finding (`also`: others that it tells of with it) or a headline's
    metric ("" = none), and the query, rows and files behind it. What is missing or does not tie out stands under trust."""

    text: Text
    finding: str
    metric: str = ""
    about: About = "takings"
    also: tuple[str, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True)
class FindingCard:
    """A finding in words and figures, ready to draw: title, sentence of cause, money, drivers, task.

    `mute`, `limit`: the commands by which a reader changes what is told; "" where there is none. `beside`: the first of the
    other figures that moved at the same place."""

    explanation: Explanation
    title: Text
    cause: Text
    metric_label: Text
    unit: Unit
    factor_labels: tuple[Text, ...]
    segment_labels: tuple[Text, ...]
    owner: Text
    advice: Text
    due: Text
    verify: Text
    task: Task | None
    mute: str = ""
    limit: str = ""
    beside: Text | None = None


@dataclass(frozen=True)
class Briefing:
    """Schema `storehand.briefing/1`. `since` inclusive, `until` exclusive; `as_of` with offset. `muted`: findings that
    people have asked not to be told."""

    period: Literal["day", "week", "month"]
    day: date
    since: date
    until: date
    as_of: datetime
    shops: tuple[str, ...]
    timezone: str
    currency: str
    occasion: Text
    story: tuple[Told, ...]
    trust: Trust
    headline: tuple[Headline, ...]
    findings: tuple[FindingCard, ...]
    tasks: tuple[Task, ...]
    curves: int
    pages: tuple[Page, ...]
    muted: int = 0
