"""A JD shop's downloads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from storehand.demo import jd_orders as trade
from storehand.demo import jd_pages as pages
from storehand.demo import sheets
from storehand.demo.clicks import WINDOW, Clicks
from storehand.demo.rounds import LONG, RESTATED, back, first_order_day, start, weekday
from storehand.demo.totals import Totals

_DAILY: Final = ("orders", "shop_day", "source_day", "item_day")
# A person has little time in the morning: one more file, another one by weekday, Monday first.
_BY_WEEKDAY: Final = ("ads", "refunds", "ads", "stock", "ads", "stock", "refunds")
_QUARTER: Final = 90


@dataclass(frozen=True)
class Jd:
    """Writes a life as 京麦, 京东商智 and 京准通 would: at most five files a morning."""

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
            pages.write_shop_days(folder, totals, 0, last, at),
            pages.write_source_days(folder, totals, quarter, last, at),
            pages.write_item_days(folder, totals, quarter, last, at),
            pages.write_ads(folder, self.clicks, 0, last),
            pages.write_stock(folder, totals, last, at),
            sheets.write_costs(folder, totals, at), sheets.write_targets(folder, totals, at), sheets.write_roles(folder, totals, at),
        ]  # fmt: skip

    def morning(self, folder: Path, day: int, at: datetime, without: frozenset[str] = frozenset()) -> list[Path]:
        kinds = (*_DAILY, _BY_WEEKDAY[weekday(self.totals.life, day)])
        return [path for kind in kinds if kind not in without for path in self.one(folder, kind, day, at)]

    def one(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        life, totals = self.totals.life, self.totals
        writers = {
            "orders": lambda: trade.write_orders(folder, life, start(life, first_order_day(life, day)), start(life, day + 1), at),
            "refunds": lambda: trade.write_after_sales(folder, life, start(life, back(day, LONG)), at),
            "shop_day": lambda: pages.write_shop_days(folder, totals, back(day, RESTATED), day, at),
            "source_day": lambda: pages.write_source_days(folder, totals, day, day, at),
            "item_day": lambda: pages.write_item_days(folder, totals, day, day, at),
            "ads": lambda: pages.write_ads(folder, self.clicks, back(day, WINDOW), day),
            "stock": lambda: pages.write_stock(folder, totals, day, at),
        }
        return [writers[kind]()] if kind in writers else []
