"""What a shop keeps by hand or asks of its warehouse: costs, targets, roles, stock, reviews, rivals, places, violations, scores."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from storehand.demo.chance import stream
from storehand.demo.columns import seconds
from storehand.demo.orders import DAY
from storehand.demo.taobao_orders import order_ids
from storehand.demo.totals import Totals
from storehand.demo.write import Cell, write_rows, write_xlsx

_COSTS: Final = ("商品ID", "商家编码", "商品名称", "成本价", "单件运费", "单件包材", "平台扣点", "生效日期")
_REVIEWS: Final = ("评价编号", "订单编号", "商品ID", "商品名称", "规格", "评分", "评价内容", "评价时间")
_RIVALS: Final = ("日期", "竞店", "竞品名称", "竞品链接", "对应本店商品ID", "到手价", "原价", "月销量", "备注")
_RANKS: Final = ("日期", "搜索词", "商品ID", "商品名称", "自然排名", "页", "查询人", "设备")
_STOCK: Final = ("日期", "SKU编码", "商品ID", "商品名称", "规格", "库存", "可用库存", "在途")
_VIOLATIONS: Final = ("违规编号", "违规时间", "违规类型", "违规原因", "扣分", "状态", "商品ID", "申诉截止时间")
_SCORES: Final = ("店铺", "日期", "指标", "分值", "同行均值", "数据来源", "记录人")
_PRAISE: Final = (
    "版型好，比想的厚实",
    "颜色和图片一样，很喜欢",
    "发货快，包装好",
    "性价比高，会回购",
    "质量不错，朋友也要了链接",
)
_BLAME: Final = {
    1: ("掉毛，洗了一次就起球", "线头很多，质量太差", "和描述的不一样，退了"), 2: ("尺码偏小，穿不下", "等了一个星期才到"), 3: ("一般，没有想的好", "凑合穿"), 4: ("还可以，物流慢了点",),
}  # fmt: skip


def write_costs(folder: Path, totals: Totals, at: datetime) -> Path:
    """成本.xlsx, valid from the first day."""
    first = totals.life.days[0]
    rows: list[list[Cell]] = [list(_COSTS)]
    rows += [
        [item.id, item.code, item.title, item.cost / 100, 6.0, 1.5, totals.life.shop.fee, first - timedelta(days=30)]
        for item in totals.life.shop.items
    ]
    return _book(folder / "成本.xlsx", "成本", rows, at)


def write_targets(folder: Path, totals: Totals, at: datetime) -> Path:
    """目标.xlsx: each month's paid amount, rounded to 10,000 yuan above what the odds promised."""
    life = totals.life
    promised = life.odds.gmv().sum(axis=(1, 2)) * 1.3
    rows: list[list[Cell]] = [["月份", "指标", "目标值"]]
    for month in dict.fromkeys(day.replace(day=1) for day in life.days):
        inside = [place for place, day in enumerate(life.days) if day.replace(day=1) == month]
        rows.append([f"{month:%Y-%m}", "支付金额", float(round(promised[inside].sum() * 1.03 / 10_000) * 10_000)])
    return _book(folder / "目标.xlsx", "月目标", rows, at)


def write_roles(folder: Path, totals: Totals, at: datetime) -> Path:
    """商品角色.xlsx."""
    rows: list[list[Cell]] = [["商品ID", "商品名称", "角色", "负责人"]]
    rows += [[item.id, item.title, item.role, "小林" if item.role == "主推" else "小周"] for item in totals.life.shop.items]
    return _book(folder / "商品角色.xlsx", "商品角色", rows, at)


def write_stock(folder: Path, totals: Totals, day: int) -> Path:
    """库存 of every size at the end of a day."""
    life = totals.life
    rows: list[list[Cell]] = [list(_STOCK)]
    for place, item in enumerate(life.shop.items):
        for size, sku in enumerate(item.skus):
            held, coming = (int(each[day, place, size]) for each in (life.stocks.on_hand, life.stocks.in_transit))
            rows.append([str(life.days[day]), sku.code, item.id, item.title, f"{sku.colour};{sku.size}", held, held, coming])
    path = folder / f"库存_{life.days[day]}.csv"
    write_rows(path, rows)
    return path


