"""Splits of a change add up, whatever the numbers."""

from __future__ import annotations

import random
from math import fsum, log, prod

import pytest

from storehand.stats.decompose import factors, mix_and_rate


def test_a_change_of_one_factor_alone_is_all_its_own() -> None:
    assert factors([100, 0.05, 80], [70, 0.05, 80]) == pytest.approx((-120.0, 0.0, 0.0))


def test_the_log_mean_split_of_two_doubled_factors_halves_the_change() -> None:
    assert factors([10, 10], [20, 20]) == pytest.approx((150.0, 150.0))


def test_the_log_mean_split_follows_its_formula() -> None:
    mean = (108 - 200) / log(108 / 200)
    assert factors([100, 2], [90, 1.2]) == pytest.approx((mean * log(0.9), mean * log(0.6)))


def test_a_vanished_item_owes_everything_to_its_visitors() -> None:
    assert factors([50, 0.1, 20], [0, None, None]) == pytest.approx((-100.0, 0.0, 0.0))


def test_a_conversion_of_zero_is_split_by_shapley() -> None:
    # Visitors: -40 · (0.1 + 0)/2 · 20; conversion: -0.1 · (50 + 10)/2 · 20.
    assert factors([50, 0.1, 20], [10, 0.0, 20]) == pytest.approx((-40.0, -60.0, 0.0))


def test_nothing_before_and_nothing_after_is_no_change() -> None:
    assert factors([1000, 0.0, 20], [0, 0.3, 50]) == (0.0, 0.0, 0.0)


def test_factors_add_up_on_a_hundred_thousand_random_cases() -> None:
    draw = random.Random(20240101)
    for _ in range(100_000):
        before, after = _case(draw)
        y0, y1 = _product(before, after), _product(after, before)
        assert abs(fsum(factors(before, after)) - (y1 - y0)) <= 1e-9 * max(abs(y0), abs(y1))


def _case(draw: random.Random) -> tuple[list[float | None], list[float | None]]:
    """Visitors × conversion × value: zeros, new and vanished items, refunds below 0, and no change at all."""
    kind = draw.randrange(8)
    before: list[float | None] = [draw.randrange(1, 10**6), draw.random(), draw.lognormvariate(4, 1)]
    after: list[float | None] = [draw.randrange(1, 10**6), draw.random(), draw.lognormvariate(4, 1)]
    if kind == 0:
        before = [0, None, None]
    elif kind == 1:
        after = [0, None, None]
    elif kind == 2:
        after[1] = 0.0
    elif kind == 3:
        before[1] = after[1] = 0.0
    elif kind == 4:
        after[2] = -draw.lognormvariate(4, 1)
    elif kind == 5:
        after = [value and value * (1 + 1e-13 * draw.randrange(-9, 9)) for value in before]
    return (before, after) if draw.random() < 0.5 else (after, before)


def _product(values: list[float | None], others: list[float | None]) -> float:
    """An unknown factor stands at the other end's value, as in a shop without visitors."""
    return prod(
        value if value is not None else other if other is not None else 1.0 for value, other in zip(values, others, strict=True)
    )


def test_a_shift_to_the_weak_source_is_mix() -> None:
    split = mix_and_rate(
        {"search": 10, "ads": 1}, {"search": 100, "ads": 100}, {"search": 5, "ads": 1.5}, {"search": 50, "ads": 150}
    )
    # Both rates stand (10 % and 1 %); the ratio falls from 5.5 % to 3.25 %.
    assert split["search"].rate == pytest.approx(0)
    assert split["ads"].rate == pytest.approx(0)
    assert split["search"].mix + split["ads"].mix == pytest.approx(0.0325 - 0.055)


def test_a_rate_that_falls_in_one_segment_is_rate() -> None:
    split = mix_and_rate({"a": 10, "b": 10}, {"a": 100, "b": 100}, {"a": 10, "b": 4}, {"a": 100, "b": 100})
    assert split["a"].total == pytest.approx(0)
    assert split["b"].rate == pytest.approx(-0.03)


def test_mix_and_rate_add_up_with_new_and_vanished_segments() -> None:
    draw = random.Random(7)
    for _ in range(2_000):
        over0, under0, over1, under1 = (_segments(draw) for _ in range(4))
        split = mix_and_rate(over0, under0, over1, under1)
        y0, y1 = (fsum(o.values()) / fsum(u.values()) for o, u in ((over0, under0), (over1, under1)))
        assert abs(fsum(part.total for part in split.values()) - (y1 - y0)) <= 1e-9 * max(y0, y1)


def _segments(draw: random.Random) -> dict[str, float]:
    return {"base": 1 + draw.random()} | {name: 100 * draw.random() for name in "abcdef" if draw.random() < 0.7}


def test_no_weight_at_one_end_gives_no_split() -> None:
    assert mix_and_rate({}, {}, {"a": 1}, {"a": 2}) == {}


def test_a_fall_beyond_what_a_float_can_divide_is_split_too() -> None:
    # 1 - 1e-20 is 1: the log-mean split of a product that all but vanished must not ask for log(0).
    parts = factors([1e10, 1e10], [1e-10, 1e10])
    assert parts == pytest.approx((-1e20, 0.0))
    parts = factors([1e150, 1e-150], [1e-160, 1e-150])
    assert fsum(parts) == pytest.approx(-1.0)
