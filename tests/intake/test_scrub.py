"""People in columns that no format knows and in free texts never get past intake, whichever way the file is read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import duckdb
import pytest

from storehand.intake import text
from storehand.intake.batch import Batch
from storehand.intake.formats import Format
from storehand.wording import say
from tests.intake.making import ORDERS, csv_text, format_of, one, rows, write

BILLS = """
[signature]
headers = ["流水号", "收支金额", "时间", "备注"]
[[table]]
name = "bills"
cut = "test"
[table.columns]
bill_id = "流水号"
billed_at = "时间"
amount = "收支金额"
note = "备注"
kind = { const = "other" }
order_id = { header = "备注", extract = '订单\\{(\\d+)\\}' }
"""
HEAD = ["流水号", "收支金额", "时间", "备注"]


@pytest.fixture(params=["by hand", "by SQL"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Small files are read by hand; without `few` every file is read as a large one."""
    if request.param == "by SQL":
        plain = text.Script.repaired
        monkeypatch.setattr(text.Script, "repaired", lambda self, width: dataclasses.replace(plain(self, width), few=None))
    return str(request.param)


def _archived(batch: Batch) -> list[list[str]]:
    found = duckdb.execute("SELECT record FROM read_parquet(?)", [str(batch.raw)]).fetchall()
    return [row[0].split("\x1f") for row in found]


def _bills(folder: Path) -> Format:
    return format_of(folder, "t/bills", BILLS)


def test_memos_are_masked_in_facts_and_archive(way: str, tmp_path: Path) -> None:
    memo = ["1", "-12.50", "2026-11-20 10:00:00", "退款给张三13812345678 订单{13912345678}"]
    batch = one(write(tmp_path / "a.csv", csv_text([HEAD, memo])), _bills(tmp_path))
    assert rows(batch, "bills", "note, amount, order_id") == [
        ("退款给张三[手机] 订单{13912345678}", pytest.approx(-12.5), "13912345678")
    ]
    assert _archived(batch)[1] == ["1", "-12.50", "2026-11-20 10:00:00", "退款给张三[手机] 订单{13912345678}"]


def test_a_memo_without_people_stays_letter_for_letter(way: str, tmp_path: Path) -> None:
    memo = ["1", "5", "2026-11-20 10:00:00", "货款 4012345678901234567 6901234567892"]
    batch = one(write(tmp_path / "a.csv", csv_text([HEAD, memo])), _bills(tmp_path))
    assert _archived(batch)[1] == memo


def test_a_column_named_like_a_persons_is_blanked_and_told(way: str, tmp_path: Path) -> None:
    made = [[*HEAD, "收件人", "颜色"], ["1", "5", "2026-11-20 10:00:00", "货款", "王小明", "黄色"]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), _bills(tmp_path))
    assert _archived(batch)[1] == ["1", "5", "2026-11-20 10:00:00", "货款", "", "黄色"]
    (told,) = [one for one in batch.warnings if one.key == "people_columns"]
    assert say("warning.people_columns", **dict(told.values)).zh == "1 列像买家或收件人的信息，已在存档中清空，未使用：收件人"


@pytest.mark.parametrize(
    "cells",
    [["13812345678", "13812345679"], ["138****5678", "139****5678"], ["陈*", "李**"], ["王小明", "李小红"], ["a@b.cn", "c@d.cn"],
     ["浙江省杭州市西湖区文三路1号", "上海市浦东新区世纪大道100号"], ["11010519491231002X", "11010519491231002X"]],
    ids=["phones", "masked phones", "masked names", "names", "e-mails", "addresses", "identity cards"],
)  # fmt: skip
def test_a_column_of_peoples_cells_is_blanked_whatever_its_name(cells: list[str], way: str, tmp_path: Path) -> None:
    made = [[*HEAD, "备用"], *[["1", "5", "2026-11-20 10:00:00", "货款", cell] for cell in cells]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), _bills(tmp_path))
    assert [record[4] for record in _archived(batch)] == ["备用", "", ""]
    assert [one.values[0] for one in batch.warnings if one.key == "people_columns"] == [("columns", "备用")]


@pytest.mark.parametrize(
    ("label", "cell"),
    [("手机端访客数", "15"), ("颜色", "黄色"), ("商品链接地址", "https://x.example/1"), ("联系方式类型", "电话"),
     ("仓位", "A-1-2"), ("条码", "6901234567892"), ("收货地址数", "3"), ("email sends", "40"), ("地区", "杭州市")],
)  # fmt: skip
def test_other_unknown_columns_stay(label: str, cell: str, way: str, tmp_path: Path) -> None:
    made = [[*HEAD, label], ["1", "5", "2026-11-20 10:00:00", "货款", cell]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), _bills(tmp_path))
    assert _archived(batch)[1][4] == cell
    assert "people_columns" not in {one.key for one in batch.warnings}


def test_an_example_of_a_row_set_aside_shows_no_person(way: str, tmp_path: Path) -> None:
    made = [HEAD, ["1", "张三13812345678", "2026-11-20 10:00:00", "货款"], ["2", "王小明", "2026-11-20 10:00:00", "货款"]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), _bills(tmp_path))
    found = duckdb.execute("SELECT line, value FROM read_parquet(?) ORDER BY line", [str(batch.rejects)]).fetchall()
    assert found == [(2, "[姓名][手机]"), (3, "[姓名]")]
    assert [record[1] for record in _archived(batch)] == ["收支金额", "[姓名][手机]", "[姓名]"]


def test_a_row_with_too_many_cells_leaves_only_its_place(way: str, tmp_path: Path) -> None:
    made = [HEAD, ["1", "5", "2026-11-20 10:00:00", "货款", "王小明"], ["2", "5", "2026-11-20 10:00:00", "货款"]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), _bills(tmp_path))
    assert (batch.rows_kept, [aside.reason for aside in batch.aside]) == (1, ["too_many_cells"])
    assert [record[0] for record in _archived(batch)] == ["流水号", "", "2"]


def test_the_names_of_file_and_its_notes_are_masked(way: str, tmp_path: Path) -> None:
    body = BILLS.replace("[signature]", '[read]\nnotes = ["导出*"]\n[signature]')
    notes = ["导出人：李小红 13812345678", "", "", ""]
    made = [["联系 13712345678"], HEAD, ["1", "5", "2026-11-20 10:00:00", "货款"], notes]
    path = write(tmp_path / "张三13812345678.csv", csv_text(made))
    batch = one(path, format_of(tmp_path, "t/noted", body))
    assert batch.name == "[姓名][手机].csv"
    above, _, _, below = (record[0] for record in _archived(batch))
    assert above == ""
    assert below.startswith("导出人：[姓名")
    assert "李小红" not in below
    assert "13812345678" not in below


def test_an_archived_copy_read_again_gives_the_same(way: str, tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/orders", ORDERS)
    made = [
        ["订单编号", "买家", "手机", "实付", "状态", "创建时间", "付款时间", "件数", "收件人"],
        ["1017", "tb1", "13812345678", "5", "找13712345678", "2026-02-09 08:05:07", "2026-02-09 08:06:07", "1", "王小明"],
    ]
    first = one(write(tmp_path / "a.csv", csv_text(made)), format)
    assert first.raw is not None
    again = one(first.raw, format, archived=True)
    assert first.id == again.id
    what = "order_id, status_text, paid, buyer"
    assert rows(first, "orders", what) == rows(again, "orders", what)
    assert rows(first, "orders", "status_text") == [("找[手机]",)]
