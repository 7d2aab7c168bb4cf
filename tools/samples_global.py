"""Samples of Amazon, Google Ads, Meta Ads, Shopify and WooCommerce (see make_samples.py): true headers, made-up values.

python tools/samples_global.py
"""
# ruff: noqa: E501, SIM905

from __future__ import annotations

from datetime import date

from sheets import FORMATS, Cell, wide, write_csv, write_xlsx

D1, D2 = date(2026, 11, 19), date(2026, 11, 20)

# One name says it all: each of these columns has a twin for business customers, whose name is not always cased alike.
_VISITS = [
    "Sessions - Mobile App", "Sessions - Browser", "Sessions - Total",
    "Session Percentage - Mobile App", "Session Percentage - Browser", "Session Percentage - Total",
    "Page Views - Mobile App", "Page Views - Browser", "Page Views - Total",
    "Page Views Percentage - Mobile App", "Page Views Percentage - Browser", "Page Views Percentage - Total",
]  # fmt: skip
_SALES = [
    "Featured Offer (Buy Box) Percentage",
    "Units Ordered",
    "Unit Session Percentage",
    "Ordered Product Sales",
    "Total Order Items",
]
BUSINESS = ["(Parent) ASIN", "(Child) ASIN", "Title", "SKU"] + [
    name for plain in (*_VISITS, *_SALES) for name in (plain, f"{plain.replace('App', 'APP')} - B2B")
]
BUSINESS_ZH = "（父）ASIN|（子）ASIN|标题|SKU|会话数 - 总计|会话 - 总计 - B2B|转化率 - 总计|会话百分比 - 总计 - B2B|页面浏览量 - 总计 |页面浏览量 - 总计 - B2B|页面浏览量百分比 - 总计|页面浏览量百分比 - 总计 - B2B|推荐报价（推荐报价展示位）百分比 |推荐报价（推荐报价展示位）百分比 - B2B|已订购商品数量|已订购商品数量 - B2B|商品会话百分比|商品会话百分比 - B2B|已订购商品销售额|已订购商品销售额 - B2B|订单商品总数|订单商品总数 - B2B".split(
    "|"
)
BUSINESS_DE = "(Übergeordnete) ASIN|(Untergeordnete) ASIN|Titel|SKU|Sitzungen – mobile App|Sitzungen – mobile App – B2B|Sitzungen – Browser|Sitzungen – Browser – B2B|Sitzungen – Summe|Sitzungen – Summe – B2B|Seitenaufrufe – Summe|Seitenaufrufe – Summe – B2B|Bestellte Einheiten|Bestellte Einheiten – B2B|Prozentsatz an Einheiten pro Sitzung|Durch bestellte Produkte erzielter Umsatz|Bestellsumme – B2B|Zahl der Bestellposten|Zahl der Bestellposten – B2B".split(
    "|"
)
SETTLEMENT = "settlement-id|settlement-start-date|settlement-end-date|deposit-date|total-amount|currency|transaction-type|order-id|merchant-order-id|adjustment-id|shipment-id|marketplace-name|amount-type|amount-description|amount|fulfillment-id|posted-date|posted-date-time|order-item-code|merchant-order-item-id|merchant-adjustment-item-id|sku|quantity-purchased|promotion-id".split(
    "|"
)
FBA = "sku|fnsku|asin|product-name|condition|your-price|mfn-listing-exists|mfn-fulfillable-quantity|afn-listing-exists|afn-warehouse-quantity|afn-fulfillable-quantity|afn-unsellable-quantity|afn-reserved-quantity|afn-total-quantity|per-unit-volume|afn-inbound-working-quantity|afn-inbound-shipped-quantity|afn-inbound-receiving-quantity".split(
    "|"
)


