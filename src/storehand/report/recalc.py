"""What a workbook's formulas give with the filled figures, so that previews on a phone show no stale number.

Only formulas that depend on a filled cell are calculated, and only the plain ones: arithmetic, comparisons,
and the functions in `formula.FUNCTIONS`. Of all others no result is stored: Excel, WPS and LibreOffice calculate
a formula without a stored result when they open the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from storehand.report.cellpatch import Fault, Fill, Result
from storehand.report.formula import Formula, Ref, Unsupported, Value, evaluate, parse
from storehand.report.sheetxml import Cell, Sheet, Spot

MAX_FORMULAS: Final = 3000  # beyond, nothing is calculated and no result is stored
_DEPTH: Final = 50  # formulas that wait for one another
_SMALL: Final = 512

At = tuple[str, Spot]  # sheet, cell
Results = dict[str, dict[Spot, Result | None]]


def recalculated(
    sheets: Mapping[str, Sheet], filled: Mapping[str, Mapping[Spot, Fill]], shared: tuple[str, ...], names: Mapping[str, str]
) -> Results:
    """By sheet, the formula cells whose stored result no longer holds: the new one, or None to store none."""
    formulas = dict(_formulas(sheets, names))
    if len(formulas) > MAX_FORMULAS:
        return _by_sheet(dict.fromkeys(formulas))
    hot = _dependent(formulas, {(sheet, spot) for sheet, values in filled.items() for spot in values})
    book = _Book(_contents(sheets, filled, shared, hot), formulas, hot)
    return _by_sheet({at: book.result(at) for at in sorted(hot)})


def _by_sheet(found: Mapping[At, Result | None]) -> Results:
    results: Results = {}
    for (sheet, spot), result in found.items():
        results.setdefault(sheet, {})[spot] = result
    return results


def _formulas(sheets: Mapping[str, Sheet], names: Mapping[str, str]) -> Iterator[tuple[At, Formula | None]]:
    """Every formula cell and every cell of an array formula; None where we cannot read the formula."""
    for name, sheet in sheets.items():
        arrays = sheet.arrays()
        masters: dict[str, Cell] = {}
        for cell in sheet.cells():
            if any(cell.spot in area for area in arrays):
                yield (name, cell.spot), None
            elif cell.formula is not None:
                yield (name, cell.spot), parse(_text(cell, masters), name, tuple(sheets), names)


def _text(cell: Cell, masters: dict[str, Cell]) -> str:
    """The formula; of one that is shared, the first one's, moved here."""
    shared = cell.formula_attributes.get("si", "") if cell.formula_attributes.get("t") == "shared" else ""
    if shared and cell.formula:
        masters[shared] = cell
    if not shared or cell.formula or shared not in masters:
        return cell.formula or ""
    from openpyxl.formula.translate import Translator

    from storehand.report.sheetxml import cell_name

    first = masters[shared]
    moved: str = Translator(f"={first.formula}", cell_name(first.spot)).translate_formula(cell_name(cell.spot))
    return moved.removeprefix("=")


def _dependent(formulas: Mapping[At, Formula | None], changed: set[At]) -> set[At]:
    """The formulas that a changed cell reaches; one that we cannot read counts as reached."""
    hot = {at for at, formula in formulas.items() if formula is None}
    waiting = list(changed | hot)
    near, wide = _readers(formulas)
    while waiting:
        sheet, spot = waiting.pop()
        reached = [*near.get((sheet, spot), ()), *(at for ref, at in wide if ref.sheet == sheet and spot in ref.area)]
        fresh = set(reached) - hot
        hot |= fresh
        waiting += fresh
    return hot


def _readers(formulas: Mapping[At, Formula | None]) -> tuple[dict[At, list[At]], list[tuple[Ref, At]]]:
    """Which formulas read a cell: by cell for small ranges, as a list for wide ones."""
    near: dict[At, list[At]] = {}
    wide: list[tuple[Ref, At]] = []
    for at, formula in formulas.items():
        for ref in formula.refs if formula else ():
            if ref.area.size > _SMALL:
                wide.append((ref, at))
                continue
            for spot in ref.area.spots():
                near.setdefault((ref.sheet, spot), []).append(at)
    return near, wide


def _contents(
    sheets: Mapping[str, Sheet], filled: Mapping[str, Mapping[Spot, Fill]], shared: tuple[str, ...], hot: Iterable[At]
) -> dict[str, dict[Spot, Value]]:
    """What every cell holds that need not be calculated."""
    calculated = set(hot)
    found: dict[str, dict[Spot, Value]] = {}
    for name, sheet in sheets.items():
        found[name] = {cell.spot: _held(cell, shared) for cell in sheet.cells() if (name, cell.spot) not in calculated}
        for spot, value in filled.get(name, {}).items():
            found[name][spot] = value if value is None or isinstance(value, str) else float(value)
    return found


def _held(cell: Cell, shared: tuple[str, ...]) -> Value:
    kind, value = cell.attributes.get("t", "n"), cell.value
    if kind == "inlineStr":
        return cell.text
    if value is None:
        return None
    if kind == "s":
        return shared[int(value)] if int(value) < len(shared) else None
    if kind in {"str", "d"}:
        return value
    if kind == "e":
        return Fault(value)
    return value.strip() in {"1", "true"} if kind == "b" else float(value)


@dataclass
class _Book:
    """Cells that are known, and formulas that are calculated when their value is asked for."""

    contents: dict[str, dict[Spot, Value]]
    formulas: Mapping[At, Formula | None]
    hot: set[At]
    open: list[At] = field(default_factory=list)
    done: dict[At, Value | Unsupported] = field(default_factory=dict)

    def result(self, at: At) -> Result | None:
        try:
            value = self.value(at)
        except Unsupported:
            return None
        return 0.0 if value is None else value

    def value(self, at: At) -> Value:
        if at not in self.hot:
            return self.contents.get(at[0], {}).get(at[1])
        if at not in self.done:
            self.done[at] = self._calculated(at)
        found = self.done[at]
        if isinstance(found, Unsupported):
            raise found
        return found

    def cells(self, ref: Ref) -> list[Value]:
        """The values in a range, without the cells that are not there."""
        area = ref.area
        known = {spot for spot in self.contents.get(ref.sheet, {}) if spot in area}
        asked = sorted(known | {spot for sheet, spot in self.hot if sheet == ref.sheet and spot in area})
        return [self.value((ref.sheet, spot)) for spot in asked]

    def _calculated(self, at: At) -> Value | Unsupported:
        formula = self.formulas[at]
        if formula is None or at in self.open or len(self.open) > _DEPTH:
            return Unsupported()
        self.open.append(at)
        try:
            return evaluate(formula, self)
        except (Unsupported, RecursionError):
            return Unsupported()
        finally:
            self.open.pop()
