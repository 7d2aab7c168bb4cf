"""The missing field: named where it costs orders, passed over where it does not, and never blamed for its own cause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pytest

from benchmarks.judgement.missing_field import DAYS, SINCE, UNTIL, made, tried
from storehand.detect.gaps import Lacking, fields, lacking
from storehand.metrics.fills import Fill

Counts = Mapping[str, tuple[int, int, int, int]]  # channel to orders, those empty, those lost, lost and empty
USUAL: Counts = {"抖音": (100, 2, 10, 0), "快手": (50, 1, 5, 0)}
GAP: Counts = {"抖音": (100, 40, 26, 20), "快手": (50, 1, 5, 0)}


def shop(gap: Counts, usual: Counts = USUAL, *, days: int = 7, batch: str = "b", outcome: str = "lost") -> list[Fill]:
    """Nine weeks of one field; `gap` on the last `days`. Every order that lacks it was placed for 10."""
    found = []
    for at in range(DAYS):
        for channel, (rows, empty, bad, both) in (gap if at >= DAYS - days else usual).items():
            day = SINCE + timedelta(days=at)
            lost = Fill(day, channel, batch, outcome, bad, (both,), (Decimal(10 * both),))
            fine = Fill(day, channel, batch, "fine", rows - bad, (empty - both,), (Decimal(10 * (empty - both)),))
            found += [lost, fine]
    return found


def told(fills: list[Fill], field: str = "code", kinds: Mapping[str, str] | None = None) -> list[Lacking]:
    return [one for one in lacking(fills, (field,), SINCE, UNTIL, kinds=kinds or {}) if one is not None]


def test_the_gap_is_told_with_its_days_its_channel_and_what_it_cost() -> None:
    (one,) = told(shop(GAP))
    assert (one.field, one.segment, one.outcome) == ("code", "抖音", "lost")
    assert (one.since, one.until) == (UNTIL - timedelta(days=7), UNTIL)
    assert (one.cost.empty, one.cost.bad, one.placed) == (280, 140, Decimal(1400))
    assert one.usual == pytest.approx(0.02, abs=0.002)
    # Of 280 orders a tenth is lost anyway: 28. So the gap cost 112.
    assert one.cost.lost == pytest.approx(112, rel=0.03)
    assert one.cost.low < 112 < one.cost.high


def test_a_gap_that_costs_nothing_is_passed_over() -> None:
    assert told(shop({"抖音": (100, 40, 10, 4), "快手": (50, 1, 5, 0)})) == []


def test_a_bad_week_without_a_gap_is_not_a_missing_field() -> None:
    assert told(shop({"抖音": (100, 2, 40, 1), "快手": (50, 1, 20, 0)})) == []


def test_what_the_outcome_empties_is_not_blamed() -> None:
    courier: Counts = {"抖音": (100, 10, 10, 10), "快手": (50, 5, 5, 5)}
    assert told(shop({"抖音": (100, 40, 40, 40), "快手": (50, 5, 5, 5)}, courier)) == []
    assert told(shop({"抖音": (100, 45, 40, 38), "快手": (50, 6, 5, 5)}, {"抖音": (100, 12, 10, 9), "快手": (50, 5, 5, 4)})) == []


def test_a_field_that_is_empty_exactly_where_orders_are_lost_says_the_same_twice() -> None:
    assert told(shop({"抖音": (100, 30, 30, 30), "快手": (50, 0, 5, 0)}, {"抖音": (100, 0, 10, 0), "快手": (50, 0, 5, 0)})) == []


def test_orders_of_a_kind_that_is_always_worse_cost_nothing_new() -> None:
    # As many are lost as ever; the worse ones are those that now lack the field.
    assert told(shop({"抖音": (100, 40, 10, 10), "快手": (50, 1, 5, 0)})) == []


def test_a_file_without_the_column_says_nothing_of_it() -> None:
    usual = shop(USUAL)
    bare = [Fill(UNTIL - timedelta(days=1), "抖音", "other", "lost", 60, (60,), (Decimal(600),))]
    assert told(usual + bare) == []


def test_different_exports_are_not_held_against_each_other() -> None:
    # An export of unpaid orders fills the field for a few only; the usual one fills it nearly always.
    open_orders = [Fill(UNTIL - timedelta(days=back), "抖音", "open", "lost", 40, (30,), (Decimal(300),)) for back in range(1, 8)]
    kinds = {"b": "taobao/orders", "open": "taobao/unpaid"}
    assert told(shop(USUAL) + open_orders, kinds=kinds) == []
    assert told(shop(USUAL) + open_orders) != []  # taken for one export it would look like a gap


def test_orders_that_wait_are_counted_apart() -> None:
    (one,) = told(shop(GAP, outcome="unshipped"))
    assert one.outcome == "unshipped"


def test_a_gap_in_every_channel_is_told_of_the_whole_shop() -> None:
    (one,) = told(shop({"抖音": (100, 40, 26, 20), "快手": (50, 20, 13, 10)}))
    assert one.segment is None
    assert one.cost.lost == pytest.approx(168, rel=0.04)


def test_a_missing_channel_is_told_of_the_whole_shop() -> None:
    (one,) = told(shop({"": (40, 40, 20, 20), "抖音": (60, 0, 6, 0), "快手": (50, 0, 5, 0)}), "channel")
    assert (one.field, one.segment) == ("channel", None)


def test_what_may_go_missing_never_tells_the_outcome() -> None:
    orders, lines = fields("orders"), fields("order_lines")
    assert {"province", "channel", "courier", "promised_at", "item"} <= set(orders)
    assert {"code", "sku_id", "item_id"} <= set(lines)
    assert not {"status", "status_text", "paid_at", "shipped_at", "close_reason", "order_id", "line_id", "buyer"} & {
        *orders,
        *lines,
    }


def test_the_simulated_shop_has_what_it_says() -> None:
    fills, planted = made(3)
    assert min(fill.day for fill in fills) == SINCE
    assert max(fill.day for fill in fills) == UNTIL - timedelta(days=1)
    assert (planted.until - planted.since).days == 7
    assert planted.gap > 0
    assert planted.fair == pytest.approx(planted.paired, rel=0.5)


def test_planted_gaps_are_named_first_and_sized() -> None:
    results = [tried(seed) for seed in range(200, 212)]
    assert sum(result.named_first for result in results) >= 11
    assert sum(result.off(result.planted.fair) <= 0.15 for result in results) >= 11


def test_unrelated_gaps_are_passed_over() -> None:
    assert sum(len(tried(seed, 0.0).told) for seed in range(200, 212)) <= 1
