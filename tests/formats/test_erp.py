"""What orders of 聚水潭, 旺店通 and 万里牛 become, beyond what their samples show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.intake.batch import Batch
from storehand.intake.formats import read_format
from tests.formats.golden import FORMATS, batches_of
from tests.intake.making import csv_text, one, rows, write

ORDERS = [
    "内部订单号", "线上订单号", "下单时间", "应付金额", "已付金额", "状态", "子订单编号", "线上子订单编号", "原始线上订单号",
    "商品编码", "数量", "商品金额", "买家实付", "成本价",
]  # fmt: skip
SALES = [
    "内部订单号", "订单状态", "订单日期", "商品编码", "线上子订单编号", "销售数量", "实发金额", "销售金额", "当期退货数量",
    "当期退货金额",
]  # fmt: skip
WANGDIAN = [
    "订单编号", "店铺", "子单原始单号", "原始单号", "订单状态", "订单退款状态", "交易时间", "付款时间", "发货时间", "收件人",
    "买家实付", "应收金额", "货品名称", "实发数量", "分摊后总价",
]  # fmt: skip
ONE = {
    "内部订单号": "1", "线上订单号": '="30"', "下单时间": "2026-11-11 00:00:05", "应付金额": "857", "已付金额": "847",
    "状态": "已发货", "子订单编号": "91", "商品编码": "A", "数量": "1", "商品金额": "599", "买家实付": "592", "成本价": "231.5",
}  # fmt: skip


def load(folder: Path, format: str, header: Sequence[str], *made: Mapping[str, str]) -> Batch:
    """Rows given by column name, read by one of our formats."""
    table = [header, *([row.get(name, "") for name in header] for row in made)]
    return one(write(folder / "erp.csv", csv_text(table)), read_format(FORMATS / format / "format.toml"))


@pytest.mark.parametrize(
    ("status", "code", "paid"),
    [
        ("待付款", "unpaid", None),
        ("已付款待审核", "paid", 847),
        ("发货中", "paid", 847),
        ("已发货", "shipped", 847),
        ("取消", "closed", None),
        ("已取消", "closed", None),
        ("被合并", "other", None),
        ("没见过的状态", "other", 847),
    ],
)
def test_a_status_of_jushuitan_says_whether_its_money_is_a_sale(status: str, code: str, paid: int | None, tmp_path: Path) -> None:
    batch = load(tmp_path, "jushuitan/orders", ORDERS, ONE | {"状态": status})
    assert rows(batch, "orders", "status, paid") == [(code, paid and Decimal(paid))]


def test_what_an_order_states_on_every_line_counts_once_and_its_lines_add_up_to_it(tmp_path: Path) -> None:
    second = {"子订单编号": "92", "商品编码": "B", "数量": "2", "商品金额": "258", "买家实付": "255", "成本价": "38"}
    batch = load(tmp_path, "jushuitan/orders", ORDERS, ONE, ONE | second)
    assert rows(batch, "orders", "placed, paid, quantity") == [(Decimal(857), Decimal(847), 3)]
    assert rows(batch, "order_lines", "sum(placed), sum(paid), sum(quantity * unit_cost)", "1") == [
        (Decimal(857), Decimal(847), Decimal("307.5"))
    ]


def test_a_line_names_the_order_that_the_buyer_placed_before_two_were_merged(tmp_path: Path) -> None:
    merged = {"子订单编号": "92", "线上子订单编号": '="311"', "原始线上订单号": '="31"'}
    batch = load(tmp_path, "jushuitan/orders", ORDERS, ONE, ONE | merged)
    assert rows(batch, "order_lines", "platform_order_id, platform_line_id") == [("30", None), ("31", "311")]


def test_parts_of_a_set_under_one_number_and_lines_without_a_number_keep_keys_of_their_own(tmp_path: Path) -> None:
    bare = {"子订单编号": ""}
    batch = load(tmp_path, "jushuitan/orders", ORDERS, ONE, ONE | {"商品编码": "B"}, ONE | bare, ONE | bare)
    assert rows(batch, "order_lines", "line_id") == [("1-91-A",), ("1-91-B",), ("1-3",), ("1-4",)]


def test_a_return_of_an_earlier_sale_is_a_refund_and_never_a_line(tmp_path: Path) -> None:
    sold = {
        "内部订单号": "1", "订单状态": "已发货", "订单日期": "2026-10-20 12:00:00", "商品编码": "A", "线上子订单编号": "11",
        "销售数量": "1", "销售金额": "59", "当期退货数量": "0", "当期退货金额": "0",
    }  # fmt: skip
    back = sold | {"销售数量": "0", "销售金额": "0", "当期退货数量": "1", "当期退货金额": "59"}
    october = load(tmp_path, "jushuitan/sales", SALES, sold)
    november = load(tmp_path, "jushuitan/sales", SALES, back)
    assert rows(october, "order_lines", "line_id, quantity, paid") == [("1-11-A", 1, Decimal(59))]
    assert {part.table for part in october.parts} == {"order_lines", "orders"}
    assert {part.table for part in november.parts} == {"refunds"}
    assert rows(november, "refunds", "order_id, line_id, amount, quantity") == [("1", "11", Decimal(59), 1)]


def test_wangdian_is_paid_what_its_lines_add_up_to(tmp_path: Path) -> None:
    base = {
        "订单编号": "JY1",
        "订单状态": "已完成",
        "交易时间": "2026-11-11 10:00:00",
        "货品名称": "甲",
        "应收金额": "35.7",
        "实发数量": "1",
    }
    first, second = {"子单原始单号": "69", "分摊后总价": "19.8"}, {"子单原始单号": "70", "分摊后总价": "15.9"}
    batch = load(tmp_path, "wangdian/orders", WANGDIAN, base | first, base | second)
    assert rows(batch, "orders", "placed, paid, quantity") == [(Decimal("35.7"), Decimal("35.7"), 2)]
    assert rows(batch, "order_lines", "line_id, platform_order_id, paid") == [
        ("JY1-1", "69", Decimal("19.8")),
        ("JY1-2", "70", Decimal("15.9")),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "jushuitan/orders/sample.csv",
        "jushuitan/sales/sample.csv",
        "jushuitan/after_sales/sample.xlsx",
        "wangdian/orders/sample.xlsx",
        "wanliniu/orders/sample.csv",
    ],
)
def test_no_person_of_an_erp_is_kept(name: str, tmp_path: Path) -> None:
    facts = "".join(str(rows(batch, table, "*")) for batch in batches_of(FORMATS / name, tmp_path)
                    for table in {part.table for part in batch.parts})  # fmt: skip
    assert [
        word for word in ("张三丰", "李四方", "样例路", "样例甲", "样例乙", "1380000", "758000", "YT000") if word in facts
    ] == []
