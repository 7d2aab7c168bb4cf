"""Samples of what the shipped API sources fetch: made-up documents, as rows by the very declarations that a load uses.

.venv/bin/python tools/samples_sources.py
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sheets import FORMATS, write_csv

from storehand.intake.sources.api import shipped

Record = dict[str, Any]


def money(amount: str) -> Record:
    """Money as Shopify gives it."""
    return {"shopMoney": {"amount": amount}}


def shopify_line(title: str, sku: str | None, quantity: int, price: str, total: str, discount: str, variant: str) -> Record:
    """A line item; one whose product has been deleted has neither product nor variant."""
    known = sku is not None
    return {
        "id": f"gid://shopify/LineItem/{sku or 0}", "title": title, "variantTitle": variant or None, "sku": sku,
        "quantity": str(quantity), "currentQuantity": str(quantity),
        "product": {"legacyResourceId": "8123450000001"} if known else None,
        "variant": {"legacyResourceId": "44123450000001"} if known else None,
        "originalUnitPriceSet": money(price), "originalTotalSet": money(total), "totalDiscountSet": money(discount),
    }  # fmt: skip


def shopify_order(
    name: str, made: str, status: str, total: str, *, refunded: str = "0.0", lines: Sequence[Record] = (), **told: Any
) -> Record:
    """An order of Shopify's Admin API."""
    number = int(name.removeprefix("#"))
    return {
        "id": f"gid://shopify/Order/59000000{number}", "name": name, "createdAt": made, "updatedAt": made, "processedAt": made,
        "cancelledAt": None, "cancelReason": None, "displayFinancialStatus": status, "displayFulfillmentStatus": "FULFILLED",
        "currencyCode": "USD", "email": f"buyer{number}@example.com", "sourceName": "web", "discountCodes": [],
        "subtotalLineItemsQuantity": str(sum(int(line["quantity"]) for line in lines)), "totalPriceSet": money(total),
        "totalReceivedSet": money(total), "totalRefundedSet": money(refunded), "totalShippingPriceSet": money("5.0"),
        "totalDiscountsSet": money("0.0"), "totalTaxSet": money("0.0"),
        "shippingAddress": {"provinceCode": "NY", "countryCodeV2": "US"}, "fulfillments": [{"createdAt": made}],
        "refunds": [], "lineItems": {"pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": list(lines)}, **told,
    }  # fmt: skip


SHOPIFY = (
    shopify_order(
        "#1001", "2026-11-18T15:04:05Z", "PAID", "55.0",
        lines=[shopify_line("Linen dress", "DR-01-M", 1, "50.0", "50.0", "0.0", "M")],
    ),
    # Made on the 18th in New York, on the 19th in UTC: the shop's own day counts.
    shopify_order(
        "#1002", "2026-11-19T02:30:00Z", "PARTIALLY_REFUNDED", "115.0", refunded="20.0", discountCodes=["AUTUMN10"],
        totalDiscountsSet=money("10.0"),
        lines=[
            shopify_line("Wool scarf", "SC-02", 2, "40.0", "80.0", "8.0", ""),
            shopify_line("Leather belt", "BE-03-90", 1, "40.0", "40.0", "2.0", "90 cm"),
        ],
        refunds=[
            {"legacyResourceId": "9100001", "createdAt": "2026-11-20T09:00:00Z", "totalRefundedSet": money("15.0")},
            {"legacyResourceId": "9100002", "createdAt": "2026-11-21T09:00:00Z", "totalRefundedSet": money("5.0")},
        ],
    ),
    # Not paid, and nobody left an address.
    shopify_order(
        "#1003", "2026-11-19T16:00:00Z", "PENDING", "25.0", email=None, shippingAddress=None, fulfillments=[],
        displayFulfillmentStatus="UNFULFILLED", totalReceivedSet=money("0.0"),
        lines=[shopify_line("Gift card", None, 1, "20.0", "20.0", "0.0", "")],
    ),
    shopify_order(
        "#1004", "2026-11-19T17:00:00Z", "VOIDED", "45.0", cancelledAt="2026-11-19T18:00:00Z", cancelReason="CUSTOMER",
        fulfillments=[], displayFulfillmentStatus="UNFULFILLED",
        lines=[shopify_line("Linen dress", "DR-01-S", 1, "40.0", "40.0", "0.0", "S")],
    ),
    shopify_order(
        "#1005", "2026-11-20T12:00:00Z", "REFUNDED", "55.0", refunded="55.0",
        lines=[shopify_line("Linen dress", "DR-01-M", 1, "50.0", "50.0", "0.0", "M")],
        refunds=[{"legacyResourceId": "9100003", "createdAt": "2026-11-21T03:00:00Z", "totalRefundedSet": money("55.0")}],
    ),
    shopify_order(
        "#1006", "2026-11-20T13:00:00Z", "PARTIALLY_PAID", "45.0", totalReceivedSet=money("20.0"),
        lines=[shopify_line("Linen dress", "DR-01-S", 1, "40.0", "40.0", "0.0", "S")],
    ),
)  # fmt: skip


