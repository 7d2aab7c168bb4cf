"""What a day or a period usually brings, from the shop's own past: robust, by weekday, without special days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum, log, sqrt
from statistics import median

from storehand.stats.interval import t_quantile, t_tail

Series = Mapping[date, float | None]
Special = Callable[[date], bool]
WEEK = timedelta(days=7)
YEAR = timedelta(days=364)  # the same weekday
MAD_TO_SPREAD = 1.4826


@dataclass(frozen=True)
class Usual:
    """`spread` is one standard deviation in the metric's unit; `low`..`high` holds 95 of 100 usual values.
    `basis`: the days that `expected` was read from. `freedom`: of the t that judges a deviation."""

    expected: float
    low: float
    high: float
    spread: float
    freedom: float
    basis: tuple[date, ...]

    def chance(self, value: float) -> float:
        """Two-sided chance that a usual day is as far out. Rises are measured in logs: noise multiplies."""
        if self.spread <= 0:
            return 1.0 if value == self.expected else 0.0
        away = value - self.expected
        if away > 0 and self.expected > 0:
            away = self.expected * log(value / self.expected)
        return t_tail(away / self.spread, self.freedom)


@dataclass(frozen=True)
class UsualPeriod:
    """What the ordinary days of a period usually bring together; `days` are those days. Special days are
    outside on both sides: they are neither expected nor judged."""

    usual: Usual
    days: tuple[date, ...]


@dataclass(frozen=True)
class _Fit:
    """The weekdays' shape, the level of the last two weeks and of each week, and the noise around them."""

    shape: Mapping[int, float]
    level: float
    levels: tuple[float, ...]
    noise: float
    days: tuple[date, ...]


def usual_day(
    history: Series, day: date, special: Special, *, floor: float = 0.0, room: float = 0.0, weeks: int = 8, least: int = 21
) -> Usual | None:
    """Median of the same weekday, corrected to the level of the last two weeks; None with under `least` days.

    Only days before `day` are read. Special days are left out unless fewer than three of the weekday remain.
    `floor`: relative spread that counting alone gives to one day (see `interval.counting_noise`); `room`: a
    relative spread that comes on top.
    """
    found = _comparable(history, day, special, weeks)
    same = tuple(sorted(d for d in found if d.weekday() == day.weekday()))
    if len(same) < 3 or len(found) < least:
        return None
    fit = _fit(history, found, day)
    # The guess itself wavers: by the weekday's median and by the two weeks' level.
    widened = sqrt(1 + 1.5 / len(same) + 1 / 10)
    return _usual(
        fit.level * fit.shape[day.weekday()], _both(fit.noise * widened, room), _both(floor * widened, room), len(found), same
    )


def usual_period(
    history: Series, since: date, until: date, special: Special, *, floor: float = 0.0, weeks: int = 8, least: int = 21
) -> UsualPeriod | None:
    """What the ordinary days of [since, until) usually bring together; None where fewer than half of them are ordinary.

    With the same days of last year known: those days × how the ordinary days of recent weeks stand to last
    year's. Else the recent weekday medians, with a wider range. Days are paired 52 weeks apart.
    """
    span = [since + timedelta(days=n) for n in range((until - since).days)]
    inside = _ordinary(history, span, special)
    found = _comparable(history, since, special, weeks)
    if len(inside) * 2 < len(span) or len(found) < least or {d.weekday() for d in inside} - {d.weekday() for d in found}:
        return None
    fit = _fit(history, found, since)
    if not fit.levels:
        return None
    usual = _from_last_year(history, inside, since, special, fit=fit, floor=floor) or _from_recent(inside, fit, floor)
    return UsualPeriod(usual, tuple(inside))


def _comparable(history: Series, day: date, special: Special, weeks: int) -> list[date]:
    """Ordinary days before `day`, newest first; further back, then with special ones, where the weekday is too rare."""
    near, far = weeks * 7, 2 * weeks * 7
    found: list[date] = []
    for days, leave_out in ((near, special), (far, special), (near, _never)):
        found = _ordinary(history, (day - timedelta(days=n) for n in range(1, days + 1)), leave_out)
        if sum(d.weekday() == day.weekday() for d in found) >= 3:
            break
    return found


def _never(_: date) -> bool:
    return False


def _ordinary(history: Series, days: Iterable[date], special: Special) -> list[date]:
    return [day for day in days if history.get(day) is not None and not special(day)]


def _fit(history: Series, days: Sequence[date], day: date) -> _Fit:
    """Two rounds: shape from raw weekdays, levels of weeks by that shape, then the shape without the levels' drift."""
    values = {d: float(history[d] or 0) for d in days}
    shape = _shape(values, dict.fromkeys(values, 1.0))
    levels = _levels(values, shape, day)
    if all(levels.get(_week(d, day), 0.0) > 0 for d in values):
        shape = _shape(values, {d: levels[_week(d, day)] for d in values})
        levels = _levels(values, shape, day)
    recent = [values[d] / shape[d.weekday()] for d in days[:14] if shape[d.weekday()] > 0]
    guesses = ((values[d], shape[d.weekday()] * levels.get(_week(d, day), 0.0)) for d in days)
    off = [value / guess - 1 for value, guess in guesses if guess > 0]
    noise = _noise(off, len(shape) + len(levels))
    return _Fit(shape, _middle(recent), tuple(levels[week] for week in sorted(levels)), noise, tuple(days))


