"""What is asked of facts, and how often: the numbers themselves are in test_view.py."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from storehand.metrics.cells import Cells
from tests.metrics.tiny import Tiny, nov
from tests.store.making import days, order


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question that facts were asked."""
    found: list[str] = []
    run = Cells.run

    def told(cells: Cells, text: str) -> list[tuple[Any, ...]]:
        found.append(text)
        return run(cells, text)

    monkeypatch.setattr(Cells, "run", told)
    return found


def test_a_column_that_no_row_fills_is_not_read(tiny: Tiny, asked: list[str]) -> None:
    view = tiny.orders().view()
    assert view.value("orders", where={"country": "CN"}) is None
    assert view.value("orders", where={"province": ""}) == 1
    assert not [text for text in asked if "country" in text]
    assert (view.states("orders", "province"), view.states("orders", "country"), view.states("ad_day", "campaign")) == (
        True,
        False,
        False,
    )


def test_a_table_that_no_file_fed_is_not_read(tiny: Tiny, asked: list[str]) -> None:
    assert tiny.orders().view().rows("targets", ("metric",), nov(1), nov(4)) == []
    assert asked == []


def test_rows_behind_the_metrics_of_one_table_are_asked_for_once(tiny: Tiny, asked: list[str]) -> None:
    view = tiny.orders().view()
    assert [view.rows_behind(name, nov(1), nov(2))[0] for name in ("gmv", "orders")] == [2, 2]
    assert view.rows_behind("gmv", nov(3))[0] == 1
    assert len([text for text in asked if '"batch"' in text]) == 2


def test_people_of_a_day_long_ago_are_counted_for_that_day_alone(tiny: Tiny, asked: list[str]) -> None:
    last_year = date(2025, 11, 4)
    old = [order(90 + step, 1, 10, paid_day=last_year + timedelta(days=step), buyer=f"b{step % 2}") for step in range(4)]
    view = tiny.orders().load({"orders": old}, covers=days(last_year, last_year + timedelta(days=3)), name="last.csv").view()
    assert view.value("buyers") == 1
    assert view.value("buyers", last_year, last_year + timedelta(days=1)) == 1
    assert view.value("buyers", last_year, last_year + timedelta(days=4)) == 2
    counted = [text for text in asked if 'DISTINCT "t1"."buyer"' in text and "2025-11-04" in text]
    assert "2025-11-05" in counted[0]
