"""What the shop took, against the day that it may fairly be held against, and which factors moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, prod
from typing import Final, Literal

from storehand.calendar import Disruption
from storehand.calendar.calendar import YEAR
from storehand.detect.season import apart
from storehand.figures import FLAT, change, largest_remainder, show, shown_places, signed
from storehand.metrics.metric import Number
from storehand.metrics.view import View
from storehand.report.briefing import Comparison, FindingCard, Headline, Told, With
from storehand.report.tile import like
from storehand.stats import decompose
from storehand.wording import Text, say

Against = Literal["same_weekday", "last_year", "festival", "promotion_day", "week", "week_last_year", "month", "month_last_year"]
Side = Literal["below", "within", "above"]
MOVED: Final = 0.15  # relative change from which on it is told what drove it, where no usual range is known
SLACK: Final = 0.1  # how far factors may miss the figure that they make up, each with a median of its own
WIDE: Final = 4  # times its low end: a usual range that reaches further says nothing
TIMES: Final = 9.0  # a change from which on the smaller figure itself is told: ▲45,000 % says nothing
THREE: Final = 3


@dataclass(frozen=True)
class Fair:
    """The comparison that the calendar makes right, and how it is called."""

    how: Against
    comparison: Comparison


@dataclass(frozen=True)
class Part:
    """A factor's part in the change of the figure."""

    label: Text
    amount: float


def first_known(heads: Sequence[Headline]) -> Headline | None:
    """The figure that the day is told by."""
    return next((head for head in heads if head.value is not None), None)


def takings(view: View, head: Headline, cards: Sequence[FindingCard] = ()) -> Told:
    """The figure, its comparison, and where it lies beside the usual; the occasion too where it decides the comparison.

    Where a finding is about this very figure, the usual is what the finding says.
    """
    held = fair(view, head)
    words = {"label": head.label, "value": show(head.value, head.unit, head.currency)}
    card = of_takings(view, head, cards)
    against, usual = _against(view, head, held), _found(head, card) if card else _usual(head)
    if against and usual:
        told = say("story.takings_both", **words, against=against, usual=usual)
    elif against or usual:
        told = say("story.takings_one", **words, against=against or usual)
    else:
        told = say("story.takings", **words)
    occasion = _occasion(view) if _decides(view, held) else Text("", "")
    return Told(say("story.on", occasion=occasion, told=told) if occasion.zh else told, "", head.metric, evidence=head.evidence)


def _decides(view: View, held: Fair | None) -> bool:
    """Whether the calendar has chosen the comparison, or forbidden all."""
    if view.period != "day":
        return False
    return apart(view)(view.day) if held is None else held.how != "same_weekday"


def _occasion(view: View) -> Text:
    """The sale that the day belongs to, else what it is near to."""
    held = view.calendar.phase(view.day)
    if held is None:
        return view.calendar.occasion(view.day)
    away = (view.day - held[0].burst).days
    way = "on" if away == 0 else "after" if away > 0 else "before"
    return say(f"promotion.{way}", what=held[0].label, days=abs(away))


def fair(view: View, head: Headline) -> Fair | None:
    """On a promotion the same day of last year's; near a moving festival the day at the same distance from it; else a week
    ago. None where that day is unknown, or one of the two stands apart and the other does not."""
    known = {each.with_: each for each in head.comparisons if each.change is not None}
    if view.period != "day":
        return _longer(view, known)
    spans, special = view.calendar.comparisons(view.day, "day"), apart(view)
    if "promotion_day" in known:
        return Fair("promotion_day", known["promotion_day"])
    before = spans["last_year"][0]
    if "last_year" in known and view.day - before != YEAR:
        return Fair("festival", known["last_year"])
    if special(view.day):
        return Fair("last_year", known["last_year"]) if "last_year" in known and special(before) else None
    if "same_weekday" in known and not special(spans["same_weekday"][0]):
        return Fair("same_weekday", known["same_weekday"])
    return None


