"""Only us, or everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storehand.explain.market import market_change, shared
from storehand.metrics.catalog import Catalog
from storehand.metrics.metric import Given, Metric
from storehand.wording import plain
from tests.detect.fake_view import METRICS, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm
from tests.detect.test_weigh import a_finding

INDEX = Metric("market_visitors", plain("大盘"), "ratio", (Given("market_day", "visitor_index"),))
FALL = replace(a_finding("visitors", 700, 1_000), day=FRIDAY, since=FRIDAY, until=FRIDAY.replace(day=28))


def test_the_markets_change_is_against_its_own_usual_day() -> None:
    view = fake(FRIDAY, {("market_visitors", WHOLE): calm(50.0) | {FRIDAY: 35.0}}, catalog=Catalog.build((*METRICS, INDEX)))
    assert market_change(view, FALL) == pytest.approx(-0.3, abs=0.03)


def test_without_an_index_nothing_is_said_of_the_market() -> None:
    assert market_change(fake(FRIDAY, {}), FALL) is None


@pytest.mark.parametrize(("market", "with_us"), [(-0.28, True), (-0.2, True), (-0.1, False), (0.3, False), (None, False)])
def test_a_market_that_fell_by_most_of_it_shares_the_fall(market: float | None, with_us: bool) -> None:
    assert shared(FALL, market) is with_us
