"""Which cell of the boss's workbook takes which figure: the TOML file beside the template."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from storehand.errors import UsageError
from storehand.report.sheetxml import Spot, spot

TEXTS: Final = ("day", "shop", "weekday")
COMPARED: Final = ("yesterday", "same_weekday", "last_year", "promotion_day")
WITH: Final = (*COMPARED, "target")
_ENTRY: Final = {"metric": str, "with": str, "change": str, "shop": str, "where": dict, "text": str, "times": (int, float)}
_LISTING: Final = {"sheet": str, "first_cell": str, "metrics": list, "by": str, "limit": int, "where": dict}


@dataclass(frozen=True)
class Place:
    """A cell of a sheet; `name` as the map writes it: 日报!B3."""

    name: str
    sheet: str
    spot: Spot


@dataclass(frozen=True)
class Entry:
    """One cell: a metric (its value, its value `against` another span, or its `change` against that), or a text."""

    place: Place
    metric: str = ""
    against: str = ""
    change: bool = False
    where: tuple[tuple[str, str], ...] = ()
    times: float = 1
    text: str = ""


@dataclass(frozen=True)
class Listing:
    """A list from its first cell on: `by` in the first column, then a column a metric; the largest first."""

    place: Place
    metrics: tuple[str, ...]
    by: str
    limit: int
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CellMap:
    """All of a template's map."""

    cells: tuple[Entry, ...] = ()
    tables: tuple[Listing, ...] = ()


def read_map(path: Path) -> CellMap:
    """The map in a TOML file. UsageError where it is none, or says something that it cannot say."""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as fault:
        raise UsageError("template_map_unreadable", file=path.name, fault=fault) from None
    cells, tables = told.get("cells", {}), told.get("tables", [])
    unknown = next(iter(told.keys() - {"cells", "tables"}), "")
    if unknown or not isinstance(cells, dict) or not isinstance(tables, list):
        raise UsageError("template_map_entry", place=path.name, entry=unknown or "cells, tables")
    return CellMap(
        tuple(_entry(name, spec) for name, spec in cells.items()),
        tuple(_listing(number, spec) for number, spec in enumerate(tables, 1)),
    )


def place(name: str) -> Place:
    """日报!B3; a sheet's name may stand in '…'."""
    sheet, _, cell = name.rpartition("!")
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    where = spot(cell)
    if where is None or not sheet:
        raise UsageError("template_cell_name", cell=name)
    return Place(name, sheet, where)


def _entry(name: str, spec: object) -> Entry:
    at = place(name)
    told = _known(name, spec, _ENTRY)
    if "text" in told:
        if told["text"] not in TEXTS or len(told) > 1:
            raise UsageError("template_map_entry", place=name, entry=f"text = {told['text']}")
        return Entry(at, text=told["text"])
    if "metric" not in told or {"with", "change"} <= told.keys():
        raise UsageError("template_map_entry", place=name, entry=", ".join(told) or "{}")
    against = told.get("with", told.get("change", ""))
    if against and against not in (COMPARED if "change" in told else WITH):
        raise UsageError("template_map_with", place=name, given=against, known=", ".join(WITH))
    where = dict(told.get("where", {})) | ({"shop": told["shop"]} if "shop" in told else {})
    return Entry(at, told["metric"], against, "change" in told, _where(name, where), float(told.get("times", 1)))


def _listing(number: int, spec: object) -> Listing:
    name = f"[[tables]] {number}"
    told = _known(name, spec, _LISTING)
    missing = next((key for key in ("sheet", "first_cell", "metrics", "by") if not told.get(key)), "")
    metrics, limit = told.get("metrics", []), told.get("limit", 10)
    if missing or not all(isinstance(each, str) for each in metrics) or not 1 <= limit <= 10_000:
        raise UsageError("template_map_entry", place=name, entry=missing or f"metrics, limit = {limit}")
    where = _where(name, told.get("where", {}))
    return Listing(place(f"{told['sheet']}!{told['first_cell']}"), tuple(metrics), told["by"], limit, where)


def _known(name: str, spec: object, kinds: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(spec, dict):
        raise UsageError("template_map_entry", place=name, entry=spec)
    for key, value in spec.items():
        if key not in kinds or not isinstance(value, kinds[key]) or isinstance(value, bool):
            raise UsageError("template_map_entry", place=name, entry=f"{key} = {value}")
    return spec


def _where(name: str, told: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    for key, value in told.items():
        if not isinstance(value, str):
            raise UsageError("template_map_entry", place=name, entry=f"where {key} = {value}")
    return tuple((key, str(value)) for key, value in told.items())