def _longer(view: View, known: Mapping[With, Comparison]) -> Fair | None:
    """A week or month so far: the one before up to the same day, else last year's."""
    week = view.period == "week"
    if "yesterday" in known:
        return Fair("week" if week else "month", known["yesterday"])
    if "last_year" in known:
        return Fair("week_last_year" if week else "month_last_year", known["last_year"])
    return None


def standstill(view: View) -> Disruption | None:
    """What brought nearly the whole market to a standstill on the view's day; what only held it up here and there is not."""
    held = view.calendar.disruption(view.day)
    return held if held and held.apart else None


def _against(view: View, head: Headline, held: Fair | None) -> Text | None:
    if held is None:
        if view.period != "day" or not apart(view)(view.day):
            return None
        return say("story.against.none" if side(head) and not standstill(view) else "story.against.unsure")
    if (held.comparison.change or 0.0) >= TIMES and head.unit != "rate" and held.comparison.value is not None:
        return say(f"story.small.{held.how}", value=show(held.comparison.value, head.unit, head.currency))
    moved = change(held.comparison.change, head.unit)
    return say(f"story.flat.{held.how}") if moved == FLAT else say(f"story.against.{held.how}", change=moved)


def side(head: Headline) -> Side | None:
    """Where the figure lies beside its usual range; None also where so wide a range says nothing."""
    if head.typical is None or head.value is None or head.typical.high > WIDE * head.typical.low:
        return None
    value = float(head.value)
    return "below" if value < head.typical.low else "above" if value > head.typical.high else "within"


def _usual(head: Headline) -> Text | None:
    where = side(head)
    return say(f"story.usual.{where}", **_range(head)) if where else None


def _found(head: Headline, card: FindingCard) -> Text | None:
    finding = card.explanation.finding
    if not finding.expected or head.value is None:
        return None
    expected = show(like(head.value, finding.expected), head.unit, head.currency)
    return say("story.usual.found", expected=expected, change=change(float(finding.value) / finding.expected - 1, "count"))


def _range(head: Headline) -> dict[str, Text]:
    assert head.typical is not None
    assert head.value is not None
    ends: dict[str, Number] = {"low": like(head.value, head.typical.low), "high": like(head.value, head.typical.high)}
    return {name: show(end, head.unit, head.currency) for name, end in ends.items()}


def drivers(view: View, head: Headline, heads: Sequence[Headline], cards: Sequence[FindingCard]) -> Told | None:
    """What moved the figure, where it moved beyond usual; else that its factors are as usual, or which of them is not."""
    card = of_takings(view, head, cards)
    if card is None and not _moved(view, head):
        return _calm(view, head, heads, cards)
    parts = _of_card(card) if card else None
    than: Against | Literal["usual"] = "usual"
    if parts is None:
        reference = _reference(view, head)
        parts = _of_heads(view, head, heads, reference.comparison if reference else None)
        than = reference.how if reference else "usual"
    if parts is None or len(parts) not in (2, THREE):
        return None
    evidence = card.explanation.finding.evidence if card else head.evidence
    finding = card.explanation.finding.id if card else ""
    return Told(_split(head, parts, than), finding, head.metric, "drivers", evidence=evidence)


def of_takings(view: View, head: Headline, cards: Sequence[FindingCard]) -> FindingCard | None:
    """The finding about the very figure, where there is one shop."""
    found = ((card, card.explanation.finding) for card in cards if len(view.shops) == 1)
    return next((card for card, finding in found if finding.metric == head.metric and not finding.where), None)


def _moved(view: View, head: Headline) -> bool:
    where = side(head)
    if where is not None:
        return where != "within"
    held = fair(view, head)
    return held is not None and abs(held.comparison.change or 0.0) >= MOVED


def _reference(view: View, head: Headline) -> Fair | None:
    """None: the usual."""
    return None if side(head) else fair(view, head)


