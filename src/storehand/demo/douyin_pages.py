"""电商罗盘, 巨量千川 and 飞鸽 exports: shop and carriers by day, items, plans, live sessions, agents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from storehand.demo.clicks import Clicks, PlanDay
from storehand.demo.headers import HEADERS
from storehand.demo.orders import HOUR
from storehand.demo.rounds import start
from storehand.demo.taobao_pages import share, wide, yuan
from storehand.demo.totals import Totals
from storehand.demo.write import Cell, write_rows, write_xlsx

Row = Mapping[str, Cell]
_PLANS: Final = ("日期", "计划ID", "计划名称", "营销目标")
_SUBSIDY: Final = 1.02  # 成交金额 holds the platform's subsidies beside what buyers paid
_EVENING: Final = 18  # the hour that parts a day's two live sessions


def write_shop_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """成交概览 of day indexes first..last: the whole shop's row, then one for each carrier."""
    days = totals.life.days
    path = folder / f"电商罗盘-成交分析-{days[first]}_{days[last]}.xlsx"
    rows = [row for day in range(first, last + 1) for row in _overview(totals, day)]
    write_xlsx(path, {"成交概览": wide(HEADERS["douyin_overview"], rows)}, at)
    return path


def _overview(totals: Totals, day: int) -> Iterator[Row]:
    life = totals.life
    people, buyers, gmv = int(totals.visitors[day]), int(totals.buyers[day]), int(totals.gmv[day])
    more: dict[str, Cell] = {
        "成交件数": f"{int(totals.units[day]):,}", "客单价": yuan(gmv / buyers) if buyers else "-", "商品曝光人数": f"{round(people * 8.6):,}",
        "商品点击-成交转化率(人数)": share(buyers, people), "退款金额(退款时间)": yuan(totals.refunded[day]),
        "投放消耗(店铺被投)": yuan(life.ads.spend[day].sum()),
    }  # fmt: skip
    yield _carrier(totals, day, "全部", (people, buyers, int(totals.orders[day]), gmv)) | more
    for place, source in enumerate(life.shop.sources):
        figures = (totals.source_visitors, totals.source_buyers, totals.source_orders, totals.source_gmv)
        yield _carrier(totals, day, source.name, (*(int(each[day, place]) for each in figures),))


def _carrier(totals: Totals, day: int, name: str, figures: tuple[int, ...]) -> dict[str, Cell]:
    people, buyers, orders, gmv = figures
    return {
        "日期": str(totals.life.days[day]), "载体类型": name, "投放时段": "不限", "成交金额": yuan(gmv * _SUBSIDY), "用户支付金额": yuan(gmv),
        "成交订单数": f"{orders:,}", "成交人数": f"{buyers:,}", "商品点击人数": f"{people:,}",
    }  # fmt: skip


