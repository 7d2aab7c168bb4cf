"""A format and a header become a plan: which values to read, which rows feed which table, and each target column in SQL.

The SQL speaks of v0, v1 … (the values, `typed.columns`), d0, d1 … (the shop's days of those that are times) and `ordinal`
(the row's number within its order), and of nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from storehand.errors import Refusal
from storehand.intake import drift
from storehand.intake.formats import Feed, Format
from storehand.intake.header import Header
from storehand.intake.spec import NUMERIC, ORDINAL, Condition, Spec, synonyms
from storehand.intake.sql import literal, one_of
from storehand.intake.typed import Value
from storehand.tables import SQL_TYPES, Column, Table, Type
from storehand.wording import Text


@dataclass(frozen=True)
class Route:
    """One `[[table]]` for one header: SQL of the rows that it takes, of its columns, and what must not be null.

    `required`: target column, its SQL and the file's column (0: none). `group`: target columns by which rows merge;
    what is in `once` stands in each of them and is not added up; levels in `added` are.
    """

    table: Table
    where: str
    columns: Mapping[str, str]
    required: tuple[tuple[str, str, int], ...]
    group: tuple[str, ...]
    once: tuple[str, ...]
    added: tuple[str, ...]
    month: str
    day: str


@dataclass(frozen=True)
class Plan:
    """All that a file with this header becomes. `key` and `filled` serve the fill-down; `missing` are measures that
    the header lacks; `buyers` and `people` are columns of the file (from 1)."""

    format: Format
    header: Header
    values: tuple[Value, ...]
    routes: tuple[Route, ...]
    shop: int | None
    key: str
    filled: tuple[int, ...]
    buyers: tuple[int, ...]
    people: tuple[int, ...]
    missing: tuple[str, ...]
    states_currency: bool

    @property
    def width(self) -> int:
        """How many columns the header has."""
        return len(self.header.cells)


def plan(format: Format, header: Header, day: date | None, name: str, names: Sequence[str] = ()) -> Plan:
    """The plan, or a Refusal where the header, or `names` of sheet and file, lack what every table of the format needs."""
    writer = _Writer(format, header, day, tuple(names), gone=drift.gone(header, format))
    if lost := [one for one in format.read.totals_at if writer.is_gone(one)]:
        raise Refusal("missing_columns", name=name, format=format.title, columns="、".join(lost))
    routes = [writer.route(feed) for feed in format.tables]
    kept = tuple(route for route in routes if route is not None)
    if not kept:
        if writer.dayless:
            raise Refusal("day_unknown", name=name, format=format.title)
        if writer.unnamed is not None:
            raise Refusal("name_lacks", name=name, format=format.title, column=writer.unnamed)
        raise Refusal("missing_columns", name=name, format=format.title, columns="、".join(dict.fromkeys(writer.lacking)))
    return writer.plan(kept)


@dataclass
class _Writer:
    """Collects the values that the SQL needs while it is written."""

    format: Format
    header: Header
    day: date | None
    names: tuple[str, ...]
    values: dict[Value, int] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    dayless: bool = False
    unnamed: Text | None = None
    shop: int | None = None
    ordinal_of: str = ""
    states_currency: bool = False
    read_as: dict[int, Type] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    had_day: bool = False

    def plan(self, routes: tuple[Route, ...]) -> Plan:
        fill = self.format.fill
        key = fill.key if fill else self.ordinal_of
        buyers = self._places(self.format.buyers)
        people = self._places((*self.format.people, *self.format.buyers))
        key_value = self.value(key, Type.ID) if key else None
        filled = self._places(fill.headers) if fill else ()
        values = tuple(self.values)
        return Plan(
            self.format, self.header, values, routes, self.shop,
            key_value or "",
            tuple(index for index, value in enumerate(values) if value.place in filled and f"v{index}" != key_value),
            buyers, people, tuple(dict.fromkeys(self.missing)),
            self.states_currency or bool(self.format.read.currency),
        )  # fmt: skip

    def _places(self, headers: Iterable[str]) -> tuple[int, ...]:
        """Every column under one of the headers; of a person, under each of its synonyms and copies."""
        names = {name for header in headers for name in synonyms(header)}
        return tuple(sorted({place for name, place in self.header.places.items() if name in names}))

    def route(self, feed: Feed) -> Route | None:
        """The route of a feed; None where the header lacks what its rows need."""
        specs = dict(feed.columns)
        self.read_as = {
            place: feed.table.column(name).type
            for name, told in specs.items()
            if told.is_plain and name != "shop" and not told.lenient and (place := self.header.place(told.header))
        }
        if lost := [header for test in feed.where for header in test.headers() if self.is_gone(header)]:
            self.lacking += [header.split("|")[0] for header in lost]
            return None
        where = self.all_of(feed.where)
        if where == "FALSE":
            return None
        shop = specs.pop("shop", None)
        if shop is not None and (found := self.header.place(shop.header)):
            self.shop = self._index(Value(found, Type.TEXT))
        columns = {name: sql for name, told in specs.items() if (sql := self.column(feed, name, told)) is not None}
        columns.setdefault("cut", literal(feed.cut))
        self.had_day = "day" in specs and any(map(self.is_gone, specs["day"].headers()))
        self._add_days(feed.table, columns)
        required = self._required(feed, columns)
        if required is None:
            return None
        self._note_missing(feed, specs, columns)
        self.states_currency = self.states_currency or "currency" in columns
        month = columns.get(feed.table.month, "")
        day = self._covered(feed, columns)
        return Route(feed.table, where, columns, required, feed.group, feed.once, feed.added, month, day)

    def _add_days(self, table: Table, columns: dict[str, str]) -> None:
        for column in table.columns:
            if column.of in columns and column.name not in columns:
                columns[column.name] = self._day_of(columns[column.of])
            if column.name == "day" and "day" not in columns and self.day is not None and not self.had_day:
                columns["day"] = f"DATE '{self.day:%Y-%m-%d}'"

    def _day_of(self, time: str) -> str:
        """The same expression over the shop's days of the values (d0, d1 …) instead of their times."""
        times = {f"v{index}" for value, index in self.values.items() if value.type is Type.TIME}
        return re.sub(r"\bv\d+\b", lambda found: f"d{found[0][1:]}" if found[0] in times else found[0], time)

    def _required(self, feed: Feed, columns: Mapping[str, str]) -> tuple[tuple[str, str, int], ...] | None:
        found, specs = [], dict(feed.columns)
        for column in feed.table.columns:
            if column.null:
                continue
            if column.name not in columns:
                self.dayless = self.dayless or column.name == "day"
                if column.name in specs and specs[column.name].way == "named":
                    self.unnamed = column.label
                self.lacking += [
                    header.split("|")[0] for header in (specs[column.name].headers() if column.name in specs else ())
                ]
                return None
            told = specs.get(column.name)
            places = [self.header.place(header) for header in told.headers()] if told else []
            found.append((column.name, columns[column.name], next((place for place in places if place), 0)))
        return tuple(found)

    def _note_missing(self, feed: Feed, specs: Mapping[str, Spec], columns: Mapping[str, str]) -> None:
        """Measures of the whole format that this header has under none of their names; old exports lack many texts."""
        day = feed.table.column(feed.table.month)
        for name, told in specs.items():
            if name not in columns and name in {day.of or day.name}:
                self.missing += [header.split("|")[0] for header in told.headers()]

    def _covered(self, feed: Feed, columns: Mapping[str, str]) -> str:
        """SQL of the day that says which days the file covers; empty where nothing does."""
        name = self.format.table_days if self.format.table_days in columns else feed.table.month
        column = feed.table.column(name)
        if column.type is Type.TIME:
            name = next((one.name for one in feed.table.columns if one.of == name), "")
        return columns.get(name, "")

    def column(self, feed: Feed, name: str, told: Spec) -> str | None:
        """SQL of a target column, or None where the header has nothing of it."""
        target = feed.table.column(name)
        edge = ""
        if target.type is Type.DAY and any(column == "until_day" for column, _ in feed.columns):
            edge = "until" if name == "until_day" else "since"
        return self.sql(told, target, edge)

    def sql(self, told: Spec, target: Column, edge: str = "") -> str | None:
        """SQL of a spec whose value has the type of `target`. What is made of several columns is unknown where one of
        them is gone: a sum without its part, or without the condition under which it holds, would be another number."""
        if not told.is_plain and self._lacks_a_part(told):
            return None
        found = self._base(told, target, edge)
        if told.other:
            other = self.value(told.other, target.type, target, edge)
            found = (found and other and f"coalesce({found}, {other})") or found or other
        if found is None:
            return None
        if told.negate:
            found = f"-({found})"
        if told.at_most and (most := self.value(told.at_most, target.type, target)):
            found = f"CASE WHEN {found} IS NOT NULL THEN least({found}, {most}) END"
        test = self.all_of(told.when)
        return found if test == "TRUE" else f"CASE WHEN {test} THEN {found} END"

    def _lacks_a_part(self, told: Spec) -> bool:
        """True where a column that the value is made of is gone. In a file of a few chosen columns what else may stand
        for a value (`else`, `first`) does."""
        alternatives = {told.header, told.other} if told.other else set()
        if told.way == "first":
            alternatives |= set(told.headers())
        spared = set() if drift.is_whole(self.header, self.format) else alternatives
        tested = (header for test in told.conditions() for header in test.headers())
        return any(self.is_gone(header) for header in (*told.headers(), *tested) if header not in spared)

    def _base(self, told: Spec, target: Column, edge: str) -> str | None:
        if told.way == "header":
            return self._labelled(told, target) if told.label else self.value(told.header, target.type, target, edge, told)
        if told.way == "const":
            return f"CAST({literal(told.const)} AS {SQL_TYPES[target.type]})"
        if told.way == "named":
            return self._named(told.const, target)
        if told.way == "join":
            return self._join(told, target)
        if told.way == "first":
            parts = [sql for part in told.parts if (sql := self.sql(part, target, edge)) is not None]
            return f"coalesce({', '.join(parts)})" if parts else None
        return self._arithmetic(told, target)

    def _labelled(self, told: Spec, target: Column) -> str | None:
        place = self.header.place(told.header)
        label = unicodedata.normalize("NFKC", self.header.label(place)) if place is not None else ""
        found = re.search(told.label, label)
        return f"CAST({literal(found[1])} AS {SQL_TYPES[target.type]})" if found else None

    def _named(self, pattern: str, target: Column) -> str | None:
        found = next((one for name in self.names if (one := re.search(pattern, name))), None)
        return f"CAST({literal(found[1])} AS {SQL_TYPES[target.type]})" if found else None

    def _arithmetic(self, told: Spec, target: Column) -> str | None:
        money = replace(target, type=Type.MONEY, codes=())
        parts = [(sign, self._operand(part, money)) for sign, part in zip(told.signs, told.parts, strict=True)]
        found = [(sign, sql) for sign, sql in parts if sql is not None]
        if not found or (told.way == "times" and len(found) < len(parts)):
            return None
        if told.way == "times":
            whole = " * ".join(f"({sql})" for _, sql in found)
        elif len(found) == 1:
            whole = f"{'-' if found[0][0] < 0 else ''}({found[0][1]})"
        else:
            known = " OR ".join(f"({sql}) IS NOT NULL" for _, sql in found)
            whole = " ".join(f"{'-' if sign < 0 else '+'} coalesce({sql}, 0)" for sign, sql in found)
            whole = f"CASE WHEN {known} THEN 0 {whole} END"
        return f"TRY_CAST({whole} AS {SQL_TYPES[target.type]})"

    def _operand(self, part: Spec, money: Column) -> str | None:
        return self._number(part.header) if part.is_plain and not part.lenient else self.sql(part, money)

    def _join(self, told: Spec, target: Column) -> str | None:
        kind = target.type if target.type in {Type.ID, Type.TEXT} else Type.TEXT
        pieces = []
        for place, part in enumerate(told.parts):
            if part.header == ORDINAL:
                self.ordinal_of = self.ordinal_of or told.parts[0].header
                pieces.append("CAST(ordinal AS VARCHAR)")
            elif (sql := self.sql(part, replace(target, type=kind, codes=()))) is not None:
                pieces.append(sql)
            elif place == 0:
                return None
        return f"CASE WHEN {pieces[0]} IS NOT NULL THEN concat_ws({literal(told.sep)}, {', '.join(pieces)}) END"

    def value(
        self, header: str, type: Type, target: Column | None = None, edge: str = "", told: Spec | None = None
    ) -> str | None:
        """The name of a header's value, read as `type`; None where the file has no such header."""
        place = None if self.is_gone(header) else self.header.place(header)
        if place is None:
            return None
        mapped, default = (told.mapped, told.default) if told else ((), None)
        codes = target.codes if target and type is Type.CODE and not mapped and default is None else ()
        unit = told.unit if told and type in {Type.RATE, Type.TIME, Type.DAY} else ""
        extract, scale, end, decimal = (told.extract, told.scale, told.end, told.decimal) if told else ("", "", "", "")
        lenient = bool(told and told.lenient)
        found = Value(place, type, codes, unit, end or edge, mapped, default, lenient, extract, scale, decimal)
        return f"v{self._index(found)}"

    def _index(self, value: Value) -> int:
        return self.values.setdefault(value, len(self.values))

    def is_gone(self, header: str) -> bool:
        """True where other files of this export have the column and this one has not."""
        return header in self.gone

    def all_of(self, tests: Sequence[Condition]) -> str:
        """SQL that is TRUE or FALSE, never NULL: all the conditions hold."""
        told = [self._test(test) for test in tests]
        if "FALSE" in told:
            return "FALSE"
        return " AND ".join(one for one in told if one != "TRUE") or "TRUE"

    def _test(self, test: Condition) -> str:
        if test.test in {"same", "differs"}:
            return self._compared(test)
        turned = test.test in {"not_in", "not_starts"} or (test.values == ("blank",) and test.test == "is")
        numeric = test.test in NUMERIC or (test.test == "equals" and _is_number(test.values[0]))
        value = self._looked_at(test, numeric)
        if value is None:
            return "TRUE" if turned else "FALSE"
        return f"(({_comparison(test, value, numeric)}) IS TRUE)"

    def _compared(self, test: Condition) -> str:
        """Two columns of a row as they are written; of a file that lacks one of them, all rows are the same."""
        one, other = (self.value(header, Type.TEXT) for header in (test.header, test.values[0]))
        if one is None or other is None:
            return "TRUE" if test.test == "same" else "FALSE"
        return f"({one} IS {'NOT ' if test.test == 'same' else ''}DISTINCT FROM {other})"

    def _looked_at(self, test: Condition, numeric: bool) -> str | None:
        """What a condition compares; where any type will do, the one in which the cell is read anyway."""
        if numeric:
            return self._number(test.header)
        place = self.header.place(test.header)
        kind = self.read_as.get(place or 0, Type.TEXT) if test.test == "is" else Type.TEXT
        return self.value(test.header, kind) if kind is not Type.CODE else self.value(test.header, Type.TEXT)

    def _number(self, header: str) -> str | None:
        place = self.header.place(header)
        return self.value(header, Type.INT if self.read_as.get(place or 0) is Type.INT else Type.MONEY)


def _comparison(test: Condition, value: str, numeric: bool) -> str:
    first = test.values[0]
    if test.test == "is":
        return f"{value} IS {'NOT ' if first == 'filled' else ''}NULL"
    if test.test == "equals":
        return f"{value} = {first if numeric else literal(first)}"
    if test.test in {"in", "not_in"}:
        return f"{'NOT ' if test.test == 'not_in' else ''}{one_of(value, test.values)}"
    if test.test in {"starts", "not_starts"}:
        starts = f"starts_with({value}, {literal(first)})"
        return starts if test.test == "starts" else f"coalesce(NOT {starts}, TRUE)"
    if test.test == "contains":
        return f"contains({value}, {literal(first)})"
    return f"{value} {_COMPARED[test.test]} {Decimal(first):f}"


_COMPARED = {"below": "<", "above": ">", "at_least": ">="}


@lru_cache(maxsize=256)
def _is_number(word: str) -> bool:
    return word.lstrip("-").replace(".", "", 1).isdigit() and len(word) < 12
