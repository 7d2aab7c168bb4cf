"""The scan for crossed segments: names what moved by itself, at the right grain, or says that nothing did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.stats.scan import Cause, Coded, Scan, scan, scan_rate

CHANNELS, SIZES, REGIONS = ("search", "ads", "live"), ("S", "M", "L", "XL"), ("east", "north", "south", "west", "centre")
LEAVES = [(channel, size, region) for channel in CHANNELS for size in SIZES for region in REGIONS]
DIMS = {name: [leaf[place] for leaf in LEAVES] for place, name in enumerate(("channel", "size", "region"))}


def wheres(found: Scan) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(cause.where) for cause in found.causes}


def of(**where: str) -> frozenset[tuple[str, str]]:
    return frozenset(where.items())


def sold(mean: float, seed: int = 1, **effects: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Poisson counts by leaf; `effects` multiply what sells where all words of the key (a_b) are in the leaf."""
    draw = np.random.default_rng(seed)
    rates = [np.prod([f for key, f in effects.items() if set(key.split("_")) <= set(leaf)]) * mean for leaf in LEAVES]
    return draw.poisson(rates).astype(float)


def test_one_value_that_stopped_selling_is_the_cause() -> None:
    found = scan(DIMS, sold(6, ads=0.2), np.full(60, 6.0))
    assert wheres(found) == {of(channel="ads")}


def test_a_crossed_segment_is_named_at_its_own_grain() -> None:
    found = scan(DIMS, sold(12, ads_XL=0.0), np.full(60, 12.0))
    assert wheres(found) == {of(channel="ads", size="XL")}


def test_two_causes_are_both_named() -> None:
    found = scan(DIMS, sold(15, live=0.4, search_M=0.2), np.full(60, 15.0))
    assert wheres(found) == {of(channel="live"), of(channel="search", size="M")}


def test_a_day_that_fell_as_a_whole_has_no_cause() -> None:
    assert scan(DIMS, sold(6, seed=4), np.full(60, 12.0)).causes == ()


def test_a_large_expectation_met_exactly_has_no_cause() -> None:
    found = scan(DIMS, np.full(60, 500.0), np.full(60, 500.0))
    assert found.causes == ()


def test_nothing_to_compare_has_no_cause() -> None:
    assert scan({}, [], []).causes == ()
    assert scan({"channel": ["a", "b"]}, [0.0, 0.0], [0.0, 0.0]).causes == ()


def test_the_amounts_of_a_cause_by_hand() -> None:
    """Ads sold 20 of 200, all else 400 of 400: 180 are missing, which is all of the change."""
    real = [1.0 if channel == "ads" else 10.0 for channel in DIMS["channel"]]
    cause = only(scan(DIMS, real, np.full(60, 10.0)))
    assert (cause.real, cause.expected, cause.contribution, cause.share, cause.leaves) == (20.0, 200.0, -180.0, 1.0, 20)


def only(found: Scan) -> Cause:
    assert len(found.causes) == 1
    return found.causes[0]


def test_money_counts_as_orders_of_its_usual_size() -> None:
    """The same day in yuan and in fen has the same causes."""
    yuan, usual = sold(6, ads=0.2) * 59.5, np.full(60, 6 * 59.5)
    assert wheres(scan(DIMS, yuan, usual)) == wheres(scan(DIMS, yuan * 100, usual * 100)) == {of(channel="ads")}


def test_a_single_leaf_of_a_dense_cube_stands_alone() -> None:
    draw = np.random.default_rng(7)
    usual = draw.weibull(0.7, 60) * 100 + 1
    real = usual * (1 + draw.normal(0, 0.02, 60))
    real[17] = usual[17] * 0.5
    assert wheres(scan(DIMS, real, usual)) == {frozenset(zip(DIMS, LEAVES[17], strict=True))}


def test_a_dense_day_that_moved_as_a_whole_has_only_its_own_cause() -> None:
    draw = np.random.default_rng(11)
    usual = draw.weibull(0.7, 60) * 1000 + 10
    real = usual * 0.8 * (1 + draw.normal(0, 0.02, 60))
    assert scan(DIMS, real, usual).causes == ()
    real[[leaf[0] == "ads" for leaf in LEAVES]] *= 0.7
    assert wheres(scan(DIMS, real, usual)) == {of(channel="ads")}


def test_the_values_of_one_dense_cause_are_not_merged_into_their_parent() -> None:
    draw = np.random.default_rng(8)
    usual = draw.weibull(0.7, 60) * 100 + 1
    real = usual * (1 + draw.normal(0, 0.05, 60))
    hit = np.array([leaf[0] == "ads" and leaf[1] in {"S", "M"} for leaf in LEAVES])
    real[hit] = usual[hit] * 0.4
    assert wheres(scan(DIMS, real, usual)) == {of(channel="ads", size="S"), of(channel="ads", size="M")}


