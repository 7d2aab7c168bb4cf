"""The day in three to eight sentences, each with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from storehand.metrics.view import View
from storehand.report.briefing import Identity, Missing, Trust
from storehand.report.story import story
from storehand.wording import Text, plain
from tests.detect.fake_view import Cell, days_before
from tests.report import briefings
from tests.report.days import FRIDAY, NOTHING, calm, card, fallen, head, seen

FILES = briefings.rich().trust.files
TIES = (
    Identity(plain("支付金额"), "木棉", True, 100, 100, "a", "b", "count"),
    Identity(plain("访客数"), "木棉", False, 90, 100, "a", "b", "people"),
    Identity(plain("订单数"), "木棉", False, 99, 100, "a", "b", "count"),
)


def missing(label: str) -> Missing:
    return Missing("orders", plain(label), "木棉", plain("只到 09-02"), plain("千牛 › 订单"))


def test_a_quiet_day_says_so_in_three_or_four_sentences() -> None:
    told = story(seen(), calm(), (), Trust(FILES, (), TIES[:1]), 1184)
    assert [each.about for each in told] == ["takings", "drivers", "quiet", "arrived"]
    assert told[2].text == Text("看了 1,184 条曲线，没有一条突出。", "Nothing stands out among 1,184 curves.")
    assert told[3].text.zh == "12 份数据都已到，1 处对账全部一致。"


def test_a_day_that_moved_without_a_finding_does_not_say_that_nothing_stands_out() -> None:
    told = story(seen(), fallen(), (), NOTHING, 51)
    assert told[-1].text.zh == "看了 51 条曲线，没有要处理的异常。"


def test_where_little_could_be_judged_that_is_said() -> None:
    told = story(seen(), calm(), (), NOTHING, 1)
    assert told[-1].text.zh == "只有 1 条曲线有平常可比，没有一条突出。"


def test_a_figure_beyond_its_usual_range_is_no_day_on_which_nothing_stands_out_however_few_the_curves() -> None:
    assert story(seen(), fallen(), (), NOTHING, 3)[-1].text.zh == "看了 3 条曲线，没有要处理的异常。"


def test_a_short_past_is_said_instead_of_that_nothing_stands_out() -> None:
    young = (replace(calm()[0], typical=None),)
    known = {FRIDAY - timedelta(days=back): 40_000.0 for back in range(1, 9)}
    told = story(seen(cells={("gmv", ()): known}), young, (), NOTHING, 48)
    assert told[-1].text.zh == "前面只有 8 天的数据，满 21 天才说得出什么不平常：今天的高低请先自己看。"


def test_a_market_that_stood_still_reads_as_such() -> None:
    told = story(standstill(date(2020, 2, 10)), (replace(calm()[0], typical=None),), (), NOTHING, 0)
    assert [each.about for each in told[:2]] == ["takings", "market"]
    assert told[0].text.zh.startswith("新冠疫情停工停运期间，支付金额 ¥40,000，这样的日子见得太少")
    assert told[1].text.zh == (
        "支付订单数比前 28 天的日均 ▼90.0%，5 个有量的地区里 5 个一起掉：和全市场的新冠疫情停工停运对得上，不是哪个地区的问题；"
        "本店若没有自己停卖，不必逐项找原因。"
    )


def test_while_the_market_stands_still_it_is_not_said_that_nothing_stands_out() -> None:
    assert story(seen(date(2020, 2, 25)), calm(), (), NOTHING, 29)[-1].text.zh == "看了 29 条曲线，没有要处理的异常。"


def test_where_the_calendar_knows_nothing_a_fall_of_everything_is_not_ascribed_to_the_market() -> None:
    told = story(standstill(FRIDAY), fallen(), (), NOTHING, 0)
    (one,) = [each.text.zh for each in told if each.about == "market"]
    assert one.endswith("不是哪个地区的问题，先查下单、发货和平台有没有问题；没有大盘数据，说不准是不是整个市场。")


def test_a_closure_of_one_region_is_no_standstill_of_the_market() -> None:
    told = story(standstill(date(2022, 4, 13)), fallen(), (), NOTHING, 0)
    (one,) = [each.text.zh for each in told if each.about == "market"]
    assert one.endswith("说不准是不是整个市场。")


def standstill(day: date) -> View:
    """Five provinces with ten orders a day each, and one on the day."""
    cells: dict[Cell, dict[date, float]] = {
        ("orders", (("province", name),)): dict.fromkeys(days_before(day, 28), 10.0) | {day: 1.0} for name in "沪粤京苏浙"
    }
    return seen(day, cells={**cells, ("orders", ()): dict.fromkeys(days_before(day, 28), 50.0) | {day: 5.0}})


def test_the_fullest_day_has_eight_sentences() -> None:
    first = replace(fallen()[0], comparisons=(*fallen()[0].comparisons, *head("gmv", 1, None, market=(0, -0.1)).comparisons))
    cards = (card("a", owner="ads"), card("b", owner="design"), card("c", owner="service"), card("d", owner="finance"))
    told = story(seen(), (first, *fallen()[1:]), cards, Trust(FILES, (missing("订单报表"),), TIES), 9)
    assert [each.about for each in told] == [
        "takings", "drivers", "finding", "finding", "finding", "market", "missing", "ties",
    ]  # fmt: skip
    assert told[5].text.zh == "大盘 ▼10.0%，本店的支付金额 ▼36.8%。"
    assert [each.finding for each in told[2:5]] == ["a", "b", "c"]


def test_every_figure_and_finding_names_its_query() -> None:
    told = story(seen(), fallen(), (card("a"),), Trust(FILES, (), ()), 9)
    assert [each.evidence is not None for each in told] == [True, True, True, False]
    assert [(each.finding, each.metric) for each in told[:3]] == [("", "gmv"), ("", "gmv"), ("a", "visitors")]


def test_a_finding_about_the_takings_does_not_tell_them_again() -> None:
    factors = (("访客数", -16_000.0, 1.0), ("支付转化率", 0.0, 0.0), ("客单价", 0.0, 0.0))
    told = story(seen(), fallen(), (card("gmv-1", "gmv", cause="suspected", factors=factors),), NOTHING, 9)
    assert told[0].text.zh == "支付金额 ¥24,000，比上周同日 ▼36.8%，平常 ¥40,000（▼40.0%）。"
    assert told[1].text.zh.startswith("比平常少 ¥16,000：访客数 −¥16,000")
    assert told[2].text.zh == "涉及 ¥3,000，疑似是访客数（占变化的全部）；运营今天 12:00 前：查搜索。"


def test_the_market_of_a_finding_is_told_where_the_figures_is_not_known() -> None:
    one = card("a")
    known = replace(one, explanation=replace(one.explanation, market=-0.05))
    told = story(seen(), fallen(), (known,), NOTHING, 9)
    assert told[-1].text.zh == "大盘 ▼5.0%，本店的访客数 ▼40.0%。"
    assert told[-1].finding == "a"


def test_the_market_is_no_yardstick_for_an_item_and_a_source_keeps_its_name() -> None:
    one = card("a", where="手淘搜索")
    known = replace(one, explanation=replace(one.explanation, market=0.02))
    assert story(seen(), fallen(), (known,), NOTHING, 9)[-1].text.zh == "大盘 ▲2.0%，本店的「手淘搜索」访客数 ▼40.0%。"
    item = replace(known.explanation, finding=replace(known.explanation.finding, where=(("item_id", "7"),)))
    told = story(seen(), fallen(), (replace(known, explanation=item),), NOTHING, 9)
    assert "market" not in [each.about for each in told]


def test_a_fall_that_the_market_shares_is_suspected_to_be_the_markets() -> None:
    one = card("a", owner=None)
    known = replace(one, explanation=replace(one.explanation, market=-0.35, cause="suspected"))
    told = story(seen(), fallen(), (known,), NOTHING, 9)
    assert told[2].text.zh == "a 24，平常 40（▼40.0%），涉及 ¥3,000，疑似随大盘（大盘 ▼35.0%）。"
    assert "market" not in [each.about for each in told]


def test_what_is_missing_is_named() -> None:
    (one,) = [each for each in story(seen(), calm(), (), Trust(FILES, (missing("订单报表"),), ()), 9) if each.about == "missing"]
    assert one.text.zh == "还缺「订单报表」（只到 09-02），去下载：千牛 › 订单。"
    many = Trust(FILES, tuple(missing(label) for label in ("订单", "推广", "订单", "库存", "退款")), ())
    (several,) = [each for each in story(seen(), calm(), (), many, 9) if each.about == "missing"]
    assert several.text.zh == "还缺 5 份：「订单」、「推广」、「库存」等。"


def test_of_what_does_not_tie_out_the_widest_gap_is_told() -> None:
    (apart,) = [each for each in story(seen(), calm(), (), Trust(FILES, (), TIES), 9) if each.about == "ties"]
    assert apart.text.zh == "2 处对不上，差得最多的是访客数：90 与 100。"


def test_a_day_without_figures_says_so() -> None:
    told = story(seen(), (replace(calm()[0], value=None),), (), Trust((), (missing("订单报表"),), ()), 0)
    assert [each.text.zh for each in told] == ["这一天没有能用的数据。", "还缺「订单报表」（只到 09-02），去下载：千牛 › 订单。"]
