"""What the known formats and the contracts teach about headers: where they go, in which tables they stand, who is a person.

Everything is asked by the `key` of a header, which leaves out what differs between downloads: width, blanks, brackets,
units, case. Headers of all synonyms count, and those that a format's sample has and nobody reads.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from storehand.intake.drift import loose
from storehand.intake.formats import Feed, Format
from storehand.intake.layout import layouts
from storehand.intake.readers import normal
from storehand.intake.spec import Spec, synonyms
from storehand.tables import TABLES, Table, Type

_BRACKETS = re.compile(r"[()\[\]【】<>《》%]+")
_ASIDE = re.compile(r"[(（].*?[)）]")
_LABEL: Final = 2
_PLAIN: Final = 3
_MADE: Final = 2  # a header of which more is made than its value
_ALIKE: Final = 0.66
_ALIKE_LATIN: Final = 0.85
_NEAREST: Final = 6
_PART: Final = 1  # one of several that a value may come from


@dataclass(frozen=True)
class Place:
    """Where a header's cells go."""

    table: str
    column: str


@dataclass(frozen=True, eq=False)
class Words:
    """`places`: header → where it goes, weighed. `stands`: header → tables of the formats that have it; `formats`: how many
    formats feed a table. `people` and `buyers`: how often a header is a person's. `codes`: (column, word) → codes. `parts`:
    (column, header) → +1 or -1, the sign with which it is summed. `nulls`, `totals`: words of formats; `headers`: the header
    rows of exports; `mapped`: how often a header's cells are read; `pairs`: the headers with a pair of signs."""

    places: Mapping[str, Counter[Place]]
    stands: Mapping[str, Counter[str]]
    formats: Counter[str]
    people: Counter[str]
    buyers: Counter[str]
    codes: Mapping[tuple[str, str], Counter[str]]
    parts: Mapping[tuple[str, str], Counter[int]]
    nulls: frozenset[str]
    totals: tuple[str, ...]
    headers: tuple[frozenset[str], ...]
    mapped: Counter[str]
    pairs: Mapping[str, tuple[str, ...]]

    def near(self, header: str) -> tuple[tuple[float, str], ...]:
        """The known headers that resemble a key, the nearest first, each with the share of pairs of signs in common."""
        return _near(self, header)


@lru_cache(maxsize=65536)
def key(header: str) -> str:
    """A header without what differs between downloads."""
    return _BRACKETS.sub("", loose(normal(header))) or normal(header)


@lru_cache(maxsize=4)
def words_of(formats: tuple[Format, ...]) -> Words:
    """What these formats and the contracts teach."""
    places: dict[str, Counter[Place]] = defaultdict(Counter)
    stands: dict[str, Counter[str]] = defaultdict(Counter)
    codes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    parts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    people, buyers, fed, mapped = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for table in TABLES.values():
        for word, column in _labels(table):
            places[word][Place(table.name, column)] += _LABEL
    for format in formats:
        for table_name in {feed.name for feed in format.tables}:
            fed[table_name] += 1
            for word in _standing(format):
                stands[word][table_name] += 1
        people.update({key(name) for header in format.people for name in header.split("|")})
        buyers.update({key(name) for header in format.buyers for name in header.split("|")})
        for (word, place), weight in _placed(format).items():
            places[word][place] += weight
        mapped.update({word for word, _ in _placed(format)})
        _teach(format, codes, parts)
    return Words(
        places, stands, fed, people, buyers, codes, parts,
        frozenset(normal(word) for format in formats for word in format.read.nulls),
        tuple(dict.fromkeys(word for format in formats for word in format.read.totals)),
        tuple(names for format in formats for names in _headers(format)), mapped, _paired({*places, *stands}),
    )  # fmt: skip


