"""Exports change: columns are renamed, dropped and added. What a header that drifted still means, and what to tell of it.

A column that a format cannot do without may have been renamed. It is taken for the column that stands where the
old one stood, if there is exactly one new column there, nothing else is gone from there, and its cells look alike;
or for one whose name differs only in signs. Whatever is taken so is told. A column that a format can do without is
never guessed: it is unknown, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from storehand.intake.formats import Format
from storehand.intake.header import Header
from storehand.intake.layout import LOOKED_AT, Layout, layouts, shape_at
from storehand.intake.readers import normal
from storehand.intake.spec import synonyms

ENOUGH: Final = 0.5  # of a layout's columns must be there
FEWEST: Final = 3
_CLEAR: Final = 1.1  # how much better the best layout must fit than another format's
_IN_ORDER: Final = 0.9
_SIMILAR: Final = 0.5
_UNIT = re.compile(r"[(\[【](?:元|人民币|rmb|cny|usd|eur|gbp|件|人|次|个|笔|单|秒|天|pv|uv|[¥$€£₹#])[)\]】]")
_SIGN = re.compile(r"[\s'\"`*:_\-./·•,;、]+")


@dataclass(frozen=True)
class Drift:
    """How a header differs from the layout that it is nearest to: columns taken for known ones (as written, as known),
    columns that the format would use and that are gone, and columns that it never had."""

    renamed: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]


@lru_cache(maxsize=8192)
def loose(name: str) -> str:
    """A normalised name without units in brackets and without signs. A (%) stays: it says how to read the cells."""
    return _SIGN.sub("", _UNIT.sub("", name)) or name


def noticed(seen: Header, format: Format) -> Drift:
    """What to tell of a header that a format has taken."""
    if not layouts(format.name):
        return Drift(seen.renamed, (), ())
    lost = gone(seen, format)
    told = [header.split("|")[0] for header in _used(format) if lost & set(synonyms(header))]
    return Drift(seen.renamed, tuple(dict.fromkeys(told)), tuple(seen.label(place) for place in _new(seen, format)))


def gone(seen: Header, format: Format) -> frozenset[str]:
    """All names of the headers that a format reads, that the layout nearest to the file has, and the file has not."""
    nearest = max(layouts(format.name), key=lambda one: (_there(seen, one), -len(one.names)), default=None)
    names = set(nearest.names) if nearest else set()
    lost = [set(synonyms(header)) for header in _used(format) if seen.place(header) is None]
    return frozenset(name for group in lost if group & names for name in group)


def taken(seen: Header, rows: Sequence[Sequence[str]], formats: Iterable[Format]) -> list[tuple[Format, Header]]:
    """The one format whose layout a header is nearest to, with what it lacks found again; none where nothing is near
    or something cannot be found."""
    near = sorted(((_nearness(seen, one, format), format, one) for format in formats for one in layouts(format.name)),
                  key=lambda told: -told[0])  # fmt: skip
    near = [one for one in near if one[0] > 0]
    if not near:
        return []
    best, format, nearest = near[0]
    others = [score for score, other, _ in near if other.name != format.name]
    if others and best < _CLEAR * others[0]:
        return []
    found = found_again(seen, rows, format, nearest)
    return [] if found is None else [(format, found)]


def found_again(seen: Header, rows: Sequence[Sequence[str]], format: Format, nearest: Layout) -> Header | None:
    """The header with every signature column that it lacks at the place that it must be; None where that is unsure."""
    renamed = list(seen.renamed)
    for header in format.signature:
        if seen.place(header) is not None:
            continue
        place = _place_again(seen, rows, format, nearest, header)
        if place is None:
            return None
        names = dict.fromkeys(synonyms(header), place)
        renamed.append((seen.label(place), header.split("|")[0]))
        seen = replace(seen, places={**seen.places, **names}, renamed=tuple(renamed))
    return None if any(seen.place(name) for name in format.absent) else seen


def alike(seen: Header, format: Format) -> Header:
    """The header with columns whose names differ from the format's in signs only: 支付金额(元) is 支付金额."""
    free = {loose(normal(seen.label(place))): place for place in _new(seen, format)}
    for header in _used(format):
        if seen.place(header) is None:
            place = next((free[loose(name)] for name in synonyms(header) if loose(name) in free), None)
            if place is not None:
                places = {**seen.places, **dict.fromkeys(synonyms(header), place)}
                seen = replace(seen, places=places, renamed=(*seen.renamed, (seen.label(place), header.split("|")[0])))
    return seen


