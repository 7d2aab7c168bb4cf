"""Days that lean the same way are told together; noise that goes on from day to day is not."""

from __future__ import annotations

import numpy as np
import pytest

from storehand.stats.lasting import lasting
from storehand.stats.surprise import F


def calm(count: int = 200, days: int = 120, alike: float = 0.0, seed: int = 3) -> F:
    """Standard departures, each `alike` to the one before."""
    draw = np.random.default_rng(seed)
    found = draw.normal(0, 1, (count, days))
    for day in range(1, days):
        found[:, day] = alike * found[:, day - 1] + np.sqrt(1 - alike**2) * found[:, day]
    return found


def test_three_days_of_minus_two_are_told_although_none_alone_is() -> None:
    far = calm(1)
    far[0, -3:] = -2.2
    found = lasting(far)
    assert found.chance[0, -1] < 0.003
    assert found.run[0, -1] == 3
    assert found.below[0, -1]


def test_a_rise_is_not_below() -> None:
    far = calm(1)
    far[0, -5:] = 2.0
    assert not lasting(far).below[0, -1]


@pytest.mark.parametrize("alike", [0.0, 0.4])
def test_the_chance_means_what_it_says(alike: float) -> None:
    # 2,000 series: of usual ones one in fifty is told with a chance of 2 %, whether neighbours are alike or not.
    told = float((lasting(calm(2_000, alike=alike)).chance[:, -1] < 0.02).mean())
    assert 0.008 < told < 0.03


def test_one_far_day_is_no_run() -> None:
    far = np.zeros((1, 120)) + calm(1) * 0.3
    far[0, -1] = -30.0
    assert lasting(far).chance[0, -1] > 0.005


def test_unknown_days_break_a_run() -> None:
    far = calm(1)
    far[0, -7:] = -2.5
    far[0, -2] = np.nan
    found = lasting(far)
    assert (found.chance[0, -1], found.run[0, -1]) == (1.0, 0)
    assert found.chance[0, -3] < 0.01


def test_too_few_days_say_nothing() -> None:
    found = lasting(np.array([[-3.0]]), days=1)
    assert found.chance.tolist() == [[1.0]]