def _paired(headers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for header in headers:
        for pair in pairs_of(header):
            found[pair].append(header)
    return {pair: tuple(some) for pair, some in found.items()}


def pairs_of(word: str) -> frozenset[str]:
    """The pairs of signs of a word."""
    return frozenset(word[place : place + 2] for place in range(len(word) - 1))


@lru_cache(maxsize=4096)
def _near(words: Words, header: str) -> tuple[tuple[float, str], ...]:
    """Words of the Latin script share many pairs by chance: they must share more of them."""
    own = pairs_of(header)
    shared = Counter(other for pair in own for other in words.pairs.get(pair, ()))
    alike = [(2 * count / (len(own) + len(pairs_of(other))), other) for other, count in shared.items()]
    least = _ALIKE_LATIN if header.isascii() else _ALIKE
    return tuple(sorted((one for one in alike if one[0] >= least), reverse=True)[:_NEAREST])


def _labels(table: Table) -> Iterator[tuple[str, str]]:
    """The labels of a table's columns: whole, without what stands in brackets, and each of several (商品ID/SKU)."""
    for column in table.all_columns:
        if column.name not in {"cut", "known_at", "batch", "row"}:
            for label in {column.label.zh, column.label.en, column.name, *column.label.zh.split("/")}:
                yield key(label), column.name
                if bare := _ASIDE.sub("", label):
                    yield key(bare), column.name


def _standing(format: Format) -> set[str]:
    """Every header that an export has, as far as we know it."""
    named = {name for header in (*format.signature, *format.people) for name in header.split("|")}
    named |= {name for feed in format.tables for _, told in feed.columns for one in told.headers() for name in one.split("|")}
    return {key(name) for name in (*named, *(name for one in layouts(format.name) for name in one.names)) if name}


def _headers(format: Format) -> Iterator[frozenset[str]]:
    """The header rows of a format that a new signature must not fit: those of its samples, else all that it names."""
    shown = layouts(format.name)
    if shown:
        yield from (frozenset(one.names) for one in shown)
        return
    used = (header for feed in format.tables for _, told in feed.columns for header in told.headers())
    yield frozenset(name for header in (*format.signature, *format.people, *used) for name in synonyms(header))


def _placed(format: Format) -> dict[tuple[str, Place], int]:
    """Headers of a format and the places that they feed; each pair counts once."""
    found: dict[tuple[str, Place], int] = {}
    for feed in format.tables:
        for column, told in feed.columns:
            for name, weight in _feeding(told):
                pair = (key(name), Place(feed.name, column))
                found[pair] = max(found.get(pair, 0), weight)
    return found


def _feeding(told: Spec) -> Iterator[tuple[str, int]]:
    """The headers that alone give a value, and how surely."""
    if told.way == "header" and not told.extract and not told.label:
        weight = _PLAIN if told.is_plain else _MADE
        yield from ((name, weight) for name in told.header.split("|"))
        yield from ((name, _PART) for name in told.other.split("|") if name)
    elif told.way == "first":
        for part in told.parts:
            yield from ((name, _PART) for name, _ in _feeding(part))


def _teach(format: Format, codes: dict[tuple[str, str], Counter[str]], parts: dict[tuple[str, str], Counter[int]]) -> None:
    for feed in format.tables:
        for column, told in feed.columns:
            for one in (told, *told.parts):
                for word, code in one.mapped if feed.table.column(column).codes else ():
                    codes[column, normal(word)][code] += 1
            for name, sign in _signed(feed, column, told):
                parts[column, key(name)][sign] += 1


def _signed(feed: Feed, column: str, told: Spec) -> Iterator[tuple[str, int]]:
    """Headers of which one is added and another taken away, whether that is written as a sum or as two cases."""
    if feed.table.column(column).type is not Type.MONEY:
        return
    for one in (told, *told.parts):
        if one.way == "sum" and {1, -1} <= set(one.signs):
            yield from ((name, sign) for sign, part in zip(one.signs, one.parts, strict=True) for name in part.header.split("|"))
    cases = [part for part in told.parts if told.way == "first" and part.way == "header"]
    turned = {part.header for part in cases if part.negate}
    if turned and {part.header for part in cases} - turned:
        yield from ((name, -1 if part.header in turned else 1) for part in cases for name in part.header.split("|"))
