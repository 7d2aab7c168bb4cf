"""Each check of service finds what it is there for on a made-up day, and nothing on an ordinary one."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.service.checks import CHECKS
from storehand.detect.run import Findings, findings
from storehand.metrics.catalog import Catalog
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
AGENTS = {"小林": 0.6, "小周": 0.4}
USUAL = {"consulted": 500.0, "received": 490.0, "inquirers": 300.0, "service_buyers": 150.0, "service_gmv": 30_000.0}


def a_desk(agent: str = "", **friday: float) -> dict[Cell, Days]:
    """Two agents, 490 of 500 answered, half of 300 askers buy. On Friday the named metrics of one agent are multiplied."""
    cells: dict[Cell, Days] = {("gmv", WHOLE): calm(80_000), ("orders", WHOLE): calm(1_000)}
    for metric, level in USUAL.items():
        parts = {name: calm(level * share) for name, share in AGENTS.items()}
        if agent and metric in friday:
            parts[agent][FRIDAY] *= friday[metric]
        for name, days in parts.items():
            cells[metric, (("agent", name),)] = days
        cells[metric, WHOLE] = {day: sum(days[day] for days in parts.values()) for day in next(iter(parts.values()))}
    for metric, level in {"reply": 20.0, "reply_3min": 0.95}.items():
        cells[metric, WHOLE] = dict.fromkeys(cells["gmv", WHOLE], level)
    return cells


def found(cells: dict[Cell, Days]) -> Findings:
    return findings(fake(FRIDAY, cells, catalog=CATALOG), [("service", check) for check in CHECKS])


def test_an_ordinary_friday_is_looked_at_and_nothing_is_told() -> None:
    told = found(a_desk())
    assert told.findings == ()
    assert told.curves >= 6


def test_an_agent_who_sells_to_few_is_named_while_the_desk_holds() -> None:
    (finding,) = found(a_desk("小周", service_buyers=0.55)).findings
    assert (finding.check, finding.where) == ("agent_cvr_low", (("agent", "小周"),))


def test_a_tenth_left_unanswered_is_too_much() -> None:
    cells = a_desk()
    cells["received", WHOLE][FRIDAY] = cells["consulted", WHOLE][FRIDAY] * 0.9
    assert [finding.check for finding in found(cells).findings] == ["unanswered_high"]


@pytest.mark.parametrize(("metric", "value", "check"), [("reply", 45.0, "reply_over"), ("reply_3min", 0.7, "reply_3min_low")])
def test_a_platforms_standard_is_a_limit(metric: str, value: float, check: str) -> None:
    cells = a_desk()
    cells[metric, WHOLE] = dict.fromkeys(cells[metric, WHOLE], value)
    assert check in {finding.check for finding in found(cells).findings}


def test_an_answer_that_takes_half_as_long_again_is_slow() -> None:
    cells = a_desk()
    cells["reply", WHOLE][FRIDAY] = 29.9
    assert "reply_slow" in {finding.check for finding in found(cells).findings}
