"""A field that is suddenly empty: the run, the chance, what is bound to the outcome, and what it cost."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storehand.stats.completeness import Cell, bound, coincidence, cost, fallen, moved, natural, one_thing, sum_of

STEADY = [100] * 40
CALM = [2] * 40


def test_the_run_is_found_with_its_first_and_last_day() -> None:
    empty = [*CALM[:32], 40, 38, 44, 41, 39, 40, 2, 2]
    found = fallen(STEADY, empty, touching=37)
    assert found is not None
    assert (found.first, found.last, found.empty, found.rows) == (32, 37, 242, 600)
    assert found.usual == pytest.approx(0.02, abs=0.001)
    assert found.chance < 1e-9


def test_a_run_that_ended_before_the_days_looked_at_is_past() -> None:
    empty = [*CALM[:25], 40, 40, 40, *CALM[:12]]
    found = fallen(STEADY, empty, touching=39)
    assert found is None or found.first > 27


@pytest.mark.parametrize(
    ("rows", "empty"),
    [
        (STEADY, CALM),
        (STEADY, [30] * 33 + [70] * 7),
        (STEADY, [*CALM[:39], 5]),
        ([100] * 12, [0] * 9 + [60] * 3),
        ([0] * 40, [0] * 40),
    ],
    ids=["always the same", "often empty anyway", "a trifle", "too short a past", "nothing sold"],
)
def test_no_run_is_seen_where_there_is_none(rows: list[int], empty: list[int]) -> None:
    assert fallen(rows, empty, touching=len(rows) - 3) is None


def test_days_that_wander_anyway_make_a_run_less_sure() -> None:
    wild = [0, 12, 1, 9, 0, 14, 2, 11] * 5
    calm, restless = (fallen(STEADY, [*past[:37], 15, 15, 15], touching=37) for past in ([6] * 40, wild))
    assert calm is not None
    assert restless is None or restless.chance > 100 * calm.chance


def test_one_stratum_has_the_hypergeometric_chance() -> None:
    # 10 orders, 4 without the field, 3 bad, all 3 among the 4: C(4,3)·C(6,0) / C(10,3) = 4/120.
    assert coincidence([Cell(10, 4, 3, 3)]) == pytest.approx(4 / comb(10, 3))


def test_strata_that_cannot_tell_add_nothing() -> None:
    one = [Cell(10, 4, 3, 3)]
    mute = [Cell(10, 0, 3, 0), Cell(10, 10, 3, 3), Cell(10, 4, 0, 0), Cell(10, 4, 10, 4), Cell(0, 0, 0, 0)]
    assert coincidence([*one, *mute]) == pytest.approx(coincidence(one))
    assert coincidence(mute) == 1.0


def test_channels_that_differ_are_not_held_against_each_other() -> None:
    # One channel closes half and lacks the field, the other neither: within each nothing goes together.
    bad_channel, good_channel = Cell(100, 80, 50, 40), Cell(100, 0, 5, 0)
    assert coincidence([bad_channel, good_channel]) > 0.4
    assert coincidence([sum_of([bad_channel, good_channel])]) < 1e-6


def test_the_bell_curve_takes_over_where_counts_are_large() -> None:
    exact = coincidence([Cell(400, 160, 100, 52)] * 5)
    bell = coincidence([Cell(400, 160, 100, 52)] * 7)  # 700 possible counts
    assert bell < exact
    assert coincidence([Cell(400, 160, 100, 40)] * 7) == pytest.approx(0.5, abs=0.03)


cells = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)).map(
        lambda n: Cell(sum(n), n[0] + n[1], n[0] + n[2], n[0])
    ),
    max_size=6,
)


@given(cells)
def test_a_chance_is_a_chance(strata: list[Cell]) -> None:
    assert 0 <= coincidence(strata) <= 1


def test_a_field_that_the_outcome_empties_is_bound_to_it() -> None:
    courier = [Cell(100, 12, 8, 8), Cell(100, 14, 9, 8)] * 14
    assert bound(courier)


def test_a_field_that_two_bad_weeks_emptied_is_not_bound() -> None:
    weeks = [Cell(100, 40, 25, 22)] * 14 + [Cell(100, 2, 8, 0)] * 42
    assert not bound(weeks)
    assert not bound([])


def test_empty_and_bad_may_be_one_thing() -> None:
    assert one_thing(Cell(100, 30, 30, 30))
    assert not one_thing(Cell(100, 40, 30, 25))


def test_natural_rates_are_the_groups_times_the_days() -> None:
    table = {(day, group): Cell(1000, 0, bad, 0) for day in range(6) for group, bad in (("a", 50), ("b", 200))}
    table |= {(6, "a"): Cell(1000, 0, 100, 0), (6, "b"): Cell(1000, 0, 400, 0)}
    rates = natural(table)
    assert rates[0, "b"] == pytest.approx(4 * rates[0, "a"], rel=0.01)
    assert rates[6, "a"] == pytest.approx(0.1, rel=0.05)


def test_what_it_cost_is_the_sum_over_strata() -> None:
    # 40 of 100 lack it, 20 of them bad; without the gap 10 % are: 4 would have been bad, 16 were lost.
    told = cost([(Cell(100, 40, 26, 20), 0.1)], known=1e9)
    assert told.expected == pytest.approx(4.0)
    assert told.lost == pytest.approx(16.0)
    assert told.low < 16 < told.high
    assert told.without == pytest.approx(0.1)


def test_the_runs_own_filled_orders_move_the_rate() -> None:
    quiet, bad_week = (cost([(Cell(1000, 400, 200 + bad, 200), 0.1)], 1e9) for bad in (60, 120))
    assert quiet.expected == pytest.approx(40.0)
    assert bad_week.expected == pytest.approx(40 * (12 + 120) / (12 + 60))


def test_orders_that_are_always_worse_and_lost_the_field_cost_nothing_new() -> None:
    assert moved([(Cell(1000, 100, 82, 60), 0.08)], lost=52)  # the filled ones fell from 72 to 22
    assert not moved([(Cell(1000, 100, 132, 60), 0.08)], lost=52)
