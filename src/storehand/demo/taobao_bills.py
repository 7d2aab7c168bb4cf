"""千牛 聚合结算: what came in and went out, order by order."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from storehand.demo.bills import INCOME, REFUND, entries
from storehand.demo.columns import ids, joined, moments, money, picked, seconds, table
from storehand.demo.life import Life
from storehand.demo.orders import NEVER
from storehand.demo.rounds import start
from storehand.demo.taobao_orders import order_ids
from storehand.demo.write import write_csv

_HEADERS: Final = ("入账时间", "支付流水号", "淘宝订单编号", "入账类型", "收入金额（元）", "支出金额（元）", "业务描述", "备注")
_KINDS: Final = ("交易收款", "扣款", "交易退款(售后)", "扣款退回")
_WORDS: Final = ("货款", "基础软件服务费", "售后退款", "基础软件服务费退回")
_FIRST_SERIAL: Final = 832_000_000_000_000


def write_months(folder: Path, life: Life, last: int, at: datetime) -> list[Path]:
    """收支明细 of the month of day index `last` up to it, and of the month before: a file for each."""
    months: dict[date, list[int]] = {}
    for day in range(last + 1):
        months.setdefault(life.days[day].replace(day=1), []).append(day)
    return [write_bills(folder, life, days[0], days[-1], at) for days in list(months.values())[-2:]]


def write_bills(folder: Path, life: Life, first: int, last: int, at: datetime) -> Path:
    """收支明细 of day indexes first..last. A refund names its order in 备注 alone, as the platform has it."""
    found = entries(life, start(life, first), min(start(life, last + 1), seconds(at)))
    order = ids(order_ids(life.orders, found.order))
    refund, income = found.kind == REFUND, found.kind == INCOME
    notes = joined("订单{", order, picked(found.kind, ("}收款", "", "}退款", "")))
    shown = table(
        _HEADERS,
        {
            "入账时间": moments(found.at, int(NEVER) - 1), "支付流水号": ids(_FIRST_SERIAL + (life.orders.before + found.line) * 4 + found.kind),
            "淘宝订单编号": pc.if_else(pa.array(refund), "", order), "入账类型": picked(found.kind, _KINDS),
            "收入金额（元）": money(np.maximum(found.cents, 0), found.cents < 0), "支出金额（元）": money(np.maximum(-found.cents, 0), found.cents > 0),
            "业务描述": picked(found.kind, _WORDS), "备注": pc.if_else(pa.array(refund | income), notes, ""),
        },
    )  # fmt: skip
    path = folder / f"收支明细_{life.days[first]}_{life.days[last]}.csv"
    write_csv(path, shown)
    return path
