"""The order of checks: what figures answer is ticked, what they cannot tell is left for a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storehand.advise.play import Role
from storehand.app.frame import Answer, answers
from storehand.detect.run import findings
from storehand.explain.run import explain
from storehand.metrics.identity import Tie
from storehand.store.settings import Noted
from storehand.wording import Text
from tests.detect.fake_view import SHOP, Cell, Days, fake
from tests.detect.test_check import FRIDAY
from tests.explain.test_parts import a_shop_of_items
from tests.explain.test_tree import GMV, a_day

COMMON = ["数据对吗？", "只有我们吗？", "在哪里？", "是哪个因素？", "改了什么？"]


def tie(ok: bool, shop: str = SHOP) -> Tie:
    sources = ("orders:all", "shop_day:sycm")
    return Tie("sources", "gmv", Text("支付金额", "Paid amount"), shop, ok, 1, 1, *sources, "money", (FRIDAY,))


def asked(cells: dict[Cell, Days] | None = None, role: Role = "operations", *noted: Noted, **more: object) -> list[Answer]:
    """Of a Friday with half the visitors of others, and all else as usual."""
    view = fake(FRIDAY, cells or a_day(10_000, 400, 40_000), **more)
    (finding,) = findings(view, [("trade", GMV)]).findings
    return list(answers(view, explain(view, finding), noted, role))


def test_the_common_questions_come_first_in_their_order() -> None:
    assert [answer.ask.zh for answer in asked()][:5] == COMMON


@pytest.mark.parametrize(
    ("ties", "open", "words"),
    [
        ((), True, "没有第二份数据"),
        ((tie(True), tie(True), tie(False, "二店")), False, "2 处"),
        ((tie(True), tie(False)), True, "对不上：支付金额"),
    ],
    ids=["nothing to check against", "all agree", "one does not"],
)
def test_the_data_is_right_where_two_ways_agree(ties: tuple[Tie, ...], open: bool, words: str) -> None:
    first = asked(ties=ties)[0]
    assert first.open is open
    assert words in first.told.zh


def test_without_a_market_a_person_looks_at_it() -> None:
    assert asked()[1].open


def test_the_factor_that_carries_most_stands_first() -> None:
    assert asked()[3].told.zh.startswith("访客数 占 ")


def test_the_place_where_the_change_lies_is_named() -> None:
    places = asked(a_shop_of_items(gone=3))[2].told.zh.split("；")
    assert [place.split(" −")[0] for place in places] == ["Product 0", "Product 1", "Product 2"]
    assert asked()[2].told.zh == "没有哪一处特别突出。"


@pytest.mark.parametrize(("days", "known"), [(0, True), (7, True), (8, False), (-1, False)])
def test_what_people_noted_in_the_last_days_is_told(days: int, known: bool) -> None:
    day = FRIDAY - timedelta(days=days)
    answer = asked(None, "operations", Noted(day, day + timedelta(days=1), "换主图"))[4]
    assert answer.open is not known
    assert ("换主图" in answer.told.zh) is known


def test_an_event_of_another_shop_changed_nothing_here() -> None:
    assert asked(None, "operations", Noted(FRIDAY, FRIDAY + timedelta(days=1), "换主图", "二店"))[4].open


def test_a_roles_question_is_answered_by_figures_against_their_usual() -> None:
    which = asked()[5]
    assert which.ask.zh == "访客、转化、客单，是哪一个？"
    visitors, conversion, basket = which.told.zh.split("；")
    assert visitors.startswith("访客数 10,000")
    assert visitors.endswith("超出平常范围")
    assert (conversion.endswith("正常"), basket.endswith("正常")) == (True, True)
    assert not which.open


def test_what_figures_cannot_tell_is_left_for_a_person() -> None:
    rest = asked()[6:]
    assert [answer.open for answer in rest] == [True, True, True]
    assert rest[0].told == Text("没有数据，请人看。", "No figures: for a person to see.")
    assert rest[1].told.zh == "请人看。"


def test_a_role_without_questions_of_its_own_says_who_has_some() -> None:
    answer = asked(None, "warehouse")[-1]
    assert answer.told.zh == "这个岗位在「支付金额」上没有自己的问题；有的岗位：运营；推广。"
    assert answer.ask.zh == "仓储问什么？"
