"""What must hold between the figures of one file: its parts and sums, its ratios, its running totals.

Source: the identities of metrics. Left out is what good exports break: refunds of a day (they are of earlier sales),
spend without clicks (plans paid by impressions), refunds of a line (they may hold the order's freight), ratios that no
contract keeps, and whatever needs a second file. Clicks may exceed impressions a little: a click just after midnight
has its impression on the day before.
"""

# ruff: noqa: S608 - the SQL here is this module's own, names are quoted, values literal (sql.py)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import duckdb

from storehand.intake.batch import Part, Warning_
from storehand.intake.route import Plan, Route
from storehand.intake.sql import literal, quoted
from storehand.tables import TABLES, Type

MOST_ROWS: Final = 300_000
"""Of files with more rows only what needs no look at neighbours is checked."""

_STATED: Final = ("sycm", "sz", "mms")
"""Cuts whose conversion is buyers ÷ visitors and whose customer value is gmv ÷ buyers."""

_ORDERS: Final = ("order",)
"""An ERP lowers what is owed once a line is refunded, and reports refunds of the period."""

_SPLIT: Final = ("taobao", "tmall", "jd", "pdd", "amazon")
"""Platforms whose ad sales are direct and indirect ones; elsewhere the whole holds coupons and presales too."""


@dataclass(frozen=True)
class Identity:
    """`left` and `right`, SQL over the staged rows or over `frame` (a query over `staged`), are equal within `slack`; if
    `at_most`, left is no more than right. An unknown figure breaks nothing. `key`: the message `warning.identity.<key>`;
    `needs`: columns that the file must feed; `cuts`, `platforms`: where it holds, empty everywhere; `days`: that
    the file must span; `places`: decimals of the figures told."""

    table: str
    key: str
    needs: tuple[str, ...]
    left: str
    right: str
    slack: str = "0.015"
    at_most: bool = False
    cuts: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    frame: str = ""
    days: int = 1
    places: int = 2

    @property
    def broken(self) -> str:
        """SQL that is true where a row breaks it."""
        gap = f"({self.left}) - ({self.right})"
        return f"{gap if self.at_most else f'abs({gap})'} > {self.slack}"


# One unit of the last digit shown. 0.036 may be 3.6 % or 3.60 %: the doubt is to the side that says nothing.
_CVR_UNIT: Final = "pow(10, 2 - length(CAST(round(stated_cvr, 6) AS VARCHAR)))"
_AOV_UNIT: Final = "(CASE WHEN stated_aov = round(stated_aov) THEN 1 ELSE 0.01 END)"
_FACTORS_SLACK: Final = f"0.01 * gmv + visitors * (stated_aov * {_CVR_UNIT} + stated_cvr * {_AOV_UNIT})"

_ALL_DAYS: Final = """
    SELECT min("row") AS "row", sum(gmv) AS gmv, sum(placed) AS placed FROM staged
    WHERE gmv IS NOT NULL AND placed IS NOT NULL GROUP BY cut
"""

_MONTHS: Final = """
    SELECT of_day."row", of_day.gmv, of_day.month_gmv - before.month_gmv AS gained
    FROM staged AS of_day JOIN staged AS before
        ON before.cut = of_day.cut AND before.item_id = of_day.item_id AND before.day = of_day.day - 1
    WHERE date_trunc('month', before.day) = date_trunc('month', of_day.day)
"""

# What one buyer paid may count for several sources: the sum of the leaves may be more than the whole, never less.
_SOURCES: Final = """
    SELECT whole."row", whole.gmv, sum(leaf.gmv) AS leaves
    FROM staged AS whole JOIN (
        SELECT cut, day, carrier, source1, source2, sum(gmv) AS gmv FROM staged WHERE NOT subtotal GROUP BY ALL
    ) AS leaf
        ON leaf.cut = whole.cut AND leaf.day = whole.day AND leaf.carrier IS NOT DISTINCT FROM whole.carrier
        AND leaf.source1 = whole.source1 AND (whole.source2 = '汇总' OR leaf.source2 = whole.source2)
    WHERE whole.subtotal AND '汇总' IN (whole.source2, whole.source3) GROUP BY ALL
"""


