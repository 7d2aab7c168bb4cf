"""An explanation in words: what, against what, why, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from storehand.detect.finding import Finding
from storehand.explain import gaps
from storehand.explain.explanation import Explanation, Factor, Moved, Segment
from storehand.explain.market import shared
from storehand.explain.run import CARRIES
from storehand.figures import change, show, signed
from storehand.metrics.view import View
from storehand.wording import Text, plain, say

ITEM = ("item", "sku", "campaign")
NAMED = 3  # segments in a sentence; the card lists them all


class Promise(Protocol):
    """By what a task will be judged."""

    @property
    def metric(self) -> str: ...
    @property
    def where(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def days(self) -> int: ...
    @property
    def target(self) -> float: ...


class Work(Protocol):
    """A task, as far as its sentence needs it."""

    @property
    def explanation(self) -> Explanation: ...
    @property
    def verify(self) -> Promise: ...


def title(explanation: Explanation, view: View) -> Text:
    """What is abnormal, number first: 手淘搜索的访客数 3,100,平常 5,000(▼38.0%)."""
    finding = explanation.finding
    if finding.gap is not None:
        told = gaps.title(finding, finding.gap)
        return say("explain.title_shop", shop=finding.shop, title=told) if len(view.shops) > 1 else told
    metric = view.catalog.metric(finding.metric)
    currency = view.currency_of(finding.shop)
    value, expected = (show(_round(n, metric.unit), metric.unit, currency) for n in (finding.value, finding.expected))
    away = change(float(finding.value) / finding.expected - 1, "count") if finding.expected else show(None, None)
    told = say(_form(finding), what=_dated(finding, view), value=value, expected=expected, change=away)
    return say("explain.title_shop", shop=finding.shop, title=told) if len(view.shops) > 1 else told


def _form(finding: Finding) -> str:
    """Against what is usual, which may be nothing at all, or against a limit, above or below it."""
    if finding.against == "limit":
        return "explain.title_above" if finding.direction == "up" else "explain.title_below"
    return "explain.title" if finding.expected else "explain.title_first"


def subject(finding: Finding, view: View) -> Text:
    """The metric, of its segment."""
    label = view.catalog.metric(finding.metric).label
    if not finding.where:
        return label
    return say("explain.of_segment", metric=label, segment=_place(finding.where, finding.name))


def _dated(finding: Finding, view: View) -> Text:
    """With its days where they are more than the view's: a week's refunds, orders that wait."""
    if view.period != "day" or finding.until - finding.since <= timedelta(days=1):
        return subject(finding, view)
    last = finding.until - timedelta(days=1)
    return say("explain.of_days", what=subject(finding, view), since=_day(finding.since), last=_day(last))


def _round(value: object, unit: str) -> object:
    """Expectations of counts are told as whole numbers."""
    return round(float(str(value))) if unit in {"count", "people"} else value


def cause(explanation: Explanation, view: View) -> Text:
    """Why, as far as the figures tell: events first, then the main factor, then where."""
    if explanation.finding.gap is not None:
        return gaps.cause(explanation.finding, explanation.finding.gap)
    sentences = [*_lasting(explanation), *_events(explanation), *_market(explanation), *_drivers(explanation, view)]
    return _joined([*sentences, *_beside(explanation, view), *_elsewhere(explanation, view)], "", " ")


def _lasting(explanation: Explanation) -> Iterable[Text]:
    if explanation.finding.run > 1:
        yield say("explain.lasting", days=explanation.finding.run)


def _market(explanation: Explanation) -> Iterable[Text]:
    """Whether it is only us; said of the whole shop and of its sources, not of an item or a plan."""
    if explanation.market is not None and not any(name.startswith(ITEM) for name, _ in explanation.finding.where):
        key = "explain.market_too" if shared(explanation.finding, explanation.market) else "explain.market_not"
        yield say(key, change=change(explanation.market, "count"))


def _beside(explanation: Explanation, view: View) -> Iterable[Text]:
    told = [beside(each, explanation, view) for each in explanation.moved]
    if told:
        yield say("explain.beside", parts=_joined(told, "、", ", "))


def beside(moved: Moved, explanation: Explanation, view: View) -> Text:
    """What else moved at the same place: 商品加购率 5.3%(平常 8.6%)."""
    metric, currency = view.catalog.metric(moved.metric), view.currency_of(explanation.finding.shop)
    value, expected = (show(_near(figure, metric.unit), metric.unit, currency) for figure in (moved.value, moved.expected))
    return say("explain.beside_one", what=metric.label, value=value, expected=expected)


def _elsewhere(explanation: Explanation, view: View) -> Iterable[Text]:
    """What the same trouble shows in other figures, widest first."""
    folded = sorted(explanation.finding.folded, key=lambda finding: (len(finding.where), finding.chance or 0.0))[:NAMED]
    if folded:
        told = [
            say("explain.part", what=subject(finding, view), amount=change(float(finding.value) / finding.expected - 1, "count"))
            for finding in folded
            if finding.expected
        ]
        yield say("explain.elsewhere", parts=_joined(told, "、", ", "))


def _events(explanation: Explanation) -> Iterable[Text]:
    if explanation.events:
        told = [say("explain.event", day=_day(event.day), what=event.what) for event in explanation.events[-2:]]
        yield say("explain.events", events=_joined(told, "、", ", "))


def _drivers(explanation: Explanation, view: View) -> Iterable[Text]:
    main = max(explanation.factors, key=lambda factor: factor.share, default=None)
    named = [segment for segment in explanation.segments if segment.where]
    if explanation.reversed:
        yield say("explain.reversed", share=_share(explanation.reversed))
    if main is not None and main.share >= CARRIES:
        yield _of_factor(main, explanation, view)
    elif explanation.factors:
        yield _of_factors(explanation, view)
    if named:
        yield _of_segments(named, explanation, view)
    elif main is None and not explanation.events:
        yield say("explain.no_finer" if explanation.finding.where else "explain.no_driver")


def _of_factor(factor: Factor, explanation: Explanation, view: View) -> Text:
    metric = view.catalog.metric(factor.factor)
    currency = view.currency_of(explanation.finding.shop)
    value, expected = (show(_near(n, metric.unit), metric.unit, currency) for n in (factor.value, factor.expected))
    share = _share(factor.share)
    return say("explain.main_factor", factor=metric.label, value=value, expected=expected, share=share)


def _of_factors(explanation: Explanation, view: View) -> Text:
    """No factor carries most of it: each with what it brought, largest first."""
    ordered = sorted(explanation.factors, key=lambda factor: -abs(factor.contribution))
    told = [
        say("explain.part", what=view.catalog.metric(each.factor).label, amount=_amount(each.contribution, explanation, view))
        for each in ordered
    ]
    return say("explain.several", parts=_joined(told, "、", ", "))


def _of_segments(named: Sequence[Segment], explanation: Explanation, view: View) -> Text:
    told = [
        say("explain.part", what=segment_label(segment), amount=_amount(segment.contribution, explanation, view))
        for segment in named[:NAMED]
    ]
    share = _share(sum(segment.share for segment in named))
    return say("explain.where", parts=_joined(told, "、", ", "), share=share)


def _share(share: float) -> Text:
    """A part of the change; parts that outweigh what went the other way are all of it."""
    return say("explain.all") if share >= 0.95 else plain(f"{share:.0%}")


def segment_label(segment: Segment) -> Text:
    """The segment's name; 其余 for the remainder."""
    return _place(segment.where, segment.name) if segment.where else say("explain.rest")


