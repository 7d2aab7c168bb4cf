"""Money, days, currencies and encodings in which others went wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.workspace import Shop
from tests.traps.conftest import Loader
from tests.traps.shops import HEADERS, table

SHOPIFY = Shop("gen", "shopify", "Asia/Shanghai", "CNY")
TAOBAO = Shop("木棉", "taobao", "Asia/Shanghai", "CNY")


def several_lines(refunds: dict[str, Decimal]) -> Iterator[list[object]]:
    """400 orders of one to three lines; the order's own cells stand only on its first line. Fills `refunds`."""
    draw = random.Random(3)
    for number in range(400):
        moment = datetime(2025, 3, 1, draw.randrange(24)) + timedelta(days=number // 10)
        lines = [(draw.choice((1, 2)), draw.randint(1, 40)) for _ in range(draw.randint(1, 3))]
        total = Decimal(sum(quantity * (10 + item) for quantity, item in lines))
        status = draw.choice(("paid", "paid", "refunded", "partially_refunded"))
        back = {"paid": Decimal(0), "refunded": total, "partially_refunded": total / 2}[status]
        refunds["gross"] += total
        refunds["back"] += back
        for place, (quantity, item) in enumerate(lines):
            first = place == 0
            own: list[object] = [total, 0, 0, total, "", 0] if first else [""] * 6
            yield [
                f"#{number}", "a@x.com" if first else "", status if first else "", f"{moment:%Y-%m-%d %H:%M:%S} +0800", *own,
                quantity, f"P{item}", 10 + item, f"S{item}", back if first else "", "CNY" if first else "",
            ]  # fmt: skip


def test_refunds_are_counted_and_lines_are_not_orders(tmp_path: Path, loader: Loader) -> None:
    truth = {"gross": Decimal(0), "back": Decimal(0)}
    file = table(tmp_path / "trap.csv", HEADERS, list(several_lines(truth)))
    view = loader("lines", [file], SHOPIFY).view(date(2025, 4, 9))
    span = date(2025, 3, 1), date(2025, 4, 10)
    assert view.value("orders", *span) == 400
    assert view.value("gmv", *span) == truth["gross"]
    assert view.value("net", *span) == truth["gross"] - truth["back"]


def an_order(number: int, created: str, total: str, currency: str = "CNY") -> list[object]:
    return [f"#{number}", "a@x.com", "paid", created, total, 0, 0, total, "", 0, 1, "P1", total, "S1", "0", currency]


def test_an_order_of_the_small_hours_belongs_to_the_shops_own_day(tmp_path: Path, loader: Loader) -> None:
    rows = [
        an_order(1, "2024-01-01 00:54:05 +0800", "100.00"),
        an_order(2, "2024-01-01 23:59:59 +0800", "10.00"),
        an_order(3, "2024-01-02 07:00:00 +0800", "1.00"),
    ]
    loaded = loader("hours", [table(tmp_path / "orders.csv", HEADERS, rows)], SHOPIFY)
    view = loaded.view(date(2024, 1, 2))
    assert view.value("gmv", date(2024, 1, 1), date(2024, 1, 2)) == Decimal("110.00")
    assert view.value("gmv", date(2024, 1, 2), date(2024, 1, 3)) == Decimal("1.00")
    assert view.covered("orders", "gen") == {date(2024, 1, 1), date(2024, 1, 2)}


def test_the_currency_is_the_files(tmp_path: Path, loader: Loader) -> None:
    rows = [an_order(1, "2024-01-01 12:00:00 +0800", "100.00", "CNY")]
    dollars = Shop("gen", "shopify", "Asia/Shanghai", "USD")
    view = loader("money", [table(tmp_path / "orders.csv", HEADERS, rows)], dollars).view(date(2024, 1, 1))
    assert view.currency == "CNY"
    assert view.currency_of("gen") == "CNY"


QIANNIU = (
    "订单编号", "买家会员名", "总金额", "买家实际支付金额", "退款金额", "订单状态", "订单创建时间",
    "订单付款时间 ", "宝贝标题", "宝贝总数量",
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig", "utf-16"])
def test_chinese_headers_are_read_in_every_encoding(tmp_path: Path, loader: Loader, encoding: str) -> None:
    rows = [
        ["1001", "王**", "100.00", "80.00", "20.00", "交易成功", "2026-11-19 10:00:00", "2026-11-19 10:01:00", "羊毛大衣", "1"],
        ["1002", "李**", "50.00", "0.00", "0.00", "等待买家付款", "2026-11-19 11:00:00", "", "围巾", "1"],
    ]
    file = table(tmp_path / "ExportOrderList202611200815.csv", QIANNIU, rows, encoding)
    view = loader(encoding, [file], TAOBAO).view(date(2026, 11, 19))
    assert view.value("gmv") == Decimal("100.00")
    assert view.value("net") == Decimal("80.00")
    assert view.value("orders") == 1
    assert view.value("unpaid_orders") == 1
