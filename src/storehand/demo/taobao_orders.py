"""千牛 exports: orders, their lines, refunds, as a download of one moment shows them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from storehand.demo.catalogue import COURIERS, Shop
from storehand.demo.columns import Counts, happened, ids, moments, money, numbers, picked, seconds, table
from storehand.demo.headers import HEADERS
from storehand.demo.life import Life
from storehand.demo.orders import UNSENT, Orders
from storehand.demo.seen import CLOSED, DONE, Seen
from storehand.demo.write import write_csv

_STATUS: Final = ("等待买家付款", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功", "交易关闭")
_WHY: Final = ("订单未关闭", "买家未付款", "退款")
_REFUND_HEADERS: Final = (
    "退款编号", "订单编号", "支付宝交易号", "订单付款时间", "商品id", "商家编码", "退款完结时间", "买家实际支付金额", "宝贝标题", "退款总额",
    "退给买家金额", "退给平台金额", "手工退款/系统退款", "售后类型", "退款申请时间", "超时时间", "退款状态", "货物状态", "退货物流信息",
    "发货物流信息", "客服介入状态", "卖家真实姓名", "买家退款原因", "买家退款说明", "部分退款/全额退款", "责任方",
)  # fmt: skip


def order_ids(orders: Orders, places: Counts) -> Counts:
    """Nineteen digits, as long as Taobao's, rising with time."""
    return 4_100_000_000_000_000_000 + (orders.before + places) * 1_000 + orders.buyer[places] % 983


def line_ids(orders: Orders, lines: Counts) -> Counts:
    """The order's id where it has one line, else one of its own for each."""
    order = orders.order[lines]
    alone = np.diff(np.append(orders.first, len(orders.order)))[order] == 1
    return order_ids(orders, order) + np.where(alone, 0, 1 + lines - orders.first[order])


def write_orders(folder: Path, life: Life, since: int, until: int, at: datetime) -> Path:
    """ExportOrderList of the orders created in [since, until), newest last."""
    seen = Seen(life.orders, since, until, seconds(at))
    path = folder / f"ExportOrderList{at:%Y%m%d%H%M}.csv"
    write_csv(path, order_table(life.shop, seen))
    return path


def order_table(shop: Shop, seen: Seen) -> pa.Table:
    """One row per order under the report's headers."""
    orders, cut = seen.life, seen.orders
    places = np.arange(cut.start, cut.stop)
    total, left = orders.total[cut], np.where(seen.paid, orders.total[cut] - seen.back, 0)
    why = np.where(seen.status == CLOSED, np.where(seen.paid, 2, 1), 0)
    sent = happened(orders.sent_at[cut], seen.at)
    return table(
        HEADERS["new_orders"],
        {
            "订单编号": ids(order_ids(orders, places), escaped=True), "买家应付货款": money(total), "买家应付邮费": "0.00",
            "总金额": money(total), "买家实付金额": money(left), "订单状态": picked(seen.status, _STATUS),
            "订单创建时间": moments(orders.created[cut], seen.at), "订单付款时间": moments(orders.paid_at[cut], seen.at),
            "宝贝标题": _titles(shop, orders, cut), "宝贝种类": numbers(seen.kinds),
            "物流公司": picked(np.where(sent, np.array([each.courier for each in shop.places])[orders.place[cut]], -1), COURIERS),
            "宝贝总数量": numbers(seen.pieces), "店铺名称": shop.name, "订单关闭原因": picked(why, _WHY), "退款金额": money(seen.back),
            "确认收货时间": moments(np.where(seen.status == DONE, orders.done_at[cut], 2**60), seen.at),
            "发货时间": moments(orders.sent_at[cut], seen.at),
        } | _address(shop, orders, cut),
    )  # fmt: skip


def _address(shop: Shop, orders: Orders, cut: slice) -> dict[str, pa.Array]:
    """The receiver's province, where the report has a column for it."""
    if "收货地址" not in {name.strip() for name in HEADERS["new_orders"]}:
        return {}
    places = [f"{place.name} {place.city} *** ***" for place in shop.places]
    return {"收货地址": picked(orders.place[cut], places)}


def _titles(shop: Shop, orders: Orders, cut: slice) -> pa.Array:
    return picked(orders.item[orders.first[cut]], [item.title for item in shop.items])


