"""The trade page: the shop's figures against every comparison, shop by shop, item by item."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, curves, parted
from storehand.wording import say

FIGURES = (
    "gmv", "placed", "net", "refunds", "refund_cases", "refund_rate", "orders", "never_paid_rate", "buyers", "aov",
    "order_value", "units", "units_per_order", "price_per_unit", "gross_profit", "gross_margin", "paid_margin", "ad_spend",
    "ad_share", "roas",
)  # fmt: skip
ITEM_FIGURES = ("item_gmv", "item_units", "item_price", "item_visits", "item_cvr", "item_cart_rate", "item_refunded")
LINE_FIGURES = ("line_gmv", "item_units", "paid_margin")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the trade page; what has no data is left out, and the page says so."""
    item = [say("block.item_id"), say("block.item")]
    found: list[Block | None] = [
        curves(view, ("gmv", "net"), say("trade.curve")),
        compared(view, FIGURES, say("trade.figures")),
        parted(view, ("gmv", "net", "orders", "refunds"), ("shop",), say("trade.shops"), labels=[say("block.shop")])
        if len(view.shops) > 1
        else None,
        parted(view, ITEM_FIGURES, ("item_id", "item"), say("trade.items"), labels=item)
        or parted(view, LINE_FIGURES, ("item",), say("trade.items"), labels=item[1:]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("trade.nothing"), "warning")]