def business_report() -> None:
    """Figures of one day: the name says it. The second child item has two parents, so two rows."""
    rows: list[dict[str, Cell]] = [
        {"(Parent) ASIN": "B000000010", "(Child) ASIN": "B000000011", "Title": "Kettle, 1.7 l, \"Steel\"", "SKU": "KT-17", "Sessions - Mobile App": "812", "Sessions - Browser": "422", "Sessions - Total": "1,234", "Sessions - Total - B2B": "31", "Session Percentage - Total": "61.70%", "Page Views - Total": "1,800", "Featured Offer (Buy Box) Percentage": "98.50%", "Units Ordered": "61", "Units Ordered - B2B": "3", "Unit Session Percentage": "4.94%", "Ordered Product Sales": "$2,134.39", "Ordered Product Sales - B2B": "$104.97", "Total Order Items": "58"},
        {"(Parent) ASIN": "B000000020", "(Child) ASIN": "B000000021", "Title": "Mug, blue", "SKU": "MG-BL", "Sessions - Total": "300", "Session Percentage - Total": "15.00%", "Page Views - Total": "410", "Units Ordered": "12", "Unit Session Percentage": "4.00%", "Ordered Product Sales": "$119.88", "Total Order Items": "10"},
        {"(Parent) ASIN": "B000000029", "(Child) ASIN": "B000000021", "Title": "Mug, blue", "SKU": "MG-BL", "Sessions - Total": "100", "Session Percentage - Total": "5.00%", "Page Views - Total": "120", "Units Ordered": "0", "Unit Session Percentage": "0.00%", "Ordered Product Sales": "$0.00", "Total Order Items": "0"},
        {"(Parent) ASIN": "B000000030", "(Child) ASIN": "B000000031", "Title": "Tea strainer", "SKU": "TS-1", "Sessions - Total": "n.a.", "Page Views - Total": "9", "Units Ordered": "0", "Unit Session Percentage": "0.00%", "Ordered Product Sales": "$0.00", "Total Order Items": "0"},
    ]  # fmt: skip
    folder = FORMATS / "amazon/business_report"
    write_csv(folder / "sample-2026-11-20.csv", wide(BUSINESS, *rows, rest="0"))
    chinese: list[dict[str, Cell]] = [
        {"（父）ASIN": "B000000010", "（子）ASIN": "B000000011", "标题": "Kettle, 1.7 l", "SKU": "KT-17", "会话数 - 总计": "1,234", "转化率 - 总计": "61.70%", "页面浏览量 - 总计": "1,800", "推荐报价（推荐报价展示位）百分比": "98.50%", "已订购商品数量": "61", "商品会话百分比": "4.94%", "已订购商品销售额": "US$2,134.39", "订单商品总数": "58"},
        {"（父）ASIN": "B000000020", "（子）ASIN": "B000000021", "标题": "Mug, blue", "SKU": "MG-BL", "会话数 - 总计": "400", "转化率 - 总计": "20.00%", "页面浏览量 - 总计": "530", "已订购商品数量": "12", "商品会话百分比": "3.00%", "已订购商品销售额": "US$119.88", "订单商品总数": "10"},
    ]  # fmt: skip
    write_csv(folder / "sample-zh-2026-11-20.csv", wide(BUSINESS_ZH, *chinese, rest="0"))
    german: list[dict[str, Cell]] = [
        {"(Übergeordnete) ASIN": "B000000010", "(Untergeordnete) ASIN": "B000000011", "Titel": "Wasserkocher, 1,7 l", "SKU": "KT-17", "Sitzungen – Summe": "2,406", "Seitenaufrufe – Summe": "3,005", "Bestellte Einheiten": "147", "Prozentsatz an Einheiten pro Sitzung": "6,11 %", "Durch bestellte Produkte erzielter Umsatz": "5.255,61\u00a0€", "Zahl der Bestellposten": "140"},
        {"(Übergeordnete) ASIN": "B000000020", "(Untergeordnete) ASIN": "B000000021", "Titel": "Becher, blau", "SKU": "MG-BL", "Sitzungen – Summe": "1,000", "Seitenaufrufe – Summe": "1,200", "Bestellte Einheiten": "5", "Prozentsatz an Einheiten pro Sitzung": "0,50 %", "Durch bestellte Produkte erzielter Umsatz": "49,95\u00a0€", "Zahl der Bestellposten": "5"},
    ]  # fmt: skip
    write_csv(folder / "sample-de-2026-11-20.csv", wide(BUSINESS_DE, *german, rest="0"))


