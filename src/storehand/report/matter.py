"""What is wrong, a sentence an owner: the number, the cause as far as it is known, who does what by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isclose
from typing import Final

from storehand.explain.explanation import Explanation
from storehand.explain.market import shared
from storehand.explain.run import CARRIES
from storehand.figures import change, show
from storehand.report.briefing import FindingCard, Told
from storehand.wording import Text, plain, say

_FIRST_CLAUSE: Final = re.compile(r"[；。;]|\.(?:\s|$)")
_SHARED: Final = {2: "two", 3: "three"}
_ALL: Final = 0.95  # parts that outweigh what went the other way are all of it


def matters(cards: Sequence[FindingCard], currency: str, takings: FindingCard | None) -> tuple[Told, ...]:
    """The findings in their order, those of one owner together. `takings`: the finding whose figure was just told."""
    return tuple(_told(each, currency, takings) for each in _by_owner(cards))


def _by_owner(cards: Iterable[FindingCard]) -> list[list[FindingCard]]:
    found: list[list[FindingCard]] = []
    for card in cards:
        mine = next((each for each in found if card.task and each[0].task and each[0].task.owner == card.task.owner), None)
        if mine is None or len(mine) == max(_SHARED):
            found.append([card])
        else:
            mine.append(card)
    return found


def _told(cards: Sequence[FindingCard], currency: str, takings: FindingCard | None) -> Told:
    things = [_thing(card, currency, told=card is takings) for card in cards]
    found = [card.explanation.finding for card in cards]
    text = _shared(cards, things) if len(cards) > 1 else _single(cards[0], things[0])
    return Told(text, found[0].id, found[0].metric, "finding", tuple(each.id for each in found[1:]), found[0].evidence)


def _single(card: FindingCard, thing: Text) -> Text:
    if card.task is None:
        return say("story.open", thing=thing)
    return say("story.one", thing=thing, owner=card.owner, due=card.due, advice=clause(card.advice))


def _shared(cards: Sequence[FindingCard], things: Sequence[Text]) -> Text:
    """One owner's things, with the earliest deadline; what they have in common is said once."""
    number = _SHARED[len(cards)]
    urgent = min((card for card in cards if card.task), key=lambda card: card.task.due if card.task else 0)
    words: dict[str, Text] = dict(zip(("a", "b", "c"), things, strict=False)) | {"owner": cards[0].owner, "due": urgent.due}
    advice = [clause(card.advice) for card in cards]
    if len(set(advice)) == 1:
        return say(f"story.{number}_alike", **words, advice=advice[0])
    return say(f"story.{number}", **words, **dict(zip(("do_a", "do_b", "do_c"), advice, strict=False)))


def clause(advice: Text) -> Text:
    """The first step of an advice; the card has all of it."""
    return Text(*(_FIRST_CLAUSE.split(words, maxsplit=1)[0].strip() for words in (advice.zh, advice.en)))


def _thing(card: FindingCard, currency: str, *, told: bool) -> Text:
    """Number and cause. A figure that was just `told` is not told again, but for its money where that is another."""
    finding, why = card.explanation.finding, _cause(card)
    impact, moved = finding.impact, abs(float(finding.value) - finding.expected)
    if impact is None or impact.money == 0 or (told and isclose(abs(float(impact.money)), moved, rel_tol=0.01)):
        return say("story.thing_told" if told else "story.thing", title=card.title, cause=why)
    key = "gain" if impact.money < 0 else "loss"
    money = show(abs(impact.money), "money", currency)
    return say(f"story.thing_told_{key}" if told else f"story.thing_{key}", title=card.title, money=money, cause=why)


def _cause(card: FindingCard) -> Text:
    why = card.explanation
    outside = _outside(why)
    if outside is not None or why.cause == "none":
        return outside or say("story.cause.none")
    factor, segment = _main_factor(card, why), _main_segment(card, why)
    if factor and segment:
        return say(f"story.cause.{why.cause}_both", factor=factor[0], share=factor[1], segment=segment[0])
    if factor or segment:
        what, share = factor or segment or (plain(""), plain(""))
        return say(f"story.cause.{why.cause}_{'factor' if factor else 'segment'}", what=what, share=share)
    if card.beside is not None:
        return say("story.cause.beside", what=card.beside)
    return say("story.cause.confirmed" if why.cause == "confirmed" else "story.cause.none")


def _outside(why: Explanation) -> Text | None:
    """A cause that is neither factor nor segment: a field left empty, an event, the market."""
    if why.finding.gap is not None:
        return say("story.cause.gap")
    if why.cause == "confirmed" and why.events:
        return say("story.cause.event", event=why.events[-1].what)
    if why.cause != "confirmed" and shared(why.finding, why.market):
        return say("story.cause.market", change=change(why.market, "count"))
    return None


def _main_factor(card: FindingCard, why: Explanation) -> tuple[Text, Text] | None:
    found = ((label, factor.share) for label, factor in zip(card.factor_labels, why.factors, strict=True))
    label, share = max(found, key=lambda each: each[1], default=(plain(""), 0.0))
    return (label, _share(share)) if share >= CARRIES else None


def _main_segment(card: FindingCard, why: Explanation) -> tuple[Text, Text] | None:
    """The first named part where it alone carries most of it."""
    pairs = zip(card.segment_labels, why.segments, strict=True)
    label, share = next(((label, each.share) for label, each in pairs if each.where), (plain(""), 0.0))
    return (label, _share(share)) if share >= CARRIES else None


def _share(share: float) -> Text:
    return say("explain.all") if share >= _ALL else plain(f"{share:.0%}")
