"""The return of the week whose sales have come in, against the four weeks before."""

from __future__ import annotations

from datetime import date

import pytest

from storehand.desks import DESKS
from storehand.desks.ads.returns import Sums, fell, roas_low
from storehand.detect.finding import Finding
from storehand.metrics.catalog import Catalog
from tests.detect.fake_view import Cell, Days, days_before, fake

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
FRIDAY = date(2026, 11, 27)
WEEK = (date(2026, 11, 18), date(2026, 11, 24))  # ended three days before
PLAN: tuple[tuple[str, str], ...] = (("campaign", "关键词_大衣"),)
USUAL = Sums(orders=280, spend=2_800, gmv=56_000)


def test_half_the_orders_for_the_same_money_is_a_fall() -> None:
    found = fell(Sums(35, 700, 7_000), USUAL, share=0.3, least=5)
    assert found is not None
    # 280 / 2,800 × 700 = 70 orders; a tenth may still come.
    assert found.expected == pytest.approx(63)
    assert (found.now.roas, found.before.roas) == (10.0, 20.0)
    assert found.chance < 0.001


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (Sums(63, 700, 12_600), USUAL),  # 18 instead of 20: nothing to tell
        (Sums(2, 30, 300), USUAL),  # three orders were expected: too few to tell
        (Sums(70, 700, 7_000), USUAL),  # as many orders, only cheaper
        (Sums(35, 700, 7_000), Sums()),  # a new plan
        (Sums(), USUAL),  # it spent nothing
    ],
    ids=["a little lower", "too few", "cheaper orders", "new", "idle"],
)
def test_all_else_is_none(now: Sums, before: Sums) -> None:
    assert fell(now, before, share=0.3, least=5) is None


def a_plan(orders: float) -> dict[Cell, Days]:
    """100 yuan a day that bring twenty orders of 100; `orders` of them a day in the mature week, none yet on the newest three."""
    span = days_before(FRIDAY, 60)
    per_day = {day: 0.0 if day > WEEK[1] else orders if day >= WEEK[0] else 20.0 for day in span}
    return {
        ("ad_orders", PLAN): per_day,
        ("ad_gmv", PLAN): {day: 100 * count for day, count in per_day.items()},
        ("ad_spend", PLAN): dict.fromkeys(span, 100.0),
    }


def found(orders: float, **limits: float) -> list[Finding]:
    view = fake(FRIDAY, a_plan(orders), catalog=CATALOG, limits=limits)
    return [one for one in roas_low()(view, "campaign_roas_low") if one is not None]


def test_the_mature_week_is_told_with_its_own_days_and_money() -> None:
    (one,) = found(8)
    assert (one.metric, one.where, one.since, one.until) == ("roas", PLAN, WEEK[0], date(2026, 11, 25))
    assert (float(one.value), one.expected) == (8.0, 20.0)
    assert one.impact is not None
    assert float(one.impact.money) == pytest.approx(8_400)  # (20 − 8) × 700


def test_low_figures_of_the_newest_days_alone_are_no_fall() -> None:
    assert found(20) == []


def test_a_shop_may_say_how_long_its_sales_take() -> None:
    # Judged as of yesterday, the immature days look like a fall.
    assert len(found(20, **{"campaign_roas_low.mature": 0})) == 1
