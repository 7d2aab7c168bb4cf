"""Which source and which cut a metric reads, for one shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from storehand.metrics.catalog import Catalog
from storehand.metrics.cells import Cells, Days, Slice
from storehand.metrics.coverage import Coverage
from storehand.metrics.metric import Source
from storehand.tables import TABLES

_PROSE = {("orders", "item")}  # an order's item is the list of its lines' titles: no dimension


@dataclass(frozen=True)
class Choice:
    """What one shop's number is read from."""

    shop: str
    source: Source
    cut: str

    @property
    def slice(self) -> Slice:
        return (self.shop, self.cut)


class Chooser:
    """Chooses once per metric, shop and columns, for the view's `day`."""

    def __init__(self, catalog: Catalog, cells: Cells, coverage: Coverage, day: date) -> None:
        self._catalog = catalog
        self._cells = cells
        self._coverage = coverage
        self._day = day
        self._chosen: dict[tuple[str, str, tuple[str, ...]], Choice | None] = {}
        self._usable: dict[tuple[Source, str, tuple[str, ...]], list[str]] = {}

    def choose(self, name: str, shop: str, columns: tuple[str, ...] = ()) -> Choice | None:
        """The first source that covers the day for the shop, else the first that has any number; None: neither.

        With `columns`, only sources whose table has and fills them: the metric's own first, then those of its parts.
        """
        key = (name, shop, columns)
        if key not in self._chosen:
            self._chosen[key] = self._first(name, shop, columns)
        return self._chosen[key]

    def covering(self, name: str, shop: str, columns: tuple[str, ...]) -> Iterator[Choice]:
        """Every source and cut that has these columns and covers the day, best first; whether they are filled is not asked."""
        for source in self.candidates(name, columns):
            for cut in self.usable(source, shop):
                if self._day in self._coverage.cut_days(source.table, shop, cut):
                    yield Choice(shop, source, cut)

    def usable(self, source: Source, shop: str, columns: tuple[str, ...] = ()) -> list[str]:
        """The cuts that know the source's number for a shop, best first: as declared by the source or its table, then by
        days, then by name."""
        key = (source, shop, columns)
        if key not in self._usable:
            self._usable[key] = self._cuts(source, shop, columns)
        return self._usable[key]

    def _cuts(self, source: Source, shop: str, columns: tuple[str, ...]) -> list[str]:
        if columns and not self._cells.states(source.table, columns):
            return []
        panel = self._cells.panel(source, columns, self._day, self._day + timedelta(days=1))
        known = {cut: _days_known(apart) for (owner, cut), apart in panel.items() if owner == shop and _fills(apart, columns)}
        table = TABLES[source.table]
        declared = {cut: place for place, cut in enumerate(source.cuts or table.cuts)}
        allowed = set(source.cuts) or set(known) - set(table.parts)
        cuts = [cut for cut, days in known.items() if days and cut in allowed]
        return sorted(cuts, key=lambda cut: (declared.get(cut, len(declared)), -known[cut], cut))

    def _first(self, name: str, shop: str, columns: tuple[str, ...]) -> Choice | None:
        fallback: Choice | None = None
        for source in self.candidates(name, columns):
            for cut in self.usable(source, shop, columns):
                choice = Choice(shop, source, cut)
                if self._day in self._coverage.cut_days(source.table, shop, cut):
                    return choice
                fallback = fallback or choice
        return fallback

    def candidates(self, name: str, columns: tuple[str, ...]) -> Iterator[Source]:
        """The sources whose table has these columns: the metric's own first, then those of its parts."""
        if not columns:
            yield from self._catalog.metric(name).sources
            return
        for metric in self._catalog.chain(name):
            yield from (source for source in metric.sources if _has(source, columns))


def _has(source: Source, columns: tuple[str, ...]) -> bool:
    own = {column.name for column in TABLES[source.table].all_columns}
    return all(column in own and (source.table, column) not in _PROSE for column in columns)


def _days_known(apart: dict[tuple[str, ...], Days]) -> int:
    return len({day for values in apart.values() for day, value in values.items() if value is not None})


def _fills(apart: dict[tuple[str, ...], Days], columns: tuple[str, ...]) -> bool:
    """Every column is stated somewhere."""
    return all(any(dims[place] for dims in apart) for place in range(len(columns)))
