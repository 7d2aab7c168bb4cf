"""Open sets: every file loads or is refused for a reason, rows in are kept or told, and independent sums come out again.

Needs STOREHAND_REAL_DATA (a folder with amazon-rank-watch/ and so on); nothing of it is in this repository.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.errors import Refusal
from storehand.intake.batch import Batch
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.wording import of_error
from storehand.workspace import Shop, Workspace

pytestmark = pytest.mark.real
NOW = datetime(2026, 11, 22, 1, 0, 0)
CHINA = Shop("sample", "generic", "Asia/Shanghai", "CNY")
TAOBAO = Shop("sample", "taobao", "Asia/Shanghai", "CNY")
WATCH = Shop("watch", "generic", "Asia/Shanghai", "USD")
BRAZIL = Shop("olist", "generic", "America/Sao_Paulo", "BRL")
INDIA = Shop("india", "generic", "Asia/Kolkata", "INR")
STORE = Shop("store", "generic", "America/Los_Angeles", "USD")
FBA = tuple(
    Shop(name, "amazon", "America/Los_Angeles", "USD")
    for name in ("M6ae2b1e9", "M53961c24", "Mccea684a", "Md453713a", "M97320560")
)


class Loaded:
    """The batches of a file and one view per table over their staged rows."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self.batches = tuple(batches)
        self.duck = duckdb.connect()
        for table in {part.table for batch in batches for part in batch.parts}:
            paths = [str(part.path) for batch in batches for part in batch.parts if part.table == table]
            self.duck.sql(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({paths})")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.duck.execute(query).fetchall()

    def row(self, query: str) -> tuple[Any, ...]:
        return self.rows(query)[0]

    @property
    def counts(self) -> list[tuple[int, int, int]]:
        return [(batch.rows_in, batch.rows_kept, batch.rows_aside) for batch in self.batches]

    @property
    def aside(self) -> list[tuple[str, int, str]]:
        return [(one.reason, one.rows, one.column) for batch in self.batches for one in batch.aside]


def load(file: Path, stage: Path, shop: Shop, others: Sequence[Shop] = (), day: date | None = None) -> Loaded:
    workspace = Workspace(stage, (shop, *others), timezone=shop.timezone, currency=shop.currency)
    request = Request(file, shop, day, None)
    return Loaded(read(request, workspace=workspace, formats=load_formats(), key=b"k" * 32, stage=stage, now=NOW))


def whole(*counts: int) -> list[tuple[int, int, int]]:
    """All rows kept."""
    return [(count, count, 0) for count in counts]


# Lists and places on Amazon, watched by a seller


def test_230_best_seller_lists(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "amazon-rank-watch/bsr400.parquet", tmp_path, WATCH)
    assert loaded.counts == whole(91_994)
    # 91,994 − 57,916 prices of 0.0 − 97 listings that did not open; the sum is that of the other prices.
    assert loaded.row("SELECT count(price), sum(price), count(DISTINCT item_id), count(DISTINCT seen_at) FROM rival_day") == (
        33_981, Decimal("907233.97"), 1_698, 230,
    )  # fmt: skip
    assert loaded.row("SELECT count(*) FILTER (rank IS NULL), min(day), max(day) FROM rival_day") == (
        97, date(2022, 5, 25), date(2023, 1, 30),
    )  # fmt: skip
    # In 251 lists an item slid from page to page and stands twice: by the table's key it is one.
    assert loaded.row("SELECT count(*) FROM (SELECT DISTINCT seen_at, item_id, item FROM rival_day)") == (91_743,)


@pytest.mark.parametrize(
    ("name", "day", "prices", "total"),
    [
        ("raw-bsr400-2022-05-25 18_29_31.json", date(2022, 5, 25), 393, "10812.27"),
        ("raw-bsr400-2023-01-30 08_28_57.json", date(2023, 1, 30), 38, "901.61"),
    ],
)
def test_a_raw_list_says_the_same_as_the_collection_of_all(
    name: str, day: date, prices: int, total: str, tmp_path: Path, real_data: Path
) -> None:
    loaded = load(real_data / "amazon-rank-watch" / name, tmp_path, WATCH)
    assert loaded.counts == whole(400)
    assert loaded.row("SELECT count(price), sum(price), min(day), max(rank) FROM rival_day") == (prices, Decimal(total), day, 400)
    seen = loaded.row("SELECT any_value(seen_at) FROM rival_day")[0]
    query = (
        "SELECT count(*), sum(CAST(price AS DECIMAL(18, 2))) FILTER (price <> '0.0') FROM read_parquet(?) "
        "WHERE make_timestamp(ts * 1000000) = ?"
    )
    path = str(real_data / "amazon-rank-watch/bsr400.parquet")
    assert duckdb.execute(query, [path, seen]).fetchall() == [(400, Decimal(total))]


def test_places_in_search_over_a_quarter(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "amazon-rank-watch/keyword_rank_snapshots.parquet", tmp_path, WATCH)
    assert loaded.counts == whole(339_043)
    # SOURCE.md speaks of 10,851 products; distinct ASINs in the file are 8,018.
    assert loaded.row("SELECT count(DISTINCT word), count(DISTINCT item_id), count(DISTINCT seen_at) FROM rank_day") == (
        19,
        8_018,
        140,
    )
    assert loaded.rows("SELECT place, count(*) FROM rank_day GROUP BY 1 ORDER BY 1") == [
        ("organic", 248_062),
        ("sponsored", 90_981),
    ]
    assert loaded.row("SELECT min(day), max(day), sum(price), count(promotion) FROM rank_day") == (
        date(2023, 9, 22), date(2023, 12, 28), Decimal("11136408.81"), 9_225,
    )  # fmt: skip
    keys = "SELECT count(*) FROM (SELECT DISTINCT seen_at, word, place, page, position, item_id FROM rank_day)"
    assert loaded.row(keys) == (339_043,)


# FBA stock of five shops


def test_fba_stock_of_five_shops(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "fba-inventory-daily/fba_inventory_daily_deidentified.parquet", tmp_path, FBA[0], FBA[1:])
    assert sorted((batch.shop, batch.rows_kept) for batch in loaded.batches) == [
        ("M53961c24", 4_352), ("M6ae2b1e9", 13_719), ("M97320560", 1_337), ("Mccea684a", 1_918), ("Md453713a", 1_768),
    ]  # fmt: skip
    # 202 rows name a SKU and a day and hold nothing else, not even a shop.
    assert loaded.aside == [("no_use", 202, "")]
    assert sum(batch.rows_in for batch in loaded.batches) == 23_296
    assert loaded.row("SELECT sum(on_hand), sum(sold_1), count(DISTINCT day), min(day), max(day) FROM stock_day") == (
        1_223_663, 25_295, 208, date(2022, 5, 18), date(2022, 12, 31),
    )  # fmt: skip
    # SOURCE.md speaks of five sites; the file has rows of two.
    assert loaded.rows("SELECT warehouse, currency, count(*), sum(price) FROM stock_day GROUP BY ALL ORDER BY 1") == [
        ("CA", "CAD", 2, Decimal("90.98")), ("US", "USD", 23_092, Decimal("928037.35")),
    ]  # fmt: skip
    # available_days: 23,094 − 5,055 that are −111111.
    assert loaded.row("SELECT count(stated_cover), min(stated_cover) FROM stock_day") == (18_039, 0.0)
    # SOURCE.md speaks of repeated rows; by shop, SKU, site and day there are none.
    assert loaded.row("SELECT count(*) FROM (SELECT DISTINCT shop, day, sku_id, warehouse FROM stock_day)") == (23_094,)


# The merchandise store


def test_a_million_hits_become_visits(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "ga-merch-store/analytics.parquet", tmp_path, STORE)
    assert loaded.counts == whole(1_048_575)
    assert [warning.key for warning in loaded.batches[0].warnings] == ["resaved"]  # visitors as 9.44E+18 name nobody
    # 264,494.759504 in micros; each of 3,685 rows rounded to four decimals gives 264,494.7571.
    assert loaded.row("SELECT count(*), count(DISTINCT visit_id), sum(gmv), sum(units), count(visitor) FROM visits") == (
        37_967, 37_967, Decimal("264494.7571"), 15_547, 0,
    )  # fmt: skip
    assert loaded.row("SELECT min(day), max(day), count(DISTINCT channel) FROM visits") == (date(2017, 5, 1), date(2017, 8, 1), 8)


def test_two_copies_of_the_sessions_agree_in_what_was_sold(tmp_path: Path, real_data: Path) -> None:
    for name, format in (("all_sessions.csv", "ga/sessions"), ("all_sessions.other-copy.csv", "ga/sessions_cleaned")):
        stage = tmp_path / name
        stage.mkdir()
        loaded = load(real_data / "ga-merch-store" / name, stage, STORE)
        assert (loaded.counts, loaded.batches[0].format) == (whole(15_134), format)
        # 14,281.31 over 81 rows, of which two are of one visit that sold 124.00.
        assert loaded.row("SELECT count(*), sum(gmv), sum(orders), min(day), max(day) FROM visits") == (
            14_562, Decimal("14157.31"), 80, date(2016, 8, 1), date(2017, 8, 1),
        )  # fmt: skip


def test_products_and_the_sales_report_say_stock_and_lead_time(tmp_path: Path, real_data: Path) -> None:
    for name, skus, on_hand, days in (("products.csv", 1_092, 203_850, 12_939), ("sales_report.csv", 454, 181_645, 5_321)):
        stage = tmp_path / name
        stage.mkdir()
        loaded = load(real_data / "ga-merch-store" / name, stage, STORE, day=date(2017, 8, 1))
        assert loaded.counts == whole(skus)
        assert loaded.row("SELECT count(*), sum(on_hand) FROM skus") == (skus, on_hand)
        assert loaded.row("SELECT count(*), sum(on_hand), any_value(day) FROM stock_day") == (skus, on_hand, date(2017, 8, 1))
        assert loaded.row("SELECT sum(lead_days) FROM suppliers") == (days,)


# Olist


def test_olist_orders_by_status(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "olist-sample/olist_orders_dataset.csv", tmp_path, BRAZIL)
    assert loaded.counts == whole(8_135)
    assert loaded.rows("SELECT status, count(*), count(paid_at) FROM orders GROUP BY 1 ORDER BY 2 DESC") == [
        ("done", 5_172, 5_172), ("closed", 625 + 609, 0), ("shipped", 1_107, 1_107), ("paid", 314 + 301 + 2, 617),
        ("unpaid", 5, 0),
    ]  # fmt: skip
    assert loaded.row("SELECT count(done_at), count(buyer), min(created_day), max(created_day) FROM orders") == (
        5_164 + 6, 0, date(2016, 9, 4), date(2018, 10, 17),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "rows", "table", "query", "expected"),
    [
        ("order_items", 8_365, "order_lines", "count(DISTINCT line_id), count(DISTINCT order_id), sum(placed)",
         (8_365, 7_360, Decimal("1093264.35"))),
        ("order_payments", 8_924, "bills", "count(DISTINCT bill_id), sum(amount)", (8_924, Decimal("1428602.81"))),
        ("order_reviews", 8_225, "reviews", "count(DISTINCT review_id), count(*) FILTER (rating = 1), max(created_day)",
         (8_225, 2_638, date(2018, 8, 31))),
        ("customers", 8_135, "members", "count(DISTINCT member_id), count(DISTINCT buyer)", (8_135, 8_016)),
        ("products", 5_460, "items", "count(DISTINCT item_id), count(category)", (5_460, 5_349)),
        ("sellers", 1_610, "suppliers", "count(DISTINCT supplier), count(city)", (1_610, 1_610)),
    ],
)  # fmt: skip
def test_olist_tables(
    name: str, rows: int, table: str, query: str, expected: tuple[object, ...], tmp_path: Path, real_data: Path
) -> None:
    loaded = load(real_data / f"olist-sample/olist_{name}_dataset.csv", tmp_path, BRAZIL)
    assert loaded.counts == whole(rows)
    assert loaded.row(f"SELECT {query} FROM {table}") == expected


