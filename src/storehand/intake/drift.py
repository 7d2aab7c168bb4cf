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
FEWEST: Final = 2
_CLEAR: Final = 1.1  # how much better the best layout must fit than another format's
_IN_ORDER: Final = 0.9
_SIMILAR: Final = 0.5
_ALIKE: Final = 0.65
_SMALL: Final = 8  # columns: where so few are, names that resemble count too
_NEARLY_ALL: Final = 0.8
_MOSTLY: Final = 0.6
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
    told = (header.split("|")[0] for header in _used(format) if header in gone(seen, format))
    return Drift(seen.renamed, tuple(dict.fromkeys(told)), tuple(seen.label(place) for place in _new(seen, format)))


def is_whole(seen: Header, format: Format) -> bool:
    """True where most columns of a layout are there: nobody has chosen a few of them."""
    nearest = _nearest(seen, format)
    return nearest is not None and _there(seen, nearest) >= ENOUGH * len(nearest.names)


def _nearest(seen: Header, format: Format) -> Layout | None:
    """The layout of a format that shares most columns with a header, in number and in share."""
    return max(layouts(format.name), key=lambda one: (_there(seen, one) ** 2 / len(one.names), -len(one.names)), default=None)


def gone(seen: Header, format: Format) -> frozenset[str]:
    """The headers that a format reads, that the layout nearest to the file has, and the file has not. Of synonyms that
    a layout has side by side the first is meant: without 订单来源 an order's channel is not its 订单渠道."""
    nearest = _nearest(seen, format)
    known = frozenset(nearest.names) if nearest else frozenset()
    return frozenset(header for header in _used(format) if _is_gone(seen, header, known))


def _is_gone(seen: Header, header: str, known: frozenset[str]) -> bool:
    meant = next((name for name in synonyms(header) if name in known), None)
    taken_for = {label for _, label in seen.renamed}
    if meant is None or meant in seen.places or header.split("|", maxsplit=1)[0] in taken_for:
        return False
    return not any(name in seen.places and name not in known for name in synonyms(header))


@dataclass(frozen=True)
class Again:
    """A header with what it lacked at its new places. `sure`: every new name resembles the old one."""

    header: Header
    sure: bool


def taken(
    seen: Header, rows: Sequence[Sequence[str]], formats: Iterable[Format], *, strictly: bool = False
) -> list[tuple[Format, Header]]:
    """The format whose layout a header is nearest to, with what it lacks found again. None where nothing is near or
    something of the nearest cannot be found; several where several are as near. `strictly`: nearly all of a layout must
    be there."""
    read = {format: alike(seen, format) for format in formats}
    near = [(_nearness(told, one, format), format, one) for format, told in read.items() for one in layouts(format.name)]
    best, first, _ = max(near, key=lambda told: told[0], default=(0.0, None, None))
    found: dict[str, tuple[Format, Header]] = {}
    for score, format, one in sorted(near, key=lambda told: -told[0]):
        if strictly and _there(seen, one) < _NEARLY_ALL * len(one.names):
            continue
        if score > 0 and score * _CLEAR >= best and format.name not in found:
            again = found_again(read[format], rows, format, one)
            if again is not None:
                found[format.name] = (format, again.header)
    return list(found.values()) if first and first.name in found else []


def found_again(seen: Header, rows: Sequence[Sequence[str]], format: Format, nearest: Layout) -> Again | None:
    """The header with every column that the format needs at the place where it must be; None where that is unsure.

    Names that resemble the old ones are settled first: what is left is easier to tell by its place.
    """
    sure = True
    for by_name in (True, False):
        for header in lacking(seen, format):
            if header not in lacking(seen, format):
                continue  # another of its names was found meanwhile
            if not by_name and not _is_one(seen, format, nearest, header):
                continue
            told = _place_again(seen, rows, format, nearest, header, by_name=by_name)
            if told is not None:
                name, place = told
                renamed = (*seen.renamed, (seen.label(place), header.split("|")[0]))
                seen, sure = replace(seen, places={**seen.places, name: place}, renamed=renamed), sure and by_name
    return None if lacking(seen, format) or any(seen.place(name) for name in format.absent) else Again(seen, sure)


def _is_one(seen: Header, format: Format, nearest: Layout, header: str) -> bool:
    """True where all layouts that are as near have the header under one name: 搜索词 and 核心词 would be two lists."""
    near = [
        one for one in layouts(format.name) if _there(seen, one) * len(nearest.names) >= _there(seen, nearest) * len(one.names)
    ]
    return len({_meant(one, header) for one in (*near, nearest)}) == 1


def lacking(seen: Header, format: Format) -> list[str]:
    """The headers that a format cannot do without and that the file has not: those of its signature, and those that are
    gone and give a key, a day, a currency or the rows that count."""
    lost = gone(seen, format)
    return [header for header in needed(format) if header in lost or (header in format.signature and seen.place(header) is None)]


