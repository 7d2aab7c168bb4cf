"""抖店 exports: sub orders and after-sales. Every text of the orders stands after a TAB, every cell in quotes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from storehand.demo import masks
from storehand.demo.catalogue import COURIERS, Shop
from storehand.demo.columns import Counts, happened, ids, joined, moments, money, numbers, picked, seconds, table
from storehand.demo.headers import HEADERS
from storehand.demo.life import Life
from storehand.demo.orders import DAY, HOUR, NEVER, UNSENT, Orders
from storehand.demo.seen import CLOSED, Seen
from storehand.demo.sizes import Sizes
from storehand.demo.write import write_csv

_STATUS: Final = ("待支付", "备货中", "已发货", "已完成", "已关闭")
_DASH: Final = "\t-"
_CHINA: Final = timedelta(hours=8)
_LOCAL: Final = 78_200_000_000_000


def write_orders(folder: Path, life: Life, since: int, until: int, at: datetime) -> Path:
    """The sub orders of the orders created in [since, until); the name begins with the Unix time of the export."""
    path = folder / f"{stamp(at)}_{since // DAY:x}.csv"
    shown = order_table(life.shop, Seen(life.orders, since, until, seconds(at)))
    write_csv(path, shown, encoding="utf-8-sig", quoted=True, end="\r\n")
    return path


def stamp(at: datetime) -> int:
    """Unix time of a clock in China."""
    return seconds(at - _CHINA)


def order_ids(orders: Orders, places: Counts) -> Counts:
    """Nineteen digits, rising with time."""
    return 6_930_000_000_000_000_000 + (orders.before + places) * 1_000 + orders.buyer[places] % 983


def line_ids(orders: Orders, lines: Counts) -> Counts:
    """The order's id for its first line, the next ones for the others."""
    order = orders.order[lines]
    return order_ids(orders, order) + lines - orders.first[order]


def order_table(shop: Shop, seen: Seen) -> pa.Table:
    """One row per sub order under the report's headers."""
    orders, cut = seen.life, seen.lines
    lines, order = np.arange(cut.start, cut.stop), orders.order[cut]
    gross = np.maximum(orders.price[cut] * orders.pieces[cut], orders.paid[cut])
    off = money(gross - orders.paid[cut])
    return table(
        HEADERS["douyin_orders"],
        {
            "主订单编号": _text(ids(order_ids(orders, order))), "子订单编号": _text(ids(line_ids(orders, lines))), "支付方式": "\t微信",
            "商品数量": numbers(orders.pieces[cut]), "商品金额": money(gross), "APP渠道": "\t抖音", "订单类型": "\t普通订单",
            "订单状态": _text(picked(seen.line_status, _STATUS)), "取消原因": _text(_why(shop, seen)),
            "售后状态": _dashed(picked(np.where(seen.line_back > 0, 0, -1), ("售后完成",))),
            "订单应付金额": money(orders.paid[cut]), "运费": "0", "优惠总金额": off, "平台优惠": "0", "商家优惠": off, "手续费": "0",
            "平台实际承担优惠金额": "0", "商家实际承担优惠金额": off, "达人实际承担优惠金额": "0", "税费": "0", "是否修改过地址": "\t否",
            "是否安心购": "\t是",
        } | _goods(shop, seen) | _times(seen, order) | _receiver(shop, seen, order),
        rest=_DASH,
    )  # fmt: skip


def _goods(shop: Shop, seen: Seen) -> dict[str, pa.Array | str]:
    """Titles, ids and codes; 商家编码 is `-` where a gap left it empty."""
    orders, cut = seen.life, seen.lines
    item, sizes = orders.item[cut], Sizes(shop)
    which = sizes.numbers(item, orders.sku[cut])
    return {
        "选购商品": _text(picked(item, [each.title for each in shop.items])), "商品ID": _text(picked(item, [each.id for each in shop.items])),
        "商品规格": _text(sizes.text(which, lambda _, sku: f"颜色:{sku.colour};尺码:{sku.size}")),
        "商家编码": _dashed(sizes.text(np.where(orders.blank[cut], -1, which), lambda _, sku: sku.code)),
    }  # fmt: skip


