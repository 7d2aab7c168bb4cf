"""A Taobao shop's downloads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from storehand.demo import sheets
from storehand.demo import taobao_bills as bills
from storehand.demo import taobao_orders as trade
from storehand.demo import taobao_pages as pages
from storehand.demo.clicks import WINDOW
from storehand.demo.columns import Counts
from storehand.demo.orders import DAY
from storehand.demo.taobao_ads import Reports
from storehand.demo.totals import Totals

REACH: Final = 1  # days of orders in a morning's download; on Sundays two weeks
REFUND_REACH: Final = 2
LONG_REACH: Final = 14
WORD_REACH: Final = 7
_SUNDAY: Final = 6
SHOP_REACH: Final = 7


@dataclass(frozen=True)
class Taobao:
    """Writes a life as 千牛, 生意参谋, 万相台无界 and the shop's own sheets would."""

    totals: Totals

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.totals)

    @cached_property
    def words(self) -> Counts:
        return pages.word_people(self.totals)

    def history(self, folder: Path, last: int, at: datetime) -> list[Path]:
        life, totals = self.totals.life, self.totals
        found = [
            trade.write_orders(folder, life, self._start(0), self._start(last + 1), at),
            trade.write_lines(folder, life, self._start(0), self._start(last + 1), at),
            trade.write_refunds(folder, life, self._start(0), at),
            pages.write_shop_days(folder, totals, 0, last, at),
            pages.write_market(folder, totals, 0, last, at),
            self.reports.write_plans(folder, 0, last),
            sheets.write_costs(folder, totals, at), sheets.write_targets(folder, totals, at), sheets.write_roles(folder, totals, at),
            sheets.write_reviews(folder, totals, 0, last, at), sheets.write_scores(folder, totals, max(last - 90, 0), last, at),
        ]  # fmt: skip
        since = max(last - 89, 0)
        found.append(pages.write_item_days(folder, totals, since, last, at))
        found += [pages.write_source_day(folder, totals, day, at) for day in range(max(last - 27, 0), last + 1)]
        found += [self.reports.write_words(folder, max(last - 55, 0), last)]
        found += [sheets.write_rivals(folder, totals, since, last, at), sheets.write_ranks(folder, totals, since, last, at)]
        found += _there(sheets.write_violations(folder, totals, 0, last, at))
        found += bills.write_months(folder, life, last, at)
        return found

    def morning(self, folder: Path, day: int, at: datetime, without: frozenset[str] = frozenset()) -> list[Path]:
        return [path for kind in _KINDS if kind not in without for path in self.one(folder, kind, day, at)]

    def one(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        return self._trade(folder, kind, day, at) or self._pages(folder, kind, day, at) or self._by_hand(folder, kind, day, at)

    def _trade(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        life, long = self.totals.life, self._is_sunday(day)
        start, end = self._start(max(day - (LONG_REACH if long else REACH) + 1, 0)), self._start(day + 1)
        if kind == "orders":
            return [trade.write_orders(folder, life, start, end, at), trade.write_lines(folder, life, start, end, at)]
        if kind == "refunds":
            return [trade.write_refunds(folder, life, self._start(day - (LONG_REACH if long else REFUND_REACH) + 1), at)]
        if kind == "ads":
            return [self.reports.write_plans(folder, max(day - WINDOW + 1, 0), day)]
        return []

    def _pages(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        totals = self.totals
        pages_of = {
            "shop_day": lambda: pages.write_shop_days(folder, totals, max(day - SHOP_REACH + 1, 0), day, at),
            "item_day": lambda: pages.write_item_days(folder, totals, day, day, at),
            "source_day": lambda: pages.write_source_day(folder, totals, day, at),
            "search_day": lambda: pages.write_words(folder, totals, self.words, day, at),
            "service": lambda: pages.write_agents(folder, totals, day, at),
            "stock": lambda: sheets.write_stock(folder, totals, day),
        }
        return [pages_of[kind]()] if kind in pages_of else []

    def _by_hand(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        """The market, reviews, scores and bills on Sundays, words, rivals and places twice a week, violations as they come."""
        totals, week = self.totals, max(day - 6, 0)
        if kind == "weekly" and self._is_sunday(day):
            weekly = (pages.write_market, sheets.write_reviews, sheets.write_scores)
            made = [write(folder, totals, week, day, at) for write in weekly]
            return [*made, bills.write_bills(folder, totals.life, week, day, at)]
        if kind == "rivals" and totals.life.days[day].weekday() in {2, _SUNDAY}:
            since = max(day - (3 if self._is_sunday(day) else 2), 0)
            words = self.reports.write_words(folder, max(day - WORD_REACH + 1, 0), day)
            return [
                words,
                sheets.write_rivals(folder, totals, since, day, at),
                sheets.write_ranks(folder, totals, since, day, at),
            ]
        return _there(sheets.write_violations(folder, totals, day, day, at)) if kind == "violations" else []

    def _is_sunday(self, day: int) -> bool:
        return self.totals.life.days[day].weekday() == _SUNDAY

    def _start(self, day: int) -> int:
        return int(np.datetime64(self.totals.life.days[0], "s").astype(np.int64)) + day * DAY


_KINDS: Final = (
    "orders", "refunds", "shop_day", "item_day", "source_day", "search_day", "ads", "service", "stock", "weekly", "rivals", "violations",
)  # fmt: skip


def _there(path: Path | None) -> list[Path]:
    return [path] if path else []
