"""The scan for segments that changed: finds the few, blames none of the many."""

from __future__ import annotations

import random

import pytest

from storehand.stats.locate import changed


def poisson(draw: random.Random, mean: float) -> int:
    count, left = 0, mean
    while (left := left - draw.expovariate(1)) > 0:
        count += 1
    return count


def test_one_segment_that_lost_half_is_found() -> None:
    assert changed({"a": 50, "b": 100, "c": 100}, dict.fromkeys("abc", 100.0), fell=True) == ("a",)


def test_segments_that_fell_alike_are_not_blamed() -> None:
    assert changed({"a": 50, "b": 51, "c": 49}, dict.fromkeys("abc", 100.0), fell=True) == ()


def test_only_the_asked_direction_counts() -> None:
    assert changed({"a": 200, "b": 100, "c": 100}, dict.fromkeys("abc", 100.0), fell=True) == ()
    assert changed({"a": 200, "b": 100, "c": 100}, dict.fromkeys("abc", 100.0), fell=False) == ("a",)


def test_a_new_segment_is_a_change() -> None:
    assert changed({"a": 100, "new": 40}, {"a": 100.0}, fell=False) == ("new",)


def test_nothing_to_compare_names_nothing() -> None:
    assert changed({}, {}, fell=True) == ()
    assert changed({"a": 3}, {"a": 30.0}, fell=True) == ()


@pytest.mark.parametrize("shift", [1.0, 0.5])
def test_noise_is_rarely_blamed(shift: float) -> None:
    draw = random.Random(9)
    usual = {n: 0.5 * 1.1**n for n in range(50)}
    days = [{n: poisson(draw, e * shift) for n, e in usual.items()} for _ in range(300)]
    assert sum(bool(changed(day, usual, fell=True)) for day in days) <= 0.05 * len(days)


def test_three_of_fifty_that_stopped_are_found() -> None:
    draw = random.Random(10)
    usual = {n: 0.5 * 1.1**n for n in range(50)}
    days = [{n: 0 if n >= 47 else poisson(draw, e) for n, e in usual.items()} for _ in range(100)]
    assert sum(set(changed(day, usual, fell=True)) == {47, 48, 49} for day in days) >= 95
