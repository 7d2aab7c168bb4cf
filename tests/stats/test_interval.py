"""Intervals and tail chances against numbers worked out by hand or taken from printed tables."""

from __future__ import annotations

import random
from math import exp

import pytest

from storehand.stats.interval import (
    counting_noise,
    false_alarm_limit,
    normal_tail,
    poisson_tail,
    sum_of_amounts,
    t_quantile,
    t_tail,
    two_proportions,
    wilson,
)


def test_the_normal_tail_is_the_printed_one() -> None:
    assert normal_tail(1.959964) == pytest.approx(0.05, abs=1e-6)
    assert normal_tail(-2.575829) == pytest.approx(0.01, abs=1e-6)


@pytest.mark.parametrize(("t", "freedom", "chance"), [(2.776, 4, 0.05), (2.228, 10, 0.05), (3.169, 10, 0.01), (2.042, 30, 0.05)])
def test_the_t_tail_is_close_to_the_printed_one(t: float, freedom: float, chance: float) -> None:
    assert t_tail(t, freedom) == pytest.approx(chance, rel=0.03)
    assert t_tail(t_quantile(freedom), freedom) == pytest.approx(0.05, rel=1e-4)


def test_no_sale_where_two_are_usual_is_no_surprise() -> None:
    assert poisson_tail(0, 2.0) == pytest.approx(2 * exp(-2))
    assert poisson_tail(0, 12.0) == pytest.approx(2 * exp(-12))
    assert poisson_tail(2, 2.0) == 1.0


def test_wilsons_interval_is_the_printed_one() -> None:
    assert wilson(10, 100) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_thirteen_against_six_per_cent_of_two_hundred_clicks_differ() -> None:
    assert two_proportions(26, 200, 12, 200) == pytest.approx(0.017, abs=0.001)
    assert two_proportions(6, 200, 3, 200) == pytest.approx(0.31, abs=0.01)
    assert two_proportions(0, 0, 3, 200) == 1.0


def test_the_interval_of_a_sum_holds_nearly_all_sums() -> None:
    draw = random.Random(5)
    # A lognormal with σ = 0.83 has 1 + cv² = e^0.69 ≈ 2.
    mean = exp(0.83**2 / 2)
    low, high = sum_of_amounts(60 * mean, 60)
    sums = [sum(draw.lognormvariate(0, 0.83) for _ in range(_poisson(draw, 60))) for _ in range(2000)]
    assert 0.93 <= sum(low <= one <= high for one in sums) / len(sums) <= 0.97


def _poisson(draw: random.Random, mean: float) -> int:
    count, left = 0, mean
    while (left := left - draw.expovariate(1)) > 0:
        count += 1
    return count


def test_nothing_sold_has_an_interval_of_nothing() -> None:
    assert sum_of_amounts(0, 0) == (0.0, 0.0)


def test_a_hundred_orders_waver_by_a_tenth() -> None:
    assert counting_noise(100) == pytest.approx(0.1)
    assert counting_noise(0) == 1.0


def test_one_small_chance_among_many_curves_is_no_alarm() -> None:
    assert false_alarm_limit([0.004], curves=1, share=0.1) == 0.004
    assert false_alarm_limit([0.004], curves=200, share=0.1) == 0.0
    assert false_alarm_limit([0.001, 0.0001, 0.04], curves=100, share=0.1) == 0.001
