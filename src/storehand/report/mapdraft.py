"""A proposal for a template's map: what the labels beside and above its empty cells seem to ask for."""

from __future__ import annotations

import json
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

from storehand.errors import UsageError
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from storehand.report.ooxml import Workbook
from storehand.report.sheetxml import Area, BrokenXml, Spot, cell_name, read_sheet
from storehand.wording import Text, say

MAX_ROWS, MAX_COLUMNS = 400, 60
_DAY, _SHOP, _WEEKDAY = "text:day", "text:shop", "text:weekday"

# What shops call things, beside the metrics' own labels; the first name that the catalogue has counts.
_SYNONYMS: Final = {
    ("gmv",): "gmv 销售额 成交金额 成交额 营业额 支付额 交易额 交易金额 实收金额 销售金额 sales revenue turnover",
    ("net",): "净销售 净销售额 净成交额 netrevenue",
    ("visitors",): "uv 访客 访客人数 店铺访客数 访问人数 uniquevisitors",
    ("pageviews",): "pv 浏览 浏览次数 views",
    ("cvr",): "转化率 支付转化 成交转化率 下单转化率 cr conversion conversionrate",
    ("aov",): "客单 平均客单价 averageordervalue",
    ("orders",): "订单数 订单量 成交订单数 支付笔数 支付单数 成交笔数 单量 orders ordercount",
    ("buyers",): "买家数 成交人数 支付人数 成交买家数 购买人数 customers",
    ("units",): "件数 销量 销售件数 成交件数 销售数量 unitssold quantity",
    ("refunds",): "退款 退款额 退款金额 退货金额 refund refunds",
    ("refund_rate",): "退款率 退货率 退款比例",
    ("ad_spend",): "花费 推广费 推广花费 广告费 广告花费 推广费用 广告消耗 消耗 直通车花费 adspend spend adcost",
    ("roas",): "roi 投产 投产比 投入产出比 推广roi 广告roi roas",
    ("ad_gmv",): "推广成交额 推广成交金额 广告成交额 adsales",
    ("ad_share",): "推广占比 费比 费率 推广费比 广告费比 acos tacos",
    ("placed",): "下单额 拍下金额",
    ("cart_users", "carts"): "加购 加购数 加购人数",
    ("favs",): "收藏 收藏数 收藏人数",
    ("gross_profit",): "毛利 毛利额 毛利润 grossprofit",
    ("gross_margin",): "毛利率 grossmargin",
    ("new_buyers",): "新客 新客数 新买家数",
    ("old_buyers",): "老客 老客数 老买家数",
    ("ctr",): "点击率",
    ("cpc",): "ppc 点击单价 平均点击单价",
    ("bounce",): "跳失 跳出率",
}
_TEXTS: Final = {
    _DAY: "日期 统计日期 报表日期 date day",
    _SHOP: "店铺 店铺名 店铺名称 店名 shop store shopname",
    _WEEKDAY: "星期 周几 weekday",
}
# Longer words first: 较上周同日 is a change, 上周同日 a value.
_COMPARISONS: Final = (
    ("change", "same_weekday", "较上周同日 较上周同期 比上周同日 比上周 较上周 周环比 周同比 vslastweek wow"),
    ("change", "last_year", "较去年同期 较去年 比去年 年同比 同比 vslastyear yoy"),
    ("change", "yesterday", "较昨日 较昨天 较前一日 比昨日 比昨天 日环比 环比 vsyesterday vspreviousday dod"),
    ("with", "same_weekday", "上周同日 上周同期 上周今日 samedaylastweek lastweek"),
    ("with", "last_year", "去年同期 去年同日 去年今日 lastyear"),
    ("with", "yesterday", "昨日 昨天 前一日 前日 yesterday previousday"),
    ("with", "target", "本月目标 月目标 目标 monthlytarget target"),
    ("", "", "今日 今天 当日 当天 本日 实际 实绩 数值 today actual"),
)
_BRACKETS: Final = re.compile(r"[(\[【〔<].*?[)\]】〕>]")
_TEN_THOUSANDS: Final = re.compile(r"万元|[((]万[))]")
_NOISE: Final = re.compile(r"[\s:,;、。·*#/\-—_|%¥$.]+")

Grid = Mapping[Spot, object]  # what stands in a cell: text, number, date, or formula


@dataclass(frozen=True)
class _Meaning:
    """What a label says: a metric (or text:day …), what it is compared with, a shop; parts may be empty."""

    metric: str = ""
    how: str = ""
    against: str = ""
    shop: str = ""


