"""今日一页 in words: tones, stakes, splits, tasks, trust."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storehand.detect.finding import Impact
from storehand.report.briefing import About, Briefing, Comparison, Told, Typical
from storehand.report.tile import Better, tone_of
from storehand.report.today import today
from storehand.wording import plain
from tests.report import briefings


@pytest.mark.parametrize(
    ("moved", "better", "tone"),
    [
        (0.1, "up", "good"),
        (-0.1, "up", "bad"),
        (0.1, "down", "bad"),
        (-0.1, "down", "good"),
        (0.1, "neutral", "even"),
        (0.00001, "up", "even"),
        (None, "up", "even"),
    ],
)
def test_a_change_is_good_bad_or_even(moved: float | None, better: Better, tone: str) -> None:
    assert tone_of(moved, better) == tone


def first_tile(**changes: object) -> object:
    full = briefings.rich()
    return today(replace(full, headline=(replace(full.headline[0], **changes),)), "zh").tiles[0]  # type: ignore[arg-type]


def test_a_value_outside_of_the_usual_range_says_on_which_side() -> None:
    low = first_tile(typical=Typical(130000.0, 125000.0, 140000.0))
    assert (low.usual, low.side) == ("低于平常 ¥125,000 – ¥140,000", "bad")  # type: ignore[attr-defined]
    high = first_tile(typical=Typical(100000.0, 90000.0, 110000.0))
    assert (high.usual, high.side) == ("高于平常 ¥90,000 – ¥110,000", "good")  # type: ignore[attr-defined]


def test_progress_is_the_share_of_the_target_that_the_change_states() -> None:
    tile = first_tile(comparisons=(Comparison("target", Decimal(2_000_000), -0.13),))
    assert tile.progress_text == "目标进度 87%"  # type: ignore[attr-defined]
    assert tile.marks == ()  # type: ignore[attr-defined]


def test_a_rates_target_is_a_comparison_in_points() -> None:
    full = briefings.rich()
    cvr = replace(full.headline[4], comparisons=(Comparison("target", 0.04, -0.0039),))
    tile = today(replace(full, headline=(cvr,)), "zh").tiles[0]
    assert tile.progress is None
    assert [(mark.label, mark.text, mark.tone) for mark in tile.marks] == [("目标", "▼0.39pt", "bad")]


def test_a_week_compares_with_the_week_before() -> None:
    week = today(replace(briefings.rich(), period="week", since=date(2026, 11, 16), until=date(2026, 11, 23)), "zh")
    assert (week.title, week.day, week.weekday) == ("本周一页", "2026-11-16 – 2026-11-22", "")
    assert week.tiles[0].marks[0].label == "上周"


def stake(impact: Impact | None) -> tuple[str, str]:
    full = briefings.rich()
    card = full.findings[0]
    why = replace(card.explanation, finding=replace(card.explanation.finding, impact=impact))
    shown = today(replace(full, findings=(replace(card, explanation=why),)), "zh").cards[0]
    return shown.stake, shown.stake_range


def test_money_at_stake_has_its_interval_and_a_gain_is_called_a_gain() -> None:
    assert stake(Impact(Decimal(10940), Decimal(8600), Decimal(13100))) == ("涉及 ¥10,940", "¥8,600 – ¥13,100")
    assert stake(Impact(Decimal(-500), Decimal(-900), Decimal(-100))) == ("多出 ¥500.00", "¥100.00 – ¥900.00")
    assert stake(Impact(Decimal(2000), Decimal(2000), Decimal(2000))) == ("涉及 ¥2,000", "")
    assert stake(Impact(Decimal(2000), Decimal(-100), Decimal(4100))) == ("涉及 ¥2,000", "−¥100.00 – ¥4,100")
    assert stake(None) == ("", "")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_shown_parts_add_up_to_the_shown_total_whatever_they_are(parts: list[float]) -> None:
    full = briefings.rich()
    card = full.findings[0]
    segments = tuple(replace(card.explanation.segments[0], contribution=part) for part in parts)
    why = replace(card.explanation, segments=segments)
    labels = (plain("x"),) * len(parts)
    split = today(replace(full, findings=(replace(card, explanation=why, segment_labels=labels),)), "zh").cards[0].segments
    assert split is not None
    assert sum(amount(bar.text) for bar in split.bars) == amount(split.total)
    assert all(0 <= bar.left <= 100.01 and bar.left + bar.width <= 100.02 for bar in split.bars)


def amount(shown: str) -> Decimal:
    return Decimal(shown.replace("−", "-").replace("¥", "").replace(",", "").replace("+", ""))


def test_a_part_against_the_change_is_even() -> None:
    factors = today(briefings.rich(), "zh").cards[0].factors
    assert factors is not None
    assert [bar.tone for bar in factors.bars] == ["bad", "even", "even"]


def test_tasks_of_todays_findings_are_not_told_twice() -> None:
    shown = today(briefings.rich(), "zh")
    assert [job.advice for job in shown.jobs] == ["关键词「大衣女」降价 15%", "「羊毛大衣A」主图 B 测试"]
    assert [job.effect for job in shown.jobs] == ["有用：推广花费 −¥410.00", "还不能下结论"]


def with_state(state: str, effect: float | None) -> Briefing:
    full = briefings.rich()
    return replace(full, tasks=(replace(full.tasks[-1], state=state, effect=effect),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "effect", "told"),
    [
        ("open", None, "期限 11-20 22:30"),
        ("done", None, "还不能下结论"),
        ("dropped", None, "–"),
        ("done", -12.0, "推广花费 −¥12.00，未达标"),
    ],
)
def test_a_task_says_how_far_it_is(state: str, effect: float | None, told: str) -> None:
    assert today(with_state(state, effect), "zh").jobs[0].effect == told


def test_exports_of_one_kind_count_once_however_many_files() -> None:
    full = briefings.rich()
    twice = replace(full.trust, files=full.trust.files * 2)
    belief = today(replace(full, trust=twice), "zh").belief
    assert (belief.arrived, belief.wanted) == (12, 13)


def test_sentences_that_the_page_says_beside_them_are_not_told_twice() -> None:
    full = briefings.rich()
    abouts: tuple[About, ...] = ("missing", "arrived", "quiet", "ties", "market")
    other = (*full.story, *(Told(plain(about), "", about=about) for about in abouts))
    lead = today(replace(full, story=other), "zh").lead
    assert [each.text for each in lead] == ["木棉旗舰店 11-20 收款 ¥122,291，比昨天少 8.2%。", "ties", "market"]


def test_a_sentence_leads_to_what_it_rests_on() -> None:
    full = briefings.rich()
    fourth = replace(full.findings[2], explanation=replace(full.findings[2].explanation))
    found = replace(fourth.explanation.finding, id="more")
    more = replace(fourth, explanation=replace(fourth.explanation, finding=found))
    other = (*full.story, Told(plain("第四件"), "more", about="finding"), Told(plain("对不上"), "", about="ties"))
    lead = today(replace(full, story=other, findings=(*full.findings, more)), "zh").lead
    assert [each.link for each in lead] == ["source-1", "finding-4", "ties"]
    assert lead[0].proof is not None
    assert (lead[0].proof.rows, len(lead[0].proof.files)) == ("1,352", 1)


def test_stored_times_are_told_on_the_shops_clock() -> None:
    shown = today(replace(briefings.rich(), as_of=datetime(2026, 11, 21, 0, 30)), "zh")
    assert shown.as_of == "2026-11-21 08:30"
    assert shown.files[0].known_at == "11-21 08:15"
    assert shown.files[0].days == "2026-10-21 – 2026-11-20"


def test_headlines_of_one_shop_only_are_tiles() -> None:
    full = briefings.rich()
    own = tuple(replace(each, shop=briefings.SHOP) for each in full.headline)
    assert len(today(replace(full, headline=own), "zh").tiles) == 8
    assert today(replace(full, headline=()), "zh").tiles == ()


def test_a_shop_without_a_figure_shows_a_dash() -> None:
    full = briefings.several()
    rows = today(replace(full, headline=full.headline[:-1]), "zh").shop_rows
    assert [row.cells[0][0] for row in rows] == ["¥40,000", "¥40,100", "–"]


def test_a_metric_that_is_shown_nowhere_goes_by_its_name() -> None:
    briefing = with_state("done", 1.5)
    task = briefing.tasks[0]
    told = today(replace(briefing, tasks=(replace(task, verify=replace(task.verify, metric="ctr")),)), "zh").jobs[0]
    assert told.effect == "ctr +1.50，未达标"


def test_a_metric_of_a_finding_is_told_in_its_unit() -> None:
    briefing = with_state("done", 0.004)
    task = briefing.tasks[0]
    told = today(replace(briefing, tasks=(replace(task, verify=replace(task.verify, metric="cart_rate")),)), "zh").jobs[0]
    assert told.effect == "收藏加购率 +0.40pt，未达标"


def test_a_file_without_days_shows_a_dash() -> None:
    full = briefings.rich()
    files = (replace(full.trust.files[0], since=None, until=None),)
    assert today(replace(full, trust=replace(full.trust, files=files)), "zh").files[0].days == "–"
