"""A named number on measures: what it adds up, in which table, on which day column, and from which source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from storehand.wording import Text

Number = Decimal | int | float
Where = tuple[
    tuple[str, str], ...
]  # fixed conditions on columns of the table: (("paid_flag", "free"),); "a|b": either, "": unset


@dataclass(frozen=True)
class Sum:
    """Adds `column` of `table` over rows whose `day` column lies in the period. `cuts`: the cuts that may
    supply it, best first; () = any single cut, by the table's declared order, else by name."""

    table: str
    column: str
    day: str = "day"
    where: Where = ()
    cuts: tuple[str, ...] = ()
    minus: str = ""  # a second measure of the same row, taken away (paid − refunded)


@dataclass(frozen=True)
class Count:
    """Counts rows (one per key)."""

    table: str
    day: str = "day"
    where: Where = ()
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Distinct:
    """Counts different values of `column`, anew at every grain; unknown where any row lacks it."""

    table: str
    column: str
    day: str = "day"
    where: Where = ()
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """As the platform states it, only at the grain and the single day for which it was stated; over
    several days, shops or rows it is None, never a sum."""

    table: str
    column: str
    day: str = "day"
    where: Where = ()
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Last:
    """A level: the newest day's sum in the period."""

    table: str
    column: str
    day: str = "day"
    where: Where = ()
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Costed:
    """Adds `column` over rows whose unit cost is known: table `costs`, matched by SKU, merchant code or
    item id (in that order), as valid on the row's day. With `times`, a money column of `costs`, each row is
    multiplied by it, and the sum is unknown where any row lacks a cost: never taken as 0."""

    table: str
    column: str
    day: str = "day"
    where: Where = ()
    cuts: tuple[str, ...] = ()
    times: str = ""


@dataclass(frozen=True)
class Ratio:
    """One metric over another, sum over sum; the two may stand in different tables."""

    over: str
    under: str


@dataclass(frozen=True)
class Difference:
    """One metric less another."""

    of: str
    less: str


Source = Sum | Count | Distinct | Given | Last | Costed
ADDS = (Sum, Count, Costed)  # kinds that add up over days, rows and shops
Unit = Literal["money", "count", "people", "rate", "per", "seconds", "ratio"]


@dataclass(frozen=True)
class Metric:
    """One metric. `sources` in order of preference (the first whose table has the shop's day); or `ratio`, or `difference`.

    `product`: the metrics whose product it is, for explanation; `products`: further ones, in order, for
    shops where a factor of it is unknown. `by`: the columns along which it may be taken apart (of its
    source's table, or of `parts`, the name of an additive metric in a finer table, which may name another).
    `unit`: money in the shop's currency, count, people, rate (a fraction), per (money per something),
    seconds, ratio (x times). `beside`: metrics that tell why this one moved where they moved at the same place.
    """

    name: str
    label: Text
    unit: Unit
    sources: tuple[Source, ...] = ()
    ratio: Ratio | None = None
    difference: Difference | None = None
    product: tuple[str, ...] = ()
    products: tuple[tuple[str, ...], ...] = ()
    by: tuple[str, ...] = ()
    parts: str = ""
    better: Literal["up", "down", "neutral"] = "up"
    definition: Text | None = None
    beside: tuple[str, ...] = ()
