"""What the golden rows of Taobao's exports cannot show: what is refused, what is kept apart, what is never added up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from storehand.errors import Refusal
from storehand.intake.batch import Batch
from storehand.intake.formats import Format, load_formats
from storehand.intake.read import Request, read
from storehand.tables import TABLES
from storehand.tables.ads import AD_CUTS
from storehand.workspace import Shop, Workspace
from tests.formats.golden import FORMATS, KEY, NOW

Table = Sequence[Sequence[str]]
DAY = "2026-11-20"
SHOP = Shop("sample", "taobao", "Asia/Shanghai", "CNY")
ITEMS = ["统计日期", "商品ID", "商品名称", "商品访客数", "支付金额", "年累计支付金额", "月累计支付金额", "月累计支付件数"]
MACRO = [
    "统计日期", "成功退货退款金额", "支付金额", "分期支付金额", "支付件数", "商品加购人数", "商品加购件数",
    "商品浏览量", "商品访客数", "商品微详情访客数", "商品收藏人数", "商品平均停留时长", "下单买家数", "支付买家数",
    "下单转化率", "商品详情页跳出率", "下单金额", "访问收藏转化率", "访问加购转化率", "支付老买家数", "老买家支付金额",
    "支付转化率", "支付新买家数", "有支付商品数", "下单件数", "有访问商品数", "客单价",
]  # fmt: skip
# What 商品360 calls its columns; without 浏览量 and 支付件数 they are those of the whole shop.
SOURCES = ["一级来源", "二级来源", "三级来源", "四级来源", "访客数", "浏览量", "支付买家数", "支付金额", "支付件数"]
SEARCH = ["平台流量", "手淘搜索", "-", "-", "12", "20", "1", "599.00", "1"]


def load(path: Path, day: date | None = None) -> tuple[Batch, ...]:
    workspace = Workspace(path.parent, (SHOP,), timezone=SHOP.timezone, currency=SHOP.currency)
    request = Request(path, SHOP, day, None)
    return read(request, workspace=workspace, formats=load_formats(), key=KEY, stage=path.parent, now=NOW)


def facts(batch: Batch, table: str, columns: str) -> list[tuple[object, ...]]:
    paths = [str(part.path) for part in batch.parts if part.table == table]
    return duckdb.execute(f'SELECT {columns} FROM read_parquet(?) ORDER BY "row"', [paths]).fetchall()


def saved(path: Path, table: Table, *sheets: str) -> Path:
    """A workbook of text cells with a line of words above the table, in each of the sheets."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        for name in sheets or ("Sheet1",):
            sheet = book.add_worksheet(name)
            for line, row in enumerate([["生意参谋"], *table]):
                sheet.write_row(line, 0, row)
    return path


def wide(header: Sequence[str], *rows: dict[str, str]) -> Table:
    """A header and rows given by column name, "-" in all other columns."""
    return [header, *([row.get(name, "-") for name in header] for row in rows)]


def format_named(name: str) -> Format:
    return next(format for format in load_formats() if format.name == name)


def test_a_months_item_ranking_is_refused_and_says_which_month(tmp_path: Path) -> None:
    months = [{"统计日期": "2026-10-01 ~ 2026-10-31", "商品ID": f"70000000000{n}", "商品访客数": "900"} for n in (1, 4)]
    with pytest.raises(Refusal, match="period_not_day") as refused:
        load(saved(tmp_path / "商品_全部_2026-10-01_2026-10-31.xlsx", wide(ITEMS, *months)))
    assert (refused.value.values["since"], refused.value.values["until"]) == (date(2026, 10, 1), date(2026, 10, 31))


