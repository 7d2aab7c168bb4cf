"""The made-up shops of examples/: every file is known, and the files agree with each other to the cent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.intake.batch import Batch
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
TAOBAO = Shop("木棉旗舰店", "taobao", "Asia/Shanghai", "CNY")
NOW = datetime(2026, 11, 21, 1, 0, 0)
SOURCES = [f"【生意参谋平台】无线店铺流量来源_{day}_{day}.xls" for day in ("2026-11-13", "2026-11-19", "2026-11-20")]


def load(stage: Path, shop: Shop, paths: Sequence[Path]) -> tuple[list[Batch], duckdb.DuckDBPyConnection]:
    """The batches of the files, and a connection with a view for each table over their rows."""
    workspace, formats = Workspace(stage, (shop,), timezone=shop.timezone, currency=shop.currency), load_formats()
    batches: list[Batch] = []
    for place, path in enumerate(paths):
        folder = stage / str(place)
        folder.mkdir()
        batches += read(
            Request(path, shop, None, None), workspace=workspace, formats=formats, key=b"k" * 32, stage=folder, now=NOW
        )
    duck = duckdb.connect()
    for table in {part.table for batch in batches for part in batch.parts}:
        parts = [str(part.path) for batch in batches for part in batch.parts if part.table == table]
        duck.sql(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({parts})")
    return batches, duck


@pytest.fixture(scope="module")
def taobao(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Batch], duckdb.DuckDBPyConnection]:
    """All files but the daily sources, of which three days stand for all."""
    daily = set(EXAMPLES.glob("taobao/*无线店铺流量来源*"))
    chosen = [EXAMPLES / "taobao" / name for name in SOURCES]
    paths = sorted(path for path in (EXAMPLES / "taobao").iterdir() if path not in daily) + chosen
    return load(tmp_path_factory.mktemp("taobao"), TAOBAO, paths)


def rows(loaded: tuple[list[Batch], duckdb.DuckDBPyConnection], query: str) -> list[tuple[Any, ...]]:
    return loaded[1].execute(query).fetchall()


def test_every_file_is_known_and_nothing_is_set_aside(taobao: tuple[list[Batch], duckdb.DuckDBPyConnection]) -> None:
    batches, _ = taobao
    assert Counter(batch.format for batch in batches) == {
        "taobao/orders": 1, "taobao/order_lines": 1, "taobao/sycm_item_day": 5, "taobao/sycm_source_day": 3,
        "taobao/sycm_shop_day": 1, "taobao/ads_campaign": 1, "generic/costs": 1, "generic/targets": 1, "generic/roles": 1,
    }  # fmt: skip
    assert [batch.name for batch in batches if batch.rows_aside] == []


def test_paid_orders_of_a_day_are_the_paid_amount_of_the_shop(taobao: tuple[list[Batch], duckdb.DuckDBPyConnection]) -> None:
    told = rows(taobao, "SELECT day, gmv FROM shop_day ORDER BY day")
    assert len(told) == 70
    assert told == rows(taobao, "SELECT paid_day, sum(paid) FROM orders WHERE paid_day <= '2026-11-20' GROUP BY 1 ORDER BY 1")
    assert told == rows(
        taobao, "SELECT paid_day, sum(paid) FROM order_lines WHERE paid_day <= '2026-11-20' GROUP BY 1 ORDER BY 1"
    )


def test_items_and_sources_of_a_day_add_up_to_the_shop(taobao: tuple[list[Batch], duckdb.DuckDBPyConnection]) -> None:
    items = rows(taobao, "SELECT day, sum(gmv) FROM item_day GROUP BY 1 ORDER BY 1")
    assert items == rows(taobao, "SELECT day, gmv FROM shop_day WHERE day >= '2026-10-17' ORDER BY day")
    sources = rows(taobao, "SELECT day, sum(gmv) FROM source_day WHERE NOT subtotal GROUP BY 1 ORDER BY 1")
    assert sources == rows(
        taobao, "SELECT day, gmv FROM shop_day WHERE day IN ('2026-11-13', '2026-11-19', '2026-11-20') ORDER BY day"
    )


def test_refunds_of_orders_are_those_of_their_lines(taobao: tuple[list[Batch], duckdb.DuckDBPyConnection]) -> None:
    by_order = "SELECT order_id, sum(refunded) AS back FROM order_lines GROUP BY 1"
    assert (
        rows(taobao, f"SELECT order_id FROM orders JOIN ({by_order}) USING (order_id) WHERE refunded <> coalesce(back, 0)") == []
    )


def test_search_falls_after_the_title_changed_and_double_11_is_a_peak(
    taobao: tuple[list[Batch], duckdb.DuckDBPyConnection],
) -> None:
    search = dict(rows(taobao, "SELECT day, visitors FROM source_day WHERE source2 = '手淘搜索'"))
    before, first, second = (search[day] for day in sorted(search))
    assert first < 0.7 * before
    assert second < 0.7 * before
    titles = rows(taobao, "SELECT item, min(day) FROM item_day WHERE item_id = '700000000001' GROUP BY 1 ORDER BY 2")
    assert [str(since) for _, since in titles] == ["2026-10-17", "2026-11-19"]
    (peak,) = rows(taobao, "SELECT day FROM shop_day ORDER BY gmv DESC LIMIT 1")
    assert str(peak[0]) == "2026-11-11"


def test_the_shopify_shop_loads(tmp_path: Path) -> None:
    shop = Shop("demo", "shopify", "America/New_York", "USD")
    (batch,), duck = load(tmp_path, shop, [EXAMPLES / "shopify/orders_export_1.csv"])
    assert (batch.format, batch.rows_aside, len(batch.days)) == ("shopify/orders", 0, 42)
    assert duck.execute(
        "SELECT count(*) = count(DISTINCT order_id), count(paid) < count(*), sum(refunded) > 0 FROM orders"
    ).fetchall() == [(True, True, True)]
