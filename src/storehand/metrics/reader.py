"""How the kinds of metric answer a question: over a period, day by day, taken apart, as SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from storehand.metrics import query
from storehand.metrics.ask import Ask
from storehand.metrics.catalog import Catalog, is_money, nothing, parents, total
from storehand.metrics.cells import Cells, Days
from storehand.metrics.choice import Choice, Chooser
from storehand.metrics.coverage import Coverage
from storehand.metrics.metric import ADDS, Distinct, Given, Last, Metric, Number, Source
from storehand.workspace import Workspace

Keyed = dict[tuple[Any, ...], Number | None]


class Reader:
    """Knows the rules of adding: sums add, people do not, currencies stay apart, ratios are divided last."""

    def __init__(self, catalog: Catalog, cells: Cells, chooser: Chooser, coverage: Coverage, workspace: Workspace) -> None:
        self._catalog = catalog
        self._cells = cells
        self._chooser = chooser
        self._coverage = coverage
        self._workspace = workspace

    def value(self, metric: Metric, ask: Ask) -> Number | None:
        """One number for the question's whole period and all its shops."""
        if parents(metric):
            return combine(metric, *(self.value(part, ask) for part in self._parts(metric)))
        choices = self._one_sum(metric, ask, ask.columns)
        if choices is None:
            return None
        if isinstance(choices[0].source, Distinct) and (len(choices) > 1 or len(ask.days) > 1):
            return self._recount(choices, ask)
        return total(self._over_days(choice, ask) for choice in choices) if _may_add(choices) else None

    def series(self, metric: Metric, ask: Ask) -> Days:
        """One number for every day."""
        if parents(metric):
            parts = [self.series(part, ask) for part in self._parts(metric)]
            return {day: combine(metric, *(part[day] for part in parts)) for day in ask.days}
        choices = self._one_sum(metric, ask, ask.columns)
        if choices is None or not _may_add(choices):
            return dict.fromkeys(ask.days)
        if isinstance(choices[0].source, Distinct) and len(choices) > 1:
            return {day: self._recount(choices, ask.on(day)) for day in ask.days}
        shops = [self.days(choice, ask) for choice in choices]
        if len(shops) == 1:
            return shops[0]
        return {day: total(days[day] for days in shops) for day in ask.days}

    def table(self, metric: Metric, by: tuple[str, ...], ask: Ask) -> Keyed:
        """A number per value of `by` that has rows."""
        if parents(metric):
            return self._table_of_parts(metric, by, ask)
        columns = ask.with_columns(by)
        if "shop" in by:
            return self._gathered([choice for choice in self._choices(metric, ask, columns) if choice], by, columns, ask)
        choices = self._one_sum(metric, ask, columns)
        return self._gathered(choices, by, columns, ask) if choices and _may_add(choices) else {}

    def brought(self, choice: Choice, by: tuple[str, ...], ask: Ask) -> dict[tuple[str, ...], float]:
        """A number per values of `by`, the days added up in the store; unknown ones left out."""
        found = self._cells.recount(choice.source, by, (choice.slice,), ask)
        return {key: float(value) for key, value in found.items() if value is not None}

    def absent(self, metric: Metric, by: tuple[str, ...], ask: Ask) -> Number | None:
        """What a missing row of a table stands for: 0 where every day is covered and the metric adds up."""
        if parents(metric):
            return combine(metric, *(self.absent(part, by, ask) for part in self._parts(metric)))
        choices = self._choices(metric, ask, ask.with_columns(by))
        whole = all(choice and self._covers(choice, ask) for choice in choices)
        return nothing(choices[0].source) if whole and choices and choices[0] else None

    def sql(self, metric: Metric, ask: Ask) -> str:
        """The number of `value` as a question in one cell; "" where no source is known."""
        if parents(metric):
            above, below = (self.sql(part, ask) for part in self._parts(metric))
            return (query.over if metric.ratio else query.less)(above, below) if above and below else ""
        groups: dict[tuple[Source, date, date], list[Choice]] = {}
        for choice in filter(None, self._choices(metric, ask, ask.columns)):
            groups.setdefault((choice.source, *self._levelled(choice, ask).period), []).append(choice)
        texts = [
            self._cells.text(source, metric.name, [choice.slice for choice in group], self._levelled(group[0], ask))
            for (source, _, _), group in groups.items()
        ]
        return query.plus(texts) if texts else ""

    def behind(self, metric: Metric, ask: Ask) -> dict[str, int]:
        """Rows behind the number per batch; a row that feeds both parts of a ratio counts once."""
        tables: dict[tuple[str, str], int] = {}
        for leaf in self.leaves(metric):
            for choice in filter(None, self._choices(leaf, ask, ask.columns)):
                found = self._cells.behind(choice.source, (choice.slice,), self._levelled(choice, ask))
                for batch, rows in found.items():
                    place = (choice.source.table, batch)
                    tables[place] = max(rows, tables.get(place, 0))
        batches: dict[str, int] = {}
        for (_, batch), rows in tables.items():
            batches[batch] = batches.get(batch, 0) + rows
        return batches

    def leaves(self, metric: Metric) -> Iterator[Metric]:
        """The metrics with sources that a metric is computed from, the first speaks for it."""
        if not parents(metric):
            yield metric
        for part in self._parts(metric):
            yield from self.leaves(part)

    def stated(self, choice: Choice) -> frozenset[str]:
        """The currencies of a choice's rows; where they state none, the one that the shop is set up with."""
        known = self._workspace.shop(choice.shop)
        found = self._cells.currencies(choice.source, choice.slice)
        return found or frozenset((known.currency if known else self._workspace.currency,))

    def _parts(self, metric: Metric) -> Iterator[Metric]:
        return (self._catalog.metric(name) for name in parents(metric))

    def _choices(self, metric: Metric, ask: Ask, columns: tuple[str, ...]) -> list[Choice | None]:
        return [self._chooser.choose(metric.name, shop, columns) for shop in ask.shops]

    def _one_sum(self, metric: Metric, ask: Ask, columns: tuple[str, ...]) -> list[Choice] | None:
        """Every shop's choice, if all have one and their money is in one currency."""
        choices = [choice for choice in self._choices(metric, ask, columns) if choice]
        if not choices or len(choices) < len(ask.shops):
            return None
        if "currency" in columns or not is_money(choices[0].source):
            return choices
        currencies = {currency for choice in choices for currency in self.stated(choice)}
        return choices if len(currencies) == 1 else None

    def _over_days(self, choice: Choice, ask: Ask) -> Number | None:
        """One shop's number over the period."""
        ask = self._levelled(choice, ask)
        if len(ask.days) == 1:
            return self.days(choice, ask)[ask.since]
        if not isinstance(choice.source, ADDS) or not self._covers(choice, ask):
            return None
        days = self._cells.panel(choice.source, ask.columns, *ask.period).get(choice.slice, {}).get(ask.dims, {})
        return total([nothing(choice.source), *(value for day, value in days.items() if ask.since <= day < ask.until)])

    def days(self, choice: Choice, ask: Ask) -> Days:
        """One shop's number of every day; a covered day without rows is 0 where the number adds up.

        A day that no file covers is not known, even where a row of it exists: six late payments are no day.
        """
        panel = self._cells.panel(choice.source, ask.columns, *ask.period)
        days = panel.get(choice.slice, {}).get(ask.dims, {})
        known, none = self._known_days(choice, ask), nothing(choice.source)
        return {day: days.get(day, none) if day in known else None for day in ask.days}

    def _known_days(self, choice: Choice, ask: Ask) -> Collection[date]:
        """Days that files cover; where files of the table never say so (hand-made sheets), the days of their rows."""
        covered = self._coverage.cut_days(choice.source.table, choice.shop, choice.cut)
        return covered or self._cells.panel(choice.source, (), *ask.period).get(choice.slice, {}).get((), {}).keys()

    def _covers(self, choice: Choice, ask: Ask) -> bool:
        """Whether files cover every day; a range that begins before and ends after all that is known asks for all of it."""
        known = self._known_days(choice, ask)
        if all(day in known for day in ask.days):
            return True
        there = {*known, *self._cells.panel(choice.source, (), *ask.period).get(choice.slice, {}).get((), {})}
        return bool(there) and ask.since < min(there) and max(there) < ask.days[-1]

    def _levelled(self, choice: Choice, ask: Ask) -> Ask:
        """The days to read: of a level only the newest day of the period that has rows."""
        if not isinstance(choice.source, Last):
            return ask
        days = self._cells.panel(choice.source, (), *ask.period).get(choice.slice, {}).get((), {})
        return ask.on(max((day for day in days if ask.since <= day < ask.until), default=ask.since))

    def _recount(self, choices: list[Choice], ask: Ask) -> Number | None:
        """Counted once over all days and shops; None unless every day is covered and all shops have one source."""
        sources = {choice.source for choice in choices}
        if len(sources) > 1 or not all(self._covers(choice, ask) for choice in choices):
            return None
        return self._cells.recount(sources.pop(), (), [choice.slice for choice in choices], ask).get(())

    def _table_of_parts(self, metric: Metric, by: tuple[str, ...], ask: Ask) -> Keyed:
        parts = [(self.table(part, by, ask), self.absent(part, by, ask)) for part in self._parts(metric)]
        keys = {key for found, _ in parts for key in found}
        return {key: combine(metric, *(found.get(key, absent) for found, absent in parts)) for key in keys}

    def _gathered(self, choices: list[Choice], by: tuple[str, ...], columns: tuple[str, ...], ask: Ask) -> Keyed:
        """Numbers with the same key, added where they may be; else known only where there is a single one."""
        found: Keyed = {}
        adds = bool(choices) and isinstance(choices[0].source, (*ADDS, Last))
        for choice in choices:
            asked = self._levelled(choice, ask)
            counted = isinstance(choice.source, Distinct) and "day" not in by and len(asked.days) > 1
            for key, value in self._counted(choice, by, asked) if counted else self._apart(choice, by, columns, asked):
                if key not in found:
                    found[key] = value
                else:
                    found[key] = total((found[key], value)) if adds else None
        return found

    def _counted(self, choice: Choice, by: tuple[str, ...], ask: Ask) -> Iterator[tuple[tuple[Any, ...], Number | None]]:
        """One shop's people per key, each once over the whole period."""
        keys = [column for column in by if column != "shop"]
        place = by.index("shop") if "shop" in by else None
        for dims, value in self._cells.recount(choice.source, keys, (choice.slice,), ask).items():
            key = dims if place is None else (*dims[:place], choice.shop, *dims[place:])
            yield key, value if self._covers(choice, ask) else None

    def _apart(
        self, choice: Choice, by: tuple[str, ...], columns: tuple[str, ...], ask: Ask
    ) -> Iterator[tuple[tuple[Any, ...], Number | None]]:
        """One shop's single numbers, each with its key of `by`; unknown where files do not cover what it stands for."""
        known, whole, daily = self._known_days(choice, ask), self._covers(choice, ask), "day" in by
        key = _picked([[*columns, "shop", "day"].index(column) for column in by])
        fixed = [(columns.index(column), value) for column, value in ask.where]
        for dims, days in self._cells.panel(choice.source, columns, *ask.period).get(choice.slice, {}).items():
            if any(dims[place] != value for place, value in fixed):
                continue
            for day, value in days.items():
                if ask.since <= day < ask.until:
                    yield key((*dims, choice.shop, day)), value if (day in known if daily else whole) else None


def _picked(places: list[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Gives the cells at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def combine(metric: Metric, left: Number | None, right: Number | None) -> Number | None:
    """A ratio or difference of two numbers; None where one is unknown or there is nothing to divide by."""
    if left is None or right is None:
        return None
    if metric.difference:
        return left - right  # type: ignore[operator]  # both are of one unit, so of one type
    return float(left) / float(right) if right else None


def _may_add(choices: Sequence[Choice]) -> bool:
    """Numbers of several shops: what a platform states about people is not added."""
    return len(choices) == 1 or not any(isinstance(choice.source, Given) for choice in choices)
