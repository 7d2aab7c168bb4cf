"""A tiny shop whose numbers are computed by hand, and a small catalogue over it.

| order | placed on | paid on | paid | refunded | buyer | province | units |
|---|---|---|---|---|---|---|---|
| o1 | 1 Nov | 1 Nov | 100.00 | 0 | ann | 广东 | 2 |
| o2 | 1 Nov | 1 Nov | 50.50 | 50.50 | ann | 浙江 | 1 |
| o3 | 2 Nov | – | (placed 30) | – | bob | 广东 | 1 |
| o4 | 2 Nov | 3 Nov | 80.00 | – | ann | – | 4 |
| o5 | 3 Nov | 4 Nov | 20.00 | – | bob | 广东 | 1 |

The file covers 1 to 3 November by the day placed: what was paid on the 4th is not known as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from storehand.metrics.catalog import Catalog
from storehand.metrics.metric import Costed, Count, Difference, Distinct, Given, Last, Metric, Ratio, Sum
from storehand.metrics.view import View
from storehand.store.facts import Facts, Store
from storehand.tables.ads import AD_CUTS
from storehand.wording import plain
from storehand.workspace import Shop, Workspace
from tests.store.making import NOW, Maker, Row, days

SHOPS = (
    Shop("羊毛铺", "taobao", "Asia/Shanghai", "CNY"),
    Shop("二店", "tmall", "Asia/Shanghai", "CNY"),
    Shop("abroad", "shopify", "America/New_York", "USD"),
)
KNOWN = datetime(2026, 11, 10)


def nov(day: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, day)


def _order(
    number: int,
    created: int,
    paid: int | None,
    money: str | None,
    refunded: str | None,
    buyer: str,
    province: str | None,
    units: int,
) -> Row:
    status = "unpaid" if paid is None else "done"
    placed = money or "30"
    return {
        "order_id": f"o{number}", "status": status, "created_day": nov(created), "paid_day": paid and nov(paid), "paid": money,
        "placed": placed, "refunded": refunded, "buyer": buyer, "province": province, "quantity": units,
    }  # fmt: skip


ORDERS = (
    _order(1, 1, 1, "100.00", "0", "ann", "广东", 2),
    _order(2, 1, 1, "50.50", "50.50", "ann", "浙江", 1),
    _order(3, 2, None, None, None, "bob", "广东", 1),
    _order(4, 2, 3, "80.00", None, "ann", None, 4),
    _order(5, 3, 4, "20.00", None, "bob", "广东", 1),
)

METRICS = (
    Metric(
        "gmv",
        plain("gmv"),
        "money",
        (Sum("shop_day", "gmv"), Sum("orders", "paid", "paid_day")),
        product=("visitors", "cvr", "aov"),
        products=(("orders", "order_value"),),
        by=("province", "item_id"),
        parts="item_gmv",
    ),
    Metric(
        "item_gmv", plain("item gmv"), "money", (Sum("item_day", "gmv"), Sum("order_lines", "paid", "paid_day")), by=("item_id",)
    ),
    Metric("net", plain("net"), "money", (Sum("orders", "paid", "paid_day", minus="refunded"),)),
    Metric("orders", plain("orders"), "count", (Count("orders", "paid_day"),), by=("province",)),
    Metric("unpaid", plain("unpaid"), "count", (Count("orders", "created_day", (("status", "unpaid"),)),)),
    Metric(
        "buyers",
        plain("buyers"),
        "people",
        (Given("shop_day", "buyers"), Distinct("orders", "buyer", "paid_day")),
        by=("province",),
    ),
    Metric("visitors", plain("visitors"), "people", (Given("shop_day", "visitors"),)),
    Metric("cvr", plain("cvr"), "rate", ratio=Ratio("buyers", "visitors")),
    Metric("aov", plain("aov"), "per", ratio=Ratio("gmv", "buyers")),
    Metric("order_value", plain("order value"), "per", ratio=Ratio("gmv", "orders"), by=("province",)),
    Metric("spend", plain("spend"), "money", (Sum("ad_day", "spend", cuts=AD_CUTS),), by=("campaign", "term")),
    Metric("ad_share", plain("ad share"), "rate", ratio=Ratio("spend", "gmv")),
    Metric("on_hand", plain("on hand"), "count", (Last("stock_day", "on_hand"),), by=("sku_id",)),
    Metric(
        "free_visits",
        plain("free visits"),
        "count",
        (Sum("source_day", "visitors", where=(("subtotal", "false"), ("paid_flag", "free"))),),
    ),
    Metric("cost", plain("cost"), "money", (Costed("order_lines", "quantity", "paid_day", times="unit_cost"),), by=("item_id",)),
    Metric("costed", plain("costed"), "money", (Costed("order_lines", "paid", "paid_day"),)),
    Metric("line_gmv", plain("line gmv"), "money", (Sum("order_lines", "paid", "paid_day"),)),
    Metric("profit", plain("profit"), "money", difference=Difference("line_gmv", "cost")),
)
CATALOG = Catalog.build(METRICS)


def workspace(folder: Path) -> Workspace:
    """An empty workspace of three shops, the third in dollars."""
    folder.mkdir(exist_ok=True)
    return Workspace(folder, SHOPS)


class Tiny:
    """Loads rows into a workspace and opens views on it."""

    def __init__(self, folder: Path) -> None:
        self.workspace = workspace(folder)
        self._maker = Maker(folder / "stage")

    def load(self, rows: Mapping[str, Sequence[Row]], covers: Iterable[date] = days(nov(1), nov(3)), **more: object) -> Tiny:
        """One file of rows per table. `shop`, `name`, `known_at` as the maker takes them."""
        known_at = more.pop("known_at", KNOWN)
        assert isinstance(known_at, datetime)
        batch = self._maker.batch(rows, known_at, covers=covers, **more)  # type: ignore[arg-type]
        Store.open(self.workspace).commit([batch], NOW)
        return self

    def orders(self, **more: object) -> Tiny:
        """The five orders above."""
        return self.load({"orders": ORDERS}, **more)  # type: ignore[arg-type]

    def facts(self) -> Facts:
        return Store.open(self.workspace).facts()

    def view(self, day: int = 3, period: str = "day", **more: object) -> View:
        """The view of a day of November 2026."""
        return View.open(self.facts(), CATALOG, self.workspace, day=nov(day), period=period, **more)  # type: ignore[arg-type]


def ran(view: View, text: str) -> object:
    """What a question returns in its one cell, run on a connection of its own."""
    with view.facts.connect() as connection:
        (row,) = connection.execute(text).fetchall()
    (cell,) = row
    return cell


def money(text: str) -> Decimal:
    return Decimal(text)
