"""A finding in a sentence: number, cause as far as it is known, who does what by when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storehand.explain.explanation import Cause, Event
from storehand.report.matter import clause, matters
from storehand.wording import Text, plain
from tests.report.days import FRIDAY, card


def test_a_finding_is_number_cause_and_action() -> None:
    (told,) = matters((card("搜索", cause="suspected", segment=("手淘搜索", 0.82)),), "CNY", None)
    assert (
        told.text.zh
        == "搜索 24，平常 40（▼40.0%），涉及 ¥3,000，疑似出在「手淘搜索」（占变化的82%）；运营今天 12:00 前：查搜索。"
    )
    assert (told.finding, told.also) == ("搜索", ())
    assert told.evidence is not None
    assert told.evidence.sql == "select 搜索"


@pytest.mark.parametrize(
    ("cause", "factor", "segment", "said"),
    [
        ("none", (), None, "原因还不清楚"),
        ("suspected", (("访客数", -9.0, 0.7),), None, "疑似是访客数（占变化的70%）"),
        ("suspected", (("访客数", -9.0, 1.2),), ("搜索", 0.9), "疑似是访客数（占变化的全部），集中在「搜索」"),
        ("confirmed", (), ("搜索", 0.9), "确认出在「搜索」（占变化的90%）"),
        ("suspected", (("访客数", -9.0, 0.5),), ("搜索", 0.3), "原因还不清楚"),
    ],
)
def test_a_cause_is_told_as_sure_as_it_is(
    cause: Cause, factor: tuple[tuple[str, float, float], ...], segment: tuple[str, float] | None, said: str
) -> None:
    (told,) = matters((card("x", cause=cause, factors=factor, segment=segment, owner=None),), "CNY", None)
    assert told.text.zh == f"x 24，平常 40（▼40.0%），涉及 ¥3,000，{said}。"


def test_an_event_is_the_confirmed_cause() -> None:
    one = card("x", cause="confirmed", owner=None, money=None)
    held = replace(one, explanation=replace(one.explanation, events=(Event(FRIDAY, Text("店铺停电", "a power cut")),)))
    (told,) = matters((held,), "CNY", None)
    assert told.text.zh == "x 24，平常 40（▼40.0%），确认：正值店铺停电。"
    assert told.text.en == "x 24，平常 40（▼40.0%）, confirmed: a power cut."


def test_two_findings_of_one_owner_are_one_sentence_with_the_earlier_deadline() -> None:
    cards = (
        card("a", money=None, hour=16),
        card("b", owner="design", money=None),
        card("c", money=None, advice="改价。", hour=11),
    )
    first, second = matters(cards, "CNY", None)
    assert first.text.zh.startswith("a 24，平常 40（▼40.0%），原因还不清楚；c 24，平常 40（▼40.0%），原因还不清楚；")
    assert first.text.zh.endswith("；两件都归运营，今天 11:00 前：一、查搜索；二、改价。")
    assert (first.finding, first.also, second.finding) == ("a", ("c",), "b")


def test_the_same_advice_is_given_once() -> None:
    (told,) = matters((card("a", money=None), card("b", money=None), card("c", money=None)), "CNY", None)
    assert told.text.zh.endswith("；三件都归运营，今天 12:00 前：查搜索。")


def test_a_figure_that_was_just_told_is_not_told_again() -> None:
    one = card("gmv", "gmv", money=-500, owner=None)
    assert matters((one,), "CNY", one)[0].text.zh == "多出 ¥500.00，原因还不清楚。"
    whole = card("gmv", "gmv", money=16_000, owner=None)
    assert matters((whole,), "CNY", whole)[0].text.zh == "这一变动原因还不清楚。"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (Text("先查价；再查券。", "Check prices; then coupons."), Text("先查价", "Check prices")),
        (
            Text("回复 3.5 分以下的评价。", "Answer reviews below 3.5 stars. Today."),
            Text("回复 3.5 分以下的评价", "Answer reviews below 3.5 stars"),
        ),
        (plain("补货"), plain("补货")),
    ],
)
def test_of_an_advice_the_first_step_is_told(words: Text, first: Text) -> None:
    assert clause(words) == first
