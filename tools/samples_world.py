"""Samples of shops outside China and of sheets kept by hand (see make_samples.py)."""
# ruff: noqa: E501

from __future__ import annotations

from datetime import date

from sheets import FORMATS, HEADERS, Cell, wide, write_csv, write_xlsx


def shopify() -> None:
    person: dict[str, Cell] = {
        "Email": "one@example.com",
        "Billing Name": "Sample One",
        "Shipping Name": "Sample One",
        "Shipping Street": "1 Sample Street",
        "Shipping Zip": "'01234",
        "Shipping Province": "ON",
        "Shipping Country": "CA",
        "Shipping Phone": "+10000000001",
        "Phone": "+10000000001",
    }
    order: dict[str, Cell] = {
        "Currency": "CAD",
        "Accepts Marketing": "no",
        "Discount Amount": "0.00",
        "Refunded Amount": "0.00",
        "Outstanding Balance": "0.00",
        "Source": "web",
        "Risk Level": "Low",
    }
    line: dict[str, Cell] = {
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "pending",
        "Lineitem discount": "0.00",
        "Vendor": "Sample Vendor",
    }
    rows: list[dict[str, Cell]] = [
        person | order | line | {"Name": "#1001", "Financial Status": "paid", "Paid at": "2026-11-19 23:10:00 -0700", "Created at": "2026-11-19 23:09:58 -0700", "Subtotal": "136.80", "Shipping": "9.99", "Taxes": "17.78", "Total": "164.57", "Discount Code": "WELCOME", "Discount Amount": "15.20", "Lineitem quantity": "2", "Lineitem name": "Tea Pot", "Lineitem price": "50.00", "Lineitem sku": "POT-1", "Lineitem discount": "5.00", "Id": "9000000000001", "Fulfillment Status": "fulfilled", "Fulfilled at": "2026-11-20 08:00:00 -0700", "Notes": "please ring\ntwice"},
        line | {"Name": "#1001", "Email": "one@example.com", "Created at": "2026-11-19 23:09:58 -0700", "Lineitem quantity": "1", "Lineitem name": "Cup, large", "Lineitem price": "52.00", "Lineitem sku": "CUP-L"},
        order | line | {"Name": "#1002", "Email": "two@example.com", "Financial Status": "partially_refunded", "Paid at": "2026-11-20 10:00:00 -0700", "Created at": "2026-11-20 09:59:00 -0700", "Subtotal": "52.00", "Shipping": "0.00", "Taxes": "6.76", "Total": "58.76", "Lineitem quantity": "1", "Lineitem name": "Cup, large", "Lineitem price": "52.00", "Lineitem sku": "CUP-L", "Refunded Amount": "10.00"},
        order | line | {"Name": "#1003", "Email": "", "Financial Status": "pending", "Created at": "2026-11-20 11:00:00 -0700", "Subtotal": "50.00", "Shipping": "0.00", "Taxes": "0.00", "Total": "50.00", "Lineitem quantity": "1", "Lineitem name": "Tea Pot", "Lineitem price": "50.00", "Lineitem sku": "POT-1"},
        order | line | {"Name": "#1004", "Email": "One@Example.com", "Financial Status": "refunded", "Paid at": "2026-11-20 12:00:00 -0700", "Created at": "2026-11-20 12:00:00 -0700", "Cancelled at": "2026-11-20 13:00:00 -0700", "Subtotal": "52.00", "Shipping": "0.00", "Taxes": "6.76", "Total": "58.76", "Lineitem quantity": "1", "Lineitem name": "Cup, large", "Lineitem price": "52.00", "Lineitem sku": "CUP-L", "Refunded Amount": "58.76"},
    ]  # fmt: skip
    write_csv(FORMATS / "shopify/orders/sample.csv", wide(HEADERS["shopify"], *rows), encoding="utf-8", end="\n")
    small = [
        "Name",
        "Email",
        "Financial Status",
        "Created at",
        "Subtotal",
        "Shipping",
        "Taxes",
        "Total",
        "Discount Amount",
        "Lineitem quantity",
        "Lineitem name",
        "Lineitem price",
        "Lineitem sku",
        "Refunded Amount",
        "Currency",
    ]
    few: list[list[Cell]] = [
        [
            "#1",
            "a@example.com",
            "refunded",
            "2026-11-20 00:30:00 +0800",
            "28",
            "0",
            "0",
            "28",
            "0",
            "2",
            "P4",
            "14",
            "S4",
            "28",
            "CNY",
        ],
        [
            "#2",
            "b@example.com",
            "paid",
            "2026-11-20 08:30:00 +0800",
            "41.4",
            "0",
            "0",
            "41.4",
            "4.6",
            "1",
            "P6",
            "16",
            "S6",
            "0",
            "CNY",
        ],
        ["#2", "", "", "2026-11-20 08:30:00 +0800", "", "", "", "", "", "2", "P5", "15", "S5", "", ""],
    ]
    write_csv(FORMATS / "shopify/orders/sample-small.csv", [small, *few], encoding="utf-8", end="\n")