def disguised(seen: Header, rows: Sequence[Sequence[str]], format: Format, others: Iterable[Format]) -> Format | None:
    """Another format that a header may be as well, its telling column renamed: without 流量载体 a file by carrier would
    look like the shop's whole file."""
    kept_out = {name for header in format.absent for name in synonyms(header)}
    for other in others:
        lacking = [header for header in other.signature if seen.place(header) is None]
        if not lacking or not all(set(synonyms(header)) & kept_out for header in lacking):
            continue
        if any(found_again(seen, rows, other, one) for one in layouts(other.name)):
            return other
    return None


def _place_again(seen: Header, rows: Sequence[Sequence[str]], format: Format, nearest: Layout, header: str) -> int | None:
    """The column (from 1) that a header must have become, or None."""
    names = set(synonyms(header))
    at = next((place for place, name in enumerate(nearest.names) if name in names), None)
    if at is None or not _in_order(seen, nearest):
        return None
    low, high = _gap(seen, nearest, at)
    gone = [name for name in _between(seen, nearest, low, high) if name not in names]
    here = [place for place in _new(seen, format) if low < place < high]
    fit = [place for place in here if _fits(nearest.shapes[at], shape_at(rows[:LOOKED_AT], place - 1))]
    close = [place for place in fit if _similar(normal(seen.label(place)), names) >= _SIMILAR]
    if len(close) == 1:
        return close[0]
    return fit[0] if len(fit) == 1 and not close and not gone and nearest.shapes[at] else None


def _gap(seen: Header, nearest: Layout, at: int) -> tuple[int, int]:
    """The file's columns between which a layout's column must stand: those of its nearest neighbours that are there."""
    before = [seen.places[name] for name in nearest.names[:at] if name in seen.places]
    after = [seen.places[name] for name in nearest.names[at + 1 :] if name in seen.places]
    return (before[-1] if before else 0), (after[0] if after else len(seen.cells) + 1)


def _between(seen: Header, nearest: Layout, low: int, high: int) -> list[str]:
    """Names of the layout that the file lacks and that stood in the gap."""
    found, last = [], 0
    for name in nearest.names:
        last = seen.places.get(name, last)
        if name and name not in seen.places and low <= last < high:
            found.append(name)
    return found


def _in_order(seen: Header, nearest: Layout) -> bool:
    places = [seen.places[name] for name in nearest.names if name in seen.places]
    steps = [later > earlier for earlier, later in pairwise(places)]
    return sum(steps) >= _IN_ORDER * len(steps)


def _fits(known: str, found: str) -> bool:
    return not known or known == found or {known, found} in ({"number", "range"}, {"day", "time"})


def _similar(name: str, names: Iterable[str]) -> float:
    return max((_dice(loose(name), loose(one)) for one in names), default=0.0)


def _dice(one: str, other: str) -> float:
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else float(one == other)


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}


def _nearness(seen: Header, one: Layout, format: Format) -> float:
    """How many of a layout's columns are there, weighed by their share; 0 where too few are, or one that must not be."""
    there = _there(seen, one)
    share = there / max(len(set(one.names) - {""}), 1)
    if there < FEWEST or share < ENOUGH or any(seen.place(name) for name in format.absent):
        return 0.0
    return there * share


def _there(seen: Header, one: Layout) -> int:
    return sum(name in seen.places for name in set(one.names) - {""})


def _new(seen: Header, format: Format) -> list[int]:
    """Columns (from 1) that neither the format nor any of its layouts knows, and that are not taken for one they know."""
    known = _names(format)
    taken_for = {label for label, _ in seen.renamed}
    places = {place for name, place in seen.places.items() if name in known}
    return [
        place
        for place, cell in enumerate(seen.cells, 1)
        if cell.strip() and place not in places and normal(cell) not in known and cell.strip() not in taken_for
    ]


@lru_cache(maxsize=256)
def _names(format: Format) -> frozenset[str]:
    named = {name for header in (*_used(format), *format.people, *format.absent) for name in synonyms(header)}
    return frozenset(named | {name for one in layouts(format.name) for name in one.names})


@lru_cache(maxsize=256)
def _used(format: Format) -> tuple[str, ...]:
    """Headers that a format reads values from, as it writes them."""
    told = [header for feed in format.tables for _, spec in feed.columns for header in spec.headers()]
    told += [test.header for feed in format.tables for test in feed.where]
    told += [test.header for feed in format.tables for _, spec in feed.columns for test in spec.conditions()]
    return tuple(dict.fromkeys((*format.signature, *told)))
