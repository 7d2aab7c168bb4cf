"""Series finer than a day: the season is found, incidents are told once, the past alone counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from storehand.stats.pulse import Beat, beats

START = datetime(2026, 3, 2)


def _points(values: list[float], step: timedelta = timedelta(hours=1)) -> list[tuple[datetime, float]]:
    return [(START + step * at, value) for at, value in enumerate(values)]


def _hours(days: int, seed: int = 1) -> list[float]:
    """Calls a busy day brings by the hour, quiet at night, with noise of a twelfth."""
    draw = np.random.default_rng(seed)
    return [float((100 + 80 * np.sin(2 * np.pi * at / 24)) * np.exp(draw.normal() / 12)) for at in range(days * 24)]


def test_the_hour_of_the_day_is_expected() -> None:
    values = _hours(21)
    told = list(beats(_points(values)))
    off = [abs(beat.expected / value - 1) for beat, value in zip(told[-168:], values[-168:], strict=True)]
    assert sum(off) / len(off) < 0.15


def test_an_hour_without_any_is_alarming_by_day_and_told_once() -> None:
    values = _hours(21)
    values[20 * 24 + 6 : 20 * 24 + 12] = [0.0] * 6
    alarms = [at for at, beat in enumerate(beats(_points(values))) if beat.alarm and at >= 20 * 24]
    assert alarms == [20 * 24 + 6]


def test_a_usual_week_is_quiet() -> None:
    assert sum(beat.alarm for beat in beats(_points(_hours(28)))) <= 3


def test_later_points_change_nothing() -> None:
    points = _points(_hours(10))
    whole, part = list(beats(points)), list(beats(points[:150]))
    assert whole[:150][60:] == part[60:]


def test_unknown_points_are_not_judged() -> None:
    values = _hours(5)
    values[100] = float("nan")
    beat: Beat = list(beats(_points(values)))[100]
    assert beat.chance == 1.0
    assert not beat.alarm


def test_five_minutes_are_judged_too() -> None:
    draw = np.random.default_rng(3)
    values = [float(draw.poisson(40)) for _ in range(288 * 4)]
    values[288 * 3 + 50] = 400.0
    told = list(beats(_points(values, timedelta(minutes=5))))
    assert told[288 * 3 + 50].alarm
