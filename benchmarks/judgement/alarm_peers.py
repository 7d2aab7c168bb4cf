"""What others do with a daily series: the practices and public methods that the alarms are measured beside.

Each gives a score a day, from the day and its past alone (NaN: no judgement); its alarm is a score above a limit. Where a
practice has a limit of its own, that is used; else the limit with the best F1 on the development series.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.judgement.alarm_sets import F, Made
from storehand.stats.baseline import usual_day

Method = Callable[[Made], F]


@dataclass(frozen=True)
class Peer:
    """`limit`: its own, or None where it has to be tuned. `mute`: no alarm on labelled days."""

    name: str
    method: Method
    limit: float | None
    mute: bool = False

    def scores(self, made: Made) -> F:
        found = self.method(made)
        if not self.mute:
            return found
        labelled = np.array([bool(event) for event in made.events])
        return np.where(labelled, np.nan, found)


def against(days: int) -> Method:
    """The share by which the day differs from the one `days` before."""

    def method(made: Made) -> F:
        found = np.full(made.values.size, np.nan)
        before, now = made.values[:-days], made.values[days:]
        with np.errstate(divide="ignore", invalid="ignore"):
            found[days:] = np.abs(now / before - 1)
        return found

    return method


def three_sigma(made: Made, window: int = 28) -> F:
    """Standard deviations from the mean of the last four weeks."""
    found = np.full(made.values.size, np.nan)
    for day in range(window, made.values.size):
        past = made.values[day - window : day]
        past = past[np.isfinite(past)]
        spread = past.std(ddof=1) if past.size > 7 else 0.0
        found[day] = abs(made.values[day] - past.mean()) / spread if spread > 0 else np.nan
    return found


def same_weekday(made: Made, weeks: int = 8) -> F:
    """Median of the same weekday over eight weeks, in logarithms, over the median deviation of such differences."""
    logs = np.log(np.maximum(made.values, 0.5 if np.nanmedian(made.values) > 1 else 1e-4))
    found, off = np.full(logs.size, np.nan), np.full(logs.size, np.nan)
    for day in range(21, logs.size):
        past = logs[max(day - 7 * weeks, day % 7) : day : 7]
        past = past[np.isfinite(past)]
        if past.size < 3:
            continue
        off[day] = logs[day] - np.median(past)
        lately = off[max(day - 56, 0) : day]
        lately = np.abs(lately[np.isfinite(lately)])
        if lately.size >= 10:
            found[day] = abs(off[day]) / max(1.4826 * float(np.median(lately)), 0.02)
    return found


def first_version(made: Made) -> F:
    """Storehand's first: the weekday's median at the last two weeks' level, labelled days apart. −log10 of the chance."""
    days = [made.day(step) for step in range(made.values.size)]
    history: dict[date, float | None] = {
        day: None if np.isnan(value) else float(value) for day, value in zip(days, made.values, strict=True)
    }
    labelled = {day for day, event in zip(days, made.events, strict=True) if event}
    counts = made.kind in {"orders", "visitors"}
    found = np.full(made.values.size, np.nan)
    for step in range(21, made.values.size):
        value = history[days[step]]
        if value is None:
            continue
        past = {days[back]: history[days[back]] for back in range(max(step - 120, 0), step)}
        floor = max(float(np.nanmedian(made.values[max(step - 28, 0) : step])), 1.0) ** -0.5 if counts else 0.0
        usual = usual_day(past, days[step], labelled.__contains__, floor=floor)
        if usual is not None:
            found[step] = -np.log10(max(usual.chance(value), 1e-30)) if value > 0 or usual.spread > 0 else 0.0
    return found


def conformal(made: Made, weeks: int = 8) -> F:
    """Mean of the last eight same weekdays; the score: how few of the last 56 errors were as large, then by how much."""
    found, off = np.full(made.values.size, np.nan), np.full(made.values.size, np.nan)
    for day in range(28, made.values.size):
        past = made.values[max(day - 7 * weeks, day % 7) : day : 7]
        past = past[np.isfinite(past)]
        if past.size < 3:
            continue
        off[day] = abs(made.values[day] - past.mean())
        lately = off[max(day - 56, 0) : day]
        lately = lately[np.isfinite(lately)]
        if lately.size >= 20:
            found[day] = off[day] / max(float(np.quantile(lately, 0.98)), 1e-9)
    return found


PEERS: tuple[Peer, ...] = (
    Peer("±30 % against yesterday", against(1), 0.3),
    Peer("±30 % against a week ago", against(7), 0.3),
    Peer("28 days' mean ± 3 sigma", three_sigma, 3.0),
    Peer("28 days' mean ± 3 sigma, muted", three_sigma, 3.0, mute=True),
    Peer("28 days' mean, muted, limit tuned", three_sigma, None, mute=True),
    Peer("same weekday, median and MAD", same_weekday, None),
    Peer("same weekday, median and MAD, muted", same_weekday, None, mute=True),
    Peer("same weekday's mean, conformal, muted", conformal, None, mute=True),
    Peer("Storehand's first version, muted", first_version, None, mute=True),
)