def tiendanube() -> None:
    order: dict[str, Cell] = {
        "Email": "uno@example.com",
        "Estado de la orden": "Abierta",
        "Estado del envío": "Listo para enviar",
        "Moneda": "ARS",
        "Nombre del comprador": "Ejemplo Uno",
        "Teléfono": "0,00000E+00",
        "Dirección": "Calle Ejemplo",
        "Provincia o estado": "Córdoba",
        "País": "Argentina",
        "Canal": "Móvil",
        "Producto Físico": "Sí",
    }
    rows: list[dict[str, Cell]] = [
        order | {"Número de orden": "1038", "Fecha": "06/11/2025 8:32", "Estado del pago": "Recibido", "Subtotal de productos": "58970", "Descuento": "1999.50", "Costo de envío": "5000", "Total": "61970.5", "Fecha de pago": "06/11/2025", "Nombre del producto": "Limpia Hornos", "Precio del producto": "39990", "Cantidad del producto": "1", "SKU": "LH-1"},
        {"Número de orden": "1038", "Nombre del producto": "Limpia Griferías", "Precio del producto": "18980", "Cantidad del producto": "1", "SKU": "LG-1"},
        order | {"Número de orden": "1037", "Fecha": "13/11/2025 22:05", "Estado del pago": "Pendiente", "Subtotal de productos": "39990", "Descuento": "0.00", "Costo de envío": "0", "Total": "39990", "Nombre del producto": "Limpia Hornos", "Precio del producto": "39990", "Cantidad del producto": "1", "SKU": "LH-1"},
    ]  # fmt: skip
    write_csv(FORMATS / "tiendanube/orders/sample.csv", wide(HEADERS["tiendanube"], *rows), encoding="latin-1", delimiter=";")


def amazon() -> None:
    base: dict[str, Cell] = {
        "Fulfilment": "Amazon",
        "Sales Channel": "Amazon.in",
        "ship-service-level": "Expedited",
        "Category": "Kurta",
        "ship-city": "SAMPLE CITY",
        "ship-state": "KERALA",
        "ship-postal-code": "600001.0",
        "ship-country": "IN",
        "B2B": "FALSE",
    }
    rows: list[dict[str, Cell]] = [
        {"Order ID": "400-0000001-0000001", "Date": "04-30-22", "Status": "Shipped", "SKU": "KU-1-M", "Size": "M", "Qty": "1", "currency": "INR", "Amount": "406.5"},
        {"Order ID": "400-0000001-0000001", "Date": "04-30-22", "Status": "Shipped", "SKU": "KU-2-M", "Size": "M", "Qty": "2", "currency": "INR", "Amount": "800"},
        {"Order ID": "400-0000002-0000002", "Date": "05-01-2022", "Status": "Cancelled", "SKU": "KU-1-L", "Size": "L", "Qty": "0", "currency": "", "Amount": ""},
        {"Order ID": "400-0000003-0000003", "Date": "05-01-2022", "Status": "Cancelled", "SKU": "KU-1-L", "Size": "L", "Qty": "1", "currency": "INR", "Amount": "406.00"},
        {"Order ID": "400-0000004-0000004", "Date": "12-05-2022", "Status": "Shipped - Returned to Seller", "SKU": "KU-1-L", "Size": "L", "Qty": "1", "currency": "INR", "Amount": "406.00"},
        {"Order ID": "400-0000005-0000005", "Date": "05-02-22", "Status": "Pending", "SKU": "KU-1-L", "Size": "L", "Qty": "1", "currency": "INR", "Amount": "406.00"},
    ]  # fmt: skip
    write_csv(
        FORMATS / "amazon/in_sale_report/sample.csv",
        wide(HEADERS["amazon_in"], *({"index": str(place)} | base | row for place, row in enumerate(rows))),
        encoding="utf-8",
    )
    amazon_ads()


