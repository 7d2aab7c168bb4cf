"""The traffic page: visitors and what they do, source by source, and the words that they search."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, curves, parted
from storehand.wording import say

FIGURES = (
    "visitors", "visitor_days", "new_visitors", "sessions", "pageviews", "pages_per_visitor", "bounce", "dwell", "cart_users",
    "cart_rate", "favs", "fav_rate", "cvr", "uv_value",
)  # fmt: skip
SOURCE_FIGURES = ("source_visitors", "source_buyers", "source_cvr", "source_gmv")
WORD_FIGURES = ("word_visitors", "word_gmv", "word_value")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the traffic page; without any traffic export it says what to download."""
    found: list[Block | None] = [
        curves(view, ("visitors",), say("traffic.curve")),
        compared(view, FIGURES, say("traffic.figures")),
        parted(view, SOURCE_FIGURES, ("source",), say("traffic.sources"), labels=[say("block.source")]),
        parted(view, WORD_FIGURES, ("word",), say("traffic.words"), labels=[say("block.word")]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("traffic.nothing"), "warning")]