@lru_cache(maxsize=256)
def needed(format: Format) -> tuple[str, ...]:
    """The headers that a format cannot do without."""
    told = list(format.signature)
    for feed in format.tables:
        told += [header for test in feed.where for header in test.headers()]
        for name, spec in feed.columns:
            if name == "currency" or not feed.table.column(name).null or name == feed.table.column(feed.table.month).of:
                told += spec.headers()
    return tuple(dict.fromkeys((*told, *format.read.totals_at)))


def completed(seen: Header, rows: Sequence[Sequence[str]], format: Format) -> Header:
    """A header that satisfies the format, with what it needs beside its signature found again where that is possible."""
    told = alike(seen, format)
    if not lacking(told, format):
        return told
    nearest = _nearest(told, format)
    again = found_again(told, rows, format, nearest) if nearest and _nearness(told, nearest, format) else None
    return again.header if again else told


def alike(seen: Header, format: Format) -> Header:
    """The header with columns whose names differ from the format's in signs only: 支付金额(元) is 支付金额."""
    if _loose_labels(seen.cells).isdisjoint(_loose_names(format)):
        return seen  # as nearly every row of values is
    free = {loose(normal(seen.label(place))): place for place in _new(seen, format)}
    for header in _used(format):
        if seen.place(header) is None:
            name = next((name for name in synonyms(header) if loose(name) in free), None)
            if name is not None:
                place = free.pop(loose(name))
                told = (*seen.renamed, (seen.label(place), header.split("|")[0]))
                seen = replace(seen, places={**seen.places, name: place}, renamed=told)
    return seen


@lru_cache(maxsize=1024)
def _loose_labels(cells: tuple[str, ...]) -> frozenset[str]:
    """A row's cells without signs."""
    return frozenset(loose(normal(cell.strip())) for cell in cells)


@lru_cache(maxsize=256)
def _loose_names(format: Format) -> frozenset[str]:
    """All names that a format reads by, without signs."""
    return frozenset(loose(name) for header in _used(format) for name in synonyms(header))


@dataclass(frozen=True)
class Rival:
    """Another format that a header may be. `header` None: nothing tells which of the two it is."""

    format: Format
    header: Header | None


def rival(seen: Header, rows: Sequence[Sequence[str]], format: Format, others: Iterable[Format]) -> Rival | None:
    """Another format that a header which satisfies `format` may be, its telling column renamed: without 流量载体 a file by
    carrier would look like the shop's whole file. A name that resembles the telling one, or columns that only the other
    format knows, settle it. A file without any new column hides nothing."""
    own = max(((_nearness(seen, one, format), _there(seen, one)) for one in layouts(format.name)), default=(0.0, 0))
    found: list[Rival] = []
    for other in others if layouts(format.name) and _new(seen, format) else ():
        lost = [header for header in other.signature if seen.place(header) is None]
        if lost and other.name != format.name and (one := _rival(seen, rows, format, other, lost, own)):
            found.append(one)
    return max(found, key=lambda one: fit(one.header or seen, one.format), default=None)


def _rival(
    seen: Header, rows: Sequence[Sequence[str]], format: Format, other: Format, lost: Sequence[str], own: tuple[float, int]
) -> Rival | None:
    only_here = {name for name in seen.places if name in _names(format)} - _names(other)
    if only_here or any(seen.place(name) for name in other.absent):
        return None
    near = [one for one in layouts(other.name) if _there(seen, one) >= _MOSTLY * len(one.names)]
    nearer = [one for one in near if _nearness(seen, one, other) > own[0] and _there(seen, one) >= own[1]]
    kept_out = {name for header in format.absent for name in synonyms(header)}
    hidden = all(set(synonyms(header)) & kept_out for header in lost)
    told = (found_again(alike(seen, other), rows, other, one) for one in (near if hidden else nearer))
    again = next((one for one in told if one is not None), None)
    foreign = {normal(seen.label(place)) for place in _new(seen, format)} & _names(other)
    if again and (again.sure or foreign):
        return Rival(other, again.header)
    doubtful = hidden and len(lost) == 1 and any(len(_candidates(seen, rows, other, one, lost[0])) == 1 for one in near)
    return Rival(other, None) if again or doubtful or (nearer and foreign) else None


