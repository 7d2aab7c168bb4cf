"""Each check of reviews finds what it is there for on a made-up day, and nothing on an ordinary one."""

from __future__ import annotations

from storehand.desks import DESKS
from storehand.desks.reviews.checks import CHECKS
from storehand.detect.run import Findings, findings
from storehand.metrics.catalog import Catalog
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)


def a_shop() -> dict[Cell, Days]:
    """Two bad reviews a day, half of them of one item; a score of 4.8; no violation."""
    days = list(calm(1.0))
    return {
        ("gmv", WHOLE): calm(80_000),
        ("orders", WHOLE): calm(1_000),
        ("bad_reviews", WHOLE): dict.fromkeys(days, 2.0),
        ("bad_reviews", (("item_id", "7"),)): dict.fromkeys(days, 1.0),
        ("bad_reviews", (("item_id", "8"),)): dict.fromkeys(days, 0.0),
        ("scores", (("name", "物流体验"),)): {day: 4.8 + 0.01 * (day.toordinal() % 2) for day in days},
        ("violations", (("item_id", "7"),)): dict.fromkeys(days, 0),
    }


def found(cells: dict[Cell, Days]) -> Findings:
    return findings(fake(FRIDAY, cells, catalog=CATALOG), [("reviews", check) for check in CHECKS])


def test_an_ordinary_friday_is_looked_at_and_nothing_is_told() -> None:
    told = found(a_shop())
    assert told.findings == ()
    assert told.curves >= 4


def test_an_item_that_gathers_them_is_named() -> None:
    cells = a_shop()
    cells["bad_reviews", (("item_id", "8"),)][FRIDAY] = 6.0
    (finding,) = found(cells).findings
    assert (finding.check, finding.where, finding.value) == ("item_bad_reviews_high", (("item_id", "8"),), 6)


def test_ten_in_a_day_are_too_many() -> None:
    cells = a_shop()
    cells["bad_reviews", WHOLE][FRIDAY] = 10.0
    assert "bad_reviews_many" in {finding.check for finding in found(cells).findings}


def test_a_score_that_slides_a_tenth_is_told_by_name() -> None:
    cells = a_shop()
    cells["scores", (("name", "物流体验"),)][FRIDAY] = 4.65
    (finding,) = found(cells).findings
    assert (finding.check, finding.where) == ("score_low", (("name", "物流体验"),))


def test_a_violation_is_told_with_its_item_and_critical() -> None:
    cells = a_shop()
    cells["violations", (("item_id", "7"),)][FRIDAY] = 1
    (finding,) = found(cells).findings
    assert (finding.check, finding.where, finding.severity) == ("violation", (("item_id", "7"),), "critical")
    assert finding.chance is None
