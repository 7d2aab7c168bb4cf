"""Trade's numbers on a tiny shop, computed by hand.

Paid on 1 November: o1 100.00 (2 units, ann) and o2 50.50 (1 unit, ann, all refunded). o3 is unpaid, o4 closed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.desks.trade.metrics import METRICS as TRADE
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, money, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
DAY = {"created_day": nov(1), "paid_day": nov(1)}
ORDERS: list[Row] = [
    {
        "order_id": "o1",
        **DAY,
        "status": "done",
        "placed": "100.00",
        "paid": "100.00",
        "refunded": "0",
        "quantity": 2,
        "buyer": "ann",
    },
    {
        "order_id": "o2",
        **DAY,
        "status": "closed",
        "placed": "50.50",
        "paid": "50.50",
        "refunded": "50.50",
        "quantity": 1,
        "buyer": "ann",
    },
    {"order_id": "o3", "created_day": nov(1), "status": "unpaid", "placed": "30.00", "quantity": 1, "buyer": "bob"},
    {"order_id": "o4", "created_day": nov(1), "status": "closed", "placed": "19.50", "quantity": 1, "buyer": "cat"},
]
LINES: list[Row] = [
    {
        "line_id": "l1",
        "order_id": "o1",
        **DAY,
        "item_id": "7",
        "quantity": 2,
        "placed": "100.00",
        "paid": "100.00",
        "refunded": "0",
    },
    {
        "line_id": "l2",
        "order_id": "o2",
        **DAY,
        "item_id": "8",
        "quantity": 1,
        "placed": "50.50",
        "paid": "50.50",
        "refunded": "50.50",
    },
]
COSTS: list[Row] = [{"code": "7", "unit_cost": "30.00"}, {"code": "8", "unit_cost": "20.25"}]
REFUNDS: list[Row] = [{"refund_id": "r1", "refunded_day": nov(1), "amount": "12.34"}]
STATED: list[Row] = [
    {
        "cut": "sycm", "day": nov(1), "gmv": "150.50", "placed": "200.00", "buyers": 2, "new_buyers": 1, "old_buyers": 1,
        "orders": 2, "units": 3, "refunded": "9.99", "visitors": 100,
    }
]  # fmt: skip

FROM_ORDERS = {
    "gmv": money("150.50"),
    "placed": 200,
    "net": 100,
    "refunds": money("12.34"),
    "item_refunded": money("12.34"),
    "refund_cases": 1,
    "cohort_refunds": money("50.50"),
    "cohort_paid": money("150.50"),
    "refund_rate": 50.50 / 150.50,
    "orders": 2,
    "placed_orders": 4,
    "unpaid_orders": 1,
    "unpaid_rate": 0.25,
    "never_paid_orders": 2,
    "never_paid_rate": 0.5,
    "closed_orders": 2,
    "closed_rate": 0.5,
    "lost_orders": 3,
    "unshipped_orders": 0,
    "incomplete_orders": 4,
    "buyers": 1,
    "new_buyers": None,
    "old_buyers": None,
    "old_share": None,
    "aov": 150.50,
    "order_value": 75.25,
    "placed_value": 50.0,
    "units": 3,
    "units_per_order": 1.5,
    "units_per_buyer": 3.0,
    "price_per_unit": 150.50 / 3,
    "item_gmv": money("150.50"),
    "item_units": 3,
    "source_gmv": None,
    "item_buyers": None,
    "source_buyers": None,
    "line_gmv": money("150.50"),
    "line_net": 100,
    "cost": money("80.25"),
    "costed_gmv": money("150.50"),
    "cost_known": 1.0,
    "gross_profit": money("19.75"),
    "gross_margin": 0.1975,
    "paid_profit": money("70.25"),
    "paid_margin": 70.25 / 150.50,
    "item_price": 150.50 / 3,
}
FROM_PLATFORM = {
    "gmv": money("150.50"),
    "placed": 200,
    "refunds": money("9.99"),
    "orders": 2,
    "buyers": 2,
    "new_buyers": 1,
    "old_buyers": 1,
    "old_share": 0.5,
    "aov": 75.25,
    "units": 3,
    "units_per_buyer": 1.5,
    "net": None,
    "refund_rate": None,
    "cost": None,
}


def _view(tiny: Tiny) -> View:
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(1))


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("orders") / "w")
    return _view(tiny.load({"orders": ORDERS, "order_lines": LINES, "costs": COSTS, "refunds": REFUNDS}))


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("platform") / "w")
    return _view(tiny.load({"shop_day": STATED}))


@pytest.mark.parametrize("name", FROM_ORDERS)
def test_from_order_exports(orders: View, name: str) -> None:
    assert orders.value(name) == FROM_ORDERS[name]


@pytest.mark.parametrize("name", FROM_PLATFORM)
def test_from_the_platforms_shop_day(platform: View, name: str) -> None:
    assert platform.value(name) == FROM_PLATFORM[name]


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in TRADE} == set(FROM_ORDERS)


def test_a_cumulative_refund_without_a_day_is_no_refund_of_the_day(tmp_path: Path) -> None:
    tiny = Tiny(tmp_path / "w")
    view = _view(tiny.load({"orders": ORDERS}))
    assert view.value("refunds") is None
    assert view.value("cohort_refunds") == money("50.50")


def test_the_explanation_of_gmv_falls_back_to_orders_where_visitors_are_unknown(orders: View, platform: View) -> None:
    assert orders.factors("gmv") == ("orders", "order_value")
    assert platform.factors("gmv") == ("visitors", "cvr", "aov")


def test_gmv_is_taken_apart_by_item_from_the_lines(orders: View) -> None:
    assert orders.table(["gmv", "gross_profit"], ["item_id"]) == [
        {"item_id": "7", "gmv": 100, "gross_profit": 40},
        {"item_id": "8", "gmv": money("50.50"), "gross_profit": money("-20.25")},
    ]


def test_every_metric_says_what_it_is_in_both_languages() -> None:
    assert all(metric.label.zh and metric.label.en for metric in TRADE)
