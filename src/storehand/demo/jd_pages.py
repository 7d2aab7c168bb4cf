"""京东商智 and 京准通 exports: shop by day, channels, items, stock, ads by SKU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from storehand.demo.clicks import Clicks, PlanDay
from storehand.demo.headers import HEADERS
from storehand.demo.taobao_pages import share, wide, yuan
from storehand.demo.totals import Totals
from storehand.demo.write import Cell, write_rows, write_xlsx

Row = Mapping[str, Cell]
_CATEGORY: Final = {"apparel": "服饰内衣", "beauty": "美妆护肤", "home": "家居日用"}
_WAREHOUSES: Final = (("北京", "北京1号仓", 0.6), ("上海", "上海2号仓", 0.4))
_PLAN: Final = ("计划ID", "推广计划")


def write_shop_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """交易概况 of day indexes first..last, 汇总 below."""
    days = totals.life.days
    path = folder / f"交易概况_{days[first]}_{days[last]}.xlsx"
    rows: list[Row] = [_shop(totals, day) for day in range(first, last + 1)]
    rows.append({"时间": "汇总", "成交金额": yuan(totals.gmv[first : last + 1].sum())})
    write_xlsx(path, {"交易概况": wide(HEADERS["jd_shop"], rows)}, at)
    return path


def _shop(totals: Totals, day: int) -> Row:
    people, gmv, buyers, orders = (int(each[day]) for each in (totals.visitors, totals.gmv, totals.buyers, totals.orders))
    return {
        "时间": f"{totals.life.days[day]:%Y%m%d}", "成交金额": yuan(gmv), "成交商品件数": f"{int(totals.units[day]):,}", "成交客户数": f"{buyers:,}",
        "成交单量": f"{orders:,}", "客单价": yuan(gmv / buyers) if buyers else "-", "店铺浏览量": f"{round(people * 2.9):,}", "店铺访客数": f"{people:,}",
        "加购客户数": f"{int(totals.carts[day].sum() * 0.9):,}", "退款金额": yuan(totals.refunded[day]),
    }  # fmt: skip


def write_source_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """流量渠道 of day indexes first..last: 汇总 above its channels, behind each metric its 同比."""
    days = totals.life.days
    path = folder / f"流量渠道_{days[first]}_{days[last]}.xlsx"
    header = ["日期", "一级渠道", "二级渠道", *(cell for name in HEADERS["jd_channels"] for cell in (name, "同比"))]
    rows = [row for day in range(first, last + 1) for row in _channels(totals, day)]
    write_xlsx(path, {"流量渠道": [header, *rows]}, at)
    return path


def _channels(totals: Totals, day: int) -> Iterator[list[Cell]]:
    sources, figures = totals.life.shop.sources, (totals.source_visitors, totals.source_buyers, totals.source_gmv)
    name = f"{totals.life.days[day]:%Y%m%d}"
    for family in dict.fromkeys(source.family for source in sources):
        members = [place for place, source in enumerate(sources) if source.family == family]
        people, buyers, gmv = (int(each[day, members].sum()) for each in figures)
        yield [name, family, "汇总", *_channel(round(people * 0.94), buyers, gmv)]
        for place in members:
            yield [name, family, sources[place].name, *_channel(*(int(each[day, place]) for each in figures))]


def _channel(people: int, buyers: int, gmv: int) -> list[Cell]:
    known: Row = {
        "浏览量(PV)": f"{round(people * 2.1):,}", "访客数(UV)": f"{people:,}", "平均停留时长(秒)": "31.50", "UV价值": yuan(gmv / people) if people else "-",
        "客单价": yuan(gmv / buyers) if buyers else "-", "加购客户数": f"{round(people * 0.08):,}", "关注客户数": f"{round(people * 0.004):,}",
        "下单客户数": f"{round(buyers * 1.06):,}", "下单转换率": share(round(buyers * 1.06), people), "下单金额": yuan(gmv * 1.06), "成交客户数": f"{buyers:,}",
        "成交转化率": share(buyers, people), "成交金额": yuan(gmv),
    }  # fmt: skip
    return [cell for name in HEADERS["jd_channels"] for cell in (known.get(name, "-"), "-")]


def write_item_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """商品明细 by SPU; a file of one day ends with 合计."""
    days = totals.life.days
    path = folder / f"商品明细_SPU_{days[first]}_{days[last]}.xlsx"
    rows = [row for day in range(first, last + 1) for row in _items(totals, day)]
    if first == last:
        whole = {"成交金额": yuan(totals.gmv[first]), "成交商品件数": f"{int(totals.units[first]):,}"}
        rows.append({"时间": str(days[first]), "SPU": "合计", **whole})
    write_xlsx(path, {"商品明细": wide(HEADERS["jd_spu"], rows)}, at)
    return path


def _items(totals: Totals, day: int) -> Iterator[Row]:
    category = _CATEGORY[totals.life.shop.category]
    for place in np.argsort(-totals.item_gmv[day], kind="stable"):
        item, people = totals.life.shop.items[place], int(totals.item_visitors[day, place])
        gmv, units, buyers = (int(each[day, place]) for each in (totals.item_gmv, totals.item_units, totals.item_buyers))
        if people or gmv:
            yield {
                "时间": str(totals.life.days[day]), "SPU": item.id, "SPU名称": item.title, "一级类目": category, "商品访客数": f"{people:,}",
                "商品浏览量": f"{round(people * 2.0):,}", "加购客户数": f"{int(totals.carts[day, place]):,}", "成交客户数": f"{buyers:,}",
                "成交商品件数": f"{units:,}", "成交金额": yuan(gmv), "成交转化率": share(buyers, people),
                "取消及售后退款金额": yuan(totals.item_refunded[day, place]),
            }  # fmt: skip


def write_ads(folder: Path, clicks: Clicks, first: int, last: int) -> Path:
    """商品报表 of click days first..last, as known when `last` was over, with the plan of each row."""
    life = clicks.totals.life
    path = folder / f"京准通_商品报表_{life.days[first]}_{life.days[last]}.csv"
    day, line, *rest = HEADERS["jd_ads_sku"]
    rows = [
        _ad(clicks, click_day, plan, item, of)
        for click_day in range(first, last + 1)
        for plan in range(len(life.shop.campaigns))
        for item, of in clicks.by_item(click_day, last, plan)
    ]
    write_rows(path, wide([day, line, *_PLAN, *rest], rows), encoding="utf-8-sig", end="\r\n")
    return path


def _ad(clicks: Clicks, day: int, plan: int, item: int, of: PlanDay) -> Row:
    life = clicks.totals.life
    campaign, goods = life.shop.campaigns[plan], life.shop.items[item]
    direct, lines, carts = round(of.money * 0.86), round(of.orders * 0.86), round(of.clicks * 0.09)
    return {
        "日期": f"{life.days[day]:%Y%m%d}", "产品线": life.shop.sources[campaign.source].name, "计划ID": campaign.id, "推广计划": campaign.name,
        "触发SKU ID": goods.skus[0].id, "跟单SKU ID": goods.skus[0].id, "SPU ID": goods.id, "花费": f"{of.spend / 100:.2f}", "展现数": f"{of.shown}",
        "点击数": f"{of.clicks}", "直接订单行": f"{lines}", "直接订单金额": f"{direct / 100:.2f}", "总订单行": f"{of.orders}",
        "总订单金额": f"{of.money / 100:.2f}", "直接加购数": f"{carts}", "总加购数": f"{carts}",
    }  # fmt: skip


def write_stock(folder: Path, totals: Totals, day: int, at: datetime) -> Path:
    """库存明细 at the end of a day: every SKU in two warehouses, their sum under 全国."""
    path = folder / f"库存明细_{totals.life.days[day]}.xlsx"
    rows = [
        row
        for item, goods in enumerate(totals.life.shop.items)
        for size in range(len(goods.skus))
        for row in _stock(totals, day, item, size)
    ]
    write_xlsx(path, {"库存明细": wide(HEADERS["jd_stock"], rows)}, at)
    return path


def _stock(totals: Totals, day: int, item: int, size: int) -> Iterator[Row]:
    life = totals.life
    goods = life.shop.items[item]
    sold = life.stocks.sold[: day + 1, item, size]
    held, gone = int(life.stocks.on_hand[day, item, size]), {days: int(sold[-days:].sum()) for days in (1, 7, 14, 28, 30)}
    base: dict[str, Cell] = {
        "时间": str(life.days[day]), "SKU": goods.skus[size].id, "商品名称": f"{goods.title} {goods.skus[size].colour} {goods.skus[size].size}", "品牌": "样例",
        "一级类目": _CATEGORY[life.shop.category], "三级类目": goods.noun, "店铺名称": life.shop.name, "上下柜状态": "上柜", "商品价格": f"{goods.price / 100:.2f}",
    }  # fmt: skip
    yield base | {"RDC": "全国", "配送中心": "全国"} | _held(held, gone)
    for region, house, part in _WAREHOUSES:
        mine = int(held * part) if part != _WAREHOUSES[-1][2] else held - int(held * _WAREHOUSES[0][2])
        own = {days: round(each * part) for days, each in gone.items()}
        yield base | {"RDC": region, "配送中心": house} | _held(mine, own)


def _held(held: int, gone: Mapping[int, int]) -> dict[str, Cell]:
    return {
        "库存件数": f"{held}", "可用库存": f"{held}", "昨日出库商品件数": f"{gone[1]}", "近7日出库商品件数": f"{gone[7]}", "近14日出库商品件数": f"{gone[14]}",
        "近28日出库商品件数": f"{gone[28]}", "近30日出库商品件数": f"{gone[30]}",
    }  # fmt: skip
