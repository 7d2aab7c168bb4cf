"""Pieces on hand follow from what moved them."""

from __future__ import annotations

import numpy as np
import pytest

from storehand.demo.catalogue import PLATFORMS
from tests.demo.made import totals


@pytest.mark.parametrize("platform", PLATFORMS)
def test_today_is_yesterday_and_what_arrived_and_came_back_less_what_was_sold(platform: str) -> None:
    stocks = totals(platform).life.stocks
    follows = stocks.on_hand[:-1] + stocks.arrived[1:] + stocks.returned[1:] - stocks.sold[1:]
    assert np.array_equal(stocks.on_hand[1:], follows)
    assert stocks.on_hand.min() >= 0
    assert stocks.in_transit.min() >= 0


def test_every_piece_that_was_ordered_left_the_stock() -> None:
    made = totals("taobao")
    assert made.life.stocks.sold.sum() == made.life.orders.pieces.sum()
