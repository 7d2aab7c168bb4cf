"""拼多多 数据中心 and 推广 exports: shop by day, items by day, ads by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import numpy as np

from storehand.demo.clicks import Clicks, PlanDay
from storehand.demo.headers import HEADERS
from storehand.demo.taobao_pages import share, wide, yuan
from storehand.demo.totals import Totals
from storehand.demo.write import Cell, write_xlsx

Row = Mapping[str, Cell]


def write_shop_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """交易数据 of day indexes first..last, with the visitors that the page shows beside it."""
    days = totals.life.days
    path = folder / f"交易数据_{days[first]}_{days[last]}.xlsx"
    header = [*HEADERS["pdd_shop"], "店铺访客数"]
    write_xlsx(path, {"交易数据": wide(header, [_shop(totals, day) for day in range(first, last + 1)])}, at)
    return path


def _shop(totals: Totals, day: int) -> Row:
    people, gmv, buyers, orders = (int(each[day]) for each in (totals.visitors, totals.gmv, totals.buyers, totals.orders))
    back = totals.day_of(totals.life.orders.back_at) == day
    return {
        "日期": str(totals.life.days[day]), "成交金额": yuan(gmv), "成交订单数": f"{orders:,}", "成交买家数": f"{buyers:,}",
        "成交转化率(%)": f"{100 * buyers / people:.2f}" if people else "-", "客单价": yuan(gmv / buyers) if buyers else "-",
        "成交老买家占比(%)": f"{100 * totals.old_buyers[day] / buyers:.2f}" if buyers else "-", "店铺关注用户数": f"{people // 300:,}",
        "退款金额": yuan(totals.refunded[day]), "退款单数": f"{int(back.sum()):,}", "平均访客价值": yuan(gmv / people) if people else "-",
        "店铺访客数": f"{people:,}",
    }  # fmt: skip


def write_item_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """商品数据: a row per item and day."""
    days = totals.life.days
    path = folder / f"商品数据_{days[first]}_{days[last]}.xlsx"
    rows = [row for day in range(first, last + 1) for row in _items(totals, day)]
    write_xlsx(path, {"商品数据": wide(HEADERS["pdd_items"], rows)}, at)
    return path


def _items(totals: Totals, day: int) -> Iterator[Row]:
    for place in np.argsort(-totals.item_gmv[day], kind="stable"):
        item, people = totals.life.shop.items[place], int(totals.item_visitors[day, place])
        gmv, units, buyers = (int(each[day, place]) for each in (totals.item_gmv, totals.item_units, totals.item_buyers))
        if people or gmv:
            yield {
                "商品名称": item.title, "商品ID": item.id, "日期": str(totals.life.days[day]), "商品收藏数": f"{int(totals.favourites[day, place]):,}",
                "商品访客数": f"{people:,}", "商品浏览量": f"{round(people * 1.6):,}", "支付订单数": f"{buyers:,}", "支付转化率": share(buyers, people),
                "支付件数": f"{units:,}", "支付买家数": f"{buyers:,}", "支付金额": yuan(gmv), "成团订单数": f"{buyers:,}", "成团件数": f"{units:,}",
            }  # fmt: skip


def write_ads(folder: Path, clicks: Clicks, first: int, last: int, at: datetime) -> Path:
    """推广 by item of click days first..last, as known when `last` was over; 总计 stands below."""
    totals = clicks.totals
    days = totals.life.days
    found = [
        (day, plan, item, of)
        for day in range(first, last + 1)
        for plan in range(len(totals.life.shop.campaigns))
        for item, of in clicks.by_item(day, last, plan)
    ]
    rows: list[Row] = [_ad(totals, day, plan, item, of) for day, plan, item, of in found]
    whole = PlanDay(*(sum(getattr(of, name) for *_, of in found) for name in ("shown", "clicks", "spend", "orders", "money")))
    rows.append({"日期": "总计"} | _figures(whole))
    above: list[list[Cell]] = [[f"* {days[first]:%Y/%m/%d} 至 {days[last]:%Y/%m/%d} 的数据；推广效果按点击归因"]]
    path = folder / f"商品推广_{days[first]}_{days[last]}.xlsx"
    write_xlsx(path, {"商品推广": [*above, *wide(HEADERS["pdd_ads"], rows)]}, at)
    return path


def _ad(totals: Totals, day: int, plan: int, item: int, of: PlanDay) -> Row:
    goods, campaign = totals.life.shop.items[item], totals.life.shop.campaigns[plan]
    return {
        "日期": str(totals.life.days[day]), "商品ID": goods.id, "商品名称": goods.title, "推广场景": "标准推广", "推广名称": campaign.name,
        "出价方式": "自动出价", "分组": "默认分组", "是否已删除": "否",
    } | _figures(of)  # fmt: skip


def _figures(of: PlanDay) -> dict[str, Cell]:
    return {
        "成交花费(元)": of.spend / 100, "交易额(元)": of.money / 100, "实际投产比": round(of.money / of.spend, 2) if of.spend else "-",
        "总花费(元)": of.spend / 100, "曝光量": of.shown, "点击量": of.clicks,
    }  # fmt: skip
