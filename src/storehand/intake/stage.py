"""The typed rows of a file onto the disk: one Parquet file per table and month, and one of the rows set aside."""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from storehand.intake import summary
from storehand.intake.batch import Aside, Control, Part
from storehand.intake.marks import marked
from storehand.intake.readers import Unreadable, number
from storehand.intake.route import Plan, Route
from storehand.intake.sift import Sieve, Sifted, place_of, reason_of, totals_at, totals_blank, verdicts
from storehand.intake.sql import literal, quoted
from storehand.intake.typed import Value, cached_reader
from storehand.tables import SQL_TYPES, Column, Table, Type

_FORMAT = "(FORMAT parquet, COMPRESSION snappy)"
_NO_TOTALS = frozenset({"小计", "汇总", "店铺平均值", "平均值", "均值"})


@dataclass(frozen=True)
class Label:
    """What every row of a batch carries."""

    batch: str
    shop: str
    currency: str
    known_at: datetime
    zone: str


def parts(duck: duckdb.DuckDBPyConnection, plan: Plan, sifted: Sifted, label: Label, folder: Path) -> tuple[Part, ...]:
    """Writes the kept rows of every table, a file per month, and tells what was written."""
    found: list[Part] = []
    for name in dict.fromkeys(route.table.name for route in plan.routes):
        places = [place for place, route in enumerate(plan.routes) if route.table.name == name]
        months = _months(plan, places, sifted, label)
        for month, rows in months.items():
            path = folder / f"{name}-{month}.parquet"
            only = month if len(months) > 1 else ""
            selects = " UNION ALL ".join(_select(plan.routes[place], place, sifted, label, only) for place in places)
            duck.execute(f"COPY ({selects}) TO {literal(path)} {_FORMAT}")
            found.append(
                Part(name, month, path, _written(duck, path) if any(plan.routes[place].group for place in places) else rows)
            )
    return tuple(found)


def _written(duck: duckdb.DuckDBPyConnection, path: Path) -> int:
    found = duck.execute(f"SELECT count(*) FROM read_parquet({literal(path)})").fetchone()
    return int(found[0]) if found else 0


def _months(plan: Plan, places: list[int], sifted: Sifted, label: Label) -> dict[str, int]:
    """Rows per month over the routes of one table; "none" where the day is unknown."""
    found: dict[str, int] = {}
    for place in places:
        tally, route = sifted.tallies[place], plan.routes[place]
        known = _is_known_day(route)
        months = {f"{known_day(label):%Y-%m}": sum(tally.months.values())} if known and tally.months else tally.months
        for month, rows in months.items():
            found[month] = found.get(month, 0) + rows
    return dict(sorted(found.items()))


def _is_known_day(route: Route) -> bool:
    return route.table.column(route.table.month).of == "known_at"


def _month(route: Route, label: Label) -> str:
    """SQL of the day that places a row into its month."""
    if _is_known_day(route):
        return f"DATE '{known_day(label):%Y-%m-%d}'"
    return route.month or "CAST(NULL AS DATE)"


def known_day(label: Label) -> date:
    """The shop's day on which the file became known."""
    return label.known_at.replace(tzinfo=UTC).astimezone(ZoneInfo(label.zone)).date()


def _select(route: Route, place: int, sifted: Sifted, label: Label, month: str) -> str:
    columns = {column.name: _sql(route, column, sifted, label) for column in route.table.all_columns}
    chosen = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
    rows = f"SELECT {chosen} FROM t WHERE why = 0 AND f{place}{_within(route, label, month)}"
    return _grouped(route, rows) if route.group else rows


def _sql(route: Route, column: Column, sifted: Sifted, label: Label) -> str:
    sql_type = SQL_TYPES[column.type]
    fixed = {
        "shop": _constant(label.shop), "batch": _constant(label.batch), "row": f"CAST({sifted.row} AS BIGINT)",
        "known_at": f"TIMESTAMP '{label.known_at:%Y-%m-%d %H:%M:%S.%f}'", "known_day": f"DATE '{known_day(label):%Y-%m-%d}'",
    }  # fmt: skip
    if column.name in fixed:
        return fixed[column.name]
    found = route.columns.get(column.name)
    if column.name == "currency":
        return _currency(route.table, found, label)
    return f"CAST(NULL AS {sql_type})" if found is None else _as_codes(column, found, sql_type)


def _constant(word: str) -> str:
    """A text that is the same in every row; as an ENUM it costs Parquet nothing to write."""
    return f"CAST({literal(word)} AS ENUM({literal(word)}))" if word else "''"


def _as_codes(column: Column, found: str, sql_type: str) -> str:
    if column.name == "cut" and found.startswith("'"):
        return f"CAST({found} AS ENUM({found}))"
    return f"CAST({found} AS {sql_type})" if column.type is not Type.BUYER else found


