"""What a segment's level of its own explains: nothing where it moved as all else, capped where one leaf says it all."""

from __future__ import annotations

import numpy as np
import pytest

from storehand.stats.evidence import Counts, counts, dense, deviations, relative

COLUMNS = np.array([[50.0, 100.0, 200.0], [100.0, 100.0, 200.0]])  # seen and expected of three segments that are the whole
WHOLE = COLUMNS.sum(axis=1)


def test_a_poisson_gain_by_hand() -> None:
    """50 of 100 beside 300 of 300: 50 ln ½ − 350 ln ⅞ = 12.08 nats; the rest is at its usual level once it is out."""
    gain = Counts(np.zeros(0), np.zeros(0)).gains(COLUMNS, WHOLE)[0]
    assert gain == pytest.approx(12.08 + abs(np.log(7 / 8)) / 0.2, abs=0.01)


def test_what_moved_as_all_else_gains_nothing() -> None:
    half = np.array([[50.0, 50.0], [100.0, 100.0]])
    assert Counts(np.zeros(0), np.zeros(0)).gains(half, half.sum(axis=1)).max() <= 0


def test_dispersion_divides_the_gain() -> None:
    calm, restless = (Counts(np.zeros(0), np.zeros(0), noise).gains(COLUMNS, WHOLE)[0] for noise in (1.0, 4.0))
    assert restless - abs(np.log(7 / 8)) / 0.2 == pytest.approx(12.08 / 4, abs=0.01)
    assert restless < calm


def test_money_is_counted_by_the_lump() -> None:
    draw = np.random.default_rng(1)
    seen, usual = draw.poisson(3.0, 400).astype(float), np.full(400, 3.0)
    assert counts(seen, usual).real.sum() == seen.sum()
    assert counts(seen * 100.5, usual * 100.5).real.sum() == pytest.approx(seen.sum(), rel=0.4)


def test_a_deviation_lies_within_one() -> None:
    assert relative(np.array([0.0, 5.0, 10.0, 0.0]), np.array([4.0, 10.0, 5.0, 0.0])).tolist() == [-1.0, -0.5, 0.5, 0.0]


def test_one_leaf_adds_no_more_than_the_cap() -> None:
    draw = np.random.default_rng(2)
    usual = draw.uniform(50, 150, 300)
    real = usual * (1 + draw.normal(0, 0.02, 300))
    real[0] = 0.0
    surprise = deviations(real, usual).stats[3]
    assert surprise[0] == pytest.approx(surprise.max())
    assert surprise[0] - surprise[1:].min() < 22.1


@pytest.mark.parametrize(("noise", "is_dense"), [("relative", True), ("poisson", False)])
def test_the_leaves_tell_which_evidence_they_need(noise: str, is_dense: bool) -> None:
    draw = np.random.default_rng(3)
    usual = draw.gamma(0.7, 40.0, 500) + 1
    real = usual * (1 + draw.normal(0, 0.1, 500)) if noise == "relative" else draw.poisson(usual).astype(float)
    assert dense(real, usual) is is_dense
