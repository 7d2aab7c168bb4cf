"""Makes an orders export of any size: Shopify's columns, +0800, two years, peaks on 11.11 and 6.18, one in five refunded.

python -m benchmarks.speed.orders 1000000 orders.csv
"""

from __future__ import annotations

import csv
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

HEADERS = (
    "Name", "Email", "Financial Status", "Created at", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Refunded Amount", "Currency",
)  # fmt: skip
DAYS, SKUS, START = 730, 300, datetime(2024, 1, 1)
PEAKS = {315: 6, 680: 6, 168: 4, 533: 4}


def weights() -> np.ndarray:
    """How much each of the 730 days sells: a yearly wave, busier weekends, four peaks."""
    day = np.arange(DAYS)
    weight = 1 + 0.3 * np.sin(day / 365 * 2 * np.pi) + np.where(np.isin(day % 7, [5, 6]), 0.25, 0)
    for peak, factor in PEAKS.items():
        weight[peak] *= factor
    return np.asarray(weight / weight.sum())


def write(count: int, path: Path, seed: int = 7) -> None:
    """Writes `count` orders in order of time."""
    chance = np.random.default_rng(seed)
    day = np.sort(chance.choice(DAYS, size=count, p=weights()))
    second = chance.integers(0, 86400, count)
    buyers = max(50, count // 3)
    buyer = (chance.pareto(1.3, count) * buyers / 10).astype(int) % buyers
    sku = chance.zipf(1.4, count) % SKUS
    price = np.round(chance.lognormal(4.2, 0.6, SKUS), 2)[sku]
    quantity = chance.choice([1, 1, 1, 2, 3], count)
    discount = np.where(chance.random(count) < 0.3, np.round(price * quantity * 0.15, 2), 0)
    refunded = chance.random(count) < 0.2
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(HEADERS)
        for i in range(count):
            total = round(float(price[i] * quantity[i] - discount[i]), 2)
            time = START + timedelta(days=int(day[i]), seconds=int(second[i]))
            rows.writerow((
                f"#{100000 + i}", f"c{buyer[i]}@ex.com", "refunded" if refunded[i] else "paid", f"{time:%Y-%m-%d %H:%M:%S} +0800",
                total, 0, 0, total, "SAVE15" if discount[i] else "", discount[i], quantity[i], f"Product {sku[i]}", price[i],
                f"SKU{sku[i]:03d}", total if refunded[i] else 0.0, "CNY",
            ))  # fmt: skip


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