def _currency(table: Table, found: str | None, label: Label) -> str:
    if not any(column.type is Type.MONEY for column in table.columns):
        return "CAST(NULL AS VARCHAR)"
    return f"coalesce({found}, {literal(label.currency)})" if found else _constant(label.currency)


def _within(route: Route, label: Label, month: str) -> str:
    if not month:
        return ""
    day = _month(route, label)
    if month == "none":
        return f" AND ({day}) IS NULL"
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=32)).replace(day=1)
    return f" AND ({day}) >= DATE '{first}' AND ({day}) < DATE '{following}'"


def _grouped(route: Route, rows: str) -> str:
    """Rows of equal `group` columns as one: counts and money added up, of all else what the first row knows. An order
    is only as far as its least advanced line, so rows stand in the order of their status first."""
    keys, first = set(route.group), _first(route.table)
    chosen = []
    for column in route.table.all_columns:
        name = quoted(column.name)
        if column.name in keys:
            chosen.append(name)
        elif column.name == "row":
            chosen.append(f"min({name}) AS {name}")
        elif column.name in route.added or _adds_up(column, route):
            chosen.append(f"CAST(sum({name}) AS {SQL_TYPES[column.type]}) AS {name}")
        else:
            chosen.append(f"arg_min({name}, {first}) AS {name}")
    return f"(SELECT {', '.join(chosen)} FROM ({rows}) GROUP BY {', '.join(quoted(name) for name in route.group)})"


def _first(table: Table) -> str:
    """SQL of the place that a row has among those that become one."""
    codes = next((column.codes for column in table.columns if column.name == "status"), ())
    if not codes:
        return '"row"'
    return f'[coalesce(list_position([{", ".join(map(literal, codes))}], "status"), {len(codes) + 1}), "row"]'


def _adds_up(column: Column, route: Route) -> bool:
    return column.type in {Type.INT, Type.MONEY} and not column.level and column.name not in route.once


@dataclass(frozen=True)
class Span:
    """The days of the kept rows: the first, the day after the last, and the days that occur where they were asked for."""

    since: date | None
    until: date | None
    days: tuple[date, ...]


def span(plan: Plan, sifted: Sifted) -> Span:
    """What days the file covers, by the first table that has any."""
    for tally in sifted.tallies:
        if tally.since is None or tally.last is None:
            continue
        days = tally.days or tuple(tally.since + timedelta(days=step) for step in range((tally.last - tally.since).days + 1))
        return Span(tally.since, tally.last + timedelta(days=1), () if plan.format.partial else days)
    return Span(None, None, ())


@dataclass(frozen=True)
class _Verdict:
    """One kind of verdict on rows that were set aside; `place` is the file's column that it is about, or 0."""

    why: int
    bad: int | None
    reason: str | None
    place: int

    def row(self, plan: Plan) -> str:
        """SQL of the verdict as a row: why, bad, reason, place, header, message key."""
        label = plan.header.label(self.place) if self.place else ""
        bad = "NULL" if self.bad is None else str(self.bad)
        told = literal(reason_of(self.why, self.reason))
        return f"({self.why}, CAST({bad} AS SMALLINT), {_nullable(self.reason)}, {self.place}, {literal(label)}, {told})"


def asides(duck: duckdb.DuckDBPyConnection, sieve: Sieve, sifted: Sifted, name: str, path: Path) -> tuple[Aside, ...]:
    """Writes every row that was set aside with its line, column, value and reason; tells each reason once."""
    plan = sieve.plan
    told = [_Verdict(why, bad, reason, place_of(plan, why, bad)) for why, bad, reason, _ in verdicts(duck)]
    if not told:
        return ()
    duck.execute(f"CREATE OR REPLACE TEMP TABLE rejected AS {_rejected(sieve, sifted, told, name)}")
    duck.execute(f"COPY rejected TO {literal(path)} {_FORMAT}")
    found = duck.execute(
        'SELECT reason, count(*), min(line), "column", arg_min(value, line) FROM rejected '
        'GROUP BY reason, "column" ORDER BY 2 DESC, 3'
    )
    return tuple(Aside(reason, rows, line, column, _short(value)) for reason, rows, line, column, value in found.fetchall())


