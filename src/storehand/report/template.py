"""The boss's own workbook, filled: only the mapped cells change, its formulas are calculated anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from storehand.errors import UsageError
from storehand.metrics.metric import Number
from storehand.metrics.view import View
from storehand.report.cellmap import CellMap, Entry, Listing, Place, read_map
from storehand.report.cellpatch import Fill, patched
from storehand.report.headline import change, month_target
from storehand.report.ooxml import Workbook, open_workbook
from storehand.report.recalc import recalculated
from storehand.report.sheetxml import BrokenXml, Sheet, Spot, cell_name, read_sheet

__all__ = ["draft_map", "fill", "read_map"]

_FIRST_DAY: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_WEEKDAYS: Final = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@dataclass
class _Filling:
    """What goes where, by sheet; grows while the map is gone through."""

    workbook: Workbook
    sheets: dict[str, Sheet] = field(default_factory=dict)
    values: dict[str, dict[Spot, Fill]] = field(default_factory=dict)
    like: dict[str, dict[Spot, Spot]] = field(default_factory=dict)


def draft_map(template: Path, view: View) -> str:
    """A proposal for the template's map, as TOML with comments, from the labels beside and above its empty cells."""
    from storehand.report.mapdraft import draft

    return draft(open_workbook(template), view)


def fill(template: Path, map: CellMap, view: View, out: Path) -> None:
    """Writes the template to `out` with the view's figures; what is unknown leaves its cell empty.

    UsageError where the template cannot be read, or the map names a sheet, cell or metric that is not
    there, a cell with a formula, or a heading of one of Excel's tables.
    """
    if out.exists() and out.samefile(template):
        raise UsageError("template_onto_itself", file=out)
    workbook = open_workbook(template)
    try:
        filling = _Filling(workbook, {name: read_sheet(workbook.parts[part]) for name, part in workbook.sheets.items()})
    except BrokenXml as fault:
        raise UsageError("template_broken", file=template.name) from fault
    _gather(filling, map, view)
    workbook.write(out, _changed(filling))


def _changed(filling: _Filling) -> dict[str, bytes]:
    """The parts that differ: sheets with filled cells or formulas whose stored result no longer holds, and the
    workbook's settings."""
    workbook, parts = filling.workbook, {}
    calculated = recalculated(filling.sheets, filling.values, workbook.shared, workbook.names())
    for name, sheet in filling.sheets.items():
        values, results = filling.values.get(name, {}), calculated.get(name, {})
        if values or results:
            parts[workbook.sheets[name]] = patched(sheet, values, results, filling.like.get(name, {}))
    if any(cell.formula is not None for sheet in filling.sheets.values() for cell in sheet.cells()):
        parts[workbook.main] = workbook.recalculated()
    return parts


def _gather(filling: _Filling, map: CellMap, view: View) -> None:
    for entry in map.cells:
        _sheet(filling, entry.place)
        _put(filling, entry.place, entry.place.spot, _told(filling, entry, view))
    for listing in map.tables:
        _sheet(filling, listing.place)
        for at, value in _list(listing, view):
            _put(filling, listing.place, at, value)
            first = (listing.place.spot[0], at[1])
            filling.like.setdefault(listing.place.sheet, {})[at] = first


def _sheet(filling: _Filling, place: Place) -> Sheet:
    try:
        return filling.sheets[place.sheet]
    except KeyError:
        raise UsageError("template_sheet", cell=place.name, sheet=place.sheet, known="、".join(filling.sheets)) from None


def _put(filling: _Filling, place: Place, at: Spot, value: Fill) -> None:
    sheet = filling.sheets[place.sheet]
    at = sheet.top_left(at)
    name = f"{place.sheet}!{cell_name(at)}"
    values = filling.values.setdefault(place.sheet, {})
    if at in values:
        raise UsageError("template_twice", cell=name)
    if at in _formulas(sheet) or any(at in area for area in sheet.arrays()):
        raise UsageError("template_formula", cell=name)
    if any(at in area for area in filling.workbook.headings(place.sheet)):
        raise UsageError("template_heading", cell=name)
    values[at] = value


def _formulas(sheet: Sheet) -> frozenset[Spot]:
    return frozenset(cell.spot for cell in sheet.cells() if cell.formula is not None)


