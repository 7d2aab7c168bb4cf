"""Stock's numbers on two days of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.stock.metrics import METRICS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)

HELD = {1: {"71": 9, "72": 4, "81": 2}, 2: {"71": 5, "72": 0, "81": 0}}
ROWS: dict[str, list[Row]] = {
    "stock_day": [
        {"cut": "sheet", "day": nov(day), "sku_id": sku, "item_id": sku[0], "on_hand": held, "available": held, "in_transit": 10}
        for day, skus in HELD.items()
        for sku, held in skus.items()
    ],
}
NUMBERS = {"on_hand": 5, "available": 5, "in_transit": 30, "stock_skus": 3, "sold_out_skus": 2, "sold_out_rate": 2 / 3}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("stock") / "w")
    tiny.load(ROWS)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in METRICS} == set(NUMBERS)


def test_what_is_sold_out_is_known_by_item_and_size(view: View) -> None:
    rows = view.table(["sold_out_skus"], ["item_id", "sku_id"])
    assert [(row["item_id"], row["sku_id"]) for row in rows] == [("7", "72"), ("8", "81")]


def test_stock_of_several_days_is_the_newest(view: View) -> None:
    assert view.value("on_hand", nov(1), nov(3)) == 5
