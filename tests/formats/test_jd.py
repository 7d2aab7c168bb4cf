"""JD: an order of several SKUs counts its money once, 同比 is nobody's figure, bills add up to what was worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from storehand.intake.batch import Batch
from storehand.intake.formats import read_format
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace
from tests.formats.golden import FORMATS, KEY, NOW

SHOP = Shop("京东店", "jd", "Asia/Shanghai", "CNY")


def loaded(stage: Path, sample: str) -> Batch:
    """The batch of a sample, read with its own format."""
    path = FORMATS / sample
    workspace = Workspace(stage, (SHOP,), timezone=SHOP.timezone, currency=SHOP.currency)
    format = read_format(path.parent / "format.toml")
    (batch,) = read(Request(path, SHOP, None, None), workspace=workspace, formats=(format,), key=KEY, stage=stage, now=NOW)
    return batch


def rows(batch: Batch, table: str, query: str) -> list[tuple[Any, ...]]:
    """What a query over the rows of a table gives; it speaks of `facts`."""
    paths = [str(part.path) for part in batch.parts if part.table == table]
    duck = duckdb.connect()
    duck.sql(f"CREATE VIEW facts AS SELECT * FROM read_parquet({paths})")
    return duck.execute(query).fetchall()


def test_an_order_of_two_skus_counts_its_amounts_once_and_its_units_together(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/orders/sample.csv")
    two = rows(batch, "orders", "SELECT placed, paid, discount, subsidy, quantity FROM facts WHERE order_id = '300000000001'")
    # 订单金额 397; 应付 360 + 余额 10; 397 - 370; 结算 377 - 370; 1 + 2 units
    assert two == [(Decimal(397), Decimal(370), Decimal(27), Decimal(7), 3)]
    assert rows(batch, "orders", "SELECT count(*), sum(paid) FROM facts") == [(5, Decimal(370 + 299 + 1048))]


def test_the_lines_of_an_order_are_its_skus_at_their_own_price(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/orders/sample.csv")
    lines = rows(batch, "order_lines", "SELECT sku_id, quantity, placed FROM facts WHERE order_id = '300000000001' ORDER BY 1")
    assert lines == [("100012000001", 1, Decimal(199)), ("100012000002", 2, Decimal(198))]


def test_an_unpaid_order_has_no_paid_amount_and_a_cancelled_one_is_given_back_whole(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/orders/sample.csv")
    told = dict(rows(batch, "orders", "SELECT order_id, (status, paid, refunded) FROM facts"))
    assert told["300000000002"] == ("unpaid", None, None)
    assert told["300000000003"] == ("closed", Decimal(299), Decimal(299))
    assert told["300000000004"] == ("shipped", None, None)  # cash on delivery, not yet paid


def test_a_masked_account_is_no_buyer(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/orders/sample.csv")
    assert rows(batch, "orders", "SELECT order_id FROM facts WHERE buyer IS NULL") == [("300000000004",)]


def test_the_column_beside_a_metric_never_feeds_a_measure(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/sz_source_day/sample.xlsx")
    # Behind each metric stands 90.99 % to 105.99 %: no number of the facts is one of those.
    kept = rows(batch, "source_day", "SELECT visitors, buyers, placed, gmv, dwell, cart_users FROM facts WHERE source2 = '搜索'")
    assert kept == [(760, 11, Decimal(2300), Decimal(2189), 31.5, 12)]
    format = read_format(FORMATS / "jd/sz_source_day/format.toml")
    assert [header for feed in format.tables for _, told in feed.columns for header in told.headers() if "同比" in header] == []


def test_detail_rows_of_channels_add_up_to_their_subtotal(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/sz_source_day/sample.xlsx")
    query = "SELECT subtotal, sum(gmv) FROM facts WHERE source1 = '平台流量' GROUP BY 1 ORDER BY 1"
    assert rows(batch, "source_day", query) == [(False, Decimal(2189 + 995)), (True, Decimal(3184))]


def test_a_spu_called_total_is_the_file_s_own_total_and_no_item(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/sz_item_day/sample.xlsx")
    assert rows(batch, "item_day", "SELECT item_id FROM facts ORDER BY 1") == [("20001",), ("20002",)]
    assert [(one.name, one.file, one.rows) for one in batch.controls if one.name == "成交金额"] == [
        ("成交金额", Decimal(4179), Decimal(4179))
    ]


def test_a_settlement_adds_up_by_kind(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/settlement/sample.xlsx")
    by_kind = dict(rows(batch, "bills", "SELECT kind, sum(amount) FROM facts GROUP BY 1"))
    assert by_kind == {
        "货款": Decimal("288.00"),  # 199 + 178 - 89 refunded
        "佣金": Decimal("-14.40"),  # -9.95 - 8.90 + 4.45 given back
        "运费保险服务费": Decimal("-0.60"),
        "代收配送费": Decimal("6.00"),
        "售后卖家赔付费": Decimal("-5.00"),
        "返利框架费": Decimal("-1.20"),
    }
    assert sum(by_kind.values()) == Decimal("272.80")


def test_what_goes_out_is_negative_with_and_without_a_minus_in_the_file(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/settlement/sample-unsigned.csv")
    told = rows(batch, "bills", "SELECT direction, amount FROM facts ORDER BY row")
    assert told == [("in", Decimal(199)), ("out", Decimal("-9.95")), ("out", Decimal(-89))]


def test_each_row_of_a_settlement_has_a_key_of_its_own(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/settlement/sample.xlsx")
    assert rows(batch, "bills", "SELECT count(*), count(DISTINCT bill_id) FROM facts") == [(10, 10)]


def test_stock_of_the_warehouses_and_their_sum_are_two_cuts(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/stock_day/sample.xlsx")
    told = rows(batch, "stock_day", "SELECT cut, sum(on_hand), sum(sold_30) FROM facts GROUP BY 1 ORDER BY 1")
    assert told == [("sz", 320, 310), ("sz_all", 320, 310)]


def test_spend_of_a_search_term_counts_once_whatever_was_bought(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/ads_term/sample.csv")
    query = "SELECT item_id, spend, ad_gmv, ad_gmv_direct, ad_gmv_indirect FROM facts WHERE term = '保温杯 大容量'"
    assert rows(batch, "ad_day", query) == [("100012000001", Decimal("61.20"), Decimal(497), Decimal(398), Decimal(99))]
    assert [one.name for one in batch.controls if one.file != one.rows] == []


def test_a_promoted_sku_is_not_the_one_that_was_clicked(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/ads_term/sample.csv")
    query = "SELECT item_id, ad_id FROM facts WHERE campaign_id = '8002'"
    assert rows(batch, "ad_day", query) == [("100012000004", "100012000007")]


def test_site_wide_sums_are_no_day(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/ads_sitewide/sample.csv")
    assert rows(batch, "ad_day", "SELECT count(*), sum(spend), sum(ad_gmv) FROM facts") == [(2, Decimal(300), Decimal(2786))]


def test_only_what_was_given_back_has_a_day_of_refund(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "jd/after_sales/sample.csv")
    told = rows(batch, "refunds", "SELECT refund_id, refunded_day::VARCHAR, amount FROM facts ORDER BY 1")
    assert told == [("900001", "2026-11-19", Decimal(89)), ("900002", None, None)]
