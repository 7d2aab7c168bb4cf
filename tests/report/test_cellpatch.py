"""Cells are changed in place: all other bytes of the sheet stay."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from storehand.report.cellpatch import Fault, Fill, patched
from storehand.report.sheetxml import Area, BrokenXml, Spot, area, cell_name, read_sheet, spot

from .bosses import HOSTILE

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(body: str, before: str = "", after: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet {MAIN}>{before}{body}{after}</worksheet>'.encode()


def filled(xml: bytes, values: dict[Spot, Fill]) -> bytes:
    return patched(read_sheet(xml), values, {})


def held(xml: bytes, name: str) -> ET.Element:
    return next(each for each in ET.fromstring(xml).iter() if each.get("r") == name)


@pytest.mark.parametrize(
    ("name", "place"), [("A1", (1, 1)), ("Z9", (9, 26)), ("AA10", (10, 27)), ("XFD1048576", (1048576, 16384))]
)
def test_a_cell_s_name_and_place_are_the_same_thing(name: str, place: Spot) -> None:
    assert spot(name) == place
    assert cell_name(place) == name


@pytest.mark.parametrize("name", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "Ａ1", "A1 "])
def test_what_is_no_cell_has_no_place(name: str) -> None:
    assert spot(name) is None


def test_a_value_replaces_a_value_and_keeps_the_style() -> None:
    xml = sheet('<sheetData><row r="1"><c r="A1" s="7" t="s"><v>0</v></c><c r="B1" s="2"><v>5</v></c></row></sheetData>')
    assert filled(xml, {(1, 1): Decimal("12.50")}) == xml.replace(
        b'<c r="A1" s="7" t="s"><v>0</v></c>', b'<c r="A1" s="7"><v>12.50</v></c>'
    )


def test_an_unknown_number_empties_the_cell_and_keeps_its_style() -> None:
    xml = sheet('<sheetData><row r="1"><c r="A1" s="7"><v>3</v></c></row></sheetData>')
    assert b'<row r="1"><c r="A1" s="7"/></row>' in filled(xml, {(1, 1): None})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_leaves_the_cell_empty(value: Fill) -> None:
    assert b'<c r="A1"/>' in filled(sheet('<sheetData><row r="1"/></sheetData>'), {(1, 1): value})


@pytest.mark.parametrize(
    ("value", "stored"),
    [(3, b"3"), (0.1, b"0.1"), (Decimal("1E+3"), b"1000"), (Decimal("-0.0001"), b"-0.0001"), (10**12, b"1000000000000")],
)
def test_numbers_are_stored_as_they_are(value: Fill, stored: bytes) -> None:
    assert b'<c r="A1"><v>' + stored + b"</v></c>" in filled(sheet("<sheetData/>"), {(1, 1): value})


def test_rows_and_cells_that_are_not_there_are_made_in_their_order() -> None:
    xml = sheet('<sheetData><row r="2" spans="2:4"><c r="B2"/><c r="D2"/></row><row r="9"/></sheetData>')
    made = filled(xml, {(2, 3): 1, (2, 1): 2, (2, 5): 3, (1, 1): 4, (5, 2): 5, (4, 2): 6, (9, 1): 7, (12, 1): 8})
    cells = [each.get("r") for each in ET.fromstring(made).iter() if each.tag.endswith("}c")]
    rows = [each.get("r") for each in ET.fromstring(made).iter() if each.tag.endswith("}row")]
    assert cells == ["A1", "A2", "B2", "C2", "D2", "E2", "B4", "B5", "A9", "A12"]
    assert rows == ["1", "2", "4", "5", "9", "12"]
    assert b"spans" not in made


def test_a_new_cell_takes_its_row_s_style_else_its_column_s() -> None:
    before = '<cols><col min="2" max="3" style="4"/></cols>'
    made = filled(sheet('<sheetData><row r="1" s="9" customFormat="1"/></sheetData>', before), {(1, 2): 1, (2, 3): 1, (2, 5): 1})
    assert [held(made, name).get("s") for name in ("B1", "C2", "E2")] == ["9", "4", None]


def test_rows_and_cells_without_names_are_counted() -> None:
    made = filled(
        sheet("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"), {(1, 2): 7}
    )
    assert b'<row><c><v>1</v></c><c r="B1"><v>7</v></c></row><row><c><v>3</v></c></row>' in made


def test_a_prefixed_sheet_gets_prefixed_cells() -> None:
    xml = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    made = filled(xml, {(1, 1): "字", (2, 1): 5})
    assert '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">字</x:t></x:is></x:c>'.encode() in made
    assert b'<x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData>' in made


def test_a_greater_sign_inside_an_attribute_ends_no_tag() -> None:
    xml = sheet('<sheetData><row r="1" x="a>b"><c r="A1" y=\'>"\'/><c r="B1"/></row></sheetData>')
    made = filled(xml, {(1, 1): 1})
    assert b'<row r="1" x="a>b"><c r="A1"><v>1</v></c><c r="B1"/></row>' in made


def test_the_used_area_grows_with_what_is_filled() -> None:
    made = filled(sheet("<sheetData/>", '<dimension ref="B2:C3"/>'), {(9, 1): 1})
    assert b'<dimension ref="A2:C9"/>' in made


def test_merged_cells_are_written_to_at_their_corner() -> None:
    read = read_sheet(sheet("<sheetData/>", after='<mergeCells count="1"><mergeCell ref="B2:D4"/></mergeCells>'))
    assert [read.top_left(each) for each in [(3, 3), (2, 2), (5, 2)]] == [(2, 2), (2, 2), (5, 2)]


def test_results_are_replaced_and_formulas_stay() -> None:
    shared = '<c r="B1" s="3"><f t="shared" ref="B1:B2" si="0">C1*2</f>'
    last = '<c r="E1"><f>9</f><v>9</v></c></row></sheetData>'
    before = f"""<sheetData><row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>old</v></c>{shared}<v>1</v></c>"""
    xml = sheet(f'{before}<c r="C1"><f>1/0</f></c><c r="D1" t="b"><f>A1=2</f><v>0</v></c>{last}')
    made = patched(read_sheet(xml), {}, {(1, 1): None, (1, 2): 2.5, (1, 3): Fault("#DIV/0!"), (1, 4): "是<否"})
    after = f"""<sheetData><row r="1"><c r="A1"><f>B1&amp;"x"</f></c>{shared}<v>2.5</v></c>"""
    results = '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>A1=2</f><v>是&lt;否</v></c>'
    assert made == sheet(f"{after}{results}{last}")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text(text: str) -> None:
    cell = held(filled(sheet("<sheetData/>"), {(1, 1): text}), "A1")
    assert cell.get("t") == "inlineStr"
    assert [each.tag.rpartition("}")[2] for each in cell.iter()] == ["c", "is", "t"]


def test_what_xml_cannot_hold_is_left_out_and_length_is_bounded() -> None:
    cell = held(filled(sheet("<sheetData/>"), {(1, 1): "a\x00b\x0bc\ud800\uffff" + "字" * 40_000}), "A1")
    told = "".join(cell.itertext())
    assert told.startswith("abc字")
    assert len(told) == 32_767


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>',
        b'<!DOCTYPE worksheet SYSTEM "http://evil.example/x.dtd"><worksheet><sheetData/></worksheet>',
        "<worksheet><sheetData/></worksheet>".encode("utf-16"),
        b'<?xml version="1.0" encoding="gb2312"?><worksheet><sheetData/></worksheet>',
        b"<worksheet><sheetData></worksheet>",
        b"<worksheet/>",
        b'<worksheet><sheetData><row r="1"><c r="A0"/></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
        b"<worksheet><sheetData/><mergeCells><mergeCell/></mergeCells></worksheet>",
        b"",
    ],
    ids=["entity", "dtd", "utf-16", "gb2312", "half", "no data", "no cell", "no row", "no merge", "empty"],
)
def test_a_sheet_that_cannot_be_trusted_is_refused(xml: bytes) -> None:
    with pytest.raises(BrokenXml):
        read_sheet(xml)


def test_an_area_is_told_from_its_corners() -> None:
    assert area("B2:D4") == Area(2, 2, 4, 4)
    assert area("B2").name == "B2"
