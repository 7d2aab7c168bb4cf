"""A Douyin shop's downloads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from storehand.demo import douyin_orders as trade
from storehand.demo import douyin_pages as pages
from storehand.demo import sheets
from storehand.demo.clicks import WINDOW, Clicks
from storehand.demo.rounds import LONG, RESTATED, back, first_order_day, start, weekday
from storehand.demo.totals import Totals

_DAILY: Final = ("orders", "shop_day", "item_day", "ads")
# A person has little time in the morning: one more file, another one by weekday, Monday first.
_BY_WEEKDAY: Final = ("live", "refunds", "live", "refunds", "live", "service", "refunds")
_SESSION_REACH: Final = 4


@dataclass(frozen=True)
class Douyin:
    """Writes a life as 抖店, 电商罗盘, 巨量千川 and 飞鸽 would: at most five files a morning."""

    totals: Totals

    @cached_property
    def clicks(self) -> Clicks:
        return Clicks(self.totals)

    def history(self, folder: Path, last: int, at: datetime) -> list[Path]:
        life, totals = self.totals.life, self.totals
        quarter = back(last, 90)
        return [
            trade.write_orders(folder, life, start(life, 0), start(life, last + 1), at),
            trade.write_aftersale(folder, life, start(life, 0), at),
            pages.write_shop_days(folder, totals, 0, last, at),
            pages.write_item_days(folder, totals, quarter, last, at),
            pages.write_plans(folder, self.clicks, 0, last),
            pages.write_sessions(folder, totals, quarter, last, at),
            pages.write_agents(folder, totals, quarter, last, at),
            sheets.write_costs(folder, totals, at), sheets.write_targets(folder, totals, at), sheets.write_roles(folder, totals, at),
        ]  # fmt: skip

    def morning(self, folder: Path, day: int, at: datetime, without: frozenset[str] = frozenset()) -> list[Path]:
        kinds = (*_DAILY, _BY_WEEKDAY[weekday(self.totals.life, day)])
        return [path for kind in kinds if kind not in without for path in self.one(folder, kind, day, at)]

    def one(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        life, totals = self.totals.life, self.totals
        writers = {
            "orders": lambda: trade.write_orders(folder, life, start(life, first_order_day(life, day)), start(life, day + 1), at),
            "refunds": lambda: trade.write_aftersale(folder, life, start(life, back(day, LONG)), at),
            "shop_day": lambda: pages.write_shop_days(folder, totals, back(day, RESTATED), day, at),
            "item_day": lambda: pages.write_item_days(folder, totals, day, day, at),
            "ads": lambda: pages.write_plans(folder, self.clicks, back(day, WINDOW), day),
            "live": lambda: pages.write_sessions(folder, totals, back(day, _SESSION_REACH), day, at),
            "service": lambda: pages.write_agents(folder, totals, back(day, 7), day, at),
        }
        return [writers[kind]()] if kind in writers else []