# Rivals on Tmall and behaviour on Taobao


def test_beauty_listings_round_double_eleven(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "tmall-double11-beauty/双十一淘宝美妆数据.csv", tmp_path, CHINA)
    assert loaded.counts == whole(27_598)
    query = "SELECT count(DISTINCT item_id), count(DISTINCT rival), sum(price), sum(sold), count(sold) FROM rival_day"
    assert loaded.row(query) == (3_497, 22, Decimal("10012098.89"), 310_545_987, 27_598 - 2_354)
    assert loaded.row("SELECT min(day), max(day) FROM rival_day") == (date(2016, 11, 5), date(2016, 11, 14))
    # 86 rows are exact doubles: by the table's key they are one.
    assert loaded.row("SELECT count(*) FROM (SELECT DISTINCT day, item_id, item FROM rival_day)") == (27_598 - 86,)


def test_behaviour_of_815_users(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "taobao-behavior/UserBehavior_subset.parquet", tmp_path, TAOBAO)
    assert loaded.counts == [(84_476, 84_475, 1)]
    assert loaded.aside == [("missing", 1, "ts")]  # one pv says no time: 75,873 − 1
    assert loaded.rows("SELECT kind, count(*) FROM item_events GROUP BY 1 ORDER BY 1") == [
        ("buy", 1_750), ("cart", 4_497), ("fav", 2_356), ("view", 75_872),
    ]  # fmt: skip
    assert loaded.row("SELECT count(DISTINCT buyer), min(happened_at), max(happened_at) FROM item_events") == (
        815, datetime(2017, 9, 11, 8, 16, 39), datetime(2017, 12, 3, 15, 59, 23),
    )  # fmt: skip


