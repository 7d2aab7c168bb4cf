"""The stock page: what is there and what ran out, item by item."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, parted
from storehand.wording import say

FIGURES = ("on_hand", "available", "in_transit", "stock_skus", "sold_out_skus", "sold_out_rate")
ITEM_FIGURES = ("on_hand", "in_transit", "sold_out_skus", "stock_skus", "sold_out_rate")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the page; without a stock sheet it says what to download."""
    found: list[Block | None] = [
        compared(view, FIGURES, say("stock.figures")),
        parted(view, ITEM_FIGURES, ("item_id", "item"), say("stock.items"), labels=[say("block.item_id"), say("block.item")]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("stock.nothing"), "warning")]
