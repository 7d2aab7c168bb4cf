"""拼多多 exports of orders (one item each), after-sales and bills."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from storehand.demo import masks
from storehand.demo.bills import FEE, FEE_BACK, INCOME, REFUND, Entries, entries
from storehand.demo.catalogue import COURIERS, Shop
from storehand.demo.columns import Counts, happened, ids, joined, moments, money, numbers, picked, seconds, table
from storehand.demo.headers import HEADERS
from storehand.demo.life import Life
from storehand.demo.orders import HOUR, NEVER, UNSENT, Orders
from storehand.demo.seen import CLOSED, Seen
from storehand.demo.sheets import moment
from storehand.demo.sizes import Sizes
from storehand.demo.write import Cell, write_csv, write_rows

_STATUS: Final = ("待付款", "待发货", "已发货，待收货", "已收货", "已取消", "未发货，退款成功", "已发货，退款成功")
_UNPAID_CLOSED, _UNSENT_BACK, _SENT_BACK = 4, 5, 6
_AFTER: Final = ("无售后或售后取消", "售后处理中", "退款成功")
_BOOKED: Final = {
    INCOME: ("交易收入", "0010002|交易收入-订单收入"), FEE: ("技术服务费", "0030002|技术服务费-基础技术服务费"),
    REFUND: ("交易退款", "0020002|交易退款-订单退款"), FEE_BACK: ("技术服务费", "0030003|技术服务费-技术服务费返还"),
}  # fmt: skip


def write_orders(folder: Path, life: Life, since: int, until: int, at: datetime) -> Path:
    """订单导出 of the orders created in [since, until)."""
    path = folder / f"orders_export{at:%Y-%m-%d-%H-%M}.csv"
    write_csv(path, order_table(life, Seen(life.orders, since, until, seconds(at))), encoding="utf-8", end="\r\n")
    return path


def order_ids(life: Life, places: Counts) -> pa.Array:
    """`261120-200000000000001`: the day, then fifteen digits that rise with time."""
    days = [f"{day:%y%m%d}-" for day in life.days]
    numbered = 200_000_000_000_000 + (life.orders.before + places) * 100 + life.orders.buyer[places] % 97
    return joined(picked(life.orders.day[places], days), ids(numbered))


def order_table(life: Life, seen: Seen) -> pa.Table:
    """One row per order under the report's headers. An order is one line: the shop has no basket."""
    shop, orders, cut = life.shop, seen.life, seen.orders
    places, line = np.arange(cut.start, cut.stop), orders.first[cut]
    gross = np.maximum(orders.price[line] * orders.pieces[line], orders.total[cut])
    due = money(np.where(seen.paid, orders.total[cut], 0))
    return table(
        HEADERS["pdd_orders"],
        {
            "订单号": joined(order_ids(life, places), "\t"), "订单状态": picked(_status(seen), _STATUS), "商品数量(件)": numbers(orders.pieces[line]),
            "是否审核中": "否", "售后状态": picked(_after(seen), _AFTER), "商品总价(元)": money(gross), "邮费(元)": "0.00",
            "店铺优惠折扣(元)": money(gross - orders.total[cut]), "平台优惠折扣(元)": "0.00", "多多支付立减金额(元)": "0.00", "用户实付金额(元)": due,
            "商家实收金额(元)": due, "订单来源": picked(orders.source[cut], [each.name for each in shop.sources]), "团身份": "参团",
        } | _goods(shop, orders, line) | _times(seen) | _receiver(shop, seen, places),
    )  # fmt: skip


def _status(seen: Seen) -> Counts:
    sent = happened(seen.life.sent_at[seen.orders], seen.at)
    closed = np.where(seen.paid, np.where(sent, _SENT_BACK, _UNSENT_BACK), _UNPAID_CLOSED)
    return np.where(seen.status == CLOSED, closed, seen.status)


def _after(seen: Seen) -> Counts:
    """退款成功 means the whole order here; an order that got a part back goes on as if nothing were."""
    line = seen.life.first[seen.orders]
    asked, done = (happened(each[line], seen.at) for each in (seen.life.asked_at, seen.life.back_at))
    whole = seen.life.back[line] == seen.life.paid[line]
    return np.where(done, np.where(whole, 2, 0), np.where(asked, 1, 0))


def _goods(shop: Shop, orders: Orders, line: Counts) -> dict[str, pa.Array | str]:
    """Titles, ids and codes; 商家编码 is empty where a gap left it so."""
    item, sizes, blank = orders.item[line], Sizes(shop), orders.blank[line]
    which = sizes.numbers(item, orders.sku[line])
    return {
        "商品": picked(item, [each.title for each in shop.items]), "商品id": picked(item, [each.id for each in shop.items]),
        "商品规格": sizes.text(which, lambda _, sku: f"{sku.colour},{sku.size}"), "样式ID": sizes.text(which, lambda _, sku: sku.id),
        "商家编码-规格维度": sizes.text(np.where(blank, -1, which), lambda _, sku: sku.code),
        "商家编码-商品维度": picked(np.where(blank, -1, item), [each.code for each in shop.items]),
    }  # fmt: skip


