"""Places in search that were lost, by the fortnight before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.desks.rivals.places import fell_in_rank, lost
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row, days

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
DAY = date(2026, 11, 25)


def places(*ends: int | None) -> dict[date, int | None]:
    """Ten days around the eighth place, then `ends`, the last of them on `DAY`."""
    row = [8, 9, 8, 7, 8, 8, 9, 8, 8, 8, *ends]
    return {DAY - timedelta(days=back): place for back, place in zip(range(len(row) - 1, -1, -1), row, strict=True)}


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((30, 32), (32, 8.0)),
        ((17, 18), (18, 8.0)),  # still on the first page, but twice as low
        ((None, None), (200, 8.0)),  # not found any more
        ((8, 32), None),  # one day only
        ((12, 12), None),  # four places
        ((14, 14), None),  # six places, on the first page
    ],
    ids=["off the page", "twice as low", "not found", "one day", "four places", "same page"],
)
def test_a_place_is_lost_when_two_days_show_it(ends: tuple[int | None, ...], told: tuple[int, float] | None) -> None:
    assert lost(places(*ends), DAY, least=5) == told


def test_a_place_that_wavers_must_fall_further() -> None:
    wild = {DAY - timedelta(days=back): place for back, place in zip(range(12, 1, -1), [8, 14, 20] * 3 + [8, 14], strict=True)}
    assert lost({**wild, DAY - timedelta(days=1): 24, DAY: 24}, DAY, least=5) is None


def test_a_lost_word_is_told_with_its_item(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"cut": "sheet", "day": nov(day), "word": word, "place": "organic", "item_id": "7", "position": position}
        for day in range(1, 11)
        for word, position in (("大衣", 40 if day >= 9 else 6), ("羊毛大衣", 6))
    ]
    tiny = Tiny(tmp_path / "w").load({"rank_day": rows}, covers=days(nov(1), nov(10)))
    view = View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(10))
    told = list(fell_in_rank()(view, "rank_lost"))
    assert len(told) == 2
    (one,) = [each for each in told if each is not None]
    assert (one.where, one.value, one.expected) == ((("item_id", "7"), ("word", "大衣")), 40, 6.0)
    assert view.value("search_place", where=dict(one.where)) == 40
