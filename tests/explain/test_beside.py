"""What else moved at the same place on the same day."""

from __future__ import annotations

from dataclasses import replace
from math import sin

import pytest

from storehand.detect.check import Check, worse_than_usual
from storehand.detect.run import findings
from storehand.explain.explanation import Moved
from storehand.explain.run import explain
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from storehand.wording import plain
from tests.detect.fake_view import METRICS, Cell, Days, days_before, fake
from tests.detect.test_check import FRIDAY, WHOLE

CATALOG = Catalog.build(replace(each, beside=("bounce",)) if each.name == "visitors" else each for each in METRICS)
VISITORS = Check("visitors_low", plain("访客数低于平常"), worse_than_usual("visitors", share=0.15, minimum=100))


def _view(bounce: float) -> View:
    """10,000 visitors, 5,000 today; 60 % of them leave at once, `bounce` today."""
    visitors: Days = {day: 10_000.0 + 200 * sin(day.toordinal()) for day in days_before(FRIDAY, 60)} | {FRIDAY: 5_000.0}
    left: Days = {day: 0.6 + 0.01 * sin(day.toordinal()) for day in days_before(FRIDAY, 60)} | {FRIDAY: bounce}
    cells: dict[Cell, Days] = {("visitors", WHOLE): visitors, ("bounce", WHOLE): left}
    return fake(FRIDAY, cells, catalog=CATALOG)


def _moved(view: View) -> tuple[Moved, ...]:
    (finding,) = findings(view, [("traffic", VISITORS)]).findings
    return explain(view, finding).moved


def test_a_page_that_four_in_five_leave_is_told_beside_the_fall() -> None:
    (one,) = _moved(_view(0.8))
    assert (one.metric, one.value) == ("bounce", 0.8)
    assert one.expected == pytest.approx(0.6, rel=0.05)


def test_what_stayed_as_it_was_is_not_told() -> None:
    assert _moved(_view(0.61)) == ()


def test_a_page_that_fewer_leave_than_usual_explains_no_fall() -> None:
    assert _moved(_view(0.3)) == ()


def test_what_moved_beside_makes_the_cause_suspected() -> None:
    view = _view(0.8)
    (finding,) = findings(view, [("traffic", VISITORS)]).findings
    assert explain(view, finding).cause == "suspected"
