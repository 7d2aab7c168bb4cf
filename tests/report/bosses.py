"""A boss's own workbook, as XlsxWriter makes it, and a view with made-up figures to fill it from."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import xlsxwriter

from storehand.calendar import Calendar
from storehand.desks import DESKS
from storehand.metrics.catalog import Catalog
from storehand.metrics.metric import Number
from storehand.metrics.view import View

DAY = date(2026, 11, 19)
CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
NUMBERS: dict[tuple[str, int], Number] = {  # metric and days back
    ("gmv", 0): Decimal("12345.67"),
    ("gmv", 1): Decimal("10000.00"),
    ("gmv", 7): Decimal("11000.50"),
    ("gmv", 364): Decimal("8000"),
    ("visitors", 0): 3000,
    ("visitors", 1): 2500,
    ("cvr", 0): 0.04,
    ("cvr", 1): 0.05,
    ("aov", 0): 102.88,
    ("ad_spend", 0): Decimal("1500.25"),
    ("refunds", 0): Decimal("320.5"),
}


@dataclass
class FakeView:
    """What the filler asks of a View, from a dict."""

    numbers: Mapping[tuple[str, int], Number] = field(default_factory=lambda: NUMBERS)
    items: Sequence[dict[str, object]] = ()
    targets: Sequence[dict[str, object]] = ()
    language: str = "zh"
    shops: tuple[str, ...] = ("旗舰店",)
    catalog: Catalog = CATALOG
    calendar: Calendar = field(default_factory=Calendar)
    day: date = DAY
    period: str = "day"
    since: date = DAY
    until: date = DAY + timedelta(days=1)
    asked: list[Mapping[str, str] | None] = field(default_factory=list)

    @property
    def workspace(self) -> Any:
        return SimpleNamespace(language=self.language)

    def value(
        self, metric: str, since: date | None = None, until: date | None = None, where: Mapping[str, str] | None = None
    ) -> Number | None:
        self.asked.append(where)
        return self.numbers.get((metric, (self.since - (since or self.since)).days))

    def table(self, metrics: Sequence[str], by: Sequence[str], where: Mapping[str, str] | None = None) -> list[dict[str, object]]:
        return [dict(row) for row in self.items]

    def rows(self, table: str, columns: Sequence[str], since: date, until: date, **_: object) -> list[dict[str, object]]:
        return [dict(row) for row in self.targets]


def view(**given: Any) -> View:
    return cast(View, FakeView(**given))


def picture() -> bytes:
    """A red PNG of 8 by 8."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    pixels = b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def template(folder: Path) -> Path:
    """日报: figures with everything that a careless filler breaks; 明细: a list; 汇总: formulas across sheets."""
    path = folder / "日报.xlsx"
    (folder / "logo.png").write_bytes(picture())
    book = xlsxwriter.Workbook(str(path))
    _daily(book, folder / "logo.png")
    _details(book)
    _summary(book)
    book.define_name("今日销售额", "=日报!$B$4")
    book.close()
    return path


def _daily(book: Any, logo: Path) -> None:
    sheet = book.add_worksheet("日报")
    head = book.add_format({"bold": True, "font_size": 16, "align": "center", "bg_color": "#FFE0B2"})
    bold, day = book.add_format({"bold": True, "border": 1}), book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
    money, rate = (
        book.add_format({"num_format": '"¥"#,##0.00', "border": 1}),
        book.add_format({"num_format": "0.00%", "border": 1}),
    )
    whole = book.add_format({"num_format": "#,##0", "border": 1})
    sheet.merge_range("A1:E1", "店铺日报", head)
    sheet.write_row("A2", ["日期", None, "店铺"], bold)
    sheet.write_blank("B2", None, day)
    sheet.merge_range("D2:E2", "", bold)
    sheet.write_row("A3", ["指标", "今日", "昨日", "环比", "目标"], bold)
    for row, (label, style) in enumerate(
        [("支付金额", money), ("访客数", whole), ("转化率", rate), ("客单价", money), ("花费", money)], 3
    ):
        sheet.write(row, 0, label, bold)
        for column in (1, 2):
            sheet.write_blank(row, column, None, style)
        sheet.write_formula(row, 3, f'=IF(C{row + 1}=0,"",B{row + 1}/C{row + 1}-1)', rate, 0.99)
        sheet.write_blank(row, 4, None, style)
    sheet.write("A9", "合计花费与退款", bold)
    sheet.write_formula("B9", "=SUM(B8:B8)+明细!B20", money, 777)
    sheet.write("A11", "备注", bold)
    sheet.conditional_format("D4:D8", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("B11", {"validate": "list", "source": ["正常", "大促"]})
    sheet.add_sparkline("F4", {"range": "日报!B4:C4"})
    sheet.insert_image("H1", str(logo))
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=日报!$A$4:$A$8", "values": "=日报!$B$4:$B$8"})
    sheet.insert_chart("H4", chart)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area("A1:F12")
    sheet.repeat_rows(0, 2)
    sheet.set_header("&C老板专用")
    sheet.freeze_panes(3, 1)
    sheet.set_column("A:A", 18)
    sheet.set_column("B:E", 14)


def _details(book: Any) -> None:
    sheet = book.add_worksheet("明细")
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.write_row("A4", ["商品", "支付金额", "件数"])
    for row in range(4, 9):
        sheet.write(row, 0, "例子")
        sheet.write(row, 1, 1, money)
    sheet.write("A20", "退款")
    sheet.write_formula("B10", "=SUM(B5:B9)", money, 5)


def _summary(book: Any) -> None:
    sheet = book.add_worksheet("汇总")
    sheet.write("A1", "销售额(两倍)")
    sheet.write_formula("B1", "=今日销售额*2", None, 1)
    sheet.write_formula("B2", "=日报!B4-明细!B20", None, 2)
    sheet.write_formula("B3", "=SUM(日报!B4:C4)", None, 3)
    sheet.write_formula("B4", "=1+1", None, 2)


HOSTILE = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "{=SUM(A1:A9)}",
    '=HYPERLINK("http://evil.example","点我")',
    "http://evil.example",
    "</t></is></c><c><f>1+1</f></c>",
    "]]><f>1</f>",
    "<![CDATA[x]]>",
    "&amp; &lt; &#65; &evil;",
    '<!DOCTYPE x [<!ENTITY e "x">]>',
    "_x0041_",
    "_x000D_ _X0041_",
    "  两头空格  ",
    "一行\n两行",
    "'=1+1",
    "TRUE",
    "#DIV/0!",
    "00123",
    "1.01712E+12",
    "😀 𠮷野家",
    '"; DROP TABLE orders; --',
    "\u202egnp.exe",
)