def _place_again(
    seen: Header, rows: Sequence[Sequence[str]], format: Format, nearest: Layout, header: str, *, by_name: bool
) -> tuple[str, int] | None:
    """The layout's name of a lacking header and the column (from 1) that it must have become: `by_name` the only one of
    its gap that resembles it or that holds its words, else the only new one where nothing alike is gone."""
    fit, meant = _candidates(seen, rows, format, nearest, header), _meant(nearest, header)
    if meant is None or not fit:
        return None
    if by_name:
        close = [place for place in fit if _resembles(seen, nearest, header, place)]
        fit = close or [place for place in fit if _speaks(rows, place, _words(format, header))]
    else:
        at = nearest.names.index(meant)
        lost = set(_between(seen, nearest, *_gap(seen, nearest, at))) - set(synonyms(header))
        rivals = [name for name in lost if nearest.shapes[nearest.names.index(name)] in {nearest.shapes[at], ""}]
        fit = fit if nearest.shapes[at] and not rivals and not _tells_by_itself(format, header) else []
    return (meant, fit[0]) if len(fit) == 1 else None


def _resembles(seen: Header, nearest: Layout, header: str, place: int) -> bool:
    """True where a new column's name is like the header's, and like no other column's that is gone."""
    name = normal(seen.label(place))
    own = _similar(name, synonyms(header))
    others = [other for other in nearest.names if other and other not in seen.places and other not in synonyms(header)]
    return own >= _SIMILAR and all(_similar(name, [other]) < own for other in others)


def _tells_by_itself(format: Format, header: str) -> bool:
    """True where a value is read from the header's own words: Amount spent (EUR)."""
    return any(spec.label and spec.header == header for feed in format.tables for _, spec in feed.columns)


def _speaks(rows: Sequence[Sequence[str]], place: int, words: frozenset[str]) -> bool:
    """True where half of a column's filled cells are words that the format knows there."""
    cells = [normal(row[place - 1]) for row in rows[:LOOKED_AT] if place <= len(row) and row[place - 1].strip()]
    return bool(words) and 2 * sum(cell in words for cell in cells) > len(cells) > 0


@lru_cache(maxsize=4096)
def _words(format: Format, header: str) -> frozenset[str]:
    """The words that a format translates under a header."""
    specs = [spec for feed in format.tables for _, spec in feed.columns if spec.header == header]
    return frozenset(normal(word) for spec in specs for word, _ in spec.mapped)


def _meant(nearest: Layout, header: str) -> str | None:
    """The name under which a layout has a header."""
    return next((name for name in synonyms(header) if name in nearest.names), None)


def _candidates(seen: Header, rows: Sequence[Sequence[str]], format: Format, nearest: Layout, header: str) -> list[int]:
    """The new columns (from 1) that stand where a layout has the header and whose cells look like its cells."""
    meant = _meant(nearest, header)
    if meant is None or not _in_order(seen, nearest):
        return []
    at = nearest.names.index(meant)
    low, high = _gap(seen, nearest, at)
    here = [place for place in _new(seen, format) if low < place < high]
    shapes = {place: shape_at(rows[:LOOKED_AT], place - 1) for place in here}
    same = [place for place in here if shapes[place] == nearest.shapes[at] != ""]
    return same or [place for place in here if _fits(nearest.shapes[at], shapes[place])]


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
    alike = ({"count", "number", "range"}, {"day", "time"}, {"code", "words"}, {"code", "id"}, {"count", "id"})
    return not known or known == found or any({known, found} <= some for some in alike)


def _similar(name: str, names: Iterable[str]) -> float:
    """How much a name resembles the likeliest of others: the share of their pairs of signs; 1 where one begins with the
    other."""
    return max((_likeness(loose(name), loose(one)) for one in names), default=0.0)


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    pairs, others = _pairs(one), _pairs(other)
    if one.startswith(other) or other.startswith(one):
        return 1.0
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[place : place + 2] for place in range(len(word) - 1))


def fit(seen: Header, format: Format) -> float:
    """How near a header is to the nearest layout of a format; 0 where it has none."""
    return max((_nearness(seen, one, format) for one in layouts(format.name)), default=0.0)


def _nearness(seen: Header, one: Layout, format: Format) -> float:
    """How many of a layout's columns are there, weighed by their share; 0 where too few are, or one that must not be."""
    there = _there(seen, one) + (_resembling(seen, one, format) if len(one.names) <= _SMALL else 0)
    share = there / max(len(set(one.names) - {""}), 1)
    if there < FEWEST or share < ENOUGH or any(seen.place(name) for name in format.absent):
        return 0.0
    return there * share


def _resembling(seen: Header, one: Layout, format: Format) -> int:
    """How many of a small layout's columns that are not there have a new column with a name like theirs."""
    lost = [name for name in one.names if name and name not in seen.places]
    new = [normal(seen.label(place)) for place in _new(seen, format)]
    like = [name for name in new if any(_likeness(loose(name), loose(other)) >= _ALIKE for other in lost)]
    return min(len(like), len(lost))


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
    tests = [test for feed in format.tables for test in feed.where]
    tests += [test for feed in format.tables for _, spec in feed.columns for test in spec.conditions()]
    told += [header for test in tests for header in test.headers()]
    return tuple(dict.fromkeys((*format.signature, *told)))
