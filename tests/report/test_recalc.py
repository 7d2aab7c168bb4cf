"""Formulas that a filled cell reaches get their new result; the others keep theirs."""

from __future__ import annotations

from storehand.report.cellpatch import Fill, Result
from storehand.report.recalc import MAX_FORMULAS, recalculated
from storehand.report.sheetxml import Spot, cell_name, read_sheet


def results(cells: str, filled: dict[Spot, Fill], names: dict[str, str] | None = None) -> dict[str, Result | None]:
    xml = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()
    found = recalculated({"S": read_sheet(xml)}, {"S": filled}, ("共享",), names or {})
    return {cell_name(spot): result for spot, result in found.get("S", {}).items()}


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def test_only_what_a_filled_cell_reaches_is_calculated() -> None:
    cells = row(1, "<c><v>1</v></c>", "<c><f>A1*2</f><v>2</v></c>", "<c><f>B1+1</f><v>3</v></c>", "<c><f>5+5</f><v>10</v></c>")
    assert results(cells, {(1, 1): 4}) == {"B1": 8, "C1": 9}
    assert results(cells, {(9, 9): 4}) == {}


def test_every_kind_of_held_value_counts() -> None:
    kinds = '<c t="s"><v>0</v></c><c t="b"><v>1</v></c><c t="str"><f>"a"</f><v>a</v></c><c t="inlineStr"><is><t>内</t></is></c>'
    cells = row(1, "<c/>", kinds) + row(2, "<c><f>B1&amp;D1&amp;E1&amp;A1</f></c>", "<c><f>IF(C1,A1,0)</f></c>")
    assert results(cells, {(1, 1): 7}) == {"A2": "共享a内7", "B2": 7}


def test_an_error_travels() -> None:
    cells = row(1, "<c/>", '<c t="e"><v>#N/A</v></c>', "<c><f>SUM(A1:B1)</f></c>", '<c><f>IFERROR(C1,"无")</f></c>')
    found = results(cells, {(1, 1): 7})
    assert getattr(found["C1"], "code", "") == "#N/A"
    assert found["D1"] == "无"


def test_a_shared_formula_is_moved_to_its_cell() -> None:
    first = '<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2+$A$1</f><v>0</v></c>'
    rest = "".join(row(at, f'<c r="B{at}"><f t="shared" si="0"/><v>0</v></c>') for at in (2, 3))
    assert results(row(1, first) + rest, {(1, 1): 1, (2, 1): 10, (3, 1): 100}) == {"B1": 3, "B2": 21, "B3": 201}


def test_a_long_running_balance_is_calculated_to_its_end() -> None:
    cells = row(1, "<c><v>1</v></c>", "<c><f>A1</f></c>")
    cells += "".join(row(at, "<c><v>1</v></c>", f"<c><f>B{at - 1}+A{at}</f></c>") for at in range(2, 1001))
    found = results(cells, {(1, 1): 5})
    assert found["B1000"] == 1004


def test_a_chain_that_runs_upwards_ends_without_a_result_at_worst() -> None:
    cells = "".join(row(at, "<c><v>1</v></c>", f"<c><f>B{at + 1}+A{at}</f></c>") for at in range(1, 1000)) + row(
        1000, "<c/>", "<c><f>A1000</f></c>"
    )
    found = results(cells, {(1000, 1): 5})
    assert found["B1000"] == 5
    assert {found[f"B{at}"] for at in range(1, 1000)} <= {None, *(1004.0 - step for step in range(1000))}


def test_a_circle_stores_no_result() -> None:
    cells = row(1, "<c/>", "<c><f>A1+C1</f><v>1</v></c>", "<c><f>B1</f><v>1</v></c>")
    assert results(cells, {(1, 1): 1}) == {"B1": None, "C1": None}


def test_a_defined_name_is_followed() -> None:
    cells = row(1, "<c/>", "<c><f>Sales*2</f></c>", "<c><f>Moving*2</f></c>")
    assert results(cells, {(1, 1): 3}, {"sales": "S!$A$1", "moving": "OFFSET(S!$A$1,0,0)"}) == {"B1": 6, "C1": None}


def test_too_many_formulas_are_left_to_the_one_who_opens_the_file() -> None:
    cells = row(1, "<c/>") + "".join(row(at, "<c><f>A1</f><v>1</v></c>") for at in range(2, MAX_FORMULAS + 3))
    found = results(cells, {(1, 1): 3})
    assert len(found) == MAX_FORMULAS + 1
    assert set(found.values()) == {None}