def other_ads() -> None:
    """Amazon's ads beside Sponsored Products."""
    cost: list[Cell] = ["Total Advertising Cost of Sales (ACOS) ", "Total Return on Advertising Spend (ROAS)"]
    lead: list[Cell] = ["Brand", "USD", "SB | Kettle | Video"]
    sold: list[Cell] = ["14 Day Total Sales ", "14 Day Total Orders (#)", "14 Day Total Units (#)", "14 Day Conversion Rate"]
    flow: list[Cell] = ["Clicks", "Click-Thru Rate (CTR)", "Cost Per Click (CPC)", "Spend"]
    write_xlsx(FORMATS / "amazon/sb_search_term/sample.xlsx", {"Sponsored Brands Search Term Re": [
        ["Start Date", "End Date", "Portfolio name", "Currency", "Campaign Name", "Ad Group Name", "Targeting", "Match Type", "Customer Search Term", "Cost type", "Impressions", "Viewable Impressions", *flow, *cost, *sold],
        [D1, D1, *lead, "Kettle", "steel kettle", "PHRASE", "steel kettle 1.7", "CPC", 410, 300, 6, 0.0146, 1.21, 7.26, 0.1038, 9.6364, 69.96, 2, 2, 0.3333],
        [D2, D2, *lead, "Kettle", "steel kettle", "PHRASE", "kettle", "CPC", 1200, 900, 3, 0.0025, 1.5, 4.5, None, 0, 0, 0, 0, 0],
    ]})  # fmt: skip
    brand: list[Cell] = [
        "14-Day Branded Searches",
        "14 Day New-to-brand Orders (#)",
        "14 Day % of Orders New-to-brand",
        "14 Day New-to-brand Sales",
        "14 Day New-to-brand Units (#)",
    ]
    write_xlsx(FORMATS / "amazon/sb_campaign/sample.xlsx", {"Sponsored Brands Campaign Repor": [
        ["Date", "Portfolio name", "Currency", "Campaign Name", "Cost type", "Impressions", "Viewable Impressions", *flow, *cost, *sold, *brand],
        [D1, *lead, "CPC", 5100, 4000, 40, 0.0078, 1.2, 48.0, 0.2287, 4.3725, 209.88, 6, 7, 0.15, 9, 4, 0.6667, 139.92, 5],
        [D2, *lead, "CPC", 4800, 3900, 35, 0.0073, 1.3, 45.5, None, 0, 0, 0, 0, 0, 0, 0, None, 0, 0],
    ]})  # fmt: skip
    write_xlsx(FORMATS / "amazon/sd_advertised_product/sample.xlsx", {"Sponsored Display Advertised Pr": [
        ["Date", "Currency", "Campaign Name", "Ad Group Name", "Bid Optimization", "Advertised SKU", "Advertised ASIN", "Impressions", "Viewable Impressions", "Clicks", "Click-Thru Rate (CTR)", "14 Day Detail Page Views (DPV)", "Spend", "Cost Per Click (CPC)", "Cost per 1,000 viewable impressions (VCPM)", *cost, "14 Day Total Orders (#)", "14 Day Total Units (#)", "14 Day Total Sales ", "14 Day Conversion Rate", *brand[1:2], "14 Day New-to-brand Sales", "14 Day New-to-brand Units (#)"],
        [D1, "USD", "SD | Views", "Views 30", "Conversions", "KT-17", "B000000011", 2000, 1500, 8, 0.004, 20, 9.6, 1.2, None, 0.1372, 7.2875, 2, 2, 69.96, 0.25, 1, 34.98, 1],
        [D1, "USD", "SD | Views", "Views 30", "Conversions", "MG-BL", "B000000021", 900, 700, 0, 0, 0, 0, None, None, None, None, 0, 0, 0, None, 0, 0, 0],
    ]})  # fmt: skip


def settlement() -> None:
    """One settlement each: 100.00 − 15.00 − 3.22 − 5.00 − 34.98 + 5.25 − 1.05 − 39.99 = 6.01 paid out."""
    folder = FORMATS / "amazon/settlement_v2"
    head: dict[str, Cell] = {
        "settlement-id": "18900000001",
        "settlement-start-date": "2026-11-03 07:00:00 UTC",
        "settlement-end-date": "2026-11-17 07:00:00 UTC",
        "deposit-date": "2026-11-19 07:00:00 UTC",
        "total-amount": "6.01",
        "currency": "USD",
    }
    sale: dict[str, Cell] = {
        "settlement-id": "18900000001",
        "transaction-type": "Order",
        "order-id": "112-0000001-0000001",
        "merchant-order-id": "112-0000001-0000001",
        "shipment-id": "Bs1",
        "marketplace-name": "Amazon.com",
        "fulfillment-id": "AFN",
        "posted-date": "2026-11-04",
        "posted-date-time": "2026-11-05 02:12:33 UTC",
        "order-item-code": "60000000000001",
        "sku": "KT-17",
        "quantity-purchased": "1",
    }
    back = sale | {
        "transaction-type": "Refund",
        "adjustment-id": "amzn1:crow:1",
        "posted-date": "2026-11-10",
        "posted-date-time": "2026-11-10 18:00:00 UTC",
        "merchant-adjustment-item-id": "",
        "quantity-purchased": "",
    }
    other: dict[str, Cell] = {
        "settlement-id": "18900000001",
        "transaction-type": "other-transaction",
        "posted-date": "2026-11-15",
        "posted-date-time": "2026-11-15 08:00:00 UTC",
    }
    rows = [
        head,
        sale | {"amount-type": "ItemPrice", "amount-description": "Principal", "amount": "100.00"},
        sale | {"amount-type": "ItemFees", "amount-description": "Commission", "amount": "-15.00"},
        sale | {"amount-type": "ItemFees", "amount-description": "FBAPerUnitFulfillmentFee", "amount": "-3.22"},
        sale | {"amount-type": "Promotion", "amount-description": "Principal", "amount": "-5.00", "promotion-id": "Coupon 5"},
        back | {"amount-type": "ItemPrice", "amount-description": "Principal", "amount": "-34.98"},
        back | {"amount-type": "ItemFees", "amount-description": "Commission", "amount": "5.25"},
        back | {"amount-type": "ItemFees", "amount-description": "RefundCommission", "amount": "-1.05"},
        other | {"amount-type": "other-transaction", "amount-description": "Subscription Fee", "amount": "-39.99"},
    ]  # fmt: skip
    write_csv(folder / "sample.txt", wide(SETTLEMENT, *rows), encoding="utf-8", delimiter="\t", end="\n")
    europe: dict[str, Cell] = {
        "settlement-id": "18900000002",
        "transaction-type": "Order",
        "order-id": "302-0000001-0000001",
        "marketplace-name": "Amazon.de",
        "fulfillment-id": "AFN",
        "posted-date": "03.11.2026",
        "posted-date-time": "03.11.2026 23:30:00 UTC",
        "order-item-code": "70000000000001",
        "sku": "KT-17",
        "quantity-purchased": "1",
    }
    rows = [
        {"settlement-id": "18900000002", "settlement-start-date": "02.11.2026 07:00:00 UTC", "settlement-end-date": "16.11.2026 07:00:00 UTC", "deposit-date": "18.11.2026 07:00:00 UTC", "total-amount": "1002,48", "currency": "EUR"},
        europe | {"amount-type": "ItemPrice", "amount-description": "Principal", "amount": "1234,50"},
        europe | {"amount-type": "ItemFees", "amount-description": "Commission", "amount": "-185,18"},
        europe | {"amount-type": "ItemPrice", "amount-description": "Tax", "amount": "0,00"},
        europe | {"amount-type": "ItemFees", "amount-description": "FBAPerUnitFulfillmentFee", "amount": "-46,84"},
    ]  # fmt: skip
    write_csv(folder / "sample-eu.txt", wide(SETTLEMENT, *rows), encoding="utf-8", delimiter="\t", end="\n")