def _of_days(table: str) -> tuple[Identity, ...]:
    """What holds in a day of the shop as in one of an item."""
    return (
        Identity(
            table, "new_and_old", ("buyers", "new_buyers", "old_buyers"), "buyers", "new_buyers + old_buyers", "0", places=0
        ),
        Identity(table, "old_in_gmv", ("gmv", "old_gmv"), "old_gmv", "gmv", at_most=True),
        Identity(
            table, "conversion", ("stated_cvr", "buyers", "visitors"), "100 * stated_cvr",
            "100 * buyers / nullif(visitors, 0)", f"101 * {_CVR_UNIT}", cuts=_STATED,
        ),
    )  # fmt: skip


IDENTITIES: Final = (
    *_of_days("shop_day"),
    Identity(
        "shop_day", "factors", ("gmv", "visitors", "stated_cvr", "stated_aov"),
        "gmv", "nullif(visitors, 0) * stated_cvr * stated_aov", _FACTORS_SLACK, cuts=_STATED,
    ),
    # Of a few days this may fail by presales alone.
    Identity("shop_day", "placed", ("placed", "gmv"), "gmv", "placed", at_most=True, frame=_ALL_DAYS, days=7),
    *_of_days("item_day"),
    Identity("item_day", "month", ("gmv", "month_gmv"), "gained", "gmv", frame=_MONTHS, days=2),
    Identity("source_day", "sources", ("gmv", "subtotal", "source2"), "gmv", "leaves", at_most=True, frame=_SOURCES),
    Identity(
        "ad_day", "ad_gmv", ("ad_gmv", "ad_gmv_direct", "ad_gmv_indirect"),
        "ad_gmv", "ad_gmv_direct + ad_gmv_indirect", platforms=_SPLIT,
    ),
    Identity("ad_day", "clicks", ("clicks", "impressions"), "clicks", "impressions", "10", at_most=True, places=0),
    Identity("ad_day", "negative", ("clicks",), "0", "clicks", "0", at_most=True, places=0),
    Identity(
        "orders", "paid", ("paid", "placed", "freight"), "paid", "placed + freight + coalesce(tax, 0)",
        at_most=True, cuts=_ORDERS,
    ),
    Identity("orders", "refunded", ("paid", "refunded"), "refunded", "paid", at_most=True, cuts=_ORDERS),
)  # fmt: skip


def broken(duck: duckdb.DuckDBPyConnection, plan: Plan, parts: Sequence[Part], days: int) -> Iterator[Warning_]:
    """A warning for each identity that the staged rows break: how many rows, the first one's line, and both figures.
    `days` is how many the file spans."""
    for name in dict.fromkeys(part.table for part in parts):
        routes = [route for route in plan.routes if route.table.name == name]
        rows = sum(part.rows for part in parts if part.table == name)
        paths = [str(part.path) for part in parts if part.table == name]
        asked = [one for one in IDENTITIES if one.table == name and _holds_for(one, plan.format.platform, routes, rows, days)]
        for frame, group in groupby(sorted(asked, key=lambda one: one.frame), lambda one: one.frame):
            yield from _told(duck, tuple(group), frame, paths)
        if _has_balances(routes) and rows <= MOST_ROWS:
            yield from _balances(duck, paths)


def _holds_for(one: Identity, platform: str, routes: Sequence[Route], rows: int, days: int) -> bool:
    """Whether the file has all that the identity speaks of, and every row of the table is of a cut where it holds."""
    cuts = {literal(cut) for cut in one.cuts}
    return (
        all(set(one.needs) <= set(route.columns) and (not cuts or route.columns["cut"] in cuts) for route in routes)
        and (not one.platforms or platform in one.platforms)
        and days >= one.days
        and (not one.frame or rows <= MOST_ROWS)
    )


def _told(duck: duckdb.DuckDBPyConnection, group: Sequence[Identity], frame: str, paths: list[str]) -> Iterator[Warning_]:
    counts = ", ".join(f"count(*) FILTER ({one.broken})" for one in group)
    rows = f"({frame})" if frame else "staged"
    staged = f"WITH staged AS ({_staged(group[0].table, f'row {counts} {frame}')})"
    found = duck.execute(f"{staged} SELECT {counts} FROM {rows}", [paths]).fetchone() or ()
    for one, count in zip(group, found, strict=True):
        if count:
            first = f'{staged} SELECT "row", {one.left}, {one.right} FROM {rows} WHERE {one.broken} ORDER BY 1 LIMIT 1'
            yield _warning(one.key, count, duck.execute(first, [paths]).fetchone() or (0, 0, 0), one.places)


