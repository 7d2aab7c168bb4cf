"""The score of made-up shops, on findings and truths small enough to score by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.judgement import shop_said
from benchmarks.judgement.shop_match import fit, placed, points_at, window
from benchmarks.judgement.shop_picture import bars, svg
from benchmarks.judgement.shop_run import unread
from benchmarks.judgement.shop_said import Morning, Said
from benchmarks.judgement.shop_score import at_stake, band, reliability, score, total
from benchmarks.judgement.shop_sets import DEV, TEST, Known, made
from benchmarks.judgement.shop_table import report
from storehand.demo.incident import DayTruth, Truth
from storehand.desks import DESKS
from storehand.metrics.metric import Metric, Sum
from storehand.wording import Text

FIRST = date(2026, 6, 1)
WITHIN = {"首页推荐": "手淘推荐", "手淘推荐": "平台流量", "手淘搜索": "平台流量"}
NAMES = ("gmv", "visitors", "cvr", "aov", "refund_rate")
TITLE = Truth(
    "1", "店", "title_edited", FIRST, FIRST + timedelta(days=4), "P2", "operations", "visitors", "visitors", "down",
    {"item_id": "A", "source": "手淘搜索"}, -0.4, False, False,
    tuple(DayTruth(FIRST + timedelta(days=step), 500.0, 0.0, 0.0) for step in range(4)),
)  # fmt: skip
CALM = replace(TITLE, id="2", kind="market_breath", where={}, since=FIRST + timedelta(days=20), until=FIRST + timedelta(days=22),
               benign=True, market=True, days=())  # fmt: skip
FOUND = Said(
    FIRST, FIRST, FIRST + timedelta(days=1), 1, "item_low", "gmv", "down", (("item_id", "A"),), (), "visitors", "operations",
    1e-5, 400.0, 520.0, 640.0,
)  # fmt: skip


def mornings(*findings: Said, days: int = 28) -> list[Morning]:
    shown = [FIRST + timedelta(days=step) for step in range(days)]
    return [Morning(1, day, "", tuple(one for one in findings if one.day == day), (), ()) for day in shown]


def known(*truths: Truth) -> Known:
    return Known(1, 14_000.0, 10_000.0, truths, WITHIN)


def on(step: int, said: Said = FOUND) -> Said:
    day = FIRST + timedelta(days=step)
    return replace(said, day=day, since=day, until=day + timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "true", "wanted"),
    [
        ((("item_id", "A"),), {"item_id": "A"}, "exact"),
        ((("item_id", "A"),), {"item_id": "A", "source": "手淘搜索"}, "part"),
        ((("sku_id", "A03"),), {"item_id": "A"}, "part"),
        ((("source2", "手淘搜索"),), {"source": "手淘搜索"}, "exact"),
        ((("source1", "平台流量"),), {"source": "手淘推荐"}, "across"),
        ((("source3", "首页推荐"),), {"source": "手淘推荐"}, "part"),
        ((("source2", "手淘推荐"),), {"source": "手淘搜索"}, "apart"),
        ((("item_id", "A"), ("source2", "手淘推荐")), {"item_id": "A", "source": "手淘搜索"}, "apart"),
        ((), {"item_id": "A"}, "across"),
        ((("item_id", "A"),), {}, "across"),
        ((), {}, "exact"),
    ],
)
def test_a_place_is_the_same_right_in_part_across_or_apart(
    said: tuple[tuple[str, str], ...], true: dict[str, str], wanted: str
) -> None:
    assert fit(said, true, WITHIN) == wanted


def test_a_finding_points_at_an_incident_by_metric_direction_and_place() -> None:
    assert points_at(FOUND, TITLE, WITHIN)
    assert points_at(replace(FOUND, metric="visitors"), TITLE, WITHIN)
    assert not points_at(replace(FOUND, metric="refund_rate", direction="up"), TITLE, WITHIN)
    assert not points_at(replace(FOUND, direction="up"), TITLE, WITHIN)
    assert not points_at(replace(FOUND, where=(("item_id", "B"),)), TITLE, WITHIN)


def test_return_on_ads_falls_where_ad_money_rises() -> None:
    fraud = replace(TITLE, kind="click_fraud", metric="ad_spend", factor="ad_spend", direction="up", where={})
    assert points_at(replace(FOUND, metric="roas", direction="down"), fraud, WITHIN)
    assert points_at(replace(FOUND, metric="cpc", direction="up"), fraud, WITHIN)
    assert not points_at(replace(FOUND, metric="roas", direction="up"), fraud, WITHIN)


def test_a_whole_shop_finding_that_names_another_item_does_not_point_there() -> None:
    shop = replace(FOUND, where=(), within=(("item_id", "B"),))
    assert not points_at(shop, TITLE, WITHIN)
    assert points_at(replace(shop, within=(("item_id", "A"),)), TITLE, WITHIN)


def test_an_items_search_visitors_are_of_search_by_what_they_are() -> None:
    assert placed(replace(FOUND, metric="search_visitors"), TITLE, WITHIN) == "exact"
    assert placed(replace(FOUND, metric="item_visits"), TITLE, WITHIN) == "part"


def test_an_empty_ad_account_is_all_of_paid_traffic_and_no_single_plan() -> None:
    empty = replace(TITLE, kind="balance_empty", where={})
    assert placed(replace(FOUND, where=(("source1", "广告流量"),)), empty, WITHIN) == "exact"
    assert placed(replace(FOUND, where=(("source", "手淘搜索"),)), empty, WITHIN) == "apart"


def test_of_several_findings_of_a_morning_the_one_that_names_the_place_best_speaks() -> None:
    wide = replace(FOUND, where=(), owner="finance")
    (case,) = score(mornings(wide, replace(FOUND, rank=2)), known(TITLE), NAMES).cases
    assert (case.fit, case.owner, case.first) == ("part", True, False)


def test_the_mornings_of_what_grows_slowly_count_from_half_of_its_cost() -> None:
    slow = tuple(DayTruth(FIRST + timedelta(days=step), 100.0 * step, 0.0, 0.0) for step in range(9))
    assert window(replace(TITLE, days=slow)) == (FIRST, FIRST + timedelta(days=4 + 3))
    assert window(TITLE) == (FIRST, FIRST + timedelta(days=3))


def test_a_stated_sum_and_orders_that_wait_have_no_interval_to_hold_the_loss() -> None:
    sums = [replace(FOUND, low=520.0, high=520.0), replace(FOUND, metric="unshipped_orders")]
    assert [line.held for line in score(mornings(*sums), known(TITLE), NAMES).lines] == [None, None]


def test_the_money_of_findings_that_point_at_an_incident_is_told_apart() -> None:
    chance = replace(FOUND, metric="item_bounce", low=10.0, money=20.0, high=30.0)
    (pointing, beside) = score(mornings(FOUND, chance), known(TITLE), NAMES).lines
    assert (pointing.points, pointing.held) == (True, True)
    assert beside.points is False


def test_an_incident_is_found_on_its_first_three_mornings_only() -> None:
    for step, delay in ((0, 0), (2, 2), (3, None)):
        (case,) = score(mornings(on(step)), known(TITLE), NAMES).cases
        assert case.delay == delay


def test_refunds_may_come_ten_mornings_late() -> None:
    back = replace(TITLE, kind="bad_batch", metric="refund_rate", factor="refund_rate", direction="up", where={"item_id": "A"})
    said = replace(FOUND, metric="refund_rate", direction="up", factor="")
    assert score(mornings(on(9, said)), known(back), NAMES).cases[0].delay == 9
    assert score(mornings(on(10, said)), known(back), NAMES).cases[0].delay is None


def test_what_was_found_is_judged_by_place_factor_and_owner() -> None:
    (case,) = score(mornings(FOUND), known(TITLE), NAMES).cases
    assert (case.first, case.fit, case.factor, case.owner) == (True, "part", True, True)
    wrong = replace(FOUND, rank=2, factor="cvr", owner="design")
    (case,) = score(mornings(wrong), known(TITLE), NAMES).cases
    assert (case.first, case.fit, case.factor, case.owner) == (False, "part", False, False)


def test_a_metric_that_no_desk_reads_is_a_group_of_its_own() -> None:
    rude = replace(TITLE, kind="agent_rude", metric="inquiry_cvr", where={"agent": "小林"})
    assert [case.read for case in score(mornings(), known(TITLE, rude), NAMES).cases] == [True, False]


def test_a_finding_is_false_where_it_touches_no_harmful_incident_nor_its_aftermath() -> None:
    other = replace(FOUND, where=(("item_id", "B"),))
    made_of = score(mornings(FOUND, on(1), on(6), on(7), on(0, other), on(21)), known(TITLE, CALM), NAMES)
    # Four days of the incident and three after it are excused (days 0 to 6): day 7, the other item and day 21 are not.
    assert [(line.said.day.day, line.false, line.benign) for line in made_of.lines] == [
        (1, False, ""), (1, True, ""), (2, False, ""), (7, False, ""), (8, True, ""), (22, True, "market_breath"),
    ]  # fmt: skip
    assert made_of.false_a_week == 3 / 4
    # 28 mornings, 7 of them under the incident: 2 false findings in 3 quiet weeks.
    assert (made_of.quiet, made_of.false_in_quiet, made_of.quiet_false_a_week) == (21, 2, 2 / 3)


def test_the_interval_is_held_against_the_true_money_of_the_day_at_its_place() -> None:
    beside = replace(TITLE, id="3", where={"item_id": "B"}, days=(DayTruth(FIRST, 90.0, 0.0, 0.0),))
    whole = replace(FOUND, where=(), within=(), low=580.0, high=600.0)
    held, shop = score(mornings(FOUND, whole), known(TITLE, beside), NAMES).lines
    assert (held.truly, held.held) == (500.0, True)
    assert (shop.truly, shop.held) == (590.0, True)
    (late,) = score(mornings(on(5)), known(TITLE), NAMES).lines
    assert (late.truly, late.held) == (0.0, False)


def test_what_an_incident_cost_at_a_part_of_its_place_is_not_known() -> None:
    (line,) = score(mornings(FOUND), known(replace(TITLE, where={})), NAMES).lines
    assert (line.truly, line.held) == (None, None)


def test_a_fault_of_files_is_found_by_a_warning_and_excuses_no_finding() -> None:
    absent = replace(TITLE, kind="file_absent", metric="trust", factor="trust", where={}, until=FIRST + timedelta(days=1))
    days = mornings(FOUND)
    days[0] = replace(days[0], missing=("source_day",))
    done = score(days, known(absent), NAMES)
    assert done.cases[0].delay == 0
    assert done.lines[0].false
    assert done.lines[0].benign == "file_absent"
    assert not done.cases[0].placed


def test_what_is_said_every_morning_is_no_warning() -> None:
    half = replace(TITLE, kind="file_half", metric="trust", factor="trust", where={}, since=FIRST + timedelta(days=1))
    days = [replace(each, untied=("orders", "shop_day")) for each in mornings()]
    assert score(days, known(half), NAMES).cases[0].delay is None
    days[0] = replace(days[0], untied=("shop_day",))
    assert score(days, known(half), NAMES).cases[0].delay == 0


def test_what_is_at_stake_is_the_largest_money_beside_a_days_takings() -> None:
    assert at_stake(TITLE, 10_000.0) == 0.05
    assert [band(share) for share in (0.009, 0.01, 0.05, 0.1)] == [0, 1, 2, 3]


def test_a_stated_chance_is_counted_up_to_its_edge() -> None:
    lines = score(
        mornings(FOUND, on(8, replace(FOUND, chance=0.004)), on(9, replace(FOUND, chance=None))), known(TITLE), NAMES
    ).lines
    assert reliability(lines) == {1e-6: (0, 0), 1e-4: (1, 0), 1e-3: (0, 0), 1e-2: (1, 1)}


def test_shops_add_up() -> None:
    one = score(mornings(FOUND, on(8)), known(TITLE, CALM), NAMES)
    both = total([one, one])
    assert (len(both.cases), len(both.lines), both.mornings, both.false) == (2, 4, 56, 2)
    assert both.benign == ("market_breath", "market_breath")


def test_of_the_locked_range_no_kind_is_told() -> None:
    one = score(mornings(FOUND), known(TITLE, CALM), NAMES)
    assert "title edited" in report(one, locked=False)
    assert "title edited" not in report(one, locked=True)
    assert "market breathes" not in report(one, locked=True)


def test_predictions_are_read_as_they_were_written(tmp_path: Path) -> None:
    days = mornings(FOUND, on(1, replace(FOUND, within=(("source2", "手淘搜索"),), chance=None, low=None, money=None, high=None)))
    shop_said.append(tmp_path / "said.jsonl", days[:1])
    shop_said.append(tmp_path / "said.jsonl", days[1:])
    assert list(shop_said.read(tmp_path / "said.jsonl")) == days


def test_shops_differ_in_size_and_goods_and_ranges_do_not_meet() -> None:
    shops = [made(number, DEV, 40) for number in range(6)]
    assert len({(one.shop.people, one.shop.category) for one in shops}) == 6
    assert not set(DEV) & set(TEST)


def test_every_kind_comes_once_before_any_comes_twice() -> None:
    from storehand.demo.kinds import HARMFUL

    kinds = [each.kind for number in range(7) for each in made(number, DEV, 40).incidents if each.kind in HARMFUL]
    assert len(kinds) == len(set(kinds)) == 42


def test_the_picture_shows_shares_with_their_goals() -> None:
    one = score(mornings(FOUND, on(8)), known(TITLE), NAMES)
    by_label = {bar.label.split(" · ")[-1].strip(): bar for bar in bars(one)}
    assert (by_label["incidents found"].share, by_label["incidents found"].goal) == (1.0, 0.75)
    assert (by_label["3%–10%"].part, by_label["3%–10%"].whole) == (1, 1)
    assert by_label["≥ 10%"].whole == 0
    assert svg(one).count("<rect") == 1 + 2 * len(bars(one)) + 5
    assert "0.25 (goal" in svg(one)


def test_files_are_left_out_only_while_no_desk_reads_them() -> None:
    stock = Metric("on_hand", Text("库存", "On hand"), "count", (Sum("stock_day", "on_hand"),))
    desk = replace(DESKS[0], metrics=(stock,))
    assert "stock" not in unread((desk,))
    assert {"service", "weekly"} <= unread((desk,))
