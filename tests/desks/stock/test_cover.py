"""For how many days an item's stock lasts."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.desks.stock.cover import Cover, cover_low
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row, days

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)


@pytest.mark.parametrize(
    ("cover", "short"),
    [
        (Cover("7", 19, 23, 0, 4.0), True),  # 20 are needed for five days
        (Cover("7", 20, 24, 0, 4.0), False),
        (Cover("7", 15, 19, 0, 4.0), False),  # told yesterday
        (Cover("7", 19, None, 0, 4.0), True),
        (Cover("7", 0, 23, 0, 4.0), False),  # sold out: another check's
    ],
    ids=["short", "enough", "known", "no yesterday", "nothing left"],
)
def test_an_item_is_short_on_the_first_day_that_it_lasts_less(cover: Cover, short: bool) -> None:
    assert cover.short(5) is short


def test_the_shop_is_told_what_runs_out_and_whether_more_is_coming(tmp_path: Path) -> None:
    span = days(nov(1), nov(30))
    sold: list[Row] = [{"cut": "sycm", "day": day, "item_id": item, "units": 4} for day in span for item in "789"]
    held: list[Row] = [
        {"cut": "sheet", "day": day, "sku_id": f"{item}1", "item_id": item, "on_hand": pieces, "in_transit": coming}
        for day, left in ((nov(29), {"7": 30, "8": 22, "9": 21}), (nov(30), {"7": 26, "8": 18, "9": 17}))
        for (item, pieces), coming in zip(left.items(), (0, 0, 50), strict=True)
    ]
    tiny = Tiny(tmp_path / "w").load({"item_day": sold, "stock_day": held}, covers=span)
    view = View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(30))
    told = [one for one in cover_low(days=5, minimum=2)(view, "cover_low") if one is not None]
    # 28 days of 4 pieces are 4 a day; five days need 20.
    assert {one.where[0][1]: (one.value, one.severity) for one in told} == {"8": (18, "warning"), "9": (17, "notice")}
    assert told[0].expected == pytest.approx(20)
