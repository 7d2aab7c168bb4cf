"""What must hold between the figures of a file is told where it does not, with both figures, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from storehand.intake import identities
from storehand.intake.batch import Batch
from storehand.intake.identities import IDENTITIES
from storehand.wording import catalogue, say
from tests.intake.making import csv_text, format_of, one, write

SHOP_DAY = ("shop_day", "sycm", {
    "day": "日期", "visitors": "访客数", "buyers": "买家数", "new_buyers": "新", "old_buyers": "老", "gmv": "支付金额",
    "placed": "下单金额", "old_gmv": "老买家支付", "stated_aov": "客单价",
    "stated_cvr": '{ header = "转化率", unit = "percent" }',
})  # fmt: skip
ITEM_DAY = ("item_day", "sycm", {"day": "日期", "item_id": "商品ID", "gmv": "支付金额", "month_gmv": "月累计"})
SOURCE_DAY = ("source_day", "all", {
    "day": "日期", "source1": "一级", "source2": "二级", "source3": "三级", "gmv": "支付金额",
    "subtotal": '{ first = [{ const = true, when = [{ header = "二级", equals = "汇总" }] }, '
    '{ const = true, when = [{ header = "三级", equals = "汇总" }] }, { const = false }] }',
})  # fmt: skip
AD_DAY = ("ad_day", "account", {
    "day": "日期", "impressions": "展现量", "clicks": "点击量", "ad_gmv": "总", "ad_gmv_direct": "直接",
    "ad_gmv_indirect": "间接",
})  # fmt: skip
ORDERS = ("orders", "order", {
    "order_id": "订单号", "created_at": "时间", "placed": "应付", "paid": "实付", "freight": "运费", "tax": "税",
    "refunded": "退款",
})  # fmt: skip
BILLS = ("bills", "bill", {
    "bill_id": "流水号", "billed_at": "时间", "amount": "金额", "fee": "服务费", "balance": "余额", "account": "账户",
})  # fmt: skip

Feed = tuple[str, str, dict[str, str]]
Told = list[tuple[str, str, str, str, str]]


def read(folder: Path, feed: Feed, header: str, *rows: str, platform: str = "taobao") -> Batch:
    """The batch of a file with these columns and rows, words parted by blanks; "-" is nothing."""
    table, cut, columns = feed
    headers = header.split()
    fed = {name: spec for name, spec in columns.items() if spec in headers or spec.startswith("{")}
    told = "\n".join(f"{name} = " + (spec if spec.startswith("{") else f'"{spec}"') for name, spec in fed.items())
    signature = ", ".join(f'"{word}"' for word in headers)
    body = f'[signature]\nheaders = [{signature}]\n[[table]]\nname = "{table}"\ncut = "{cut}"\n[table.columns]\n{told}\n'
    cells = [[cell.replace("T", " ") if cell != "-" else "" for cell in row.split()] for row in rows]
    format = replace(format_of(folder, "t/figures", body), platform=platform)
    return one(write(folder / "file.csv", csv_text([headers, *cells])), format)


def told(batch: Batch) -> Told:
    """Of each identity that is broken: its name, rows, line, and both figures."""
    found = []
    for warning in batch.warnings:
        if warning.key.startswith("identity."):
            values = dict(warning.values)
            found.append((warning.key[9:], values["rows"], values["line"], values["left"], values["right"]))
    return found


DAYS = "日期 访客数 买家数 新 老 支付金额 下单金额 老买家支付 客单价 转化率"
DAY = "2026-11-01 1000 36 30 6 3600 4000 600 100.00 3.60%"
WEEK = [f"2026-11-0{day} 1000 36 30 6 3600 4000 600 100.00 3.60%" for day in range(1, 8)]
MONTH = ("日期 商品ID 支付金额 月累计", "2026-11-01 7 100 100", "2026-11-02 7 50.5 150.5", "2026-11-02 8 9 9")
SOURCES = (
    "日期 一级 二级 三级 支付金额",
    "2026-11-01 平台 汇总 - 100",
    "2026-11-01 平台 搜索 - 60",
    "2026-11-01 平台 推荐 汇总 40",
    "2026-11-01 平台 推荐 首页 25",
    "2026-11-01 平台 推荐 猜你喜欢 15",
    "2026-11-01 广告 直通车 - 33",
)
ADS = "日期 展现量 点击量 总 直接 间接"
AD = "2026-11-01 1000 20 300.00 200.00 100.00"
SALES = "订单号 时间 应付 实付 运费 税 退款"
SALE = "1 2026-11-01T10:00:00 100 112 10 2 112"
FLOW = "流水号 时间 金额 服务费 余额 账户"
RISING = (
    "1 2026-11-01T10:00:00 10 0 110 a",
    "2 2026-11-01T10:00:01 -30 0 80 a",
    "3 2026-11-01T10:00:02 5 0 85 a",
    "4 2026-11-01T10:00:03 1 0 86 a",
)


@pytest.mark.parametrize(
    ("feed", "rows", "expected"),
    [
        (SHOP_DAY, (DAYS, DAY.replace(" 30 ", " 29 ")), [("new_and_old", "1", "2", "36", "35")]),
        (SHOP_DAY, (DAYS, DAY.replace(" 600 ", " 3601 ")), [("old_in_gmv", "1", "2", "3,601.00", "3,600.00")]),
        (SHOP_DAY, (DAYS, DAY, DAY.replace("-01 1000", "-02 1200")), [
            ("conversion", "1", "3", "3.60", "3.00"), ("factors", "1", "3", "3,600.00", "4,320.00"),
        ]),
        (SHOP_DAY, (DAYS, *WEEK[:6], WEEK[6].replace(" 4000 ", " 1000 ")), [("placed", "1", "2", "25,200.00", "25,000.00")]),
        (ITEM_DAY, (*MONTH[:2], "2026-11-02 7 50.5 160.5", MONTH[3]), [("month", "1", "3", "60.50", "50.50")]),
        (SOURCE_DAY, (*SOURCES[:4], *SOURCES[5:]), [("sources", "2", "2", "100.00", "75.00")]),
        (AD_DAY, (ADS, AD, AD.replace("-01 ", "-02 ").replace(" 300.00", " 310.00")), [("ad_gmv", "1", "3", "310.00", "300.00")]),
        (AD_DAY, (ADS, AD.replace(" 1000 20 ", " 20 1000 ")), [("clicks", "1", "2", "1,000", "20")]),
        (AD_DAY, (ADS, AD.replace(" 20 ", " -3 ")), [("negative", "1", "2", "0", "-3")]),
        (ORDERS, (SALES, SALE.replace(" 112 10 ", " 113 10 ")), [("paid", "1", "2", "113.00", "112.00")]),
        (ORDERS, (SALES, SALE.removesuffix("112") + "112.5"), [("refunded", "1", "2", "112.50", "112.00")]),
        (BILLS, (FLOW, *RISING[:2], RISING[3]), [("balance", "1", "4", "86.00", "81.00")]),
        (BILLS, (FLOW, RISING[3], RISING[1], RISING[0]), [("balance", "1", "2", "86.00", "81.00")]),
    ],
    ids=lambda value: value[0][0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_broken_identity_is_told_with_its_line_and_both_figures(
    feed: Feed, rows: Sequence[str], expected: Told, tmp_path: Path
) -> None:
    assert told(read(tmp_path, feed, *rows)) == expected


@pytest.mark.parametrize(
    ("feed", "rows"),
    [
        pytest.param(SHOP_DAY, (DAYS, *WEEK), id="a week in which all agrees"),
        pytest.param(SHOP_DAY, (DAYS, DAY.replace(" 1000 ", " 1001 ")), id="3.596 % shown as 3.60 %"),
        pytest.param(SHOP_DAY, (DAYS, DAY.replace("3.60%", "4%")), id="3.6 % shown as 4 %"),
        pytest.param(SHOP_DAY, (DAYS, DAY.replace(" 30 6 ", " - - ").replace(" 1000 ", " 0 ")), id="unknown buyers, no visitors"),
        pytest.param(SHOP_DAY, (DAYS, WEEK[0].replace(" 4000 ", " 1000 ")), id="one day of paid presales"),
        pytest.param(ITEM_DAY, MONTH, id="a month that grows by its days"),
        pytest.param(ITEM_DAY, (*MONTH, "2026-11-04 7 1 999", "2026-12-01 7 5 5"), id="a day that is missing, a new month"),
        pytest.param(SOURCE_DAY, SOURCES, id="sources that add up"),
        pytest.param(SOURCE_DAY, (*SOURCES, "2026-11-01 平台 逛逛 - 20"), id="what counts for two sources"),
        pytest.param(AD_DAY, (ADS, AD, AD.replace("-01 1000", "-02 12").replace("300.00", "300.01")), id="clicks after midnight"),
        pytest.param(AD_DAY, (ADS, AD.replace("200.00 100.00", "- -")), id="parts unknown"),
        pytest.param(ORDERS, (SALES, SALE, "2 2026-11-01T10:00:00 100 115 - 2 3"), id="freight unknown"),
        pytest.param(ORDERS, (SALES, "1 2026-11-01T10:00:00 100 - 10 2 5"), id="unpaid"),
        pytest.param(BILLS, (FLOW, *RISING), id="a balance that rises and falls"),
        pytest.param(BILLS, (FLOW, *reversed(RISING)), id="newest first"),
        pytest.param(BILLS, (FLOW, *RISING[:2], RISING[2].replace(" 0 85", " -0.5 84.5")), id="less its fee"),
        pytest.param(BILLS, (FLOW, *RISING[:2], RISING[3].replace(" a", " b")), id="another account"),
        pytest.param(BILLS, (FLOW, RISING[0], RISING[2], RISING[1], RISING[3]), id="not in order of time"),
        pytest.param(BILLS, (FLOW, RISING[0], RISING[3]), id="no pair that follows"),
        pytest.param(
            BILLS,
            (FLOW, *(row.replace(":01 ", ":02 ") for row in (RISING[0], RISING[2], RISING[1], RISING[3]))),
            id="two of one second in any order",
        ),
        pytest.param(BILLS, (FLOW, *RISING[:2], "x 不是时间 5 0 85 a", RISING[3]), id="a row between them set aside"),
    ],
)
def test_what_holds_or_cannot_be_told_says_nothing(feed: Feed, rows: Sequence[str], tmp_path: Path) -> None:
    assert told(read(tmp_path, feed, *rows)) == []


@pytest.mark.parametrize("cut", ["shopify", "xhs"])
def test_a_conversion_of_another_meaning_is_not_checked(cut: str, tmp_path: Path) -> None:
    feed = (SHOP_DAY[0], cut, SHOP_DAY[2])
    assert told(read(tmp_path, feed, DAYS, DAY.replace("3.60%", "9.99%"))) == []


def test_ad_sales_of_more_than_two_parts_are_not_checked(tmp_path: Path) -> None:
    assert told(read(tmp_path, AD_DAY, ADS, AD.replace(" 300.00", " 310.00"), platform="douyin")) == []


def test_an_erp_may_owe_less_than_was_paid(tmp_path: Path) -> None:
    assert told(read(tmp_path, ("orders", "erp", ORDERS[2]), SALES, SALE.replace(" 100 ", " 10 "))) == []


def test_a_balance_is_followed_across_months(tmp_path: Path) -> None:
    days = ("2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02")
    rows = [row.replace("2026-11-01", day) for row, day in zip(RISING, days, strict=True)]
    assert told(read(tmp_path, BILLS, FLOW, *rows)) == []
    assert told(read(tmp_path / "gap", BILLS, FLOW, *rows[:2], rows[3])) == [("balance", "1", "4", "86.00", "81.00")]


def test_what_needs_a_look_at_neighbours_is_left_out_of_huge_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identities, "MOST_ROWS", 2)
    assert told(read(tmp_path, BILLS, FLOW, *RISING[:2], RISING[3])) == []
    assert told(read(tmp_path / "sources", SOURCE_DAY, *SOURCES[:4], *SOURCES[5:])) == []
    orders = read(tmp_path / "orders", ORDERS, SALES, *[SALE.replace(" 112 10 ", " 113 10 ")] * 3)
    assert told(orders) == [("paid", "3", "2", "113.00", "112.00")]


def test_each_identity_has_its_sentence() -> None:
    keys = {f"warning.identity.{key}" for key in [*(one.key for one in IDENTITIES), "balance"]}
    assert keys == {key for key in catalogue("zh") if key.startswith("warning.identity.")}
    batch = say("warning.identity.balance", rows="1", line="4", left="86.00", right="81.00")
    assert batch.zh == "第 4 行账户余额 86.00，按前一笔应是 81.00，中间可能缺流水（共 1 处）"