@dataclass(frozen=True)
class _Words:
    """The vocabulary of one view."""

    metrics: Mapping[str, str]
    shops: Mapping[str, str]

    @classmethod
    def of(cls, view: View) -> _Words:
        return cls(_vocabulary(view.catalog), {_plain(shop): shop for shop in view.shops})

    def read(self, label: object) -> _Meaning | None:
        """None where the label says nothing that we know."""
        if not isinstance(label, str) or not (word := _plain(label)):
            return None
        if word in self.metrics:
            return _Meaning(self.metrics[word])
        if word in self.shops:
            return _Meaning(shop=self.shops[word])
        for how, against, known in _COMPARISONS:
            for each in known.split():
                rest = word.replace(each, "", 1)
                if rest != word and (not rest or rest in self.metrics):
                    return _Meaning(self.metrics.get(rest, ""), how, against)
        return None


def draft(workbook: Workbook, view: View) -> str:
    """TOML: a line a cell that was understood, then as comments the labels that were not."""
    words, lines, unread = _Words.of(view), [], []
    for sheet, part in workbook.sheets.items():
        try:
            merges = read_sheet(workbook.parts[part]).merges
        except BrokenXml as fault:
            raise UsageError("template_broken", file=workbook.path.name) from fault
        page = _Page(_grid(workbook, sheet), merges, words)
        used: set[Spot] = set()
        for at, meaning, labels in page.proposals():
            used |= set(labels)
            told = " · ".join(_comment(page.grid[label]) for label in labels)
            lines.append(f"{_quoted(f'{sheet}!{cell_name(at)}')} = {_entry(meaning, view, told)}  # {told}")
        unread += [f"# {sheet}!{cell_name(at)} {_comment(page.grid[at])}" for at in page.unread(used)]
    return "\n".join((*_head(view), "", "[cells]", *lines, "", *_tail(view, unread), ""))


def _grid(workbook: Workbook, sheet: str) -> Grid:
    """What stands in the sheet's upper left part."""
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it would lose in writing; nothing is written with it
        try:
            book = load_workbook(workbook.path, read_only=True, data_only=False, keep_links=False)
            page = book[sheet]
            if isinstance(page, ReadOnlyWorksheet):
                page.reset_dimensions()
            rows = list(page.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True))
            book.close()
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
            raise UsageError("template_broken", file=workbook.path.name) from fault
    held = ((row, column, value) for row, values in enumerate(rows, 1) for column, value in enumerate(values, 1))
    return {(row, column): value for row, column, value in held if value is not None and value != ""}


