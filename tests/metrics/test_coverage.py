"""Which days are known, and which day a briefing is about."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from storehand.metrics.coverage import Coverage
from storehand.metrics.view import default_day
from tests.metrics.tiny import CATALOG, Tiny, nov
from tests.store.making import days, order


def _default(tiny: Tiny, shops: list[str] | None = None) -> date | None:
    return default_day(tiny.facts(), CATALOG, shops, tiny.workspace)


def test_late_payments_do_not_make_a_day(tiny: Tiny) -> None:
    """Placed on 1–3 November, one paid on the 4th: the newest whole day is the 3rd."""
    assert _default(tiny.orders()) == nov(3)


@pytest.mark.parametrize(
    ("made", "newest"),
    [(datetime(2026, 11, 3, 15, 59), nov(2)), (datetime(2026, 11, 3, 16, 0), nov(3)), (datetime(2026, 11, 4, 1, 0), nov(3))],
    ids=["23:59 there", "midnight there", "next morning"],
)
def test_a_file_made_before_its_last_day_had_ended_does_not_cover_it(tiny: Tiny, made: datetime, newest: date) -> None:
    assert _default(tiny.orders(known_at=made)) == newest


def test_a_later_file_completes_the_day(tiny: Tiny) -> None:
    tiny.orders(known_at=datetime(2026, 11, 3, 4)).load({"orders": [order(9, 3, "1", paid_day=nov(3))]}, covers=[nov(3)])
    assert _default(tiny) == nov(3)


def test_a_shop_that_is_a_day_late_holds_the_others_back(tiny: Tiny) -> None:
    tiny.orders().load({"orders": [order(9, 2, "1", paid_day=nov(2))]}, covers=days(nov(1), nov(2)), shop="二店")
    assert _default(tiny) == nov(2)
    assert _default(tiny, ["羊毛铺"]) == nov(3)


def test_a_shop_silent_for_weeks_holds_nobody_back(tiny: Tiny) -> None:
    old = nov(3) - timedelta(days=30)
    tiny.orders().load({"orders": [order(9, 2, "1", paid_day=old)]}, covers=[old], shop="二店")
    assert _default(tiny) == nov(3)


def test_without_sales_any_table_tells_the_day(tiny: Tiny) -> None:
    assert _default(tiny.load({"ad_day": [{"day": nov(2), "cut": "account", "spend": "1"}]}, covers=[nov(2)])) == nov(2)


def test_without_files_there_is_no_day(tiny: Tiny) -> None:
    assert _default(tiny) is None


def test_days_are_covered_per_table_shop_and_cut(tiny: Tiny) -> None:
    tiny.orders().load({"ad_day": [{"day": nov(2), "cut": "term", "spend": "1"}]}, covers=[nov(2)])
    known = Coverage.of(tiny.facts(), tiny.workspace)
    assert known.days("orders", "羊毛铺") == frozenset(days(nov(1), nov(3)))
    assert known.cut_days("ad_day", "羊毛铺", "term") == {nov(2)}
    assert known.cut_days("ad_day", "羊毛铺", "account") == frozenset()
    assert tiny.view().covered("ad_day", "羊毛铺") == {nov(2)}
    assert known.shops == ("羊毛铺",)
