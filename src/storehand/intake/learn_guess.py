"""Which table an unknown file feeds, and which header goes to which column.

A header speaks for a table by the share of that table's formats that have it, against all other tables. A column is fed by
the header that formats (first of this table, then of others) or the contract know for it, or by one that resembles those;
in every case its cells must read as the column's type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from storehand.intake.learn_cells import Fit, Strip, Writing, fit
from storehand.intake.learn_people import buyer_column, buyer_of, is_people
from storehand.intake.learn_words import Place, Words, key
from storehand.tables import TABLES, Column, Kind, Table, Type

_READABLE: Final = 0.75  # of the cells
_SURE: Final = 0.3  # how much a header must speak for a column
_NEAR: Final = 4  # tables that are looked at closely
_REPEATED: Final = 2.0  # what a keyed table loses where all rows have the same key
_REPLACED: Final = 3.0  # what a snapshot loses, of which a file has every key once
_LEAST: Final = -1.0  # a score below is no guess
_KEYLESS: Final = 1.0  # what it loses where nothing of its key is there, besides the day
_ABOUT_OTHERS: Final = frozenset({"rival_day", "rank_day", "word_day", "market_day", "suppliers"})  # their shops are not ours
_LACKING: Final = 1.0  # what a table loses for a column that it cannot do without
_BY_SHAPE: Final = 0.4
_TIME: Final = re.compile(r"时间|日期|时刻|date|time|\bday\b|_at$|datum|fecha", re.IGNORECASE)
_COMMON: Final = frozenset({"shop", "currency"})


@dataclass(frozen=True)
class Taken:
    """A header for a column of the table: how surely (0–1) and how its cells are read."""

    column: Column
    strip: Strip
    sure: float
    fit: Fit


@dataclass(frozen=True)
class Guess:
    """The table that a file seems to feed (None: no one can tell), others that it may feed, what feeds its columns, who is
    a person, and the rest."""

    table: Table | None
    others: tuple[Table, ...]
    taken: Mapping[str, Taken]
    people: tuple[Strip, ...]
    buyer: Strip | None
    unused: tuple[Strip, ...]
    score: float


def guess(
    strips: Sequence[Strip], rows: Sequence[Sequence[str]], writing: Writing, words: Words, wanted: Table | None = None
) -> Guess:
    """The likeliest table, or the `wanted` one, and its columns."""
    people = tuple(strip for strip in strips if is_people(strip, words))
    free = [strip for strip in strips if strip not in people]
    votes = _votes([key(strip.header) for strip in strips], words)
    near = [wanted] if wanted else [TABLES[name] for name in sorted(votes, key=lambda name: -votes[name])[:_NEAR] if votes[name]]
    found = [_fed(table, votes[table.name], free, people, rows, writing, words) for table in near]
    likely = sorted((one for one in found if one.score > _LEAST or wanted), key=lambda one: -one.score)
    if not likely:
        return Guess(None, (), {}, people, None, tuple(free), 0.0)
    best = likely[0]
    others = tuple(one.table for one in likely[1:] if one.table and one.score > max(0.6 * best.score, 0.0))
    return Guess(best.table, others, best.taken, best.people, best.buyer, best.unused, best.score)


def _votes(headers: Sequence[str], words: Words) -> dict[str, float]:
    votes = dict.fromkeys(TABLES, 0.0)
    for header in headers:
        shares = {name: share for name in TABLES if (share := _speaks(header, name, words))}
        if not shares and (near := words.near(header)):
            shares = {name: share for name in TABLES if (share := _speaks(near[0][1], name, words))}
        whole = sum(shares.values()) * (1 if header in words.places or header in words.stands else 2)
        for name, share in shares.items():
            votes[name] += share / whole
    return votes


def _speaks(header: str, table: str, words: Words) -> float:
    """The share of a table's formats that have a header; its contract counts as half a format, a column of it twice."""
    stands = words.stands[header][table] if header in words.stands else 0
    feeds = sum(count for place, count in words.places[header].items() if place.table == table) if header in words.places else 0
    return (stands + 0.5 * bool(feeds) + 0.25 * min(feeds, 4)) / (words.formats[table] + 1.5)


def _fed(
    table: Table,
    votes: float,
    free: Sequence[Strip],
    people: Sequence[Strip],
    rows: Sequence[Sequence[str]],
    writing: Writing,
    words: Words,
) -> Guess:
    """What a file would feed of a table, and how well that goes."""
    taken = _assigned(table, free, writing, words)
    buyer = buyer_of(people, words) if buyer_column(table) else None
    used = {one.strip.place for one in taken.values()}
    unused = tuple(strip for strip in free if strip.place not in used)
    score = votes + 0.5 * sum(one.sure for one in taken.values()) - _LACKING * len(lacking(table, taken, buyer))
    score -= (_REPEATED if table.kind is Kind.KEYED else _REPLACED) * _repeated(table, taken, buyer, rows)
    score -= _KEYLESS * _keyless(table, taken, buyer)
    left = tuple(strip for strip in people if strip is not buyer)
    return Guess(table, (), taken, left, buyer, unused, score if len(taken) + bool(buyer) > 1 else _LEAST)