def amazon_ads() -> None:
    d1, d2 = date(2026, 11, 1), date(2026, 11, 2)
    ctr = ["Impressions", "Clicks", "Click-Thru Rate (CTR)", "Cost Per Click (CPC)", "Spend"]
    cost = ["Total Advertising Cost of Sales (ACoS)", "Total Return on Advertising Spend (RoAS)"]
    sales = ["14 Day Total Orders (#)", "14 Day Total Units (#)", "14 Day Conversion Rate"]
    head = ["Date", "Portfolio name", "Currency", "Campaign Name"]
    lead: list[Cell] = ["Not grouped", "INR", "Tea || SP || Generic"]
    sheet = "Sponsored Product Report"
    write_xlsx(FORMATS / "amazon/sp_targeting/sample.xlsx", {sheet: [
        [*head, "Ad Group Name", "Targeting", "Match Type", *ctr, *cost, "14 Day Total Sales (₹)", *sales],
        [d1, *lead, "Tea-1", "green tea", "EXACT", 1336, 3, 0.0022455, 37.6566667, 112.97, None, 0, 0, 0, 0, 0],
        [d2, *lead, "Tea-1", "green tea", "EXACT", 21, 0, 0, None, 0, None, None, 0, 0, 0, None],
        [d2, *lead, "Tea-1", "tea", "BROAD", 1588, 10, 0.0062973, 36.41, 364.1, 0.5679478, 1.7607251, 641.08, 2, 2, 0.2],
    ]})  # fmt: skip
    write_xlsx(FORMATS / "amazon/sp_placement/sample.xlsx", {sheet: [
        [*head, "Bidding strategy", "Placement", "Impressions", "Clicks", "Cost Per Click (CPC)", "Spend", "14 Day Total Sales (₹)", *cost, "14 Day Total Orders (#)", "14 Day Total Units (#)"],
        [d1, *lead, "Dynamic bids - down only", "Product pages on Amazon", 2408, 3, 32.8433333, 98.53, 0, None, 0, 0, 0],
        [d1, *lead, "Dynamic bids - down only", "Rest of search on Amazon", 2187, 7, 30.82, 215.74, 320.54, 0.6730517, 1.485769908, 1, 1],
    ]})  # fmt: skip
    write_xlsx(FORMATS / "amazon/sp_advertised_product/sample.xlsx", {sheet: [
        [*head, "Ad Group Name", "Advertised ASIN", *ctr, "14 Day Total Sales (₹)", *cost, *sales],
        [d1, *lead, "Tea-1", "B000000001", 1336, 3, 0.0022455, 37.6566667, 112.97, 0, None, 0, 0, 0, 0],
        [d2, *lead, "Tea-1", "B000000001", 1588, 10, 0.0062973, 36.41, 364.1, 641.08, 0.5679478, 1.7607251, 2, 2, 0.2],
    ]})  # fmt: skip
    write_xlsx(
        FORMATS / "amazon/sp_performance/sample.xlsx",
        {sheet: [["Date", "Clicks", "Cost Per Click (CPC)", "Spend"], [d1, 40, 17.834, 713.36], [d2, 57, 19.9945614, 1139.69]]},
    )
    write_xlsx(FORMATS / "amazon/sp_search_term/sample.xlsx", {sheet: [
        [*head, "Ad Group Name", "Targeting", "Match Type", "Customer Search Term", *ctr, "14 Day Total Sales (₹)", *cost, *sales,
         "14 Day Advertised ASIN Units (#)", "14 Day Brand Halo ASIN Units (#)", "14 Day Advertised ASIN Sales (₹)", "14 Day Brand Halo ASIN Sales (₹)"],
        [d1, *lead, "Tea-1", "*", "-", "b000000009", 14, 1, 0.0714286, 31.35, 31.35, 0, None, 0, 0, 0, 0, 0, 0, 0, 0],
        [d2, *lead, "Tea-1", "green tea", "EXACT", "green tea", 195, 4, 0.0205128, 34.9375, 139.75, 641.08, 0.217991, 4.58734, 2, 2, 0.5, 1, 1, 320.54, 320.54],
    ]})  # fmt: skip
    seven = ["7 Day Total Sales ", "Total Advertising Cost of Sales (ACOS) ", "Total Return on Advertising Spend (ROAS)", "7 Day Total Orders (#)", "7 Day Total Units (#)", "7 Day Conversion Rate",
             "7 Day Advertised SKU Units (#)", "7 Day Other SKU Units (#)", "7 Day Advertised SKU Sales ", "7 Day Other SKU Sales "]  # fmt: skip
    write_xlsx(FORMATS / "amazon/sp_search_term/sample-7-days.xlsx", {sheet: [
        ["Start Date", "End Date", "Portfolio name", "Currency", "Campaign Name", "Ad Group Name", "Targeting", "Match Type", "Customer Search Term", None, *ctr, *seven],
        [d1, d2, "Kitchen", "USD", "自动广告", "广告组 1", "*", "-", "tea spoon rest", None, 202, 2, 0.0099, 0.74, 1.48, 0, None, 0, 0, 0, 0, 0, 0, 0, 0],
        [d2, d2, "Kitchen", "USD", "自动广告", "广告组 1", "*", "-", "spoon", None, 52, 1, 0.0192308, 0.33, 0.33, 24.9, 0.0132, 75.45, 1, 1, 1, 1, 0, 24.9, 0],
    ]})  # fmt: skip
    header = [
        "Date",
        "Start Date",
        "End Date",
        "Portfolio name",
        "Campaign Type",
        "Campaign Name",
        "Status",
        "Currency",
        "Budget",
        "Targeting Type",
        "Bidding strategy",
        "Impressions",
        "Last Year Impressions",
        "Clicks",
        "Last Year Clicks",
        "Click-Thru Rate (CTR)",
        "Spend",
        "Last Year Spend",
        "Cost Per Click (CPC)",
        "Last Year Cost Per Click (CPC)",
        "14 Day Total Orders (#)",
        "Total Advertising Cost of Sales (ACoS)",
        "14 Day Total Sales (₹)",
    ]
    row: dict[str, Cell] = {
        "Start Date": "Jan 18, 2026",
        "Portfolio name": "No Portfolio",
        "Campaign Type": "Sponsored Products",
        "Campaign Name": "Tea || SP || Generic",
        "Status": "ENABLED",
        "Currency": "INR",
        "Budget": "Rs.1,000.0",
        "Targeting Type": "Manual targeting",
        "Bidding strategy": "Dynamic bids - up and down",
    }
    write_csv(FORMATS / "amazon/sp_campaign/sample.csv", wide(
        header,
        row | {"Date": "Nov 1, 2026", "Impressions": "782", "Clicks": "13", "Click-Thru Rate (CTR)": "1.66%", "Spend": "Rs.201.68", "Cost Per Click (CPC)": "Rs.15.5138462", "14 Day Total Orders (#)": "3", "Total Advertising Cost of Sales (ACoS)": "20.97%", "14 Day Total Sales (₹)": "Rs.961.62"},
        row | {"Date": "Nov 29, 2026", "Impressions": "3893", "Clicks": "18", "Click-Thru Rate (CTR)": "0.46%", "Spend": "Rs.1,255.92", "Cost Per Click (CPC)": "Rs.69.77", "14 Day Total Orders (#)": "0", "Total Advertising Cost of Sales (ACoS)": "0.00%", "14 Day Total Sales (₹)": "Rs.0.0"},
    ), encoding="utf-8")  # fmt: skip


