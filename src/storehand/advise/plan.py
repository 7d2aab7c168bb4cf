"""From explanations to tasks: who does what by when, and by what it will be judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from storehand.advise.play import Play
from storehand.advise.task import Task, Verify
from storehand.detect.finding import Direction
from storehand.explain.explanation import Explanation, Segment

OPENS, CLOSES = time(10), time(18)  # nobody is asked for anything before 10:00 or after 18:00


def tasks(explanations: Sequence[Explanation], plays: Sequence[Play], now: datetime, timezone: str) -> tuple[Task, ...]:
    """One task for each explanation that has a play, dearest first, as the explanations come.

    `now` without a time zone is UTC. Due times are in `timezone`, within working hours.
    """
    zone = ZoneInfo(timezone)
    start = (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(zone)
    found = ((explanation, play_for(explanation, plays)) for explanation in explanations)
    return tuple(_task(explanation, play, start) for explanation, play in found if play is not None)


def play_for(explanation: Explanation, plays: Sequence[Play]) -> Play | None:
    """The check's play for the main driver, else the one for any; None where the check has none."""
    mine = [play for play in plays if play.check == explanation.finding.check]
    for driver in (*drivers(explanation), ""):
        fitting = [play for play in mine if _fits(play.driver, driver)]
        if fitting:
            return max(fitting, key=lambda play: len(play.driver))
    return None


def drivers(explanation: Explanation) -> tuple[str, ...]:
    """What moved it, most telling first: other metrics of the same place, `dimension=value` of what is abnormal and of the main
    segment, the dimensions by name, then the main factor."""
    main = _main_segment(explanation)
    places = (*reversed(explanation.finding.where), *reversed(main.where if main else ()))
    factor = max(explanation.factors, key=lambda factor: factor.share, default=None)
    values = [f"{_dimension(name)}={value}" for name, value in places]
    factors = [factor.factor] if factor is not None else []
    segment = [_dimension(name) for name, _ in reversed(main.where if main else explanation.finding.where)]
    return tuple(dict.fromkeys((*(each.metric for each in explanation.moved), *values, *segment, *factors)))


def _fits(play: str, driver: str) -> bool:
    """Whether a play is meant for the driver: by name, or by a value that stands within it: 直通车 in 关键词推广(原直通车)."""
    name, _, value = play.partition("=")
    own, _, told = driver.partition("=")
    return play == driver or (name == own and bool(value) and value in told)


def _dimension(name: str) -> str:
    """A dimension's name; levels of one hierarchy (source1, source2) count as one."""
    return name.rstrip("0123456789")


def _main_segment(explanation: Explanation) -> Segment | None:
    return next((segment for segment in explanation.segments if segment.where), None)


def working(moment: datetime) -> datetime:
    """The next full hour that lies within working hours; after closing it is the next morning's first."""
    if moment.time() > CLOSES:
        return datetime.combine(moment.date() + timedelta(days=1), OPENS, moment.tzinfo)
    if moment.time() <= OPENS:
        return datetime.combine(moment.date(), OPENS, moment.tzinfo)
    full = moment.replace(minute=0, second=0, microsecond=0)
    return full if full == moment else full + timedelta(hours=1)


def _task(explanation: Explanation, play: Play, start: datetime) -> Task:
    name = sha256(f"{explanation.finding.id}\x1f{play.check}\x1f{play.driver}".encode()).hexdigest()[:12]
    due = working(start + timedelta(hours=play.hours))
    return Task(name, explanation, play.owner, play.advice, due, _verify(explanation, play))


def _verify(explanation: Explanation, play: Play) -> Verify:
    """Of a missing field by how many orders a day usually lack it. Else by the play's metric where its expectation is
    known (of the driving segment, of a factor), else by the finding's own."""
    finding, segment = explanation.finding, _main_segment(explanation)
    if finding.gap is not None:
        days = (finding.until - finding.since).days
        return Verify(play.verify_metric, finding.where, play.verify_days, finding.gap.usual * finding.gap.rows / days)
    aimed = segment is not None and play.driver.partition("=")[0] in {_dimension(name) for name, _ in segment.where}
    if aimed and segment and segment.expected is not None and (segment.metric or finding.metric) == play.verify_metric:
        return _promise(play, play.verify_metric, (*finding.where, *segment.where), segment.expected, finding.direction)
    for factor in explanation.factors:
        if factor.factor == play.verify_metric and factor.expected is not None:
            return _promise(play, play.verify_metric, finding.where, factor.expected, finding.direction)
    return _promise(play, finding.metric, finding.where, finding.expected, finding.direction)


def _promise(play: Play, metric: str, where: tuple[tuple[str, str], ...], expected: float, direction: Direction) -> Verify:
    """What fell must come back to `target` of the usual; what rose must come down to as little above it."""
    share = play.target if direction == "down" else 2 - play.target
    return Verify(metric, where, play.verify_days, expected * share)
