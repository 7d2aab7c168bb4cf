"""Real exports of ads and products: every file is read whole, or refused with the reason that is stated here.

Needs STOREHAND_REAL_DATA; nothing of it is in this repository. Figures were added up without any of our code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.errors import Refusal
from storehand.intake.batch import Batch, Control
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace

pytestmark = pytest.mark.real
NOW = datetime(2026, 11, 22, 1, 0, 0)
ADS = Shop("ads", "amazon", "America/New_York", "USD")
SITE = Shop("site", "generic", "America/New_York", "USD")
SHOPIFY = Shop("shopify", "shopify", "America/New_York", "USD")
WOO = Shop("woo", "woocommerce", "Europe/Berlin", "EUR")
SERVICES = "google-ads/Search terms report (services, GBP-EUR).csv"
SOLAR = "google-ads/Search terms report (solar, USD).csv"
CARD = "google-ads/campaigns.csv"
KAG = "kag-facebook-ads/KAG_conversion_data.with-added-date.csv"
KAG_1178 = "kag-facebook-ads/KAG_conversion_data.campaign1178-only.csv"
SAID = date(2017, 8, 30)

EVERY_FILE = [
    ("amazon-ads/mannyvv/Sponsored Products Search term report.xlsx", "amazon/sp_search_term", ADS, 638),
    ("amazon-ads/mannyvv/Sponsored Products Search term report2.xlsx", "amazon/sp_search_term", ADS, 50),
    ("amazon-ads/progami/Sponsored Products Search term report.xlsx", "amazon/sp_search_term", ADS, 2_399),
    ("amazon-ads/stevebanon/Sponsored Products Search term report.xlsx", "amazon/sp_search_term", ADS, 24_575),
    ("amazon-ads/umair/Sponsored Products Advertised product report.xlsx", "amazon/sp_advertised_product", ADS, 265),
    ("amazon-ads/umair/Sponsored Products Campaign report.csv", "amazon/sp_campaign", ADS, 182),
    ("amazon-ads/umair/Sponsored Products Performance Over Time report (2).xlsx", "amazon/sp_performance", ADS, 29),
    ("amazon-ads/umair/Sponsored Products Placement report (1).xlsx", "amazon/sp_placement", ADS, 545),
    ("amazon-ads/umair/Sponsored Products Search term report.xlsx", "amazon/sp_search_term", ADS, 923),
    ("amazon-ads/umair/Sponsored Products Targeting report (1).xlsx", "amazon/sp_targeting", ADS, 1_683),
    ("amazon-ads/zhou/Sponsored Products Search term report.xlsx", "amazon/sp_search_term", ADS, 2_799),
    # SOURCE.md counts 8,878 and 29,770 rows: 9 and 8 of them are totals.
    (SERVICES, "google/search_terms", SITE, 8_869),
    (SOLAR, "google/search_terms", SITE, 29_762),
    (CARD, "google/campaigns", SITE, 13),
    (KAG, "meta/kag_conversions", SITE, 1_143),
    (KAG_1178, "meta/kag_conversions", SITE, 625),
    ("shop-products/apparel.csv", "shopify/products", SHOPIFY, 22),
    ("shop-products/home-and-garden.csv", "shopify/products", SHOPIFY, 21),
    ("shop-products/jewelery.csv", "shopify/products", SHOPIFY, 41),
    ("shop-products/woocommerce_sample_products.csv", "woocommerce/products", WOO, 24),
]  # fmt: skip
DAYLESS = {CARD, KAG, KAG_1178}


def load(data: Path, stage: Path, shop: Shop, *names: str, day: date | None = None) -> tuple[Batch, ...]:
    workspace = Workspace(stage, (shop,), timezone=shop.timezone, currency=shop.currency)
    batches: list[Batch] = []
    for place, name in enumerate(names):
        folder = stage / f"stage-{place}"
        folder.mkdir()
        request = Request(data / name, shop, day, None)
        batches += read(request, workspace=workspace, formats=load_formats(), key=b"k" * 32, stage=folder, now=NOW)
    return tuple(batches)


def rows(batches: Sequence[Batch], table: str, query: str) -> list[tuple[Any, ...]]:
    """The answer to a query on the view `t` over the staged rows of a table."""
    duck = duckdb.connect()
    duck.sql(
        f"CREATE VIEW t AS SELECT * FROM read_parquet({[str(p.path) for b in batches for p in b.parts if p.table == table]})"
    )
    return duck.execute(query).fetchall()


@pytest.mark.parametrize(("name", "format", "shop", "kept"), EVERY_FILE, ids=[name for name, *_ in EVERY_FILE])
def test_every_row_of_every_file_is_kept(name: str, format: str, shop: Shop, kept: int, tmp_path: Path, real_data: Path) -> None:
    (batch,) = load(real_data, tmp_path, shop, name, day=SAID if name in DAYLESS else None)
    assert (batch.format, batch.rows_in, batch.rows_kept, batch.aside) == (format, kept, kept, ())


def test_every_file_of_these_sets_is_named_above(real_data: Path) -> None:
    sets = ("amazon-ads", "google-ads", "kag-facebook-ads", "shop-products")
    found = {str(path.relative_to(real_data)) for one in sets for path in (real_data / one).rglob("*") if path.is_file()}
    assert {name for name in found if not name.endswith("SOURCE.md")} == {name for name, *_ in EVERY_FILE}


@pytest.mark.parametrize("name", sorted(DAYLESS))
def test_a_file_that_says_no_day_is_refused_until_the_user_says_one(name: str, tmp_path: Path, real_data: Path) -> None:
    with pytest.raises(Refusal, match="day_unknown"):
        load(real_data, tmp_path, SITE, name)


def test_search_terms_of_a_service_are_of_the_period_above_and_in_the_accounts_currency(tmp_path: Path, real_data: Path) -> None:
    found = load(real_data, tmp_path, SITE, SERVICES)
    assert rows(found, "ad_day", "SELECT sum(clicks), sum(impressions), sum(spend), count(DISTINCT term) FROM t") == [
        (3_958, 42_698, Decimal("2235.33"), 7_753)
    ]
    assert rows(found, "ad_day", "SELECT DISTINCT cut, currency, day, until_day FROM t") == [
        ("google_term", "GBP", date(2026, 2, 10), date(2026, 2, 23))
    ]
    # Google rounds each row to the penny, and the total once.
    assert found[0].controls == (
        Control("Impr.", Decimal(42_698), Decimal(42_698)),
        Control("Clicks", Decimal(3_958), Decimal(3_958)),
        Control("Cost", Decimal("2235.27"), Decimal("2235.3300")),
    )


def test_search_terms_of_solar_are_counted_without_their_eight_totals(tmp_path: Path, real_data: Path) -> None:
    found = load(real_data, tmp_path, SITE, SOLAR)
    figures = "sum(clicks), sum(impressions), sum(spend), round(sum(conversions), 2)"
    assert rows(found, "ad_day", f"SELECT {figures} FROM t") == [(2_910, 74_999, Decimal("45131.01"), 194.33)]
    assert rows(found, "ad_day", "SELECT DISTINCT currency, day, until_day FROM t") == [
        ("USD", date(2024, 1, 17), date(2024, 2, 15))
    ]
    assert rows(found, "ad_day", "SELECT count(*) FROM (SELECT DISTINCT campaign, ad_group, target, match, term FROM t)") == [
        (29_762,)
    ]
    assert [(one.name, one.file) for one in found[0].controls] == [
        ("Impr.", Decimal(74_999)), ("Clicks", Decimal(2_910)), ("Cost", Decimal("45131.04")),
    ]  # fmt: skip


def test_the_card_of_campaigns_is_in_the_currency_of_its_sign(tmp_path: Path, real_data: Path) -> None:
    """The sign is €, but the sum is the other file's total in pounds (4,742.98): Google's card shows the wrong sign."""
    found = load(real_data, tmp_path, SITE, CARD, day=date(2026, 2, 23))
    assert rows(found, "ad_day", "SELECT cut, currency, sum(spend), sum(clicks), min(day), max(day) FROM t GROUP BY 1, 2") == [
        ("google_period", "EUR", Decimal("4742.97"), 8_232, date(2026, 2, 23), date(2026, 2, 23))
    ]


def test_ads_of_kag_add_up_without_the_random_days(tmp_path: Path, real_data: Path) -> None:
    found = load(real_data, tmp_path, SITE, KAG, day=SAID)
    figures = "count(*), count(DISTINCT ad_id), sum(impressions), sum(clicks), sum(spend), sum(conversions), sum(ad_orders)"
    (told,) = rows(found, "ad_day", f"SELECT {figures} FROM t")
    assert told[:4] == (1_143, 1_143, 213_434_828, 38_165)
    # The file holds floats (58,705.229958205); each row is kept to four decimals.
    assert abs(told[4] - Decimal("58705.2300")) < Decimal("0.0100")
    assert told[5:] == (3_264.0, 1_079)
    assert rows(found, "ad_day", "SELECT DISTINCT cut, day FROM t") == [("ad", SAID)]
    assert rows(found, "ad_day", "SELECT gender, count(*) FROM t GROUP BY 1 ORDER BY 1") == [("F", 551), ("M", 592)]


@pytest.mark.parametrize(
    ("name", "items", "skus", "units", "pictures", "worth"),
    [
        ("apparel", 20, 22, 22, 20, "1295.00"),
        ("home-and-garden", 20, 21, 65, 21, "2345.84"),
        ("jewelery", 20, 23, 20, 41, "980.74"),
    ],
)
def test_products_of_shopify_become_items_and_variants(
    name: str, items: int, skus: int, units: int, pictures: int, worth: str, tmp_path: Path, real_data: Path
) -> None:
    found = load(real_data, tmp_path, SHOPIFY, f"shop-products/{name}.csv")
    assert rows(found, "items", "SELECT count(*), count(DISTINCT item_id), count(item), sum(on_hand), sum(pictures) FROM t") == [
        (items, items, items, units, pictures)
    ]
    assert rows(found, "skus", "SELECT count(*), count(DISTINCT sku_id), count(item), sum(price) FROM t") == [
        (skus, skus, skus, Decimal(worth))
    ]


def test_products_of_woocommerce_become_items_and_variants(tmp_path: Path, real_data: Path) -> None:
    found = load(real_data, tmp_path, WOO, "shop-products/woocommerce_sample_products.csv")
    assert rows(found, "items", "SELECT count(*), count(DISTINCT item_id), count(code), count(price) FROM t") == [
        (15, 15, 15, 12)
    ]
    assert rows(found, "skus", "SELECT count(*), count(DISTINCT sku_id), count(DISTINCT code), sum(price) FROM t") == [
        (20, 20, 20, Decimal(671))
    ]
    parents = rows(found, "skus", "SELECT item_id, count(*) FROM t WHERE item_id <> sku_id GROUP BY 1 ORDER BY 1")
    assert parents == [("cc-hoodie", 6), ("cc-tee", 3)]
