"""What is called a cause, and what happened near it."""

from __future__ import annotations

from datetime import date, timedelta

from storehand.calendar import Calendar, Planned
from storehand.detect.run import findings
from storehand.explain.explanation import Event
from storehand.explain.run import explain
from storehand.wording import Text, plain
from tests.detect.fake_view import fake
from tests.detect.test_check import FRIDAY
from tests.explain.test_parts import a_shop_of_items
from tests.explain.test_tree import GMV, a_day, the_finding


def test_a_recorded_event_confirms() -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    title = Event(FRIDAY - timedelta(days=1), plain("标题改了"))
    explanation = explain(view, finding, [title, Event(FRIDAY - timedelta(days=30), plain("上新"))])
    assert explanation.cause == "confirmed"
    assert explanation.events == (title,)


def test_one_factor_that_carries_most_is_suspected() -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    assert explain(view, finding).cause == "suspected"


def test_factors_that_share_the_blame_are_no_cause() -> None:
    # Each factor falls by a fifth: 0.8³ = 0.512 of the usual ¥80,000.
    view, finding = the_finding(a_day(16_000, 512, 40_960))
    explanation = explain(view, finding)
    assert explanation.cause == "none"
    assert max(factor.share for factor in explanation.factors) < 0.6


def test_the_end_of_an_own_event_is_near() -> None:
    sale = Planned(Text("清仓", "Clearance"), FRIDAY - timedelta(days=3), FRIDAY)
    view = fake(FRIDAY, a_day(10_000, 400, 40_000), calendar=Calendar(events=(sale,)))
    (finding,) = findings(view, [("trade", GMV)]).findings
    explanation = explain(view, finding)
    assert [event.day for event in explanation.events] == [FRIDAY - timedelta(days=1)]
    assert explanation.events[0].what.zh.startswith("清仓")


def test_an_ordinary_day_has_no_events() -> None:
    view, finding = the_finding(a_shop_of_items(gone=3))
    assert explain(view, finding).events == ()


def test_a_main_day_of_a_sale_is_not_held_against_ordinary_days() -> None:
    burst = date(2026, 11, 11)
    cells = a_day(10_000, 400, 40_000)
    for days in cells.values():
        days[burst] = days[date(2026, 11, 4)] * 0.7
    view = fake(burst, cells, calendar=Calendar.load())
    assert findings(view, [("trade", GMV)]).findings == ()


def test_a_holiday_that_ended_the_day_before_confirms_nothing() -> None:
    holiday = Planned(Text("盘点停发", "Stocktaking"), FRIDAY - timedelta(days=3), FRIDAY)
    view = fake(FRIDAY, a_day(10_000, 400, 40_000), calendar=Calendar(events=(holiday,)))
    (finding,) = findings(view, [("trade", GMV)]).findings
    assert explain(view, finding).cause != "confirmed"
