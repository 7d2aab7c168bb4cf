"""The watch over daily series: what each day usually brings, judged from the days before it alone.

Many series at once, a row each. Every day is first judged and then learned from: the level (what lately did best of
several paces), the weekday, what the calendar's occasions brought before, the noise. What was alarming is not learned;
a level that was left is told once, and after four days the new one is the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from storehand.stats.incident import Incidents
from storehand.stats.likelier import likelier
from storehand.stats.market import Market
from storehand.stats.occasion import Occasions
from storehand.stats.pace import Pace
from storehand.stats.surprise import B, F, departure, steady, unsteady
from storehand.stats.tails import Tails

Ints = NDArray[np.int64]
Side = Literal["both", "down", "up"]
LEAST: Final = 21  # known days before anything is judged
_BEGIN: Final = 14  # known days before anything is expected; from then to LEAST the noise is learned
_NOISE, _NOISE_DAYS, _NOISE_WINDOW = 0.12, 6.0, 70  # before the series' own is known; and where it is read
_CORE: Final = 0.6827  # the share of days within one standard deviation, by which the noise is read
_FITTED, _PROVED = 1.6, 24
_LABELLED: Final = 0.25  # how much stronger the evidence must be on an occasion's days
_RARE: Final = 0.15  # chances above speak for nothing
_SILENT: Final = -2.5
_CALM: Final = 0.03  # no shop is calmer than this from day to day
_STALE: Final = 1 / 6  # of its noise: spread that a level gains a day on which nothing was learned
_SOFT: Final = 0.1  # share of the noise of amounts that behaves as counting does
_CARRY: Final = 0.8  # how far yesterday's departure counts with today's
_VOLUME_DAYS: Final = 28  # over which what usually stands under a rate is known
_DOUBTED, _LEAST_TRUST = 3.5, 0.15
_HELD: Final = 2.0  # standard deviations to which a usual day's value is held back before it is learned
_RANGE: Final = 0.05  # outside low…high lies this share of usual days


@dataclass(frozen=True)
class Rules:
    """A day is alarming that is `likelier` times as likely with an incident as without, and that noise alone brings with
    this `chance` at most. `side`: the direction that counts."""

    likelier: float = 10.0
    chance: float = 0.02
    side: Side = "both"


@dataclass(frozen=True)
class Series:
    """`values[n, t]`: day t of series n, NaN where unknown; below zero counts as zero. All else is known on
    the day itself, or before.

    `weekdays`: 0 Monday … 6. `labels`: the calendar's occasion, 0 for none, else 1…, the same number for the same one in
    a row. `whole`: the series that are counts. `volume`: what stands under a rate, NaN where unknown. `market`: an index
    of the market, NaN where unknown. `complete`: the share of the day that the value covers. `kin`: the group of each series, 0
    for none: in a group the columns are the same days and a label means the same to all, so that on an occasion's day each
    is led by the others. `room`: a spread (relative) that the calendar lets a day have on top, 0 for none. `lump`: what
    one counted thing is worth, by which a series of amounts wavers, NaN where that is not known. `swing`: how far occasions may
    move each series, against an amount's 1.
    """

    values: F
    weekdays: Ints
    labels: Ints | None = None
    whole: B | None = None
    volume: F | None = None
    market: F | None = None
    complete: F | None = None
    kin: Ints | None = None
    room: F | None = None
    lump: F | None = None
    swing: F | None = None


@dataclass(frozen=True)
class Watched:
    """For each series and day: `expected`, the range `low`…`high` of 95 in 100 usual days, the `chance` that a usual day is
    as far out (1 where nothing is judged), `score` (log10 of how much likelier the day is with an incident than without),
    `alarm`, and `far`: the departure from the expected in standard deviations, NaN where nothing is judged."""

    expected: F
    low: F
    high: F
    chance: F
    score: F
    alarm: B
    far: F


def watch(series: Series, rules: Rules = Rules()) -> Watched:
    """Judges every day of every series by the days before it; nothing after a day changes what is said of it."""
    watcher = _Watcher(series, rules)
    for day in range(series.values.shape[1]):
        watcher.step(day)
    return watcher.told()


@dataclass(frozen=True)
class _Day:
    """A day of all series: `base` without the day's own effects, which multiply it by `moved`; `doubt`: the variance of what
    its occasion brings; `spread`: of all together, relative; `unit`: see `surprise`."""

    value: F
    known: B
    base: F
    moved: F
    expected: F
    doubt: F
    spread: F
    unit: F


class _Watcher:
    def __init__(self, series: Series, rules: Rules) -> None:
        self.series, self.rules = series, rules
        count, days = series.values.shape
        self.values = np.maximum(series.values, 0.0)
        self.count = count
        labels = series.labels if series.labels is not None else np.zeros((count, days), dtype=np.int64)
        self.whole = series.whole if series.whole is not None else np.zeros(count, dtype=bool)
        self.pace = Pace(count, days, series.weekdays)
        self.occasions = Occasions(labels, series.swing)
        self.incidents = Incidents(count)
        self.tails = Tails(count)
        self.limit = log10(rules.likelier)
        self.begun = np.full(count, -1, dtype=np.int64)
        self.ready, self.seen = np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64)
        self.noise = np.full(count, _NOISE)
        self.off, self.counting = np.full((count, days), np.nan), np.full((count, days), np.nan)
        self.zeros, self.stale = np.zeros(count), np.zeros(count)
        self.before, self._usual_volume = np.zeros(count), np.full(count, np.nan)
        self.plain = np.full((count, days), np.nan)
        self.market = Market(series.market, count)
        blank = np.full((count, days), np.nan)
        self.expected, self.low, self.high, self.departed = (blank.copy() for _ in range(4))
        self.score = np.full((count, days), _SILENT)
        self.odds, self.alarm = np.ones((count, days)), np.zeros((count, days), dtype=bool)

    def told(self) -> Watched:
        return Watched(self.expected, self.low, self.high, self.odds, self.score, self.alarm, self.departed)

    def step(self, day: int) -> None:
        """Expects, judges and learns one day."""
        self._begin(day)
        seen = self._foresee(day)
        near, alarm = self._judge(day, seen)
        self._learn(day, seen, alarm)
        self.before = np.where(seen.known, np.where(alarm, 0.0, near), self.before / 2)
        self.seen += np.isfinite(seen.value)

    def _foresee(self, day: int) -> _Day:
        value = self.values[:, day]
        known = np.isfinite(value) & self.ready
        base = self.pace.expected(day)
        effect, doubt = self.occasions.expect(day)
        whole_day = np.exp(self.market.effect(day)) * self._complete(day)
        if self.series.kin is not None and self.occasions.on(day).any():
            effect, doubt = self._led(day, value / whole_day, base, known)
        moved = np.exp(effect) * whole_day
        expected = base * moved
        room = self.series.room[:, day] if self.series.room is not None else np.zeros(self.count)
        around = (
            self.noise**2
            + doubt
            + room**2
            + (_STALE * self.noise) ** 2 * np.minimum(self.stale, 20.0)
            + self.incidents.unrest() ** 2
        )
        with np.errstate(invalid="ignore"):
            spread = np.sqrt(around + np.where(value > expected, self.occasions.rise(), 0.0))
        return _Day(value, known, base, moved, expected, doubt, spread, self._unit(day, expected, self.noise))

    def _led(self, day: int, value: F, base: F, known: B) -> tuple[F, F]:
        """What the occasion brings, by the others on the same day too."""
        unit = self._unit(day, base, self.noise)
        half = 0.5 * unit + 1e-9
        with np.errstate(invalid="ignore"):
            brought = np.log((value + half) / (base + half))
        assert self.series.kin is not None
        return self.occasions.with_kin(brought, np.sqrt(self.noise**2 + unit / (base + half)), known, self.series.kin)

    def _judge(self, day: int, seen: _Day) -> tuple[F, B]:
        """The departure from what is near, and whether it is alarming; notes what is said of the day."""
        hits, wanted, unit, whole = self._counted(day, seen)
        self.far = np.where(seen.known, departure(hits, wanted, seen.spread, unit, whole), 0.0)
        near = np.where(seen.known, self.incidents.nearest(self.far, hits, wanted, seen.spread, unit, whole), 0.0)
        judged = self._with_yesterday(near, seen.known)
        judging = seen.known & (self.seen >= LEAST)
        odds = np.where(judging, self.tails.chance(judged), 1.0)
        unsure = np.where(self.occasions.on(day), _LABELLED, 0.0)
        told = np.where(judging, self._evidence(judged, odds, wanted, seen.spread, unit, whole) - unsure, _SILENT)
        alarm = judging & (odds < self.rules.chance) & (told > self.limit) & self._sided(judged)
        self._note(day, seen, odds, told, alarm)
        return near, alarm

    def _begin(self, day: int) -> None:
        rows = np.flatnonzero(~self.ready & (self.seen >= _BEGIN))
        if not rows.size or not day:
            return
        past = slice(0, day)
        plain = self.occasions.plain(0, day)[rows]
        self.pace.begin(rows, self.values[rows, past], plain, day)
        self.pace.weight[rows, past] *= self._first_shares(rows, day)
        self.ready[rows] = True
        self.zeros[rows] = (self.values[rows, past] == 0).sum(axis=1)
        self.pace.expected(day)
        unit = np.where(self.whole[rows], 1.0, 0.0)[:, None]
        half = 0.5 * unit + 1e-9
        usual, values = self.pace.usual[rows, past], self.values[rows, past]
        used = np.isfinite(values) & (self.pace.weight[rows, past] > 0)
        self.begun[rows] = day
        fitted = self.pace.level[rows, None] * np.take_along_axis(self.pace.shape[rows], self.series.weekdays[rows, past], axis=1)
        # Two days to each weekday make the first days look calmer than they are.
        self.off[rows, past] = np.where(used, _FITTED * np.log((values + half) / (fitted + half)), np.nan)
        self.counting[rows, past] = np.where(used, unit / (usual + half), np.nan)
        self._learn_noise(day)
        self.pace.settle(self._spread())

    def _spread(self) -> F:
        """All relative noise of an ordinary day, counting too."""
        level = np.maximum(self.pace.level, 1e-9)
        unit = np.where(self.whole, 1.0, 0.0)
        spread: F = np.sqrt(self.noise**2 + unit / (level + 0.5))
        return spread

    def _complete(self, day: int) -> F:
        if self.series.complete is None:
            return np.ones(self.count)
        share: F = np.clip(self.series.complete[:, day], 0.01, 1.0)
        return share

    def _unit(self, day: int, expected: F, noise: F) -> F:
        """What counting one more means: 1 for counts, by the volume for rates, else from the share of days at zero."""
        level = np.maximum(self.pace.level, 1e-9)
        share = np.clip(self.zeros / np.maximum(self.seen, 1), 1e-9, 0.99)
        often = np.where(self.zeros >= 2, level / -np.log(share), 0.0)
        unit = np.where(self.whole, 1.0, np.maximum(often, _SOFT * noise**2 * level))
        if self.series.lump is not None:
            unit = np.where(np.isfinite(self.series.lump), self.series.lump, unit)
        if self.series.volume is None:
            return unit
        volume = self.series.volume[:, day]
        by_volume = np.maximum(1 - expected, 0.0) / np.maximum(volume, 1.0)
        return np.where(np.isfinite(volume), np.maximum(by_volume, _SOFT * noise**2 * level), unit)

    def _volume_share(self, day: int) -> F:
        """How much of a usual day stands under a rate, at most 1: what one in five buyers did says little of a thousand."""
        if self.series.volume is None:
            return np.ones(self.count)
        now, usual = self.series.volume[:, day], self._usual_volume
        with np.errstate(invalid="ignore", divide="ignore"):
            share: F = np.where(np.isfinite(now / usual), np.clip(now / usual, 0.0, 1.0), 1.0)
        seen = np.where(np.isfinite(now), now, usual)
        self._usual_volume = np.where(np.isfinite(usual), usual + (seen - usual) / _VOLUME_DAYS, seen)
        return share

    def _first_shares(self, rows: Ints, day: int) -> F:
        """The same for the first days, against their middle one."""
        if self.series.volume is None:
            return np.ones((rows.size, day))
        volume = self.series.volume[rows, :day]
        with np.errstate(invalid="ignore", divide="ignore"):
            filled = np.where(np.isfinite(volume).any(axis=1, keepdims=True), volume, 1.0)
            share = volume / np.nanmedian(filled, axis=1, keepdims=True)
        told: F = np.where(np.isfinite(share), np.clip(share, 0.0, 1.0), 1.0)
        return told

    def _evidence(self, judged: F, odds: F, wanted: F, spread: F, unit: F, whole: B) -> F:
        """Weighed only where the day is rare enough to matter; the others follow in the order of their chance."""
        told = _SILENT + 0.5 * (1 - odds)
        rows = np.flatnonzero(odds < _RARE)
        told[rows] = likelier(judged[rows], wanted[rows], spread[rows], unit[rows], whole[rows])
        return told

    def _counted(self, day: int, seen: _Day) -> tuple[F, F, F, B]:
        """Value, expected and unit; those of rates as hits of the volume, which are counts."""
        if self.series.volume is None:
            return seen.value, seen.expected, seen.unit, self.whole
        volume = self.series.volume[:, day]
        rate = np.isfinite(volume) & ~self.whole
        times = np.where(rate, np.maximum(volume, 1.0), 1.0)
        each = np.where(rate, np.clip(1 - seen.expected, 0.05, 1.0), seen.unit)
        return seen.value * times, seen.expected * times, each, self.whole | rate

    def _with_yesterday(self, near: F, known: B) -> F:
        """Two days that lean the same way are worth more than the second alone."""
        both = (near + _CARRY * self.before) / np.sqrt(1 + _CARRY**2)
        joint = known & (near * self.before > 0) & (np.abs(near) > 1.2) & (np.abs(both) > np.abs(near))
        return np.where(joint, both, near)

    def _sided(self, judged: F) -> B:
        sided: B = {"both": judged != 0, "down": judged < 0, "up": judged > 0}[self.rules.side]
        return sided

    def _note(self, day: int, seen: _Day, odds: F, told: F, alarm: B) -> None:
        known = self.ready & (self.seen >= LEAST)
        centre = steady(seen.expected, seen.spread, seen.unit, self.whole)
        self.expected[:, day] = np.where(known, seen.expected, np.nan)
        edge_at = self.tails.distance(_RANGE)
        for edge, sign in ((self.low, -1), (self.high, 1)):
            edge[:, day] = np.where(known, unsteady(centre + sign * edge_at, seen.spread, seen.unit, self.whole), np.nan)
        self.score[:, day] = told
        self.departed[:, day] = np.where(known & seen.known, self.far, np.nan)
        self.odds[:, day], self.alarm[:, day] = np.maximum(odds, 1e-30), alarm

    def _learn(self, day: int, seen: _Day, alarm: B) -> None:
        """Takes the day in, as far as it was usual."""
        plain, unit = seen.value / np.maximum(seen.moved, 1e-9), seen.unit / np.maximum(seen.moved, 1e-9)
        base, known, noise, far, doubt = seen.base, seen.known, self.noise, self.far, seen.doubt
        self.plain[:, day] = plain
        occasion = self.occasions.on(day)
        half = 0.5 * unit + 1e-9
        with np.errstate(invalid="ignore"):
            off = np.where(known, np.log((plain + half) / (base + half)), 0.0)
        counting = unit / (base + half)
        spread = np.sqrt(noise**2 + counting)
        confirmed = self.incidents.follow(alarm, far, off, spread, known)
        away = self.incidents.streak > 0
        steady_day = known & ~away & ~alarm
        ordinary = steady_day & ~occasion
        centre = steady(base, noise, unit, self.whole)
        held = np.clip(plain, *(unsteady(centre + sign * _HELD, noise, unit, self.whole) for sign in (-1, 1)))
        trust = np.clip((_DOUBTED - np.abs(far)) / _HELD, _LEAST_TRUST, 1.0)
        weight = np.where(ordinary, trust, np.where(steady_day, noise**2 / (noise**2 + doubt), 0.0))
        weight = np.where(occasion, weight / 2, weight) * self._volume_share(day)
        self.pace.compare(off + np.log(self.pace.level), spread, ordinary)
        self.pace.learn(day, np.where(weight > 0, held, 0.0), weight, np.where(known & ~occasion, plain, np.nan))
        self.pace.settle(self._spread())
        # A failed occasion is no measure for the next; one that brought more than was thought is.
        taken = known & ~((alarm | away) & ((off < 0) | ~occasion))
        self.occasions.learn(off, spread, taken)
        self.market.learn(off, ordinary)
        calm = ordinary if self.series.room is None else ordinary & (self.series.room[:, day] == 0)
        self.off[:, day] = np.where(calm, off, np.nan)
        self.counting[:, day] = np.where(calm, counting, np.nan)
        self.tails.learn(far, ordinary & (self.seen >= LEAST))
        self._forget_first(day)
        self._learn_noise(day + 1)
        self.zeros = self.zeros * np.where(ordinary, 0.99, 1.0) + (ordinary & (plain == 0))
        self.stale = np.where(weight > 0.3, 0.0, self.stale + 1)
        if confirmed.any():
            self._move(confirmed, day)

    def _forget_first(self, day: int) -> None:
        """The first days were fitted, not foreseen: once enough were foreseen, they tell no more of the noise."""
        for row in np.flatnonzero(self.ready & (self.begun == day - _PROVED)):
            self.off[row, : day - _PROVED] = np.nan
            self.counting[row, : day - _PROVED] = np.nan

    def _learn_noise(self, day: int) -> None:
        """The spread within which two in three of the last days lay, less what counting gave."""
        since = max(day - _NOISE_WINDOW, 0)
        ordered = np.sort(np.abs(self.off[:, since:day]), axis=1)
        seen = np.isfinite(ordered).sum(axis=1)
        at = np.clip(np.round(_CORE * (seen + 1)).astype(np.int64) - 1, 0, max(ordered.shape[1] - 1, 0))
        core = np.where(seen > 0, ordered[np.arange(self.count), at], 0.0)
        counting = np.nansum(self.counting[:, since:day], axis=1) / np.maximum(seen, 1)
        own = np.maximum(core**2 - counting, 0.0) * seen
        self.noise = np.maximum(np.sqrt((own + _NOISE**2 * _NOISE_DAYS) / (seen + _NOISE_DAYS)), _CALM)

    def _move(self, rows: B, day: int) -> None:
        """A confirmed shift: the past at the new level, the days since the shift as they were."""
        self.pace.rescale(rows, np.exp(np.where(rows, self.incidents.other, 0.0)), day)
        streak = self.incidents.streak
        for row in np.flatnonzero(rows):
            since = slice(day + 1 - int(streak[row]), day + 1)
            fresh = np.isfinite(self.plain[row, since])
            self.pace.usual[row, since] = np.where(fresh, self.plain[row, since], self.pace.usual[row, since])
            self.pace.weight[row, since] = fresh
        self.incidents.move(rows)