@dataclass(frozen=True)
class _Page:
    """A sheet's labels and what they mean."""

    grid: Grid
    merges: tuple[Area, ...]
    words: _Words

    def proposals(self) -> Iterator[tuple[Spot, _Meaning, list[Spot]]]:
        """Empty cells in reading order, with what their labels ask for and where these stand."""
        bottom, right = (max(each[axis] for each in self.grid) if self.grid else 0 for axis in (0, 1))
        used: set[Spot] = set()
        for at in product(range(1, min(bottom + 1, MAX_ROWS) + 1), range(1, min(right + 1, MAX_COLUMNS) + 1)):
            if at in self.grid or any(at in area and at != area.corner for area in self.merges):
                continue
            if found := self._asked(at, used):
                used |= set(found[1])
                yield at, *found

    def unread(self, used: set[Spot]) -> Iterator[Spot]:
        """Labels with an empty cell beside or beneath that no proposal uses; titles are left out."""
        titles = [area for area in self.merges if area.right - area.left > 1]
        for at, value in sorted(self.grid.items()):
            room = (at[0], at[1] + 1) not in self.grid or (at[0] + 1, at[1]) not in self.grid
            if room and _is_label(value) and at not in used and not any(at in area for area in titles):
                yield at

    def _asked(self, at: Spot, used: set[Spot]) -> tuple[_Meaning, list[Spot]] | None:
        side, head = self._left(at), self._above(at)
        beside, above = self._read(side), self._read(head)
        if beside and beside.metric and side:
            return self._by_row(at, side, beside, head, above)
        if not above or not above.metric or not head:
            return None
        if beside and side:
            return _both(above, beside), [side, head]
        return (above, [head]) if self._alone_under(at, head, used) else None

    def _alone_under(self, at: Spot, head: Spot, used: set[Spot]) -> bool:
        """Right beneath a heading that has no value yet, in a row that says nothing else."""
        valued = (head[0], head[1] + 1) in self.grid and not _is_label(self.grid[head[0], head[1] + 1])
        whole = next((area for area in self.merges if head in area), Area(*head, *head))
        row_says = any((at[0], column) in self.grid for column in range(1, at[1]))
        listed = self._read((head[0] - 1, head[1])) is not None  # one of a column of labels
        return whole.bottom == at[0] - 1 and not (valued or row_says or listed or head in used)

    def _by_row(
        self, at: Spot, side: Spot, beside: _Meaning, head: Spot | None, above: _Meaning | None
    ) -> tuple[_Meaning, list[Spot]] | None:
        """A metric stands to the left; a heading above may say which comparison, where it does not head the label too."""
        near = self._touches(side, at)
        if above and above.metric:
            return (beside, [side]) if near and head != (at[0] - 1, at[1]) else None
        over_label = self._read((head[0], side[1])) if head else None
        if above and head and not beside.how and not (over_label and over_label.how):
            return _both(beside, above), [side, head]
        return (beside, [side]) if near else None

    def _read(self, at: Spot | None) -> _Meaning | None:
        return self.words.read(self.grid.get(at)) if at else None

    def _touches(self, side: Spot, at: Spot) -> bool:
        """The label ends where the cell begins, and is no heading in a row of headings."""
        whole = next((area for area in self.merges if side in area), Area(*side, *side))
        neighbour = self._read((side[0], whole.left - 1))
        return whole.right == at[1] - 1 and not (neighbour and neighbour.metric)

    def _left(self, at: Spot) -> Spot | None:
        """The nearest text to the left."""
        return next(((at[0], column) for column in range(at[1] - 1, 0, -1) if _is_label(self.grid.get((at[0], column)))), None)

    def _above(self, at: Spot) -> Spot | None:
        return next(((row, at[1]) for row in range(at[0] - 1, 0, -1) if _is_label(self.grid.get((row, at[1])))), None)


def _both(metric: _Meaning, other: _Meaning) -> _Meaning:
    return _Meaning(metric.metric, metric.how or other.how, metric.against or other.against, metric.shop or other.shop)


def _is_label(value: object) -> bool:
    return isinstance(value, str) and not value.startswith("=")


def _entry(meaning: _Meaning, view: View, told: str) -> str:
    if meaning.metric.startswith("text:"):
        return f"{{ text = {_quoted(meaning.metric.removeprefix('text:'))} }}"
    parts = [f"metric = {_quoted(meaning.metric)}"]
    if meaning.how:
        parts.append(f"{meaning.how} = {_quoted(meaning.against)}")
    if meaning.shop:
        parts.append(f"shop = {_quoted(meaning.shop)}")
    if _TEN_THOUSANDS.search(told) and meaning.how != "change" and view.catalog.metric(meaning.metric).unit == "money":
        parts.append("times = 0.0001")
    return "{ " + ", ".join(parts) + " }"


def _vocabulary(catalog: Catalog) -> dict[str, str]:
    """Normalised words to metric names; a metric's own label goes before a synonym."""
    found: dict[str, str] = {}
    for name in catalog.names:
        label = catalog.metric(name).label
        for word in (name, label.zh, label.en):
            found.setdefault(_plain(word), name)
    for names, known in (*_SYNONYMS.items(), *(((text,), known) for text, known in _TEXTS.items())):
        meant = next((name for name in names if name in catalog.names or name.startswith("text:")), None)
        for word in known.split():
            if meant:
                found.setdefault(_plain(word), meant)
    return found


def _plain(label: str) -> str:
    """Without brackets and what stands in them, blanks and marks; small letters."""
    text = unicodedata.normalize("NFKC", label).lower()
    return _NOISE.sub("", _BRACKETS.sub("", text))


def _comment(value: object) -> str:
    """A label as a comment can hold it."""
    told = value.isoformat() if isinstance(value, date) else str(value)
    return "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in told)[:60].strip()


def _quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _head(view: View) -> list[str]:
    return [f"# {line}" for line in _told(view, say("template.draft_head")).split("\n")]


def _tail(view: View, unread: list[str]) -> list[str]:
    lines = [f"# {line}" for line in _told(view, say("template.draft_tables")).split("\n")]
    return [*lines, "", f"# {_told(view, say('template.draft_unread'))}", *unread[:100]] if unread else lines


def _told(view: View, text: Text) -> str:
    return text.in_(view.workspace.language)