def fba_inventory() -> None:
    """Two SKUs of one item, one without stock, and a count that is none."""
    base: dict[str, Cell] = {
        "condition": "New",
        "mfn-listing-exists": "No",
        "afn-listing-exists": "Yes",
        "per-unit-volume": "0.07",
    }
    rows: list[dict[str, Cell]] = [
        {"sku": "KT-17", "fnsku": "X000000001", "asin": "B000000011", "product-name": "Kettle, 1.7 l", "your-price": "34.99", "afn-warehouse-quantity": "120", "afn-fulfillable-quantity": "96", "afn-unsellable-quantity": "4", "afn-reserved-quantity": "20", "afn-total-quantity": "220", "afn-inbound-working-quantity": "30", "afn-inbound-shipped-quantity": "50", "afn-inbound-receiving-quantity": "20"},
        {"sku": "KT-17-GR", "fnsku": "X000000002", "asin": "B000000011", "product-name": "Kettle, 1.7 l, Café", "your-price": "", "mfn-listing-exists": "Yes", "mfn-fulfillable-quantity": "7", "afn-warehouse-quantity": "0", "afn-fulfillable-quantity": "0", "afn-unsellable-quantity": "0", "afn-reserved-quantity": "0", "afn-total-quantity": "0", "afn-inbound-working-quantity": "0", "afn-inbound-shipped-quantity": "0", "afn-inbound-receiving-quantity": "0"},
        {"sku": "MG-BL", "fnsku": "X000000003", "asin": "B000000021", "product-name": "Mug, blue", "your-price": "9.99", "afn-warehouse-quantity": "many", "afn-fulfillable-quantity": "3", "afn-unsellable-quantity": "0", "afn-reserved-quantity": "0"},
    ]  # fmt: skip
    write_csv(
        FORMATS / "amazon/fba_inventory/sample-2026-11-20.txt",
        wide(FBA, *(base | row for row in rows)),
        encoding="cp1252",
        delimiter="\t",
    )


