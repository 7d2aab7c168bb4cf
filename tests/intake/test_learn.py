"""A draft for an unknown file: a guess that says so, loads as a format, and holds nothing of the file's people."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from storehand.errors import Refusal
from storehand.intake.formats import load_formats, read_format
from storehand.intake.learn import Learnt, header_row, learn
from storehand.intake.learn_words import words_of
from storehand.tables import TABLES

JD = """订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,订单状态,客户姓名,客户地址,联系电话,付款确认时间,货号
2900000001,100001,样例锅,2,2026-11-19 10:00:00,99.00,198.00,完成,张样例,北京样例路1号,13800000001,2026-11-19 10:01:00,G-1
2900000002,100002,样例壶,1,2026-11-20 11:30:00,59.00,59.00,等待出库,李样例,上海样例路2号,13800000002,2026-11-20 11:31:00,H-1
2900000003,100002,样例壶,1,2026-11-20 12:30:00,59.00,59.00,等待付款,王样例,上海样例路3号,13800000003,,H-1
"""


@pytest.fixture
def jd(tmp_path: Path) -> Path:
    path = tmp_path / "订单_20261121083000.csv"
    path.write_bytes(JD.encode("gb18030"))
    return path


def drafted(tmp_path: Path, rows: Sequence[str], name: str = "file.csv", table: str = "") -> Learnt:
    """The draft of a CSV with these lines."""
    path = tmp_path / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return learn(path, "my/file", table=TABLES[table] if table else None)


def columns(learnt: Learnt) -> dict[str, Any]:
    """The columns of a draft's only table."""
    (table,) = tomllib.loads(learnt.toml)["table"]
    return dict(table["columns"])


def test_a_draft_is_toml_that_names_header_encoding_and_table(jd: Path) -> None:
    draft = tomllib.loads(learn(jd, "jd/orders2", "jd").toml)
    assert (draft["name"], draft["platform"], draft["confidence"]) == ("jd/orders2", "jd", "unconfirmed")
    assert "gb18030" in draft["read"]["encodings"]
    assert draft["read"]["known_at"] == r"(?<!\d)(?P<stamp>\d{14}|\d{12}|\d{10})(?!\d)"
    assert [table["name"] for table in draft["table"]] == ["orders"]


def test_people_are_listed_and_never_mapped(jd: Path) -> None:
    learnt = learn(jd, "jd/orders2", "jd")
    people = tomllib.loads(learnt.toml)["people"]["headers"]
    assert people == ["客户姓名", "客户地址", "联系电话"]
    assert {header for one in learnt.sheet.fillings for header in one.headers}.isdisjoint(people)


def test_of_the_cells_only_words_of_status_stand_in_a_draft(jd: Path) -> None:
    draft = learn(jd, "jd/orders2", "jd").toml
    cells = {cell for line in JD.splitlines()[1:] for cell in line.split(",") if len(cell) > 1}
    assert {cell for cell in cells if cell in draft} == {"完成", "等待出库", "等待付款"}


def test_words_of_status_get_the_code_that_formats_give_them_and_strange_ones_are_other(tmp_path: Path) -> None:
    lines = ["订单编号,订单状态,付款时间,实付金额"]
    lines += [f"2026{place:08},{word},2026-11-20 10:00:00,9.90" for place, word in enumerate(["交易成功", "待发货", "拼单中"])]
    told = columns(drafted(tmp_path, lines))["status"]
    assert told == {"header": "订单状态", "default": "other", "map": {"交易成功": "done", "待发货": "paid", "拼单中": "other"}}


def test_what_is_paid_is_so_only_where_a_row_says_that_it_is_paid(jd: Path) -> None:
    told = columns(learn(jd, "jd/orders2", "jd"))
    assert told["placed"] == "订单金额"
    assert told["paid"] == {"header": "订单金额", "when": [{"header": "付款确认时间", "is": "filled"}]}


def test_words_that_stand_for_no_number_are_nulls(tmp_path: Path) -> None:
    lines = ["统计日期,访客数,支付金额", "2026-11-19,1200,9800.50", "2026-11-20,待定,待定", "2026-11-21,3,1"]
    assert tomllib.loads(drafted(tmp_path, lines).toml)["read"]["nulls"] == ["待定"]