def write_lines(folder: Path, life: Life, since: int, until: int, at: datetime) -> Path:
    """ExportOrderDetailList of the same orders."""
    path = folder / f"ExportOrderDetailList{at:%Y%m%d%H%M}.csv"
    write_csv(path, line_table(life.shop, Seen(life.orders, since, until, seconds(at))))
    return path


def line_table(shop: Shop, seen: Seen) -> pa.Table:
    """One row per line under the report's headers; 商家编码 is empty where a gap left it so."""
    orders, cut = seen.life, seen.lines
    lines = np.arange(cut.start, cut.stop)
    order = orders.order[cut]
    paid = seen.paid[seen.of_line]
    item, width = orders.item[cut], max(len(each.skus) for each in shop.items)
    skus = [sku for each in shop.items for sku in (*each.skus, *[each.skus[0]] * (width - len(each.skus)))]
    which = item * width + orders.sku[cut]
    codes = np.where(orders.blank[cut], -1, which)
    back = seen.line_back
    return table(
        HEADERS["new_lines"],
        {
            "子订单编号": ids(line_ids(orders, lines), escaped=True), "主订单编号": ids(order_ids(orders, order), escaped=True),
            "标题": picked(item, [each.title for each in shop.items]), "价格": money(orders.price[cut]),
            "购买数量": numbers(orders.pieces[cut]), "外部系统编号": picked(codes, [sku.code for sku in skus]),
            "商品属性": picked(which, [f"颜色分类：{sku.colour};尺码：{sku.size}" for sku in skus]),
            "订单状态": picked(seen.line_status, _STATUS),
            "商家编码": picked(np.where(orders.blank[cut], -1, item), [each.code for each in shop.items]),
            "买家应付货款": money(orders.paid[cut]), "买家实际支付金额": money(np.where(paid, orders.paid[cut] - back, 0)),
            "退款状态": picked((back > 0).astype(np.int64), ("没有申请退款", "退款成功")),
            "退款金额": pc.if_else(pa.array(back > 0), money(back), "无退款申请"),
            "订单创建时间": moments(orders.created[order], seen.at), "订单付款时间": moments(orders.paid_at[order], seen.at),
        },
    )  # fmt: skip


def write_refunds(folder: Path, life: Life, since: int, at: datetime) -> Path:
    """退款管理: the refunds asked for or settled from `since` on, each in its state of the moment."""
    orders, now = life.orders, seconds(at)
    settled = happened(orders.back_at, now) & (orders.back_at >= since)
    lines = np.flatnonzero(((orders.asked_at >= since) | settled) & happened(orders.asked_at, now))
    lines = lines[np.argsort(orders.asked_at[lines], kind="stable")]
    order, done = orders.order[lines], happened(orders.back_at[lines], now)
    unsent = orders.kind[lines] == UNSENT
    whole = orders.back[lines] == orders.paid[lines]
    path = folder / f"{now * 1000 + 123:d}_1_1.csv"
    made = table(
        _REFUND_HEADERS,
        {
            "退款编号": ids(9_000_000_000_000_000_000 + lines, escaped=True), "订单编号": ids(line_ids(orders, lines), escaped=True),
            "订单付款时间": moments(orders.paid_at[order], now), "商品id": picked(orders.item[lines], [item.id for item in life.shop.items]),
            "商家编码": picked(orders.item[lines], [item.code for item in life.shop.items]),
            "退款完结时间": moments(orders.back_at[lines], now), "买家实际支付金额": money(orders.paid[lines]),
            "宝贝标题": picked(orders.item[lines], [item.title for item in life.shop.items]), "退款总额": money(orders.back[lines]),
            "退给买家金额": money(orders.back[lines]), "退给平台金额": "0.00", "手工退款/系统退款": "系统退款",
            "售后类型": picked((unsent | ~whole).astype(np.int64), ("退货退款", "仅退款")), "退款申请时间": moments(orders.asked_at[lines], now),
            "退款状态": picked(done.astype(np.int64), ("买家已经申请退款，等待卖家同意", "退款成功")),
            "货物状态": picked(np.where(unsent, 1, np.where(whole, 0, 2)), ("买家已退货", "卖家未发货", "买家已收到货")), "客服介入状态": "无客服介入",
            "买家退款原因": picked(orders.reason[lines], life.shop.reasons),
            "部分退款/全额退款": picked(whole.astype(np.int64), ("部分退款", "全额退款")), "责任方": "-",
        },
    )  # fmt: skip
    write_csv(path, made)
    return path


__all__ = ["line_ids", "line_table", "order_ids", "order_table", "write_lines", "write_orders", "write_refunds"]
