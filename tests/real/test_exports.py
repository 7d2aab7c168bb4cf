"""Real exports: the figures that an independent sum gives must come out of the rows that we keep.

Needs STOREHAND_REAL_DATA (a folder with tmall-orders-2020/ and so on); nothing of it is in this repository.
"""

from __future__ import annotations

import csv
from collections import Counter
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
from storehand.workspace import Shop, Workspace

pytestmark = pytest.mark.real
NOW = datetime(2026, 11, 22, 1, 0, 0)
TMALL = Shop("tmall", "tmall", "Asia/Shanghai", "CNY")
LONDON = Shop("gifts", "generic", "Europe/London", "GBP")
INDIA = Shop("india", "amazon", "Asia/Kolkata", "INR")
UNTOUCHED = "tmall_order_report.utf8sig.csv"
RESAVED = "tmall_order_report.resaved-in-excel.csv"


class Loaded:
    """The batches of some files and one view per table over their staged rows."""

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


def load(data: Path, stage: Path, shop: Shop, *names: str) -> Loaded:
    workspace = Workspace(stage, (shop,), timezone=shop.timezone, currency=shop.currency)
    formats = load_formats()
    batches: list[Batch] = []
    for place, name in enumerate(names):
        folder = stage / str(place)
        folder.mkdir()
        request = Request(data / name, shop, None, None)
        batches += read(request, workspace=workspace, formats=formats, key=b"k" * 32, stage=folder, now=NOW)
    return Loaded(batches)


def tmall_by_hand(file: Path) -> tuple[dict[date, Decimal], dict[date, Decimal]]:
    """Paid amount by pay day and by day placed, added up without any of our code."""
    by_pay_day: Counter[date] = Counter()
    by_day_placed: Counter[date] = Counter()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.reader(lines):
            if row[0] == "订单编号" or not row[5]:
                continue
            for counter, cell in ((by_pay_day, row[5]), (by_day_placed, row[4])):
                year, month, day = (int(part) for part in cell.split(" ")[0].replace("/", "-").split("-"))
                counter[date(year, month, day)] += Decimal(row[1])  # type: ignore[assignment]
    return dict(by_pay_day), dict(by_day_placed)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [UNTOUCHED, RESAVED])
def test_tmall_orders_add_up_on_every_day(name: str, tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data, tmp_path, TMALL, f"tmall-orders-2020/{name}")
    paid, placed = tmall_by_hand(real_data / "tmall-orders-2020" / name)
    assert loaded.counts == [(28_010, 28_010, 0)]
    assert dict(loaded.rows("SELECT paid_day, sum(paid) FROM orders WHERE paid IS NOT NULL GROUP BY 1")) == paid
    assert dict(loaded.rows("SELECT created_day, sum(paid) FROM orders WHERE paid IS NOT NULL GROUP BY 1")) == placed
    assert loaded.row("SELECT sum(paid), sum(paid - refunded), count(*) FILTER (paid IS NULL) FROM orders") == (
        Decimal("2474823.07"), Decimal("1902487.15"), 3_923,
    )  # fmt: skip
    assert loaded.row("SELECT sum(paid), sum(paid - refunded) FROM orders WHERE paid_day = '2020-02-20'") == (
        Decimal("122290.70"), Decimal("97646.40"),
    )  # fmt: skip


def test_only_the_copy_that_excel_saved_is_warned_about(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data, tmp_path, TMALL, f"tmall-orders-2020/{UNTOUCHED}", f"tmall-orders-2020/{RESAVED}")
    assert [[warning.key for warning in batch.warnings] for batch in loaded.batches] == [[], ["resaved"]]
    assert loaded.batches[0].until == loaded.batches[1].until
    assert loaded.batches[0].days == loaded.batches[1].days


