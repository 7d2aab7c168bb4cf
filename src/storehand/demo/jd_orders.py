"""京麦 exports of orders (a row per order and SKU, the order's money on each) and after-sales."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from storehand.demo import masks
from storehand.demo.columns import Counts, happened, ids, joined, moments, money, numbers, picked, seconds, table
from storehand.demo.headers import HEADERS
from storehand.demo.life import Life
from storehand.demo.orders import NEVER, UNSENT, Orders
from storehand.demo.seen import CLOSED, DONE, Seen
from storehand.demo.sizes import Sizes
from storehand.demo.write import write_csv

_STATUS: Final = ("等待付款", "等待出库", "等待确认收货", "完成", "(删除)等待付款", "(删除)等待出库")
_UNPAID_GONE, _UNSENT_GONE = 4, 5


def write_orders(folder: Path, life: Life, since: int, until: int, at: datetime) -> Path:
    """订单导出 of the orders created in [since, until)."""
    path = folder / f"京麦订单_{at:%Y%m%d%H%M}.csv"
    write_csv(path, order_table(life, Seen(life.orders, since, until, seconds(at))), end="\r\n")
    return path


def order_ids(orders: Orders, places: Counts) -> Counts:
    """Twelve digits, rising with time."""
    return 300_000_000_000 + (orders.before + places) * 10 + orders.buyer[places] % 7


def order_table(life: Life, seen: Seen) -> pa.Table:
    """One row per order and SKU. 京东价 is before discounts; 货号 is empty where a gap left it so."""
    shop, orders = life.shop, seen.life
    line, pieces = _rows(life, seen)
    order, sizes, at = orders.order[line], Sizes(shop), seen.at
    which = sizes.numbers(orders.item[line], orders.sku[line])
    total, paid = orders.total[order], happened(orders.paid_at[order], at)
    gross = np.bincount(seen.of_line, weights=(orders.price * orders.pieces)[seen.lines], minlength=seen.count).astype(np.int64)
    ended = _ended(seen)
    local = order - seen.orders.start
    return table(
        HEADERS["jd_orders"],
        {
            "订单号": joined(ids(order_ids(orders, order)), "\t"), "商品ID": sizes.text(which, lambda _, sku: sku.id),
            "商品名称": sizes.text(which, lambda item, sku: f"{item.title} {sku.colour} {sku.size}"), "订购数量": numbers(pieces),
            "支付方式": "在线支付", "下单时间": moments(orders.created[order], at), "京东价": money(orders.price[line]),
            "订单金额": money(np.maximum(gross[local], total)), "结算金额": money(total), "余额支付": "0.00", "应付金额": money(total),
            "订单状态": picked(_status(seen)[local], _STATUS), "订单类型": "普通订单", "下单帐号": joined("jd_", ids(40_000_000 + orders.buyer[order])),
            "客户姓名": masks.names(orders.buyer[order]), "客户地址": picked(orders.place[order], [f"{each.name}{each.city}***" for each in shop.places]),
            "联系电话": masks.phones(orders.buyer[order]), "发票类型": "不开发票", "运费金额": "0.00",
            "付款确认时间": moments(np.where(paid, orders.paid_at[order], NEVER), at),
            "货号": sizes.text(np.where(orders.blank[line], -1, which), lambda _, sku: sku.code), "订单完成时间": moments(ended[local], at),
            "订单来源": "APP", "订单渠道": "主站", "服务费": "0.00", "仓库id": "1", "仓库名称": "主仓",
        },
    )  # fmt: skip


def _ended(seen: Seen) -> Counts:
    """When the order was done; what came back whole was done when it was delivered."""
    done, there = (each[seen.orders] for each in (seen.life.done_at, seen.life.there_at))
    return np.where(_status(seen) == DONE, np.where(done < NEVER, done, there), NEVER)


def _rows(life: Life, seen: Seen) -> tuple[Counts, Counts]:
    """The first line of each order and SKU, and the pieces of all its lines of that SKU."""
    orders, cut, sizes = seen.life, seen.lines, Sizes(life.shop)
    which = sizes.numbers(orders.item[cut], orders.sku[cut])
    key = orders.order[cut] * len(sizes.all) + which
    _, first, where = np.unique(key, return_index=True, return_inverse=True)
    pieces = np.bincount(where, weights=orders.pieces[cut], minlength=len(first)).astype(np.int64)
    in_time = np.argsort(first, kind="stable")
    return first[in_time] + cut.start, pieces[in_time]


def _status(seen: Seen) -> Counts:
    """What was sent counts as done although it came back: 京麦 tells that in the after-sales alone."""
    sent = happened(seen.life.sent_at[seen.orders], seen.at)
    closed = np.where(seen.paid, np.where(sent, DONE, _UNSENT_GONE), _UNPAID_GONE)
    return np.where(seen.status == CLOSED, closed, seen.status)


def write_after_sales(folder: Path, life: Life, since: int, at: datetime) -> Path:
    """The service orders asked for from `since` on, each in its state of the moment."""
    orders, now = life.orders, seconds(at)
    lines = np.flatnonzero((orders.asked_at >= since) & happened(orders.asked_at, now))
    lines = lines[np.argsort(orders.asked_at[lines], kind="stable")]
    order, done, unsent = orders.order[lines], happened(orders.back_at[lines], now), orders.kind[lines] == UNSENT
    sizes = Sizes(life.shop)
    shown = table(
        HEADERS["jd_after"],
        {
            "服务单号": ids(900_000_000 + lines), "订单号": ids(order_ids(orders, order)),
            "商品编号": sizes.text(sizes.numbers(orders.item[lines], orders.sku[lines]), lambda _, sku: sku.id),
            "商品名称": picked(orders.item[lines], [item.title for item in life.shop.items]), "申请数量": numbers(orders.pieces[lines]),
            "服务单类型": picked(unsent.astype(np.int64), ("退货", "取消订单")), "申请原因": picked(orders.reason[lines], life.shop.reasons),
            "服务单状态": picked(done.astype(np.int64), ("待审核", "完成")), "申请时间": moments(orders.asked_at[lines], now),
            "退款金额": money(orders.back[lines]), "退款时间": moments(orders.back_at[lines], now),
            "客户账号": joined("jd_", ids(40_000_000 + orders.buyer[order])), "客户姓名": masks.names(orders.buyer[order]),
            "联系电话": masks.phones(orders.buyer[order]), "取件地址": "***",
        },
    )  # fmt: skip
    path = folder / f"服务单_{at:%Y%m%d%H%M}.csv"
    write_csv(path, shown, end="\r\n")
    return path
