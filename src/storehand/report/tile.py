"""The headline figures in one language: value, comparisons, the usual range, progress to the target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from storehand.figures import change
from storehand.metrics.metric import Number
from storehand.report.briefing import Briefing, Comparison, Headline
from storehand.report.origin import Proof, proof
from storehand.report.voice import Voice

Tone = Literal["good", "bad", "even"]
Better = Literal["up", "down", "neutral"]

_NOTHING: Final = 0.00005  # a change that is shown as 0.0 % or 0.00 pt


@dataclass(frozen=True)
class Mark:
    """One comparison: 上周同日 ▼6.9%."""

    label: str
    text: str
    tone: Tone


@dataclass(frozen=True)
class Tile:
    """A headline figure. `unknown` says why there is no value; `side`: is it outside of `usual`, and for good or bad."""

    at: int
    label: str
    value: str
    marks: tuple[Mark, ...]
    progress: float | None
    progress_text: str
    usual: str
    side: Tone
    trend: tuple[float | None, ...]
    band: tuple[float, float] | None
    unknown: str
    definition: str
    source: str
    proof: Proof | None


@dataclass(frozen=True)
class ShopRow:
    """One shop's figures, a value and its change since the day before for each column."""

    shop: str
    cells: tuple[tuple[str, Mark | None], ...]


def tiles(voice: Voice) -> tuple[Tile, ...]:
    """The figures of all shops together; of the first shop where no others were given."""
    return tuple(_tile(voice, at, headline) for at, headline in enumerate(whole(voice.briefing), 1))


def whole(briefing: Briefing) -> list[Headline]:
    """The figures of all shops together; of the first shop where no others were given."""
    every = briefing.headline
    return [each for each in every if each.shop is None] or [each for each in every if each.shop == every[0].shop]


def shop_table(voice: Voice) -> tuple[tuple[str, ...], tuple[ShopRow, ...]]:
    """Labels, and a row a shop, from the headlines that belong to one shop; empty with one shop only."""
    each = [headline for headline in voice.briefing.headline if headline.shop is not None]
    columns = {headline.metric: voice.of(headline.label) for headline in each}
    if len(voice.briefing.shops) < 2 or not columns:
        return (), ()
    return tuple(columns.values()), tuple(_shop_row(voice, shop, columns, each) for shop in voice.briefing.shops)


def tone_of(moved: float | None, better: Better) -> Tone:
    """Whether a change is for the better; "even" where nobody can say, or where it is shown as none."""
    if moved is None or better == "neutral" or abs(moved) < _NOTHING:
        return "even"
    return "good" if (moved > 0) == (better == "up") else "bad"


def _tile(voice: Voice, at: int, headline: Headline) -> Tile:
    usual = headline.typical
    progress = _progress(headline)
    return Tile(
        at=at,
        label=voice.of(headline.label),
        value=voice.amount(headline.value, headline.unit, headline.currency),
        marks=_marks(voice, headline),
        progress=progress,
        progress_text=voice.say("progress", share=f"{progress:.0%}") if progress is not None else "",
        usual=_usual(voice, headline),
        side=_side(headline),
        trend=headline.trend,
        band=(usual.low, usual.high) if usual else None,
        unknown=(voice.of(headline.why_unknown) or voice.say("unknown")) if headline.value is None else "",
        definition=voice.of(headline.definition),
        source=voice.of(headline.source_label),
        proof=proof(voice, headline.evidence) if headline.evidence else None,
    )


def _marks(voice: Voice, headline: Headline) -> tuple[Mark, ...]:
    """The known comparisons; a target is shown as progress, unless the figure is a rate."""
    known = (each for each in headline.comparisons if each.change is not None)
    return tuple(_mark(voice, headline, each) for each in known if each.with_ != "target" or headline.unit == "rate")


def _mark(voice: Voice, headline: Headline, comparison: Comparison) -> Mark:
    before = comparison.with_ == "yesterday" and voice.briefing.period != "day"
    label = f"with.{comparison.with_}.{voice.briefing.period}" if before else f"with.{comparison.with_}"
    better: Better = "neutral" if comparison.with_ == "market" else headline.better
    text = voice.of(change(comparison.change, headline.unit))
    return Mark(voice.say(label), text, tone_of(comparison.change, better))


def _usual(voice: Voice, headline: Headline) -> str:
    if headline.typical is None or headline.value is None:
        return ""
    value, usual = headline.value, headline.typical
    where = "below" if value < usual.low else "above" if value > usual.high else "within"
    low, high = (voice.amount(like(value, edge), headline.unit, headline.currency) for edge in (usual.low, usual.high))
    return voice.say(f"usual.{where}", low=low, high=high)


def like(value: Number, other: Number) -> Number:
    """`other` as a whole number where `value` is counted in whole things."""
    return round(other) if isinstance(value, int) else other


def _side(headline: Headline) -> Tone:
    """On which side of the usual range the value lies, and whether that is good."""
    if headline.value is None or headline.typical is None:
        return "even"
    value, usual = headline.value, headline.typical
    return tone_of(1.0 if value > usual.high else -1.0 if value < usual.low else None, headline.better)


def _progress(headline: Headline) -> float | None:
    """Share of the target that was reached; the target's span may be longer than the day."""
    target = next((each for each in headline.comparisons if each.with_ == "target"), None)
    if target is None or target.change is None or headline.unit == "rate":
        return None
    return 1 + target.change


def _shop_row(voice: Voice, shop: str, columns: Iterable[str], each: Sequence[Headline]) -> ShopRow:
    mine = {headline.metric: headline for headline in each if headline.shop == shop}
    return ShopRow(shop, tuple(_shop_cell(voice, mine.get(metric)) for metric in columns))


def _shop_cell(voice: Voice, headline: Headline | None) -> tuple[str, Mark | None]:
    if headline is None:
        return "–", None
    first = next((each for each in headline.comparisons if each.with_ == "yesterday" and each.change is not None), None)
    mark = _mark(voice, headline, first) if first else None
    return voice.amount(headline.value, headline.unit, headline.currency), mark
