"""The logistics page: what is unsent, what came late, which parcels are in trouble."""

from __future__ import annotations

from storehand.advise.task import Task
from storehand.metrics.view import View
from storehand.report.block import Block, Note
from storehand.report.tables import compared, parted
from storehand.wording import say

FIGURES = ("unshipped_orders", "late_refunds", "late_refund_share", "parcel_troubles", "parcel_compensation")
PARCEL_FIGURES = ("parcel_troubles", "parcel_compensation")


def page(view: View, tasks: tuple[Task, ...]) -> list[Block]:  # noqa: ARG001 - tasks stand on the first page
    """Blocks of the page; without orders, refunds and parcels it says what to download."""
    found: list[Block | None] = [
        compared(view, FIGURES, say("logistics.figures")),
        parted(view, PARCEL_FIGURES, ("courier",), say("logistics.couriers"), labels=[say("block.courier")]),
    ]
    blocks = [block for block in found if block is not None]
    return blocks or [Note(say("logistics.nothing"), "warning")]