def google() -> None:
    """Title and period above, totals below; of the period as a whole, of the overview's card, and day by day."""
    terms: list[list[Cell]] = [
        ["Search terms report"],
        ["November 7, 2026 - November 20, 2026"],
        ["Search term", "Match type", "Added/Excluded", "Campaign", "Ad group", "Keyword", "Impr.", "Interactions", "Clicks", "Currency code", "Cost", "Conversions", "Campaign type"],
        ["steel kettle", "Exact match", "Added", "Search - Kettle", "Kettle", "[steel kettle]", "1,083", "97", "97", "USD", "121.25", "4.50", "Search"],
        ["kettle 1.7 l", "Phrase match (close variant)", "None", "Search - Kettle", "Kettle", '"kettle"', "12", "0", "0", "USD", "0.00", "0.00", "Search"],
        ["tea for two", "Broad match", "Excluded", "Search - Tea", "Tea", "tea", "9", "1", "1", "USD", " --", " --", "Search"],
        ["Total: Search terms", "", "", "", "", "", "1,104", "98", "98", "USD", "121.25", "4.50", ""],
        ["Total: Other search terms", "", "", "", "", "", "900", "60", "60", "USD", "75.00", "2.00", ""],
        ["Total: Account", "", "", "", "", "", "2,004", "158", "158", "USD", "196.25", "6.50", ""],
        ["Total: Smart", "", "", "", "", "", "0", "0", "0", "USD", "0.00", "0.00", "Smart"],
    ]  # fmt: skip
    write_csv(FORMATS / "google/search_terms/sample.csv", terms, encoding="utf-8", end="\n")
    two: list[list[Cell]] = [
        ["Search terms report"],
        ["7 November 2026 - 20 November 2026"],
        ["Search term", "Match type", "Added/Excluded", "Campaign", "Ad group", "Currency code", "Avg. CPM", "Avg. CPM (Converted currency)", "Clicks", "Impr.", "CTR", "Avg. CPC", "Avg. CPC (Converted currency)", "Cost", "Cost (Converted currency)", "Campaign type", "Account", "Converted currency code"],
        ["bone china mug", "Broad match", "None", "UK Mugs", "Mugs", "GBP", "144.00", "165.58", "2", "10", "20.00%", "0.72", "0.83", "1.44", "1.66", "Search", "Sample UK", "EUR"],
        ["mug", "Exact match", "None", "UK Mugs", "Mugs", "GBP", "0.00", "0", "0", "5", "0.00%", "0", "0", "0.00", "0", "Search", "Sample UK", "EUR"],
        ["Total: Search terms", "", "", "", "", "GBP", "96.00", "110.39", "2", "15", "13.33%", "0.72", "0.83", "1.45", "1.66", "", "", "EUR"],
        ["Total: Demand Gen", "", "", "", "", "GBP", "0", "0", "0", "0", " --", "0", "0", "0.00", "0", "Demand Gen", "", "EUR"],
    ]  # fmt: skip
    write_csv(FORMATS / "google/search_terms/sample-two-currencies.csv", two, encoding="utf-8", end="\n")
    card: list[list[Cell]] = [
        ["Campaign Name", "Campaign Group Name", "Campaign Status", "Cost", "Clicks", "CTR"],
        ["UK Mugs", "", "Enabled", "€1,622.60", "902", "10.57%"],
        ["UK Kettles", "Kitchen", "Paused", "€0.00", "0", "0.00%"],
    ]
    write_csv(FORMATS / "google/campaigns/sample-card-2026-11-20.csv", card, encoding="utf-8", end="\n")
    report: list[list[Cell]] = [
        ["Campaign report"],
        ["November 1, 2026 - November 20, 2026"],
        ["Campaign status", "Campaign", "Budget", "Budget name", "Budget type", "Currency code", "Status", "Status reasons", "Optimization score", "Campaign type", "Avg. CPM", "Impr.", "Interactions", "Interaction rate", "Avg. cost", "Cost", "Bid strategy type", "Clicks", "Conv. rate", "Conv. value", "Conv. value / cost", "Conversions", "Avg. CPC", "Cost / conv."],
        ["Enabled", "Search - Kettle", "50.00", " --", "Daily", "USD", "Eligible", "eligible", "78.46%", "Search", "60.00", "20,000", "800", "4.00%", "1.50", "1,200.00", "Maximize conversions", "800", "5.00%", "4,198.80", "3.50", "40.00", "1.50", "30.00"],
        ["Paused", "Search - Tea", "10.00", " --", "Daily", "USD", "Paused", "paused", " --", "Search", "0", "0", "0", " --", " --", "0.00", "Manual CPC", "0", "0.00%", "0.00", " --", "0.00", " --", "0"],
        ["Total: Campaigns", "", "60.00", "", "Daily", "USD", "", "", " --", "", "60.00", "20,000", "800", "4.00%", "1.50", "1,200.00", "", "800", "5.00%", "4,198.80", "3.50", "40.00", "1.50", "30.00"],
        ["Total: Account", "", "60.00", "", "Daily", "USD", "", "", " --", "", "60.00", "20,000", "800", "4.00%", "1.50", "1,200.00", "", "800", "5.00%", "4,198.80", "3.50", "40.00", "1.50", "30.00"],
    ]  # fmt: skip
    write_csv(FORMATS / "google/campaigns/sample.csv", report, encoding="utf-16", delimiter="\t", end="\n")
    daily: list[list[Cell]] = [
        ["Campaign report"],
        ["November 19, 2026 - November 20, 2026"],
        ["Day", "Campaign", "Campaign ID", "Campaign type", "Device", "Currency code", "Cost", "Impr.", "Clicks", "Conversions", "Conv. value"],
        ["2026-11-19", "Search - Kettle", "21000000001", "Search", "Mobile phones", "USD", "40.10", "1,000", "30", "1.00", "34.99"],
        ["2026-11-19", "Search - Kettle", "21000000001", "Search", "Computers", "USD", "19.90", "400", "10", "0.50", "17.50"],
        ["2026-11-20", "Search - Kettle", "21000000001", "Search", "Computers", "USD", "12.00", "300", "8", " --", " --"],
        ["20 Nov", "Search - Tea", "21000000002", "Search", "Computers", "USD", "1.00", "10", "1", "0.00", "0.00"],
        ["Total: Campaigns", "", "", "", "", "USD", "73.00", "1,710", "49", "1.50", "52.49"],
    ]  # fmt: skip
    write_csv(FORMATS / "google/campaign_day/sample.csv", daily, encoding="utf-8", end="\n")


