"""Which limits a check has: what it asks its view for before it looks at any shop."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Final, cast

from storehand.detect.check import Check
from storehand.metrics.view import View


class _Asked:
    """A view of no shop, that takes down the limits which it is asked for."""

    shops: Final = ()
    period: Final = "day"
    day: Final = date(2000, 1, 1)
    since: Final = day
    until: Final = day + timedelta(days=1)

    def __init__(self) -> None:
        self.limits: dict[str, float] = {}
        self.memory: dict[str, object] = {}

    def limit(self, check: str, default: float) -> float:
        self.limits[check] = default
        return default


def limits(check: Check) -> dict[str, float]:
    """The desk's own figures by key: "" how far counts, "minimum" how much must stand behind it; a check may have others."""
    asked = _Asked()
    # A check that wants more of a view before it looks at a shop has told its limits by then.
    with suppress(AttributeError, TypeError):
        list(check.watch(cast(View, asked), check.name))
    return {name.partition(".")[2]: figure for name, figure in asked.limits.items()}
