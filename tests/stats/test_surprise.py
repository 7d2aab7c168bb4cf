"""Departures and their chances against published values."""

from __future__ import annotations

import numpy as np
import pytest

from storehand.stats.surprise import F, chance, core, departure, distance, likelihood, normal_quantile, steady, unsteady


def _one(*values: float) -> F:
    return np.array(values, dtype=np.float64)


def test_the_normal_quantile_is_that_of_the_tables() -> None:
    assert normal_quantile(_one(0.5, 0.975, 0.005)) == pytest.approx([0, 1.959964, -2.575829], abs=1e-5)


def test_the_chance_is_students_with_the_normals_core() -> None:
    """t with 6 degrees: 2.446912 is left by 5 in 100, 3.707428 by 1 in 100; within ±1.0906 lies what ±1 of a normal holds."""
    assert core(6) == pytest.approx(1.0906, abs=1e-3)
    assert chance(_one(0, 1, 2.446912 / core(6), 3.707428 / core(6))) == pytest.approx([1, 0.317311, 0.05, 0.01], rel=1e-4)


def test_the_likelihood_is_the_chances_slope() -> None:
    """The density of one side is minus half the slope of the two-sided chance."""
    for freedom in (4, 20):
        slope = (chance(_one(1.499), freedom) - chance(_one(1.501), freedom)) / 0.002 / 2
        constant = np.exp(likelihood(_one(1.5), freedom)) / slope
        other = np.exp(likelihood(_one(0.5), freedom)) / ((chance(_one(0.499), freedom) - chance(_one(0.501), freedom)) / 0.004)
        assert constant == pytest.approx(other, rel=1e-3)


def test_far_out_the_chance_keeps_falling() -> None:
    far = chance(_one(8, 16, 32))
    assert far[0] / far[1] == pytest.approx(64, rel=0.2)
    assert far[1] / far[2] == pytest.approx(64, rel=0.1)


def test_distance_is_the_way_back() -> None:
    assert chance(_one(distance(0.004)))[0] == pytest.approx(0.004)


def test_no_order_where_three_are_usual_is_what_poisson_says() -> None:
    """P(0 | 3) = 0.0498; the middle of that tail is 0.0249, 1.96 standard deviations."""
    far = departure(_one(0), _one(3), _one(0.02), _one(1), np.array([True]))
    assert far == pytest.approx([-1.96], abs=0.01)


def test_large_figures_are_judged_in_logarithms() -> None:
    """Noise of a tenth, counting negligible: a tenth more is one standard deviation."""
    far = departure(_one(1e6 * np.exp(0.1)), _one(1e6), _one(0.1), _one(1), np.array([True]))
    assert far == pytest.approx([1.0], abs=0.01)


def test_the_steady_scale_goes_both_ways() -> None:
    value, noise, unit, whole = _one(5, 300, 1e5), _one(0.1, 0.1, 0.2), _one(1, 1, 30), np.array([True, True, False])
    assert unsteady(steady(value, noise, unit, whole), noise, unit, whole) == pytest.approx(value)