def meta() -> None:
    """Ads, ad sets and campaigns, day by day and as one row for a period; totals without names."""
    names = {
        "ads": ["Campaign name", "Ad set name", "Ad name"],
        "ad_sets": ["Campaign name", "Ad set name"],
        "campaigns": ["Campaign name"],
    }
    told: dict[str, list[Cell]] = {
        "ads": ["Autumn", "Women 25-44", "Mug video"],
        "ad_sets": ["Autumn", "Women 25-44"],
        "campaigns": ["Autumn"],
    }
    figures = [
        "Results",
        "Result indicator",
        "Reach",
        "Impressions",
        "Cost per results",
        "Amount spent (USD)",
        "Attribution setting",
        "Link clicks",
        "Purchases",
        "Purchases conversion value",
    ]
    for level, named in names.items():
        lead, nobody = told[level], [None] * len(named)
        write_csv(FORMATS / f"meta/{level}_day/sample.csv", [
            [*named, "Day", *figures, "Reporting starts", "Reporting ends"],
            [*nobody, None, "7", None, "9,100", "15,500", None, "101.25", None, "240", "7", "244.93", "2026-11-19", "2026-11-20"],
            [*lead, "2026-11-19", "4", "actions:offsite_conversion.fb_pixel_purchase", "5,000", "8,000", "12.5", "50.00", "7-day click or 1-day view", "130", "4", "139.96", "2026-11-19", "2026-11-20"],
            [*lead, "2026-11-20", "3", "actions:offsite_conversion.fb_pixel_purchase", "4,800", "7,500", "17.08", "51.25", "7-day click or 1-day view", "110", "3", "104.97", "2026-11-19", "2026-11-20"],
        ])  # fmt: skip
        euro = [head.replace("USD", "EUR") for head in figures]
        write_csv(FORMATS / f"meta/{level}/sample.csv", [
            ["Reporting starts", "Reporting ends", *named, *euro],
            ["2026-11-07", "2026-11-20", *lead, "18", "actions:link_click", "31,000", "64,000", "22.22", "400.00", "7-day click", "980", "18", "629.82"],
            ["2026-11-07", "2026-11-20", *(f"{name} B" for name in lead), None, None, "100", "120", None, "0", "7-day click", None, None, None],
            [None, None, *nobody, "18", None, "31,050", "64,120", None, "400.00", None, "980", "18", "629.82"],
        ])  # fmt: skip
    write_csv(FORMATS / "meta/ads/sample-one-day.csv", [
        [*names["ads"], *figures, "Reporting starts", "Reporting ends"],
        [*told["ads"], "3", "actions:offsite_conversion.fb_pixel_purchase", "4,800", "7,500", "17.08", "51.25", "7-day click or 1-day view", "110", "3", "104.97", "2026-11-20", "2026-11-20"],
        [None, None, None, "3", None, "4,800", "7,500", None, "51.25", None, "110", "3", "104.97", "2026-11-20", "2026-11-20"],
    ])  # fmt: skip
    write_csv(FORMATS / "meta/kag_conversions/sample-2026-11-20.csv", [
        ["Date", "ad_id", "xyz_campaign_id", "fb_campaign_id", "age", "gender", "interest", "Impressions", "Clicks", "Spent", "Total_Conversion", "Approved_Conversion"],
        ["31-08-2023", "800001", "900", "100001", "30-34", "M", "15", "7350", "1", "1.429999948", "2", "1"],
        ["02-08-2023", "800002", "900", "100002", "45-49", "F", "16", "17861", "2", "1.820000023", "2", "0"],
        ["19-08-2023", "800003", "900", "100002", "45-49", "F", "20", "693", "0", "0", "1", "0"],
    ], encoding="utf-8", end="\n")  # fmt: skip


