"""Half a file is no fall."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from storehand.detect.trusted import doubted
from storehand.metrics.view import View
from tests.detect.fake_view import SHOP
from tests.detect.test_weigh import a_finding


@dataclass
class Halved:
    """The platform's own table says 1,000 yuan, the orders that came `orders`."""

    orders: float
    period: str = "day"
    day: date = date(2026, 11, 27)
    memory: dict[str, Any] = field(default_factory=dict)

    def identities(self) -> list[SimpleNamespace]:
        ok = abs(self.orders - 1_000) < 1
        return [
            SimpleNamespace(
                key="sources", ok=ok, shop=SHOP, left=1_000, right=self.orders, left_source="shop_day:", right_source="orders:erp"
            )
        ]

    def table_of(self, metric: str, shop: str, by: tuple[str, ...] = ()) -> str:
        return {"orders": "orders", "gmv": "shop_day"}[metric]


@pytest.mark.parametrize(("orders", "believed"), [(480.0, False), (1_000.0, True), (960.0, True)])
def test_a_fall_of_a_table_that_lacks_rows_is_not_believed(orders: float, believed: bool) -> None:
    view = cast(View, Halved(orders))
    assert doubted(view, a_finding("orders", 5, 10)) is not believed
    assert not doubted(view, a_finding("gmv", 500, 1_000))


def test_a_rise_is_believed() -> None:
    assert not doubted(cast(View, Halved(480.0)), a_finding("orders", 20, 10))
