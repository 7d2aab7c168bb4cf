"""The ads page: what was spent, what it brought, plan by plan."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, curves, parted
from storehand.wording import say

FIGURES = (
    "ad_spend", "ad_impressions", "ad_clicks", "ctr", "cpc", "ad_cart_rate", "ad_orders", "ad_gmv", "roas", "click_value",
    "ad_share", "paid_share",
)  # fmt: skip
PLAN_FIGURES = ("ad_spend", "ad_clicks", "ctr", "cpc", "ad_gmv", "roas")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the page; without any ad report it says what to download."""
    found: list[Block | None] = [
        curves(view, ("ad_spend", "ad_gmv"), say("ads.curve")),
        compared(view, FIGURES, say("ads.figures")),
        parted(view, PLAN_FIGURES, ("campaign",), say("ads.plans"), labels=[say("block.campaign")]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("ads.nothing"), "warning")]
