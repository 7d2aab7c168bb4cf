"""Which segments moved it: named where they differ, silent where all moved alike, and always adding up."""

from __future__ import annotations

import random
from math import fsum

import pytest

from storehand.detect.finding import Finding
from storehand.explain.explanation import Segment
from storehand.explain.parts import bears, segments
from storehand.explain.run import explain
from storehand.explain.tree import factors
from tests.detect.fake_view import Cell, Days, days_before, fake
from tests.detect.test_check import FRIDAY, SOURCE, WHOLE, calm, sources
from tests.explain.test_tree import a_day, assert_exact, the_finding


def a_shop_of_items(gone: int = 0, seed: int = 1) -> dict[Cell, Days]:
    """127 orders a day over 40 items, the first three with half of them; on Friday the first `gone` of them sell nothing."""
    draw = random.Random(seed)
    names = [f"Product {n}" for n in range(40)]
    weights = [34, 13, 7] + [73 / 37] * 37
    cells: dict[Cell, Days] = {("line_gmv", (("item", name),)): {} for name in names}
    cells |= {("units", (("item", name),)): {} for name in names}
    whole, orders = cells.setdefault(("gmv", WHOLE), {}), cells.setdefault(("orders", WHOLE), {})
    for day in days_before(FRIDAY, 80):
        sold = draw.choices(names, weights, k=round(draw.gauss(127, 11)))
        for name in names:
            count = sold.count(name) if day != FRIDAY or name not in names[:gone] else 0
            amount = sum(round(draw.lognormvariate(4.2, 0.6), 2) for _ in range(count))
            cells["line_gmv", (("item", name),)][day] = amount
            cells["units", (("item", name),)][day] = count
        whole[day] = sum(cells["line_gmv", (("item", name),)][day] for name in names)
        orders[day] = sum(cells["units", (("item", name),)][day] for name in names)
    return cells


@pytest.mark.parametrize(
    ("share", "weight", "named"),
    [(0.5, 0.88, False), (0.5, 0.3, True), (1.0, 1.0, True), (0.04, 0.01, False), (-0.5, 0.1, False)],
)
def test_a_part_is_named_that_has_more_of_the_change_than_of_the_whole(share: float, weight: float, named: bool) -> None:
    assert bears(share, weight) is named


def assert_adds_up(found: tuple[Segment, ...], finding: Finding) -> None:
    assert_exact([segment.contribution for segment in found], finding)
    assert fsum(segment.share for segment in found) == pytest.approx(1.0)


def test_a_one_day_incident_is_named_with_its_day_and_items() -> None:
    view, finding = the_finding(a_shop_of_items(gone=3))
    assert finding.day == FRIDAY
    dimension, found = segments(view, finding, factors(view, finding))
    assert dimension == "item"
    assert {segment.where for segment in found[:3]} == {(("item", f"Product {n}"),) for n in range(3)}
    assert all(segment.value == 0 for segment in found[:3])
    assert found[-1].where == ()
    assert_adds_up(found, finding)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_item_is_blamed_for_the_incident(seed: int) -> None:
    view, finding = the_finding(a_shop_of_items(gone=3, seed=seed))
    _, found = segments(view, finding)
    named = {value for segment in found for _, value in segment.where}
    # The third sells seven a day: that it sold none may be chance among forty.
    assert {"Product 0", "Product 1"} <= named <= {"Product 0", "Product 1", "Product 2"}


def test_items_that_all_fell_alike_are_not_blamed() -> None:
    cells = a_shop_of_items()
    for days in cells.values():
        days[FRIDAY] = round(days[FRIDAY] * 0.35)
    view, finding = the_finding(cells)
    assert segments(view, finding) == ("", ())


def searchless() -> dict[Cell, Days]:
    """A quarter of the visitors are lost, all of them from 手淘搜索; conversion and basket hold."""
    cells = a_day(15_000, 600, 60_000)
    for name, level in (("手淘搜索", 10_000.0), ("直通车", 6_000.0), ("我的淘宝", 4_000.0)):
        cells["source_visitors", (("source", name),)] = calm(level)
    cells["source_visitors", (("source", "手淘搜索"),)][FRIDAY] = 5_000.0
    return cells


def test_the_source_behind_the_main_factor_is_named_in_money() -> None:
    view, finding = the_finding(searchless())
    dimension, found = segments(view, finding, factors(view, finding))
    assert dimension == "source"
    assert (found[0].where, found[0].metric) == ((("source", "手淘搜索"),), "visitors")
    assert found[0].value == 5_000
    assert found[0].expected == pytest.approx(10_000, rel=0.03)
    assert found[0].share == pytest.approx(1.0, abs=0.05)
    assert_adds_up(found, finding)


def test_a_conversion_that_fell_in_one_source_is_a_rate() -> None:
    cells = searchless()
    for name, level in (("手淘搜索", 500.0), ("直通车", 200.0), ("我的淘宝", 100.0)):
        cells["source_buyers", (("source", name),)] = calm(level)
        cells["source_visitors", (("source", name),)] = calm(level * 20)
    view = fake(FRIDAY, cells)
    finding = Finding(
        **{**the_finding(cells)[1].__dict__, "metric": "cvr", "value": 0.0315, "expected": 0.05, "low": 0.047, "high": 0.053}
    )
    cells["source_buyers", (("source", "手淘搜索"),)][FRIDAY] = 200.0
    dimension, found = segments(view, finding)
    assert dimension == "source"
    assert found[0].where == (("source", "手淘搜索"),)
    assert found[0].effect == "rate"
    assert_adds_up(found, finding)


def test_a_finding_of_one_source_is_not_taken_apart_by_source() -> None:
    view = fake(FRIDAY, sources())
    finding = next(one for one in SOURCE.watch(view, "source_low") if one)
    explanation = explain(view, finding)
    assert (explanation.dimension, explanation.segments, explanation.factors) == ("", (), ())
