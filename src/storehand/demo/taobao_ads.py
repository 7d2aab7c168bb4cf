"""万相台无界 reports by plan and by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from storehand.demo.clicks import Clicks
from storehand.demo.headers import HEADERS
from storehand.demo.totals import Totals
from storehand.demo.write import Cell, write_rows

_KEYS: Final = ("日期", "场景ID", "场景名字", "原二级场景ID", "原二级场景名字", "计划ID", "计划名字")
_WORD_KEYS: Final = (*_KEYS, "单元ID", "单元名字", "宝贝ID", "宝贝名称", "词类型", "词ID/词包ID", "词名字/词包名字")


@dataclass(frozen=True)
class Reports:
    """The ad account of a shop, as seen on any morning."""

    totals: Totals

    @cached_property
    def clicks(self) -> Clicks:
        return Clicks(self.totals)

    def write_plans(self, folder: Path, first: int, last: int) -> Path:
        """计划报表 of click days first..last, as known when `last` was over."""
        days = self.totals.life.days
        path = folder / f"计划报表_{days[first]}_{days[last]}.csv"
        header = [*_KEYS, *HEADERS["ad_metrics"]]
        rows = [
            self._plan(day, last, place)
            for day in range(first, last + 1)
            for place in range(len(self.totals.life.shop.campaigns))
        ]
        write_rows(path, [header, *filled(header, rows)])
        return path

    def write_words(self, folder: Path, first: int, last: int) -> Path:
        """关键词报表: the search plans, taken apart by the words that the items are found by."""
        days = self.totals.life.days
        path = folder / f"关键词报表_{days[first]}_{days[last]}.csv"
        header = [*_WORD_KEYS, *HEADERS["ad_metrics"]]
        rows = [
            row
            for day in range(first, last + 1)
            for place in range(len(self.totals.life.shop.campaigns))
            for row in self._words(day, last, place)
        ]
        write_rows(path, [header, *filled(header, rows)])
        return path

    def _plan(self, day: int, last: int, place: int) -> Mapping[str, Cell]:
        return self._keys(day, place) | _figures(*astuple(self.clicks.of(day, last, place)))

    def _words(self, day: int, last: int, place: int) -> list[Mapping[str, Cell]]:
        """One row per word, shares of the plan's figures; the last takes the rest."""
        shop = self.totals.life.shop
        plan = shop.campaigns[place]
        words = [(number, word) for number, word in enumerate(shop.words) if word.item in dict(plan.items)]
        if shop.sources[plan.source].kind != "paid_search" or not words:
            return []
        whole = astuple(self.clicks.of(day, last, place))
        weight = np.array([word.weight for _, word in words])
        cuts = np.rint(np.cumsum(weight / weight.sum())[:, None] * np.array(whole)[None, :]).astype(np.int64)
        parts = np.diff(cuts, axis=0, prepend=0)
        return [
            self._keys(day, place)
            | {
                "单元ID": f"{90_000_000_000 + place * 7}", "单元名字": shop.items[word.item].noun, "宝贝ID": shop.items[word.item].id,
                "宝贝名称": shop.items[word.item].title, "词类型": "关键词", "词ID/词包ID": f"{600_001 + number}", "词名字/词包名字": word.text,
            }
            | _figures(*(int(each) for each in part))
            for (number, word), part in zip(words, parts, strict=True)
        ]  # fmt: skip

    def _keys(self, day: int, place: int) -> dict[str, Cell]:
        plan = self.totals.life.shop.campaigns[place]
        return {
            "日期": str(self.totals.life.days[day]), "场景ID": plan.scene_id, "场景名字": plan.scene, "原二级场景ID": "\\N",
            "原二级场景名字": "\\N", "计划ID": plan.id, "计划名字": plan.name,
        }  # fmt: skip


def filled(header: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[list[Cell]]:
    """Rows under all columns of the account's reports; 0 where a plan has nothing of the kind."""
    places = {name: place for place, name in enumerate(header)}
    for row in rows:
        cells: list[Cell] = ["0"] * len(header)
        for name, cell in row.items():
            cells[places[name]] = cell
        yield cells


def _figures(shown: int, clicks: int, spend: int, orders: int, money: int) -> dict[str, Cell]:
    """The account's columns; `\\N` where nothing stands below."""
    direct = round(money * 0.86)
    return {
        "展现量": f"{shown}", "点击量": f"{clicks}", "花费": f"{spend / 100:.2f}", "点击率": _over(clicks, shown, 5),
        "平均点击花费": _over(spend / 100, clicks, 2), "千次展现花费": _over(spend * 10, shown, 2), "直接成交金额": f"{direct / 100:.2f}",
        "间接成交金额": f"{(money - direct) / 100:.2f}", "总成交金额": f"{money / 100:.2f}", "总成交笔数": f"{orders}",
        "直接成交笔数": f"{round(orders * 0.86)}", "点击转化率": _over(orders, clicks, 5), "投入产出比": _over(money, spend, 2),
        "总购物车数": f"{round(clicks * 0.09)}", "收藏宝贝数": f"{round(clicks * 0.03)}", "总成交成本": _over(spend / 100, orders, 2),
    }  # fmt: skip


def _over(part: float, whole: float, digits: int) -> str:
    return f"{part / whole:.{digits}f}" if whole else "\\N"
