"""The order of checks of every diagnosis, and of a role: what the program has answered, and what is left for a person.

Is the data right? Only us? Where? Which factor? What changed? Then the role's own questions, as its desks have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from storehand.advise.play import Role
from storehand.advise.question import Question
from storehand.desks import DESKS
from storehand.detect.judge import Judged
from storehand.detect.usual import judged
from storehand.explain import tell
from storehand.explain.explanation import Explanation
from storehand.figures import change as shown_change
from storehand.figures import show, signed
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.store.settings import Noted
from storehand.wording import Text, plain, say

BACK: Final = timedelta(days=7)
_NAMED: Final = 3


@dataclass(frozen=True)
class Answer:
    """A question and what is known about it; `open`: for a person to see."""

    ask: Text
    told: Text
    open: bool


def answers(view: View, explanation: Explanation, noted: Iterable[Noted], role: Role) -> Iterator[Answer]:
    """The common questions, then those of the role about the finding's metric."""
    yield _right(view, explanation)
    yield _only_us(explanation)
    yield _where(view, explanation)
    yield _which(view, explanation)
    yield _changed(view, explanation, noted)
    mine = [one for one in _questions(explanation.finding.metric) if one.role == role]
    for question in mine:
        yield _asked(view, explanation, question)
    if not mine:
        yield _nothing_of(role, view.catalog.metric(explanation.finding.metric))


def _questions(metric: str) -> list[Question]:
    return [question for desk in DESKS for question in desk.questions if metric in question.metrics]


def _right(view: View, explanation: Explanation) -> Answer:
    ask, shop = say("why.ask_right"), explanation.finding.shop
    ties = [tie for tie in view.identities() if not shop or tie.shop == shop]
    apart = [tie for tie in ties if not tie.ok]
    if apart:
        return Answer(ask, say("why.ties_apart", ties=_joined(tie.name for tie in apart[:_NAMED])), open=True)
    if not ties:
        return Answer(ask, say("why.ties_none"), open=True)
    return Answer(ask, say("why.ties_ok", count=len(ties)), open=False)


def _only_us(explanation: Explanation) -> Answer:
    market = explanation.market
    told = say("why.market_none") if market is None else say("why.market", change=shown_change(market, "count"))
    return Answer(say("why.ask_only_us"), told, open=market is None)


def _where(view: View, explanation: Explanation) -> Answer:
    named = [segment for segment in explanation.segments if segment.where][:_NAMED]
    unit, currency = view.catalog.metric(explanation.finding.metric).unit, view.currency
    parts = [say("why.part", what=tell.segment_label(one), moved=signed(one.contribution, unit, currency)) for one in named]
    return Answer(say("why.ask_where"), _joined(parts) if parts else say("why.where_none"), open=False)


def _which(view: View, explanation: Explanation) -> Answer:
    ordered = sorted(explanation.factors, key=lambda factor: -factor.share)
    parts = [say("why.share", what=view.catalog.metric(one.factor).label, share=f"{one.share:.0%}") for one in ordered]
    return Answer(say("why.ask_which"), _joined(parts) if parts else say("why.which_none"), open=False)


def _changed(view: View, explanation: Explanation, noted: Iterable[Noted]) -> Answer:
    """What people noted of the shop in the last days, and where the calendar turns."""
    finding = explanation.finding
    since = finding.since - BACK
    mine = [one for one in noted if one.shop in {"", finding.shop} and since < one.until and one.since < finding.until]
    told = {(one.since, plain(one.what)) for one in mine} | {(one.day, one.what) for one in explanation.events}
    parts = [say("why.event", day=f"{day:%m-%d}", what=what) for day, what in sorted(told, key=lambda one: (one[0], one[1].zh))]
    return Answer(say("why.ask_changed"), _joined(parts) if parts else say("why.changed_none", day=view.day), open=not parts)


def _asked(view: View, explanation: Explanation, question: Question) -> Answer:
    finding = explanation.finding
    place = {"shop": finding.shop, **dict(finding.where)} if finding.shop else dict(finding.where)
    look = [name for name in question.look if name != finding.metric and name in view.catalog.names]
    known = [(view.catalog.metric(name), one) for name in look if (one := judged(view, name, place)) is not None]
    if not known:
        return Answer(question.ask, say("why.look_none") if question.look else say("why.for_a_person"), open=True)
    return Answer(question.ask, _joined(_looked(view, metric, one) for metric, one in known), open=False)


def _looked(view: View, metric: Metric, one: Judged) -> Text:
    value, expected = (show(figure, metric.unit, view.currency) for figure in (one.value, one.usual.expected))
    out = not one.usual.low <= float(one.value) <= one.usual.high
    return say("why.look_out" if out else "why.look_usual", what=metric.label, value=value, expected=expected)


def _nothing_of(role: Role, metric: Metric) -> Answer:
    others = dict.fromkeys(question.role for question in _questions(metric.name))
    known = _joined(say(f"role.{other}") for other in others) if others else plain("–")
    return Answer(
        say("why.ask_role", role=say(f"role.{role}")), say("why.role_none", metric=metric.label, known=known), open=True
    )


def _joined(texts: Iterable[Text]) -> Text:
    every = list(texts)
    return Text("；".join(text.zh for text in every), "; ".join(text.en for text in every))