def _week(day: date, until: date) -> int:
    return (until - day).days // 7


def _shape(values: Mapping[date, float], near: Mapping[date, float]) -> dict[int, float]:
    by_weekday: dict[int, list[float]] = {}
    for day, value in values.items():
        by_weekday.setdefault(day.weekday(), []).append(value / near[day])
    return {weekday: median(found) for weekday, found in by_weekday.items()}


def _levels(values: Mapping[date, float], shape: Mapping[int, float], until: date) -> dict[int, float]:
    """The level of each week, counted back from `until`."""
    by_week: dict[int, list[float]] = {}
    for day, value in values.items():
        if shape[day.weekday()] > 0:
            by_week.setdefault(_week(day, until), []).append(value / shape[day.weekday()])
    return {week: median(found) for week, found in by_week.items()} if len(by_week) > 1 else dict.fromkeys(by_week, 1.0)


def _middle(values: Sequence[float]) -> float:
    """Mean of the middle half: nearly as calm as the mean, as deaf to outliers as need be; 0 of nothing."""
    ordered = sorted(values)
    cut = len(ordered) // 4
    kept = ordered[cut : len(ordered) - cut]
    return fsum(kept) / len(kept) if kept else 0.0


def _noise(off: Sequence[float], fitted: float) -> float:
    """Relative spread of what is left, widened for what was fitted away."""
    if not off:
        return 0.0
    left = max(len(off) - fitted, 1.0)
    return MAD_TO_SPREAD * median([abs(value) for value in off]) * sqrt(len(off) / left)


def _from_last_year(
    history: Series, inside: Sequence[date], since: date, special: Special, *, fit: _Fit, floor: float
) -> Usual | None:
    """Last year's same days × the recent weeks' growth over their own last year."""
    before = [d for d in inside if _ordinary(history, [d - YEAR], special)]
    ratios, pairs = _growth(history, since, special)
    if len(before) * 2 < len(inside) or len(ratios) < 4:
        return None
    growth = _middle(ratios)
    # Days without a fellow last year stand in by their weekday's weight.
    weight = fsum(fit.shape[d.weekday()] for d in inside) / fsum(fit.shape[d.weekday()] for d in before)
    expected = growth * weight * fsum(float(history[d - YEAR] or 0) for d in before)
    wobble = MAD_TO_SPREAD * median([abs(ratio / growth - 1) for ratio in ratios]) if growth > 0 else 1.0
    noise = wobble * sqrt(7 / len(inside) + 1.5 / len(ratios))
    counting = floor * sqrt(1 / len(inside) + 1 / len(before) + 2 / pairs)
    drift = 0.02
    return _usual(expected, _both(noise, drift), _both(counting, drift), pairs, tuple(sorted(d - YEAR for d in before)))


def _growth(history: Series, since: date, special: Special, weeks: int = 12) -> tuple[list[float], int]:
    """Each recent week over the same days of last year, ordinary days only; and how many pairs of days."""
    ratios: list[float] = []
    pairs = 0
    for week in range(1, weeks + 1):
        days = _ordinary(history, (since - week * WEEK + timedelta(days=n) for n in range(7)), special)
        days = [d for d in days if _ordinary(history, [d - YEAR], special)]
        past = fsum(float(history[d - YEAR] or 0) for d in days)
        if len(days) >= 4 and past > 0:
            ratios.append(fsum(float(history[d] or 0) for d in days) / past)
            pairs += len(days)
    return ratios, pairs


def _from_recent(inside: Sequence[date], fit: _Fit, floor: float) -> Usual:
    """Recent weekdays at the recent level. How far weeks' levels have wandered is how far the next may."""
    expected = fit.level * fsum(fit.shape[d.weekday()] for d in inside)
    centre = median(fit.levels)
    wander = MAD_TO_SPREAD * median([abs(level / centre - 1) for level in fit.levels]) if centre > 0 else 1.0
    drift = max(0.03, wander)
    each = sqrt(1 / len(inside) + 1 / 10)
    return _usual(expected, _both(fit.noise * each, drift), _both(floor * each, drift), len(fit.days), tuple(sorted(fit.days)))


def _both(one: float, other: float) -> float:
    return sqrt(one * one + other * other)


def _usual(expected: float, noise: float, floor: float, seen: int, basis: tuple[date, ...]) -> Usual:
    """With the larger of what was seen and what counting gives; a median of n deviations is worth n/3 of them."""
    freedom = max(seen / 3, 4.0) if noise > floor else 60.0
    spread = abs(expected) * max(noise, floor)
    half = spread * t_quantile(freedom)
    return Usual(expected, max(expected - half, min(expected, 0.0)), expected + half, spread, freedom, basis)
