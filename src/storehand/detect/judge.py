"""Many curves judged at once by the watch: what each usually brings on the view's day, and how far it is from that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from storehand.detect import curve as curves
from storehand.detect.curve import Curve
from storehand.detect.season import apart, labels, room
from storehand.metrics.metric import Number
from storehand.metrics.view import View
from storehand.stats.baseline import Usual
from storehand.stats.lasting import Lasting, lasting
from storehand.stats.surprise import B, F
from storehand.stats.watch import Rules, Series, Watched, watch

Values = Mapping[date, Number | None]
_SAME_DAYS: Final = 5  # comparison days that are shown: the last ordinary ones of the weekday
_TWO_SIDED: Final = 1.96
_NOTE: Final = "judged"
_LEAST: Final = 1e-9
_SCATTER: Final = 1.3  # things of different price make a sum waver as larger things of one price would
_CALMER: Final = 0.4  # how far a sale or festival moves shares and prices, against an amount's 1
_WILD: Final = 2.5  # times the largest day ever seen: what is expected beyond is not known
_CLOSED_WEEKS: Final = 6  # in a row with nothing on a weekday, from which it is closed
_BUSY: Final = 0.8  # share of the other days that brought something, without which a weekday's nothing may be chance
RECENT: Final = 7  # days within which what was told is not told again


@dataclass(frozen=True)
class Run:
    """What several days together show: `days` of them lean one way with this `chance`; together they brought `ratio` times
    what was expected."""

    days: int
    chance: float
    ratio: float


@dataclass(frozen=True)
class Judged:
    """A value against what is usual. `count`: what usually stands behind it (orders, visitors), None if unknown. `chance` that
    a usual day is as far out; `score`: log10 of how much likelier the day is with an incident than without (2 where that is
    not weighed). `run`: the days that lean the same way. `before`: the smallest chance on one of the last days, of a day or a
    run that leaned the same way; `unheeded`: of those days that were not taken for a new level."""

    value: Number
    usual: Usual
    count: float | None
    chance: float
    score: float = 2.0
    run: Run | None = None
    before: float = 1.0
    unheeded: float = 1.0


def judge(view: View, wanted: Iterable[Curve]) -> Mapping[Curve, Judged | None]:
    """Each curve's judgement on the view's day; None where its value or its past is not known. Each is judged once a view."""
    known: dict[Curve, Judged | None] = view.memory.setdefault(_NOTE, {})
    new = [curve for curve in dict.fromkeys(wanted) if curve not in known]
    if new:
        known |= _judged(view, new)
    return known


def _judged(view: View, new: Sequence[Curve]) -> dict[Curve, Judged | None]:
    span = curves.days(view)
    own = {curve: _open_days(curves.values(view, curve, span)) for curve in new}
    there = [curve for curve in new if own[curve][view.day] is not None]
    found: dict[Curve, Judged | None] = dict.fromkeys(new)
    if there:
        counted = {curve: curves.behind(view, curve, span, own[curve]) for curve in there}
        told = watch(replace(_series(view, there, own, span), lump=_lumps(view, there, own, counted)), Rules())
        ask = _Told(view, told, lasting(told.far, RECENT), _basis(view, span))
        found |= {curve: ask.judged(curve, own[curve], counted[curve], row) for row, curve in enumerate(there)}
    return found


@dataclass(frozen=True)
class _Told:
    """What the watch and the runs say of many curves; `basis`: the comparison days."""

    view: View
    watched: Watched
    runs: Lasting
    basis: tuple[date, ...]

    def judged(self, curve: Curve, own: Values, counted: curves.Days, row: int) -> Judged | None:
        """One curve's judgement; None where nothing is expected."""
        told, value = self.watched, own[self.view.day]
        expected, low, high = (float(each[row, -1]) for each in (told.expected, told.low, told.high))
        if value is None or not np.isfinite(expected) or expected > _WILD * max(filter(np.isfinite, map(_figure, own.values()))):
            return None
        shown = tuple(day for day in self.basis if own[day] is not None)
        usual = Usual(expected, low, high, (high - low) / 2 / _TWO_SIDED, 6.0, shown or (self.view.day - timedelta(days=7),))
        count = curves.typical(counted, self.view) if counted else None
        run = self._run(own, row)
        heard = self.view.heard(curve.metric, curve.shop or self.view.shops[0], tuple(name for name, _ in curve.where))
        before, unheeded = self._before(row, float(value) < expected, np.array([day in heard for day in list(own)[-RECENT:-1]]))
        return Judged(value, usual, count, float(told.chance[row, -1]), float(told.score[row, -1]), run, before, unheeded)

    def _run(self, own: Values, row: int) -> Run | None:
        """The days of the run are the last known ones, so their sums are told from the curve itself."""
        days = int(self.runs.run[row, -1])
        if not days:
            return None
        seen, usual = [_figure(own[day]) for day in list(own)[-days:]], self.watched.expected[row, -days:]
        return Run(days, float(self.runs.chance[row, -1]), float(np.sum(seen) / max(np.sum(usual), _LEAST)))

    def _before(self, row: int, below: bool, heard: B) -> tuple[float, float]:
        """The smallest chances of those days before that were `heard` of in time: all of them, and those after which the watch
        kept to its level."""
        days = slice(-RECENT, -1)
        runs = np.where(self.runs.below[row, :-1] == below, self.runs.chance[row, :-1], 1.0)
        alone = np.where((self.watched.far[row, days] < 0) == below, self.watched.chance[row, days], 1.0)
        found = np.where(heard, np.minimum(runs, alone), 1.0)
        return float(found.min(initial=1.0)), float(found[~self.watched.alarm[row, days]].min(initial=1.0))


