"""Tails are learned from what was seen."""

from __future__ import annotations

import numpy as np
import pytest

from storehand.stats.tails import Tails


def test_a_calm_series_is_surprised_sooner_than_a_wild_one() -> None:
    draw = np.random.default_rng(1)
    tails = Tails(2)
    for _ in range(400):
        tails.learn(np.array([draw.normal(), draw.standard_t(3) / 1.2]), np.array([True, True]))
    calm, wild = tails.chance(np.array([3.5, 3.5]))
    assert calm < wild / 3
    assert calm < 0.003


def test_the_distance_has_about_the_chance() -> None:
    tails = Tails(1)
    assert tails.chance(tails.distance(0.05))[0] == pytest.approx(0.05, rel=0.15)


def test_days_that_do_not_count_teach_nothing() -> None:
    tails = Tails(1)
    before = tails.chance(np.array([3.0]))
    tails.learn(np.array([6.0]), np.array([False]))
    assert np.array_equal(tails.chance(np.array([3.0])), before)
