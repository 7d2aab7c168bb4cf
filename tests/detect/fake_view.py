"""A view without facts: the same questions, answered from a dictionary of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from storehand.calendar import Calendar
from storehand.metrics.catalog import Catalog, parents
from storehand.metrics.identity import Tie
from storehand.metrics.metric import Count, Given, Metric, Number, Ratio, Sum
from storehand.metrics.reader import combine
from storehand.metrics.view import Period, View
from storehand.wording import plain

SHOP = "木棉"
Days = dict[date, float]
Cell = tuple[str, tuple[tuple[str, str], ...]]  # metric and where

METRICS = (
    Metric(
        "gmv",
        plain("支付金额"),
        "money",
        (Sum("orders", "paid", "paid_day"),),
        product=("visitors", "cvr", "aov"),
        products=(("orders", "order_value"),),
        by=("province", "item"),
        parts="line_gmv",
    ),
    Metric("line_gmv", plain("明细金额"), "money", (Sum("order_lines", "paid", "paid_day"),), by=("item",)),
    Metric("orders", plain("支付订单数"), "count", (Count("orders", "paid_day"),), by=("province",)),
    Metric("units", plain("支付件数"), "count", (Sum("order_lines", "quantity", "paid_day"),), by=("item",)),
    Metric("order_value", plain("笔单价"), "per", ratio=Ratio("gmv", "orders")),
    Metric("visitors", plain("访客数"), "people", (Given("shop_day", "visitors"),), by=("source",), parts="source_visitors"),
    Metric("source_visitors", plain("来源访客数"), "people", (Given("source_day", "visitors"),), by=("source",)),
    Metric("buyers", plain("支付买家数"), "people", (Given("shop_day", "buyers"),), by=("source",), parts="source_buyers"),
    Metric("source_buyers", plain("来源买家数"), "people", (Given("source_day", "buyers"),), by=("source",)),
    Metric("cvr", plain("支付转化率"), "rate", ratio=Ratio("buyers", "visitors"), by=("source",)),
    Metric("aov", plain("客单价"), "per", ratio=Ratio("gmv", "buyers")),
    Metric("uv_value", plain("访客价值"), "per", ratio=Ratio("gmv", "visitors")),
    Metric("refunds", plain("退款金额"), "money", (Sum("refunds", "amount", "refunded_day"),), better="down"),
    Metric("bounce", plain("跳失率"), "rate", (Given("shop_day", "bounce"),), better="down"),
)


@dataclass
class FakeView:
    """`cells`: (metric, where without shop) to its days. A day that is absent is unknown; put 0.0 for none."""

    day: date
    cells: dict[Cell, Days]
    period: Period = "day"
    shops: tuple[str, ...] = (SHOP,)
    catalog: Catalog = field(default_factory=lambda: Catalog.build(METRICS))
    calendar: Calendar = field(default_factory=Calendar)
    limits: dict[str, float] = field(default_factory=dict)
    places: dict[tuple[str, str], float] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    currency: str = "CNY"
    memory: dict[str, object] = field(default_factory=dict)
    told: tuple[date, ...] = ()

    @property
    def since(self) -> date:
        return self.day.replace(day=1) if self.period == "month" else self.day

    @property
    def until(self) -> date:
        return self.day + timedelta(days=1)

    def value(
        self, metric: str, since: date | None = None, until: date | None = None, where: Mapping[str, str] | None = None
    ) -> Number | None:
        """Sums of days, ratios of sums; people of one day only."""
        declared = self.catalog.metric(metric)
        if parents(declared):
            return combine(declared, *(self.value(name, since, until, where) for name in parents(declared)))
        days = self.series(metric, since or self.since, until or self.until, where)
        given = isinstance(declared.sources[0], Given)
        if any(value is None for value in days.values()) or (given and len(days) > 1):
            return None
        return sum(float(value or 0) for value in days.values())

    def series(self, metric: str, since: date, until: date, where: Mapping[str, str] | None = None) -> dict[date, Number | None]:
        """A value for every day of the range, None where the cells have none."""
        span = [since + timedelta(days=n) for n in range((until - since).days)]
        declared = self.catalog.metric(metric)
        if parents(declared):
            of, by = (self.series(name, since, until, where) for name in parents(declared))
            return {day: combine(declared, of[day], by[day]) for day in span}
        wanted = tuple(sorted((name, value) for name, value in (where or {}).items() if name != "shop"))
        own = next(
            (self.cells[part.name, wanted] for part in self.catalog.chain(metric) if (part.name, wanted) in self.cells), {}
        )
        return {day: own.get(day, self._absent(metric, wanted, day)) for day in span}

    def _absent(self, metric: str, wanted: tuple[tuple[str, str], ...], day: date) -> float | None:
        """Nothing was sold in a segment without a row where other segments of the dimension have one."""
        names = {part.name for part in self.catalog.chain(metric)}
        beside = (
            days
            for (name, where), days in self.cells.items()
            if name in names and wanted and [key for key, _ in where] == [key for key, _ in wanted]
        )
        return 0.0 if any(day in days for days in beside) else None

    def table(
        self,
        metrics: Sequence[str],
        by: Sequence[str],
        since: date | None = None,
        until: date | None = None,
        where: Mapping[str, str] | None = None,
    ) -> list[dict[str, object]]:
        """A row per day and value of the one dimension in `by`, with every metric that is known there."""
        (column,) = [name for name in by if name != "day"]
        fixed = {name: value for name, value in (where or {}).items() if name != "shop"}
        rows: dict[tuple[date, str], dict[str, object]] = {}
        for metric in metrics:
            for key in self._segments(metric, column, fixed):
                days = self.series(metric, since or self.since, until or self.until, {**fixed, column: key})
                for day, value in days.items():
                    if value is not None:
                        row = rows.setdefault((day, key), {"day": day, column: key, **dict.fromkeys(metrics)})
                        row[metric] = value
        return list(rows.values())

    def _segments(self, metric: str, column: str, fixed: Mapping[str, str]) -> list[str]:
        names = {part.name for part in self.catalog.chain(metric)} | set(parents(self.catalog.metric(metric)))
        wheres = [dict(where) for name, where in self.cells if name in names]
        return sorted({where[column] for where in wheres if set(where) == {column, *fixed} and fixed.items() <= where.items()})

    def crossed(self, metric: str, names: Sequence[str], shop: str, since: date, until: date) -> list[tuple[str, ...]]:
        """Each stated dimension by itself."""
        return [(name,) for name in names if self._segments(metric, name, {})]

    def leaves(
        self, metric: str, by: tuple[str, ...], since: date, until: date, where: Mapping[str, str]
    ) -> dict[tuple[str, ...], float]:
        """The days of each segment of the one dimension added up."""
        (column,) = by
        fixed = {name: value for name, value in where.items() if name != "shop"}
        found: dict[tuple[str, ...], float] = {}
        for key in self._segments(metric, column, fixed):
            days = self.series(metric, since, until, {**fixed, column: key})
            if any(value is not None for value in days.values()):
                found[key,] = sum(float(value or 0) for value in days.values())
        return found

    def table_of(self, metric: str, shop: str, by: tuple[str, ...] = ()) -> str:
        return ""

    def heard(self, metric: str, shop: str, by: tuple[str, ...] = ()) -> frozenset[date]:
        """All its days were told at once, on the last of them."""
        return frozenset(self.told)

    def identities(self) -> tuple[Tie, ...]:
        return self.ties

    def rows(
        self, table: str, columns: Sequence[str], since: date, until: date, where: Mapping[str, str], limit: int
    ) -> list[dict[str, object]]:
        """It has no single rows."""
        return []

    def covered(self, table: str, shop: str) -> frozenset[date]:
        """It has no files."""
        return frozenset()

    def orders_of(self, table: str, shop: str, by: str = "channel") -> None:
        """It has no single orders."""

    def limit(self, check: str, default: float, shop: str = "", where: tuple[tuple[str, str], ...] = ()) -> float:
        own = self.limits.get(check, default)
        return own if "." in check else next((self.places[pair] for pair in where if pair in self.places), own)

    def currency_of(self, shop: str) -> str:
        return self.currency

    def sql(self, metric: str, since: date, until: date, where: Mapping[str, str] | None = None) -> str:
        return f"SELECT {metric} FROM {since} TO {until} WHERE {dict(where or {})}"

    def rows_behind(
        self, metric: str, since: date, until: date, where: Mapping[str, str] | None = None
    ) -> tuple[int, tuple[str, ...]]:
        return 7, ("batch",)


def fake(day: date, cells: dict[Cell, Days], **more: object) -> View:
    """A fake view, typed as the real one."""
    return cast(View, FakeView(day, cells, **more))  # type: ignore[arg-type]


def days_before(day: date, count: int) -> list[date]:
    """`day` and the `count` days before it, oldest first."""
    return [day - timedelta(days=back) for back in range(count, -1, -1)]
