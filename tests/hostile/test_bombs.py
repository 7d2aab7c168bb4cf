"""Files that would fill the memory are refused before they do; a child that dies costs its file and nothing else."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from storehand.errors import Refusal
from storehand.intake import book, pool
from storehand.intake.guard import MB, Limits
from storehand.intake.pool import Caps, read_all
from storehand.intake.read import Request
from storehand.workspace import Workspace
from tests.hostile.bombs import BOMBS, dropped
from tests.intake.making import DAYS, KEY, NOW, SHOP, csv_text, format_of, load, write

TOLD = {
    "flat": "zip_ratio", "many_members": "zip_members", "nested": "nested_zip", "lying_header": "half_a_zip",
    "billion_laughs": "broken_workbook", "quadratic": "broken_workbook", "external_entity": "broken_workbook",
    "shared_strings": "zip_too_big", "huge_dimension": "no_format", "far_cell": "too_wide", "wide_row": "too_wide",
    "styles": "zip_ratio", "same_name_twice": "zip_twice", "symlink": "no_format", "overlapping": "zip_too_big",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused_within_two_seconds_and_256_mb(bomb: Callable[[Path], Path], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = bomb(tmp_path)
    found = dropped(path)
    assert found["told"] == TOLD[bomb.__name__]
    assert float(str(found["seconds"])) <= 2
    assert int(str(found["mb"])) <= 256


def test_a_sheet_whose_last_row_is_far_below_all_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(900_000, 1, "b")
    with pytest.raises(Refusal) as caught:
        book.prove(path, path.name, Limits())
    assert (caught.value.key, caught.value.values["row"]) == ("sheet_sparse", "900,001")


def test_a_plain_workbook_passes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, blank = made.add_worksheet(), made.add_format({"bold": True})
        for row in range(3000):
            sheet.write_row(row, 0, [f"text {row % 7}", row, "x" * 5000])
        sheet.write_blank(0, 5000, None, blank)
    book.prove(path, path.name, Limits())


def test_shared_texts_are_added_up_as_the_cells_show_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        for row in range(200):
            sheet.write(row, 0, "x" * 1000)
            sheet.write(row, 1, "y")
    book.prove(path, path.name, Limits(max_inflated=260_000))
    with pytest.raises(Refusal) as caught:
        book.prove(path, path.name, Limits(max_inflated=190_000))
    assert caught.value.key == "zip_too_big"


HOARD = """
import os, time
from storehand.intake import worker
read = worker._read
def hoard(request, load, loaded):
    if request.path.name.startswith("hoard"):
        held = [bytearray(os.urandom(1)) * (32 * 1024 ** 2) for _ in range(40) if not time.sleep(0.02)]
        time.sleep(30)
    return read(request, load, loaded)
worker._read = hoard
worker.main()
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell what a process holds")
def test_a_child_that_really_holds_a_gigabyte_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", HOARD)
    format_of(tmp_path, "t/days", DAYS)
    most, plain = list[int](), pool._resident

    def looked(pid: int) -> int:
        most.append(plain(pid))
        return most[-1]

    monkeypatch.setattr(pool, "_resident", looked)
    rows = csv_text([["统计日期", "访客数", "支付金额"], ["2026-11-20", "5", "1"]])
    paths = [write(tmp_path / name, rows) for name in ("a.csv", "hoard.csv", "b.csv")]
    (tmp_path / "stage").mkdir()
    outcomes = list(
        read_all(
            [Request(path, SHOP, None, None) for path in paths], workspace=Workspace(tmp_path, (SHOP,)), key=KEY,
            stage=tmp_path / "stage", now=NOW, loaded=frozenset(), caps=Caps(children=1),
        )
    )  # fmt: skip
    assert [outcome.error.key if outcome.error else "" for outcome in outcomes] == ["", "too_much_memory", ""]
    assert 1024 * MB < max(most) < 1400 * MB
    assert outcomes[1].seconds < 20


def _old_book(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(400):
        sheet.write(row, 0, f"text {row}")
        sheet.write(row, 1, row)
    book.save(str(path))
    return path


def test_an_old_workbook_whose_sectors_lead_in_a_circle_is_refused(tmp_path: Path) -> None:
    path = _old_book(tmp_path / "a.xls")
    book.prove_old(path, path.name)
    content = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, (table + 1) * 512 + 4 * 3, 2)
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        book.prove_old(path, path.name)
    assert caught.value.key == "broken_workbook"


def test_an_old_workbook_with_a_cell_where_none_can_be_is_refused(tmp_path: Path) -> None:
    path = _old_book(tmp_path / "a.xls")
    content = path.read_bytes()
    number = struct.pack("<HHHH", 0x027E, 10, 7, 1)
    assert content.count(number) == 1
    path.write_bytes(content.replace(number, struct.pack("<HHHH", 0x027E, 10, 7, 60_000)))
    with pytest.raises(Refusal) as caught:
        book.prove_old(path, path.name)
    assert caught.value.key == "broken_workbook"


def test_an_old_workbook_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = _old_book(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:-510])
    with pytest.raises(Refusal) as caught:
        load(path, format_of(tmp_path, "t/days", DAYS))
    assert caught.value.key == "broken_workbook"
