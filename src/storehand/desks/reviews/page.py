"""The reviews page: reviews of the day, the shop's scores, what the platform holds against it."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, parted
from storehand.wording import say

FIGURES = ("reviews", "bad_reviews", "bad_review_rate", "violations", "violation_points", "fines")
ITEM_FIGURES = ("bad_reviews", "reviews", "bad_review_rate")
SCORE_FIGURES = ("scores", "peer_scores")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the page; without reviews, scores and violations it says what to download."""
    found: list[Block | None] = [
        compared(view, FIGURES, say("reviews.figures")),
        parted(view, SCORE_FIGURES, ("name",), say("reviews.scores"), labels=[say("block.score")]),
        parted(view, ITEM_FIGURES, ("item_id", "item"), say("reviews.items"), labels=[say("block.item_id"), say("block.item")]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("reviews.nothing"), "warning")]
