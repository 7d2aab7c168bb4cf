"""Service's numbers on one day of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.service.metrics import METRICS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)

DAY: Row = {"day": nov(2)}
ROWS: dict[str, list[Row]] = {
    "service_day": [
        {**DAY, "cut": "agent", "agent": "小林", "consulted": 60, "received": 58, "inquirers": 40, "buyers": 20, "gmv": "4000"},
        {**DAY, "cut": "agent", "agent": "小周", "consulted": 40, "received": 37, "inquirers": 20, "buyers": 5, "gmv": "750"},
        {
            **DAY,
            "cut": "sycm",
            "consulted": 99,
            "first_reply": 24.5,
            "average_reply": 41.0,
            "reply_3min": 0.93,
            "satisfied": 0.97,
        },
    ],
}
NUMBERS = {
    "consulted": 100,
    "received": 95,
    "unanswered": 5,
    "unanswered_rate": 0.05,
    "inquirers": 60,
    "service_buyers": 25,
    "service_gmv": 4750,
    "inquiry_cvr": 25 / 60,
    "service_aov": 190.0,
    "reply": 24.5,
    "average_reply": 41.0,
    "reply_3min": 0.93,
    "satisfied": 0.97,
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("service") / "w")
    tiny.load(ROWS)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in METRICS} == set(NUMBERS)


def test_conversion_by_agent_divides_the_agents_own_people(view: View) -> None:
    rows = {row["agent"]: row["inquiry_cvr"] for row in view.table(["inquiry_cvr"], ["agent"])}
    assert rows == {"小林": 0.5, "小周": 0.25}