def _staged(table: str, asked: str) -> str:
    """SQL of the staged rows with the columns that `asked` names. Sums of DECIMAL(18,4) are of 128 bits; as floats they
    cost a third less and are exact enough."""
    named = set(re.findall(r"\w+", asked))
    columns = [column for column in TABLES[table].all_columns if column.name in named]
    cells = (
        f"CAST({quoted(one.name)} AS DOUBLE) AS {quoted(one.name)}" if one.type is Type.MONEY else quoted(one.name)
        for one in columns
    )
    return f"SELECT {', '.join(cells)} FROM read_parquet($1)"


def _warning(key: str, rows: int, first: tuple[float, ...], places: int = 2) -> Warning_:
    line, left, right = first
    told = {"rows": f"{rows:,}", "line": str(line), "left": f"{left:,.{places}f}", "right": f"{right:,.{places}f}"}
    return Warning_(f"identity.{key}", tuple(told.items()))


# Pairs of rows that follow each other in the file, once as rising in time and once as falling. Bookings of one second may
# stand in any order, so a pair counts only if all four times differ; nor does one that a fee of the row explains.
_PAIRS: Final = """
    SELECT "row", billed_at > at_before AS later, billed_at < at_before AS earlier,
        billed_at <> at_before AND at_before IS DISTINCT FROM at_second AND billed_at IS DISTINCT FROM at_after
            AND account IS NOT DISTINCT FROM account_before AS told,
        balance, before, before + amount AS rising, balance + amount_before AS falling,
        abs(coalesce(fee, 0)) AS rising_fee, abs(coalesce(fee_before, 0)) AS falling_fee
    FROM (
        SELECT "row", billed_at, account, balance, amount, fee, lag("row") OVER () AS row_before,
            lag(billed_at) OVER () AS at_before, lag(billed_at, 2) OVER () AS at_second, lead(billed_at) OVER () AS at_after,
            lag(account) OVER () AS account_before, lag(balance) OVER () AS before, lag(amount) OVER () AS amount_before,
            lag(fee) OVER () AS fee_before
        FROM staged
    ) WHERE "row" = row_before + 1
"""
_RISING: Final = ("balance", "rising", "rising_fee", '"row"')
_FALLING: Final = ("before", "falling", "falling_fee", '"row" - 1')


def _has_balances(routes: Sequence[Route]) -> bool:
    return [route.table.name for route in routes] == ["bills"] and (
        {"balance", "amount", "billed_at"} <= set(routes[0].columns) and not routes[0].group
    )


def _balances(duck: duckdb.DuckDBPyConnection, paths: list[str]) -> Iterator[Warning_]:
    """Where the balance does not follow from the booking before. A file not in order of time has no such order, and one
    that breaks more often than it holds is no whole account but a part that was asked for: nothing is told."""
    staged = f"WITH staged AS ({_staged('bills', _PAIRS)}), pairs AS ({_PAIRS})"
    asked = ", ".join(f"count(*) FILTER ({test})" for way in (_RISING, _FALLING) for test in (_breaks(way), _follows(way)))
    query = f"{staged} SELECT bool_or(later), bool_or(earlier), {asked} FROM pairs"
    later, earlier, *counts = duck.execute(query, [paths]).fetchone() or (False, False)
    if later == earlier:
        return
    way, (breaks, holds) = (_RISING, counts[:2]) if later else (_FALLING, counts[2:])
    if breaks and breaks <= holds:
        stated, expected, _, line = way
        first = f"{staged} SELECT {line}, {stated}, {expected} FROM pairs WHERE {_breaks(way)} ORDER BY 1 LIMIT 1"
        yield _warning("balance", breaks, duck.execute(first, [paths]).fetchone() or (0, 0, 0))


def _breaks(way: tuple[str, str, str, str]) -> str:
    stated, expected, fee, _ = way
    gap = f"abs({stated} - {expected})"
    return f"told AND {gap} > 0.005 AND abs({gap} - {fee}) > 0.005"


def _follows(way: tuple[str, str, str, str]) -> str:
    stated, expected, fee, _ = way
    gap = f"abs({stated} - {expected})"
    return f"told AND ({gap} <= 0.005 OR abs({gap} - {fee}) <= 0.005)"
