"""Which table and which column: what formats and contracts say of a header, held against its cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from storehand.intake.formats import load_formats
from storehand.intake.learn_cells import strips, writing
from storehand.intake.learn_guess import Guess, guess
from storehand.intake.learn_people import is_people
from storehand.intake.learn_words import Place, key, words_of

WORDS = words_of(load_formats())


def guessed(headers: Sequence[str], *rows: Sequence[str]) -> Guess:
    return guess(strips(headers, rows), rows, writing(rows, typed=False), WORDS)


def fed(found: Guess) -> dict[str, str]:
    return {name: taken.strip.header for name, taken in found.taken.items()}


def test_a_header_is_asked_for_without_what_differs_between_downloads() -> None:
    assert key("支付金额（元）") == key(" 支付金额 ") == key("支付金额(元)")
    assert WORDS.places[key("统计日期")][Place("shop_day", "day")] > 0


def test_many_rows_of_a_day_are_items_not_the_shop() -> None:
    found = guessed(
        ["统计日期", "商品ID", "商品访客数", "支付金额"],
        ["2026-11-20", "700000000001", "12", "9.90"],
        ["2026-11-20", "700000000002", "11", "8.80"],
    )
    assert found.table is not None
    assert found.table.name == "item_day"
    assert fed(found) == {"day": "统计日期", "item_id": "商品ID", "visitors": "商品访客数", "gmv": "支付金额"}


def test_a_header_whose_cells_do_not_fit_feeds_nothing() -> None:
    found = guessed(["统计日期", "访客数", "支付金额"], ["2026-11-20", "很多", "9.90"], ["2026-11-21", "更多", "8.80"])
    assert "visitors" not in fed(found)


def test_a_time_under_an_unknown_name_dates_the_rows() -> None:
    found = guessed(
        ["订单编号", "客户下单日期时间", "实付金额", "订单状态"],
        ["2026110001", "2026-11-20 10:00:00", "9.90", "已完成"],
        ["2026110002", "2026-11-20 11:00:00", "8.80", "已完成"],
    )
    assert fed(found)["created_at"] == "客户下单日期时间"


def test_a_name_that_resembles_a_known_one_is_taken_for_it() -> None:
    found = guessed(["统计日期", "访客数", "支付金额小结"], ["2026-11-20", "12", "9.90"], ["2026-11-21", "13", "8.80"])
    assert fed(found)["gmv"] == "支付金额小结"


def test_words_that_speak_for_no_table_give_none() -> None:
    found = guessed(["甲", "乙"], ["1", "2"])
    assert (found.table, dict(found.taken)) == (None, {})


@pytest.mark.parametrize(
    "header",
    [
        "收货人姓名",
        "联系手机",
        "收件地址",
        "买家留言",
        "Shipping Phone",
        "customer_email",
        "recipient-name",
        "Nombre del comprador",
    ],
)
def test_a_name_tells_a_person(header: str) -> None:
    (strip,) = strips([header], [["x"]])
    assert is_people(strip, WORDS)


@pytest.mark.parametrize("cells", [["13800000001", "13800000002"], ["a@example.org"], ["张*", "李**"], ["王小明", "李小红"]])
def test_cells_tell_a_person_whatever_the_name(cells: list[str]) -> None:
    (strip,) = strips(["列三"], [[cell] for cell in cells])
    assert is_people(strip, WORDS)


@pytest.mark.parametrize(
    ("header", "cell"), [("商品名称", "样例锅"), ("支付买家数", "12"), ("手机访客占比", "12.5%"), ("省份", "浙江省")]
)
def test_what_is_no_person_is_not_called_one(header: str, cell: str) -> None:
    (strip,) = strips([header], [[cell]])
    assert not is_people(strip, WORDS)


def test_the_buyer_is_kept_for_its_pseudonym_and_the_mail_only_where_nothing_else_names_him() -> None:
    row = ["2026110001", "2026-11-20 10:00:00", "9.90", "a@example.org", "sample_01"]
    both = guessed(["订单编号", "下单时间", "实付金额", "邮箱", "买家会员名"], row, ["2026110002", *row[1:]])
    assert both.buyer is not None
    assert both.buyer.header == "买家会员名"
    assert [strip.header for strip in both.people] == ["邮箱"]
