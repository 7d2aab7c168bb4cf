"""What the exports of 小红书, 微信小店 and 快手 mean."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.formats.golden import FORMATS, batches_of
from tests.formats.test_douyin import batch_of, rows
from tests.intake.making import csv_text, write


def test_an_items_ways_and_carriers_are_kept_apart_from_the_item_and_each_adds_up_to_it(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "xhs/item_day/sample.xlsx", tmp_path)
    assert (batch.rows_in, batch.rows_kept) == (8, 8)
    assert rows(batch, "item_day", "gmv, buyers") == [(Decimal(11980), 20)]
    assert rows(batch, "item_source_day", "cut, sum(gmv), count(*)", "GROUP BY cut ORDER BY cut") == [
        ("carrier", Decimal(11980), 2),
        ("mode", Decimal(11980), 2),
        ("mode_carrier", Decimal(11980), 3),
    ]


def test_a_gift_is_a_line_of_its_own_and_costs_nothing(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "xhs/orders/sample.xlsx", tmp_path)
    assert rows(batch, "order_lines", "item, paid", "WHERE order_id = 'P700000000000000001' ORDER BY line_id") == [
        ("羊毛大衣A", Decimal(559)),
        ("发圈G", Decimal(0)),
    ]
    assert rows(batch, "orders", "paid, quantity", "WHERE order_id = 'P700000000000000001'") == [(Decimal(559), 2)]


def test_an_order_that_was_cancelled_before_it_was_paid_was_never_paid(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "xhs/orders/sample.xlsx", tmp_path)
    assert rows(batch, "orders", "status, placed, paid", "WHERE paid IS NULL") == [("closed", Decimal(258), None)]


def test_what_a_parcel_was_owed_is_what_the_buyer_paid_and_the_platforms_part(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "xhs/orders/sample.xlsx", tmp_path)
    assert rows(batch, "orders", "paid + subsidy", "WHERE paid IS NOT NULL") == [(Decimal(569),)]  # 商家应收金额


def test_a_fee_that_comes_back_is_a_negative_fee(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "xhs/settlement/sample.xlsx", tmp_path)
    assert rows(batch, "bills", "kind, amount + fee, fee", "ORDER BY kind") == [
        ("售后退款", Decimal(-129), Decimal("-6.45")),
        ("货款结算", Decimal(569), Decimal("28.45")),
    ]


@pytest.mark.parametrize("repeated", [True, False], ids=["on-every-row", "on-the-first-row"])
def test_what_an_order_of_several_products_paid_counts_once(repeated: bool, tmp_path: Path) -> None:
    header = ["订单号", "订单下单时间", "支付时间", "订单状态", "订单实际支付金额", "商品名称", "商品实际价格(单件)", "商品数量"]
    header += ["商品售后", "商品已退款金额"]
    order = ["2026-11-20 12:00:00", "2026-11-20 12:00:20", "待发货", "698.00"]
    more = order if repeated else ["", "", "", ""]
    body = [["372", *order, "大衣", "569.00", "1", "无", "0.00"], ["372", *more, "围巾", "64.50", "2", "退款完成", "29.00"]]
    batch = batch_of(write(tmp_path / "weixin/made/a.csv", csv_text([header, *body])), tmp_path)
    assert rows(batch, "orders", "paid, refunded, quantity, status") == [(Decimal(698), Decimal(29), 3, "paid")]
    assert rows(batch, "order_lines", "line_id, paid, paid_day IS NOT NULL") == [
        ("372-1", Decimal(569), True),
        ("372-2", Decimal(129), True),
    ]


def test_the_products_of_an_order_add_up_to_what_was_paid(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "weixin/orders/sample.xlsx", tmp_path)
    paid = "WHERE order_id = '3720000000000000001'"
    assert rows(batch, "order_lines", "sum(paid)", paid) == rows(batch, "orders", "paid", paid) == [(Decimal(698),)]


@pytest.mark.parametrize(("platform", "total"), [("weixin", "663.10"), ("kuaishou", "75.96")])
def test_movements_of_a_day_lead_from_one_balance_to_the_next(platform: str, total: str, tmp_path: Path) -> None:
    batch = batch_of(FORMATS / platform / "fund_flow/sample.csv", tmp_path)
    first = "arg_min(balance - amount, row)"
    assert rows(batch, "bills", f"{first} + sum(amount), arg_max(balance, row)", "") == [(Decimal(total), Decimal(total))]
    assert rows(batch, "bills", "kind", "WHERE direction = 'neutral'") == [("提现",)]


@pytest.mark.parametrize("name", ["实付款(¥)", "实付款（元）", "实付款"])
def test_what_was_paid_on_kuaishou_is_known_under_each_of_its_names(name: str, tmp_path: Path) -> None:
    header = ["订单号", "订单创建时间", "订单支付时间", "订单状态", name, "成交数量", "商品名称", "退货退款"]
    told = ["24", "2026-11-20 20:10:00", "2026-11-20 20:10:20", "已发货", "¥89.00", "1", "卫衣", "-"]
    (batch,) = batches_of(write(tmp_path / "kuaishou/made/a.csv", csv_text([header, told])), tmp_path)
    assert rows(batch, "orders", "paid, status") == [(Decimal(89), "shipped")]


def test_income_less_fees_and_refunds_is_what_kuaishou_settled(tmp_path: Path) -> None:
    batch = batch_of(FORMATS / "kuaishou/settlement/sample.xlsx", tmp_path)
    assert rows(batch, "bills", "amount + fee + refunded", "ORDER BY bill_id") == [(Decimal(94),), (Decimal(59),)]
