"""From explanations to tasks: the right play, in working hours, with a measurable promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from storehand.advise.plan import play_for, tasks, working
from storehand.advise.play import Play
from storehand.desks.trade.plays import PLAYS as TRADE
from storehand.desks.traffic.plays import PLAYS as TRAFFIC
from storehand.explain.explanation import Explanation
from storehand.explain.run import explain
from storehand.wording import plain
from tests.detect.fake_view import Cell, Days
from tests.explain.test_parts import a_shop_of_items, searchless
from tests.explain.test_tree import a_day, the_finding

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 28, 0, 30)  # UTC: 8:30 in Shanghai
PLAYS = (*TRADE, *TRAFFIC)


def explained(cells: dict[Cell, Days]) -> Explanation:
    return explain(*the_finding(cells))


def test_the_plays_of_the_main_factor_come_before_the_general_one() -> None:
    play = play_for(explained(a_day(10_000, 400, 40_000)), PLAYS)
    assert play is not None
    assert (play.driver, play.verify_metric) == ("visitors", "visitors")


def test_the_play_of_the_very_source_comes_first() -> None:
    play = play_for(explained(searchless()), PLAYS)
    assert play is not None
    assert play.driver == "source=手淘搜索"


def test_levels_of_a_source_are_sources_all_the_same() -> None:
    explanation = explained(searchless())
    second_level = replace(explanation.segments[0], where=(("source2", "手淘搜索"),))
    play = play_for(replace(explanation, segments=(second_level,), dimension="source2"), PLAYS)
    assert play is not None
    assert play.driver == "source=手淘搜索"


def test_items_that_stopped_have_the_plays_of_items() -> None:
    play = play_for(explained(a_shop_of_items(gone=3)), PLAYS)
    assert play is not None
    assert play.driver == "item"


def test_a_check_without_a_play_makes_no_task() -> None:
    assert tasks([explained(a_day(10_000, 400, 40_000))], [], MORNING, "Asia/Shanghai") == ()


def test_a_task_is_known_again_and_is_due_in_working_hours() -> None:
    explanation = explained(a_day(10_000, 400, 40_000))
    (task,) = tasks([explanation], PLAYS, MORNING, "Asia/Shanghai")
    (later,) = tasks([explanation], PLAYS, MORNING.replace(tzinfo=UTC), "Asia/Shanghai")
    assert task.id == later.id
    # 8:30 + 4 hours, on to the next full hour.
    assert task.due == later.due == datetime(2026, 11, 28, 13, tzinfo=SHANGHAI)
    assert task.state == "open"


def test_the_promise_is_a_share_of_what_the_segment_usually_brings() -> None:
    explanation = explained(searchless())
    (task,) = tasks([explanation], PLAYS, MORNING, "Asia/Shanghai")
    assert task.verify.metric == "visitors"
    assert task.verify.where == (("source", "手淘搜索"),)
    assert task.verify.target == pytest.approx(0.95 * 10_000, rel=0.03)


def test_a_promise_about_an_unknown_metric_is_about_the_finding() -> None:
    explanation = explained(a_day(10_000, 400, 40_000))
    (task,) = tasks([explanation], [Play("gmv_low", "operations", plain("看"), 4, "rank", 3)], MORNING, "Asia/Shanghai")
    assert task.verify.metric == "gmv"
    assert task.verify.target == pytest.approx(0.95 * explanation.finding.expected)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("03:00", "28 10:00"),
        ("10:00", "28 10:00"),
        ("12:20", "28 13:00"),
        ("17:30", "28 18:00"),
        ("18:00", "28 18:00"),
        ("18:05", "29 10:00"),
    ],
)
def test_nothing_is_due_at_night(moment: str, due: str) -> None:
    hour, minute = map(int, moment.split(":"))
    assert f"{working(datetime(2026, 11, 28, hour, minute, tzinfo=SHANGHAI)):%d %H:%M}" == due


@pytest.mark.parametrize(
    ("source", "driver"),
    [("关键词推广(原直通车)", "source=关键词推广"), ("首页推荐-微详情", "source=首页推荐")],
)
def test_a_source_is_known_by_the_name_that_stands_in_its_own(source: str, driver: str) -> None:
    explanation = explained(searchless())
    named = replace(explanation.segments[0], where=(("source", source),))
    play = play_for(replace(explanation, segments=(named,)), PLAYS)
    assert play is not None
    assert play.driver == driver
