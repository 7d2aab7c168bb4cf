"""A Pinduoduo shop's downloads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from storehand.demo import pdd_orders as trade
from storehand.demo import pdd_pages as pages
from storehand.demo import sheets
from storehand.demo.clicks import WINDOW, Clicks
from storehand.demo.rounds import LONG, MONDAY, RESTATED, back, first_order_day, start, weekday
from storehand.demo.totals import Totals

_DAILY: Final = ("orders", "shop_day", "item_day", "ads")
_QUARTER: Final = 90


@dataclass(frozen=True)
class Pdd:
    """Writes a life as 拼多多商家后台 would: at most five files a morning."""

    totals: Totals

    @cached_property
    def clicks(self) -> Clicks:
        return Clicks(self.totals)

    def history(self, folder: Path, last: int, at: datetime) -> list[Path]:
        life, totals = self.totals.life, self.totals
        quarter = back(last, _QUARTER)
        return [
            trade.write_orders(folder, life, start(life, 0), start(life, last + 1), at),
            trade.write_after_sales(folder, life, start(life, 0), at),
            trade.write_bills(folder, life, start(life, quarter), start(life, last + 1), at),
            pages.write_shop_days(folder, totals, 0, last, at),
            pages.write_item_days(folder, totals, quarter, last, at),
            pages.write_ads(folder, self.clicks, quarter, last, at),
            sheets.write_costs(folder, totals, at), sheets.write_targets(folder, totals, at), sheets.write_roles(folder, totals, at),
        ]  # fmt: skip

    def morning(self, folder: Path, day: int, at: datetime, without: frozenset[str] = frozenset()) -> list[Path]:
        """After-sales every day but on Mondays, when the bills of the last nine days are fetched instead."""
        kinds = (*_DAILY, "bills" if weekday(self.totals.life, day) == MONDAY else "refunds")
        return [path for kind in kinds if kind not in without for path in self.one(folder, kind, day, at)]

    def one(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        life, totals = self.totals.life, self.totals
        end = start(life, day + 1)
        writers = {
            "orders": lambda: trade.write_orders(folder, life, start(life, first_order_day(life, day)), end, at),
            "refunds": lambda: trade.write_after_sales(folder, life, start(life, back(day, LONG)), at),
            "bills": lambda: trade.write_bills(folder, life, start(life, back(day, 9)), end, at),
            "shop_day": lambda: pages.write_shop_days(folder, totals, back(day, RESTATED), day, at),
            "item_day": lambda: pages.write_item_days(folder, totals, day, day, at),
            "ads": lambda: pages.write_ads(folder, self.clicks, back(day, WINDOW), day, at),
        }
        return [writers[kind]()] if kind in writers else []