SHOPIFY = "Handle|Title|Body (HTML)|Vendor|Type|Tags|Published|Option1 Name|Option1 Value|Option2 Name|Option2 Value|Option3 Name|Option3 Value|Variant SKU|Variant Grams|Variant Inventory Tracker|Variant Inventory Qty|Variant Inventory Policy|Variant Fulfillment Service|Variant Price|Variant Compare At Price|Variant Requires Shipping|Variant Taxable|Variant Barcode|Image Src|Image Position|Image Alt Text|Gift Card|SEO Title|SEO Description|Google Shopping / Google Product Category|Google Shopping / Gender|Google Shopping / Age Group|Google Shopping / MPN|Google Shopping / AdWords Grouping|Google Shopping / AdWords Labels|Google Shopping / Condition|Google Shopping / Custom Product|Google Shopping / Custom Label 0|Google Shopping / Custom Label 1|Google Shopping / Custom Label 2|Google Shopping / Custom Label 3|Google Shopping / Custom Label 4|Variant Image|Variant Weight Unit|Variant Tax Code|Cost per item|Status".split(
    "|"
)
SHOPIFY_NEW = "Title|URL handle|Description|Vendor|Product category|Type|Tags|Published on online store|Status|SKU|Barcode|Option1 name|Option1 value|Option2 name|Option2 value|Option3 name|Option3 value|Price|Compare-at price|Cost per item|Charge tax|Inventory tracker|Inventory quantity|Continue selling when out of stock|Weight value (grams)|Requires shipping|Fulfillment service|Product image URL|Image position|Image alt text|Variant image URL|Gift card|SEO title|SEO description".split(
    "|"
)


def shopify() -> None:
    """A product with two variants and a third picture, one without variants, and a price that is none."""
    rows: list[dict[str, Cell]] = [
        {"Handle": "mug", "Title": "Mug", "Body (HTML)": "<p>Bone china,\n<b>0.3 l</b></p>", "Vendor": "Sample Pottery", "Type": "Mugs", "Tags": "china, gift", "Published": "true", "Option1 Name": "Colour", "Option1 Value": "Blue", "Variant SKU": "MG-BL", "Variant Inventory Qty": "5", "Variant Price": "9.99", "Variant Compare At Price": "12.00", "Variant Barcode": "'0000000000017", "Image Src": "https://example.com/mug-1.jpg", "Image Position": "1", "Variant Image": "https://example.com/mug-1.jpg", "Gift Card": "false", "Status": "active"},
        {"Handle": "mug", "Option1 Value": "Red", "Variant SKU": "MG-RD", "Variant Inventory Qty": "-1", "Variant Price": "10.49", "Image Src": "https://example.com/mug-2.jpg", "Image Position": "2"},
        {"Handle": "mug", "Image Src": "https://example.com/mug-3.jpg", "Image Position": "3"},
        {"Handle": "gift-card", "Title": "Gift card", "Body (HTML)": "", "Vendor": "Sample Pottery", "Published": "false", "Option1 Name": "Title", "Option1 Value": "Default Title", "Variant Price": "25", "Gift Card": "true", "Status": "draft"},
        {"Handle": "bowl", "Title": "Bowl", "Published": "true", "Option1 Name": "Title", "Option1 Value": "Default Title", "Variant Price": "ask us", "Status": "active"},
    ]  # fmt: skip
    write_csv(FORMATS / "shopify/products/sample.csv", wide(SHOPIFY, *rows), encoding="utf-8", end="\n")
    new: list[dict[str, Cell]] = [
        {"Title": "Mug", "URL handle": "mug", "Description": "<p>Bone china</p>", "Vendor": "Sample Pottery", "Type": "Mugs", "Tags": "china", "Published on online store": "TRUE", "Status": "Active", "SKU": "MG-BL", "Option1 name": "Colour", "Option1 value": "Blue", "Price": "9.99", "Compare-at price": "12.00", "Inventory quantity": "5", "Product image URL": "https://example.com/mug-1.jpg"},
        {"URL handle": "mug", "SKU": "MG-RD", "Option1 value": "Red", "Price": "10.49", "Inventory quantity": "2"},
    ]  # fmt: skip
    write_csv(FORMATS / "shopify/products/sample-new.csv", wide(SHOPIFY_NEW, *new), encoding="utf-8", end="\n")
    write_csv(FORMATS / "shopify/sessions/sample.csv", [
        ["Day", "Sessions", "Online store visitors", "New customers", "Customers", "Conversion rate", "Sessions with cart additions", "Sessions that reached checkout", "Sessions that completed checkout"],
        ["2026-11-19", "1240", "1013", "21", "29", "0.0241935", "98", "51", "30"],
        ["2026-11-20", "1100", "940", "", "", "0", "77", "40", "0"],
    ], encoding="utf-8", end="\n")  # fmt: skip


