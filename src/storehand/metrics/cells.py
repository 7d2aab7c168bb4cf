"""Numbers fetched from facts, a panel at a time: one pass over a table answers days x shops x cuts, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from storehand.metrics import query
from storehand.metrics.ask import Ask
from storehand.metrics.catalog import nothing
from storehand.metrics.metric import Costed, Distinct, Number, Source, Sum
from storehand.metrics.pieces import Shelf
from storehand.metrics.query import Block, Pieces, block_of
from storehand.store.facts import Facts

HISTORY = timedelta(days=760)  # two years and the weeks before them: last year's day has a baseline too
COUNTED = timedelta(days=120)  # people are counted anew for every day, which costs more than a sum
APART = timedelta(days=70)  # by dimension: eight weeks of the same weekday, and some

Slice = tuple[str, str]  # shop and cut
Days = dict[date, Number | None]
Panel = dict[Slice, dict[tuple[str, ...], Days]]  # to the dimensions' values, to the day's number


class Cells:
    """Reads one state of facts and remembers what it has read. `until`: the end of the usual windows."""

    def __init__(self, facts: Facts, shelf: Shelf, shops: tuple[str, ...], until: date) -> None:
        self._facts = facts
        self._shelf = shelf
        self._shops = shops
        self._until = until
        self._connection: Any = None
        self._panels: dict[tuple[Source, tuple[str, ...], date, date], Panel] = {}
        self._currencies: dict[tuple[Block, str, str], set[str]] = {}

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
        """How many rows of each batch stand behind the source's number."""
        pieces = self._shelf.pieces(block_of(source))
        values = {"rows": pieces.rows[source]}
        text = query.select(pieces, ("batch",), values, ask.period, _where(pieces, slices, ask))
        return {batch: rows for batch, rows in self.run(text) if rows}

    def text(self, source: Source, name: str, slices: Iterable[Slice], ask: Ask) -> str:
        """SQL that returns the source's number in one cell, under `name`; what adds up is 0 where there is no row."""
        pieces = self._shelf.pieces(block_of(source))
        value = pieces.values[source]
        asked = {name: query.or_zero(value) if isinstance(source, Sum | Costed) else value}
        return query.select(pieces, (), asked, ask.period, _where(pieces, slices, ask))

    def currencies(self, source: Source, slice_: Slice) -> frozenset[str]:
        """The currencies that the source's rows state; of all that was read of them so far."""
        self.panel(source, (), self._until - HISTORY, self._until)
        return frozenset(self._currencies.get((block_of(source), *slice_), ()))

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        if self._connection is None:
            self._connection = self._facts.connect()
        rows: list[tuple[Any, ...]] = self._connection.execute(text).fetchall()
        return rows

    def _window(self, source: Source, columns: tuple[str, ...], since: date, until: date) -> tuple[date, date]:
        reach = APART if columns else COUNTED if isinstance(source, Distinct) else HISTORY
        first = self._until - reach
        return (first, self._until) if first <= since and until <= self._until else (since, until)

    def _together(self, source: Source, columns: tuple[str, ...]) -> list[Source]:
        """What is fetched with a source: all of its block at shop level, itself alone where it is taken apart or counted."""
        if columns or isinstance(source, Distinct):
            return [source]
        return [each for each in self._shelf.sources(block_of(source)) if not isinstance(each, Distinct)]

    def _can(self, source: Source) -> bool:
        return self._facts.has(source.table) and (not isinstance(source, Costed) or self._facts.has("costs"))

    def _load(self, together: list[Source], columns: tuple[str, ...], since: date, until: date) -> None:
        pieces = self._shelf.pieces(block_of(together[0]))
        values = {f"value{place}": pieces.values[each] for place, each in enumerate(together)}
        fits = {f"fits{place}": pieces.fits[each] for place, each in enumerate(together) if each in pieces.fits}
        taken = {f"minus{place}": pieces.minus[each] for place, each in enumerate(together) if each in pieces.minus}
        money = {} if columns else query.currencies(pieces)
        keys = ("shop", "cut", "day", *columns)
        text = query.select(
            pieces, keys, values | fits | taken | money, (since, until), (query.any_of(pieces, "shop", self._shops),)
        )
        rows = self.run(text)
        for row in rows if money else ():
            self._currencies.setdefault((block_of(together[0]), row[0], row[1]), set()).update({*row[-2:]} - {""})
        places = {name: place for place, name in enumerate([*keys, *values, *fits, *taken])}
        for place, each in enumerate(together):
            panel = self._panels[each, columns, since, until]
            fit = places.get(f"fits{place}")
            _fill(panel, _fitting(rows, fit) if fit and columns else rows, len(keys), places[f"value{place}"])
            if fit and not columns:
                _fill_nothing(panel, rows, fit, nothing(each))
            if f"minus{place}" in taken:
                _keep_stated(panel, rows, places[f"minus{place}"])


def _fill(panel: Panel, rows: Iterable[tuple[Any, ...]], keys: int, value: int) -> None:
    for row in rows:
        panel.setdefault((row[0], row[1]), {}).setdefault(row[3:keys], {})[row[2]] = row[value]


def _fitting(rows: Iterable[tuple[Any, ...]], fit: int) -> Iterable[tuple[Any, ...]]:
    """Without groups of which the source's own conditions leave no row (a subtotal is no part)."""
    return (row for row in rows if row[fit])


def _fill_nothing(panel: Panel, rows: Iterable[tuple[Any, ...]], fit: int, none: Number | None) -> None:
    """A day that has rows, but none that fits, has nothing of what is asked: that is known."""
    for row in rows:
        if not row[fit]:
            panel[row[0], row[1]][()][row[2]] = none


def _keep_stated(panel: Panel, rows: Iterable[tuple[Any, ...]], stated: int) -> None:
    """Drops slices that never state what is to be taken away: their difference is not known."""
    told = {(row[0], row[1]) for row in rows if row[stated]}
    for slice_ in [each for each in panel if each not in told]:
        del panel[slice_]


def _where(pieces: Pieces, slices: Iterable[Slice], ask: Ask) -> list[str]:
    return [query.slices(pieces, slices), *(query.equal(pieces, column, value) for column, value in ask.where)]
