"""How real the made-up shop looks: the same measures on it and on real sets, side by side.

    STOREHAND_REAL_DATA=… python -m benchmarks.judgement.realism [--out docs/dev/realism.md]

Real sets stay where they are; only their measures are printed.
"""
# ruff: noqa: E501 - the measures are SQL, one a line

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from storehand.demo.catalogue import draw
from storehand.demo.life import Life, live
from storehand.demo.orders import DAY, NEVER
from storehand.demo.totals import Totals

FIRST, DAYS, SEED = date(2025, 10, 17), 400, 1


@dataclass(frozen=True)
class Sample:
    """A shop's trade in the same two shapes: SQL of orders (day, order_id, buyer, paid, closed) and of lines (day, order_id, sku, units)."""

    name: str
    orders: str | None = None
    lines: str | None = None
    lags: str | None = None  # days from payment to refund, column lag
    stars: str | None = None  # column stars
    funnel: tuple[float, float] | None = None  # carts, buyers as shares of a day's people


def main() -> None:
    """Prints the page, or writes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    real = Path(os.environ["STOREHAND_REAL_DATA"])
    with duckdb.connect() as duck:
        made = [_made(duck, category) for category in ("apparel", "beauty", "home")]
        page = _page(duck, [*made, *_real(duck, real)])
    if asked.out:
        asked.out.write_text(page, encoding="utf-8")
    else:
        print(page)


def _made(duck: duckdb.DuckDBPyConnection, category: str) -> Sample:
    """A made-up shop of a category, without incidents."""
    life = live(SEED, draw(SEED, name=category, category=category), first=FIRST, count=DAYS)
    for name, columns in _tables(life).items():
        duck.register(f"{category}_{name}", pa.table(columns))
    totals = Totals(life)
    people = totals.visitors.sum()
    return Sample(
        f"demo {category}", f"FROM {category}_orders", f"FROM {category}_lines", f"FROM {category}_lags", f"FROM {category}_stars",
        (float(totals.carts.sum() * 0.9 / people), float(totals.buyers.sum() / people)),
    )  # fmt: skip


def _tables(life: Life) -> Mapping[str, Mapping[str, pa.Array]]:
    orders = life.orders
    days = np.array([np.datetime64(day) for day in life.days])
    back = orders.back_at < NEVER
    return {
        "orders": {
            "day": days[orders.day], "order_id": np.arange(len(orders)), "buyer": orders.buyer, "paid": orders.paid_at < NEVER,
            "closed": orders.closed_at < NEVER,
        },
        "lines": {
            "day": days[orders.day[orders.order]], "order_id": orders.order, "sku": orders.item * 100 + orders.sku, "units": orders.pieces,
        },
        "lags": {"lag": (orders.back_at[back] - orders.paid_at[orders.order[back]]) / DAY},
        "stars": {"stars": orders.stars[orders.stars > 0]},
    }  # fmt: skip


def _real(duck: duckdb.DuckDBPyConnection, real: Path) -> list[Sample]:
    """UCI online retail, Olist, Tmall February 2020, Taobao behaviour, CDNOW: each where it has the measure."""
    uci = f"'{real}/uci-online-retail/online_retail.parquet'"
    duck.execute(f"""CREATE TEMP TABLE uci AS SELECT CAST(InvoiceDate AS DATE) AS day, InvoiceNo AS order_id, StockCode AS sku, Quantity AS units,
        CustomerID AS buyer, InvoiceNo LIKE 'C%' AS back FROM {uci} WHERE CustomerID IS NOT NULL""")
    olist = f"{real}/olist-sample"
    read = "read_csv('{}', header = true, sample_size = 5000)"
    orders = read.format(f"{olist}/olist_orders_dataset.csv")
    items = read.format(f"{olist}/olist_order_items_dataset.csv")
    tmall = read.format(f"{real}/tmall-orders-2020/tmall_order_report.utf8sig.csv")
    duck.execute(f"CREATE TEMP TABLE tmall AS SELECT * FROM {tmall}")
    created, paid = (duck.table("tmall").columns[place] for place in (4, 5))
    back = duck.table("tmall").columns[6]
    duck.execute(
        f"CREATE TEMP TABLE acts AS SELECT user_id, behavior, CAST(to_timestamp(ts) AS DATE) AS day FROM '{real}/taobao-behavior/UserBehavior_subset.parquet'"
    )
    carts, buyers = duck.execute("""SELECT avg(CAST(c AS DOUBLE)), avg(CAST(b AS DOUBLE)) FROM (SELECT bool_or(behavior = 'cart')::INT AS c, bool_or(behavior = 'buy')::INT AS b
        FROM acts WHERE day BETWEEN '2017-11-25' AND '2017-12-03' GROUP BY user_id, day)""").fetchone() or (0.0, 0.0)
    duck.execute(f"""CREATE TEMP TABLE cdnow AS SELECT strptime(trim(d[2]), '%Y%m%d')::DATE AS day, row_number() OVER () AS order_id, d[1] AS buyer, true AS paid, false AS closed
        FROM (SELECT regexp_split_to_array(trim(line), '\\s+') AS d FROM read_csv('{real}/cdnow/CDNOW_master.txt', header = false, delim = '\\0', columns = {{'line': 'VARCHAR'}}, skip = 1)) WHERE len(d) >= 4""")
    return [
        Sample("UCI online retail", "FROM (SELECT DISTINCT day, order_id, buyer, true AS paid, false AS closed FROM uci WHERE NOT back)", "FROM (SELECT day, order_id, sku, units FROM uci WHERE NOT back AND units > 0)",
               "FROM (SELECT (b.day - max(a.day))::DOUBLE AS lag FROM uci b JOIN uci a ON a.buyer = b.buyer AND a.sku = b.sku AND NOT a.back AND a.day <= b.day WHERE b.back GROUP BY b.day, b.buyer, b.sku)"),
        Sample("Olist", f"FROM (SELECT CAST(order_purchase_timestamp AS DATE) AS day, order_id, customer_id AS buyer, true AS paid, order_status = 'canceled' AS closed FROM {orders})",
               f"FROM (SELECT CAST(o.order_purchase_timestamp AS DATE) AS day, i.order_id, i.product_id AS sku, count(*) AS units FROM {items} i JOIN {orders} o USING (order_id) GROUP BY ALL)",
               None, f"FROM (SELECT review_score AS stars FROM {read.format(f'{olist}/olist_order_reviews_dataset.csv')})"),
        Sample("Tmall 2020-02", f"""FROM (SELECT CAST("{created}" AS DATE) AS day, 订单编号 AS order_id, NULL AS buyer, "{paid}" IS NOT NULL AS paid, "{paid}" IS NULL OR "{back}" > 0 AS closed FROM tmall)"""),
        Sample("Taobao behaviour", funnel=(carts, buyers)),
        Sample("CDNOW", "FROM cdnow"),
    ]  # fmt: skip


def _page(duck: duckdb.DuckDBPyConnection, samples: list[Sample]) -> str:
    head = "| | " + " | ".join(sample.name for sample in samples) + " |\n|---|" + "---|" * len(samples)
    body = [
        f"| {label} | " + " | ".join(_cell(duck, measure, sample) for sample in samples) + " |" for label, measure in MEASURES
    ]
    return "\n".join([_WORDS, head, *body, ""])


_WORDS = """# How real the made-up shop is

