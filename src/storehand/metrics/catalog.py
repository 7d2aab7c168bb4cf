"""All metrics of all desks, checked when the catalogue is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from storehand.errors import CatalogError
from storehand.metrics.metric import Costed, Count, Distinct, Given, Last, Metric, Number, Source
from storehand.tables import TABLES, Table, Type

_ADDS = (Type.INT, Type.MONEY, Type.FLOAT)
COST_KEYS = ("sku_id", "code", "item_id")


@dataclass(frozen=True)
class Catalog:
    """Metrics by name, in the order of their desks. Made by `build` only, so that it always holds together."""

    metrics: dict[str, Metric]

    @classmethod
    def build(cls, metrics: Iterable[Metric]) -> Catalog:
        """Refuses (CatalogError) names given twice, unknown metrics, tables and columns, kinds that do not fit, circles."""
        named: dict[str, Metric] = {}
        for metric in metrics:
            if metric.name in named:
                raise CatalogError("metric_twice", metric=metric.name)
            named[metric.name] = metric
        for metric in named.values():
            _check(metric, named)
        return cls(named)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.metrics)

    def metric(self, name: str) -> Metric:
        """The metric of that name; CatalogError where there is none."""
        try:
            return self.metrics[name]
        except KeyError:
            raise CatalogError("metric_unknown", metric=name, by=name) from None

    def sources(self) -> tuple[Source, ...]:
        """Every source that any metric names, once, in order of first use."""
        return tuple(dict.fromkeys(source for metric in self.metrics.values() for source in metric.sources))

    def chain(self, name: str) -> Iterator[Metric]:
        """The metric, then the finer metric that it names as its `parts`, and so on."""
        metric: Metric | None = self.metric(name)
        while metric is not None:
            yield metric
            metric = self.metric(metric.parts) if metric.parts else None


def parents(metric: Metric) -> tuple[str, ...]:
    """The metrics that it is computed from: of a ratio over and under, of a difference both sides."""
    if metric.ratio is not None:
        return (metric.ratio.over, metric.ratio.under)
    if metric.difference is not None:
        return (metric.difference.of, metric.difference.less)
    return ()


def _check(metric: Metric, named: dict[str, Metric]) -> None:
    ways = [bool(metric.sources), metric.ratio is not None, metric.difference is not None]
    if sum(ways) != 1:
        raise CatalogError("metric_ways", metric=metric.name)
    for name in (*parents(metric), *metric.product, *(name for tree in metric.products for name in tree)):
        _known(name, metric, named)
    if metric.parts:
        _known(metric.parts, metric, named)
    _no_circle(metric, named, ())
    for source in metric.sources:
        _check_source(metric, source)
    _check_dimensions(metric, named)


def _known(name: str, metric: Metric, named: dict[str, Metric]) -> None:
    if name not in named:
        raise CatalogError("metric_unknown", metric=name, by=metric.name)


def _no_circle(metric: Metric, named: dict[str, Metric], seen: tuple[str, ...]) -> None:
    if metric.name in seen:
        raise CatalogError("metric_circle", metric=metric.name, way=" → ".join((*seen, metric.name)))
    for name in (*parents(metric), *filter(None, (metric.parts,))):
        _known(name, metric, named)
        _no_circle(named[name], named, (*seen, metric.name))


def _check_source(metric: Metric, source: Source) -> None:
    table = TABLES.get(source.table)
    if table is None:
        raise CatalogError("table_unknown", metric=metric.name, table=source.table)
    if _type(metric, table, source.day) is not Type.DAY:
        raise CatalogError("not_a_day", metric=metric.name, table=table.name, column=source.day)
    for column, _ in source.where:
        _type(metric, table, column)
    for column in measures(source):
        kind = _type(metric, table, column)
        if not isinstance(source, Distinct | Given) and kind not in _ADDS:
            raise CatalogError("does_not_add", metric=metric.name, table=table.name, column=column)
    if isinstance(source, Costed):
        _check_costed(metric, source, table)


def _check_costed(metric: Metric, source: Costed, table: Table) -> None:
    columns = {column.name for column in table.all_columns}
    if not columns & set(COST_KEYS):
        raise CatalogError("no_cost_key", metric=metric.name, table=table.name)
    if source.times and _type(metric, TABLES["costs"], source.times) is not Type.MONEY:
        raise CatalogError("does_not_add", metric=metric.name, table="costs", column=source.times)


def _check_dimensions(metric: Metric, named: dict[str, Metric]) -> None:
    tables = list(_tables(metric, named))
    for column in metric.by:
        if not any(column in {c.name for c in table.all_columns} for table in tables):
            raise CatalogError("column_unknown", metric=metric.name, table=", ".join(t.name for t in tables), column=column)


def _tables(metric: Metric, named: dict[str, Metric]) -> Iterator[Table]:
    yield from (TABLES[source.table] for source in metric.sources if source.table in TABLES)
    for name in (*parents(metric), *filter(None, (metric.parts,))):
        yield from _tables(named[name], named)


def measures(source: Source) -> tuple[str, ...]:
    """The columns of its table that a source adds up, counts or reads."""
    if isinstance(source, Count):
        return ()
    minus: str = getattr(source, "minus", "")
    return (source.column, minus) if minus else (source.column,)


def is_money(source: Source) -> bool:
    """True where the source's number is an amount of money."""
    if isinstance(source, Count | Distinct):
        return False
    return TABLES[source.table].column(source.column).type is Type.MONEY or bool(isinstance(source, Costed) and source.times)


def nothing(source: Source) -> Number | None:
    """What it means that a covered day has no row: 0 of what adds up, unknown of what is stated or a level."""
    if isinstance(source, Given | Last):
        return None
    return Decimal(0) if is_money(source) else 0


def total(values: Iterable[Number | None]) -> Number | None:
    """The sum, or None where any part is unknown or there is none."""
    found: Number | None = None
    for value in values:
        if value is None:
            return None
        found = value if found is None else found + value  # type: ignore[operator]  # one metric, one type
    return found


def _type(metric: Metric, table: Table, column: str) -> Type:
    try:
        return table.column(column).type
    except KeyError:
        raise CatalogError("column_unknown", metric=metric.name, table=table.name, column=column) from None