def test_a_rate_that_halved_in_one_region_is_found_while_visits_move() -> None:
    draw = np.random.default_rng(9)
    visits = draw.poisson(np.where([leaf[0] == "ads" for leaf in LEAVES], 900, 300)).astype(float)
    bought = draw.binomial(visits.astype(int), np.where([leaf[2] == "west" for leaf in LEAVES], 0.02, 0.04)).astype(float)
    found = scan_rate(DIMS, (bought, visits), (np.full(60, 12.0), np.full(60, 300.0)))
    assert wheres(found) == {of(region="west")}
    assert found.causes[0].contribution < 0


def test_a_rate_near_one_is_judged_by_what_it_lacks() -> None:
    """99 % of calls succeed, in the west 90 %: seen from the failures that is ten times as many."""
    draw = np.random.default_rng(10)
    calls = np.full(60, 200.0)
    failed = draw.poisson(np.where([leaf[2] == "west" for leaf in LEAVES], 20.0, 2.0)).astype(float)
    found = scan_rate(DIMS, (calls - failed, calls), (calls * 0.99, calls))
    assert wheres(found) == {of(region="west")}
    assert found.causes[0].contribution < 0


def test_a_large_cause_does_not_hide_behind_its_own_unrest() -> None:
    """Live sells tenfold: every size and region looks restless, although all of it is live."""
    found = scan(DIMS, sold(8, seed=5, live=10.0), np.full(60, 8.0))
    assert wheres(found) == {of(channel="live")}


def test_a_cause_that_moves_its_parts_unequally_is_one_cause() -> None:
    found = scan(DIMS, sold(20, seed=6, ads=0.3, ads_XL=0.1, ads_east=0.2), np.full(60, 20.0))
    assert wheres(found) == {of(channel="ads")}
    assert found.causes[0].leaves == 20


def test_a_dimension_of_one_value_is_never_named() -> None:
    real = sold(12, ads_XL=0.0)
    assert wheres(scan(DIMS | {"shop": ["only"] * 60}, real, np.full(60, 12.0))) == {of(channel="ads", size="XL")}


def test_values_that_are_numbered_already_say_the_same() -> None:
    coded = {
        name: Coded(np.array([sorted(set(column)).index(v) for v in column]), tuple(sorted(set(column))))
        for name, column in DIMS.items()
    }
    real = sold(12, ads_XL=0.0)
    assert scan(coded, real, np.full(60, 12.0)) == scan(DIMS, real, np.full(60, 12.0))


def paid(counts: np.ndarray[tuple[int], np.dtype[np.float64]], seed: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Each order of its own size, in whole yuan, around 60."""
    draw = np.random.default_rng(seed)
    return np.array([np.rint(draw.lognormal(4, 0.5, int(count)).sum()) for count in counts])


def test_money_of_quiet_days_rarely_has_a_cause() -> None:
    usual = np.random.default_rng(3).gamma(2.0, 1.0, 60)
    days = [scan(DIMS, paid(np.random.default_rng(seed).poisson(usual).astype(float), seed), usual * 62) for seed in range(100)]
    assert sum(bool(day.causes) for day in days) <= 5


def test_money_of_one_value_that_stopped_selling_is_the_cause() -> None:
    assert wheres(scan(DIMS, paid(sold(6, ads=0.2), 1), np.full(60, 6 * 62.0))) == {of(channel="ads")}


@pytest.mark.parametrize("mean", [0.3, 3.0, 30.0])
def test_quiet_days_rarely_have_a_cause(mean: float) -> None:
    usual = np.random.default_rng(3).gamma(1.0, mean, 60)
    days = [scan(DIMS, np.random.default_rng(seed).poisson(usual).astype(float), usual) for seed in range(200)]
    assert sum(bool(day.causes) for day in days) <= 0.05 * len(days)


def test_the_runner_up_is_told_also_where_nothing_stands_out() -> None:
    found = scan(DIMS, sold(6, seed=4), np.full(60, 6.0))
    assert found.causes == ()
    assert found.runner_up is not None
    assert found.runner_up.gain <= 0


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(60)), st.permutations(CHANNELS), st.permutations(["channel", "size", "region"]), st.integers(0, 9))
def test_order_and_names_decide_nothing(rows: Sequence[int], names: Sequence[str], order: Sequence[str], seed: int) -> None:
    real, usual = sold(8, seed=seed, ads_XL=0.0, live=0.5), np.random.default_rng(seed).gamma(4.0, 2.0, 60)
    renamed = dict(zip(CHANNELS, names, strict=True))
    shuffled = {name: [DIMS[name][row] for row in rows] for name in order}
    shuffled["channel"] = [renamed[value] for value in shuffled["channel"]]
    plain, other = scan(DIMS, real, usual), scan(shuffled, real[list(rows)], usual[list(rows)])
    assert wheres(other) == {_renamed(cause.where, renamed) for cause in plain.causes}


def _renamed(where: tuple[tuple[str, str], ...], names: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((dim, names[value] if dim == "channel" else value) for dim, value in where)
