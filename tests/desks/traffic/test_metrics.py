"""Traffic's numbers on one day of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.traffic.metrics import METRICS as TRAFFIC
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

STATED: Row = {
    "cut": "sycm", "visitors": 200, "new_visitors": 120, "sessions": 260, "pageviews": 500, "bounce": 0.6, "dwell": 31.5,
    "item_visitors": 180, "cart_users": 20, "cart_adds": 26, "favs": 10, "buyers": 8, "gmv": "400.00",
}  # fmt: skip
SOURCES: list[Row] = [
    {"source1": "免费", "subtotal": True, "visitors": 999, "paid_flag": "free"},
    {
        "source1": "免费",
        "source2": "手淘搜索",
        "subtotal": False,
        "visitors": 150,
        "buyers": 5,
        "gmv": "250",
        "paid_flag": "free",
    },
    {"source1": "付费", "source2": "直通车", "subtotal": False, "visitors": 50, "buyers": 3, "gmv": "150", "paid_flag": "paid"},
]
ITEMS: list[Row] = [
    {
        "item_id": "7",
        "visitors": 90,
        "pageviews": 200,
        "bounce": 0.55,
        "search_visitors": 40,
        "cart_users": 9,
        "cart_adds": 12,
        "buyers": 6,
        "gmv": "300",
    },
    {
        "item_id": "8",
        "visitors": 110,
        "pageviews": 250,
        "bounce": 0.65,
        "search_visitors": 60,
        "cart_users": 12,
        "cart_adds": 14,
        "buyers": 2,
        "gmv": "100",
    },
]
WORDS: list[Row] = [
    {"word": "大衣", "item_id": "7", "visitors": 40, "gmv": "200", "impressions": 800, "clicks": 50},
    {"word": "围巾", "item_id": "8", "visitors": 10, "gmv": "30", "impressions": 200, "clicks": 14},
]

NUMBERS = {
    "visitors": 200,
    "visitor_days": 200,
    "source_visitors": 200,
    "paid_visitors": 50,
    "paid_share": 0.25,
    "item_visits": 200,
    "item_visitors": 180,
    "search_visitors": 100,
    "pageviews": 500,
    "item_pageviews": 450,
    "new_visitors": 120,
    "sessions": 260,
    "pages_per_visitor": 2.5,
    "bounce": 0.6,
    "dwell": 31.5,
    "cart_users": 20,
    "item_cart_users": 21,
    "cart_adds": 26,
    "item_cart_adds": 26,
    "favs": 10,
    "cart_rate": 0.1,
    "fav_rate": 0.05,
    "cvr": 0.04,
    "uv_value": 2.0,
    "item_cvr": 0.04,
    "source_cvr": 0.04,
    "item_cart_rate": 0.105,
    "item_bounce": None,
    "word_visitors": 50,
    "word_gmv": 230,
    "word_value": 4.6,
    "word_impressions": 1000,
    "word_clicks": 64,
    "word_ctr": 0.064,
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("traffic") / "w")
    tables = {
        "shop_day": [STATED, {**STATED, "day": nov(1), "visitors": 100}],
        "source_day": SOURCES,
        "item_day": ITEMS,
        "search_day": WORDS,
    }
    tiny.load({table: [{"cut": "sycm", "day": nov(2), **row} for row in rows] for table, rows in tables.items()})
    return View.open(tiny.facts(), Catalog.build(metric for desk in DESKS for metric in desk.metrics), tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in TRAFFIC} == set(NUMBERS)


def test_two_days_have_visitor_days_but_no_visitors(view: View) -> None:
    assert view.value("visitors", nov(1), nov(3)) is None
    assert view.value("visitor_days", nov(1), nov(3)) == 300
    assert view.value("cvr", nov(1), nov(3)) is None


def test_visitors_are_taken_apart_by_source_without_subtotals(view: View) -> None:
    assert view.table(["visitors", "cvr", "gmv"], ["source1", "source2"]) == [
        {"source1": "付费", "source2": "直通车", "visitors": 50, "cvr": 0.06, "gmv": 150},
        {"source1": "免费", "source2": "手淘搜索", "visitors": 150, "cvr": 5 / 150, "gmv": 250},
    ]


def test_conversion_by_item_divides_the_items_own_people(view: View) -> None:
    assert view.table(["cvr"], ["item_id"]) == [{"item_id": "7", "cvr": 6 / 90}, {"item_id": "8", "cvr": 2 / 110}]


def test_the_bounce_of_an_item_is_known_by_item_only(view: View) -> None:
    assert view.value("item_bounce", where={"item_id": "7"}) == 0.55


def test_search_words_are_valued_one_by_one(view: View) -> None:
    assert view.table(["word_value"], ["word"]) == [{"word": "围巾", "word_value": 3.0}, {"word": "大衣", "word_value": 5.0}]
