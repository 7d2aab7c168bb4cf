"""Facts as known at a time, seen for a period: what every room above asks for numbers.

A number that is not known is None, never 0. Sums of a covered day without rows are 0. People are never
added up, rates are divided from sums, money of different currencies stays apart (None for all together).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from storehand.calendar import Calendar, Market, Planned
from storehand.errors import UsageError
from storehand.metrics import fills as filled
from storehand.metrics import identity, query
from storehand.metrics.ask import Ask
from storehand.metrics.catalog import Catalog
from storehand.metrics.cells import Cells
from storehand.metrics.choice import Choice, Chooser
from storehand.metrics.coverage import Coverage
from storehand.metrics.fills import Fill, Place
from storehand.metrics.metric import Number, Source
from storehand.metrics.pieces import Shelf
from storehand.metrics.reader import Reader
from storehand.store.facts import Facts
from storehand.store.settings import Limit, limit_of
from storehand.tables import TABLES
from storehand.workspace import Workspace

Period = Literal["day", "week", "month"]
Where = Mapping[str, str]


@dataclass(frozen=True)
class View:
    """Made by `open`. `since` to before `until`; a running week or month ends with `day`."""

    facts: Facts
    catalog: Catalog
    workspace: Workspace
    shops: tuple[str, ...]
    day: date
    period: Period
    since: date
    until: date
    calendar: Calendar
    limits: tuple[Limit, ...]
    cells: Cells = field(repr=False, compare=False)
    chooser: Chooser = field(repr=False, compare=False)
    coverage: Coverage = field(repr=False, compare=False)
    memory: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # what rooms above worked out for it once

    @classmethod
    def open(
        cls,
        facts: Facts,
        catalog: Catalog,
        workspace: Workspace,
        *,
        day: date,
        period: str = "day",
        shops: Sequence[str] | None = None,
        calendar: Calendar | None = None,
        limits: Sequence[Limit] = (),
        events: Iterable[Planned] = (),
    ) -> View:
        """`shops`: those that have loaded files, of the given ones or of all. Week: from Monday; month: from the 1st.

        `limits`: the shops' own; `events`: days of their own that are no measure (where no `calendar` is given).
        """
        coverage = Coverage.of(facts, workspace)
        asked = tuple(shops) if shops is not None else coverage.shops
        chosen = tuple(shop for shop in asked if shop in coverage.shops) or asked
        since, until = _span(day, period)
        shelf = Shelf(workspace.cache / "queries.json", tuple(dict.fromkeys((*catalog.sources(), *identity.sources()))))
        cells = Cells(facts, shelf, chosen, (since, until))
        return cls(
            facts,
            catalog,
            workspace,
            chosen,
            day,
            cast(Period, period),
            since,
            until,
            calendar or Calendar.load(_market(workspace, chosen), events=events),
            tuple(limits),
            cells,
            Chooser(catalog, cells, coverage, day),
            coverage,
        )

    @property
    def as_of(self) -> datetime | None:
        """The time (UTC) whose knowledge is shown: as asked, else of the newest file."""
        return self.facts.as_of or max((batch.known_at for batch in self.facts.batches), default=None)

    @property
    def currency(self) -> str:
        """The one currency of the view's shops, or "" where they differ."""
        found = {self.currency_of(shop) for shop in self.shops}
        return found.pop() if len(found) == 1 else ""

    def currency_of(self, shop: str) -> str:
        """The currency that the shop's money rows state, else the one it is set up with."""
        for name, metric in self.catalog.metrics.items():
            choice = self.chooser.choose(name, shop) if metric.unit == "money" and metric.sources else None
            if choice and len(stated := self._reader.stated(choice)) == 1:
                return next(iter(stated))
        known = self.workspace.shop(shop)
        return known.currency if known else self.workspace.currency

    def value(
        self, metric: str, since: date | None = None, until: date | None = None, where: Where | None = None
    ) -> Number | None:
        """The metric over the period (default: the view's). Ratios are floats, money is Decimal."""
        return self._reader.value(self.catalog.metric(metric), self._ask(since, until, where))

    def series(self, metric: str, since: date, until: date, where: Where | None = None) -> dict[date, Number | None]:
        """The metric of every single day of the range."""
        return self._reader.series(self.catalog.metric(metric), self._ask(since, until, where))

    def table(
        self,
        metrics: Sequence[str],
        by: Sequence[str],
        since: date | None = None,
        until: date | None = None,
        where: Where | None = None,
    ) -> list[dict[str, object]]:
        """A row per value of `by` ("day", "shop" and columns; "" = not stated) that has rows, in order of `by`."""
        ask, keys = self._ask(since, until, where), tuple(by)
        declared = [self.catalog.metric(name) for name in metrics]
        found = {metric.name: self._reader.table(metric, keys, ask) for metric in declared}
        absent = {metric.name: self._reader.absent(metric, keys, ask) for metric in declared}
        return [
            dict(zip(by, key, strict=True)) | {name: values.get(key, absent[name]) for name, values in found.items()}
            for key in sorted({key for values in found.values() for key in values})
        ]

    def crossed(self, metric: str, names: Sequence[str], shop: str, since: date, until: date) -> list[tuple[str, ...]]:
        """Which of the dimensions `names` are stated in those days, those of one table and cut together, in the given order."""
        homes: dict[tuple[Source, str], list[str]] = {}
        ask = Ask((shop,), (), since, until)
        for name in names:
            for choice in self.chooser.covering(metric, shop, (name,)):
                if any(key[0] for key in self._reader.brought(choice, (name,), ask)):
                    homes.setdefault((choice.source, choice.cut), []).append(name)
                    break
        return [tuple(found) for found in homes.values()]

    def leaves(self, metric: str, by: tuple[str, ...], since: date, until: date, where: Where) -> dict[tuple[str, ...], float]:
        """What each crossing of the dimensions `by` brought in those days together ("" = not stated), of one shop's additive
        metric; empty where no table has them all."""
        ask = self._ask(since, until, where)
        choices = self.chooser.covering(metric, ask.shops[0], tuple(dict.fromkeys((*by, *ask.columns))))
        for choice in choices:
            found = self._reader.brought(choice, by, ask)
            if all(any(key[place] for key in found) for place in range(len(by))):
                return found
        return {}

    def rows(
        self,
        table: str,
        columns: Sequence[str],
        since: date,
        until: date,
        where: Where | None = None,
        *,
        limit: int = 1000,
        day: str = "",
    ) -> list[dict[str, object]]:
        """Single rows whose `day` column (default: the one that places the table's rows) lies in the range."""
        contract, ask = TABLES[table], self._ask(since, until, where)
        if not self.facts.has(table):
            return []
        names = [contract.column(name).name for name in columns]
        fixed: dict[str, tuple[str, ...]] = {"shop": ask.shops}
        fixed |= {contract.column(column).name: (value,) for column, value in ask.where}
        text = query.plain_rows(table, names, contract.column(day or contract.month).name, ask.period, fixed)
        return [dict(zip(names, row, strict=True)) for row in self.cells.run(f"{text} LIMIT {limit:d}")]

    def orders_of(self, table: str, shop: str, by: str = "channel") -> Place | None:
        """Where the shop's orders stand in an order table: its best cut that covers the day, else any; None without rows."""
        contract = TABLES[table]
        whole = [cut for cut in self.coverage.cuts(table, shop) if cut not in contract.parts]
        if not whole:
            return None
        known = {cut: place for place, cut in enumerate(contract.cuts)}
        cut = min(whole, key=lambda c: (self.day not in self.coverage.cut_days(table, shop, c), known.get(c, len(known)), c))
        return Place(table, shop, cut, by, lines="line_id" in contract.key)

    def states(self, table: str, column: str) -> bool:
        """Whether any row of the table says anything in the column."""
        return self.cells.states(table, (column,))

    def fills(self, place: Place, columns: Sequence[str], since: date, until: date) -> list[Fill]:
        """How many orders lack which column, by the day placed, segment, file and outcome."""
        rows = self.cells.run(filled.select(place, columns, (since, until)))
        return [filled.read(row, len(columns)) for row in rows]

    def lacking(
        self, place: Place, column: str, outcome: str, period: tuple[date, date], segment: str | None
    ) -> tuple[str, dict[str, int]]:
        """The orders that lack a column and came to an outcome: SQL that counts them, and how many each file gave."""
        found = self.cells.run(filled.behind(place, column, outcome, period, segment))
        return filled.evidence(place, column, outcome, period, segment), dict(found)

    def limit(self, check: str, default: float, shop: str = "", where: tuple[tuple[str, str], ...] = ()) -> float:
        """The shop's own limit of a check ("gmv_low", "gmv_low.minimum") in a place, else `default`.

        Without a shop: that of the view's only one, else what holds for all shops.
        """
        name, _, key = check.partition(".")
        asked = shop or (self.shops[0] if len(self.shops) == 1 else "")
        own = limit_of(self.limits, name, key, asked, where, self.day)
        return default if own is None else own

    def sql(self, metric: str, since: date | None = None, until: date | None = None, where: Where | None = None) -> str:
        """A SELECT over the views of `Facts.connect()` that returns the value in one cell; "" where there is no source."""
        return self._reader.sql(self.catalog.metric(metric), self._ask(since, until, where))

    def source(self, metric: str, shop: str | None = None) -> Source | None:
        """The chosen source (of a ratio or difference: of its first part), for `shop` or the first shop that has one."""
        choice = self._speaks(metric, shop)
        return choice.source if choice else None

    def table_of(self, metric: str, shop: str, by: tuple[str, ...] = ()) -> str:
        """The table that the shop's figure is read from along `by`; of a ratio its first part's; "" where there is none."""
        leaf = next(self._reader.leaves(self.catalog.metric(metric)))
        choice = self.chooser.choose(leaf.name, shop, by)
        return choice.source.table if choice else ""

    def cut(self, metric: str, shop: str | None = None) -> str:
        """The chosen cut; "" where there is no source."""
        choice = self._speaks(metric, shop)
        return choice.cut if choice else ""

    def factors(
        self, metric: str, since: date | None = None, until: date | None = None, where: Where | None = None
    ) -> tuple[str, ...]:
        """The metric's first product whose factors are all known for the period; () where there is none."""
        declared = self.catalog.metric(metric)
        for tree in (declared.product, *declared.products):
            if tree and all(self.value(name, since, until, where) is not None for name in tree):
                return tree
        return ()

    def rows_behind(
        self, metric: str, since: date | None = None, until: date | None = None, where: Where | None = None
    ) -> tuple[int, tuple[str, ...]]:
        """How many rows the value is made of, and the batches that they came from."""
        found = self._reader.behind(self.catalog.metric(metric), self._ask(since, until, where))
        return sum(found.values()), tuple(sorted(found))

    def covered(self, table: str, shop: str) -> frozenset[date]:
        """The days that loaded files of this table cover for the shop."""
        return self.coverage.days(table, shop)

    def heard(self, metric: str, shop: str, by: tuple[str, ...] = ()) -> frozenset[date]:
        """The days of which the files behind a figure came soon after: what was wrong on them was told then.

        Where files of the table never say what they cover, all of the last weeks.
        """
        table = self.table_of(metric, shop, by)
        if self.coverage.days(table, shop):
            return self.coverage.news(table, shop)
        return frozenset(self.day - timedelta(days=back) for back in range(64))

    def identities(self, since: date | None = None, until: date | None = None) -> tuple[identity.Tie, ...]:
        """The same number by two ways, wherever both exist; those that fail first."""
        ask = self._ask(since, until, None)
        return identity.ties(self.catalog, self.chooser, self._reader, ask)

    @property
    def _reader(self) -> Reader:
        return Reader(self.catalog, self.cells, self.chooser, self.coverage, self.workspace)

    def _ask(self, since: date | None, until: date | None, where: Where | None) -> Ask:
        asked = dict(where or {})
        shop = asked.pop("shop", None)
        return Ask(
            self.shops if shop is None else (shop,), tuple(sorted(asked.items())), since or self.since, until or self.until
        )

    def _speaks(self, name: str, shop: str | None) -> Choice | None:
        leaf = next(self._reader.leaves(self.catalog.metric(name)))
        found = (self.chooser.choose(leaf.name, each) for each in ((shop,) if shop else self.shops))
        return next((choice for choice in found if choice), None)


def default_day(
    facts: Facts, catalog: Catalog, shops: Sequence[str] | None = None, workspace: Workspace | None = None
) -> date | None:
    """The newest day that the loaded files fully cover (`Coverage.newest`), by the first metric's tables, else by any.

    `workspace` tells the shops' time zones, by which a day had ended when a file was made.
    """
    coverage = Coverage.of(facts, workspace)
    chosen = tuple(shops) if shops else coverage.shops
    first = next(iter(catalog.metrics.values()))
    tables = [source.table for source in first.sources]
    return coverage.newest(tables, chosen) or coverage.newest([source.table for source in catalog.sources()], chosen)


def _span(day: date, period: str) -> tuple[date, date]:
    firsts = {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}
    if period not in firsts:
        raise UsageError("unknown_period", period=period)
    return firsts[period], day + timedelta(days=1)


def _market(workspace: Workspace, shops: Iterable[str]) -> Market:
    currencies = {shop.currency for name in shops if (shop := workspace.shop(name))} or {workspace.currency}
    return "cn" if "CNY" in currencies else "abroad"
