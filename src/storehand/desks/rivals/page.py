"""The rivals page: the market's curve, rivals' prices, places in search."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, curves, parted
from storehand.wording import say

FIGURES = ("market_visitors", "market_trade", "market_search")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the page; without the market and the sheets kept by hand it says what to download."""
    rival = [say("block.item_id"), say("block.rival"), say("block.item")]
    found: list[Block | None] = [
        curves(view, ("market_visitors",), say("rivals.curve")),
        compared(view, FIGURES, say("rivals.figures")),
        parted(view, ("rival_price",), ("item_id", "rival", "item"), say("rivals.prices"), labels=rival),
        parted(
            view, ("search_place",), ("word", "item_id"), say("rivals.places"), labels=[say("block.word"), say("block.item_id")]
        ),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("rivals.nothing"), "warning")]
