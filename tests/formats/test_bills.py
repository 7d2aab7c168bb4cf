"""What bills of Alipay, WeChat Pay, JD and Meituan become, beyond what their samples show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.intake.batch import Batch
from storehand.intake.formats import read_format
from storehand.intake.raw import records
from tests.formats.golden import FORMATS
from tests.intake.making import csv_text, one, rows, write

ALIPAY = [
    "账务流水号",
    "商户订单号",
    "发生时间",
    "收入金额（+元）",
    "支出金额（-元）",
    "账户余额（元）",
    "业务类型",
    "备注",
    "业务基础订单号",
]
WECHAT = ["交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号", "商户单号", "备注"]
JD = [
    "交易时间",
    "商户名称",
    "交易说明",
    "金额",
    "收/付款方式",
    "交易状态",
    "收/支",
    "交易分类",
    "交易订单号",
    "商家订单号",
    "备注",
]
TRADES = [
    "交易时间", "商户号", "微信订单号", "商户订单号", "交易状态", "应结订单金额", "微信退款单号", "退款金额", "退款状态",
    "手续费", "货币种类",
]  # fmt: skip
PAID = {"交易时间": "2026-11-10 12:00:00", "交易类型": "商户消费", "收/支": "支出", "金额(元)": "¥120.00", "交易单号": "42\t"}


def load(folder: Path, format: str, header: Sequence[str], *made: Mapping[str, str], above: str = "") -> Batch:
    """Rows given by column name, read by one of our formats."""
    table = [header, *([row.get(name, "") for name in header] for row in made)]
    return one(write(folder / "bill.csv", above + csv_text(table)), read_format(FORMATS / format / "format.toml"))


@pytest.mark.parametrize(
    ("row", "order"),
    [
        ({"业务基础订单号": "3000000000000000001", "商户订单号": "T200P9"}, "3000000000000000001"),
        ({"业务基础订单号": "P3000000000000000001"}, "3000000000000000001"),
        ({"业务基础订单号": "FP301_3000000000000000001", "商户订单号": "T200P3000000000000000002"}, "3000000000000000002"),
        ({"备注": "天猫佣金扣款 订单{3000000000000000003}"}, "3000000000000000003"),
        ({"备注": "保险承保-订单（3000000000000000004）"}, "3000000000000000004"),
        ({"备注": "公益捐赠 关联订单号：3000000000000000005 完成"}, "3000000000000000005"),
        ({"备注": "代扣返点积分tradeid:3000000000000000006"}, "3000000000000000006"),
        ({"备注": "提现到 招商银行 2026111600"}, None),
    ],
)
def test_the_number_of_an_order_is_found_where_alipay_hides_it(row: dict[str, str], order: str | None, tmp_path: Path) -> None:
    common = {"账务流水号": "1", "发生时间": "2026-11-16 10:00:00", "收入金额（+元）": "1.00"}
    assert rows(load(tmp_path, "alipay/funds", ALIPAY, common | row), "bills", "order_id") == [(order,)]


@pytest.mark.parametrize(
    ("income", "spent", "direction", "amount"),
    [
        ("847.00", "0.00", "in", "847"),
        ("", "-5.16", "out", "-5.16"),
        ("0.00", "16.94", "out", "-16.94"),
        ("0.00", "0.00", "neutral", "0"),
    ],
)
def test_what_alipay_paid_out_is_negative_with_and_without_its_minus(
    income: str, spent: str, direction: str, amount: str, tmp_path: Path
) -> None:
    row = {"账务流水号": "1", "发生时间": "2026-11-16 10:00:00", "收入金额（+元）": income, "支出金额（-元）": spent}
    batch = load(tmp_path, "alipay/funds", ALIPAY, row)
    assert rows(batch, "bills", "direction, amount") == [(direction, Decimal(amount))]


@pytest.mark.parametrize(
    ("state", "refunded"),
    [
        ("支付成功", None),
        ("已退款(￥12.00)", "12"),
        ("已退款（¥1,012.50）", "1012.50"),
        ("已退款￥12.00", "12"),
        ("已全额退款", "120"),
    ],
)
def test_a_refund_inside_the_state_of_a_wechat_payment_is_read(state: str, refunded: str | None, tmp_path: Path) -> None:
    batch = load(tmp_path, "wechat/personal", WECHAT, PAID | {"当前状态": state})
    assert rows(batch, "bills", "amount, refunded") == [(Decimal(-120), refunded and Decimal(refunded))]


def test_a_payment_keeps_its_key_when_a_part_is_given_back_and_the_refund_has_its_own(tmp_path: Path) -> None:
    before = load(tmp_path, "wechat/personal", WECHAT, PAID | {"当前状态": "支付成功"})
    refund = PAID | {
        "交易时间": "2026-11-10 13:00:00",
        "交易类型": "张三丰的店-退款",
        "收/支": "收入",
        "当前状态": "已退款￥12.00",
    }
    after = load(tmp_path, "wechat/personal", WECHAT, PAID | {"当前状态": "已退款(￥12.00)"}, refund)
    ((key,),) = rows(before, "bills", "bill_id")
    assert rows(after, "bills", "bill_id, kind") == [
        (key, "商户消费"),
        ("42-2026-11-10 13:00:00-退款", "退款"),
    ]


def test_no_person_of_a_wechat_bill_is_kept_in_facts_or_in_the_copy(tmp_path: Path) -> None:
    above = "微信支付账单明细\n微信昵称：[张三丰]\n起始时间：[2026-11-10 00:00:00]\n"
    transfer = {
        "交易类型": "转账",
        "交易对方": "李四方",
        "商品": "转账备注:还李四方",
        "备注": "找李四方",
        "支付方式": "样例银行(1234)",
    }
    scanned = {"交易类型": "扫二维码付款", "商品": "收款方备注:王五", "交易对方": "王五", "交易单号": "43"}
    batch = load(tmp_path, "wechat/personal", WECHAT, PAID | transfer, PAID | scanned, above=above)
    facts = str(rows(batch, "bills", "*"))
    assert [word for word in ("张三丰", "李四方", "王五", "1234") if word in facts] == []
    assert batch.raw is not None
    assert [word for word in ("张三丰", "找李四方") if word in str(records(batch.raw, 1, 9))] == []


@pytest.mark.parametrize(
    ("told", "side", "amount", "refunded"),
    [
        ("10.20", "支出", "-10.20", None),
        ("131.77(已退款89.84)", "支出", "-131.77", "89.84"),
        ("1,468.32(已全额退款)", "不计收支", "1468.32", "1468.32"),
        ("89.84", "不计收支", "89.84", None),
    ],
)
def test_jd_writes_what_was_given_back_into_the_amount(
    told: str, side: str, amount: str, refunded: str | None, tmp_path: Path
) -> None:
    row = {"交易时间": "2026-11-12 13:27:56\t", "金额": told, "收/支": side, "交易订单号": "1\t", "商户名称": "样例"}
    batch = load(tmp_path, "jd_pay/personal", JD, row)
    assert rows(batch, "bills", "amount, refunded") == [(Decimal(amount), refunded and Decimal(refunded))]


def test_the_totals_below_a_wechat_bill_show_a_row_that_is_gone(tmp_path: Path) -> None:
    common = {"交易时间": "`2026-11-11 10:00:00", "商户号": "`19", "货币种类": "`CNY"}
    paid = {"微信订单号": "`1", "商户订单号": "`A", "交易状态": "`SUCCESS", "应结订单金额": "`199.00", "手续费": "`1.19000"}
    back = {"微信订单号": "`1", "商户订单号": "`A", "交易状态": "`REFUND", "应结订单金额": "`0.00", "手续费": "`-0.30000"}
    refund = {"微信退款单号": "`50", "退款金额": "`50.00", "退款状态": "`SUCCESS"}
    names = {"交易时间": "总交易单数", "商户号": "应结订单总金额", "微信订单号": "退款总金额", "商户订单号": "手续费总金额"}
    totals = {"交易时间": "`3.0", "商户号": "`258.00", "微信订单号": "`50.00", "商户订单号": "`1.24000"}
    batch = load(tmp_path, "wechat/trades", TRADES, common | paid, common | back | refund, names, totals)
    assert (batch.rows_in, batch.rows_kept) == (2, 2)
    assert rows(batch, "bills", "bill_id, amount, fee, direction") == [
        ("1", Decimal(199), Decimal("1.19"), "in"),
        ("50", Decimal(-50), Decimal("-0.30"), "out"),
    ]
    assert [(control.name, control.file, control.rows) for control in batch.controls] == [
        ("总交易单数", Decimal(3), Decimal(2)),
        ("应结订单总金额", Decimal(258), Decimal(199)),
        ("退款总金额", Decimal(50), Decimal(50)),
        ("手续费总金额", Decimal("1.24"), Decimal("0.89")),
    ]
