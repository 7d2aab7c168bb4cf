"""The formats, as data: each folder with a format.toml says how one platform's export is found and read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from storehand.errors import Refusal
from storehand.intake.spec import Condition, Fault, Spec, conditions, spec, synonyms
from storehand.tables import TABLES, Column, Table, Type
from storehand.wording import Text

OURS: Final = Path(__file__).parents[1] / "formats"
ENCODINGS: Final = ("utf-8-sig", "gb18030", "utf-16")
TOTALS: Final = ("合计", "总计", "汇总", "小计", "店铺汇总值", "店铺平均值")
_ALLOWED: Final = {
    "": {"name", "platform", "title", "menu", "confidence", "table_days", "covers", "partial",
         "read", "signature", "people", "fill", "summary", "table"},
    "read": {"encodings", "delimiter", "sheet", "totals", "dates", "decimal", "known_at", "day", "currency", "seconds",
             "nulls", "totals_at", "totals_blank", "notes", "above", "stacked"},
    "signature": {"headers", "absent"},
    "people": {"headers"},
    "fill": {"key", "headers"},
    "summary": {"word", "totals"},
    "total": {"sum", "negate", "is"},
    "table": {"name", "cut", "where", "group", "once", "added", "total_of", "columns"},
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How the cells of an export are written. An empty `delimiter` or `sheet` means any; `nulls` are words of this
    export that say nothing is there (无退款申请). `totals` and `notes` are words that mark rows (marks.py) by their first
    filled cell, `totals` under the headers `totals_at` as well; so does a row that is blank under all of `totals_blank`.
    `above` finds the period (groups since, until) in the lines above the header: every row is of that whole period.
    In a text that is `stacked` other tables stand beneath, each under a header of its own."""

    encodings: tuple[str, ...] = ENCODINGS
    delimiter: str = ""
    sheet: str = ""
    totals: tuple[str, ...] = TOTALS
    dates: str = "ymd"
    decimal: str = "."
    known_at: str = ""
    day: str = ""
    currency: str = ""
    seconds: bool = False
    nulls: tuple[str, ...] = ()
    totals_at: tuple[str, ...] = ()
    totals_blank: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    above: str = ""
    stacked: bool = False


@dataclass(frozen=True)
class Fill:
    """Headers whose cells stand only on the first row of each `key`."""

    key: str
    headers: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """A figure of a summary: under the header `name`, the sum of `column` (how many, where that is empty) of the kept rows
    whose columns say what `where` tells, with its sign turned by `negate`."""

    name: str
    column: str
    negate: bool
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Summary:
    """Totals with a header of their own below the rows: from the row whose first filled cell is `word` on, there is no data."""

    word: str
    totals: tuple[Total, ...]


@dataclass(frozen=True)
class Feed:
    """The rows that one `[[table]]` gives to the table `name`. Rows with equal `group` columns become one: counts and
    money are added up, but for columns in `once`, which every row of the group states as a whole; levels in `added`
    are added up as well. Money of the rows is the total of those of the cut `total_of`: a control."""

    name: str
    cut: str
    where: tuple[Condition, ...]
    group: tuple[str, ...]
    columns: tuple[tuple[str, Spec], ...]
    once: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    total_of: str = ""

    @property
    def table(self) -> Table:
        """The contract that is fed."""
        return TABLES[self.name]

    @property
    def plain_headers(self) -> Iterator[tuple[str, str]]:
        """Target column and header, for each synonym of each header that is taken over as it is."""
        for column, told in self.columns:
            if told.is_plain:
                yield from ((column, name) for name in told.header.split("|"))


@dataclass(frozen=True, eq=False)  # compared and hashed as the object that it is: caches by format are asked often
class Format:
    """One platform export. `path` is its format.toml; `covers` is "range" or "rows"; a `partial` one never
    stands for a whole day."""

    name: str
    platform: str
    title: Text
    menu: Text
    confidence: str
    table_days: str
    covers: str
    partial: bool
    read: Reading
    signature: tuple[str, ...]
    absent: tuple[str, ...]
    people: tuple[str, ...]
    fill: Fill | None
    tables: tuple[Feed, ...]
    path: Path
    summary: Summary | None = None

    @property
    def buyers(self) -> tuple[str, ...]:
        """Headers that name a buyer: person columns, of which a pseudonym is kept."""
        return tuple(
            dict.fromkeys(
                header
                for feed in self.tables
                for column, told in feed.columns
                if feed.table.column(column).type is Type.BUYER
                for header in told.headers()
            )
        )


def load_formats(*folders: Path, among: Collection[str] | None = None) -> tuple[Format, ...]:
    """Our formats and those in `folders`, by path; of one name the last folder's holds.

    `among`: of ours only those whose name begins so ("taobao": taobao/orders …), which spares reading all the others.
    A broken format.toml is a Refusal that names the file and the fault. A folder that is not there has none.
    """
    ours = [OURS] if among is None else sorted(folder for folder in OURS.iterdir() if folder.name in among)
    found = {format.name: format for folder in (*ours, *folders) for format in _folder(folder)}
    return tuple(found.values())


def _folder(folder: Path) -> tuple[Format, ...]:
    paths = sorted(folder.rglob("format.toml")) if folder.is_dir() else []
    return _read(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=16)
def _read(paths: tuple[tuple[Path, int], ...]) -> tuple[Format, ...]:
    return tuple(read_format(path) for path, _ in paths)


