"""A part that costs next to nothing is not told; a whole shop always is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from storehand.detect import weigh
from storehand.detect.finding import Evidence, Finding, Impact
from storehand.metrics.view import View

DAY = date(2026, 11, 20)
ITEM = Finding(
    "id", "item", "trade", "item_gmv", "店", DAY, DAY, DAY, (("item_id", "1"),), "down", 0, 40.0, 1.0, 80.0, 0.001, "warning",
    Impact(Decimal("40.00"), Decimal(1), Decimal(80)), (), Evidence("", 0, ()),
)  # fmt: skip


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> View:
    monkeypatch.setattr(weigh, "usual_price", lambda *asked: (10_000.0, 0.1))
    return cast(View, SimpleNamespace(catalog=SimpleNamespace(names={"gmv"})))


def test_forty_of_ten_thousand_is_a_trifle_and_sixty_is_not(view: View) -> None:
    assert weigh.trifling(view, ITEM)
    assert not weigh.trifling(view, replace(ITEM, impact=Impact(Decimal("60.00"), Decimal(1), Decimal(80))))


def test_the_whole_shop_is_never_a_trifle(view: View) -> None:
    assert not weigh.trifling(view, replace(ITEM, where=()))


def test_without_money_nothing_is_a_trifle(view: View) -> None:
    assert not weigh.trifling(view, replace(ITEM, impact=None))


@pytest.mark.parametrize(("money", "chance", "trifle"), [(100, 0.003, True), (100, 0.001, False), (500, 0.009, False)])
def test_one_in_a_hundred_of_the_takings_must_be_five_times_as_rare_as_one_in_twenty(
    view: View, money: int, chance: float, trifle: bool
) -> None:
    small = replace(ITEM, chance=chance, impact=Impact(Decimal(money), Decimal(1), Decimal(2 * money)))
    assert weigh.trifling(view, small) is trifle
