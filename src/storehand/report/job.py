"""The tasks that were given earlier, in one language, and whether they helped."""

from __future__ import annotations

from dataclasses import dataclass

from storehand.advise.task import Task
from storehand.figures import signed
from storehand.metrics.metric import Unit
from storehand.report.tile import Tone
from storehand.report.voice import Voice
from storehand.wording import say


@dataclass(frozen=True)
class Job:
    """A task given earlier."""

    advice: str
    owner: str
    state: str
    effect: str
    tone: Tone


def jobs(voice: Voice) -> tuple[Job, ...]:
    """Tasks given before; those of today's findings stand on their cards."""
    now = {card.task.id for card in voice.briefing.findings if card.task}
    return tuple(_job(voice, task) for task in voice.briefing.tasks if task.id not in now)


def _job(voice: Voice, task: Task) -> Job:
    effect, tone = _effect(voice, task)
    return Job(voice.of(task.advice), voice.of(say(f"role.{task.owner}")), voice.say(f"state.{task.state}"), effect, tone)


def _effect(voice: Voice, task: Task) -> tuple[str, Tone]:
    """What it brought, or since when it is waited for."""
    if task.effect is None:
        waiting = {"dropped": "effect.none", "open": "effect.due"}.get(task.state, "effect.early")
        return voice.say(waiting, due=voice.clock(task.due)), "even"
    unit, label = _measure(voice, task.verify.metric)
    moved = signed(task.effect, unit, voice.briefing.currency)
    if task.state == "verified":
        return voice.say("effect.helped", metric=label, effect=moved), "good"
    return voice.say("effect.moved", metric=label, effect=moved), "even"


def _measure(voice: Voice, metric: str) -> tuple[Unit, str]:
    """A metric's unit and label as the briefing shows them; its bare name where it shows it nowhere."""
    for headline in voice.briefing.headline:
        if headline.metric == metric:
            return headline.unit, voice.of(headline.label)
    for card in voice.briefing.findings:
        if card.explanation.finding.metric == metric:
            return card.unit, voice.of(card.metric_label)
    return "ratio", metric