def test_running_totals_of_an_item_are_levels_and_never_a_measure_of_the_day(tmp_path: Path) -> None:
    row = {"统计日期": DAY, "商品ID": "700000000001", "商品访客数": "5", "支付金额": "599.00", "月累计支付金额": "280,941.00"}
    (batch,) = load(saved(tmp_path / f"商品_全部_{DAY}_{DAY}.xlsx", wide(ITEMS, row)))
    assert facts(batch, "item_day", "gmv, month_gmv") == [(Decimal(599), Decimal(280941))]
    assert [TABLES["item_day"].column(name).level for name in ("month_gmv", "year_gmv", "gmv")] == [True, True, False]


def test_the_macro_monitor_is_the_shop_by_day_and_its_items_visitors_are_not_the_shops(tmp_path: Path) -> None:
    row = {"统计日期": DAY, "支付金额": "27,001.00", "支付买家数": "49", "商品访客数": "2,310", "商品加购件数": "230"}
    (batch,) = load(saved(tmp_path / "宏观监控.xlsx", wide(MACRO, row)))
    assert batch.format == "taobao/sycm_shop_day"
    assert facts(batch, "shop_day", "day, gmv, buyers, visitors, item_visitors, cart_adds, refunded") == [
        (date(2026, 11, 20), Decimal(27001), 49, None, 2310, 230, None)
    ]


def test_an_items_sources_are_never_taken_for_the_shops(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="name_lacks"):
        load(saved(tmp_path / f"流量来源_{DAY}_{DAY}.xlsx", [SOURCES, SEARCH]))
    (batch,) = load(saved(tmp_path / f"流量来源_700000000001_{DAY}_{DAY}.xlsx", [SOURCES, SEARCH]))
    assert batch.format == "taobao/sycm_item_source_day"
    assert facts(batch, "item_source_day", "item_id, visitors") == [("700000000001", 12)]


@pytest.mark.parametrize("stamp", ["20261121093000", "202611210930", "1795224600", "1795224600123"])
def test_a_time_in_a_files_name_is_no_item(stamp: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="name_lacks"):
        load(saved(tmp_path / f"流量来源_{stamp}_{DAY}_{DAY}.xlsx", [SOURCES, SEARCH]))


def test_the_devices_of_an_items_sources_have_a_cut_each(tmp_path: Path) -> None:
    path = tmp_path / f"无线流量来源_700000000001_{DAY}_{DAY}.xlsx"
    batches = load(saved(path, [SOURCES, SEARCH], "所有终端", "PC端", "无线端"))
    assert [facts(batch, "item_source_day", "cut") for batch in batches] == [[("all",)], [("PC",)], [("无线",)]]


def test_sums_of_children_are_marked_as_such(tmp_path: Path) -> None:
    whole = ["平台流量", "汇总", *SEARCH[2:]]
    (batch,) = load(saved(tmp_path / f"来源_700000000001_{DAY}_{DAY}.xlsx", [SOURCES, whole, SEARCH]))
    assert facts(batch, "item_source_day", "source2, subtotal") == [("汇总", True), ("手淘搜索", False)]


def test_a_mean_of_the_service_desk_is_neither_a_day_nor_a_total() -> None:
    (sample,) = (FORMATS / "taobao/sycm_service_day").glob("expected*")
    told = dict(line.split(",")[2:4] for line in sample.read_text("utf-8").splitlines() if line.startswith("batch"))
    assert (told["rows_in"], told["rows_kept"]) == ("2", "2")
    assert not [name for name in told if name.startswith(("control", "aside"))]


def test_a_list_of_30_days_is_not_read_as_a_day_unless_the_user_says_which(tmp_path: Path) -> None:
    table = [["排名", "搜索词", "搜索人气", "点击率", "支付转化率"], ["1", "大衣", "600 ~ 1200", "90.00%", "5% ~ 7.5%"]]
    path = saved(tmp_path / "搜索排行_2026-10-22_2026-11-20.xlsx", table)
    with pytest.raises(Refusal, match="period_not_day"):
        load(path)
    (batch,) = load(path, date(2026, 11, 20))
    assert facts(batch, "word_day", "day, searches_low, searches_high, cvr_low, cvr_high") == [
        (date(2026, 11, 20), 600, 1200, 0.05, 0.075)
    ]


