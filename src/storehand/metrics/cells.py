"""Numbers fetched from facts, a panel at a time: one pass over a table answers days x shops x cuts, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from storehand.metrics import query
from storehand.metrics.ask import Ask
from storehand.metrics.catalog import is_money, nothing, total
from storehand.metrics.metric import ADDS, Costed, Distinct, Last, Number, Source, Sum
from storehand.metrics.pieces import Shelf
from storehand.metrics.query import Block, Pieces, block_of
from storehand.store.facts import Facts
from storehand.tables import TABLES, Kind

# How far before the view's period its panels reach: two years at shop level; eighteen weeks where numbers are taken
# apart, and for people, who are counted anew for every day: a day before that alone, else last year and its weeks.
HISTORY, COUNTED, APART = (timedelta(days=days) for days in (735, 480, 128))

_ALONE = timedelta(days=1)

Slice = tuple[str, str]  # shop and cut
Days = dict[date, Number | None]
Panel = dict[Slice, dict[tuple[str, ...], Days]]  # to the dimensions' values, to the day's number


class Cells:
    """Reads one state of facts for a period (`since` to before `until`) and remembers what it has read."""

    def __init__(self, facts: Facts, shelf: Shelf, shops: tuple[str, ...], period: tuple[date, date]) -> None:
        self._facts = facts
        self._shelf = shelf
        self._shops = shops
        self._since, self._until = period
        self._connection: Any = None
        self._panels: dict[tuple[Source, tuple[str, ...], date, date], Panel] = {}
        self._currencies: dict[tuple[Block, str, str], set[str]] = {}
        self._stated: dict[str, frozenset[str]] = {}
        self._behind: dict[tuple[Block, tuple[Slice, ...], Ask], list[tuple[Any, ...]]] = {}

    def states(self, table: str, columns: Iterable[str]) -> bool:
        """Whether there are rows that say anything in these columns; asked of the files' footers, not of the rows."""
        if table not in self._stated:
            self._stated[table] = self._facts.stated(self._connected(), table) if self._facts.has(table) else frozenset()
        return self._stated[table].issuperset(columns)

    def panel(self, source: Source, columns: tuple[str, ...], since: date, until: date) -> Panel:
        """The source's numbers by `columns` and day, at least for `since` to before `until`."""
        window = self._window(source, columns, since, until)
        key = (source, columns, *window)
        if key not in self._panels:
            together = self._together(source, columns)
            self._panels |= {(each, columns, *window): {} for each in together}
            if self._can(source):
                self._load(together, columns, *window)
        return self._panels[key]

    def recount(self, source: Source, keys: Sequence[str], slices: Iterable[Slice], ask: Ask) -> dict[tuple[Any, ...], Number]:
        """The source counted anew over the whole period, per `keys`."""
        pieces = self._shelf.pieces(block_of(source))
        values = {"value": pieces.values[source]}
        text = query.select(pieces, keys, values, ask.period, _where(pieces, slices, ask))
        return {row[:-1]: row[-1] for row in self.run(text)}

    def behind(self, source: Source, slices: Iterable[Slice], ask: Ask) -> dict[str, int]:
        """How many rows of each batch stand behind the source's number; asked for all of its block at once."""
        block = block_of(source)
        pieces, key = self._shelf.pieces(block), (block, tuple(slices), ask)
        if key not in self._behind:
            values = {f"rows{place}": rows for place, rows in enumerate(pieces.rows.values())}
            self._behind[key] = self.run(query.select(pieces, ("batch",), values, ask.period, _where(pieces, key[1], ask)))
        place = 1 + list(pieces.rows).index(source)
        return {row[0]: row[place] for row in self._behind[key] if row[place]}

    def text(self, source: Source, name: str, slices: Iterable[Slice], ask: Ask) -> str:
        """SQL that returns the source's number in one cell, under `name`; what adds up is 0 where there is no row."""
        pieces = self._shelf.pieces(block_of(source))
        value = pieces.values[source]
        asked = {name: query.or_zero(value) if isinstance(source, Sum | Costed) else value}
        return query.select(pieces, (), asked, ask.period, _where(pieces, slices, ask))

    def currencies(self, source: Source, slice_: Slice) -> frozenset[str]:
        """The currencies that the source's rows state; of all that was read of them so far."""
        self.panel(source, (), self._since, self._until)
        return frozenset(self._currencies.get((block_of(source), *slice_), ()))

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        rows: list[tuple[Any, ...]] = self._connected().execute(text).fetchall()
        return rows

    def _connected(self) -> Any:
        if self._connection is None:
            self._connection = self._facts.connect()
        return self._connection

    def _window(self, source: Source, columns: tuple[str, ...], since: date, until: date) -> tuple[date, date]:
        people = isinstance(source, Distinct) and not columns
        for reach in (APART, COUNTED) if people and until - since > _ALONE else (APART if columns or people else HISTORY,):
            first = self._since - reach
            if first <= since and until <= self._until:
                return first, self._until
        return since, until

    def _together(self, source: Source, columns: tuple[str, ...]) -> list[Source]:
        """What is fetched with a source: all of its block at shop level, and of what a platform states by day; single orders
        taken apart are many, so there it is fetched alone, as people are, who are counted."""
        if isinstance(source, Distinct) or (columns and TABLES[source.table].kind is not Kind.SNAPSHOT):
            return [source]
        return [each for each in self._shelf.sources(block_of(source)) if not isinstance(each, Distinct)]

    def _can(self, source: Source) -> bool:
        return self._facts.has(source.table) and (not isinstance(source, Costed) or self._facts.has("costs"))

    def _load(self, together: list[Source], columns: tuple[str, ...], since: date, until: date) -> None:
        block = block_of(together[0])
        pieces = self._shelf.pieces(block)
        values = {f"value{place}": _shown(each, pieces.values[each]) for place, each in enumerate(together)}
        fits = {f"fits{place}": pieces.fits[each] for place, each in enumerate(together) if each in pieces.fits}
        taken = {f"minus{place}": pieces.minus[each] for place, each in enumerate(together) if each in pieces.minus}
        keys = ("shop", "cut", "day", *(columns if columns or isinstance(together[0], Distinct) else ("currency",)))
        where = (query.any_of(pieces, "shop", self._shops),)
        rows = self.run(query.select(pieces, keys, values | fits | taken, (since, until), where))
        if "currency" in keys and not columns:
            for row in rows:
                self._currencies.setdefault((block, row[0], row[1]), set()).update({row[3]} - {""})
        places = {name: place for place, name in enumerate([*keys, *values, *fits, *taken])}
        for place, each in enumerate(together):
            at = _Places(3 + len(columns), places[f"value{place}"], places.get(f"fits{place}"), places.get(f"minus{place}"))
            self._panels[each, columns, since, until] = _panel(each, rows, at)


