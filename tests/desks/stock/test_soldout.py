"""Sizes that ran out, weighed by what they usually sell."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.desks.stock.soldout import Out, newly_out, sold_out
from storehand.detect.finding import Finding
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, money, nov
from tests.store.making import Row, days

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
SOLD = {("7", "71"): 3.0, ("7", "72"): 1.0, ("8", "81"): 0.1}
ITEMS = {"7": 4.0, "8": 0.1}


def test_a_size_that_ran_out_is_weighed_by_its_sales() -> None:
    assert newly_out({("7", "71")}, {}, SOLD, ITEMS) == {"7": Out(1, 0, 3.0, 4.0)}


def test_a_size_that_was_out_for_most_of_a_fortnight_is_no_news() -> None:
    assert newly_out({("7", "71")}, {("7", "71"): 8}, SOLD, ITEMS) == {}


def test_an_old_gap_stands_beside_a_new_one() -> None:
    found = newly_out({("7", "71"), ("7", "72")}, {("7", "72"): 14}, SOLD, ITEMS)
    assert found == {"7": Out(2, 1, 3.0, 4.0)}


@pytest.fixture
def view(tmp_path: Path) -> View:
    """Item 7 sells three of its size 71 a day at 100, item 8 one piece a week. On the 30th size 71 and all of 8 are out."""
    span = days(nov(1), nov(30))
    sold: list[Row] = [
        {"cut": "sycm", "day": day, "item_id": item, "units": units, "gmv": units * 100}
        for day in span
        for item, units in (("7", 3), ("8", 1 if day.day % 7 == 0 else 0))
    ]
    held: list[Row] = [
        {"cut": "sheet", "day": day, "sku_id": sku, "item_id": sku[0], "on_hand": 0 if day == nov(30) and sku != "72" else 9}
        for day in span
        for sku in ("71", "72", "81")
    ]
    lines: list[Row] = [
        {"line_id": f"l{day.day}", "order_id": f"o{day.day}", "created_day": day, "paid_day": day, "sku_id": "71", "quantity": 3}
        for day in span
    ]
    tiny = Tiny(tmp_path / "w").load({"item_day": sold, "stock_day": held, "order_lines": lines}, covers=span)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(30))


def _found(view: View) -> list[Finding]:
    return [one for one in sold_out(minimum=1)(view, "sold_out") if one is not None]


def test_what_sells_is_told_with_what_it_would_have_brought(view: View) -> None:
    (one,) = _found(view)
    assert (one.metric, one.where, one.value, one.expected) == ("sold_out_skus", (("item_id", "7"),), 1, 0.0)
    assert one.severity == "critical"  # 71 is what sells of item 7
    assert one.impact is not None
    assert one.impact.money == money("300.00")
    assert one.impact.low < one.impact.money < one.impact.high


def test_the_evidence_is_the_value(view: View) -> None:
    assert view.value("sold_out_skus", where={"item_id": "7"}) == 1