def generic() -> None:
    header = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
    rows: list[list[Cell]] = [
        ["536001", "85001A", "SAMPLE LANTERN", "6", "2010-12-01 08:26:00", "2.55", "17001.0", "United Kingdom"],
        ["536001", "POST", "POSTAGE", "1", "2010-12-01 08:26:00", "18.0", "17001.0", "United Kingdom"],
        ["536001", "22001", "FREE SAMPLE", "2", "2010-12-01 08:26:00", "0.0", "17001.0", "United Kingdom"],
        ["536002", "22002", "", "3", "2010-12-01 09:00:00", "0.0", "", "United Kingdom"],
        ["536003", "22003", "damaged", "-20", "2010-12-01 10:00:00", "0.0", "", "United Kingdom"],
        ["536004", "71001", "SAMPLE CLOCK", "2", "2010-12-01 11:59:00", "3.39", "", "France"],
        ["C536005", "85001A", "SAMPLE LANTERN", "-1", "2010-12-02 09:41:00", "2.55", "17001.0", "United Kingdom"],
        ["C536005", "D", "Discount", "-1", "2010-12-02 09:41:00", "27.5", "17001.0", "United Kingdom"],
        ["A536006", "B", "Adjust bad debt", "1", "2010-12-02 14:50:00", "-110.06", "", "United Kingdom"],
    ]
    write_csv(FORMATS / "generic/uci_retail/sample.csv", [header, *rows], encoding="utf-8", end="\n")
    write_xlsx(FORMATS / "generic/costs/sample.xlsx", {"成本": [
        ["我们家成本表(2026)"],
        ["商品ID", "商家编码", "商品名称", "成本价", "单件运费", "单件包材", "平台扣点", "生效日期"],
        ["700000000001", "DYA", "羊毛大衣A", 268.5, 12, 3.5, 0.055, date(2026, 9, 1)],
        ["700000000004", "WJD", "围巾D", "￥38.00", 5, 1, "5.5%", date(2026, 9, 1)],
        ["700000000005", None, "手套E", 16, None, None, None, None],
    ]})  # fmt: skip
    write_csv(
        FORMATS / "generic/costs/sample-en.csv",
        [["SKU", "Title", "Unit cost", "Freight"], ["POT-1", "Tea Pot", "21.40", "4"], ["CUP-L", "Cup, large", "18", ""]],
        encoding="utf-8",
    )
    write_xlsx(FORMATS / "generic/targets/sample.xlsx", {"目标": [
        ["月份", "指标", "目标值"], ["2026-10", "支付金额", 1200000], ["2026年11月", "支付金额", "260万"], [date(2026, 11, 1), "支付转化率", 0.021], ["2026-11", "广告花费占比", 0.12],
    ]})  # fmt: skip
    write_csv(
        FORMATS / "generic/targets/sample-en.csv",
        [
            ["Start day", "Period", "Metric", "Target"],
            ["2026-11-01", "month", "revenue", "45,000"],
            ["2026-11-16", "week", "orders", "80"],
        ],
        encoding="utf-8",
    )
    write_xlsx(FORMATS / "generic/roles/sample.xlsx", {"角色": [
        ["商品ID", "商品名称", "角色", "负责人"], ["700000000001", "羊毛大衣A", "主推", "小林"], ["700000000004", "围巾D", "引流款", None], ["700000000005", "手套E", "看看再说", None],
    ]})  # fmt: skip
    write_csv(
        FORMATS / "generic/roles/sample-en.csv",
        [["Item ID", "Title", "Role"], ["POT-1", "Tea Pot", "main"], ["CUP-L", "Cup, large", "second"]],
        encoding="utf-8",
    )


def ga() -> None:
    write_csv(FORMATS / "ga/users_day/sample.csv", [
        ["Day Index", "Users", "New Users", "Number of Sessions per User", "Sessions", "Avg. Session Duration", "Bounce Rate", "Pageviews", "Pages / Session"],
        ["1/1/13", "67,283", "17,706", "1.05", "68,825", "0:01:46", "80.00%", "82,590", "1.15"],
        ["1/13/13", "123,942", "53,118", "1.03", "N/A", "0:01:25", "72.22%", "N/A", "1.44"],
    ])  # fmt: skip
    write_csv(FORMATS / "ga/pageviews_day/sample.csv", [["Day Index", "Pageviews"], ["1/1/13", "92,812"], ["1/13/13", "182,645"]])