# An apparel merchant in India


def test_an_apparel_merchants_list_of_stock(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "amazon-in-apparel/Sale Report.csv", tmp_path, INDIA, day=date(2022, 6, 30))
    # 83 rows without a SKU and 15 with #REF! in its place; SOURCE.md counts all 9,271 as SKUs.
    assert (loaded.counts, loaded.aside) == ([(9_271, 9_173, 98)], [("missing", 98, "SKU Code")])
    for table in ("skus", "stock_day"):
        # 242,386 less the 17 of rows that name no SKU.
        assert loaded.row(f"SELECT count(*), count(DISTINCT sku_id), sum(on_hand) FROM {table}") == (9_173, 9_169, 242_369)


@pytest.mark.parametrize("name", ["P  L March 2021.csv", "May-2022.csv"])
def test_a_price_list_holds_the_price_of_every_platform(name: str, tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "amazon-in-apparel" / name, tmp_path, INDIA)
    assert loaded.counts == whole(1_330)
    assert loaded.row("SELECT count(*), sum(unit_cost) FROM costs") == (1_324, Decimal("768037.45"))  # 6 are #VALUE!
    assert loaded.rows("SELECT cut, count(*), sum(list_price) FROM skus GROUP BY 1 ORDER BY 1") == [
        ("ajio", 1_293, Decimal("2897954.45")), ("amazon", 1_293, Decimal("2906391.45")),
        ("amazon_fba", 1_293, Decimal("2906391.45")), ("flipkart", 1_293, Decimal("2900354.45")),
        ("limeroad", 1_293, Decimal("2900166.45")), ("myntra", 1_299, Decimal("2900042.45")),
        ("paytm", 1_293, Decimal("2894366.45")), ("snapdeal", 1_293, Decimal("2895966.45")),
    ]  # fmt: skip


