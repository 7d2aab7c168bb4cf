"""The same number by two ways, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

from storehand.metrics.identity import Tie
from tests.metrics.tiny import Tiny, money, nov
from tests.store.making import Row


def _ties(tiny: Tiny, key: str) -> list[Tie]:
    return [tie for tie in tiny.view().identities(nov(1), nov(4)) if tie.key == key]


def _stated(*rows: Row) -> dict[str, Sequence[Row]]:
    return {"shop_day": [{"cut": "sycm", **row} for row in rows]}


def test_two_cuts_that_differ_name_the_day(tiny: Tiny) -> None:
    users = [{"day": nov(day), "cut": "ga_users", "visitors": 100, "pageviews": 200} for day in (1, 2)]
    views = [{"day": nov(1), "cut": "ga_views", "pageviews": 200}, {"day": nov(2), "cut": "ga_views", "pageviews": 180}]
    tiny.load({"shop_day": users}).load({"shop_day": views})
    assert _ties(tiny, "cuts") == []
    campaigns = [{"day": nov(day), "cut": "campaign", "campaign": "A", "spend": "10"} for day in (1, 2)]
    terms = [
        {"day": nov(1), "cut": "term", "term": "a", "spend": "10"},
        {"day": nov(2), "cut": "term", "term": "a", "spend": "10.50"},
    ]
    tiny.load({"ad_day": [*campaigns, *terms]})
    (tie,) = _ties(tiny, "cuts")
    assert (tie.metric, tie.ok, tie.left, tie.right, tie.days) == ("spend", False, 20, money("20.50"), (nov(2),))
    assert (tie.left_source, tie.right_source, tie.unit) == ("ad_day:campaign", "ad_day:term", "money")
    assert tie.name.zh != tie.name.en


def test_a_report_that_not_every_plan_appears_in_may_say_less(tiny: Tiny) -> None:
    plans = [{"day": nov(1), "cut": "campaign", "campaign": name, "spend": "10"} for name in ("search", "crowd")]
    tiny.load({"ad_day": [*plans, {"day": nov(1), "cut": "keyword", "campaign": "search", "target": "coat", "spend": "10"}]})
    assert [tie.ok for tie in _ties(tiny, "cuts") if tie.metric == "spend"] == [True]


def test_the_platforms_money_is_held_against_the_orders(tiny: Tiny) -> None:
    tiny.orders().load(_stated({"day": nov(1), "gmv": "151.00"}, {"day": nov(3), "gmv": "70.00"}), covers=[nov(1), nov(3)])
    (tie,) = _ties(tiny, "sources")
    assert (tie.left, tie.right, tie.ok, tie.days) == (221, money("230.50"), False, (nov(3),))
    assert (tie.left_source, tie.right_source) == ("shop_day:sycm", "orders:order")


def test_items_that_add_up_to_the_shop_agree(tiny: Tiny) -> None:
    items = [{"day": nov(1), "cut": "sycm", "item_id": item, "gmv": gmv} for item, gmv in (("7", "100"), ("8", "50.50"))]
    tiny.orders().load({"item_day": items}, covers=[nov(1)])
    (tie,) = _ties(tiny, "parts")
    assert (tie.ok, tie.left, tie.right) == (True, money("150.50"), money("150.50"))


def test_paid_is_visitors_times_conversion_times_value_within_rounding(tiny: Tiny) -> None:
    fits = {"day": nov(1), "gmv": "996.00", "visitors": 1000, "stated_cvr": 0.0101, "stated_aov": "98.60"}
    off = {"day": nov(2), "gmv": "1100.00", "visitors": 1000, "stated_cvr": 0.0101, "stated_aov": "98.60"}
    tiny.load(_stated(fits, off))
    (tie,) = _ties(tiny, "product")
    assert (tie.ok, tie.days) == (False, (nov(2),))
    assert abs(float(tie.right) - 2 * 995.86) < 1e-6


def test_new_and_returning_buyers_are_all_buyers(tiny: Tiny) -> None:
    tiny.load(_stated({"day": nov(1), "buyers": 10, "new_buyers": 7, "old_buyers": 3}))
    (tie,) = _ties(tiny, "buyers")
    assert (tie.ok, tie.left, tie.right) == (True, 10, 10)


def test_clicks_never_exceed_impressions(tiny: Tiny) -> None:
    rows = [
        {"day": nov(1), "cut": "account", "impressions": 100, "clicks": 5},
        {"day": nov(2), "cut": "account", "impressions": 3, "clicks": 4},
    ]
    (tie,) = _ties(tiny.load({"ad_day": rows}), "clicks")
    assert (tie.ok, tie.days) == (False, (nov(2),))


def test_what_fails_comes_first(tiny: Tiny) -> None:
    rows = _stated({"day": nov(1), "buyers": 9, "new_buyers": 7, "old_buyers": 3, "gmv": "150.50"})
    found = tiny.orders().load(rows, covers=[nov(1)]).view().identities(nov(1), nov(4))
    assert [tie.ok for tie in found] == [False, True]