Measured with `STOREHAND_REAL_DATA=… python -m benchmarks.judgement.realism --out docs/dev/realism.md`; nothing of the real sets is kept
but these figures. They sell other things elsewhere (gifts in Britain, a Brazilian marketplace, one Tmall shop in the month that China
closed, music by mail): no column is the truth for another; Taobao's behaviour is of people on all of Taobao, not in one shop. A dash: the
set does not tell.

Weekdays: orders of each weekday beside the mean day, Monday first. Week on week: standard deviation of ln(orders ÷ orders a week before),
middle nine tenths of days. Dispersion: variance ÷ mean of an SKU's daily units (1 is Poisson), median over the 50 SKUs that sell most.
"""
MEASURES: tuple[tuple[str, str], ...] = (
    ("orders a day, median", "SELECT printf('%.0f', median(n)) FROM (SELECT count(*) AS n {orders} GROUP BY day)"),
    ("weekdays", "SELECT string_agg(printf('%.2f', n / m), ' ' ORDER BY w) FROM (SELECT isodow(day) AS w, count(*) / count(DISTINCT day) AS n, avg(count(*) / count(DISTINCT day)) OVER () AS m {orders} GROUP BY 1)"),
    ("week on week", "SELECT printf('%.2f', stddev(r)) FROM (SELECT ln(a.n / b.n) AS r FROM (SELECT day, count(*)::DOUBLE AS n {orders} GROUP BY day) a JOIN (SELECT day, count(*)::DOUBLE AS n {orders} GROUP BY day) b ON a.day = b.day + 7 QUALIFY percent_rank() OVER (ORDER BY r) BETWEEN 0.05 AND 0.95)"),
    ("dispersion of SKU-days", "WITH u AS (SELECT sku, day, sum(units)::DOUBLE AS n {lines} GROUP BY ALL), d AS (SELECT count(DISTINCT day) AS days FROM u), s AS (SELECT sku, sum(n) AS t, sum(n * n) AS q FROM u GROUP BY sku ORDER BY t DESC LIMIT 50) SELECT printf('%.1f', median((q / days - (t / days) ** 2) / (t / days))) FROM s, d"),
    ("share of SKU-days without a sale", "SELECT printf('%.0f%%', 100 * (1 - count(*) / (count(DISTINCT sku) * count(DISTINCT day))::DOUBLE)) FROM (SELECT DISTINCT sku, day {lines})"),
    ("lines of an order: 1, 2, 3, 4+", "SELECT string_agg(printf('%.0f%%', s), ' ' ORDER BY k) FROM (SELECT least(n, 4) AS k, 100.0 * count(*) / sum(count(*)) OVER () AS s FROM (SELECT count(DISTINCT sku) AS n {lines} GROUP BY order_id) GROUP BY 1)"),
    ("buyers who came again", "SELECT printf('%.0f%%', 100.0 * count(*) FILTER (n > 1) / count(*)) FROM (SELECT buyer, count(*) AS n {orders} WHERE buyer IS NOT NULL GROUP BY buyer)"),
    ("days between two orders: quartiles", "SELECT printf('%d %d %d', q[1]::INT, q[2]::INT, q[3]::INT) FROM (SELECT quantile_cont(g, [0.25, 0.5, 0.75]) AS q FROM (SELECT (day - lag(day) OVER (PARTITION BY buyer ORDER BY day))::DOUBLE AS g {orders} WHERE buyer IS NOT NULL) WHERE g > 0)"),
    ("orders never paid", "SELECT printf('%.1f%%', 100.0 * count(*) FILTER (NOT paid) / count(*)) {orders}"),
    ("orders closed or given back", "SELECT printf('%.1f%%', 100.0 * count(*) FILTER (closed) / count(*)) {orders}"),
    ("days to a refund: quartiles", "SELECT printf('%.1f %.1f %.1f', q[1], q[2], q[3]) FROM (SELECT quantile_cont(lag, [0.25, 0.5, 0.75]) AS q {lags})"),
    ("stars 1 to 5", "SELECT string_agg(printf('%.0f%%', s), ' ' ORDER BY stars) FROM (SELECT stars, 100.0 * count(*) / sum(count(*)) OVER () AS s {stars} GROUP BY stars)"),
    ("a day's people: to the cart, to payment", "funnel"),
)  # fmt: skip
_UNKNOWN = {"UCI online retail": {"orders never paid", "orders closed or given back"}, "Olist": {"orders never paid", "buyers who came again", "days between two orders: quartiles"},
            "CDNOW": {"orders never paid", "orders closed or given back", "week on week", "weekdays", "orders a day, median"},
            "Tmall 2020-02": {"buyers who came again", "days between two orders: quartiles", "week on week"}}  # fmt: skip


def _cell(duck: duckdb.DuckDBPyConnection, measure: str, sample: Sample) -> str:
    if measure == "funnel":
        return f"{sample.funnel[0]:.1%} {sample.funnel[1]:.1%}" if sample.funnel else "–"
    label = next(label for label, text in MEASURES if text == measure)
    asked = {"orders": sample.orders, "lines": sample.lines, "lags": sample.lags, "stars": sample.stars}
    needed = [name for name in asked if "{" + name + "}" in measure]
    if any(asked[name] is None for name in needed) or label in _UNKNOWN.get(sample.name, ()):
        return "–"
    found = duck.execute(measure.format(**{name: asked[name] for name in needed})).fetchone()
    return str(found[0]) if found and found[0] is not None else "–"


if __name__ == "__main__":
    main()
