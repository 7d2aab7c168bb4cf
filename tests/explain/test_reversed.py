"""A rate that fell while its parts rose is told as a change of mix."""

from __future__ import annotations

from dataclasses import replace

from storehand.explain.reversed import reversed_within
from storehand.explain.run import explain
from storehand.explain.tell import cause
from storehand.metrics.view import View
from tests.detect.fake_view import Cell, Days, days_before, fake
from tests.detect.test_check import FRIDAY, WHOLE
from tests.detect.test_weigh import a_finding

USUAL = {"手淘搜索": (4_000.0, 80_000.0), "直通车": (400.0, 20_000.0)}  # buyers and visitors: 5 % and 2 %


def turned(search: tuple[float, float], ads: tuple[float, float]) -> View:
    """Eighty usual days, and a Friday of these buyers and visitors."""
    cells: dict[Cell, Days] = {}
    friday = {"手淘搜索": search, "直通车": ads}
    for name, pair in USUAL.items():
        for metric, usual, now in zip(("source_buyers", "source_visitors"), pair, friday[name], strict=True):
            cells[metric, (("source", name),)] = dict.fromkeys(days_before(FRIDAY, 80), usual) | {FRIDAY: now}
    for metric, parts in (("buyers", "source_buyers"), ("visitors", "source_visitors")):
        days = [cells[parts, (("source", name),)] for name in USUAL]
        cells[metric, WHOLE] = {day: sum(each[day] for each in days) for day in days[0]}
    return fake(FRIDAY, cells)


FALL = replace(a_finding("cvr", 0.0378, 0.044), day=FRIDAY, since=FRIDAY, until=FRIDAY.replace(day=28))


def test_both_sources_do_better_and_the_shop_worse() -> None:
    # 6.2 % of 40,000 and 3 % of 80,000: 4,880 of 120,000 is 4.07 %, where it was 4.4 %.
    view = turned((2_480.0, 40_000.0), (2_400.0, 80_000.0))
    found = reversed_within(view, FALL)
    assert found is not None
    assert found.rate > 0 > found.change
    explanation = explain(view, FALL)
    assert explanation.cause == "suspected"
    assert "辛普森" in cause(explanation, view).zh


def test_a_fall_of_one_source_is_no_reversal() -> None:
    assert reversed_within(turned((2_000.0, 80_000.0), (400.0, 20_000.0)), FALL) is None


def test_a_source_is_not_looked_into() -> None:
    assert reversed_within(turned((2_480.0, 40_000.0), (2_400.0, 80_000.0)), replace(FALL, where=(("source", "直通车"),))) is None
