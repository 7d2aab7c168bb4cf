"""What the helpers of checks find, and what they leave alone."""

from __future__ import annotations

from datetime import date
from math import sin

import pytest

from storehand.detect.check import Check, beyond, missing, worse_than_usual
from storehand.detect.finding import Finding
from storehand.detect.weigh import likely
from storehand.wording import plain
from tests.detect.fake_view import SHOP, Cell, Days, days_before, fake

FRIDAY = date(2026, 11, 27)
WHOLE: tuple[tuple[str, str], ...] = ()


def calm(level: float, day: date = FRIDAY, count: int = 80, wobble: float = 0.03) -> Days:
    """A level with weekends a quarter higher and a small, fixed wobble."""
    return {
        d: level * (1.25 if d.weekday() >= 5 else 1) * (1 + wobble * sin(d.toordinal() * 7.3)) for d in days_before(day, count)
    }


def shop(gmv: float, orders: float) -> dict[Cell, Days]:
    """Usual days of ¥10,000 and 1,000 orders, and a Friday of these."""
    cells: dict[Cell, Days] = {("gmv", WHOLE): calm(10_000), ("orders", WHOLE): calm(1_000)}
    cells["gmv", WHOLE][FRIDAY], cells["orders", WHOLE][FRIDAY] = gmv, orders
    return cells


def found(check: Check, cells: dict[Cell, Days], **more: object) -> list[Finding]:
    return [one for one in check.watch(fake(FRIDAY, cells, **more), check.name) if one is not None]


GMV = Check("gmv_low", plain(""), worse_than_usual("gmv", share=0.12, minimum=10))


def test_a_shop_that_halves_is_found_with_its_figures() -> None:
    (finding,) = found(GMV, shop(5_000, 500))
    assert (finding.metric, finding.shop, finding.where, finding.direction) == ("gmv", SHOP, (), "down")
    assert finding.expected == pytest.approx(10_000, rel=0.03)
    assert finding.low < finding.expected < finding.high
    assert finding.chance is not None
    assert finding.chance < 0.001
    assert finding.basis[-1] == date(2026, 11, 20)


def test_an_ordinary_friday_is_looked_at_and_not_told() -> None:
    assert list(GMV.watch(fake(FRIDAY, shop(9_800, 990)), "gmv_low")) == [None]


def test_a_better_day_is_no_trouble() -> None:
    assert found(GMV, shop(16_000, 1500)) == []


def test_a_rise_counts_where_both_sides_are_watched() -> None:
    both = Check("gmv", plain(""), worse_than_usual("gmv", share=0.12, minimum=10, side="both"))
    (finding,) = found(both, shop(16_000, 1500))
    assert finding.direction == "up"
    assert finding.impact is not None
    assert finding.impact.money < 0


def test_more_refunds_are_worse() -> None:
    cells = shop(10_000, 1000) | {("refunds", WHOLE): calm(1_000) | {FRIDAY: 3_000.0}}
    (finding,) = found(Check("refunds_high", plain(""), worse_than_usual("refunds", share=0.3)), cells)
    assert finding.direction == "up"
    assert finding.impact is not None
    assert float(finding.impact.money) == pytest.approx(2_000, abs=100)


def test_too_few_orders_are_not_judged() -> None:
    cells = {cell: {day: value / 250 for day, value in days.items()} for cell, days in shop(2_500, 250).items()}
    assert list(GMV.watch(fake(FRIDAY, cells), "gmv_low")) == []


def test_a_shops_own_limit_replaces_the_default() -> None:
    cells = shop(7_000, 700)
    assert len(found(GMV, cells)) == 1
    assert found(GMV, cells, limits={"gmv_low": 0.4}) == []
    assert found(GMV, cells, limits={"gmv_low.minimum": 5_000.0}) == []


def test_a_finding_keeps_its_id_and_another_day_has_another() -> None:
    (one,), (again,) = found(GMV, shop(5_000, 500)), found(GMV, shop(4_000, 400))
    assert one.id == again.id
    later = [f for f in GMV.watch(fake(date(2026, 11, 20), shop(1, 10)), "gmv_low") if f]
    assert [f.id for f in later if f.id == one.id] == []


def sources() -> dict[Cell, Days]:
    """手淘搜索 loses 38 % while the others hold."""
    cells: dict[Cell, Days] = {}
    for name, level in (("手淘搜索", 2_000.0), ("直通车", 1_500.0), ("我的淘宝", 900.0)):
        cells["source_visitors", (("source", name),)] = calm(level)
    cells["source_visitors", (("source", "手淘搜索"),)][FRIDAY] = 1_240.0
    cells["visitors", WHOLE] = calm(4_000)
    return cells


SOURCE = Check("source_low", plain(""), worse_than_usual("visitors", by=("source",), share=0.25, minimum=100))


def test_search_that_loses_38_per_cent_while_others_hold_is_named() -> None:
    (finding,) = found(SOURCE, sources())
    assert finding.where == (("source", "手淘搜索"),)
    assert finding.value == 1_240
    assert finding.expected == pytest.approx(2_000, rel=0.05)


def test_every_source_and_all_of_them_are_curves_that_were_looked_at() -> None:
    assert len(list(SOURCE.watch(fake(FRIDAY, sources()), "source_low"))) == 4


def test_a_source_that_vanished_is_missing() -> None:
    cells = sources()
    cells["source_visitors", (("source", "直通车"),)][FRIDAY] = 0.0
    (finding,) = found(Check("source_gone", plain(""), missing("visitors", by=("source",), minimum=50)), cells)
    assert finding.where == (("source", "直通车"),)
    assert finding.value == 0


def test_a_source_that_stays_away_is_news_once() -> None:
    cells = sources()
    since = [date(2026, 11, day) for day in (25, 26, 27)]
    cells["source_visitors", (("source", "直通车"),)] |= dict.fromkeys(since, 0.0)
    check = Check("source_gone", plain(""), missing("visitors", by=("source",), minimum=50))
    (heard,) = likely(found(check, cells, told=tuple(since[:2])), 3)
    assert heard.told
    # A shop that loads all three days at once has not been told.
    (first,) = likely(found(check, cells), 3)
    assert not first.told


def test_no_source_is_missing_on_a_day_without_the_export() -> None:
    cells = sources()
    for cell in cells:
        cells[cell].pop(FRIDAY)
    assert found(Check("source_gone", plain(""), missing("visitors", by=("source",))), cells) == []


def test_a_fixed_limit_needs_no_past() -> None:
    cells: dict[Cell, Days] = {("gmv", WHOLE): {FRIDAY: 500.0}, ("orders", WHOLE): {FRIDAY: 40.0}}
    check = Check("order_value_low", plain(""), beyond("order_value", 20, above=False, minimum=30))
    (finding,) = found(check, cells)
    assert (finding.value, finding.expected, finding.chance, finding.basis) == (12.5, 20, None, ())
    assert found(check, cells, limits={"order_value_low": 10.0}) == []
    assert found(check, cells, limits={"order_value_low.minimum": 100.0}) == []


def test_an_unknown_day_is_no_finding() -> None:
    cells = shop(5_000, 500)
    del cells["gmv", WHOLE][FRIDAY]
    assert list(GMV.watch(fake(FRIDAY, cells), "gmv_low")) == []
