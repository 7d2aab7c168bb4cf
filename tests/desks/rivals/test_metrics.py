"""Rivals' numbers on one day of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.rivals.metrics import METRICS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)

DAY: Row = {"day": nov(2)}
ROWS: dict[str, list[Row]] = {
    "market_day": [
        {**DAY, "cut": "market", "category": "女装", "visitor_index": 900.0, "trade_index": 5000.0, "search_index": 70.0},
        {**DAY, "cut": "shop", "category": "女装", "name": "青禾", "visitor_index": 30.0},
    ],
    "rival_day": [{**DAY, "cut": "sheet", "rival": "青禾", "item_id": "9", "price": "99.00"}],
    "rank_day": [
        {**DAY, "cut": "sheet", "word": "大衣", "place": "organic", "position": 4, "item_id": "7"},
        {**DAY, "cut": "sheet", "word": "大衣", "place": "sponsored", "position": 1, "item_id": "7"},
    ],
}
NUMBERS = {"market_visitors": 900.0, "market_trade": 5000.0, "market_search": 70.0, "rival_price": 99, "search_place": 4}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("rivals") / "w")
    tiny.load(ROWS)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in METRICS} == set(NUMBERS)


def test_a_market_of_two_categories_is_read_by_category(tmp_path_factory: pytest.TempPathFactory) -> None:
    tiny = Tiny(tmp_path_factory.mktemp("two") / "w")
    rows = [
        {**DAY, "cut": "market", "category": name, "visitor_index": size} for name, size in (("女装", 900.0), ("男装", 300.0))
    ]
    two = View.open(tiny.load({"market_day": rows}).facts(), CATALOG, tiny.workspace, day=nov(2))
    assert two.value("market_visitors") is None
    assert two.value("market_visitors", where={"category": "男装"}) == 300.0