def test_three_tables_in_one_wholesale_file(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data / "amazon-in-apparel/International sale Report.pseudonymised.csv", tmp_path, INDIA)
    assert [batch.format for batch in loaded.batches] == ["apparel/wholesale", "generic/stock", "apparel/wholesale_restated"]
    # 37,432 rows: 2 are the headers of the tables beneath; a bare list of 23 SKUs, its header and a blank row are told.
    assert loaded.counts == [(18_660, 18_635, 25), (1_014, 1_014, 0), (17_756, 17_756, 0)]
    query = "SELECT cut, count(DISTINCT line_id), sum(quantity), sum(placed) FROM order_lines GROUP BY 1 ORDER BY 1"
    assert loaded.rows(query) == [
        ("order", 18_635, 24_017, Decimal("15768162.19")), ("restated", 17_756, 25_227, Decimal("17213475.00")),
    ]  # fmt: skip
    assert loaded.row("SELECT sum(placed) FROM order_lines WHERE category = 'shipping'") == (Decimal("2804918.00"),)
    assert loaded.row("SELECT count(*), sum(on_hand) FROM skus WHERE cut = 'sheet'") == (1_014, 204_798)


def test_the_wholesale_sums_are_those_of_the_file(real_data: Path) -> None:
    with (real_data / "amazon-in-apparel/International sale Report.pseudonymised.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        found = list(csv.reader(lines))
    first, last = (next(place for place, row in enumerate(found) if row[1] == word) for word in ("SKU", "CUSTOMER"))
    assert sum(Decimal(row[9]) for row in found[1:first]) == Decimal("15768162.19")
    assert sum(Decimal(row[8]) for row in found[last + 1 :]) == Decimal("17213475.00")


# What is not loaded, and why


@pytest.mark.parametrize(
    ("name", "key", "shown"),
    [
        # A log without a header: what its columns mean is nowhere said.
        ("taobao-behavior/raw-head-2000.csv", "no_header", "没有表头"),
        # Where postcodes lie: nothing that a shop did.
        ("olist-sample/olist_geolocation_dataset.csv", "no_format", "geolocation_lat"),
        # A dictionary of categories: nothing that a shop did.
        ("olist-sample/product_category_name_translation.csv", "no_format", "product_category_name_english"),
        # Units ordered without a day or period: of no day, so of no table.
        ("ga-merch-store/sales_by_sku.csv", "no_format", "total_ordered"),
        # Quotes and conditions of two warehouses, in prose.
        ("amazon-in-apparel/Cloud Warehouse Compersion Chart.csv", "no_format", "INCREFF"),
        # Two lists side by side, ten of fifteen expenses without a date.
        ("amazon-in-apparel/Expense IIGF.csv", "no_format", "Recived Amount"),
    ],
)
def test_what_holds_nothing_for_us_is_refused_in_words(name: str, key: str, shown: str, tmp_path: Path, real_data: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load(real_data / name, tmp_path, CHINA)
    assert caught.value.key == key
    assert shown in of_error(caught.value).zh
