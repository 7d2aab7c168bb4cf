"""Numbers of the tiny shop, computed by hand (see tiny.py)."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from storehand.calendar import Planned
from storehand.errors import UsageError
from storehand.metrics.metric import Sum
from storehand.store.settings import Limit
from storehand.wording import plain
from tests.metrics.tiny import CATALOG, Tiny, money, nov, ran
from tests.store.making import Row, days, order


def test_money_is_added_by_its_own_day_exactly(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert view.series("gmv", nov(1), nov(4)) == {nov(1): money("150.50"), nov(2): 0, nov(3): money("80")}
    assert view.value("gmv", nov(1)) == money("230.50")


def test_ten_thousand_dimes_are_a_thousand(tiny: Tiny) -> None:
    rows = [order(number, 1, "0.10", paid_day=nov(1)) for number in range(10_000)]
    assert tiny.load({"orders": rows}).view(1).value("gmv") == money("1000.00")


def test_a_day_that_no_file_covers_is_unknown_though_a_row_of_it_exists(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert view.series("gmv", nov(3), nov(6)) == {nov(3): money("80"), nov(4): None, nov(5): None}
    assert view.value("gmv", nov(3), nov(5)) is None
    assert view.table(["gmv"], ["day"], nov(3), nov(5)) == [{"day": nov(3), "gmv": money("80")}, {"day": nov(4), "gmv": None}]


def test_a_range_around_all_that_is_known_gives_all_of_it(tiny: Tiny) -> None:
    view = tiny.orders().view()
    everything = (date(2026, 10, 1), date(2026, 12, 1))
    assert view.value("gmv", *everything) == money("250.50")
    assert view.value("buyers", *everything) == 2
    assert ran(view, view.sql("gmv", *everything)) == money("250.50")
    assert view.value("gmv", date(2026, 10, 1), nov(4)) is None
    assert view.value("gmv", nov(1), date(2026, 12, 1)) is None


def test_a_covered_day_without_rows_is_zero(tiny: Tiny) -> None:
    view = tiny.orders().view(2)
    assert (view.value("gmv"), view.value("orders"), view.value("buyers")) == (0, 0, 0)


def test_net_takes_back_the_refunds_of_the_same_orders(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert list(view.series("net", nov(1), nov(4)).values()) == [money("100"), 0, money("80")]


def test_net_is_unknown_where_the_export_never_states_refunds(tiny: Tiny) -> None:
    view = tiny.load({"orders": [order(1, 1, "10", paid_day=nov(1))]}).view(1)
    assert view.value("gmv") == 10
    assert view.value("net") is None


def test_an_order_counts_on_the_day_of_its_measure(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert list(view.series("orders", nov(1), nov(4)).values()) == [2, 0, 1]
    assert list(view.series("unpaid", nov(1), nov(4)).values()) == [0, 1, 0]


def test_people_are_counted_anew_and_never_added(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert list(view.series("buyers", nov(1), nov(4)).values()) == [1, 0, 1]
    assert view.value("buyers", nov(1)) == 1
    assert view.table(["buyers"], ["province"], nov(1)) == [
        {"province": "", "buyers": 1},
        {"province": "广东", "buyers": 1},
        {"province": "浙江", "buyers": 1},
    ]


def test_one_masked_buyer_makes_the_count_unknown(tiny: Tiny) -> None:
    rows = [
        order(1, 1, "10", paid_day=nov(1), buyer="ann"),
        order(2, 1, "10", paid_day=nov(1)),
        order(3, 2, "5", paid_day=nov(2), buyer="bob"),
    ]
    view = tiny.load({"orders": rows}).view(2)
    assert list(view.series("buyers", nov(1), nov(3)).values()) == [None, 1]
    assert view.value("buyers", nov(1)) is None


def test_a_ratio_divides_sums_and_is_unknown_over_nothing(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert view.value("order_value", nov(1)) == pytest.approx(230.50 / 3)
    assert list(view.series("order_value", nov(1), nov(4)).values()) == [75.25, None, 80.0]


def test_a_breakdown_sums_to_the_whole_and_an_empty_cell_is_its_own_part(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert view.table(["gmv", "orders", "order_value"], ["province"], nov(1)) == [
        {"province": "", "gmv": money("80"), "orders": 1, "order_value": 80.0},
        {"province": "广东", "gmv": money("100"), "orders": 1, "order_value": 100.0},
        {"province": "浙江", "gmv": money("50.5"), "orders": 1, "order_value": 50.5},
    ]
    assert view.value("gmv", nov(1), where={"province": ""}) == 80
    assert view.series("gmv", nov(1), nov(4), {"province": "广东"}) == {nov(1): 100, nov(2): 0, nov(3): 0}
    assert view.value("gmv", nov(1), where={"province": "西藏"}) == 0


def test_a_dimension_that_no_table_states_has_no_numbers(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert view.table(["gmv"], ["item_id"], nov(1)) == []
    assert view.value("gmv", where={"item_id": "1"}) is None


def test_a_finer_table_supplies_the_parts(tiny: Tiny) -> None:
    lines = [_line(1, "7", "100", 2), _line(2, "8", "50.50", 1)]
    view = tiny.orders().load({"order_lines": lines}).view(1)
    assert view.table(["gmv"], ["item_id"]) == [{"item_id": "7", "gmv": 100}, {"item_id": "8", "gmv": money("50.50")}]
    assert view.source("gmv") == Sum("orders", "paid", "paid_day")


def test_people_stated_by_the_platform_hold_for_one_day_and_one_shop(tiny: Tiny) -> None:
    stated = [{"day": nov(day), "cut": "sycm", "visitors": 100 * day, "buyers": day, "gmv": f"{day}0"} for day in (1, 2, 3)]
    tiny.load({"shop_day": stated}).load({"shop_day": [{**row, "visitors": 7} for row in stated]}, shop="二店")
    view = tiny.view()
    assert view.value("visitors", where={"shop": "羊毛铺"}) == 300
    assert view.value("visitors") is None
    assert view.value("visitors", nov(2), where={"shop": "羊毛铺"}) is None
    assert view.table(["visitors", "gmv"], ["shop"]) == [
        {"shop": "二店", "visitors": 7, "gmv": 30},
        {"shop": "羊毛铺", "visitors": 300, "gmv": 30},
    ]
    assert view.value("cvr", where={"shop": "羊毛铺"}) == 0.01
    assert view.value("gmv") == 60


def test_the_first_source_that_covers_the_day_is_read(tiny: Tiny) -> None:
    stated = [{"day": nov(1), "cut": "sycm", "visitors": 10, "gmv": "151.00"}]
    tiny.orders().load({"shop_day": stated}, covers=[nov(1)])
    assert tiny.view(1).value("gmv") == 151
    assert tiny.view(1).source("gmv") == Sum("shop_day", "gmv")
    assert tiny.view(3).value("gmv") == 80
    assert tiny.view(3).source("gmv") == Sum("orders", "paid", "paid_day")


def test_a_source_whose_column_is_never_filled_is_passed_over(tiny: Tiny) -> None:
    tiny.orders().load({"shop_day": [{"day": nov(day), "cut": "ga", "visitors": 9} for day in (1, 2, 3)]})
    view = tiny.view()
    assert (view.value("gmv"), view.value("visitors"), view.cut("visitors")) == (80, 9, "ga")


def test_spend_in_several_cuts_counts_once(tiny: Tiny) -> None:
    account = [{"day": nov(1), "cut": "account", "spend": "30", "clicks": 5}]
    campaigns = [
        {"day": nov(1), "cut": "campaign", "campaign": name, "spend": spend} for name, spend in (("A", "10"), ("B", "20"))
    ]
    terms = [{"day": nov(1), "cut": "term", "campaign": "A", "term": "毛衣", "spend": "9.50"}]
    view = tiny.load({"ad_day": [*account, *campaigns, *terms]}).view(1)
    assert (view.value("spend"), view.cut("spend")) == (30, "account")
    assert view.table(["spend"], ["campaign"]) == [{"campaign": "A", "spend": 10}, {"campaign": "B", "spend": 20}]
    assert view.table(["spend"], ["term"]) == [{"term": "毛衣", "spend": money("9.50")}]
    assert view.value("spend", where={"campaign": "B"}) == 20


def test_money_of_two_currencies_stays_apart(tiny: Tiny) -> None:
    tiny.orders().load({"orders": [order(9, 3, "5", paid_day=nov(3), currency="USD", buyer="cat")]}, shop="abroad")
    view = tiny.view()
    assert (view.value("gmv"), view.currency) == (None, "")
    assert view.value("orders") == 2
    assert view.value("gmv", where={"shop": "abroad"}) == 5
    assert (view.currency_of("羊毛铺"), view.currency_of("abroad")) == ("CNY", "USD")


def test_two_currencies_within_a_shop_are_not_added_either(tiny: Tiny) -> None:
    rows = [order(1, 1, "5", paid_day=nov(1)), order(2, 1, "7", paid_day=nov(1), currency="USD")]
    view = tiny.load({"orders": rows}).view(1)
    assert view.value("gmv") is None
    assert view.value("gmv", where={"currency": "USD"}) == 7
    assert view.table(["gmv"], ["currency"]) == [{"currency": "CNY", "gmv": 5}, {"currency": "USD", "gmv": 7}]


def test_the_same_shops_money_is_added_over_shops_and_its_people_counted_once(tiny: Tiny) -> None:
    tiny.orders().load({"orders": [order(9, 3, "5", paid_day=nov(3), buyer="ann")]}, shop="二店")
    view = tiny.view()
    assert view.value("gmv") == 85
    assert view.value("buyers") == 1
    assert list(view.series("buyers", nov(1), nov(4)).values()) == [1, 0, 1]
    assert view.table(["gmv", "buyers"], ["shop"]) == [
        {"shop": "二店", "gmv": 5, "buyers": 1},
        {"shop": "羊毛铺", "gmv": 80, "buyers": 1},
    ]


def test_a_level_is_the_newest_of_the_period(tiny: Tiny) -> None:
    levels = [(1, "a", 5), (1, "b", 6), (2, "a", 4), (2, "b", 1)]
    view = tiny.load({"stock_day": [{"day": nov(day), "sku_id": sku, "on_hand": units} for day, sku, units in levels]}).view(3)
    assert view.value("on_hand", nov(1), nov(4)) == 5
    assert view.value("on_hand", nov(1), nov(2)) == 11
    assert view.table(["on_hand"], ["sku_id"], nov(1), nov(4)) == [{"sku_id": "a", "on_hand": 4}, {"sku_id": "b", "on_hand": 1}]


def test_subtotal_rows_are_not_added(tiny: Tiny) -> None:
    rows = [
        {"day": nov(1), "source1": "免费", "subtotal": True, "paid_flag": "free", "visitors": 100},
        {"day": nov(1), "source1": "免费", "source2": "手淘搜索", "subtotal": False, "paid_flag": "free", "visitors": 60},
        {"day": nov(1), "source1": "免费", "source2": "手淘推荐", "paid_flag": "free", "visitors": 50},
        {"day": nov(1), "source1": "付费", "source2": "直通车", "subtotal": False, "paid_flag": "paid", "visitors": 9},
    ]
    view = tiny.load({"source_day": rows}).view(1)
    assert view.value("free_visits") == 110
    assert view.value("free_visits", where={"source2": "手淘搜索"}) == 60
    assert view.table(["free_visits"], ["source2"]) == [
        {"source2": "手淘推荐", "free_visits": 50},
        {"source2": "手淘搜索", "free_visits": 60},
    ]


def test_a_day_without_fitting_rows_has_nothing_and_that_is_known(tiny: Tiny) -> None:
    paid = {"day": nov(1), "source1": "付费", "paid_flag": "paid", "visitors": 9}
    view = tiny.load({"source_day": [paid], "orders": [order(1, 1, "10", paid_day=nov(1))]}).view(1)
    assert (view.value("free_visits"), view.value("unpaid")) == (0, 0)
    assert (ran(view, view.sql("free_visits")), ran(view, view.sql("unpaid"))) == (0, 0)


def _line(number: int, item: str, paid: str, units: int, **more: object) -> Row:
    key = {"line_id": f"l{number}", "order_id": f"o{number}", "item_id": item, "created_day": nov(1), "paid_day": nov(1)}
    return {**key, "paid": paid, "quantity": units, **more}


def test_cost_is_units_times_the_cost_of_that_day(tiny: Tiny) -> None:
    lines = [_line(1, "7", "100", 2), _line(2, "8", "50", 1, code="K8"), _line(3, "7", "90", 2, paid_day=nov(3))]
    costs: list[Row] = [
        {"code": "7", "unit_cost": "30.00"},
        {"code": "7", "since_day": nov(2), "unit_cost": "31.25"},
        {"code": "K8", "since_day": nov(1), "unit_cost": "20.00"},
        {"code": "8", "unit_cost": "99.00"},
    ]
    view = tiny.load({"order_lines": lines, "costs": costs}).view(1)
    assert view.value("cost") == 2 * 30 + 20
    assert view.value("cost", nov(3), nov(4)) == money("62.50")
    assert view.value("profit") == 150 - 80
    assert view.table(["cost"], ["item_id"]) == [{"item_id": "7", "cost": 60}, {"item_id": "8", "cost": 20}]


def test_cost_is_unknown_not_zero_where_a_sold_item_has_none(tiny: Tiny) -> None:
    lines = [_line(1, "7", "100", 2), _line(2, "8", "50", 1)]
    view = tiny.load({"order_lines": lines, "costs": [{"code": "7", "unit_cost": "30"}]}).view(1)
    assert (view.value("cost"), view.value("profit")) == (None, None)
    assert view.value("costed") == 100
    assert view.value("cost", where={"item_id": "7"}) == 60
    assert view.value("cost", where={"item_id": "8"}) is None


def test_without_any_costs_cost_is_unknown(tiny: Tiny) -> None:
    view = tiny.load({"order_lines": [_line(1, "7", "100", 2)]}).view(1)
    assert (view.value("cost"), view.value("costed"), view.sql("cost")) == (None, None, "")


def test_the_product_whose_factors_are_known_explains(tiny: Tiny) -> None:
    tiny.orders()
    assert tiny.view().factors("gmv") == ("orders", "order_value")
    tiny.load({"shop_day": [{"day": nov(3), "cut": "sycm", "visitors": 10, "buyers": 1, "gmv": "80"}]}, covers=[nov(3)])
    assert tiny.view().factors("gmv") == ("visitors", "cvr", "aov")
    assert tiny.view().factors("orders") == ()


@pytest.mark.parametrize(("period", "first"), [("day", 3), ("week", 2), ("month", 1)])
def test_a_running_period_ends_with_the_day(tiny: Tiny, period: str, first: int) -> None:
    view = tiny.orders().view(3, period)
    assert (view.since, view.until) == (nov(first), nov(4))
    assert view.value("gmv") == sum(view.series("gmv", nov(first), nov(4)).values())  # type: ignore[arg-type]


def test_an_unknown_period_is_refused(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="unknown_period"):
        tiny.orders().view(3, "decade")


def test_shops_without_files_do_not_make_the_whole_unknown(tiny: Tiny) -> None:
    view = tiny.orders().view(shops=["羊毛铺", "二店"])
    assert view.shops == ("羊毛铺",)
    assert view.value("gmv") == 80


def test_single_rows_are_read_by_day_and_place(tiny: Tiny) -> None:
    view = tiny.orders().view()
    assert view.rows("orders", ("order_id", "paid"), nov(1), nov(2)) == [
        {"order_id": "o1", "paid": 100},
        {"order_id": "o2", "paid": money("50.50")},
    ]
    assert view.rows("orders", ("order_id",), nov(1), nov(5), {"province": ""}) == [{"order_id": "o4"}]
    assert view.rows("orders", ("order_id",), nov(1), nov(5), limit=1, day="paid_day") == [{"order_id": "o1"}]
    with pytest.raises(KeyError):
        view.rows("orders", ("paid; DROP TABLE orders",), nov(1), nov(2))


def test_a_setting_replaces_the_desks_limit(tiny: Tiny) -> None:
    view = tiny.orders().view(limits=[Limit("gmv_low", 0.2), Limit("gmv_low", 50, "minimum")])
    assert (view.limit("gmv_low", 0.3), view.limit("gmv_low.minimum", 10), view.limit("other", 0.3)) == (0.2, 50, 0.3)


def test_a_limit_of_one_shop_is_no_limit_of_another(tiny: Tiny) -> None:
    view = tiny.orders().view(limits=[Limit("gmv_low", 0.2, shop="羊毛铺")])
    assert (view.limit("gmv_low", 0.3, "羊毛铺"), view.limit("gmv_low", 0.3, "二店")) == (0.2, 0.3)
    assert view.limit("gmv_low", 0.3) == 0.2, "the view's only shop"


def test_days_apart_are_the_calendars_own(tiny: Tiny) -> None:
    view = tiny.orders().view(events=[Planned(plain("停电"), nov(2), nov(3))])
    assert [view.calendar.special(nov(day)) for day in (2, 3)] == [True, view.calendar.phase(nov(3)) is not None]


def test_the_rows_and_files_behind_a_number_are_named(tiny: Tiny) -> None:
    tiny.orders().load({"orders": [order(8, 3, "1", paid_day=nov(3))]}, name="late.csv")
    view = tiny.view()
    rows, batches = view.rows_behind("gmv", nov(1))
    assert (rows, len(batches)) == (4, 2)
    assert set(batches) == {batch.id for batch in view.facts.batches}
    assert view.rows_behind("order_value", nov(1), where={"province": "广东"})[0] == 1


HARD = "x' OR '1'='1"


@pytest.mark.parametrize("text", [HARD, "a\\'; DROP VIEW orders; --", "'@@since@@'", '"', "'"], ids=str)
def test_a_value_is_never_read_as_sql(tiny: Tiny, text: str) -> None:
    tiny.load({"orders": [order(1, 1, "10", paid_day=nov(1), province=text), order(2, 1, "5", paid_day=nov(1), province="p")]})
    view = tiny.view(1)
    assert view.value("gmv", where={"province": text}) == 10
    assert ran(view, view.sql("gmv", where={"province": text})) == 10
    assert view.rows("orders", ("order_id",), nov(1), nov(2), {"province": text}) == [{"order_id": "o1"}]


def _everything(tiny: Tiny) -> Tiny:
    stated = [{"day": nov(day), "cut": "sycm", "visitors": 100 * day, "buyers": day} for day in (1, 2, 3)]
    ads = [{"day": nov(day), "cut": "account", "spend": "12.34"} for day in (1, 2, 3)]
    lines = [_line(number, str(number), "75.25", number, paid_day=nov(1)) for number in (1, 2)]
    costs = [{"code": str(number), "unit_cost": "10.01"} for number in (1, 2)]
    stock = [{"day": nov(day), "sku_id": "a", "on_hand": day} for day in (1, 2)]
    return tiny.orders().load({"shop_day": stated, "ad_day": ads, "order_lines": lines, "costs": costs, "stock_day": stock})


@pytest.mark.parametrize("since", [1, 2, 3], ids=lambda day: f"from{day}")
def test_the_sql_of_every_number_returns_it(tiny: Tiny, since: int) -> None:
    view = _everything(tiny).view()
    known = 0
    with view.facts.connect() as connection:
        for name in CATALOG.names:
            for where in ({}, {"province": "广东"}, {"item_id": "1"}, {"shop": "羊毛铺"}):
                value = view.value(name, nov(since), nov(4), where)
                if value is not None:
                    assert connection.execute(view.sql(name, nov(since), nov(4), where)).fetchall() == [(value,)], (name, where)
                    known += 1
    assert known > 20


def test_the_sql_of_several_shops_returns_their_sum(tiny: Tiny) -> None:
    tiny.orders().load({"shop_day": [{"day": nov(3), "cut": "sycm", "gmv": "5.50"}]}, shop="二店", covers=[nov(3)])
    view = tiny.view()
    assert view.value("gmv") == money("85.50")
    assert ran(view, view.sql("gmv")) == money("85.50")


@pytest.mark.parametrize("seed", range(3))
def test_any_breakdown_and_any_split_of_days_add_up(tiny: Tiny, seed: int) -> None:
    """Against plain Python over random orders."""
    random_ = random.Random(seed)
    rows = [
        order(
            number,
            random_.randint(1, 9),
            f"{random_.randint(1, 99999) / 100:.2f}",
            province=random_.choice(["a", "b", None]),
            paid_day=nov(random_.randint(1, 9)),
        )
        for number in range(200)
    ]
    view = tiny.load({"orders": rows}, covers=days(nov(1), nov(9))).view(9)
    whole = sum(Decimal(str(row["paid"])) for row in rows)
    by_day: dict[date, Decimal] = {}
    for row in rows:
        day = row["paid_day"]
        assert isinstance(day, date)
        by_day[day] = by_day.get(day, Decimal(0)) + Decimal(str(row["paid"]))
    assert view.value("gmv", nov(1)) == whole
    assert view.series("gmv", nov(1), nov(10)) == {day: by_day.get(day, 0) for day in days(nov(1), nov(9))}
    assert sum(Decimal(str(row["gmv"])) for row in view.table(["gmv"], ["province"], nov(1))) == whole
    assert sum(Decimal(str(row["gmv"])) for row in view.table(["gmv"], ["province", "day"], nov(1))) == whole
