"""What a map may say, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.errors import UsageError
from storehand.report.cellmap import CellMap, Entry, Listing, Place, place, read_map
from storehand.wording import of_error


def read(folder: Path, told: str) -> CellMap:
    (folder / "t.xlsx.map.toml").write_text(told, encoding="utf-8")
    return read_map(folder / "t.xlsx.map.toml")


def test_every_form_of_a_cell_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [cells]
        "日报!B3" = { metric = "gmv" }
        "'1 月'!$C$4" = { metric = "gmv", with = "last_year", times = 0.0001 }
        "日报!D3" = { metric = "cvr", change = "yesterday", shop = "二店", where = { source = "手淘搜索" } }
        "日报!A1" = { text = "day" }
        """,
    )
    assert found.cells == (
        Entry(Place("日报!B3", "日报", (3, 2)), "gmv"),
        Entry(Place("'1 月'!$C$4", "1 月", (4, 3)), "gmv", "last_year", times=0.0001),
        Entry(Place("日报!D3", "日报", (3, 4)), "cvr", "yesterday", True, (("source", "手淘搜索"), ("shop", "二店"))),
        Entry(Place("日报!A1", "日报", (1, 1)), text="day"),
    )


def test_a_list_is_read(tmp_path: Path) -> None:
    told = '[[tables]]\nsheet = "明细"\nfirst_cell = "A5"\nby = "item"\nmetrics = ["gmv"]\nlimit = 3'
    assert read(tmp_path, told).tables == (Listing(Place("明细!A5", "明细", (5, 1)), ("gmv",), "item", 3),)


def test_a_sheet_s_name_may_hold_quotes_and_marks() -> None:
    assert place("'老板''s !表'!B3").sheet == "老板's !表"


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("[cell]", "template_map_entry"),
        ("cells = 3", "template_map_entry"),
        ("[cells]\n'S!A1' = 'gmv'", "template_map_entry"),
        ("[cells]\n'S!A1' = { metrc = 'gmv' }", "template_map_entry"),
        ("[cells]\n'S!A1' = { metric = 5 }", "template_map_entry"),
        ("[cells]\n'S!A1' = { }", "template_map_entry"),
        ("[cells]\n'S!A1' = { text = 'moon' }", "template_map_entry"),
        ("[cells]\n'S!A1' = { text = 'day', metric = 'gmv' }", "template_map_entry"),
        ("[cells]\n'S!A1' = { metric = 'gmv', with = 'yesterday', change = 'yesterday' }", "template_map_entry"),
        ("[cells]\n'S!A1' = { metric = 'gmv', where = { source = 3 } }", "template_map_entry"),
        ("[cells]\n'S!A1' = { metric = 'gmv', times = true }", "template_map_entry"),
        ("[cells]\n'S!A1' = { metric = 'gmv', with = 'last_week' }", "template_map_with"),
        ("[cells]\n'S!A1' = { metric = 'gmv', change = 'target' }", "template_map_with"),
        ("[cells]\n'!A1' = { metric = 'gmv' }", "template_cell_name"),
        ("[[tables]]\nsheet = 'S'", "template_map_entry"),
        ("[[tables]]\nsheet = 'S'\nfirst_cell = 'A1'\nby = 'item'\nmetrics = [3]", "template_map_entry"),
        ("[[tables]]\nsheet = 'S'\nfirst_cell = 'A1'\nby = 'item'\nmetrics = ['gmv']\nlimit = 0", "template_map_entry"),
        ("[[tables]]\nsheet = 'S'\nfirst_cell = 'A'\nby = 'item'\nmetrics = ['gmv']", "template_cell_name"),
    ],
)
def test_what_a_map_cannot_say_is_told_in_one_sentence(tmp_path: Path, told: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, told)
    assert caught.value.key == key
    assert "{" not in of_error(caught.value).zh.replace("{}", "")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"[cells", b"\x00"])
def test_what_is_no_map_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match="template_map_unreadable"):
        read_map(path)
