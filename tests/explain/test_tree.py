"""Factors of a finding: exact, telescoping, and silent where they do not make up the metric."""

from __future__ import annotations

from datetime import date
from math import fsum, prod

import pytest

from storehand.detect.check import Check, worse_than_usual
from storehand.detect.finding import Finding
from storehand.detect.run import findings
from storehand.explain.tree import factors
from storehand.metrics.view import View
from storehand.wording import plain
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

GMV = Check("gmv_low", plain(""), worse_than_usual("gmv", share=0.12, minimum=10, witness="orders"))


def a_day(visitors: float, buyers: float, gmv: float) -> dict[Cell, Days]:
    """Usually 20,000 visitors, 800 buyers, 1,000 orders, ¥80,000; and a Friday of these."""
    cells: dict[Cell, Days] = {
        ("visitors", WHOLE): calm(20_000),
        ("buyers", WHOLE): calm(800),
        ("orders", WHOLE): calm(1_000),
        ("gmv", WHOLE): calm(80_000),
    }
    for (metric, _), value in zip(cells, (visitors, buyers, buyers * 1.25, gmv), strict=True):
        cells[metric, WHOLE][FRIDAY] = value
    return cells


def the_finding(cells: dict[Cell, Days], day: date = FRIDAY) -> tuple[View, Finding]:
    view = fake(day, cells)
    (finding,) = findings(view, [("trade", GMV)]).findings
    return view, finding


def assert_exact(contributions: list[float], finding: Finding) -> None:
    change = float(finding.value) - finding.expected
    assert abs(fsum(contributions) - change) <= 1e-9 * max(float(finding.value), finding.expected)


def test_a_fall_of_visitors_alone_is_a_fall_of_visitors() -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    found = factors(view, finding)
    assert [factor.factor for factor in found] == ["visitors", "cvr", "aov"]
    assert found[0].share == pytest.approx(1.0, abs=0.02)
    assert_exact([factor.contribution for factor in found], finding)


def test_expected_factors_multiply_to_the_expected_whole() -> None:
    view, finding = the_finding(a_day(15_000, 400, 30_000))
    found = factors(view, finding)
    assert prod(factor.expected or 0 for factor in found) == pytest.approx(finding.expected, rel=1e-12)
    assert prod(factor.value or 0 for factor in found) == pytest.approx(30_000, rel=1e-12)
    assert found[1].value == pytest.approx(400 / 15_000)
    assert found[2].value == pytest.approx(75.0)


def test_a_day_without_a_sale_is_a_day_without_conversion() -> None:
    view, finding = the_finding(a_day(20_000, 0, 0))
    visitors, cvr, aov = factors(view, finding)
    assert cvr.share > 0.9
    assert (cvr.value, aov.value, aov.contribution) == (0, None, 0)
    assert_exact([visitors.contribution, cvr.contribution, aov.contribution], finding)


def test_a_closed_shop_lost_its_visitors() -> None:
    view, finding = the_finding(a_day(0, 0, 0))
    found = factors(view, finding)
    assert found[0].share == pytest.approx(1.0)
    assert_exact([factor.contribution for factor in found], finding)


def test_without_visitors_the_next_product_explains() -> None:
    cells = a_day(10_000, 400, 40_000)
    del cells["visitors", WHOLE]
    view, finding = the_finding(cells)
    found = factors(view, finding)
    assert [factor.factor for factor in found] == ["orders", "order_value"]
    assert_exact([factor.contribution for factor in found], finding)


def test_a_metric_without_a_product_has_no_factors() -> None:
    cells: dict[Cell, Days] = {("refunds", WHOLE): calm(1_000) | {FRIDAY: 5_000.0}, ("orders", WHOLE): calm(1_000)}
    view = fake(FRIDAY, cells)
    check = Check("refunds_high", plain(""), worse_than_usual("refunds", share=0.3))
    (finding,) = findings(view, [("trade", check)]).findings
    assert factors(view, finding) == ()


def test_factors_that_do_not_make_up_the_metric_are_not_told() -> None:
    cells = a_day(10_000, 400, 40_000)
    for day in cells["orders", WHOLE]:
        cells["orders", WHOLE][day] = 0.0
    del cells["visitors", WHOLE]
    view, finding = the_finding(cells | {("orders", WHOLE): calm(1_000) | {FRIDAY: 0.0}})
    assert factors(view, finding) == ()
