"""Items that suddenly sell far below their price."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storehand.desks.trade.typos import Price, cheap, dear, sold_cheap, sold_dear
from tests.desks.trade.test_checks import CATALOG
from tests.detect.fake_view import Days, days_before, fake

DAY = date(2026, 11, 25)
USUAL = {DAY - timedelta(days=back): (1_000.0, 10.0) for back in range(1, 11)}


def test_a_unit_that_brings_40_instead_of_100_is_cheap() -> None:
    assert cheap({**USUAL, DAY: (800.0, 20.0)}, DAY, share=0.3, least=3) == Price(40.0, 100.0, 20.0)


@pytest.mark.parametrize(
    "days",
    [
        {**USUAL, DAY: (1_600.0, 20.0)},
        {**USUAL, DAY: (80.0, 2.0)},
        {**USUAL, DAY - timedelta(days=3): (400.0, 10.0), DAY: (800.0, 20.0)},
        {**USUAL, DAY - timedelta(days=80): (8_000.0, 200.0), DAY: (4_000.0, 100.0)},
        {DAY - timedelta(days=1): (1_000.0, 10.0), DAY: (800.0, 20.0)},
        USUAL,
    ],
    ids=["a fifth less", "two units", "as low before", "its bulk price eighty days ago", "one day known", "nothing sold"],
)
def test_all_else_is_none(days: dict[date, tuple[float, float]]) -> None:
    assert cheap(days, DAY, share=0.3, least=3) is None


def test_what_was_given_away_is_the_money_at_stake() -> None:
    where = (("item_id", "7"),)
    units: Days = dict.fromkeys(days_before(DAY, 20), 10.0)
    takings: Days = {day: 400.0 if day == DAY else 1_000.0 for day in units}
    view = fake(DAY, {("item_gmv", where): takings, ("item_units", where): units}, catalog=CATALOG)
    (one,) = sold_cheap()(view, "item_price_low")
    assert one is not None
    assert (one.where, float(one.value), one.expected, one.severity) == (where, 40.0, 100.0, "critical")
    assert one.impact is not None
    assert float(one.impact.money) == 600.0


def test_a_raise_from_100_to_125_is_told_on_its_first_day_only() -> None:
    raised = {**USUAL, DAY: (1_250.0, 10.0)}
    assert dear(raised, DAY, share=0.12, least=5) == Price(125.0, 100.0, 10.0)
    assert dear({**raised, DAY + timedelta(days=1): (1_250.0, 10.0)}, DAY + timedelta(days=1), share=0.12, least=5) is None


def test_the_price_that_returns_after_a_campaign_of_seven_weeks_is_no_raise() -> None:
    campaign = {DAY - timedelta(days=back): (1_000.0, 10.0) for back in range(1, 50)}
    full = {DAY - timedelta(days=back): (1_250.0, 10.0) for back in range(50, 80)}
    assert dear({**campaign, **full, DAY: (1_250.0, 10.0)}, DAY, share=0.12, least=5) is None


def test_a_day_without_bulk_orders_is_no_raise() -> None:
    mixed = {DAY - timedelta(days=back): (1_000.0 if back % 2 else 500.0, 10.0) for back in range(1, 11)}
    assert dear({**mixed, DAY: (1_250.0, 10.0)}, DAY, share=0.12, least=5) is None


def test_what_was_given_away_before_and_is_sold_now_is_no_raise() -> None:
    gifts = {DAY - timedelta(days=back): (0.0, 10.0) for back in range(1, 11)}
    assert dear({**gifts, DAY: (1_250.0, 10.0)}, DAY, share=0.12, least=5) is None


def test_a_raise_states_no_money_for_none_is_known() -> None:
    where = (("item_id", "7"),)
    units: Days = dict.fromkeys(days_before(DAY, 20), 10.0)
    takings: Days = {day: 1_300.0 if day == DAY else 1_000.0 for day in units}
    view = fake(DAY, {("item_gmv", where): takings, ("item_units", where): units}, catalog=CATALOG)
    (one,) = sold_dear()(view, "item_price_up")
    assert one is not None
    assert (float(one.value), one.direction, one.severity, one.impact) == (130.0, "up", "notice", None)