def woo_line(id: int, product: int, variation: int, quantity: int, subtotal: str, total: str) -> Record:
    """A line item of WooCommerce."""
    return {
        "id": str(id), "name": f"Wool jumper {product}", "product_id": str(product), "variation_id": str(variation),
        "quantity": str(quantity), "subtotal": subtotal, "total": total, "total_tax": "0.00", "sku": f"WJ-{product}",
        "price": str(float(total) / quantity),
    }  # fmt: skip


def woo_order(number: int, made: str, status: str, total: str, lines: Sequence[Record], **told: Any) -> Record:
    """An order of WooCommerce's REST API; its times are UTC and do not say so."""
    paid = made if status in {"processing", "completed", "refunded"} else None
    return {
        "id": str(number), "number": str(number), "status": status, "currency": "EUR", "date_created_gmt": made,
        "date_modified_gmt": made, "date_paid_gmt": paid, "date_completed_gmt": made if status == "completed" else None,
        "total": total, "total_tax": "0.00", "discount_total": "0.00", "shipping_total": "4.90", "created_via": "checkout",
        "billing": {"first_name": "Anna", "last_name": "Beispiel", "email": f"anna{number}@example.com"},
        "shipping": {"state": "BE", "country": "DE", "address_1": "Musterstr. 1"}, "coupon_lines": [], "refunds": [],
        "line_items": list(lines), **told,
    }  # fmt: skip


WOO_ORDERS = (
    woo_order(701, "2026-11-18T09:00:00", "completed", "64.90", [woo_line(11, 31, 0, 2, "60.00", "60.00")]),
    # Half past eleven at night in UTC is the next day in Berlin.
    woo_order(
        702, "2026-11-18T23:30:00", "processing", "58.90",
        [woo_line(12, 31, 310, 1, "30.00", "27.00"), woo_line(13, 32, 0, 3, "30.00", "27.00")],
        discount_total="6.00", coupon_lines=[{"code": "herbst10"}],
        refunds=[{"id": "801", "amount": "9.00", "reason": "size", "date_created_gmt": "2026-11-20T10:00:00"}],
    ),
    woo_order(703, "2026-11-19T10:00:00", "on-hold", "34.90", [woo_line(14, 33, 0, 1, "30.00", "30.00")]),
    woo_order(704, "2026-11-19T11:00:00", "cancelled", "34.90", [woo_line(15, 33, 0, 1, "30.00", "30.00")]),
    # A guest without an address; a status of a plugin.
    woo_order(
        705, "2026-11-19T12:00:00", "awaiting-pickup", "10.00", [woo_line(16, 34, 0, 1, "10.00", "10.00")],
        billing={}, shipping={},
    ),
    woo_order(
        706, "2026-11-20T08:00:00", "refunded", "34.90", [woo_line(17, 33, 0, 1, "30.00", "30.00")],
        refunds=[{"id": "802", "amount": "30.00", "reason": "", "date_created_gmt": "2026-11-20T20:00:00"},
                 {"id": "803", "amount": "4.90", "reason": "", "date_created_gmt": "2026-11-20T23:15:00"}],
    ),
)  # fmt: skip

WOO_PRODUCTS = (
    {"id": "31", "name": "Wool jumper 31", "sku": "WJ-31", "type": "variable", "status": "publish", "price": "30.00",
     "regular_price": "", "stock_quantity": None, "categories": [{"name": "Jumpers"}, {"name": "Sale"}],
     "tags": [{"name": "wool"}, {"name": "warm"}],
     "images": [{"src": "https://shop.example.com/a.jpg"}, {"src": "https://shop.example.com/b.jpg"}],
     "date_created_gmt": "2025-10-01T08:00:00", "date_modified_gmt": "2026-11-01T08:00:00"},
    {"id": "32", "name": "Mütze, rot", "sku": "", "type": "simple", "status": "draft", "price": "10.00", "regular_price": "12.00",
     "stock_quantity": "17", "categories": [], "tags": [], "images": [],
     "date_created_gmt": "2026-01-15T23:30:00", "date_modified_gmt": "2026-11-02T08:00:00"},
)  # fmt: skip


def write() -> None:
    """Writes a sample for each kind of rows of the shipped APIs."""
    wanted: Sequence[tuple[str, str, Sequence[Mapping[str, Any]]]] = (
        ("shopify", "orders", SHOPIFY),
        ("woocommerce", "orders", WOO_ORDERS),
        ("woocommerce", "products", WOO_PRODUCTS),
    )
    for api, resource, records in wanted:
        for rows in shipped(api).resource(resource).rows:
            cells = [line for record in records for line in rows.of(record)]
            write_csv(FORMATS / api / f"api_{rows.name}" / "sample.csv", [rows.header, *cells], encoding="utf-8", end="\n")


if __name__ == "__main__":
    write()
