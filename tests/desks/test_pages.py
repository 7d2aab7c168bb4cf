"""A desk's page shows its tables, and without files says which export is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.desk import Desk
from storehand.desks import DESKS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from storehand.report.block import Note, Table
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
LACKS = {
    "rivals": "市场",
    "ads": "万相台",
    "stock": "库存",
    "reviews": "违规",
    "service": "客服",
    "traffic": "生意参谋",
    "logistics": "揽收",
}
ROWS: dict[str, list[Row]] = {
    "ad_day": [{"cut": "campaign", "campaign": "A", "impressions": 100, "clicks": 10, "spend": "5", "ad_gmv": "20"}],
    "service_day": [
        {"cut": "agent", "agent": "小林", "consulted": 20, "received": 19, "inquirers": 10, "buyers": 5, "gmv": "500"}
    ],
    "stock_day": [{"cut": "sheet", "sku_id": "71", "item_id": "7", "item": "大衣", "on_hand": 3, "in_transit": 0}],
    "market_day": [{"cut": "market", "category": "女装", "visitor_index": 900.0}],
    "rival_day": [{"cut": "sheet", "rival": "青禾", "item_id": "9", "item": "同款", "price": "99"}],
    "rank_day": [{"cut": "sheet", "word": "大衣", "place": "organic", "position": 4, "item_id": "7"}],
    "shop_scores": [{"cut": "sheet", "name": "物流体验", "score": 4.6, "peers": 4.5}],
}
TITLES = {
    "ads": ["推广指标", "各推广计划"],
    "service": ["客服指标", "各客服（人数按客服累加）"],
    "stock": ["库存指标", "各商品库存"],
    "rivals": ["大盘", "竞品价格", "搜索排名"],
    "reviews": ["店铺评分"],
}


def _desk(name: str) -> Desk:
    return next(desk for desk in DESKS if desk.name == name)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("pages") / "w")
    tiny.load({table: [{"day": nov(2), **row} for row in rows] for table, rows in ROWS.items()})
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", TITLES)
def test_the_page_shows_what_is_there(view: View, name: str) -> None:
    tables = [block.title.zh for block in _desk(name).page(view, ()) if isinstance(block, Table)]
    assert tables == TITLES[name]


@pytest.mark.parametrize("name", LACKS)
def test_without_files_the_page_says_what_to_download(tmp_path: Path, name: str) -> None:
    tiny = Tiny(tmp_path / "w").load({"bills": [{"cut": "c", "bill_id": "1", "billed_day": nov(2), "amount": "1"}]})
    (block,) = _desk(name).page(View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2)), ())
    assert isinstance(block, Note)
    assert LACKS[name] in block.text.zh
    assert block.tone == "warning"
