"""Findings in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storehand.advise.plan import tasks
from storehand.detect.finding import Against, Direction
from storehand.detect.run import findings
from storehand.explain import tell
from storehand.explain.explanation import Event, Explanation, Segment
from storehand.explain.run import explain
from storehand.metrics.view import View
from storehand.wording import Text, plain
from tests.detect.fake_view import fake
from tests.detect.test_check import FRIDAY, SOURCE, WHOLE, calm, sources
from tests.explain.test_parts import a_shop_of_items, searchless
from tests.explain.test_tree import GMV, a_day, the_finding

SHANGHAI = ZoneInfo("Asia/Shanghai")


def explained(view_and_finding: tuple[View, object]) -> tuple[Explanation, View]:
    view, finding = view_and_finding
    return explain(view, finding), view  # type: ignore[arg-type]


def test_a_title_says_value_usual_and_change() -> None:
    explanation, view = explained(the_finding(a_day(10_000, 400, 40_000)))
    title = tell.title(explanation, view)
    assert title.zh.startswith("支付金额 ¥40,000，平常 ¥")
    assert "（▼4" in title.zh or "（▼5" in title.zh
    assert title.en.startswith("支付金额 ¥40,000, usually ¥")


def test_the_title_of_a_segment_names_it() -> None:
    view = fake(FRIDAY, sources())
    (finding,) = findings(view, [("traffic", SOURCE)]).findings
    title = tell.title(explain(view, finding), view)
    assert title.zh.startswith("「手淘搜索」访客数 1,240，平常 ")


def test_with_several_shops_the_title_names_the_shop() -> None:
    view = fake(FRIDAY, a_day(10_000, 400, 40_000), shops=("木棉", "二店"))
    found = findings(view, [("trade", GMV)]).findings
    assert {tell.title(explain(view, one), view).zh[:3] for one in found} == {"木棉:", "二店:"}


@pytest.mark.parametrize(
    ("direction", "expected", "against", "told"),
    [
        ("up", 30_000.0, "limit", "支付金额 ¥40,000，超过界限 ¥30,000"),
        ("down", 50_000.0, "limit", "支付金额 ¥40,000，低于界限 ¥50,000"),
        ("up", 0.0, "usual", "支付金额 ¥40,000，平常没有"),
        ("up", 20_000.0, "usual", "支付金额 ¥40,000，平常 ¥20,000（▲100.0%）"),
    ],
)
def test_a_title_says_what_its_figure_is_held_against(direction: Direction, expected: float, against: Against, told: str) -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    one = replace(finding, direction=direction, expected=expected, against=against)
    assert tell.title(explain(view, one), view).zh == told


def test_what_spans_a_week_is_told_with_its_days() -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    week = replace(finding, since=finding.until - timedelta(days=7))
    assert tell.title(explain(view, week), view).zh.startswith("支付金额（11月21日至11月27日） ¥40,000")


def test_a_name_stands_in_the_place_of_the_id_that_it_belongs_to() -> None:
    crossed = Segment((("item_id", "7"), ("reason", "尺码不合")), 1.0, 2.0, -1.0, 1.0, name="羊毛大衣")
    assert tell.segment_label(crossed).zh == "羊毛大衣 × 尺码不合"


def test_a_cause_names_the_factor_and_where() -> None:
    explanation, view = explained(the_finding(searchless()))
    cause = tell.cause(explanation, view)
    assert cause.zh.startswith("主要是访客数：15,000，平常 ")
    assert "集中在 手淘搜索 −¥" in cause.zh
    assert cause.zh.endswith("占变化的全部。")
    assert "Concentrated in 手淘搜索" in cause.en


def test_a_cause_without_a_driver_says_so() -> None:
    cells = a_shop_of_items()
    for (metric, _), days in cells.items():
        if metric != "orders":
            days[FRIDAY] = round(days[FRIDAY] * 0.35)
    for cell in [cell for cell in cells if cell[0] == "orders"]:
        cells[cell] = {day: value for day, value in cells[cell].items() if day != FRIDAY}
    explanation, view = explained(the_finding(cells))
    assert tell.cause(explanation, view) == Text(
        "各部分一起变动，没有单独突出的原因。", "Everything moved together; no single part stands out."
    )


def test_an_event_comes_first() -> None:
    view, finding = the_finding(a_day(10_000, 400, 40_000))
    cause = tell.cause(explain(view, finding, [Event(date(2026, 11, 26), plain("改标题"))]), view)
    assert cause.zh.startswith("正值 11月26日 改标题。主要是")
    assert cause.en.startswith("At the same time: 改标题 on 26 November. Mainly")


def test_the_remainder_and_unstated_segments_have_names() -> None:
    assert tell.segment_label(Segment((), None, None, 1.0, 0.1)).zh == "其余"
    assert tell.segment_label(Segment((("province", ""),), 0, 0, 1.0, 0.1)).zh == "未注明"
    assert tell.segment_label(Segment((("item_id", "612"),), 0, 0, 1.0, 0.1, name="羊毛大衣A")).en == "羊毛大衣A"


def test_a_due_time_is_told_as_on_the_morning_after() -> None:
    def at(days: int) -> datetime:
        return datetime(2026, 11, 27, 15, tzinfo=SHANGHAI) + timedelta(days=days)

    assert tell.due(at(1), FRIDAY) == Text("今天 15:00 前", "by today, 15:00")
    assert tell.due(at(2), FRIDAY).zh == "明天 15:00 前"
    assert tell.due(at(6), FRIDAY) == Text("12月3日 15:00 前", "by 3 December, 15:00")


def test_a_promise_says_metric_target_and_days() -> None:
    from storehand.desks.trade.plays import PLAYS

    view, finding = the_finding(a_day(10_000, 400, 40_000))
    (task,) = tasks([explain(view, finding)], PLAYS, datetime(2026, 11, 28, 0, 30), "Asia/Shanghai")
    told = tell.verify(task, view)
    assert told.zh.startswith("5 天内访客数回到 ")
    assert told.zh.endswith(" 以上")


def test_a_promise_about_refunds_goes_down() -> None:
    from storehand.advise.play import Play
    from storehand.detect.check import Check, worse_than_usual

    cells = {("refunds", WHOLE): calm(1_000) | {FRIDAY: 5_000.0}, ("orders", WHOLE): calm(1_000)}
    view = fake(FRIDAY, cells)
    check = Check("refunds_high", plain(""), worse_than_usual("refunds", share=0.3))
    (finding,) = findings(view, [("trade", check)]).findings
    play = Play("refunds_high", "logistics", plain("查"), 8, "refunds", 14)
    (task,) = tasks([explain(view, finding)], [play], datetime(2026, 11, 28, 0, 30), "Asia/Shanghai")
    assert 1_000 < task.verify.target < 1_100
    assert tell.verify(task, view).zh.endswith(" 以下")
