"""Pinduoduo: orders whose time is blank, refunds that are only a word, totals above their rows, bills by kind."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.intake.batch import Batch
from storehand.intake.formats import read_format
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace
from tests.formats.golden import FORMATS, KEY, NOW

SHOP = Shop("拼多多店", "pdd", "Asia/Shanghai", "CNY")


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


def order(batch: Batch, ending: int, columns: str) -> tuple[Any, ...]:
    """Some columns of the order whose number ends so."""
    (found,) = rows(batch, "orders", f"SELECT {columns} FROM facts WHERE order_id LIKE '%{ending:03d}'")
    return found


def test_an_order_is_made_when_its_group_is_full_and_paid_before(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/orders/sample.csv")
    assert order(batch, 1, "paid_day::VARCHAR, created_day::VARCHAR") == ("2026-11-19", "2026-11-20")


def test_an_order_without_a_time_of_its_group_stands_on_the_day_it_was_paid(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/orders/sample.csv")
    assert order(batch, 2, "created_at = paid_at, created_day::VARCHAR") == (True, "2026-11-19")


def test_what_the_merchant_receives_is_what_the_buyer_paid_and_the_platform_added(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/orders/sample.csv")
    # 商品总价 59.80 - 店铺优惠 5 - 平台优惠 3 - 立减 1 = 用户实付 50.80; 商家实收 54.80
    told = order(batch, 1, "placed, discount, paid, subsidy")
    assert told == (Decimal("59.80"), Decimal(9), Decimal("50.80"), Decimal(4))


@pytest.mark.parametrize(("ending", "status", "paid", "refunded"), [
    (1, "paid", "50.80", "0"),
    (2, "shipped", "35.90", "0"),
    (3, "done", "979.90", "979.90"),
    (4, "closed", "29.90", "29.90"),
    (5, "unpaid", None, None),
    (6, "closed", None, None),
])  # fmt: skip
def test_a_status_says_how_far_an_order_is_and_after_sales_what_went_back(
    ending: int, status: str, paid: str | None, refunded: str | None, tmp_path: Path
) -> None:
    batch = loaded(tmp_path, "pdd/orders/sample.csv")
    money = tuple(None if told is None else Decimal(told) for told in (paid, refunded))
    assert order(batch, ending, "status, paid, refunded") == (status, *money)


def test_the_short_export_without_a_time_of_payment_counts_by_the_time_of_the_deal(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/orders/sample-short.xlsx")
    assert order(batch, 1, "paid_day::VARCHAR, paid, subsidy") == ("2026-11-20", Decimal("26.90"), Decimal(2))
    assert order(batch, 2, "paid_day, paid") == (None, None)


def test_nothing_of_a_person_reaches_the_facts(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/orders/sample.csv")
    told = repr([rows(batch, table, "SELECT * FROM facts") for table in ("orders", "order_lines")])
    assert [secret for secret in ("张三丰", "13800000001", "75000000000001", "样例街道", "发顺丰") if secret in told] == []


def test_a_total_above_its_rows_is_shown_with_both_figures(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/ads_item/sample.xlsx")
    stated = {one.name: (one.file, one.rows) for one in batch.controls}
    assert stated["总花费(元)"] == (Decimal("204.70"), Decimal("184.70"))  # 120.50 + 60.00 + 4.20
    assert stated["交易额(元)"] == (Decimal(1000), Decimal("939.90"))
    assert rows(batch, "ad_day", "SELECT sum(spend) FROM facts") == [(Decimal("184.70"),)]


def test_the_account_ties_out_with_its_total(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/ads_account/sample.csv")
    assert [one.name for one in batch.controls if one.file != one.rows] == []
    assert rows(batch, "ad_day", "SELECT cut, sum(spend), sum(ad_gmv) FROM facts GROUP BY 1") == [
        ("account", Decimal("204.70"), Decimal(1000))
    ]


def test_bills_add_up_by_kind_and_money_that_only_moves_is_a_kind_of_its_own(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/bills/sample.csv")
    assert dict(rows(batch, "bills", "SELECT kind, sum(amount) FROM facts GROUP BY 1")) == {
        "交易收入-订单收入": Decimal("204.92"),  # 146.92 + 58.00
        "交易收入-优惠券结算": Decimal("5.00"),
        "技术服务费-基础技术服务费": Decimal("-0.91"),
        "交易退款-订单退款": Decimal("-27.50"),
        "营销费用-多多进宝": Decimal("-3.10"),
        "其他支出-合作费追回": Decimal("-8.14"),
        "转账-广告账户": Decimal("-500.00"),
        "提现-提现申请": Decimal("-1000.00"),
    }


def test_lines_of_words_around_a_bill_are_no_rows(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/bills/sample.csv")
    assert (batch.rows_in, batch.rows_kept, [one.value for one in batch.aside]) == (10, 9, ["2026-11-20 99:00:00"])


def test_a_refund_that_was_withdrawn_has_no_day(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/after_sales/sample.csv")
    told = rows(batch, "refunds", "SELECT status_text, refunded_day::VARCHAR FROM facts ORDER BY 1")
    assert told == [("买家撤销", None), ("退款成功", "2026-11-20")]


def test_a_rate_in_percent_without_its_sign_is_a_fraction_in_the_facts(tmp_path: Path) -> None:
    batch = loaded(tmp_path, "pdd/shop_day/sample.xlsx")
    assert rows(batch, "shop_day", "SELECT stated_cvr FROM facts ORDER BY day") == [(0.0261,), (0.0208,)]
