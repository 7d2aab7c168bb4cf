"""What the platform holds against the shop: every violation of the period, item by item."""

from __future__ import annotations

from collections.abc import Iterator

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View


def violations() -> Watch:
    """Finds each item with a violation in the view's period; those of the whole shop together."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        for shop in view.shops:
            for row in view.table(["violations"], ["item_id"], where={"shop": shop}):
                count = row["violations"]
                if isinstance(count, int) and count:
                    where = (("item_id", str(row["item_id"])),) if row["item_id"] else ()
                    yield fact(view, name, "violations", shop, where, value=count, usual=0.0, severity="critical")

    return watch
