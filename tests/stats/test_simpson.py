"""A total that moved against its own segments is seen, and noise makes no such thing."""

from __future__ import annotations

import pytest

from benchmarks.judgement.simpson_sets import Planted, made
from storehand.stats.simpson import reversal

BEFORE = ({"search": 4_000.0, "ads": 600.0}, {"search": 40_000.0, "ads": 60_000.0})


def test_a_total_that_rose_although_both_sources_fell_is_a_reversal() -> None:
    # 10 % → 9 % and 1 % → 0.8 %, but search went from 40 to 80 of a hundred visits: 4.6 % → 7.36 %.
    found = reversal(*BEFORE, {"search": 7_200, "ads": 160}, {"search": 80_000, "ads": 20_000})
    assert found is not None
    assert found.against == ("search", "ads")
    assert found.change == pytest.approx(0.0736 - 0.046)
    # -1 point on a mean weight of .6 and -0.2 on .4.
    assert found.rate == pytest.approx(-0.0068)
    assert found.mix == pytest.approx(0.0276 + 0.0068)
    assert found.weight > 0.99


def test_the_same_the_other_way_round() -> None:
    found = reversal({"search": 7_200, "ads": 160}, {"search": 80_000, "ads": 20_000}, *BEFORE)
    assert found is not None
    assert found.change < 0 < found.rate


def test_counting_noise_makes_no_reversal() -> None:
    # A hundredth of the visits: 72 orders instead of 80, 2 instead of 2.
    assert (
        reversal({"search": 40, "ads": 6}, {"search": 400, "ads": 600}, {"search": 72, "ads": 2}, {"search": 800, "ads": 200})
        is None
    )


def test_mix_alone_is_no_reversal() -> None:
    assert reversal(*BEFORE, {"search": 8_000, "ads": 200}, {"search": 80_000, "ads": 20_000}) is None


def test_a_third_of_the_weight_that_went_along_is_no_reversal() -> None:
    # Ads, two in five of the weight, rose from 1 % to 1.5 %.
    assert reversal(*BEFORE, {"search": 7_200, "ads": 300}, {"search": 80_000, "ads": 20_000}) is None


def test_a_segment_that_never_sells_is_on_nobodys_side() -> None:
    over0, under0 = {"search": 4_000.0, "ads": 0.0}, {"search": 40_000.0, "ads": 60_000.0}
    assert reversal(over0, under0, {"search": 7_200, "ads": 0}, {"search": 80_000, "ads": 20_000}) is None


@pytest.mark.parametrize("sold", [90, 110])
def test_a_single_segment_is_its_own_total(sold: float) -> None:
    assert reversal({"a": 1_000}, {"a": 10_000}, {"a": sold * 10}, {"a": 10_000}) is None


def test_nothing_at_one_end_is_no_reversal() -> None:
    assert reversal({}, {}, {"a": 1}, {"a": 2}) is None


@pytest.mark.parametrize("kind", ["mix only", "near miss: weight", "near miss: not turned", "noise only", "holes"])
def test_what_only_looks_alike_is_passed_over(kind: str) -> None:
    cases = [made(kind, seed) for seed in range(40)]
    assert [case for case in cases if reversal(case.over0, case.under0, case.over1, case.under1, wobble=0.02)] == []


def test_a_made_up_reversal_is_true_to_its_definition() -> None:
    truths = [made("reversal", seed).truth for seed in range(40)]
    assert sum(truth.reversed() for truth in truths) >= 38
    assert all(_by_hand(truth) for truth in truths if truth.reversed())


def _by_hand(truth: Planted) -> bool:
    """The total one way, four fifths of the weight the other."""
    w0, w1 = truth.visits0 / truth.visits0.sum(), truth.visits1 / truth.visits1.sum()
    total = (w1 * truth.rates1).sum() - (w0 * truth.rates0).sum()
    against = (truth.rates1 - truth.rates0) * total < 0
    return bool(((w0 + w1) / 2)[against].sum() >= 0.8)
