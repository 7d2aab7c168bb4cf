"""The standard briefing: from a view and the desks to everything that the outputs are written from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from storehand.advise.plan import tasks as planned
from storehand.advise.play import Play
from storehand.advise.task import Task
from storehand.detect.check import Check, OfCurves
from storehand.detect.finding import Finding
from storehand.detect.limits import limits
from storehand.detect.run import findings
from storehand.explain import tell
from storehand.explain.explanation import Explanation
from storehand.explain.market import INDEX
from storehand.explain.noted import explained
from storehand.metrics.view import View
from storehand.report import change
from storehand.report.block import Block, Page
from storehand.report.briefing import Briefing, FindingCard
from storehand.report.headline import INSTEAD, WANTED, headlines
from storehand.report.story import story
from storehand.report.trust import trust
from storehand.store.settings import Settings
from storehand.wording import Text, plain, say
from storehand.workspace import Workspace

TOP = 12
NOTHING_SET = Settings()
Draw = Callable[[View, tuple[Task, ...]], list[Block]]


@dataclass(frozen=True)
class Content:
    """What the desks bring: checks with their desk's name, plays, and pages by name and title."""

    checks: tuple[tuple[str, Check], ...]
    plays: tuple[Play, ...]
    pages: tuple[tuple[str, Text, Draw], ...]


def briefing(
    view: View, content: Content, workspace: Workspace, *, now: datetime, as_of: datetime | None, own: Settings = NOTHING_SET
) -> Briefing:
    """Looks, explains, advises and lays out. At most `TOP` findings, by money at stake; the curves looked at are counted,
    and so are the findings that people have muted (`own`)."""
    found = findings(view, content.checks, own.mutes, (*WANTED, *INSTEAD, INDEX))
    whys = explained(view, found.findings[:TOP], own.events)
    work = planned(whys, content.plays, now, workspace.timezone)
    checks = {check.name: check for _, check in content.checks}
    cards = tuple(_card(view, why, _task_of(why, work), checks.get(why.finding.check)) for why in whys)
    heads, trusted = headlines(view), trust(view, workspace, as_of or now)
    zone = ZoneInfo(workspace.timezone)
    return Briefing(
        period=view.period,
        day=view.day,
        since=view.since,
        until=view.until,
        as_of=(as_of or now).astimezone(zone),
        shops=view.shops,
        timezone=workspace.timezone,
        currency=view.currency,
        occasion=view.calendar.occasion(view.day),
        story=story(view, heads, cards, trusted, found.curves),
        trust=trusted,
        headline=heads,
        findings=cards,
        tasks=work,
        curves=found.curves,
        muted=found.muted,
        pages=tuple(Page(name, title, tuple(draw(view, work))) for name, title, draw in content.pages),
    )


def _task_of(explanation: Explanation, work: Sequence[Task]) -> Task | None:
    return next((task for task in work if task.explanation.finding.id == explanation.finding.id), None)


def _card(view: View, explanation: Explanation, task: Task | None, check: Check | None) -> FindingCard:
    metric = view.catalog.metric(explanation.finding.metric)
    nothing = plain("")
    return FindingCard(
        explanation=explanation,
        title=tell.title(explanation, view),
        cause=tell.cause(explanation, view),
        metric_label=metric.label,
        unit=metric.unit,
        factor_labels=tuple(view.catalog.metric(factor.factor).label for factor in explanation.factors),
        segment_labels=tuple(tell.segment_label(segment) for segment in explanation.segments),
        owner=say(f"role.{task.owner}") if task else nothing,
        advice=task.advice if task else nothing,
        due=tell.due(task.due, view.day) if task else nothing,
        verify=tell.verify(task, view) if task else nothing,
        task=task,
        mute=change.muting(explanation.finding),
        limit=_limiting(view, explanation.finding, check) if check else "",
        beside=tell.beside(explanation.moved[0], explanation, view) if explanation.moved else None,
    )


def _limiting(view: View, finding: Finding, check: Check) -> str:
    held = {
        key: view.limit(f"{check.name}.{key}" if key else check.name, figure, finding.shop, finding.where)
        for key, figure in limits(check).items()
    }
    return change.limiting(finding, held, share=isinstance(check.watch, OfCurves), several=len(view.shops) > 1)