def _times(seen: Seen, order: Counts) -> dict[str, pa.Array | str]:
    orders, at = seen.life, seen.at
    paid = orders.paid_at[order]
    promised = np.where(happened(paid, at), paid + 48 * HOUR, NEVER)
    return {
        "订单提交时间": _text(moments(orders.created[order], at)), "支付完成时间": _dashed(moments(paid, at)),
        "订单完成时间": _dashed(moments(orders.done_at[order], at)), "发货时间": _dashed(moments(orders.sent_at[order], at)),
        "承诺发货时间": _dashed(moments(promised, int(NEVER) - 1)),
    }  # fmt: skip


def _receiver(shop: Shop, seen: Seen, order: Counts) -> dict[str, pa.Array | str]:
    """Name and phone masked, street sealed; province and city plain. The parcel's number and courier once it is sent."""
    orders = seen.life
    place, source, buyer = orders.place[order], orders.source[order], orders.buyer[order]
    sent = happened(orders.sent_at[order], seen.at)
    courier = picked(np.array([each.courier for each in shop.places])[place], COURIERS)
    return {
        "收件人": _text(masks.names(buyer)), "收件人手机号": _text(masks.phones(buyer)), "省": _text(picked(place, [each.name for each in shop.places])),
        "市": _text(picked(place, [each.city for each in shop.places])), "街道": "\t##密文", "详细地址": "\t##密文",
        "快递信息": pc.if_else(pa.array(sent), _text(joined(ids(_LOCAL + order), "-", courier)), _DASH),
        "流量体裁": _text(picked(source, [each.name for each in shop.sources])),
    }  # fmt: skip


def _why(shop: Shop, seen: Seen) -> pa.Array:
    """The reason of a line that was closed; `-` for the others."""
    reason = np.where(seen.line_back > 0, seen.life.reason[seen.lines], len(shop.reasons))
    found = np.where(seen.line_status == CLOSED, reason, -1)
    return pc.if_else(pa.array(found < 0), "-", picked(found, (*shop.reasons, "超时未支付")))


def _text(column: pa.Array) -> pa.Array:
    return joined("\t", column)


def _dashed(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(column, ""), _DASH, _text(column))


def write_aftersale(folder: Path, life: Life, since: int, at: datetime) -> Path:
    """The after-sales asked for from `since` on, each in its state of the moment."""
    orders, now = life.orders, seconds(at)
    lines = np.flatnonzero((orders.asked_at >= since) & happened(orders.asked_at, now))
    lines = lines[np.argsort(orders.asked_at[lines], kind="stable")]
    order, done, unsent = orders.order[lines], happened(orders.back_at[lines], now), orders.kind[lines] == UNSENT
    part = orders.back[lines] < orders.paid[lines]
    shown = table(
        HEADERS["douyin_aftersale"],
        {
            "售后单号": ids(7_100_000_000_000_000_000 + lines), "订单号": ids(order_ids(orders, order)), "商品单号": ids(line_ids(orders, lines)),
            "商品名称": picked(orders.item[lines], [item.title for item in life.shop.items]),
            "商品ID": picked(orders.item[lines], [item.id for item in life.shop.items]), "应付金额（元）": money(orders.paid[lines]),
            "商品发货状态": picked(unsent.astype(np.int64), ("已发货", "未发货")),
            "售后类型": picked(np.where(unsent, 0, np.where(part, 2, 1)), ("未发货仅退款", "已发货退货退款", "已发货仅退款")),
            "退商品金额（元）": money(orders.back[lines]), "退运费金额（元）": "0.00",
            "售后状态": picked(done.astype(np.int64), ("待商家处理", "同意退款，退款成功")), "售后申请时间": moments(orders.asked_at[lines], now),
            "售后原因": picked(orders.reason[lines], life.shop.reasons), "商家退款时间": _or_dash(moments(orders.back_at[lines], now)),
            "用户到账时间": _or_dash(moments(orders.back_at[lines], now)), "售后完结时间": _or_dash(moments(orders.back_at[lines], now)),
        },
        rest="-",
    )  # fmt: skip
    path = folder / f"{stamp(at)}_{since // DAY:x}a.csv"
    write_csv(path, shown, encoding="utf-8-sig", end="\r\n")
    return path


def _or_dash(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(column, ""), "-", column)
