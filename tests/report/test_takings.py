"""What the shop took is held against the day that the calendar makes right, and its factors add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from storehand.report.takings import drivers, fair, takings
from tests.report.days import calm, card, fallen, head, seen

GMV = {"same_weekday": (38_000.0, 2 / 38), "last_year": (32_000.0, 0.25), "promotion_day": (50_000.0, -0.2)}


def told(day: date, *ways: str) -> str:
    return takings(seen(day), head("gmv", Decimal(40_000), None, **{way: GMV[way] for way in ways})).text.zh


def test_an_ordinary_day_is_held_against_last_week_and_the_usual_range() -> None:
    text = takings(seen(), calm()[0]).text
    assert text.zh == "支付金额 ¥40,000，比上周同日 ▲5.3%，在平常范围内（¥36,000 – ¥46,000）。"
    assert text.en == "gmv ¥40,000, ▲5.3% against the same weekday last week, within the usual range (¥36,000 – ¥46,000)."


def test_on_a_promotion_the_same_day_of_last_years_counts() -> None:
    ways = ("same_weekday", "last_year", "promotion_day")
    assert told(date(2026, 11, 11), *ways) == "双11 当天，支付金额 ¥40,000，比去年活动的同一天 ▼20.0%。"


def test_near_the_spring_festival_the_day_as_far_from_it_counts() -> None:
    # 2026-02-16 is the eve; a year before it was 2025-01-28.
    held = fair(
        seen(date(2026, 2, 16)), head("gmv", Decimal(40_000), None, same_weekday=(38_000, 0.05), last_year=(32_000, 0.25))
    )
    assert held is not None
    assert held.how == "festival"


def test_a_holiday_is_not_held_against_an_ordinary_week_ago() -> None:
    known = head("gmv", Decimal(40_000), (41_000, 36_000, 46_000), same_weekday=GMV["same_weekday"])
    said = "支付金额 ¥40,000，这样的节日或大促，去年没有数可比，在平常范围内（¥36,000 – ¥46,000）。"
    assert takings(seen(date(2026, 10, 6)), known).text.zh == said


def test_a_range_that_could_be_anything_is_not_told() -> None:
    known = head("gmv", Decimal(40_000), (20_000, 2_000, 240_000))
    said = "99 大促 前 4 天，支付金额 ¥40,000，这样的日子见得太少，平常多少还说不准。"
    assert takings(seen(date(2026, 9, 5)), known).text.zh == said


def test_nor_is_an_ordinary_day_held_against_a_holiday() -> None:
    assert told(date(2026, 10, 8), "same_weekday") == "支付金额 ¥40,000。"
    assert told(date(2026, 10, 15), "same_weekday") == "支付金额 ¥40,000，比上周同日 ▲5.3%。"


def test_a_week_is_held_against_the_week_before() -> None:
    week = takings(seen(period="week"), head("gmv", Decimal(40_000), None, yesterday=(40_000, 0.0)))
    assert week.text.zh == "支付金额 ¥40,000，与上周同期持平。"


def test_a_figure_without_history_stands_alone() -> None:
    assert told(date(2026, 9, 4)) == "支付金额 ¥40,000。"


def test_a_sentence_rests_on_the_query_of_its_figure() -> None:
    said = takings(seen(), calm()[0])
    assert (said.metric, said.finding, said.about) == ("gmv", "", "takings")
    assert said.evidence == calm()[0].evidence


def test_a_day_that_fell_names_its_factors_and_they_add_up() -> None:
    said = drivers(seen(), fallen()[0], fallen(), ())
    assert said is not None
    # Conversion and order value stand: all ¥16,000 are the visitors'.
    assert said.text.zh == "比平常少 ¥16,000：访客数 −¥16,000，支付转化率 ¥0，客单价 ¥0。"
    assert said.metric == "gmv"


def test_the_factors_of_a_finding_about_the_same_figure_are_told_instead() -> None:
    factors = (("访客数", -18_000.0, 1.125), ("支付转化率", 1_999.6, -0.125), ("客单价", 0.4, 0.0))
    said = drivers(seen(), fallen()[0], fallen(), (card("gmv-1", "gmv", factors=factors),))
    assert said is not None
    assert said.text.zh == "比平常少 ¥16,000：访客数 −¥18,000，支付转化率 +¥2,000，客单价 ¥0。"
    assert said.finding == "gmv-1"


def test_factors_that_do_not_make_up_the_figure_are_not_told() -> None:
    heads = (fallen()[0], head("visitors", 9_000, (10_000, 9_000, 11_000)), *fallen()[2:])
    assert drivers(seen(), heads[0], heads, ()) is None


def test_against_last_years_promotion_the_factors_are_those_of_that_day() -> None:
    heads = (
        head("gmv", Decimal(40_000), None, promotion_day=(80_000, -0.5)),
        head("visitors", 10_000, None, promotion_day=(10_000, 0.0)),
        head("cvr", 0.04, None, promotion_day=(0.08, -0.04)),
        head("aov", Decimal(100), None, promotion_day=(100, 0.0)),
    )
    said = drivers(seen(date(2026, 11, 11)), heads[0], heads, ())
    assert said is not None
    assert said.text.zh.startswith("比去年活动的同一天少 ¥40,000：支付转化率 −¥40,000，")


def test_a_calm_day_says_that_its_factors_are_usual() -> None:
    said = drivers(seen(), calm()[0], calm(), ())
    assert said is not None
    assert said.text.zh == "访客数 10,000，支付转化率 4.00%，客单价 ¥100.0，都在平常范围内。"


@pytest.mark.parametrize("carded", [False, True])
def test_a_factor_that_left_its_range_is_named_unless_a_finding_does(carded: bool) -> None:
    low = replace(calm()[2], value=0.03)
    heads = (*calm()[:2], low, calm()[3])
    said = drivers(seen(), heads[0], heads, (card("c", "cvr"),) if carded else ())
    assert (said.text.zh if said else "") == ("" if carded else "支付转化率 3.00%，低于平常的 3.60% – 4.50%。")


def test_against_next_to_nothing_the_smaller_figure_is_told_instead_of_a_percentage() -> None:
    """¥40,000 after ¥22 is ▲181,718.2 %."""
    text = takings(seen(), head("gmv", Decimal(40_000), None, same_weekday=(22, 40_000 / 22 - 1))).text
    assert text.zh == "支付金额 ¥40,000，上周同日只有 ¥22.00。"


def test_in_a_standstill_of_the_market_the_usual_is_not_told_as_a_festivals() -> None:
    text = takings(seen(date(2020, 2, 12)), calm()[0]).text
    assert text.zh.startswith("新冠疫情停工停运期间，支付金额 ¥40,000，这样的日子见得太少，平常多少还说不准")
