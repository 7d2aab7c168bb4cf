"""The findings in one language: what, how much, why, who, by when, and how we shall know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storehand.detect.finding import Impact
from storehand.explain.explanation import Explanation
from storehand.figures import change, largest_remainder, shown_places, signed
from storehand.metrics.metric import Unit
from storehand.report.briefing import FindingCard
from storehand.report.origin import Proof, proof
from storehand.report.tile import Tone, like
from storehand.report.voice import Voice
from storehand.wording import Text


@dataclass(frozen=True)
class Bar:
    """A part of a change, from `left` for `width` hundredths of the track; a part that offsets the change is "even"."""

    label: str
    text: str
    left: float
    width: float
    tone: Tone


@dataclass(frozen=True)
class Split:
    """Parts that add up to `total`, as shown; `zero` is the place on the track from which bars start."""

    bars: tuple[Bar, ...]
    total: str
    zero: float


@dataclass(frozen=True)
class Card:
    """One finding. `shop` only where there are several; "" and None where a thing is not known."""

    at: int
    severity: str
    severity_word: str
    title: str
    shop: str
    stake: str
    stake_range: str
    factors: Split | None
    segments: Split | None
    cause_kind: str
    cause_word: str
    cause: str
    events: tuple[str, ...]
    market: str
    owner: str
    advice: str
    due: str
    verify: str
    measured: str
    chance: str
    proof: Proof
    mute: str
    limit: str

    @property
    def named(self) -> str:
        """The title with its shop, which most titles name themselves."""
        return self.title if self.title.startswith(self.shop) else f"{self.shop}：{self.title}"


def cards(voice: Voice) -> tuple[Card, ...]:
    """The findings in the briefing's order, numbered from 1."""
    return tuple(_card(voice, at, card) for at, card in enumerate(voice.briefing.findings, 1))


def _card(voice: Voice, at: int, card: FindingCard) -> Card:
    why = card.explanation
    found = why.finding
    stake, stake_range = _stake(voice, found.impact)
    return Card(
        at=at,
        severity=found.severity,
        severity_word=voice.say(f"severity.{found.severity}"),
        title=voice.of(card.title),
        shop=found.shop if len(voice.briefing.shops) > 1 else "",
        stake=stake,
        stake_range=stake_range,
        factors=_split(voice, card, card.factor_labels, [each.contribution for each in why.factors]),
        segments=_split(voice, card, card.segment_labels, [each.contribution for each in why.segments]),
        cause_kind=why.cause,
        cause_word=voice.say(f"cause.{why.cause}"),
        cause=voice.of(card.cause),
        events=tuple(f"{event.day:%m-%d} {voice.of(event.what)}" for event in why.events),
        market=voice.say("market", change=change(why.market, "count")) if why.market is not None else "",
        owner=voice.of(card.owner),
        advice=voice.of(card.advice),
        due=voice.of(card.due),
        verify=voice.of(card.verify),
        measured=_measured(voice, card),
        chance=voice.say("chance", chance=_chance(found.chance)) if found.chance is not None else "",
        proof=proof(voice, found.evidence),
        mute=card.mute,
        limit=card.limit,
    )


def _chance(chance: float) -> str:
    return f"{chance:.1%}" if chance >= 0.001 else "< 0.1%"


def _stake(voice: Voice, impact: Impact | None) -> tuple[str, str]:
    """The money and its interval; no interval where it is a point."""
    if impact is None:
        return "", ""
    kind = "gain" if impact.money < 0 else "loss"
    told = voice.say(f"stake.{kind}", money=voice.amount(abs(impact.money), "money"))
    if impact.low == impact.high:
        return told, ""
    sign = -1 if impact.money < 0 else 1
    low, high = (voice.amount(end, "money") for end in sorted((sign * impact.low, sign * impact.high)))
    return told, voice.say("range", low=low, high=high)


def _split(voice: Voice, card: FindingCard, labels: Sequence[Text], parts: Sequence[float]) -> Split | None:
    """Bars from a common zero, to one scale; their shown figures add up to the shown total."""
    if not parts:
        return None
    scaled = [part * (100 if card.unit == "rate" else 1) for part in parts]
    places = shown_places(card.unit, max(abs(part) for part in scaled), voice.briefing.currency)
    shown = largest_remainder(scaled, places)
    low = min(0.0, *parts)
    reach = (max(0.0, *parts) - low) or 1.0
    drift, down = _drift(card.explanation), sum(parts) < 0
    bars = tuple(
        Bar(
            label=voice.of(label),
            text=_part(voice, card.unit, figure, places),
            left=round(100 * (min(part, 0.0) - low) / reach, 2),
            width=round(100 * abs(part) / reach, 2),
            tone=drift if (part < 0) == down else "even",
        )
        for label, part, figure in zip(labels, parts, shown, strict=True)
    )
    return Split(bars, _part(voice, card.unit, sum(shown), places), round(-100 * low / reach, 2))


def _part(voice: Voice, unit: Unit, shown: float, places: int) -> str:
    return voice.of(signed(shown / 100 if unit == "rate" else shown, unit, voice.briefing.currency, places))


def _drift(why: Explanation) -> Tone:
    """Whether the finding costs money, brings some, or neither is known."""
    impact = why.finding.impact
    return "even" if impact is None or impact.money == 0 else "bad" if impact.money > 0 else "good"


def _measured(voice: Voice, card: FindingCard) -> str:
    """What it was and what it usually is, with the days that "usually" stands for."""
    found = card.explanation.finding
    edges = (found.value, found.expected, found.low, found.high)
    value, expected, low, high = (voice.amount(like(found.value, each), card.unit) for each in edges)
    basis = voice.say("comma").join(f"{day:%m-%d}" for day in sorted(found.basis))
    key = "measured" if basis else "measured.nobasis"
    return voice.say(key, metric=card.metric_label, value=value, expected=expected, low=low, high=high, basis=basis)
