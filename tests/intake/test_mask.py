"""What tells of a person is masked wherever it stands; numbers, ids and ordinary words stay as they are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from storehand.intake import mask


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("联系电话13812345678", "联系电话[手机]"),
        ("张三13800000000.csv", "[姓名][手机].csv"),
        ("+86 138-1234-5678 / 020-88881234", "[手机] / [手机]"),
        ("tel (415) 555-0132, +44 7700 900123", "tel [手机], [手机]"),
        ("a.b@qq.com 好评", "[邮箱] 好评"),
        ("身份证11010519491231002X", "身份证[证件]"),
        ("收货人：李小红，浙江省杭州市西湖区文三路1号3幢502室", "收货人：[姓名]，[地址]"),
        ("王小明，13812345678，上海市浦东新区世纪大道100号", "[姓名]，[手机]，[地址]"),
        ("收货人张三要求改地址", "收货人[姓名]要求改地址"),
        ("客户：John Smith wants it", "客户：[姓名] wants it"),
        ("退款到浙江杭州西湖区文三路1号", "退款到浙江杭州[地址]"),
        ("12号楼3单元502室", "[地址]"),
        ("20 Example Street, London", "[地址], London"),
        ("微信：abc12345", "微信：[账号]"),
    ],
)
def test_what_tells_of_a_person_is_masked(words: str, kept: str) -> None:
    assert mask.masked(words) == kept
    assert mask.masked(kept) == kept


@pytest.mark.parametrize(
    "words",
    [
        "item 6901234567892 order 4012345678901234567", "110105194912310021", "13812345678901", "138.12345678", "A18164178225",
        "高端女士羊毛大衣", "7号电池 1号店", "联系人工客服", "客户要求改为红色", "市场价 区间 一路 发", "photo_925x@2x.jpg",
        "2025-11-20 13:00:00", "1.2万", "-12.5", "80dfb11e19170913755fd629b0a544fd",
        "买家拒收", "收货人信息错误", "关键词_流量解析", "123-1234567-1234567",
    ],
)  # fmt: skip
def test_ids_numbers_and_ordinary_words_stay(words: str) -> None:
    assert mask.masked(words) == words


def test_an_identity_card_has_the_right_check_digit_and_a_day_of_birth() -> None:
    assert mask.masked("110105194912310021") == "110105194912310021"
    assert mask.masked("11010519491331002X") == "11010519491331002X"


def test_a_tag_keeps_two_masked_texts_apart() -> None:
    assert mask.masked("计划 13812345678", lambda found: found[-2:]) == "计划 [手机#78]"


def test_of_an_unreadable_cell_only_the_masks_are_left() -> None:
    assert mask.stray("张三13812345678") == "[姓名][手机]"
    assert mask.stray("王小明") == "[姓名]"
    assert mask.stray("1.2E+15") == "1.2E+15"
    assert mask.stray("金额") == "金额"


def test_cells_listed_in_a_sentence_are_masked_as_one_row() -> None:
    assert mask.listed("1001、王小明、2025-01-01、13812345678") == "1001、[姓名]、2025-01-01、[手机]"
    assert mask.listed("订单编号、金额、毛利率") == "订单编号、金额、毛利率"


def test_a_trace_tells_where_and_not_what() -> None:
    try:
        try:
            int("张三13812345678")
        except ValueError as fault:
            raise KeyError("张三13812345678") from fault
    except KeyError as fault:
        told = mask.trace(fault)
    assert "KeyError" in told
    assert "ValueError" in told
    assert "test_mask.py" in told
    assert mask.shown(Path("x/张三13812345678.csv")) == "[姓名][手机].csv"
    assert mask.unquoted("Could not convert '张三13812345678' to INT\nmore") == "Could not convert … to INT"


@pytest.mark.parametrize(
    "piece", ["市县", "a", "1", "甲", "收货人", "[手机", "1-", "+1 ", "张", "1 A ", "1 Aa ", "浙江省", "( ", "省市区路", "a@a."]
)
def test_no_text_takes_a_second(piece: str) -> None:
    words = (piece * 32_767)[:32_767]
    started = time.process_time()
    mask.masked(words)
    assert time.process_time() - started < 1