def _repeated(table: Table, taken: Mapping[str, Taken], buyer: Strip | None, rows: Sequence[Sequence[str]]) -> float:
    """The share of rows that another row with the same key would replace."""
    places = [taken[name].strip.place for name in table.key if name in taken]
    places += [buyer.place] if buyer and buyer_column(table) in table.key else []
    seen = {tuple(row[place - 1] if place <= len(row) else "" for place in places) for row in rows}
    return 1 - len(seen) / len(rows) if rows else 0.0


def _keyless(table: Table, taken: Mapping[str, Taken], buyer: Strip | None) -> float:
    """The share of what may be blank in a table's key that nothing feeds: without any source a file is the whole shop's."""
    parts = [name for name in table.key if name != "cut" and table.column(name).null]
    fed = {*taken, *([buyer_column(table)] if buyer else [])}
    return sum(name not in fed for name in parts) / len(parts) if parts else 0.0


def lacking(table: Table, taken: Mapping[str, Taken], buyer: Strip | None) -> list[Column]:
    """The columns that a table cannot do without and that nothing feeds. A day may be told by a file's name."""
    fed = {*taken, *([buyer_column(table)] if buyer else [])}
    return [column for column in table.columns if not column.null and column.name not in fed and column.name != "day"]


def _assigned(table: Table, free: Sequence[Strip], writing: Writing, words: Words) -> dict[str, Taken]:
    """Target column → what feeds it, in the contract's order; the surest first, each header and each column once."""
    wanted = [column for column in table.all_columns if column in table.columns or column.name in _COMMON]
    if table.name in _ABOUT_OTHERS:
        wanted = [column for column in wanted if column.name != "shop"]
    offers = [offer for strip in free for offer in _offers(table, strip, wanted, writing, words)]
    taken: dict[str, Taken] = {}
    used: set[int] = set()
    for offer in sorted(offers, key=lambda one: (-one.sure, not one.column.codes, one.strip.place)):
        if offer.column.name not in taken and offer.strip.place not in used:
            taken[offer.column.name] = offer
            used.add(offer.strip.place)
    if (time := _main_time(table, taken, [strip for strip in free if strip.place not in used], writing, words)) is not None:
        taken[time.column.name] = time
    return {column.name: taken[column.name] for column in wanted if column.name in taken}


def _main_time(table: Table, taken: Mapping[str, Taken], free: Sequence[Strip], writing: Writing, words: Words) -> Taken | None:
    """A column of times for the time by which rows of the table are dated, where no header is known for it: one that is known
    as a time elsewhere, or else the first whose name speaks of time."""
    month = table.column(table.month)
    column = table.column(month.of) if month.of else month
    if column.name in taken or month.name in taken or column.name == "known_at":
        return None
    timed = [strip for strip in free if usable(strip.header) and strip.shape in {"time", "day"}]
    known = [
        strip
        for strip in timed
        if any(_kind(place) in {Type.TIME, Type.DAY} for place in words.places.get(key(strip.header), ()))
    ]
    named = [strip for strip in timed if _TIME.search(strip.header)]
    for strip in (*known, *named):
        how = fit(strip, column.type, writing)
        if how.share >= _READABLE:
            return Taken(column, strip, _BY_SHAPE, how)
    return None


def _offers(table: Table, strip: Strip, wanted: Sequence[Column], writing: Writing, words: Words) -> list[Taken]:
    if not usable(strip.header):
        return []
    found = []
    for column in wanted:
        sure = _sure(key(strip.header), table, column, words, by_likeness=bool(strip.cells))
        if sure < _SURE or column.type is Type.BUYER or column.of == "known_at":
            continue
        how = fit(strip, column.type, writing)
        if how.share >= _READABLE:
            found.append(Taken(column, strip, sure * how.share, how))
    return found


def usable(header: str) -> bool:
    """False for a header that a format cannot name: | parts synonyms, # is the ordinal, - takes away."""
    return "|" not in header and header != "#" and not header.startswith("-")


def _sure(header: str, table: Table, column: Column, words: Words, *, by_likeness: bool) -> float:
    """How much a header speaks for a column (0–1): what this table's formats say, else others' of the same column, else one
    that resembles it. Of words that become codes or stay as they are, the codes come first: the words are kept beside them."""
    known = _known(header, table, column, words)
    if known or any(place.table == table.name for place in words.places.get(header, ())):
        return known
    if column.name in _COMMON or not by_likeness:
        return 0.0
    return max((0.8 * alike * _known(other, table, column, words) for alike, other in words.near(header)), default=0.0)


def _known(header: str, table: Table, column: Column, words: Words) -> float:
    places = words.places.get(header, Counter[Place]())
    own = {place.column: count for place, count in places.items() if place.table == table.name}
    if own:
        return 1.0 if column.codes and column.name in own else own.get(column.name, 0) / max(own.values())
    same = sum(count for place, count in places.items() if place.column == column.name and _kind(place) == column.type)
    return 0.75 * same / sum(places.values()) if same else 0.0


def _kind(place: Place) -> Type:
    return TABLES[place.table].column(place.column).type