def write_reviews(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """评价 written on day indexes first..last."""
    life, orders = totals.life, totals.life.orders
    day = totals.day_of(orders.wrote_at)
    lines = np.flatnonzero((orders.stars > 0) & (day >= first) & (day <= last) & (orders.wrote_at <= seconds(at)))
    lines = lines[np.argsort(orders.wrote_at[lines], kind="stable")]
    chance = stream(life.seed, life.shop.name, "words of reviews", str(first), str(last))
    numbers = order_ids(orders, orders.order[lines])
    rows: list[list[Cell]] = [list(_REVIEWS)]
    for place, line in enumerate(lines):
        item, stars = life.shop.items[orders.item[line]], int(orders.stars[line])
        texts = _PRAISE if stars == 5 else _BLAME[stars]
        sku = item.skus[min(int(orders.sku[line]), len(item.skus) - 1)]
        rows.append([
            f"P{line:09d}", str(numbers[place]), item.id, item.title, f"{sku.colour};{sku.size}", f"{stars}星",
            texts[int(chance.integers(len(texts)))], moment(int(orders.wrote_at[line])),
        ])  # fmt: skip
    path = folder / f"评价_{life.days[first]}_{life.days[last]}.csv"
    write_rows(path, rows)
    return path


def moment(at: int) -> str:
    """`2026-11-20 08:30:12`."""
    return str(np.datetime64(at, "s")).replace("T", " ")


def write_rivals(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """竞品表, filled in by hand every morning."""
    life = totals.life
    rows: list[list[Cell]] = [list(_RIVALS)]
    for day in range(first, last + 1):
        for place, rival in enumerate(life.shop.rivals):
            price, usual = int(life.rivals[day, place]), rival.price
            sold = int(rival.sales * (1 + 0.5 * life.season.sale[day]) * (usual / max(price, 1)) ** 1.2)
            link = f"https://detail.tmall.com/item.htm?id={rival.id}"
            rows.append(
                [
                    str(life.days[day]),
                    rival.shop,
                    rival.title,
                    link,
                    life.shop.items[rival.item].id,
                    price / 100,
                    usual / 100,
                    sold,
                    "",
                ]
            )
    return _book(folder / f"竞品表_{life.days[first]}_{life.days[last]}.xlsx", "竞品表", rows, at)


def write_ranks(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """关键词排名, looked up by hand: 未上榜 beyond 200."""
    life = totals.life
    rows: list[list[Cell]] = [list(_RANKS)]
    for day in range(first, last + 1):
        for place, word in enumerate(life.shop.words):
            rank = int(life.ranks[day, place])
            item = life.shop.items[word.item]
            shown = (f"{rank}", f"{(rank - 1) // 20 + 1}") if rank <= 200 else ("未上榜", "")
            rows.append([str(life.days[day]), word.text, item.id, item.title, *shown, "小林", "手机"])
    return _book(folder / f"关键词排名_{life.days[first]}_{life.days[last]}.xlsx", "排名", rows, at)


def write_violations(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path | None:
    """违规 of day indexes first..last; no file where there were none."""
    life = totals.life
    rows: list[list[Cell]] = [list(_VIOLATIONS)]
    for number, notice in enumerate(life.levers.notices):
        if first <= notice.day <= last:
            day = life.days[notice.day]
            rows.append([
                f"W{day:%Y%m}{number:04d}", f"{day} 10:20:00", notice.reason, notice.reason, notice.points, "已生效", life.shop.items[notice.item].id,
                f"{day + timedelta(days=3)} 10:20:00",
            ])  # fmt: skip
    return _book(folder / f"违规_{life.days[first]}_{life.days[last]}.xlsx", "违规", rows, at) if len(rows) > 1 else None


def write_scores(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """店铺评分: three scores of the last thirty days, from reviews, late parcels and answers."""
    rows: list[list[Cell]] = [list(_SCORES)]
    for day in range(first, last + 1):
        goods, parcels, service = scores(totals, day)
        for name, value in (("商品体验", goods), ("物流体验", parcels), ("服务体验", service)):
            rows.append([totals.life.shop.name, str(totals.life.days[day]), name, round(value, 2), 4.55, "后台首页", "小林"])
    return _book(folder / f"店铺评分_{totals.life.days[first]}_{totals.life.days[last]}.xlsx", "店铺评分", rows, at)


def scores(totals: Totals, day: int) -> tuple[float, float, float]:
    """Goods, parcels and service, 1 to 5, of the thirty days up to `day`."""
    life, orders = totals.life, totals.life.orders
    start = int(np.datetime64(life.days[0], "s").astype(np.int64))
    low, high = start + (day - 29) * DAY, start + (day + 1) * DAY
    wrote = (orders.wrote_at >= low) & (orders.wrote_at < high) & (orders.stars > 0)
    goods = float(orders.stars[wrote].mean()) if wrote.any() else 4.7
    there = (orders.there_at >= low) & (orders.there_at < high)
    days = float((orders.there_at[there] - orders.paid_at[there]).mean() / DAY) if there.any() else 3.0
    since = max(day - 29, 0)
    reply = float(
        (life.service.reply[since : day + 1] * life.service.asked[since : day + 1]).sum()
        / max(life.service.asked[since : day + 1].sum(), 1)
    )
    return goods, float(np.clip(5.35 - 0.25 * days, 1, 5)), float(np.clip(5.0 - reply / 80, 1, 5))


def _book(path: Path, sheet: str, rows: list[list[Cell]], at: datetime) -> Path:
    write_xlsx(path, {sheet: rows}, at)
    return path