def _told(filling: _Filling, entry: Entry, view: View) -> Fill:
    if entry.text == "day":
        return _day(filling, entry.place, view.day)
    if entry.text == "weekday":
        return _WEEKDAYS["en" if view.workspace.language == "en" else "zh"][view.day.weekday()]
    if entry.text == "shop":
        return "、".join(view.shops)
    _known(view, entry.metric, entry.place)
    _known_where(view, (entry.metric,), entry)
    return _scaled(_figure(entry, view), entry.times)


def _day(filling: _Filling, place: Place, day: date) -> Fill:
    """A date where the cell shows dates, else its text."""
    sheet = filling.sheets[place.sheet]
    at = sheet.top_left(place.spot)
    style = next((cell.attributes.get("s", "0") for cell in sheet.cells() if cell.spot == at), "")
    if style in filling.workbook.date_styles():
        return (day - _FIRST_DAY[filling.workbook.from_1904()]).days
    return day.isoformat()


def _known(view: View, metric: str, place: Place) -> None:
    if metric not in view.catalog.names:
        near = get_close_matches(metric, view.catalog.names, n=5, cutoff=0.3) or view.catalog.names[:8]
        raise UsageError("template_metric", cell=place.name, metric=metric, near=", ".join(near))


def _known_where(view: View, metrics: Sequence[str], asked: Entry | Listing) -> None:
    """A condition on a column that is not there would leave the cell empty, as if the figure were unknown."""
    columns = _columns(view, metrics)
    for column, value in asked.where:
        if column not in columns | {"shop"}:
            known = ", ".join(sorted(columns | {"shop"}))
            raise UsageError("template_where", cell=asked.place.name, column=column, known=known)
        if column == "shop" and value not in view.shops:
            raise UsageError("template_shop", cell=asked.place.name, shop=value, known="、".join(view.shops))


def _columns(view: View, metrics: Sequence[str]) -> set[str]:
    """What the metrics may be taken apart by."""
    return {column for name in metrics for metric in view.catalog.chain(name) for column in metric.by}


def _figure(entry: Entry, view: View) -> Number | float | None:
    where = dict(entry.where) or None
    if entry.against == "target":
        return _target(entry, view)
    if not entry.against:
        return view.value(entry.metric, where=where)
    span = view.calendar.comparisons(view.day, view.period).get(entry.against)
    before = view.value(entry.metric, *span, where=where) if span else None
    if not entry.change:
        return before
    return change(view.catalog.metric(entry.metric), view.value(entry.metric, where=where), before)


def _target(entry: Entry, view: View) -> Number | None:
    return month_target(view, entry.metric, view.day.replace(day=1), dict(entry.where) or None)


def _scaled(value: Number | None, times: float) -> Number | None:
    return value if value is None or times == 1 else Decimal(str(value)) * Decimal(str(times))


def _list(listing: Listing, view: View) -> Iterator[tuple[Spot, Fill]]:
    """The cells of a list; those that it has no row for are emptied."""
    for metric in listing.metrics:
        _known(view, metric, listing.place)
    rows = _rows(listing, view)
    top, left = listing.place.spot
    for step in range(listing.limit):
        row = rows[step] if step < len(rows) else {}
        yield (top + step, left), _label(row.get(listing.by))
        for column, metric in enumerate(listing.metrics, left + 1):
            value = row.get(metric)
            yield (top + step, column), value if isinstance(value, Decimal | int | float) else None


def _label(value: object) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _rows(listing: Listing, view: View) -> list[dict[str, object]]:
    known = _columns(view, listing.metrics) | {"day", "shop"}
    if listing.by not in known:
        raise UsageError("template_by", cell=listing.place.name, by=listing.by, known=", ".join(sorted(known)))
    _known_where(view, listing.metrics, listing)
    rows = view.table(listing.metrics, (listing.by,), where=dict(listing.where) or None)
    if listing.by == "day":
        return rows
    return sorted(rows, key=lambda row: _size(row[listing.metrics[0]]), reverse=True)


def _size(value: object) -> float:
    return float(value) if isinstance(value, Decimal | int | float) else float("-inf")
