"""A ratio that moved is told as mix, rate or both, and as neither where noise would do."""

from __future__ import annotations

import pytest

from storehand.stats.shift import moves, shift

CALM = {"search": 10_000.0, "ads": 10_000.0}


def test_visits_that_lean_to_the_weak_source_are_mix() -> None:
    # 10 % and 1 % stand; half and half becomes one in four: 5.5 % falls to 3.25 %.
    found = shift({"search": 1_000, "ads": 100}, CALM, {"search": 500, "ads": 150}, {"search": 5_000, "ads": 15_000})
    assert found is not None
    assert found.kind == "mix"
    assert [found.rate, found.mix_share] == pytest.approx([0, 1])
    assert found.mix == pytest.approx(0.0325 - 0.055)


def test_a_rate_that_falls_is_rate() -> None:
    found = shift({"search": 1_000, "ads": 100}, CALM, {"search": 700, "ads": 100}, CALM)
    assert found is not None
    # -3 points on half of the visits.
    assert found.kind == "rate"
    assert [found.mix, found.rate] == pytest.approx([0, -0.015])


def test_both_at_once_are_both() -> None:
    found = shift({"search": 1_000, "ads": 100}, CALM, {"search": 400, "ads": 150}, {"search": 5_000, "ads": 15_000})
    assert found is not None
    # 8 % and 1 % on ¼ and ¾: 2.75 %. Rate: -2 points on the mean weight ⅜; mix: -¼ · 9 % + ¼ · 1 %.
    assert found.kind == "both"
    assert [found.rate, found.mix] == pytest.approx([-0.0075, -0.02])


def test_seven_orders_where_ten_are_usual_are_noise() -> None:
    found = shift({"search": 10, "ads": 1}, {"search": 100, "ads": 100}, {"search": 7, "ads": 1}, {"search": 100, "ads": 100})
    assert found is not None
    assert found.kind == "neither"


def test_a_few_more_who_came_by_ads_are_noise() -> None:
    found = shift({"search": 10, "ads": 1}, {"search": 100, "ads": 100}, {"search": 9.5, "ads": 1.05}, {"search": 95, "ads": 105})
    assert found is not None
    assert found.kind == "neither"


def test_rates_that_waver_by_themselves_must_move_further() -> None:
    ends = ({"a": 1_000.0}, {"a": 10_000.0}, {"a": 850.0}, {"a": 10_000.0})
    calm, wavering = shift(*ends), shift(*ends, wobble=0.05)
    assert calm is not None
    assert wavering is not None
    assert (calm.kind, wavering.kind) == ("rate", "neither")


def test_no_weight_at_one_end_is_no_shift() -> None:
    assert shift({"a": 1}, {"a": 10}, {}, {}) is None


def test_a_new_segment_has_no_rate_to_move() -> None:
    assert set(moves({"a": 1}, {"a": 10}, {"a": 1, "b": 5}, {"a": 10, "b": 50})) == {"a"}


def test_orders_of_unlike_size_scatter_more_than_counts() -> None:
    # 100 buyers at 50 yuan: the rate's standard error is 50 · √(2 / 100) with orders that vary as much as they are large.
    one = moves({"a": 5_000}, {"a": 100}, {"a": 5_000}, {"a": 100}, lump=100)["a"]
    assert one.noise0 == pytest.approx(50 * 0.02**0.5, rel=0.01)
