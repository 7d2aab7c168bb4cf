"""Reviews' numbers on one day of a tiny shop, computed by hand."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.reviews.metrics import METRICS
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)

STARS = {"r1": ("7", 5), "r2": ("7", 3), "r3": ("7", 1), "r4": ("8", 4)}
ROWS: dict[str, list[Row]] = {
    "reviews": [
        {"cut": "sheet", "review_id": name, "item_id": item, "rating": stars, "created_day": nov(2)}
        for name, (item, stars) in STARS.items()
    ],
    "shop_scores": [{"cut": "sheet", "day": nov(2), "name": "物流体验", "score": 4.61, "peers": 4.55}],
    "violations": [
        {"cut": "sheet", "violation_id": "v1", "happened_day": nov(2), "item_id": "7", "points": 2.0, "fine": "50"},
        {"cut": "sheet", "violation_id": "v2", "happened_day": nov(2), "item_id": "8", "points": 0.5},
    ],
}
NUMBERS = {
    "reviews": 4,
    "bad_reviews": 2,
    "bad_review_rate": 0.5,
    "scores": 4.61,
    "peer_scores": 4.55,
    "violations": 2,
    "violation_points": 2.5,
    "fines": 50,
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    tiny = Tiny(tmp_path_factory.mktemp("reviews") / "w")
    tiny.load(ROWS)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(2))


@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_of_the_day(view: View, name: str) -> None:
    assert view.value(name) == pytest.approx(NUMBERS[name])


def test_every_metric_of_the_desk_has_a_number_here() -> None:
    assert {metric.name for metric in METRICS} == set(NUMBERS)


def test_bad_reviews_are_those_of_three_stars_and_fewer(view: View) -> None:
    assert view.table(["bad_reviews"], ["item_id"]) == [{"item_id": "7", "bad_reviews": 2}]
    assert view.value("bad_reviews", where={"item_id": "8"}) == 0
