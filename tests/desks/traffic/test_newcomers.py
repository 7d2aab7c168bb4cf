"""New items that nobody sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from storehand.desks.traffic.newcomers import age, unseen
from storehand.metrics.view import View
from tests.desks.trade.test_checks import CATALOG
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row, days

DAY = date(2026, 11, 25)
KNOWN = frozenset(DAY - timedelta(days=back) for back in range(60))


@pytest.mark.parametrize(
    ("first", "old"), [(5, 5), (2, 2), (20, 20), (59, None)], ids=["five days", "two days", "twenty days", "always there"]
)
def test_an_item_is_as_old_as_its_first_visitor(first: int, old: int | None) -> None:
    assert age({DAY - timedelta(days=back): 4.0 for back in range(first + 1)}, DAY, KNOWN) == old


def test_an_item_of_a_young_export_is_not_known_to_be_new() -> None:
    young = frozenset(DAY - timedelta(days=back) for back in range(20))
    assert age({DAY - timedelta(days=5): 4.0}, DAY, young) is None


def test_a_new_item_with_five_visitors_a_day_is_told_and_one_with_50_is_not(tmp_path: Path) -> None:
    first, last = date(2026, 10, 1), nov(20)
    rows: list[Row] = [
        {"cut": "sycm", "day": day, "item_id": item, "visitors": people}
        for day in days(first, last)
        for item, people, since in (("1", 300, first), ("2", 5, nov(13)), ("3", 50, nov(13)))
        if day >= since
    ]
    tiny = Tiny(tmp_path / "w").load({"item_day": rows}, covers=days(first, last))
    view = View.open(tiny.facts(), CATALOG, tiny.workspace, day=last)
    told = list(unseen(10)(view, "new_item_unseen"))
    assert len(told) == 2
    (one,) = [each for each in told if each is not None]
    assert (one.where, one.value, one.expected) == ((("item_id", "2"),), 5, 10)
    assert list(unseen(10)(replace(view, day=nov(19)), "new_item_unseen")) == []  # not on its sixth day