def _place(where: tuple[tuple[str, str], ...], name: str) -> Text:
    known = max((at for at, (column, _) in enumerate(where) if column.endswith("_id")), default=len(where) - 1)
    words = [name if name and at == known else value for at, (_, value) in enumerate(where)]
    return _joined([plain(word) if word else say("explain.not_stated") for word in words], " × ", " × ")


def due(when: datetime, day: date) -> Text:
    """By when, in the shop's time. A briefing of `day` is read on the day after: that is today."""
    near = {1: say("explain.today"), 2: say("explain.tomorrow")}
    return say("explain.due", day=near.get((when.date() - day).days, _day(when.date())), time=f"{when:%H:%M}")


def verify(task: Work, view: View) -> Text:
    """How it will be seen whether the task helped."""
    promise, finding = task.verify, task.explanation.finding
    if finding.gap is not None:
        return gaps.verify(finding, finding.gap, promise.days)
    metric = view.catalog.metric(promise.metric)
    named = {segment.where: segment.name for segment in task.explanation.segments} | {finding.where: finding.name}
    place = _place(promise.where, named.get(promise.where) or named.get(promise.where[-1:], "")) if promise.where else None
    what = say("explain.of_segment", metric=metric.label, segment=place) if place else metric.label
    target = show(_near(promise.target, metric.unit), metric.unit, view.currency_of(finding.shop))
    rose = finding.direction == "up" and promise.metric == finding.metric
    key = "explain.verify_down" if metric.better == "down" or rose else "explain.verify_up"
    return say(key, days=promise.days, what=what, target=target)


def _near(value: float | None, unit: str) -> float | None:
    return round(value) if value is not None and unit in {"count", "people"} else value


def _amount(contribution: float, explanation: Explanation, view: View) -> Text:
    finding = explanation.finding
    return signed(contribution, view.catalog.metric(finding.metric).unit, view.currency_of(finding.shop))


def _day(day: date) -> Text:
    return say("explain.day", month=say(f"explain.month.{day.month}"), day=day.day)


def _joined(texts: Sequence[Text], zh: str, en: str) -> Text:
    return Text(zh.join(text.zh for text in texts), en.join(text.en for text in texts))
