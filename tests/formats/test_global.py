"""What the golden rows of Amazon, Google Ads, Meta, Shopify and WooCommerce cannot show: what is refused, what is kept
apart, what is never counted twice, what names nobody."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from storehand.errors import Refusal
from storehand.intake.batch import Batch, Control
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.tables.ads import AD_CUTS
from storehand.workspace import Shop, Workspace
from tests.formats.golden import FORMATS, KEY, NOW

Table = Sequence[Sequence[str]]
AMAZON = Shop("sample", "amazon", "America/Los_Angeles", "USD")
SITE = Shop("sample", "generic", "America/New_York", "USD")
SHOPIFY = Shop("sample", "shopify", "America/New_York", "USD")
WOO = Shop("sample", "woocommerce", "Europe/Berlin", "EUR")
DAY = date(2026, 11, 20)


def load(path: Path, shop: Shop, day: date | None = None) -> Batch:
    workspace = Workspace(path.parent, (shop,), timezone=shop.timezone, currency=shop.currency)
    request = Request(path, shop, day, None)
    (batch,) = read(request, workspace=workspace, formats=load_formats(), key=KEY, stage=path.parent, now=NOW)
    return batch


def facts(batch: Batch, table: str, columns: str) -> list[tuple[object, ...]]:
    paths = [str(part.path) for part in batch.parts if part.table == table]
    return duckdb.execute(f'SELECT {columns} FROM read_parquet(?) ORDER BY "row"', [paths]).fetchall()


def saved(path: Path, table: Table, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(table)
    return path


# ---- Meta

FIGURES = ["Reporting starts", "Reporting ends", "Impressions", "Link clicks"]


@pytest.mark.parametrize("currency", ["USD", "GBP", "JPY", "CNY", "IDR"])
def test_what_meta_spent_is_in_the_currency_of_its_heading(currency: str, tmp_path: Path) -> None:
    table = [
        ["Campaign name", *FIGURES, f"Amount spent ({currency})"],
        ["Autumn", "2026-11-20", "2026-11-20", "1,000", "30", "5,000.50"],
    ]
    batch = load(saved(tmp_path / "a.csv", table), SITE)
    assert facts(batch, "ad_day", "cut, day, spend, currency") == [("campaign", DAY, Decimal("5000.5000"), currency)]


@pytest.mark.parametrize("at", [1, 3], ids=["above", "below"])
def test_metas_row_without_names_is_a_total_wherever_it_stands(at: int, tmp_path: Path) -> None:
    body = [
        ["Campaign name", "Ad set name", "Ad name", "Day", *FIGURES, "Amount spent (USD)"],
        ["Autumn", "All", "Video", "2026-11-19", "2026-11-19", "2026-11-20", "100", "3", "4.00"],
        ["Autumn", "All", "Video", "2026-11-20", "2026-11-19", "2026-11-20", "200", "5", "6.50"],
    ]
    body.insert(at, ["", "", "", "", "2026-11-19", "2026-11-20", "300", "8", "10.50"])
    batch = load(saved(tmp_path / "a.csv", body), SITE)
    assert (batch.format, batch.rows_in, batch.rows_kept) == ("meta/ads_day", 2, 2)
    assert Control("Amount spent (USD)", Decimal("10.50"), Decimal("10.5000")) in batch.controls
    assert facts(batch, "ad_day", "day, until_day, spend") == [
        (date(2026, 11, 19), None, Decimal("4.0000")),
        (DAY, None, Decimal("6.5000")),
    ]


def test_money_of_several_days_is_in_no_cut_that_a_daily_figure_reads(tmp_path: Path) -> None:
    table = [
        ["Campaign name", *FIGURES, "Amount spent (USD)"],
        ["Autumn", "2026-11-07", "2026-11-20", "1000", "30", "700"],
    ]
    (row,) = facts(load(saved(tmp_path / "a.csv", table), SITE), "ad_day", "cut, day, until_day")
    assert row == ("campaign_period", date(2026, 11, 7), DAY)
    periods = {feed.cut for format in load_formats() if format.read.above for feed in format.tables if feed.name == "ad_day"}
    assert periods == {"google_term", "google_period"}
    assert not {"ad_period", "ad_group_period", "campaign_period", *periods} & set(AD_CUTS)


def test_the_random_days_of_kag_are_never_read(tmp_path: Path) -> None:
    table = [
        ["Date", "ad_id", "xyz_campaign_id", "fb_campaign_id", "age", "gender", "interest", "Impressions", "Clicks", "Spent",
         "Total_Conversion", "Approved_Conversion"],
        ["31-08-2023", "1", "9", "7", "30-34", "M", "15", "7350", "1", "1.43", "2", "1"],
    ]  # fmt: skip
    path = saved(tmp_path / "a.csv", table)
    with pytest.raises(Refusal, match="day_unknown"):
        load(path, SITE)
    assert facts(load(path, SITE, DAY), "ad_day", "day") == [(DAY,)]


# ---- Google

TERMS = ["Search term", "Match type", "Campaign", "Ad group", "Clicks", "Impr.", "Currency code", "Cost"]


def test_a_search_term_that_starts_with_total_is_no_total(tmp_path: Path) -> None:
    table = [
        ["Search terms report"],
        ["January 17, 2024 - February 15, 2024"],
        TERMS,
        ["total wine", "Broad match", "Total Wine", "A", "1", "9", "USD", "0.50"],
        ["Total: Search terms", "", "", "", "1", "9", "USD", "0.50"],
        ["Total: Account", "", "", "", "8", "90", "USD", "5.50"],
    ]
    batch = load(saved(tmp_path / "a.csv", table), SITE)
    assert (batch.rows_in, batch.rows_kept) == (1, 1)
    assert {(one.name, one.file, one.rows) for one in batch.controls} == {
        ("Clicks", Decimal(1), Decimal(1)), ("Impr.", Decimal(9), Decimal(9)), ("Cost", Decimal("0.50"), Decimal("0.50")),
    }  # fmt: skip
    assert facts(batch, "ad_day", "day, until_day") == [(date(2024, 1, 17), date(2024, 2, 15))]


def test_google_speaks_chinese_too(tmp_path: Path) -> None:
    table = [
        ["搜索字词报告"],
        ["2026年11月7日 - 2026年11月20日"],
        ["搜索字词", "匹配类型", "广告系列", "广告组", "点击次数", "展示次数", "货币代码", "费用"],
        ["马克杯", "广泛匹配", "杯子", "一组", "3", "1,200", "HKD", "12.60"],
    ]
    batch = load(saved(tmp_path / "a.csv", table), SITE)
    assert facts(batch, "ad_day", "term, campaign, day, until_day, clicks, impressions, spend, currency") == [
        ("马克杯", "杯子", date(2026, 11, 7), DAY, 3, 1200, Decimal("12.6000"), "HKD")
    ]


def test_a_campaign_report_of_all_time_has_no_day(tmp_path: Path) -> None:
    table = [
        ["Campaign report"],
        ["All time"],
        ["Campaign status", "Campaign", "Cost", "Clicks"],
        ["Enabled", "Tea", "5.00", "2"],
    ]
    with pytest.raises(Refusal, match="day_unknown"):
        load(saved(tmp_path / "a.csv", table), SITE)


# ---- Amazon

BUSINESS = ["(Parent) ASIN", "(Child) ASIN", "Title", "Sessions", "Page Views", "Units Ordered", "Ordered Product Sales"]


def test_a_business_report_is_refused_until_it_says_its_day(tmp_path: Path) -> None:
    table = [BUSINESS, ["B0P", "B0C", "Mug", "10", "12", "1", "$9.99"]]
    for name, reason in (("BusinessReport-11-21-26.csv", "day_unknown"), ("br_2026-11-01_2026-11-20.csv", "period_not_day")):
        with pytest.raises(Refusal, match=reason):
            load(saved(tmp_path / name, table), AMAZON)
    assert facts(load(saved(tmp_path / "br.csv", table), AMAZON, DAY), "item_day", "day, gmv") == [(DAY, Decimal("9.9900"))]


def test_what_brands_and_display_cost_never_stands_in_the_place_of_products(tmp_path: Path) -> None:
    cuts = {
        feed.cut for format in load_formats() if format.name.startswith(("amazon/sb_", "amazon/sd_")) for feed in format.tables
    }
    products = {feed.cut for format in load_formats() if format.name.startswith("amazon/sp_") for feed in format.tables}
    assert cuts == {"sb_term", "sb_campaign", "sd_item"}
    assert not cuts & products
    path = tmp_path / "terms.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sponsored Brands Search Term Re")
        sheet.write_row(0, 0, ["Date", "Campaign Name", "Match Type", "Customer Search Term", "Spend"])
        sheet.write_row(1, 0, ["Nov 20, 2026", "SB", "EXACT", "mug", 1.5])
    assert load(path, AMAZON).format == "amazon/sb_search_term"


def header_of(sample: str, delimiter: str = ",") -> list[str]:
    """The true header, which stands in the sample."""
    return next(csv.reader((FORMATS / sample).read_text(encoding="utf-8").splitlines(), delimiter=delimiter))


SETTLEMENT = header_of("amazon/settlement_v2/sample.txt", "\t")


def _settled(*rows: dict[str, str]) -> Table:
    return [SETTLEMENT, *([row.get(name, "") for name in SETTLEMENT] for row in rows)]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("-1.05", "-1.0500"),
        ("-1,05", "-1.0500"),
        ("1234,50", "1234.5000"),
        ("1234.5", "1234.5000"),
        ("-0,45", "-0.4500"),
        ("1234", "1234.0000"),
    ],
)
def test_an_amount_of_a_settlement_is_read_with_either_decimal_sign(cell: str, amount: str, tmp_path: Path) -> None:
    table = _settled({"settlement-id": "1", "amount-type": "ItemPrice", "amount-description": "Principal", "amount": cell})
    assert facts(load(saved(tmp_path / "s.txt", table, "\t"), AMAZON), "bills", "amount") == [(Decimal(amount),)]


@pytest.mark.parametrize("cell", ["1,05,0", "1.234,567", "n/k"])
def test_an_amount_that_is_none_is_set_aside_and_the_payout_no_longer_ties_out(cell: str, tmp_path: Path) -> None:
    line = {"settlement-id": "1", "amount-type": "ItemPrice", "amount-description": "Principal"}
    head = {"settlement-id": "1", "total-amount": "12.00", "currency": "USD", "deposit-date": "2026-11-19"}
    batch = load(saved(tmp_path / "s.txt", _settled(head, line | {"amount": "10"}, line | {"amount": cell}), "\t"), AMAZON)
    assert (batch.rows_in, batch.rows_kept, batch.rows_aside) == (3, 2, 1)
    assert batch.controls == (Control("total-amount", Decimal("12.0000"), Decimal("10.0000")),)


def test_settlements_of_two_countries_keep_their_currencies_and_equal_rows_stay_two(tmp_path: Path) -> None:
    fee = {"transaction-type": "other-transaction", "amount-type": "FBA", "amount-description": "Storage Fee", "amount": "-2.00"}
    table = _settled(
        {"settlement-id": "1", "total-amount": "-4.00", "currency": "EUR"},
        {"settlement-id": "1"} | fee, {"settlement-id": "1"} | fee,
        {"settlement-id": "2", "total-amount": "-2.00", "currency": "GBP"},
        {"settlement-id": "2"} | fee,
    )  # fmt: skip
    batch = load(saved(tmp_path / "s.txt", table, "\t"), AMAZON)
    assert facts(batch, "bills", "cut, bill_id, amount, currency") == [
        ("payout", "1", Decimal("-4.0000"), "EUR"),
        ("settlement", "1-2", Decimal("-2.0000"), "EUR"),
        ("settlement", "1-3", Decimal("-2.0000"), "EUR"),
        ("payout", "2", Decimal("-2.0000"), "GBP"),
        ("settlement", "2-2", Decimal("-2.0000"), "GBP"),
    ]
    assert batch.controls == (Control("total-amount", Decimal("-6.0000"), Decimal("-6.0000")),)


# ---- Shopify and WooCommerce


def test_a_row_that_holds_but_a_picture_belongs_to_its_product(tmp_path: Path) -> None:
    header = header_of("shopify/products/sample.csv")
    rows = [
        {
            "Handle": "mug",
            "Title": "Mug",
            "Option1 Value": "Blue",
            "Variant Price": "9.99",
            "Image Src": "https://example.com/1.jpg",
        },
        {"Handle": "mug", "Image Src": "https://example.com/2.jpg"},
    ]
    table = [header, *([row.get(name, "") for name in header] for row in rows)]
    batch = load(saved(tmp_path / "p.csv", table), SHOPIFY)
    assert (batch.rows_in, batch.rows_kept) == (2, 2)
    assert facts(batch, "items", "item_id, item, pictures") == [("mug", "Mug", 2)]
    assert facts(batch, "skus", "sku_id, item, price") == [("mug/Blue", "Mug", Decimal("9.9900"))]


def test_no_customer_of_woocommerce_is_in_the_facts_or_in_the_copy(tmp_path: Path) -> None:
    sample = FORMATS / "woocommerce/orders/sample.csv"
    path = tmp_path / "orders.csv"
    path.write_bytes(sample.read_bytes())
    batch = load(path, WOO)
    kept = [*(part.path for part in batch.parts), *filter(None, (batch.raw, batch.rejects))]
    told = str([duckdb.execute("SELECT * FROM read_parquet(?)", [str(one)]).fetchall() for one in kept])
    assert "Mug - Blue" in told
    assert not [name for name in ("Ada", "Bo Sample", "Cy", "Di Sample") if name in told]
