"""A field's formula in the cells of its row, and its value."""

from __future__ import annotations

import pytest

from storehand.report.fieldformula import in_points, names_in, placed, value_of

CHANGE = "={value}/{before}-1"


def test_fields_become_cells() -> None:
    assert names_in(CHANGE) == ("value", "before")
    assert placed(CHANGE, {"value": "B5", "before": "C5"}) == "=B5/C5-1"


def test_a_change_of_rates_is_a_difference_in_points() -> None:
    assert in_points(CHANGE) == "=({value}-{before})*100"
    assert in_points("={a}-{b}") == "={a}-{b}"


@pytest.mark.parametrize(
    ("formula", "value"),
    [(CHANGE, 0.5), ("=({value}-{before})*100", 100.0), ("=-{value}+{before}", -1.0), ("=SUM({value},{before})", 7.0)],
)
def test_a_formula_comes_to_its_value(formula: str, value: float) -> None:
    assert value_of(formula, {"value": 3.0, "before": 2.0}, told=7.0) == value


def test_nothing_comes_of_the_unknown_or_of_a_division_by_zero() -> None:
    assert value_of(CHANGE, {"value": 3.0, "before": None}) is None
    assert value_of(CHANGE, {"value": 3.0, "before": 0.0}) is None


def test_a_field_may_have_any_name() -> None:
    assert value_of("={from}/{class}-1", {"from": 3.0, "class": 2.0}) == 0.5
