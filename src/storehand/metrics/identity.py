"""Two ways to the same number: do they agree?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Literal

from storehand.metrics.ask import Ask
from storehand.metrics.catalog import Catalog, measures
from storehand.metrics.cells import Days
from storehand.metrics.choice import Choice, Chooser
from storehand.metrics.metric import ADDS, Given, Metric, Number, Source, Sum, Unit
from storehand.metrics.reader import Reader
from storehand.tables.ads import AD_PARTS
from storehand.wording import Text, say

ROUNDED = 0.01  # a rate stated as 4.83 %, or two exports taken at different hours
_CENT = 0.01


@dataclass(frozen=True)
class Tie:
    """`left` and `right` are sums over the days that both know; `days` are those on which they differ.

    `key`: cuts (one table, two cuts), sources (one metric, two tables), parts (the whole, the sum of its
    items), else a rule's. Sources are written table:cut.
    """

    key: str
    metric: str
    name: Text
    shop: str
    ok: bool
    left: Number
    right: Number
    left_source: str
    right_source: str
    unit: Unit
    days: tuple[date, ...]


@dataclass(frozen=True)
class Rule:
    """A relation of columns of one table on every day: `left` is the sum or product of `right`, or not below it."""

    key: str
    left: Source
    right: tuple[Source, ...]
    way: Literal["sum", "product", "at_least"]
    unit: Unit
    within: float = 0.0


def _stated(*columns: str) -> tuple[Given, ...]:
    return tuple(Given("shop_day", column) for column in columns)


def _summed(table: str, *columns: str) -> tuple[Sum, ...]:
    return tuple(Sum(table, column) for column in columns)


RULES = (
    Rule("product", Given("shop_day", "gmv"), _stated("visitors", "stated_cvr", "stated_aov"), "product", "money", ROUNDED),
    Rule("buyers", Given("shop_day", "buyers"), _stated("new_buyers", "old_buyers"), "sum", "people"),
    Rule("item_buyers", Sum("item_day", "buyers"), _summed("item_day", "new_buyers", "old_buyers"), "sum", "count"),
    Rule("clicks", Sum("ad_day", "impressions"), _summed("ad_day", "clicks"), "at_least", "count"),
    Rule("direct", Sum("ad_day", "ad_gmv"), _summed("ad_day", "ad_gmv_direct", "ad_gmv_indirect"), "sum", "money"),
)


def sources() -> tuple[Source, ...]:
    """What the rules read, beside the metrics' own sources."""
    return tuple(source for rule in RULES for source in (rule.left, *rule.right))


def ties(catalog: Catalog, chooser: Chooser, reader: Reader, ask: Ask) -> tuple[Tie, ...]:
    """Every relation that the loaded tables allow, those that fail first."""
    found: dict[tuple[str, ...], Tie] = {}
    for shop in ask.shops:
        for metric in catalog.metrics.values():
            parts = catalog.metric(metric.parts).sources if metric.parts and metric.unit == "money" else ()
            for told, tie in _of_metric(metric, parts, (chooser, reader), shop, ask):
                found.setdefault((shop, *told), tie)
        for rule in RULES:
            found |= {(shop, rule.key, tie.left_source): tie for tie in _of_rule(rule, chooser, reader, shop, ask)}
    return tuple(sorted(found.values(), key=lambda tie: (tie.ok, tie.key, tie.metric, tie.shop)))


def _of_metric(
    metric: Metric, parts: Sequence[Source], ways: tuple[Chooser, Reader], shop: str, ask: Ask
) -> Iterator[tuple[tuple[str, ...], Tie]]:
    """The chosen way against every other cut and source, and against the sum of `parts`."""
    chooser, reader = ways
    chosen = chooser.choose(metric.name, shop)
    if chosen is None or not isinstance(chosen.source, (*ADDS, Given)):
        return
    for source, finer in (*((source, False) for source in metric.sources), *((source, True) for source in parts)):
        for cut in chooser.usable(source, shop) if isinstance(source, (*ADDS, Given)) else ():
            other = Choice(shop, source, cut)
            key = "parts" if finer else "cuts" if source.table == chosen.source.table else "sources"
            tie = None if other == chosen else _tie(key, metric, reader, (chosen, other), ask)
            if tie:
                yield (*measures(chosen.source), tie.left_source, *measures(source), tie.right_source, source.day), tie


def _tie(key: str, metric: Metric, reader: Reader, ways: tuple[Choice, Choice], ask: Ask) -> Tie | None:
    left, right = (reader.days(choice, ask) for choice in ways)
    name = say(f"identity.{key}", metric=metric.label)
    if key == "cuts" and ways[1].cut in AD_PARTS:
        right = {day: _less_at_most(left[day], below) for day, below in right.items()}
    within = 0.0 if key == "cuts" else ROUNDED
    return _compared((key, metric.name, name, metric.unit), ways, (left, right), within)


def _of_rule(rule: Rule, chooser: Chooser, reader: Reader, shop: str, ask: Ask) -> Iterator[Tie]:
    for cut in chooser.usable(rule.left, shop):
        choice = Choice(shop, rule.left, cut)
        left = reader.days(choice, ask)
        parts = [reader.days(Choice(shop, source, cut), ask) for source in rule.right]
        right = {day: _joined(rule, [part[day] for part in parts]) for day in ask.days}
        if rule.way == "at_least":
            right = {day: _less_at_most(left[day], below) for day, below in right.items()}
        told = (rule.key, "", say(f"identity.{rule.key}"), rule.unit)
        tie = _compared(told, (choice, choice), (left, right), rule.within)
        yield from (tie,) if tie else ()


def _joined(rule: Rule, values: list[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return prod(float(value) for value in known) if rule.way == "product" else sum(known)


def _less_at_most(left: Number | None, below: Number | None) -> Number | None:
    """What satisfies "not below" equals the left; what does not stands as it is."""
    return left if left is not None and below is not None and below <= left else below


def _compared(
    told: tuple[str, str, Text, Unit], ways: tuple[Choice, Choice], days: tuple[Days, Days], within: float
) -> Tie | None:
    unit, (left, right) = told[3], days
    both = {day: (a, b) for day in left if (a := left[day]) is not None and (b := right[day]) is not None}
    if not both:
        return None
    differ = tuple(day for day, (a, b) in both.items() if not _close(a, b, within, unit))
    sums = [_sum(pair[side] for pair in both.values()) for side in (0, 1)]
    ok = not differ and _close(sums[0], sums[1], within, unit)
    names = [f"{choice.source.table}:{choice.cut}" for choice in ways]
    return Tie(told[0], told[1], told[2], ways[0].shop, ok, sums[0], sums[1], names[0], names[1], unit, differ)


def _close(left: Number, right: Number, within: float, unit: Unit) -> bool:
    allowed = max(within * max(abs(float(left)), abs(float(right))), _CENT if unit == "money" else 0.0)
    return abs(float(left) - float(right)) <= allowed + 1e-9


def _sum(values: Iterable[Number]) -> Number:
    return sum(values)
