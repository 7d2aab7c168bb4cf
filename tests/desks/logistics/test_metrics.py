"""Logistics' numbers on one day of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.logistics.metrics import METRICS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)

REASONS = ("未按约定时间发货", "质量问题", "未收到货", "不喜欢/不想要")
ROWS: dict[str, list[Row]] = {
    "refunds": [
        {"cut": "order", "refund_id": f"r{place}", "refunded_day": nov(2), "reason": reason, "amount": "10"}
        for place, reason in enumerate(REASONS)
    ],
    "parcels": [
        {"cut": "collection", "parcel_id": "p1", "paid_day": nov(2), "courier": "中通快递", "compensation": "3.50"},
        {"cut": "collection", "parcel_id": "p2", "paid_day": nov(2), "courier": "极兔速递", "compensation": "5.00"},
    ],
}
NUMBERS = {"late_refunds": 2, "late_refund_share": 0.5, "parcel_troubles": 2, "parcel_compensation": 8.5}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("logistics") / "w")
    tiny.load(ROWS)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in METRICS} == set(NUMBERS)
