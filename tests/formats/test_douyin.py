"""What the exports of 抖店, 罗盘 and 千川 mean: whose money it is, when, and what is not counted twice."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.errors import Refusal
from storehand.intake.batch import Batch
from tests.formats.golden import FORMATS, batches_of
from tests.intake.making import csv_text, write

DOUYIN = FORMATS / "douyin"
ORDERS = DOUYIN / "orders/sample_1795224600_7a3c.csv"


def batch_of(sample: Path, stage: Path) -> Batch:
    """The only batch of a sample."""
    (batch,) = batches_of(sample, stage)
    return batch


def rows(batch: Batch, table: str, columns: str, rest: str = "ORDER BY ALL") -> list[tuple[Any, ...]]:
    """What a query over the staged rows of a table gives."""
    paths = [str(part.path) for part in batch.parts if part.table == table]
    return duckdb.execute(f"SELECT {columns} FROM read_parquet(?) {rest}", [paths]).fetchall()


def made(folder: Path, name: str, *told: list[str]) -> Path:
    """A file of a format of 抖店 in a folder of its own, as golden.batches_of wants it."""
    return write(folder / "douyin" / "made" / name, csv_text(told))


def test_an_export_is_known_since_the_unix_time_before_its_name(tmp_path: Path) -> None:
    assert batch_of(ORDERS, tmp_path).known_at == datetime(2026, 11, 21, 1, 30)


def test_an_orders_money_is_that_of_its_sub_orders(tmp_path: Path) -> None:
    batch = batch_of(ORDERS, tmp_path)
    figures = "sum(placed), sum(paid), sum(discount), sum(subsidy), sum(quantity)"
    by_line = rows(batch, "order_lines", f"order_id, {figures}", "GROUP BY order_id ORDER BY order_id")
    assert rows(batch, "orders", f"order_id, {figures}", "GROUP BY order_id ORDER BY order_id") == by_line
    assert by_line[0] == ("6930000000000000001", Decimal(797), Decimal(797), Decimal(70), Decimal(20), 3)


def test_the_merchant_is_owed_what_the_buyer_paid_and_what_the_platform_bears(tmp_path: Path) -> None:
    batch = batch_of(ORDERS, tmp_path)
    assert rows(batch, "orders", "paid + subsidy", "WHERE order_id = '6930000000000000001'") == [(Decimal(817),)]


def test_an_unpaid_order_is_placed_and_not_paid_and_a_closed_one_stays_paid_on_its_day(tmp_path: Path) -> None:
    batch = batch_of(ORDERS, tmp_path)
    found = rows(batch, "orders", "status, placed, paid, paid_day", "WHERE status IN ('unpaid', 'closed') ORDER BY status")
    assert found == [
        ("closed", Decimal(129), Decimal(129), date(2026, 11, 21)),
        ("unpaid", Decimal(59), None, None),
    ]


def test_an_order_waits_while_one_of_its_sub_orders_waits(tmp_path: Path) -> None:
    batch = batch_of(ORDERS, tmp_path)
    lines = rows(batch, "order_lines", "status", "WHERE order_id = '6930000000000000001' ORDER BY line_id")
    assert lines == [("shipped",), ("paid",)]
    assert rows(batch, "orders", "status, status_text", "WHERE order_id = '6930000000000000001'") == [("paid", "待发货")]


def test_an_order_without_an_after_sale_amount_says_nothing_of_refunds(tmp_path: Path) -> None:
    assert rows(batch_of(ORDERS, tmp_path), "order_lines", "count(refunded), count(refund_status)", "") == [(0, 2)]


def test_what_went_back_stands_on_the_day_it_went_back(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "aftersale/sample_1795224600_7a3c.csv", tmp_path)
    assert rows(batch, "refunds", "refunded_day, sum(amount)", "WHERE refunded_day IS NOT NULL GROUP BY 1 ORDER BY 1") == [
        (date(2026, 11, 20), Decimal(1209)),  # 1,199.00 for the coat, 10.00 for its freight
        (date(2026, 11, 21), Decimal(129)),
    ]


def test_a_closed_case_an_exchange_and_one_under_way_give_nothing_back(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "aftersale/sample_1795224600_7a3c.csv", tmp_path)
    assert rows(batch, "refunds", "status_text, amount", "WHERE refunded_day IS NULL ORDER BY refund_id") == [
        ("售后关闭", None),
        ("换货成功", None),
        ("待商家处理", None),
    ]


@pytest.mark.parametrize("name", ["sample.xlsx", "sample-plus.csv"], ids=["costs-with-a-minus", "costs-without"])
def test_income_less_cost_is_what_was_settled(name: str, tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "settlement" / name, tmp_path)
    sold = rows(batch, "bills", "amount + fee, fee", "WHERE kind = '已结算' ORDER BY ALL")
    told = {"sample.xlsx": [("64.50", "7.22"), ("1099.00", "57.95")], "sample-plus.csv": [("109.00", "11.98")]}
    assert sold == [(Decimal(income), Decimal(cost)) for income, cost in told[name]]


def test_a_settled_sub_order_that_went_back_stands_twice_and_comes_to_nothing(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "settlement/sample.xlsx", tmp_path)
    line = "WHERE line_id = '6920000000000000009'"
    assert rows(batch, "bills", "count(DISTINCT bill_id), sum(amount), sum(fee)", line) == [(2, Decimal(0), Decimal(0))]


def test_the_row_of_formulas_under_the_header_is_no_row(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "settlement/sample.xlsx", tmp_path)
    assert (batch.rows_in, batch.rows_kept, batch.aside) == (3, 3, ())


@pytest.mark.parametrize("amount", ["8.17", "-8.17"])
def test_what_goes_out_is_negative_however_it_is_written(amount: str, tmp_path: Path) -> None:
    header = ["动账时间", "动账流水号", "动帐方向", "动账金额", "动账场景"]
    path = made(tmp_path, "a.csv", header, ["2026-11-20 10:00:00", "2026112010000000000009", "出帐", amount, "消费者赔付"])
    assert rows(batch_of(path, tmp_path), "bills", "amount, direction") == [(Decimal("-8.17"), "out")]


def test_a_withdrawal_is_neither_income_nor_cost(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "fund_flow/sample.csv", tmp_path)
    assert rows(batch, "bills", "kind, amount", "WHERE direction = 'neutral'") == [("提现", Decimal(-5000))]
    assert rows(batch, "bills", "sum(amount)", "WHERE direction <> 'neutral'") == [(Decimal("-986.77"),)]  # 57.28 - 1,041.05 - 3


def test_the_shops_total_and_mean_are_no_agents(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "service_day/sample_20261120.xlsx", tmp_path)
    assert rows(batch, "service_day", "agent") == [("小丝",), ("小棉",), ("小麻",)]
    assert {control.name for control in batch.controls} == {"客服询单支付额", "退款金额", "退款后销售额"}
    assert [control.file - control.rows for control in batch.controls] == [0, 0, 0]


def test_a_live_session_without_a_number_is_its_account_and_its_start(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "live_sessions/sample_20261120_20261120.xlsx", tmp_path)
    assert rows(batch, "live_sessions", "session_id, duration, dwell") == [
        ("mumian_shop-2026/11/20 19:00:12", 15000.0, 90.0),  # 250 and 1.5 minutes
        ("mumian_shop-2026/11/20 23:30:00", 4200.0, 48.0),
    ]


def test_a_session_after_midnight_belongs_to_the_day_it_began(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "live_sessions/sample_20261120_20261120.xlsx", tmp_path)
    assert rows(batch, "live_sessions", "DISTINCT started_day") == [(date(2026, 11, 20),)]


def test_the_carriers_of_a_day_add_up_to_the_shop_and_a_part_of_the_shop_is_not_it(tmp_path: Path) -> None:
    batch = batch_of(DOUYIN / "compass_shop_day/sample.xlsx", tmp_path)
    whole = rows(batch, "shop_day", "gmv")
    assert whole == [(Decimal("68004.50"),)]
    assert rows(batch, "source_day", "sum(gmv)", "WHERE cut = 'compass' AND NOT subtotal") == whole
    assert [warning.key for warning in batch.warnings] == ["parts_passed"]


def test_items_shown_in_a_live_session_are_not_the_items_of_the_day(tmp_path: Path) -> None:
    header = ["商品ID", "商品名称", "讲解次数", "直播间价格", "用户支付金额", "成交人数", "商品点击人数"]
    with pytest.raises(Refusal) as refusal:
        batches_of(made(tmp_path, "商品_2026-11-20.csv", header, ["35", "大衣", "3", "599", "1", "1", "1"]), tmp_path)
    assert refusal.value.key == "stray_columns"


def test_ads_of_several_days_without_a_day_in_their_rows_are_not_those_of_one(tmp_path: Path) -> None:
    header = ["商品ID", "商品名称", "整体展示次数", "整体点击次数", "整体消耗", "整体支付ROI"]
    path = made(tmp_path, "商品_2026-11-01_2026-11-20.csv", header, ["35", "大衣", "10", "1", "2.00", "1.0"])
    with pytest.raises(Refusal) as refusal:
        batches_of(path, tmp_path)
    assert refusal.value.key == "period_not_day"


def test_the_levels_of_qianchuan_spend_the_same_money(tmp_path: Path) -> None:
    account = batch_of(DOUYIN / "qianchuan_account/sample.csv", tmp_path)
    plans = batch_of(DOUYIN / "qianchuan_campaign/sample.csv", tmp_path)
    day = "WHERE day = '2026-11-20' GROUP BY cut"
    assert rows(account, "ad_day", "cut, sum(spend), sum(ad_gmv)", day) == [("account", Decimal(9000), Decimal("30120.50"))]
    assert rows(plans, "ad_day", "cut, sum(spend), sum(ad_gmv)", day) == [("campaign", Decimal(9000), Decimal("30120.50"))]