def _times(seen: Seen) -> dict[str, pa.Array | str]:
    orders, cut, at = seen.life, seen.orders, seen.at
    paid = orders.paid_at[cut]
    return {
        "支付时间": moments(paid, at), "订单成交时间": moments(paid, at), "发货时间": moments(orders.sent_at[cut], at),
        "确认收货时间": moments(orders.done_at[cut], at),
        "承诺发货时间": moments(np.where(seen.paid, paid + 48 * HOUR, NEVER), int(NEVER) - 1),
    }  # fmt: skip


def _receiver(shop: Shop, seen: Seen, places: Counts) -> dict[str, pa.Array | str]:
    """Names and phones masked; province and city plain; the parcel's number and courier once it is sent."""
    orders, place = seen.life, seen.life.place[seen.orders]
    buyer, sent = orders.buyer[places], happened(orders.sent_at[places], seen.at)
    courier = picked(np.where(sent, np.array([each.courier for each in shop.places])[place], -1), COURIERS)
    return {
        "消费者资料": joined(masks.names(buyer), " ", masks.phones(buyer)), "省": picked(place, [each.name for each in shop.places]),
        "市": picked(place, [each.city for each in shop.places]), "街道/镇": "***",
        "快递单号": pc.if_else(pa.array(sent), joined(ids(75_000_000_000_000 + places), "\t"), ""), "快递公司": courier,
    }  # fmt: skip


def write_after_sales(folder: Path, life: Life, since: int, at: datetime) -> Path:
    """The after-sales asked for from `since` on, each in its state of the moment."""
    orders, now = life.orders, seconds(at)
    lines = np.flatnonzero((orders.asked_at >= since) & happened(orders.asked_at, now))
    lines = lines[np.argsort(orders.asked_at[lines], kind="stable")]
    order, done, unsent = orders.order[lines], happened(orders.back_at[lines], now), orders.kind[lines] == UNSENT
    shown = table(
        HEADERS["pdd_after"],
        {
            "售后编号": ids(50_000_000_000_000 + lines), "订单编号": order_ids(life, order),
            "商品ID": picked(orders.item[lines], [item.id for item in life.shop.items]),
            "商品名称": picked(orders.item[lines], [item.title for item in life.shop.items]),
            "售后类型": picked(unsent.astype(np.int64), ("退货退款", "仅退款")), "售后状态": picked(done.astype(np.int64), ("待商家处理", "退款成功")),
            "售后原因": picked(orders.reason[lines], life.shop.reasons), "退款金额(元)": money(orders.back[lines]),
            "订单金额(元)": money(orders.total[order]), "申请时间": moments(orders.asked_at[lines], now),
            "退款时间": moments(orders.back_at[lines], now), "发货状态": picked(unsent.astype(np.int64), ("已发货", "未发货")),
            "收货人手机": masks.phones(orders.buyer[order]),
        },
    )  # fmt: skip
    path = folder / f"售后单_{at:%Y%m%d%H%M}.csv"
    write_csv(path, shown, end="\r\n")
    return path


def write_bills(folder: Path, life: Life, since: int, until: int, at: datetime) -> Path:
    """账务明细 booked in [since, until): words above the header, sums with a # below."""
    found = entries(life, since, min(until, seconds(at)))
    numbers_of = order_ids(life, found.order).to_pylist()
    rows: list[list[Cell]] = [
        ["拼多多店铺账务明细查询"], [""], [f"起始时间：{moment(since)}  终止时间：{moment(until - 1)}"], ["----------交易记录明细列表---------"],
        list(HEADERS["pdd_bill"]),
    ]  # fmt: skip
    rows += [_booked(numbers_of[place], found, place) for place in range(len(found.at))]
    rows += [
        [f"#收入合计：{int((found.cents > 0).sum())}笔，共{found.cents[found.cents > 0].sum() / 100:.2f}元"],
        [f"#支出合计：{int((found.cents < 0).sum())}笔，共{found.cents[found.cents < 0].sum() / 100:.2f}元"], [f"#导出时间：{at:%Y-%m-%d %H:%M:%S}"],
    ]  # fmt: skip
    path = folder / f"账务明细_{moment(since)[:10]}_{moment(until - 1)[:10]}.csv"
    write_rows(path, rows, end="\r\n")
    return path


def _booked(order: str, found: Entries, place: int) -> list[Cell]:
    kind, words = _BOOKED[int(found.kind[place])]
    cents = int(found.cents[place])
    income, spent = (f"{cents / 100:.2f}", "0") if cents > 0 else ("0", f"{cents / 100:.2f}")
    return [order, moment(int(found.at[place])), income, spent, kind, "", words]
