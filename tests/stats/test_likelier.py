"""What an incident would look like counts, not only what is rare."""

from __future__ import annotations

import numpy as np

from storehand.stats.likelier import likelier
from storehand.stats.surprise import F, departure


def _told(value: float, expected: float, noise: float) -> float:
    one: list[F] = [np.array([each]) for each in (value, expected, noise, 1.0)]
    whole = np.array([True])
    far = departure(one[0], one[1], one[2], one[3], whole)
    return float(likelier(far, one[1], one[2], one[3], whole)[0])


def test_a_usual_day_speaks_against_an_incident() -> None:
    assert _told(1000, 1000, 0.1) < -1


def test_half_a_usual_day_speaks_for_one() -> None:
    assert _told(500, 1000, 0.1) > 2


def test_three_deviations_that_are_little_speak_less_than_three_that_are_much() -> None:
    """Noise of 3 %: three deviations are 9 %, which no incident brings. Noise of 12 %: 30 %, which many do."""
    assert _told(1000 * np.exp(-0.09), 1000, 0.03) < _told(1000 * np.exp(-0.36), 1000, 0.12)


def test_nothing_at_all_in_a_tiny_series_says_little() -> None:
    assert _told(0, 3, 0.1) < 1
