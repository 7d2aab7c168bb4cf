"""The labels of a template say what its empty cells ask for."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from storehand.report import template as filler

from .bosses import HOSTILE, template, view

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


def drafted(folder: Path, rows: Sequence[Any], *, merge: str = "", title: str = "S", **given: Any) -> dict[str, Any]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    book.save(folder / "t.xlsx")
    return tomllib.loads(filler.draft_map(folder / "t.xlsx", view(**given)))["cells"]  # type: ignore[no-any-return]


def test_labels_beside_and_headings_above_are_combined(tmp_path: Path) -> None:
    rows = [["指标", "今日", "昨日", "上周同日", "环比", "同比", "目标"], ["支付金额", *[None] * 6], ["访客数:", *[None] * 6]]
    assert drafted(tmp_path, rows) == {
        "S!B2": {"metric": "gmv"},
        "S!C2": {"metric": "gmv", "with": "yesterday"},
        "S!D2": {"metric": "gmv", "with": "same_weekday"},
        "S!E2": {"metric": "gmv", "change": "yesterday"},
        "S!F2": {"metric": "gmv", "change": "last_year"},
        "S!G2": {"metric": "gmv", "with": "target"},
        "S!B3": {"metric": "visitors"},
        "S!C3": {"metric": "visitors", "with": "yesterday"},
        "S!D3": {"metric": "visitors", "with": "same_weekday"},
        "S!E3": {"metric": "visitors", "change": "yesterday"},
        "S!F3": {"metric": "visitors", "change": "last_year"},
        "S!G3": {"metric": "visitors", "with": "target"},
    }


def test_a_row_of_headings_fills_the_row_beneath(tmp_path: Path) -> None:
    assert drafted(tmp_path, [["日期", "销售额", "UV", "昨日转化率", "ROI"]]) == {
        "S!A2": {"text": "day"},
        "S!B2": {"metric": "gmv"},
        "S!C2": {"metric": "visitors"},
        "S!D2": {"metric": "cvr", "with": "yesterday"},
        "S!E2": {"metric": "roas"},
    }


def test_a_row_a_shop_asks_for_that_shop(tmp_path: Path) -> None:
    rows = [["店铺", "支付金额(万元)", "花费"], ["一店", None, None], ["二店", None, None], ["合计", None, None]]
    assert drafted(tmp_path, rows, shops=("一店", "二店")) == {
        "S!B2": {"metric": "gmv", "shop": "一店", "times": 0.0001},
        "S!C2": {"metric": "ad_spend", "shop": "一店"},
        "S!B3": {"metric": "gmv", "shop": "二店", "times": 0.0001},
        "S!C3": {"metric": "ad_spend", "shop": "二店"},
    }


def test_pairs_in_one_row_are_told_apart(tmp_path: Path) -> None:
    assert drafted(tmp_path, [["客单价", None, "退款率", None], ["日期", None, "星期", None]]) == {
        "S!B1": {"metric": "aov"},
        "S!D1": {"metric": "refund_rate"},
        "S!B2": {"text": "day"},
        "S!D2": {"text": "weekday"},
    }


def test_english_labels_are_read(tmp_path: Path) -> None:
    rows = [["Metric", "Today", "Yesterday"], ["Revenue", None, None], ["Conversion rate", None, None]]
    found = drafted(tmp_path, rows, language="en")
    assert found["S!C2"] == {"metric": "gmv", "with": "yesterday"}
    assert found["S!B3"] == {"metric": "cvr"}


def test_formulas_values_and_strange_labels_are_left_alone(tmp_path: Path) -> None:
    assert drafted(tmp_path, [["支付金额", "=1+1"], ["访客数", 5], ["心情", None], ["支付金额说明", None]]) == {}


def test_a_merged_cell_is_proposed_at_its_corner(tmp_path: Path) -> None:
    assert drafted(tmp_path, [["店铺", None, None], ["支付金额", None, None]], merge="B1:C2") == {"S!B1": {"text": "shop"}}


@pytest.mark.parametrize("text", [*HOSTILE, 'x"\n[cells]\n"S!A1" = { text = "day" }', "\x7f\u2028"])
def test_hostile_labels_stay_comments(tmp_path: Path, text: str) -> None:
    shown = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    assert drafted(tmp_path, [[f"'{shown}", None]]) == {}


def test_a_sheet_s_name_with_quotes_can_be_read_back(tmp_path: Path) -> None:
    assert drafted(tmp_path, [["支付金额", None]], title="\"日\" '报'!") == {"\"日\" '报'!!B1": {"metric": "gmv"}}


def test_a_draft_fills_the_template_at_once(tmp_path: Path) -> None:
    path = template(tmp_path)
    chart = tmp_path / "map.toml"
    chart.write_text(filler.draft_map(path, view()), encoding="utf-8")
    filler.fill(path, filler.read_map(chart), view(), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["日报"]
    assert [sheet[name].value for name in ("B4", "C4", "B5", "D2", "B8")] == [12345.67, 10000, 3000, "旗舰店", 1500.25]


def test_what_was_not_understood_is_listed(tmp_path: Path) -> None:
    told = filler.draft_map(template(tmp_path), view())
    assert "# 日报!A11 备注" in told
