"""Each check of traffic finds what it is there for on a made-up day, and nothing on an ordinary one."""

from __future__ import annotations

import pytest

from storehand.desks.traffic.checks import CHECKS
from storehand.detect.run import Findings, findings
from tests.desks.trade.test_checks import CATALOG, a_shop
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

SOURCES = {"手淘搜索": 10_000.0, "直通车": 6_000.0, "我的淘宝": 4_000.0}


def a_day(**friday: float) -> dict[Cell, Days]:
    """A shop with traffic: 20,000 visitors, 10 % of whom add to the cart, half of whom leave at once."""
    cells = a_shop()
    cells |= {("visitors", WHOLE): calm(20_000), ("cart_users", WHOLE): calm(2_000), ("bounce", WHOLE): calm(0.5)}
    cells["bounce", WHOLE] = dict.fromkeys(cells["bounce", WHOLE], 0.5)
    for source, level in SOURCES.items():
        cells["source_visitors", (("source", source),)] = calm(level)
    for metric, value in friday.items():
        cells[metric, WHOLE][FRIDAY] = value
    return cells


def found(cells: dict[Cell, Days]) -> Findings:
    return findings(fake(FRIDAY, cells, catalog=CATALOG), [("traffic", check) for check in CHECKS])


def test_an_ordinary_friday_is_looked_at_and_nothing_is_told() -> None:
    told = found(a_day())
    assert told.findings == ()
    assert told.curves == 8  # visitors, conversion, bounce, cart rate, three sources and all of them


@pytest.mark.parametrize(
    ("check", "friday"),
    [
        ("visitors_low", {"visitors": 14_000}),
        ("cvr_low", {"buyers": 500}),
        ("bounce_high", {"bounce": 0.7}),
        ("cart_rate_low", {"cart_users": 1_200}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_check_finds_its_trouble(check: str, friday: dict[str, float]) -> None:
    assert check in {finding.check for finding in found(a_day(**friday)).findings}


def test_search_that_loses_38_per_cent_is_named_while_the_others_hold() -> None:
    cells = a_day()
    cells["source_visitors", (("source", "手淘搜索"),)][FRIDAY] = 6_200.0
    (finding,) = found(cells).findings
    assert (finding.check, finding.where) == ("source_low", (("source", "手淘搜索"),))
    assert finding.impact is not None
    # 3,800 visitors at 80,000 / 20,000 = ¥4 each.
    assert float(finding.impact.money) == pytest.approx(15_200, rel=0.08)


def test_a_source_without_a_row_is_gone() -> None:
    cells = a_day()
    del cells["source_visitors", (("source", "直通车"),)][FRIDAY]
    assert [finding.check for finding in found(cells).findings] == ["source_gone"]


def test_names_and_labels_are_complete() -> None:
    names = [check.name for check in CHECKS]
    assert len(names) == len(set(names))
    assert all(check.label.zh and check.label.en for check in CHECKS)
