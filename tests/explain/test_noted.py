"""What people noted confirms a cause where it bears on the finding, and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storehand.detect.finding import Finding
from storehand.explain.explanation import Explanation
from storehand.explain.noted import explained
from storehand.metrics.view import View
from storehand.store.settings import Noted, Where
from tests.detect.fake_view import SHOP
from tests.detect.test_check import FRIDAY
from tests.explain.test_parts import a_shop_of_items
from tests.explain.test_tree import a_day, the_finding

EVE = FRIDAY - timedelta(days=1)


def noted(since: date, days: int = 1, shop: str = "", where: Where = (), apart: bool = False) -> Noted:
    return Noted(since, since + timedelta(days=days), "换主图", shop, where, apart)


def told(view: View, finding: Finding, *events: Noted) -> Explanation:
    (found,) = explained(view, [finding], events)
    return found


@pytest.mark.parametrize(
    "event",
    [noted(FRIDAY), noted(EVE), noted(FRIDAY - timedelta(days=9), 9), noted(EVE, shop=SHOP)],
    ids=["that day", "the day before", "until the day before", "of the shop"],
)
def test_an_event_of_the_days_confirms(event: Noted) -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    explanation = told(view, finding, event)
    assert explanation.cause == "confirmed"
    assert explanation.events[0].what.zh.startswith("换主图")
    assert explanation.events[0].day in {EVE, FRIDAY}


@pytest.mark.parametrize(
    "event",
    [
        noted(FRIDAY - timedelta(days=2)),
        noted(FRIDAY + timedelta(days=1)),
        noted(FRIDAY, shop="二店"),
        noted(FRIDAY, where=(("item", "没卖过的"),)),
    ],
    ids=["too early", "after it", "of another shop", "of a place where nothing moved"],
)
def test_an_event_elsewhere_confirms_nothing(event: Noted) -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    assert told(view, finding, event) == told(view, finding)
    assert told(view, finding).cause == "suspected"


def test_an_event_of_many_days_says_which() -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    (event,) = told(view, finding, noted(FRIDAY - timedelta(days=3), 5)).events
    assert event.day == EVE
    assert event.what.zh == f"换主图（{FRIDAY - timedelta(days=3)} 至 {FRIDAY + timedelta(days=1)}）"


def test_an_event_of_the_item_in_which_the_change_lies_confirms() -> None:
    view, finding = the_finding(a_shop_of_items(gone=3))
    (segment,) = [segment for segment in told(view, finding).segments if segment.share > 0.6]
    assert told(view, finding, noted(FRIDAY, where=segment.where)).cause == "confirmed"