def _of_card(card: FindingCard) -> list[Part] | None:
    factors = card.explanation.factors
    return [Part(label, part.contribution) for label, part in zip(card.factor_labels, factors, strict=True)] or None


def _of_heads(view: View, head: Headline, heads: Sequence[Headline], against: Comparison | None) -> list[Part] | None:
    """From the figures of the page themselves, against the same comparison; None where they do not make up the whole."""
    named = {each.metric: each for each in heads if each.shop == head.shop}
    metric = view.catalog.metric(head.metric)
    for names in (metric.product, *metric.products):
        if names and all(name in named for name in names):
            now = _closed([_now(named[name]) for name in names], _now(head))
            then = _closed([_then(named[name], against) for name in names], _then(head, against))
            if now and then:
                return [Part(named[n].label, part) for n, part in zip(names, decompose.factors(then, now), strict=True)]
    return None


def _now(head: Headline) -> float | None:
    return None if head.value is None else float(head.value)


def _then(head: Headline, against: Comparison | None) -> float | None:
    if against is None:
        return head.typical.expected if head.typical else None
    value = next((each.value for each in head.comparisons if each.with_ == against.with_), None)
    return None if value is None else float(value)


def _closed(factors: list[float | None], whole: float | None) -> list[float] | None:
    """The factors with the last one filled in, so that their product is the whole; None where it is far from it."""
    known = [each for each in factors if each is not None]
    if whole is None or len(known) < len(factors) or 0.0 in known:
        return None
    last = whole / prod(known[:-1])
    return [*known[:-1], last] if isclose(last, known[-1], rel_tol=SLACK) else None


def _split(head: Headline, parts: Sequence[Part], than: str) -> Text:
    """The parts as shown add up to the sum as shown; largest first."""
    ordered = sorted(parts, key=lambda part: -abs(part.amount))
    places = shown_places(head.unit, max(abs(part.amount) for part in ordered), head.currency)
    shown = largest_remainder([part.amount for part in ordered], places)
    total = sum(shown)
    words: dict[str, Text] = {
        "than": say(f"story.than.{than}"),
        "amount": show(abs(round(total, places)), head.unit, head.currency),
    }
    for name, part, amount in zip("abc", ordered, shown, strict=False):
        words |= {name: part.label, f"{name}_part": signed(amount, head.unit, head.currency, places)}
    return say(f"story.{'less' if total < 0 else 'more'}.{len(ordered)}", **words)


def _calm(view: View, head: Headline, heads: Sequence[Headline], cards: Sequence[FindingCard]) -> Told | None:
    """The factors of a figure that did not move: all as usual, or one that is not and has no card of its own."""
    names = view.catalog.metric(head.metric).product
    found = [each for name in names for each in heads if each.metric == name and each.shop == head.shop and side(each)]
    beyond = [each for each in found if side(each) != "within"]
    if beyond:
        told = {card.explanation.finding.metric for card in cards if not card.explanation.finding.where}
        first = next((each for each in beyond if each.metric not in told), None)
        return _beyond(first) if first else None
    if len(found) not in (2, THREE):
        return None
    words: dict[str, Text] = {}
    for name, each in zip("abc", found, strict=False):
        words |= {name: each.label, f"{name}_value": show(each.value, each.unit, each.currency)}
    return Told(say(f"story.calm.{len(found)}", **words), "", found[0].metric, "drivers", evidence=found[0].evidence)


def stirred(view: View, head: Headline, heads: Sequence[Headline]) -> bool:
    """Whether the figure or a factor of it left its usual range."""
    names = (head.metric, *view.catalog.metric(head.metric).product)
    return any(side(each) in {"below", "above"} for each in heads if each.metric in names and each.shop == head.shop)


def _beyond(head: Headline) -> Told:
    value = show(head.value, head.unit, head.currency)
    text = say(f"story.beyond.{side(head)}", label=head.label, value=value, **_range(head))
    return Told(text, "", head.metric, "drivers", evidence=head.evidence)
