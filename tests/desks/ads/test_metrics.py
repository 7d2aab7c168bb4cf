"""Ads' numbers on one day of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.ads.metrics import METRICS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, money, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)

DAY: dict[str, object] = {"day": nov(2)}
COLUMNS = ("cut", "campaign", "impressions", "clicks", "spend", "ad_gmv", "ad_orders", "ad_carts")
REPORTS = (
    ("account", None, 4000, 100, "80.00", "240.00", 5, 9),
    ("campaign", "A", 3000, 60, "50.00", "200.00", 4, 6),
    ("campaign", "B", 1000, 40, "30.00", "40.00", 1, 3),
)
ROWS: dict[str, list[Row]] = {
    "ad_day": [DAY | dict(zip(COLUMNS, row, strict=True)) for row in REPORTS],
    "shop_day": [{**DAY, "cut": "sycm", "gmv": "400.00"}],
}
NUMBERS = {
    "ad_spend": 80,
    "ad_impressions": 4000,
    "ad_clicks": 100,
    "ad_gmv": 240,
    "ad_orders": 5,
    "roas": 3.0,
    "cpc": 0.8,
    "ctr": 0.025,
    "ad_cvr": 0.05,
    "ad_share": 0.2,
    "click_value": 2.4,
    "ad_carts": 9,
    "ad_cart_rate": 0.09,
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("ads") / "w")
    tiny.load(ROWS)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in METRICS} == set(NUMBERS)


def test_ads_by_campaign_come_from_the_campaign_report(view: View) -> None:
    assert view.table(["ad_spend", "roas"], ["campaign"]) == [
        {"campaign": "A", "ad_spend": money("50"), "roas": 4.0},
        {"campaign": "B", "ad_spend": money("30"), "roas": pytest.approx(4 / 3)},
    ]