@pytest.fixture(scope="module")
def uci(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """All of UCI Online Retail, read once."""
    return load(real_data, tmp_path_factory.mktemp("uci"), LONDON, "uci-online-retail/online_retail.parquet")


def test_uci_lines_become_sales_refunds_adjustments_and_bad_debt(uci: Loaded) -> None:
    assert uci.counts == [(541_909, 541_909, 0)]
    assert uci.row("SELECT count(*), sum(placed), sum(paid), sum(quantity) FROM orders") == (
        19_959, Decimal("10655622.4840"), Decimal("10655622.4840"), 5_588_375,
    )  # fmt: skip
    assert uci.row("SELECT count(*), count(paid), sum(paid) FROM order_lines") == (531_282, 530_103, Decimal("10655622.4840"))
    assert uci.row("SELECT count(*), sum(amount), sum(quantity) FROM refunds") == (9_288, Decimal("896812.4900"), 277_574)
    assert uci.row("SELECT count(*), sum(quantity) FROM stock_moves WHERE kind = 'adjustment'") == (1_336, -206_957)
    assert uci.rows("SELECT direction, sum(amount) FROM bills GROUP BY 1 ORDER BY 1") == [
        ("in", Decimal("11062.0600")), ("out", Decimal("-22124.1200")),
    ]  # fmt: skip


def test_uci_daily_files_give_the_same_days_as_the_whole(uci: Loaded, tmp_path: Path, real_data: Path) -> None:
    names = [f"uci-online-retail/raw-{day}.csv" for day in ("2010-12-01", "2011-09-20", "2011-11-24", "2011-12-09")]
    daily = load(real_data, tmp_path, LONDON, *names)
    days = "('2010-12-01', '2011-09-20', '2011-11-24', '2011-12-09')"
    columns = "line_id, item_id, quantity, placed, paid, paid_at, buyer"
    query = f"SELECT {columns} FROM order_lines WHERE created_day IN {days} ORDER BY line_id"
    assert daily.rows(query) == uci.rows(query)
    assert [(batch.since, batch.until, len(batch.days)) for batch in daily.batches][:2] == [
        (date(2010, 12, 1), date(2010, 12, 2), 1), (date(2011, 9, 20), date(2011, 9, 21), 1),
    ]  # fmt: skip


UMAIR = {
    "account": ("Sponsored Products Performance Over Time report (2).xlsx", 29),
    "campaign": ("Sponsored Products Campaign report.csv", 182),
    "item": ("Sponsored Products Advertised product report.xlsx", 265),
    "keyword": ("Sponsored Products Targeting report (1).xlsx", 1_683),
    "placement": ("Sponsored Products Placement report (1).xlsx", 545),
    "term": ("Sponsored Products Search term report.xlsx", 923),
}


def test_six_reports_of_one_advertiser_agree_on_money_and_clicks(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data, tmp_path, INDIA, *(f"amazon-ads/umair/{name}" for name, _ in UMAIR.values()))
    assert loaded.counts == [(rows, rows, 0) for _, rows in UMAIR.values()]
    found = loaded.rows("SELECT cut, sum(spend), sum(clicks), sum(impressions), sum(ad_gmv) FROM ad_day GROUP BY 1 ORDER BY 1")
    spend, sales = Decimal("47108.12"), Decimal("71129.81")
    # The campaign report shows 20 impressions fewer than the others; search terms only those that were clicked.
    assert found == [
        ("account", spend, 1_955, None, None),
        ("campaign", spend, 1_955, 640_242, sales),
        ("item", spend, 1_955, 640_262, sales),
        ("keyword", spend, 1_955, 640_262, sales),
        ("placement", spend, 1_955, 640_262, sales),
        ("term", spend, 1_955, 333_570, Decimal("70853.92")),
    ]
    assert loaded.row("SELECT min(day), max(day) FROM ad_day") == (date(2020, 2, 1), date(2020, 2, 29))
    assert loaded.rows("SELECT DISTINCT currency FROM ad_day") == [("INR",)]
    assert loaded.rows('SELECT DISTINCT cut, "window" FROM ad_day WHERE "window" IS NOT NULL ORDER BY 1') == [
        (cut, 14) for cut in sorted(UMAIR) if cut != "account"
    ]


@pytest.mark.parametrize(
    ("name", "rows", "spend", "clicks", "impressions", "sales", "currency"),
    [
        ("mannyvv/Sponsored Products Search term report.xlsx", 638, "1179.16", 1_919, 245_277, "1692.46", "USD"),
        ("mannyvv/Sponsored Products Search term report2.xlsx", 50, "42.99", 74, 9_847, "54.95", "USD"),
        ("zhou/Sponsored Products Search term report.xlsx", 2_799, "3030.92", 4_178, 186_383, "6089.87", "USD"),
        ("stevebanon/Sponsored Products Search term report.xlsx", 24_575, "6139.42", 35_546, 751_833, "24650.24", "USD"),
        ("progami/Sponsored Products Search term report.xlsx", 2_399, "4206.45", 3_644, 174_169, "13373.85", "GBP"),
    ],
)
def test_search_terms_of_other_sellers(
    name: str, rows: int, spend: str, clicks: int, impressions: int, sales: str, currency: str, tmp_path: Path, real_data: Path
) -> None:
    loaded = load(real_data, tmp_path, INDIA, f"amazon-ads/{name}")
    assert loaded.counts == [(rows, rows, 0)]
    assert loaded.row("SELECT sum(spend), sum(clicks), sum(impressions), sum(ad_gmv) FROM ad_day") == (
        Decimal(spend), clicks, impressions, Decimal(sales),
    )  # fmt: skip
    assert loaded.rows('SELECT DISTINCT currency, "window" FROM ad_day') == [(currency, 7)]


def test_amazon_in_orders_by_status(tmp_path: Path, real_data: Path) -> None:
    loaded = load(real_data, tmp_path, INDIA, "amazon-in-apparel/Amazon Sale Report.zip")
    assert loaded.counts == [(128_976, 128_976, 0)]
    placed = dict(loaded.rows("SELECT status_text, sum(placed) FROM order_lines GROUP BY 1"))
    assert placed["Shipped"] == Decimal("50330186.00")
    assert placed["Cancelled"] == Decimal("6918423.25")
    assert loaded.rows("SELECT status_text FROM order_lines GROUP BY 1 HAVING count(paid) = 0 ORDER BY 1") == [
        ("Cancelled",), ("Pending",), ("Shipping",),
    ]  # fmt: skip
    assert loaded.row("SELECT count(*), count(DISTINCT order_id), min(created_day), max(created_day) FROM orders") == (
        120_229, 120_229, date(2022, 3, 31), date(2022, 6, 29),
    )  # fmt: skip
    assert loaded.row("SELECT sum(placed), sum(paid) FROM orders") == loaded.row("SELECT sum(placed), sum(paid) FROM order_lines")


@pytest.mark.parametrize(
    ("name", "shop", "rows", "orders", "lines", "paid", "refunded"),
    [
        ("orders_export_2021_US.csv", Shop("us", "shopify", "America/New_York", "USD"), 57, 50, 57, "2427.57", "69.99"),
        ("orders_export_2025_CA.csv", Shop("ca", "shopify", "America/Vancouver", "CAD"), 64, 20, 64, "2238.95", "1.54"),
        ("orders_export_2026_BD_a.csv", Shop("bd", "shopify", "Asia/Dhaka", "BDT"), 57, 57, 57, None, "0.00"),
        ("orders_export_2026_BD_b.csv", Shop("bd", "shopify", "Asia/Dhaka", "BDT"), 50, 50, 50, None, "0.00"),
    ],
)
def test_shopify_orders_of_several_years(
    name: str, shop: Shop, rows: int, orders: int, lines: int, paid: str | None, refunded: str, tmp_path: Path, real_data: Path
) -> None:
    loaded = load(real_data, tmp_path, shop, f"shop-orders-redacted/{name}")
    assert loaded.counts == [(rows, rows, 0)]
    assert loaded.row("SELECT count(*), sum(paid), sum(refunded), any_value(currency) FROM orders") == (
        orders, paid and Decimal(paid), Decimal(refunded), shop.currency,
    )  # fmt: skip
    counted = "SELECT count(*), count(DISTINCT line_id), count(DISTINCT order_id) FROM order_lines"
    assert loaded.row(counted) == (lines, lines, orders)


def test_tiendanube_sales(tmp_path: Path, real_data: Path) -> None:
    shop = Shop("ar", "generic", "America/Argentina/Buenos_Aires", "ARS")
    loaded = load(real_data, tmp_path, shop, "shop-orders-redacted/tiendanube_ventas_2025_AR.latin1.csv")
    assert loaded.counts == [(36, 36, 0)]
    days = loaded.row("SELECT count(*), min(created_day), max(created_day) FROM orders")
    assert days == (33, date(2025, 10, 24), date(2025, 11, 6))
    assert loaded.row("SELECT count(*), count(DISTINCT province) > 1 FROM order_lines") == (36, True)


def test_two_google_files_keep_both_figures_of_a_day(tmp_path: Path, real_data: Path) -> None:
    shop = Shop("site", "generic", "America/New_York", "USD")
    names = [f"upworthy-ga-daily/2013.01.01-2015.04.30-daily-{kind}.csv" for kind in ("users-info", "pageviews")]
    loaded = load(real_data, tmp_path, shop, *names)
    assert loaded.counts == [(850, 850, 0), (850, 850, 0)]
    assert loaded.rows("SELECT cut, pageviews FROM shop_day WHERE day = '2013-01-01' ORDER BY cut") == [
        ("ga_pageviews", 92_812), ("ga_users", 82_590),
    ]  # fmt: skip
    users = "FROM shop_day WHERE cut = 'ga_users'"
    assert loaded.row(f"SELECT count(visitors), count(sessions), count(pageviews) {users}") == (850, 546, 546)
    assert loaded.row(f"SELECT bounce, dwell, sessions {users} AND day = '2015-04-30'") == (0.8764, 69.0, 947_034)


def test_a_sheet_that_we_do_not_know_is_refused(tmp_path: Path, real_data: Path) -> None:
    with pytest.raises(Refusal):
        load(real_data, tmp_path, LONDON, "upworthy-ga-daily/2013.01.01-2015.04.30-aggregate-country-data.csv")