def _series(view: View, wanted: Sequence[Curve], own: Mapping[Curve, Values], span: Sequence[date]) -> Series:
    units = [view.catalog.metric(curve.metric).unit for curve in wanted]
    figures = np.array([[_figure(own[curve][day]) for day in span] for curve in wanted])
    weekdays = np.tile([day.weekday() for day in span], (len(wanted), 1))
    return Series(
        figures,
        weekdays,
        labels=np.tile(labels(view, span), (len(wanted), 1)),
        whole=np.array([unit in {"count", "people"} for unit in units]),
        volume=_volumes(view, wanted, span),
        kin=_kin(wanted),
        room=np.tile(room(view, span), (len(wanted), 1)),
        swing=np.array([_CALMER if unit in {"rate", "per"} else 1.0 for unit in units]),
    )


def _lumps(view: View, wanted: Sequence[Curve], own: Mapping[Curve, Values], counted: Mapping[Curve, curves.Days]) -> F:
    """Of money: what one of the things that count it is worth, with the scatter of prices."""
    money = [view.catalog.metric(curve.metric).unit == "money" and bool(counted[curve]) for curve in wanted]
    pairs = zip(wanted, money, strict=True)
    return np.array([_lump(own[curve], counted[curve]) if is_money else np.nan for curve, is_money in pairs])


def _lump(own: Values, counted: curves.Days) -> float:
    both = [(float(value), count) for day, value in own.items() if value is not None and (count := counted.get(day))]
    things = sum(count for _, count in both)
    return sum(value for value, _ in both) / things * _SCATTER if things > 0 else float("nan")


def _open_days(own: Values) -> dict[date, Number | None]:
    """Without the weekdays on which there was nothing at all, week after week, while other days brought something: a shop that
    is closed on Saturdays loses nothing then. What comes on such a day all the same stays."""
    last = max(own)
    by_weekday: dict[int, list[Number]] = {}
    for day, value in own.items():
        if value is not None and day < last:
            by_weekday.setdefault(day.weekday(), []).append(value)
    closed = {weekday for weekday, values in by_weekday.items() if len(values) >= _CLOSED_WEEKS and not any(values)}
    others = [bool(value) for weekday, values in by_weekday.items() if weekday not in closed for value in values]
    if not closed or sum(others) < _BUSY * len(others) or not others:
        return dict(own)
    return {day: None if day.weekday() in closed and not value else value for day, value in own.items()}


def _figure(value: Number | None) -> float:
    return float("nan") if value is None else float(value)


def _volumes(view: View, wanted: Sequence[Curve], span: Sequence[date]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """What stands under the rates."""
    found = np.full((len(wanted), len(span)), np.nan)
    for row, curve in enumerate(wanted):
        metric = view.catalog.metric(curve.metric)
        if metric.unit == "rate" and metric.ratio is not None:
            under = curves.values(view, Curve(metric.ratio.under, curve.shop, curve.where), span)
            found[row] = [_figure(under[day]) for day in span]
    return found


def _kin(wanted: Sequence[Curve]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Segments of one dimension lead each other on an occasion's day; the whole shop stands alone."""
    groups: dict[tuple[str, str, str], int] = {}
    keys = [(curve.metric, curve.shop, curve.where[-1][0]) if curve.where else None for curve in wanted]
    return np.array([groups.setdefault(key, len(groups) + 1) if key else 0 for key in keys], dtype=np.int64)


def _basis(view: View, span: Sequence[date]) -> tuple[date, ...]:
    special = apart(view)
    same = [day for day in span if day < view.day and day.weekday() == view.day.weekday() and not special(day)]
    return tuple(same[-_SAME_DAYS:])