def read_format(path: Path) -> Format:
    """The format of one format.toml; anything wrong in it is a Refusal with the file and the fault."""
    try:
        return _format(tomllib.loads(path.read_text(encoding="utf-8")), path)
    except (Fault, tomllib.TOMLDecodeError, LookupError, TypeError, ValueError, re.error) as fault:
        raise Refusal("format_broken", file=path, fault=_told(fault)) from fault


def _told(fault: Exception) -> str:
    return f"? {fault.args[0]}" if isinstance(fault, KeyError) else str(fault)


def _format(told: Mapping[str, Any], path: Path) -> Format:
    _only(told, "")
    signature, fill = told["signature"], told.get("fill")
    _only(signature, "signature")
    _only(told.get("people", {}), "people")
    format = Format(
        name=str(told["name"]),
        platform=str(told["platform"]),
        title=_text(told["title"]),
        menu=_text(told["menu"]),
        confidence=_one_of(told.get("confidence", "unconfirmed"), ("confirmed", "unconfirmed")),
        table_days=str(told.get("table_days", "")),
        covers=_one_of(told.get("covers", "range"), ("range", "rows")),
        partial=bool(told.get("partial", False)),
        read=_reading(told.get("read", {})),
        signature=_words(signature["headers"]),
        absent=_words(signature.get("absent", [])),
        people=_words(told.get("people", {}).get("headers", [])),
        fill=None if fill is None else _fill(fill),
        tables=tuple(_feed(table) for table in told["table"]),
        path=path,
        summary=_summary(told["summary"], told["table"][0]["name"]) if "summary" in told else None,
    )
    _check_people(format)
    return format


def _reading(told: Mapping[str, Any]) -> Reading:
    _only(told, "read")
    if set(told.get("dates", "ymd")) != set("ymd"):
        raise Fault(f"dates = {told['dates']!r}")
    for pattern in ("known_at", "day", "sheet", "above"):
        re.compile(told.get(pattern, ""))
    if {"", "*"} & {*told.get("totals", []), *told.get("notes", [])}:
        raise Fault("totals, notes: *")
    for encoding in told.get("encodings", []):
        "".encode(encoding)
    read: dict[str, Any] = {name: _words(value) if isinstance(value, list) else value for name, value in told.items()}
    return Reading(**read)


def _fill(told: Mapping[str, Any]) -> Fill:
    _only(told, "fill")
    return Fill(str(told["key"]), _words(told["headers"]))


def _summary(told: Mapping[str, Any], table: str) -> Summary:
    _only(told, "summary")
    return Summary(str(told["word"]), tuple(_total(name, total, TABLES[table]) for name, total in told["totals"].items()))


def _total(name: str, told: Mapping[str, Any], table: Table) -> Total:
    _only(told, "total")
    column, where = str(told.get("sum", "")), tuple(dict(told.get("is", {})).items())
    for known in (*filter(None, [column]), *(test for test, _ in where)):
        table.column(known)
    return Total(name, column, bool(told.get("negate", False)), where)


def _feed(told: Mapping[str, Any]) -> Feed:
    _only(told, "table")
    name = _one_of(told["name"], tuple(TABLES))
    columns = tuple((column, spec(value)) for column, value in told["columns"].items())
    for column, value in columns:
        _check_codes(TABLES[name].column(column), value)
    group, once, added = (_words(told.get(key, [])) for key in ("group", "once", "added"))
    for column in (*group, *once, *added):
        TABLES[name].column(column)
    where, total_of = conditions(told.get("where")), str(told.get("total_of", ""))
    return Feed(name, str(told["cut"]), where, group, columns, once, added, total_of)


def _check_codes(column: Column, value: Spec) -> None:
    """A word that a column of codes does not know is a fault of the format, not of a file."""
    said = {word for _, word in value.mapped} | {word for word in (value.const, value.default) if word}
    stray = {word for word in said if word} - set(column.codes)
    if column.codes and stray:
        raise Fault(f"{column.name}: {', '.join(sorted(stray))}")
    for part in value.parts if value.way == "first" else ():
        _check_codes(column, part)


def _check_people(format: Format) -> None:
    """A person's cell may become a buyer's pseudonym and nothing else."""
    people = {name for header in (*format.people, *format.buyers) for name in synonyms(header)}
    for feed in format.tables:
        for column, value in feed.columns:
            if feed.table.column(column).type is not Type.BUYER:
                _check_not(people, (*value.headers(), *(test.header for test in value.conditions())), column)
        _check_not(people, (test.header for test in feed.where), "where")


def _check_not(people: set[str], headers: Iterable[str], place: str) -> None:
    told = [header for header in headers if people & set(synonyms(header))]
    if told:
        raise Fault(f"{place}: people {told[0]!r}")


def _only(told: Mapping[str, Any], part: str) -> None:
    stray = set(told) - _ALLOWED[part]
    if stray:
        raise Fault(f"[{part}] {', '.join(sorted(stray))}" if part else ", ".join(sorted(stray)))


def _words(told: object) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(word, str) for word in told):
        raise Fault(f"list {told!r}")
    return tuple(told)


def _one_of(told: object, allowed: tuple[str, ...]) -> str:
    if told not in allowed:
        raise Fault(f"{told!r}: {' | '.join(allowed)}")
    return str(told)


def _text(told: Mapping[str, str]) -> Text:
    return Text(told["zh"], told["en"])
