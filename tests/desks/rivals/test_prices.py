"""A rival's price against what was noted in the four weeks before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from storehand.desks import DESKS
from storehand.desks.rivals.prices import cut, rival_cut, together
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row, days

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
DAY = date(2026, 11, 25)


def noted(*prices: float) -> dict[date, float]:
    """Prices of the last days, oldest first, the last one of `DAY`."""
    return {DAY - timedelta(days=back): price for back, price in zip(range(len(prices) - 1, -1, -1), prices, strict=True)}


def test_the_usual_price_is_the_median_of_four_weeks() -> None:
    assert cut(noted(100, 100, 90, 100, 100, 70), DAY) == (70, 100)


def test_five_notes_are_needed_and_one_of_the_day() -> None:
    assert cut(noted(100, 100, 100, 100, 70), DAY) is None
    assert cut(noted(100, 100, 100, 100, 100, 70), DAY + timedelta(days=1)) is None


def test_on_a_promotion_day_all_are_cheaper() -> None:
    assert together([(80.0, 100.0), (85.0, 100.0), (60.0, 100.0)]) == 0.8
    assert together([(80.0, 100.0), (85.0, 100.0)]) == 1.0
    assert together([(110.0, 100.0), (105.0, 100.0), (60.0, 100.0)]) == 1.0


def test_a_cut_is_told_by_the_rivals_name(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"cut": "sheet", "day": nov(day), "rival": rival, "item_id": item, "item": title, "price": price}
        for day in range(1, 11)
        for rival, item, title, price in (
            ("青禾", "9", "大衣同款", "69" if day == 10 else "100"),
            ("南巷", "8", "围巾同款", "46" if day == 10 else "50"),
        )
    ]
    tiny = Tiny(tmp_path / "w").load({"rival_day": rows}, covers=days(nov(1), nov(10)))
    view = View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(10))
    told = list(rival_cut(0.1)(view, "rival_cut"))
    assert len(told) == 2
    (one,) = [each for each in told if each is not None]
    assert one.where == (("rival", "青禾"), ("item", "大衣同款"))
    assert (float(one.value), one.expected, one.direction) == (69.0, 100.0, "down")
    assert view.value("rival_price", where=dict(one.where)) == 69
