"""The score of alarms against planted incidents.

An incident is found where an alarm stands on its first or second day. A false alarm is an alarm outside every incident
(the first day after one counts as outside), from the 36th day on. Alarms on later days of an incident are neither.
Precision: incidents found over those and the false alarms; F1 of it and recall; false alarms a series and week.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.judgement.alarm_sets import B, F, Incident, Made

JUDGED_FROM = 35


@dataclass(frozen=True)
class Score:
    """`weeks`: of all series, judged days only."""

    planted: int
    found: int
    false: int
    first_day: int
    weeks: float

    @property
    def recall(self) -> float:
        return self.found / max(self.planted, 1)

    @property
    def precision(self) -> float:
        return self.found / max(self.found + self.false, 1)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(self.planted + self.found + self.false, 1)

    @property
    def false_a_week(self) -> float:
        return self.false / max(self.weeks, 1e-9)


def score(sets: Sequence[Made], alarms: Mapping[str, B]) -> Score:
    """All series together; `alarms`: a truth value a day for each series."""
    return total(_one(one, alarms[one.name]) for one in sets)


def total(parts: Iterable[Score]) -> Score:
    each = list(parts)
    return Score(
        sum(one.planted for one in each),
        sum(one.found for one in each),
        sum(one.false for one in each),
        sum(one.first_day for one in each),
        sum(one.weeks for one in each),
    )


def _one(made: Made, alarm: B) -> Score:
    inside = np.zeros(alarm.size, dtype=bool)
    for one in made.incidents:
        inside[one.first : one.last + 1] = True
    judged = np.arange(alarm.size) >= JUDGED_FROM
    delays = [delay for one in made.incidents if (delay := _delay(one, alarm)) is not None]
    return Score(
        len(made.incidents),
        len(delays),
        int((alarm & judged & ~inside).sum()),
        delays.count(0),
        (alarm.size - JUDGED_FROM) / 7,
    )


def _delay(one: Incident, alarm: B) -> int | None:
    """Days from the incident's start to its alarm; None where neither of the first two days has one."""
    first = np.flatnonzero(alarm[one.first : min(one.first + 1, one.last) + 1])
    return int(first[0]) if first.size else None


def at_rate(sets: Sequence[Made], scores: Mapping[str, F], false_a_week: float) -> Score:
    """The score where the limit is set so that false alarms come about that often (never more)."""
    return max((score(sets, _above(scores, limit)) for limit in _limits(scores)), key=lambda one: _wanted(one, false_a_week))


def best(sets: Sequence[Made], scores: Mapping[str, F]) -> tuple[float, Score]:
    """The limit with the highest F1, and that score."""
    return max(((limit, score(sets, _above(scores, limit))) for limit in _limits(scores)), key=lambda pair: pair[1].f1)


def _wanted(one: Score, false_a_week: float) -> tuple[bool, float]:
    return one.false_a_week <= false_a_week, one.recall if one.false_a_week <= false_a_week else -one.false_a_week


def _limits(scores: Mapping[str, F]) -> list[float]:
    every = np.concatenate([one[np.isfinite(one)] for one in scores.values()])
    return sorted({float(one) for one in np.quantile(every, 1 - np.geomspace(0.0005, 0.9, 60))})


def _above(scores: Mapping[str, F], limit: float) -> dict[str, B]:
    return {name: np.nan_to_num(one, nan=-np.inf) > limit for name, one in scores.items()}


def by(sets: Sequence[Made], alarms: Mapping[str, B], part: str) -> dict[str, tuple[int, int]]:
    """Planted and found by the incident's "kind", its "strength", or the series' "size", "of" or "noise"."""
    counted: dict[str, list[int]] = {}
    for made in sets:
        for one in made.incidents:
            cell = counted.setdefault(_part(made, one, part), [0, 0])
            cell[0] += 1
            cell[1] += _delay(one, alarms[made.name]) is not None
    return {name: (cell[0], cell[1]) for name, cell in sorted(counted.items())}


def _part(made: Made, one: Incident, part: str) -> str:
    if part == "size":
        limits = ((10, "under 10 a day"), (100, "10–100"), (1000, "100–1,000"))
        return next((name for limit, name in limits if made.size < limit), "over 1,000")
    if part == "strength":
        moved = max(one.factor, 1 / one.factor)
        return "under 1.6 times" if moved < 1.6 else "1.6–2.2 times" if moved < 2.2 else "over 2.2 times"
    if part == "label":
        return "on a calendar day" if made.events[one.first] else "on a plain day"
    return {"kind": one.kind, "of": made.kind, "noise": made.noise}[part]