WOO = "ID|Type|SKU|Name|Published|Is featured?|Visibility in catalog|Short description|Description|Date sale price starts|Date sale price ends|Tax status|Tax class|In stock?|Stock|Low stock amount|Backorders allowed?|Sold individually?|Weight (kg)|Length (cm)|Width (cm)|Height (cm)|Allow customer reviews?|Purchase note|Sale price|Regular price|Categories|Tags|Shipping class|Images|Download limit|Download expiry days|Parent|Grouped products|Upsells|Cross-sells|External URL|Button text|Position|Attribute 1 name|Attribute 1 value(s)|Attribute 1 visible|Attribute 1 global|Attribute 2 name|Attribute 2 value(s)|Attribute 2 visible|Attribute 2 global".split(
    "|"
)


def woocommerce() -> None:
    """A variable product with a variation, a simple one without SKU, a group; orders with a refund, in two languages."""
    rows: list[dict[str, Cell]] = [
        {"ID": "44", "Type": "variable", "SKU": "mug", "Name": "Mug", "Published": "1", "Description": "Bone china, \\n0.3 l", "Categories": "Kitchen > Mugs", "Images": "https://example.com/mug-1.jpg, https://example.com/mug-2.jpg", "Attribute 1 name": "Colour", "Attribute 1 value(s)": "Blue, Red"},
        {"ID": "45", "Type": "variation", "SKU": "mug-blue", "Name": "Mug - Blue", "Published": "1", "Stock": "5", "Sale price": "9.50", "Regular price": "12", "Parent": "mug", "Attribute 1 name": "Colour", "Attribute 1 value(s)": "Blue"},
        {"ID": "46", "Type": "variation, virtual", "SKU": "", "Name": "Mug - Engraving", "Published": "1", "Regular price": "3", "Parent": "mug"},
        {"ID": "50", "Type": "simple, downloadable, virtual", "SKU": "", "Name": "Tea guide", "Published": "0", "Regular price": "4.90", "Images": "https://example.com/guide.jpg"},
        {"ID": "51", "Type": "grouped", "SKU": "tea-set", "Name": "Tea set", "Published": "-1", "Grouped products": "mug, id:50"},
        {"ID": "52", "Type": "simple", "SKU": "bowl", "Name": "Bowl", "Published": "1", "Regular price": "19,90"},
    ]  # fmt: skip
    write_csv(FORMATS / "woocommerce/products/sample.csv", wide(WOO, *rows), end="\n")
    write_csv(FORMATS / "woocommerce/orders/sample.csv", [
        ["Date", "Order #", "Status", "Customer", "Customer type", "Product(s)", "Items sold", "Coupon(s)", "Net sales", "Attribution"],
        ["2026-11-19 23:30:00", "1001", "completed", "Ada Sample", "new", "2× Mug - Blue, 1× Bowl", "3", "TEA10", "38.90", "Organic: Google"],
        ["2026-11-20 00:10:00", "1002", "on-hold", "Bo Sample", "returning", "1× Bowl", "1", "", "19.90", "Direct"],
        ["2026-11-20 09:00:00", "1001", "refunded", "Ada Sample", "new", "1× Bowl", "-1", "", "-19.90", "Organic: Google"],
        ["2026-11-20 10:00:00", "1003", "cancelled", "Cy Sample", "new", "1× Mug - Blue", "1", "", "9.50", "Unknown"],
        ["2026-11-20 11:00:00", "1004", "processing", "Di Sample", "new", "1× Mug - Blue", "1", "", "n/k", "Unknown"],
    ])  # fmt: skip
    write_csv(FORMATS / "woocommerce/orders/sample-fr.csv", [
        ["Date", "Commande n°", "État", "Client", "Type de client", "Produit(s)", "Articles vendus", "Code(s) promo", "Ventes nettes", "Attribution"],
        ["2026-11-20 08:00:00", "#1005", "Processing", "Eva Exemple", "new", "1× Mug - Blue", "1", "", "9.50", "Direct"],
        ["2026-11-20 08:05:00", "#1006", "Failed", "Eva Exemple", "new", "1× Bowl", "1", "", "19.90", "Direct"],
    ])  # fmt: skip


def write() -> None:
    """All samples of this module."""
    for one in (business_report, other_ads, settlement, fba_inventory, google, meta, shopify, woocommerce):
        one()


if __name__ == "__main__":
    write()
