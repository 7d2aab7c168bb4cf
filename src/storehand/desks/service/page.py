"""The service page: who asks, how long they wait, how many buy, agent by agent."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, parted
from storehand.wording import say

FIGURES = (
    "consulted", "received", "unanswered_rate", "reply", "average_reply", "reply_3min", "satisfied", "inquirers",
    "service_buyers", "inquiry_cvr", "service_gmv", "service_aov",
)  # fmt: skip
AGENT_FIGURES = ("consulted", "unanswered_rate", "inquirers", "inquiry_cvr", "service_gmv", "service_aov")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the page; without any service export it says what to download."""
    found: list[Block | None] = [
        compared(view, FIGURES, say("service.figures")),
        parted(view, AGENT_FIGURES, ("agent",), say("service.agents"), labels=[say("block.agent")]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("service.nothing"), "warning")]
