"""The boss's own workbook is filled, and nothing of it is lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from storehand.errors import UsageError
from storehand.report import template as filler
from storehand.wording import of_error

from .bosses import HOSTILE, template, view

MAP = """
[cells]
"日报!B2" = { text = "day" }
"日报!E2" = { text = "shop" }
"日报!B4" = { metric = "gmv" }
"日报!C4" = { metric = "gmv", with = "yesterday" }
"日报!E4" = { metric = "gmv", with = "target", times = 0.0001 }
"日报!B5" = { metric = "visitors" }
"日报!C5" = { metric = "visitors", with = "yesterday" }
"日报!B6" = { metric = "cvr" }
"日报!C6" = { metric = "cvr", change = "yesterday" }
"日报!B7" = { metric = "units" }
"日报!B8" = { metric = "ad_spend" }
"明细!B20" = { metric = "refunds" }
"明细!D20" = { text = "weekday" }
"明细!D21" = { metric = "gmv", change = "same_weekday" }

[[tables]]
sheet = "明细"
first_cell = "A5"
by = "item"
metrics = ["item_gmv", "item_units"]
limit = 5
"""
ITEMS: list[dict[str, object]] = [
    {"item": "短袖", "item_gmv": Decimal("10.5"), "item_units": 1},
    {"item": "=长裤", "item_gmv": Decimal("200.25"), "item_units": 7},
    {"item": "帽子", "item_gmv": None, "item_units": 2},
]
TARGETS: list[dict[str, object]] = [{"metric": "gmv", "period": "month", "start_day": None, "value": 300000}]


def fill(folder: Path, told: str = MAP, path: Path | None = None, **given: Any) -> Path:
    path = path or template(folder)
    chart = folder / "map.toml"
    chart.write_text(told, encoding="utf-8")
    out = folder / "out" / path.name
    out.parent.mkdir(exist_ok=True)
    filler.fill(path, filler.read_map(chart), view(**({"items": ITEMS, "targets": TARGETS} | given)), out)
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book(path: Path, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(path, data_only=values)


def formulas(path: Path) -> dict[str, list[bytes]]:
    return {name: re.findall(rb"<f.*?(?:/>|</f>)", xml) for name, xml in parts(path).items() if "worksheets/" in name}


pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


def test_the_mapped_cells_hold_the_figures(tmp_path: Path) -> None:
    made = book(fill(tmp_path))
    day, items = made["日报"], made["明细"]
    assert day["B2"].value == datetime(2026, 11, 19)
    assert day["D2"].value == "旗舰店"  # the corner of D2:E2
    assert [day[name].value for name in ("B4", "C4", "E4", "B5", "C5", "B8")] == [12345.67, 10000, 30, 3000, 2500, 1500.25]
    assert day["B6"].value == 0.04
    assert day["C6"].value == pytest.approx(-0.01)  # points, not per cent of per cent
    assert items["B20"].value == 320.5
    assert items["D20"].value == "星期四"
    assert items["D21"].value == pytest.approx(12345.67 / 11000.5 - 1)


def test_an_unknown_number_leaves_its_cell_empty(tmp_path: Path) -> None:
    assert book(fill(tmp_path))["日报"]["B7"].value is None


def test_a_list_is_filled_largest_first_and_the_rest_of_it_emptied(tmp_path: Path) -> None:
    rows = [[cell.value for cell in row] for row in book(fill(tmp_path))["明细"]["A5:C9"]]
    assert rows == [["=长裤", 200.25, 7], ["短袖", 10.5, 1], ["帽子", None, 2], [None, None, None], [None, None, None]]


def test_only_the_touched_sheets_and_the_settings_differ(tmp_path: Path) -> None:
    before, after = parts(template(tmp_path)), parts(fill(tmp_path))
    assert list(before) == list(after)
    differ = {name for name in before if before[name] != after[name]}
    assert differ <= {"xl/workbook.xml", *(f"xl/worksheets/sheet{each}.xml" for each in (1, 2, 3))}
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/styles.xml", "xl/drawings/drawing1.xml"} <= before.keys() - differ


def test_a_sheet_that_no_figure_reaches_stays_as_it_was(tmp_path: Path) -> None:
    made = fill(tmp_path, '[cells]\n"明细!D1" = { metric = "gmv" }')
    before, after = parts(template(tmp_path)), parts(made)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet2.xml"}


def test_formulas_stay_to_the_letter(tmp_path: Path) -> None:
    assert formulas(fill(tmp_path)) == formulas(template(tmp_path))


def test_what_stands_around_the_cells_stays_to_the_byte(tmp_path: Path) -> None:
    before, after = (parts(path)["xl/worksheets/sheet1.xml"] for path in (template(tmp_path), fill(tmp_path)))
    assert before.split(b"<sheetData>")[0] == after.split(b"<sheetData>")[0]
    tail = after.split(b"</sheetData>")[1]
    assert before.split(b"</sheetData>")[1] == tail
    for kept in (b"conditionalFormatting", b"dataValidation", b"mergeCell", b"pageSetup", b"headerFooter", b"x14:sparkline"):
        assert kept in tail


def test_every_cell_keeps_its_style(tmp_path: Path) -> None:
    styles = [dict(re.findall(rb'<c r="(\w+)" s="(\d+)"', parts(path)["xl/worksheets/sheet1.xml"])) for path in (
        template(tmp_path), fill(tmp_path))]  # fmt: skip
    assert styles[0] == styles[1]


def test_previews_show_the_results_of_plain_formulas(tmp_path: Path) -> None:
    made = book(fill(tmp_path), values=True)
    assert made["日报"]["D4"].value == pytest.approx(0.234567)
    assert made["日报"]["B9"].value == 1820.75  # 1500.25 + 320.5 on another sheet
    assert made["明细"]["B10"].value == 210.75
    assert [made["汇总"][f"B{row}"].value for row in (1, 2, 3, 4)] == [24691.34, 12025.17, 22345.67, 2]


def test_the_workbook_asks_to_be_calculated_anew(tmp_path: Path) -> None:
    path = template(tmp_path)
    for old, new in [
        (b' fullCalcOnLoad="1"', b""),
        (b' fullCalcOnLoad="1"', b' fullCalcOnLoad="0"'),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b""),
    ]:
        changed = rewritten(path, tmp_path / "t.xlsx", {"xl/workbook.xml": lambda xml, old=old, new=new: xml.replace(old, new)})
        xml = parts(fill(tmp_path, path=changed))["xl/workbook.xml"]
        assert xml.count(b'fullCalcOnLoad="1"') == 1
        assert xml.count(b"fullCalcOnLoad") == 1
        assert xml.index(b"</definedNames>") < xml.index(b"<calcPr")


def test_formulas_that_are_not_calculated_here_store_no_result(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("S")
    sheet.write_formula("B1", '=TEXT(A1,"0.00")', None, "old")
    sheet.write_formula("B2", "=B1", None, "old")
    sheet.write_formula("B3", "=TODAY()", None, 1)
    sheet.write_array_formula("B4:B5", "{=A1:A2*2}", None, 5)
    sheet.write_formula("B6", '=TEXT(C1,"0")', None, "still right")
    made.close()
    found = book(fill(tmp_path, '[cells]\n"S!A1" = { metric = "gmv" }', path), values=True)["S"]
    assert [found[f"B{row}"].value for row in range(1, 7)] == [None, None, None, None, None, "still right"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_calculates_what_we_stored(tmp_path: Path) -> None:
    made = fill(tmp_path)
    bare = {f"xl/worksheets/sheet{each}.xml": lambda xml: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", xml) for each in (1, 2, 3)}
    calculated, ours = book(opened_by_office(rewritten(made, tmp_path / "bare.xlsx", bare)), values=True), book(made, values=True)
    for sheet, names in {"日报": ("D4", "D5", "B9"), "明细": ("B10",), "汇总": ("B1", "B2", "B3", "B4")}.items():
        found = [calculated[sheet][name].value for name in names]
        assert None not in found
        assert found == pytest.approx([ours[sheet][name].value for name in names])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(tmp_path: Path, text: str) -> None:
    told = '[cells]\n"日报!E2" = { text = "shop" }'
    made = book(fill(tmp_path, told, shops=(text,)))["日报"]["D2"]
    assert made.data_type == "s" or (made.data_type == "f" and text.startswith("="))  # openpyxl guesses from the first sign
    assert made.value.replace("_x005F_", "_") == text.replace("\r", "\n").replace("_x005F_", "_")


def test_where_and_shop_are_asked_for(tmp_path: Path) -> None:
    path, seen = template(tmp_path), view(shops=("旗舰店", "二店"))
    (tmp_path / "m.toml").write_text(
        '[cells]\n"日报!B4" = { metric = "visitors", shop = "二店", where = { source = "手淘搜索" } }', encoding="utf-8"
    )
    filler.fill(path, filler.read_map(tmp_path / "m.toml"), seen, tmp_path / "out.xlsx")
    assert seen.asked == [{"source": "手淘搜索", "shop": "二店"}]  # type: ignore[attr-defined]


def test_a_date_is_a_text_where_the_cell_shows_no_dates(tmp_path: Path) -> None:
    assert book(fill(tmp_path, '[cells]\n"明细!G1" = { text = "day" }'))["明细"]["G1"].value == "2026-11-19"


def test_a_date_counts_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    path = rewritten(
        template(tmp_path),
        tmp_path / "t.xlsx",
        {"xl/workbook.xml": lambda xml: xml.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')},
    )
    assert book(fill(tmp_path, path=path))["日报"]["B2"].value == datetime(2026, 11, 19)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("[cells]\n'日报!3B' = { metric = 'gmv' }", "template_cell_name"),
        ("[cells]\n'B3' = { metric = 'gmv' }", "template_cell_name"),
        ("[cells]\n'月报!B3' = { metric = 'gmv' }", "template_sheet"),
        ("[cells]\n'日报!B4' = { metric = 'gvm' }", "template_metric"),
        ("[cells]\n'日报!D4' = { metric = 'gmv' }", "template_formula"),
        ("[cells]\n'日报!B4' = { metric = 'gmv', shop = '别家' }", "template_shop"),
        ("[cells]\n'日报!B4' = { metric = 'gmv', where = { colour = '红' } }", "template_where"),
        ("[cells]\n'日报!D2' = { text = 'day' }\n'日报!E2' = { text = 'shop' }", "template_twice"),
        ("[[tables]]\nsheet = '明细'\nfirst_cell = 'A5'\nby = 'item'\nmetrics = ['item_gmv']\nlimit = 9", "template_formula"),
        ("[[tables]]\nsheet = '明细'\nfirst_cell = 'A5'\nby = 'colour'\nmetrics = ['item_gmv']", "template_by"),
        ("[cells\n", "template_map_unreadable"),
    ],
)
def test_a_wrong_map_is_told_in_one_sentence(tmp_path: Path, told: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        fill(tmp_path, told)
    assert caught.value.key == key
    assert of_error(caught.value).zh
    assert of_error(caught.value).en
    assert not list((tmp_path / "out").glob("*.xlsx"))


def test_a_heading_of_a_table_is_not_filled(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    made.add_worksheet("S").add_table("B2:C5", {"columns": [{"header": "甲"}, {"header": "乙"}]})
    made.close()
    with pytest.raises(UsageError, match="template_heading"):
        fill(tmp_path, '[cells]\n"S!C2" = { metric = "gmv" }', path)
    assert book(fill(tmp_path, '[cells]\n"S!C3" = { metric = "gmv" }', path))["S"]["C3"].value == 12345.67


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "template_missing"),
        (b"", "template_broken"),
        (b"a,b\n1,2\n", "template_not_xlsx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "template_not_xlsx"),
        (b"PK\x03\x04 half", "template_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "template_not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "template_locked"),
    ],
    ids=["missing", "empty", "csv", "png", "half", "xls", "locked"],
)
def test_what_is_no_workbook_is_told_in_one_sentence(tmp_path: Path, content: bytes | None, key: str) -> None:
    path = tmp_path / "t.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        fill(tmp_path, path=path)
    assert caught.value.key == key
    assert of_error(caught.value).zh


def test_a_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    good = template(tmp_path)
    bomb = rewritten(good, tmp_path / "bomb.xlsx", {"xl/worksheets/sheet2.xml": lambda _: b" " * 300_000_000})
    entities = rewritten(
        good,
        tmp_path / "dtd.xlsx",
        {"xl/workbook.xml": lambda xml: xml.replace(b"<workbook ", b'<!DOCTYPE w [<!ENTITY a "b">]><workbook ')},
    )
    sheet = rewritten(
        good,
        tmp_path / "s.xlsx",
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"<worksheet ", b"<!DOCTYPE w><worksheet ")},
    )
    for path in (bomb, entities, sheet):
        with pytest.raises(UsageError, match="template_broken"):
            fill(tmp_path, path=path)
        with pytest.raises(UsageError, match="template_broken"):
            filler.draft_map(path, view())


def test_the_template_itself_is_never_overwritten(tmp_path: Path) -> None:
    path = template(tmp_path)
    before = path.read_bytes()
    (tmp_path / "m.toml").write_text(MAP, encoding="utf-8")
    with pytest.raises(UsageError, match="template_onto_itself"):
        filler.fill(path, filler.read_map(tmp_path / "m.toml"), view(), path)
    assert path.read_bytes() == before


def opened_by_office(path: Path) -> Path:
    """The workbook as LibreOffice opens, calculates and saves it."""
    folder = path.parent / "office"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return folder / path.name


def rewritten(path: Path, to: Path, changes: dict[str, Any]) -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(path).items():
            archive.writestr(name, changes[name](content) if name in changes else content)
    return to
