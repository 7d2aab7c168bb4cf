"""Days on which very much money goes back."""

from __future__ import annotations

from datetime import date

import pytest

from storehand.calendar import Calendar, Planned
from storehand.desks.trade.outpour import outpour, refunds_large
from storehand.wording import plain
from tests.desks.trade.test_checks import CATALOG
from tests.detect.fake_view import Cell, Days, days_before, fake

DAY = date(2026, 10, 20)
BEFORE = [0.0, 9_000.0] * 10


def test_thirty_thousand_after_4500_a_day_and_takings_of_100000_is_an_outpour() -> None:
    assert outpour(30_000, BEFORE, 100_000, 0.25) == 4_500


@pytest.mark.parametrize(
    ("now", "before", "takings"),
    [
        (20_000, BEFORE, 100_000),
        (30_000, [*BEFORE, 31_000.0], 100_000),
        (30_000, [12_000.0] * 20, 100_000),
        (30_000, BEFORE[:10], 100_000),
    ],
    ids=["a fifth of the takings", "less than three weeks ago", "two and a half times", "ten days known"],
)
def test_all_else_is_none(now: float, before: list[float], takings: float) -> None:
    assert outpour(now, before, takings, 0.25) is None


def _cells(today: float) -> dict[Cell, Days]:
    calm: Days = dict.fromkeys(days_before(DAY, 60), 1_000.0)
    return {("refunds", ()): calm | {DAY: today}, ("gmv", ()): dict.fromkeys(calm, 20_000.0)}


def test_the_money_at_stake_is_what_went_back_beyond_the_usual() -> None:
    (one,) = refunds_large()(fake(DAY, _cells(6_000.0), catalog=CATALOG), "refunds_large")
    assert one is not None
    assert one.impact is not None
    assert (float(one.value), one.expected, float(one.impact.money)) == (6_000.0, 1_000.0, 5_000.0)


def test_the_days_of_a_sale_are_left_to_what_is_usual_then() -> None:
    sale = Planned(plain("大促"), DAY, DAY.replace(day=21))
    view = fake(DAY, _cells(6_000.0), catalog=CATALOG, calendar=Calendar(events=(sale,)))
    assert list(refunds_large()(view, "refunds_large")) == []


def test_a_weeks_refunds_are_not_held_against_single_days() -> None:
    view = fake(DAY, _cells(6_000.0), catalog=CATALOG, period="week")
    assert list(refunds_large()(view, "refunds_large")) == []
