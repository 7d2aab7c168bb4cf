"""A score that slides is told when it slid, and not every day after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storehand.desks.reviews.slides import Slide, slid

DAY = date(2026, 11, 27)


def scores(*last: float) -> dict[date, float]:
    """4.80 for three weeks, then these."""
    days = [DAY - timedelta(days=back) for back in range(23, -1, -1)]
    return dict(zip(days, [4.8] * (len(days) - len(last)) + list(last), strict=True))


@pytest.mark.parametrize(("now", "found"), [(4.75, True), (4.76, False), (4.8, False), (4.9, False), (4.6, True)])
def test_a_twentieth_below_the_last_three_weeks_is_a_slide(now: float, found: bool) -> None:
    assert slid(scores(now), DAY, 0.05) == (Slide(now, 4.8) if found else None)


def test_the_middle_is_deaf_to_one_bad_day() -> None:
    assert slid(scores(4.2, 4.8), DAY, 0.05) is None


def test_four_days_say_nothing() -> None:
    days = {DAY - timedelta(days=back): 4.8 for back in range(1, 5)} | {DAY: 4.0}
    assert slid(days, DAY, 0.05) is None