@dataclass(frozen=True)
class _Places:
    """Where things stand in a row: shop, cut, day and dimensions up to `dims`; then the value and its counts."""

    dims: int
    value: int
    fits: int | None
    stated: int | None


def _shown(source: Source, value: str) -> str:
    return query.in_parts(value) if is_money(source) else value


def _panel(source: Source, rows: Iterable[tuple[Any, ...]], at: _Places) -> Panel:
    """Rows sorted into a panel. Where a slice never states what is to be taken away, its difference is not known."""
    panel: Panel = {}
    money, adds, none = is_money(source), isinstance(source, (*ADDS, Last)), nothing(source)
    for row in rows:
        value = row[at.value]
        if at.fits is not None and not row[at.fits]:
            if at.dims > 3:
                continue  # a group of which the source's own conditions leave no row is no part
            value = none
        elif money and value is not None:
            value = Decimal(value).scaleb(-4)
        days = panel.setdefault((row[0], row[1]), {}).setdefault(row[3 : at.dims], {})
        days[row[2]] = _joined(days[row[2]], value, adds) if row[2] in days else value
    if at.stated is not None:
        told = {(row[0], row[1]) for row in rows if row[at.stated]}
        return {slice_: apart for slice_, apart in panel.items() if slice_ in told}
    return panel


def _joined(one: Number | None, other: Number | None, adds: bool) -> Number | None:
    """Two currencies of one day: counts are added (money is refused later), what is stated twice is not known."""
    if not adds:
        return None
    return total([value for value in (one, other) if value is not None])


def _where(pieces: Pieces, slices: Iterable[Slice], ask: Ask) -> list[str]:
    return [query.slices(pieces, slices), *(query.equal(pieces, column, value) for column, value in ask.where)]