def test_a_header_under_a_preamble_is_found_and_totals_are_no_rows(tmp_path: Path) -> None:
    lines = [
        "店铺日报",
        "统计时间,2026-11-20",
        "",
        "统计日期,访客数,支付金额",
        '2026-11-20,"1,200","9,800.50"',
        '合计,"1,200","9,800.50"',
    ]
    learnt = drafted(tmp_path, lines)
    assert (learnt.sheet.row, len(learnt.sheet.rows), learnt.sheet.writing.totals) == (3, 1, ("合计",))
    assert columns(learnt) == {"day": "统计日期", "visitors": "访客数", "gmv": "支付金额"}


def test_a_totals_word_of_its_own_is_named(tmp_path: Path) -> None:
    learnt = drafted(tmp_path, ["统计日期,访客数,支付金额", "2026-11-20,12,9.50", "2026-11-21,13,9.50", "本页合计,25,19.00"])
    assert "本页合计" in tomllib.loads(learnt.toml)["read"]["totals"]


def test_columns_that_nothing_fits_are_told_with_their_shape(tmp_path: Path) -> None:
    learnt = drafted(
        tmp_path, ["统计日期,支付金额,访客数,店长心情,折扣力度", "2026-11-20,1.00,3,很好,12.5%", "2026-11-21,2.00,4,一般,8%"]
    )
    assert [(strip.header, strip.shape) for strip in learnt.sheet.guess.unused] == [("店长心情", "words"), ("折扣力度", "rate")]
    assert "#   店长心情 (text)" in learnt.toml


def test_the_table_that_the_user_says_is_taken(tmp_path: Path) -> None:
    lines = ["日期,商品ID,库存,价格", "2026-11-20,100000001,5,9.90"]
    assert drafted(tmp_path, lines, table="rival_day").sheet.guess.table == TABLES["rival_day"]


def test_a_file_without_a_header_is_refused_and_its_people_are_not_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_header") as told:
        drafted(tmp_path, ["2026-11-20,13800000001,9.90", "2026-11-21,13800000002,8.80"])
    assert "13800000001" not in str(told.value.values)


def test_a_file_without_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_table_in"):
        drafted(tmp_path, [",,", "  ,"])


@pytest.mark.parametrize(
    "lines", [["甲,乙,丙", "1,2,3"], ["姓名,联系电话", "样例甲,13800000001"]], ids=["no table fits", "people only"]
)
def test_a_draft_without_a_table_is_a_format_that_knows_its_file_by_name(lines: list[str], tmp_path: Path) -> None:
    learnt = drafted(tmp_path, lines)
    path = tmp_path / "format.toml"
    path.write_text(learnt.toml, encoding="utf-8")
    draft = read_format(path)
    assert draft.tables == ()
    assert {*draft.signature, *draft.people} == set(lines[0].split(","))


def test_headers_that_a_format_cannot_name_break_no_draft(tmp_path: Path) -> None:
    learnt = drafted(
        tmp_path, ['统计日期,"支付\n金额",访客数,a|b,#,"x""y"', "2026-11-20,1.00,3,1,2,3", "2026-11-21,2.00,4,1,2,3"]
    )
    path = tmp_path / "format.toml"
    path.write_text(learnt.toml, encoding="utf-8")
    assert read_format(path).signature != ()
    assert {"a|b", "#"}.isdisjoint(read_format(path).signature)


def test_of_a_workbook_the_sheet_that_looks_like_a_table_is_taken(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write_row(0, 0, ["本表由系统导出", "请勿修改"])
        sheet = book.add_worksheet("数据")
        for place, row in enumerate([["统计日期", "访客数", "支付金额"], ["2026-11-20", 12, 9.5], ["2026-11-21", 13, 8.5]]):
            sheet.write_row(place, 0, row)
    learnt = learn(path, "my/book")
    assert (learnt.sheet.seen.member, learnt.sheets) == ("数据", 2)


def test_the_row_with_the_most_known_words_is_the_header() -> None:
    rows = [["说明", "本表 由 系统 导出"], ["统计日期", "访客数"], ["2026-11-20", "12"]]
    assert header_row(rows, words_of(load_formats())) == 1
