"""Each check of trade finds what it is there for on a made-up day, and nothing on an ordinary one."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.trade.checks import CHECKS
from storehand.detect.run import Findings, findings
from storehand.metrics.catalog import Catalog
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
USUAL = {
    "gmv": 80_000.0, "orders": 1_000.0, "buyers": 800.0, "units": 1_500.0, "refunds": 8_000.0, "cohort_refunds": 8_000.0,
    "cohort_paid": 80_000.0, "unpaid_orders": 200.0, "placed_orders": 1_200.0, "placed": 96_000.0,
}  # fmt: skip
ITEMS = {"羊毛大衣A": 0.5, "羊毛大衣B": 0.3, "围巾": 0.2}


def a_shop(**friday: float) -> dict[Cell, Days]:
    """Ten ordinary weeks, and a Friday on which the named metrics bring so much instead."""
    cells: dict[Cell, Days] = {(metric, WHOLE): calm(level) for metric, level in USUAL.items()}
    for item, share in ITEMS.items():
        cells["item_gmv", (("item", item),)] = calm(80_000 * share)
        cells["item_units", (("item", item),)] = calm(1_500 * share)
    for metric, value in friday.items():
        cells[metric, WHOLE][FRIDAY] = value
    return cells


def found(cells: dict[Cell, Days]) -> Findings:
    return findings(fake(FRIDAY, cells, catalog=CATALOG), [("trade", check) for check in CHECKS])


def test_an_ordinary_friday_is_looked_at_and_nothing_is_told() -> None:
    told = found(a_shop())
    assert told.findings == ()
    assert told.curves >= 9


def test_a_shop_without_files_has_nothing_to_look_at() -> None:
    assert found({}) == Findings((), 0)


@pytest.mark.parametrize(
    ("check", "friday"),
    [
        ("gmv_low", {"gmv": 40_000, "orders": 500, "buyers": 400, "units": 750}),
        ("orders_low", {"orders": 700}),
        ("aov_low", {"buyers": 1_000}),
        ("order_value_low", {"orders": 1_300}),
        ("refunds_high", {"refunds": 20_000}),
        ("refund_rate_high", {"cohort_refunds": 20_000}),
        ("unpaid_high", {"unpaid_orders": 600}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_check_finds_its_trouble(check: str, friday: dict[str, float]) -> None:
    assert check in {finding.check for finding in found(a_shop(**friday)).findings}


def test_an_item_that_sells_half_is_named_while_the_shop_holds() -> None:
    cells = a_shop()
    for metric in ("item_gmv", "item_units"):
        cells[metric, (("item", "围巾"),)][FRIDAY] *= 0.4
    (finding,) = found(cells).findings
    assert (finding.check, finding.where) == ("item_low", (("item", "围巾"),))


def test_an_item_that_stopped_is_told_once() -> None:
    cells = a_shop()
    for metric in ("item_gmv", "item_units"):
        del cells[metric, (("item", "围巾"),)][FRIDAY]
    (finding,) = found(cells).findings
    assert (finding.check, finding.where, finding.value) == ("item_gone", (("item", "围巾"),), 0)
    assert finding.impact is not None
    assert float(finding.impact.money) == pytest.approx(16_000, rel=0.05)


def test_an_item_that_took_the_shop_down_is_told_for_the_shop() -> None:
    cells = a_shop(gmv=40_000, orders=500, buyers=400, units=750)
    for metric in ("item_gmv", "item_units"):
        cells[metric, (("item", "羊毛大衣A"),)][FRIDAY] = 0.0
    (finding,) = found(cells).findings
    assert (finding.check, finding.where) == ("item_gone", (("item", "羊毛大衣A"),))
    assert "gmv_low" in {each.check for each in finding.folded}


def test_names_and_labels_are_complete() -> None:
    names = [check.name for check in CHECKS]
    assert len(names) == len(set(names))
    assert all(check.label.zh and check.label.en for check in CHECKS)