def _rejected(sieve: Sieve, sifted: Sifted, told: list[_Verdict], name: str) -> str:
    """SQL of the rows set aside; a person's cell is not shown."""
    plan = sieve.plan
    shown = {one.place: f"n.c{one.place}" for one in told if one.place and one.place not in plan.people}
    value = " ".join(f"WHEN {place} THEN {cell}" for place, cell in shown.items())
    known = ", ".join(one.row(plan) for one in told)
    return (
        f'SELECT {literal(name)} AS file, CAST(n.line AS BIGINT) AS line, k.label AS "column", '
        f"coalesce({f'CASE k.place {value} END' if value else 'NULL'}, '') AS value, k.told AS reason "
        f"FROM (SELECT row_number() OVER () + {plan.header.record} AS line, * FROM {sieve.relation}) n "
        f"JOIN (SELECT {sifted.row} AS line, why, bad, reason FROM t WHERE why NOT IN (0, 255)) x ON x.line = n.line "
        f"JOIN (VALUES {known}) AS k(why, bad, reason, place, label, told) "
        f"ON k.why = x.why AND k.bad IS NOT DISTINCT FROM x.bad AND k.reason IS NOT DISTINCT FROM x.reason ORDER BY 2"
    )


def _nullable(word: str | None) -> str:
    return "CAST(NULL AS VARCHAR)" if word is None else literal(word)


def _short(value: str) -> str:
    return value if len(value) <= 80 else f"{value[:79]}…"


def controls(duck: duckdb.DuckDBPyConnection, sieve: Sieve, found: tuple[Part, ...]) -> tuple[Control, ...]:
    """The file's own totals beside the sums of the rows kept, for figures that add up; of several total rows the last
    that states the figure."""
    plan, totals = sieve.plan, _total_rows(duck, sieve)
    told = {control.name: control for control in summary.controls(duck, plan, sieve.cells, found)}
    told |= {control.name: control for control in _of_cuts(duck, plan, found)}
    for route in plan.routes if totals else ():
        paths = [str(part.path) for part in found if part.table == route.table.name]
        for name, value in _additive(plan, route):
            figures = [figure for row in totals if (figure := _figure(row[value.place - 1], value, sieve)) is not None]
            label = plan.header.label(value.place)
            if figures and label not in told:
                told[label] = Control(label, figures[-1], _sum(duck, paths, name))
    return tuple(told.values())


def _of_cuts(duck: duckdb.DuckDBPyConnection, plan: Plan, found: tuple[Part, ...]) -> Iterator[Control]:
    """Money of the rows that state the total of those of another cut (`total_of`), beside their sum."""
    for feed in plan.format.tables:
        paths = [str(part.path) for part in found if part.table == feed.name]
        for name, value in feed.columns if feed.total_of and paths else ():
            if feed.table.column(name).type is Type.MONEY:
                place = plan.header.place(next(value.headers()))
                total, rows = (_sum(duck, paths, name, cut) for cut in (feed.cut, feed.total_of))
                yield Control(plan.header.label(place) if place else name, total, rows)


def _total_rows(duck: duckdb.DuckDBPyConnection, sieve: Sieve) -> list[tuple[str | None, ...]]:
    words = [word for word in sieve.plan.format.read.totals if word not in _NO_TOTALS]
    first = f"coalesce({', '.join(f'c{place}' for place in range(1, sieve.plan.width + 1))}, NULL)"
    tests = [marked(cell, words) for cell in (first, *(f"c{place}" for place in totals_at(sieve.plan)))]
    if blank := totals_blank(sieve.plan):
        tests.append(f"({first} IS NOT NULL AND {' AND '.join(f'c{place} IS NULL' for place in blank)})")
    return duck.execute(f"SELECT * FROM {sieve.relation} WHERE {' OR '.join(tests)}").fetchall()


def _additive(plan: Plan, route: Route) -> list[tuple[str, Value]]:
    """Target columns taken over as they are whose figures add up, with the value that they are read from."""
    found = []
    for column in route.table.columns:
        sql = route.columns.get(column.name, "")
        if column.type in {Type.INT, Type.MONEY} and sql.startswith("v") and sql[1:].isdigit() and not column.level:
            found.append((column.name, plan.values[int(sql[1:])]))
    return found


def _figure(cell: str | None, value: Value, sieve: Sieve) -> Decimal | None:
    """The figure in a total row, as it is written."""
    try:
        if value.scale or value.extract or value.decimal:
            told = cached_reader(value, sieve.manner)(cell or "")
            return Decimal(told) if isinstance(told, Decimal | int) else None
        return number(cell or "", sieve.manner.decimal)
    except Unreadable:
        return None


def _sum(duck: duckdb.DuckDBPyConnection, paths: list[str], column: str, cut: str = "") -> Decimal:
    if not paths:
        return Decimal(0)
    of_cut = f" WHERE cut = {literal(cut)}" if cut else ""
    found = duck.execute(f"SELECT coalesce(sum({quoted(column)}), 0) FROM read_parquet($1){of_cut}", [paths]).fetchone()
    return Decimal(found[0]) if found else Decimal(0)