def test_scores_without_a_day_ask_for_it(tmp_path: Path) -> None:
    table = [["商品ID", "商品体验分", "问题订单数", "成交订单数"], ["700000000001", "4.61", "12", "471"]]
    path = saved(tmp_path / "商品体验分.xlsx", table)
    with pytest.raises(Refusal, match="day_unknown"):
        load(path)
    (batch,) = load(path, date(2026, 11, 20))
    assert facts(batch, "item_scores", "day, score") == [(date(2026, 11, 20), 4.61)]


@pytest.mark.parametrize(
    ("income", "outlay", "amount", "direction"),
    [("599.00", "", "599", "in"), ("0.00", "12.50", "-12.5", "out"), ("", "-12.50", "-12.5", "out"), ("0.00", "0.00", "0", None)],
)
def test_what_goes_out_is_negative_whichever_sign_it_is_written_with(
    income: str, outlay: str, amount: str, direction: str | None, tmp_path: Path
) -> None:
    header = ["入账时间", "支付流水号", "淘宝订单编号", "入账类型", "收入金额（元）", "支出金额", "业务描述", "备注"]
    row = ["2026-11-20 10:00:00", "8329", "3000000000000000001", "扣款", income, outlay, "退货宝", ""]
    (batch,) = load(saved(tmp_path / "收支明细.xlsx", [header, row]))
    assert facts(batch, "bills", "amount, direction") == [(Decimal(amount), direction)]


def test_only_a_refund_that_succeeded_has_a_day_and_a_closed_one_no_amount(tmp_path: Path) -> None:
    header = ["退款编号", "订单编号", "退款状态", "退款总额", "退款申请时间", "退款完结时间"]
    states = ["退款成功", "退款关闭", "等待买家退货"]
    rows = [[str(n), "3", state, "10.00", "2026-11-18 10:00:00", "2026-11-20 09:00:00"] for n, state in enumerate(states, 1)]
    (batch,) = load(saved(tmp_path / "退款.xlsx", [header, *rows]))
    assert facts(batch, "refunds", "refund_id, refunded_day, amount") == [
        ("1", date(2026, 11, 20), Decimal(10)),
        ("2", None, None),
        ("3", None, Decimal(10)),
    ]


def test_refunds_are_read_by_the_other_names_of_their_columns_as_well(tmp_path: Path) -> None:
    header = ["退款编号", "订单编号", "退款类型", "退款金额", "申请时间", "退款完成时间", "退款状态", "退款原因"]
    row = ["1", "3", "仅退款", "10.00", "2026-11-18 10:00:00", "2026-11-20 09:00:00", "退款成功", "不想要了"]
    (batch,) = load(saved(tmp_path / "退款.xlsx", [header, row]))
    assert facts(batch, "refunds", "amount, refunded_day, kind, reason") == [
        (Decimal(10), date(2026, 11, 20), "仅退款", "不想要了")
    ]


def test_money_of_affiliates_and_benefits_never_stands_for_the_ads_consoles() -> None:
    names = ("taobao/cps_day", "taobao/ads_benefit", "taobao/sycm_ad_item")
    cuts = [format_named(name).tables[0].cut for name in names]
    assert [cut in AD_CUTS for cut in cuts] == [False, False, True]
    assert AD_CUTS[-1] == cuts[-1]


def test_orders_of_live_sessions_never_stand_for_all_orders() -> None:
    assert format_named("taobao/live_orders").tables[0].cut in TABLES["order_lines"].parts


@pytest.mark.parametrize("secret", ["陈*", "77300000000001", "1*********8", "张三丰", "13800000003", "消费者", "样例乙"])
def test_people_of_the_samples_reach_no_facts(secret: str) -> None:
    assert [path for path in FORMATS.glob("taobao/*/expected*.csv") if secret in path.read_text("utf-8")] == []
