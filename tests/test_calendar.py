"""Festivals against computed tables, comparisons and phases against worked examples."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from storehand.calendar import Calendar, Planned, festivals, load_disruptions, load_promotions
from storehand.wording import plain, say

YEARS = (2026, 2027, 2028, 2029, 2030)
TABLE = {
    "laba": "01-26 01-15 01-04 01-22 01-11",
    "little_year": "02-10 01-30 01-19 02-06 01-26",
    "spring_eve": "02-16 02-05 01-25 02-12 02-02",
    "spring": "02-17 02-06 01-26 02-13 02-03",
    "lantern": "03-03 02-20 02-09 02-27 02-17",
    "qingming": "04-05 04-05 04-04 04-04 04-05",
    "dragon_boat": "06-19 06-09 05-28 06-16 06-05",
    "qixi": "08-19 08-08 08-26 08-16 08-05",
    "ghost": "08-27 08-16 09-03 08-24 08-13",
    "mid_autumn": "09-25 09-15 10-03 09-22 09-12",
    "double_ninth": "10-18 10-08 10-26 10-16 10-05",
    "mothers": "05-10 05-09 05-14 05-13 05-12",
    "fathers": "06-21 06-20 06-18 06-17 06-16",
}
OTHER_YEARS = {
    2025: {
        "spring": "01-29",
        "lantern": "02-12",
        "dragon_boat": "05-31",
        "qixi": "08-29",
        "mid_autumn": "10-06",
        "double_ninth": "10-29",
    },
    2031: {"spring": "01-23", "dragon_boat": "06-24", "qixi": "08-24", "mid_autumn": "10-01"},
}
CN = Calendar.load("cn")


def _days(year: int, market: str = "cn") -> dict[str, date]:
    return {each.name: each.day for each in festivals(year, market)}


def _on(text: str) -> date:
    return date.fromisoformat(text)


def _day(span: tuple[date, date]) -> date:
    assert span[1] - span[0] == timedelta(days=1)
    return span[0]


@pytest.mark.parametrize("name", TABLE)
def test_festivals_fall_on_their_computed_days(name: str) -> None:
    assert [_days(year)[name] for year in YEARS] == [
        _on(f"{year}-{day}") for year, day in zip(YEARS, TABLE[name].split(), strict=True)
    ]


def test_a_leap_month_does_not_move_a_festival() -> None:
    for year, told in OTHER_YEARS.items():
        assert {name: _days(year)[name] for name in told} == {name: _on(f"{year}-{day}") for name, day in told.items()}


def test_thanksgiving_is_the_fourth_thursday_and_black_friday_follows() -> None:
    wanted = ["2026-11-26", "2027-11-25", "2028-11-23", "2029-11-22", "2030-11-28"]
    assert [_days(year, "abroad")["thanksgiving"] for year in YEARS] == [_on(day) for day in wanted]
    fridays = [each.burst for each in load_promotions() if each.name == "black_friday"]
    assert fridays == [_days(day.year, "abroad")["thanksgiving"] + timedelta(days=1) for day in fridays]


def test_our_festivals_agree_with_the_public_holidays_of_the_library() -> None:
    import holidays

    for year in range(2019, 2028):
        known = holidays.country_holidays("CN", years=year, language="en_US")
        for name, title in (
            ("spring", "Chinese New Year"),
            ("qingming", "Tomb-Sweeping"),
            ("dragon_boat", "Dragon Boat"),
            ("mid_autumn", "Mid-Autumn"),
        ):
            assert title in known.get(_days(year)[name], ""), (year, name)


def test_every_festival_has_a_name_in_both_languages() -> None:
    for market in ("cn", "abroad"):
        assert all(each.label.zh and each.label.en for each in festivals(2026, market))


def test_a_plain_day_is_compared_with_yesterday_last_week_and_last_years_weekday() -> None:
    spans = CN.comparisons(date(2026, 7, 22))
    assert {name: _day(span) for name, span in spans.items()} == {
        "yesterday": date(2026, 7, 21),
        "same_weekday": date(2026, 7, 15),
        "last_year": date(2025, 7, 23),
    }


def test_a_festivals_eve_is_compared_with_last_years_eve() -> None:
    """14 Feb 2026 is three days before 17 Feb; three days before 29 Jan 2025 is 26 Jan."""
    assert _day(CN.comparisons(date(2026, 2, 14))["last_year"]) == date(2025, 1, 26)
    assert _day(CN.comparisons(date(2026, 9, 24))["last_year"]) == date(2025, 10, 5)


def test_a_promotion_day_is_compared_with_the_same_day_of_last_years() -> None:
    assert _day(CN.comparisons(date(2026, 11, 11))["promotion_day"]) == date(2025, 11, 11)
    assert _day(CN.comparisons(date(2026, 6, 16))["promotion_day"]) == date(2025, 6, 16)
    assert "promotion_day" not in CN.comparisons(date(2026, 7, 22))


def test_the_first_known_promotion_has_nothing_to_be_compared_with() -> None:
    assert "promotion_day" not in CN.comparisons(date(2019, 11, 11))


def test_black_friday_moves_with_thanksgiving() -> None:
    assert _day(Calendar.load("abroad").comparisons(date(2026, 11, 27))["promotion_day"]) == date(2025, 11, 28)


def test_a_running_week_is_compared_with_the_same_days_of_the_week_before() -> None:
    spans = CN.comparisons(date(2026, 7, 22), "week")
    assert spans == {"yesterday": (date(2026, 7, 13), date(2026, 7, 16)), "last_year": (date(2025, 7, 21), date(2025, 7, 24))}


def test_a_running_month_is_compared_with_as_many_days_of_the_month_before() -> None:
    spans = CN.comparisons(date(2026, 3, 31), "month")
    assert spans == {"yesterday": (date(2026, 2, 1), date(2026, 3, 1)), "last_year": (date(2025, 3, 1), date(2025, 4, 1))}
    assert CN.comparisons(date(2028, 2, 29), "month")["last_year"] == (date(2027, 2, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("day", "zh"),
    [
        ("2026-11-20", "双11 后第 9 天"),
        ("2026-11-11", "双11 当天"),
        ("2026-06-08", "618 前 10 天"),
        ("2026-02-14", "春节前 3 天"),
        ("2026-09-25", "中秋节当天"),
        ("2026-12-13", "双12 后第 1 天"),
        ("2026-07-22", ""),
    ],
)
def test_the_occasion_is_named(day: str, zh: str) -> None:
    assert CN.occasion(_on(day)).zh == zh
    assert bool(CN.occasion(_on(day)).en) == bool(zh)


def test_chinese_promotions_mean_nothing_abroad() -> None:
    assert Calendar.load("abroad").occasion(date(2026, 9, 9)).en == ""
    assert not Calendar.load("abroad").special(date(2026, 11, 11))
    assert Calendar.load("abroad").special(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2025-11-10", "burst"),
        ("2025-11-14", "encore"),
        ("2025-11-16", "after"),
        ("2025-10-16", "presale"),
        ("2024-05-21", "wave"),
        ("2026-11-05", "warm_up"),
        ("2025-09-20", None),
    ],
)
def test_a_day_knows_its_phase(day: str, phase: str | None) -> None:
    found = CN.phase(_on(day))
    assert (found[1].name if found else None) == phase
    assert CN.special(_on(day)) == (phase is not None)


def test_announced_years_are_confirmed_and_the_others_estimated() -> None:
    confirmed = {(each.name, each.burst.year) for each in load_promotions() if each.status == "confirmed"}
    assert confirmed == {("mid618", 2024), ("mid618", 2025), ("double11", 2025)}
    assert {each.burst.year for each in load_promotions() if each.name == "double11"} == set(range(2019, 2028))


def test_phases_of_a_promotion_do_not_overlap() -> None:
    for promotion in load_promotions():
        phases = sorted(promotion.phases, key=lambda phase: phase.since)
        assert all(one.until <= other.since for one, other in pairwise(phases)), promotion


def test_ordinary_days_leave_out_sales_holidays_and_own_events() -> None:
    own = Planned(plain("直播专场"), date(2026, 7, 20), date(2026, 7, 22))
    calendar = Calendar.load("cn", events=[own])
    week = [date(2026, 7, 18) + timedelta(days=step) for step in range(6)]
    assert calendar.ordinary_days(week) == [date(2026, 7, 18), date(2026, 7, 19), date(2026, 7, 22), date(2026, 7, 23)]
    assert calendar.occasion(date(2026, 7, 20)).zh == "直播专场当天"
    assert calendar.ordinary_days([date(2026, 2, 10), date(2026, 2, 27), date(2026, 10, 3), date(2026, 3, 2)]) == []


def test_most_of_a_year_is_ordinary() -> None:
    year = [date(2026, 1, 1) + timedelta(days=step) for step in range(365)]
    assert len(CN.ordinary_days(year)) > 230


def test_promotions_can_be_edited(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(
        '[fan]\nlabel = { zh = "粉丝节", en = "Fan day" }\nmarkets = ["cn"]\ndays = [2026-07-22]\n'
        'phases = [{ phase = "burst", first = 0, last = 1 }]\n[fan.2026]\nstatus = "confirmed"\n',
        "utf-8",
    )
    calendar = Calendar.load("cn", tmp_path / "p.toml")
    assert [calendar.special(date(2026, 7, day)) for day in (21, 22, 23, 24)] == [False, True, True, False]
    assert calendar.promotions[0].status == "confirmed"
    assert calendar.occasion(date(2026, 7, 22)) == say("promotion.on", what=calendar.promotions[0].label)


def test_a_standstill_of_the_market_is_named_first_and_is_no_measure() -> None:
    day = date(2020, 2, 10)  # two days after the lantern festival
    assert CN.occasion(day).zh == "新冠疫情停工停运期间"
    assert CN.special(day)
    assert CN.event(day) == "新冠疫情停工停运"
    around = (date(2020, 1, 22), date(2020, 1, 23), date(2020, 2, 29), date(2020, 3, 1))
    assert [CN.disruption(each) is not None for each in around] == [False, True, True, False]


def test_a_disruption_that_hit_shops_unevenly_is_only_named() -> None:
    day = date(2022, 4, 20)
    assert CN.occasion(day).en == "during the closure of Shanghai and around"
    assert not CN.special(day)
    assert CN.event(day) == ""


def test_what_held_up_one_market_is_unknown_in_another() -> None:
    assert Calendar.load("abroad").disruption(date(2020, 2, 10)) is None


def test_the_shops_own_event_goes_before_the_markets() -> None:
    own = Planned(plain("搬仓"), date(2020, 2, 10), date(2020, 2, 11))
    assert Calendar.load("cn", events=[own]).event(date(2020, 2, 10)) == "搬仓"


def test_every_disruption_says_where_it_was_read() -> None:
    found = load_disruptions()
    assert [each.name for each in found] == ["covid_2020", "shanghai_2022", "covid_2022"]
    assert all(each.source and each.since < each.until for each in found)