def write_item_days(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """商品列表: of one day under the headers of the page, of several with a column 日期."""
    days = totals.life.days
    path = folder / f"商品列表_{days[first]}_{days[last]}.xlsx"
    header = HEADERS["douyin_items"] if first == last else ["日期", *HEADERS["douyin_items"]]
    rows = [row for day in range(first, last + 1) for row in _items(totals, day)]
    write_xlsx(path, {"商品列表": wide(header, rows)}, at)
    return path


def _items(totals: Totals, day: int) -> Iterator[Row]:
    for place in np.argsort(-totals.item_gmv[day], kind="stable"):
        item, people = totals.life.shop.items[place], int(totals.item_visitors[day, place])
        gmv, units, buyers = (int(each[day, place]) for each in (totals.item_gmv, totals.item_units, totals.item_buyers))
        if people or gmv:
            yield {
                "日期": str(totals.life.days[day]), "商品ID": item.id, "商品名称": item.title, "商品曝光人数": f"{people * 14:,}", "商品点击人数": f"{people:,}",
                "商品点击次数": f"{round(people * 1.4):,}", "成交金额": yuan(gmv * _SUBSIDY), "用户支付金额": yuan(gmv), "成交订单数": f"{buyers:,}",
                "成交件数": f"{units:,}", "成交人数": f"{buyers:,}", "退款金额(退款时间)": yuan(totals.item_refunded[day, place]),
                "商品曝光-点击转化率(人数)": share(1, 14), "商品点击-成交转化率(人数)": share(buyers, people),
            }  # fmt: skip


def write_plans(folder: Path, clicks: Clicks, first: int, last: int) -> Path:
    """计划报表 of click days first..last, as known when `last` was over; 共N条计划 stands below."""
    totals = clicks.totals
    days, plans = totals.life.days, totals.life.shop.campaigns
    found = [(day, place, clicks.of(day, last, place)) for day in range(first, last + 1) for place in range(len(plans))]
    rows: list[Row] = [
        {"日期": str(days[day]), "计划ID": plans[place].id, "计划名称": plans[place].name, "营销目标": "商品推广"} | _ad(of)
        for day, place, of in found
    ]
    whole = PlanDay(*(sum(getattr(of, name) for _, _, of in found) for name in ("shown", "clicks", "spend", "orders", "money")))
    rows.append({"日期": f"共{len(plans)}条计划"} | _ad(whole))
    path = folder / f"计划报表_{days[first]}_{days[last]}.csv"
    write_rows(path, wide([*_PLANS, *HEADERS["douyin_ads"]], rows), end="\r\n")
    return path


def _ad(of: PlanDay) -> dict[str, Cell]:
    return {
        "展示次数": f"{of.shown:,}", "点击次数": f"{of.clicks:,}", "点击率": share(of.clicks, of.shown), "消耗(元)": yuan(of.spend),
        "成交订单数": f"{of.orders:,}", "成交金额(元)": yuan(of.money), "支付ROI": f"{of.money / of.spend:.2f}" if of.spend else "-",
        "成交订单成本(元)": yuan(of.spend / of.orders) if of.orders else "-",
    }  # fmt: skip


@dataclass(frozen=True)
class _Session:
    """One live session: who hosts it, from which hour for how many minutes, and which orders paid that day are its own."""

    host: str
    account: str
    hour: int
    minutes: int
    evening: bool
    part: float


_SESSIONS: Final = (_Session("小麻", "mm_xiaoma", 10, 240, False, 0.38), _Session("小棉", "mm_xiaomian", 19, 250, True, 0.62))


def write_sessions(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """直播间明细: a session by day and one in the evening, which together are the carrier 直播 of the day."""
    days = totals.life.days
    path = folder / f"直播明细_全部账号_{days[first]:%Y%m%d}_{days[last]:%Y%m%d}.xlsx"
    rows = [row for day in range(first, last + 1) for row in _sessions(totals, day)]
    write_xlsx(path, {"直播间明细": wide(HEADERS["douyin_live"], rows)}, at)
    return path


def _sessions(totals: Totals, day: int) -> Iterator[Row]:
    life, live = totals.life, totals.life.shop.source("live") or 0
    orders, noon = life.orders, start(life, day) + _EVENING * HOUR
    mine = (totals.paid_day == day) & (orders.source == live)
    people, left = int(totals.source_visitors[day, live]), int(totals.source_visitors[day, live])
    for session in _SESSIONS:
        own = np.flatnonzero(mine & ((orders.paid_at >= noon) == session.evening))
        came = left if session.evening else int(people * session.part)
        left -= came
        yield _session(totals, day, session, own, came)


def _session(totals: Totals, day: int, session: _Session, own: np.ndarray[tuple[int], np.dtype[np.int64]], came: int) -> Row:
    orders = totals.life.orders
    opened = start(totals.life, day) + session.hour * HOUR + day % 7 * 60
    gmv, units = int(orders.total[own].sum()), int(orders.pieces[np.isin(orders.order, own)].sum())
    return {
        "主播昵称": session.host, "主播抖音号": session.account, "直播开始时间": _slashed(opened), "直播结束时间": _slashed(opened + session.minutes * 60),
        "直播时长(分钟)": f"{session.minutes}", "直播间曝光人数": f"{came * 5:,}", "直播间曝光次数": f"{came * 7:,}", "直播间观看人数": f"{came:,}",
        "直播间观看次数": f"{round(came * 1.25):,}", "最高在线人数": f"{came // 38:,}", "平均在线人数": f"{came // 120:,}", "人均观看时长(分钟)": "1.4",
        "新增粉丝数": f"{came // 100:,}", "直播间商品点击人数": f"{round(came * 0.25):,}", "直播间成交订单数": f"{len(own):,}",
        "直播间成交金额": yuan(gmv * _SUBSIDY), "直播间用户支付金额": yuan(gmv), "直播间成交件数": f"{units:,}",
        "直播间成交人数": f"{len(np.unique(orders.buyer[own])):,}",
    }  # fmt: skip


def _slashed(at: int) -> str:
    """`2026/11/20 19:00:12`."""
    return str(np.datetime64(at, "s")).replace("T", " ").replace("-", "/")


def write_agents(folder: Path, totals: Totals, first: int, last: int, at: datetime) -> Path:
    """客服表现 of day indexes first..last; the shop's sum and mean stand above the agents where it is one day."""
    days = totals.life.days
    path = folder / f"客服表现_{days[first]:%Y%m%d}_{days[last]:%Y%m%d}.xlsx"
    rows = [row for day in range(first, last + 1) for row in _agents(totals, day)]
    write_xlsx(path, {"客服表现": wide(["日期", *HEADERS["douyin_service"]], rows)}, at)
    return path


def _agents(totals: Totals, day: int) -> Iterable[Row]:
    service, life = totals.life.service, totals.life
    for place, agent in enumerate(life.shop.agents):
        asked, answered = int(service.asked[day, place].sum()), int(service.answered[day, place])
        buyers, sales = int(service.buyers[day, place]), int(service.sales[day, place])
        reply = float((service.reply[day, place] * service.asked[day, place]).sum()) / max(asked, 1)
        asking, given = round(answered * 0.62), round(sales * 0.2)
        yield {
            "日期": str(life.days[day]), "客服账号": "-", "客服昵称": agent.name, "接待会话量": f"{asked:,}", "已接待人数": f"{answered:,}", "全天满意率": "96.00%",
            "全天平响时长": f"{reply * 1.3:.1f}秒", "全天首响时长": f"{reply:.0f}秒", "全天3分钟回复率": share(answered, asked), "询单人数": f"{asking:,}",
            "下单人数": f"{round(buyers * 1.07):,}", "支付人数": f"{buyers:,}", "客服询单支付额": yuan(sales), "退款金额": yuan(given),
            "退款后销售额": yuan(sales - given), "询单转化率": share(buyers, asking),
        }  # fmt: skip
