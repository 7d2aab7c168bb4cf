"""Made-up order files in which others went wrong, and the short way from a file to a view and its findings."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import pi, sin
from pathlib import Path

from storehand.desks import DESKS
from storehand.detect.run import Findings, findings
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import Period, View
from storehand.store.facts import Store
from storehand.workspace import Shop, Workspace

FIRST, DAYS = date(2024, 1, 1), 730
LAST = FIRST + timedelta(days=DAYS - 1)
GONE = ("Product 1", "Product 2", "Product 3")
NOW = datetime(2026, 1, 2, 1, 0, tzinfo=UTC)
CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
CHECKS = tuple((desk.name, check) for desk in DESKS for check in desk.checks)
HEADERS = (
    "Name", "Email", "Financial Status", "Created at", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Refunded Amount", "Currency",
)  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Loaded:
    """A workspace whose files are in facts."""

    workspace: Workspace

    def view(self, day: date, period: Period = "day") -> View:
        """The view of a day or of the running month."""
        return View.open(Store.open(self.workspace).facts(), CATALOG, self.workspace, day=day, period=period)

    def findings(self, day: date, period: Period = "day") -> Findings:
        """What all desks' checks find."""
        return findings(self.view(day, period), CHECKS)


def load(folder: Path, files: Iterable[Path], shop: Shop) -> Loaded:
    """The files read and committed, as `storehand load` does in one process."""
    folder.mkdir(parents=True, exist_ok=True)
    workspace = Workspace(folder, (shop,), timezone=shop.timezone, currency=shop.currency)
    store, formats = Store.open(workspace), load_formats()
    stage = workspace.facts / ".stage"
    stage.mkdir(parents=True)
    for file in files:
        request = Request(file, shop, None, None)
        batches = read(request, workspace=workspace, formats=formats, key=store.key(), stage=stage, now=NOW)
        store.commit(batches, NOW)
    return Loaded(workspace)


def two_years(path: Path, keep: Callable[[Row], bool] = lambda _: True, orders: int = 100_000) -> Path:
    """Two years of a Shopify shop: weekends, a season, Singles' Day times six and mid-June times four, few big items.

    The same shape as the file on which the peers were tried; every line an order, a fifth of them refunded.
    """
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, HEADERS)
        writer.writeheader()
        writer.writerows(row for row in _orders(orders) if keep(row))
    return path


def _orders(count: int) -> Iterator[Row]:
    draw = random.Random(7)
    days = sorted(draw.choices(range(DAYS), [_weight(day) for day in range(DAYS)], k=count))
    items = draw.choices(range(300), [1 / (n + 1) ** 1.4 for n in range(300)], k=count)
    prices = [round(draw.lognormvariate(4.2, 0.6), 2) for _ in range(300)]
    for number, (day, item) in enumerate(zip(days, items, strict=True)):
        moment = datetime.combine(FIRST + timedelta(days=day), datetime.min.time()) + timedelta(seconds=draw.randrange(86_400))
        yield _order(draw, number, f"{moment:%Y-%m-%d %H:%M:%S} +0800", item + 1, prices[item])


def _weight(day: int) -> float:
    peak = {315: 6, 680: 6, 168: 4, 533: 4}.get(day, 1)
    return (1 + 0.3 * sin(day / 365 * 2 * pi) + (0.25 if day % 7 in {5, 6} else 0)) * peak


def _order(draw: random.Random, number: int, created: str, item: int, price: float) -> Row:
    quantity = draw.choice((1, 1, 1, 2, 3))
    discount = round(price * quantity * 0.15, 2) if draw.random() < 0.3 else 0.0
    total = f"{price * quantity - discount:.2f}"
    refunded = draw.random() < 0.2
    return {
        "Name": f"#{100_000 + number}", "Email": f"c{draw.randrange(33_000)}@ex.com", "Created at": created,
        "Financial Status": "refunded" if refunded else "paid", "Subtotal": total, "Shipping": "0", "Taxes": "0", "Total": total,
        "Discount Code": "SAVE15" if discount else "", "Discount Amount": f"{discount}", "Lineitem quantity": f"{quantity}",
        "Lineitem name": f"Product {item}", "Lineitem price": f"{price}", "Lineitem sku": f"SKU{item:03d}",
        "Refunded Amount": total if refunded else "0.0", "Currency": "CNY",
    }  # fmt: skip


def without_items_on_the_last_day(row: Row) -> bool:
    """The three best-selling items sell nothing on the last day."""
    return not (row["Created at"].startswith(str(LAST)) and row["Lineitem name"] in GONE)


def with_a_weak_december() -> Callable[[Row], bool]:
    """Three of twenty orders of December 2025 are missing, spread evenly."""
    seen = 0

    def keep(row: Row) -> bool:
        nonlocal seen
        if not row["Created at"].startswith("2025-12"):
            return True
        seen += 1
        return seen % 20 not in {1, 8, 15}

    return keep


def table(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> Path:
    """A CSV file of these rows."""
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.writer(stream)
        writer.writerow(headers)
        writer.writerows(rows)
    return path
