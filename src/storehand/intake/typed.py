"""Columns of text into columns of types: plain values by SQL patterns, all others by a reader, once per distinct value.

A pattern here may only match text that `readers` reads as exactly the value that the SQL gives;
`tests/intake/test_typed.py` holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from storehand.intake import readers
from storehand.intake.readers import Unreadable
from storehand.intake.sql import literal
from storehand.intake.zones import to_utc
from storehand.tables import SQL_TYPES, Type

_BLANK = r"\t\n\v\f\r \x{1c}-\x{1f}\x{85}\x{a0}\x{3000}\x{feff}\x{200b}-\x{200f}\x{2060}\x{202a}-\x{202e}"
_END = rf"(?:[^\x00]*[^{_BLANK}\x00])?"
_TEXT = rf"[^{_BLANK}=`\-–—\\#nN\x00]{_END}|#[0-9]{_END}|[nN][^{_BLANK}/uUaA\x00]{_END}"
_ID_REST = r"[0-9A-Za-z_#-]*"
_ID = rf"[0-9#_A-MO-Za-mo-z]{_ID_REST}|[nN][0-9B-TV-Zb-tv-z_#-]{_ID_REST}"
_ID_CORE = r"[0-9A-MO-Za-mo-z]" + _ID_REST
_QUOTED_ID = rf"=\"{_ID_CORE}\""
_ESCAPED_ID = rf"[\t ]*(?:`+|'+)?{_ID_CORE}[\t ]*"
_HAN = ("\u4e00", "\u9fa5")
# Words that begin and end with one of these are as they are; n and N may begin a word for nothing.
_FIRST = (_HAN, ("0", "9"), ("A", "M"), ("O", "Z"), ("a", "m"), ("o", "z"))
_LAST = (_HAN, ("!", "~"))
_FLOAT = r"-?[0-9]{1,13}(?:\.[0-9]{1,15})?"
_PERCENT = r"-?[0-9]{1,5}(?:\.[0-9]{1,6})?"
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_DATE = r"20[0-9]{2}(?:-[0-9]{1,2}-[0-9]{1,2}|/[0-9]{1,2}/[0-9]{1,2})"
# What a number as SQL reads it may not hold, so that a reader reads it alike; cheaper than a pattern.
_NOT_PLAIN = ("e", "E", "_")
_LONGEST_INT = 14
_COMMON: Final = (
    "CNY", "USD", "EUR", "GBP", "INR", "JPY", "CAD", "AUD", "HKD", "SGD", "BDT", "ARS", "BRL", "MXN",
    "KRW", "TWD", "THB", "IDR", "MYR", "VND", "PHP",
)  # fmt: skip
_CURRENCIES: Final = {
    "元": "CNY",
    "人民币": "CNY",
    "rmb": "CNY",
    "￥": "CNY",
    "¥": "CNY",
    "人民币元": "CNY",
    "$": "USD",
    "rs.": "INR",
}


@dataclass(frozen=True)
class Manner:
    """How the cells of one file are written: order of dates, decimal sign, whether cells had types, the shop's zone,
    and words (normalised) that stand for nothing where a number or a time is wanted."""

    dates: str
    decimal: str
    typed: bool
    zone: str
    nulls: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Value:
    """One column of the file (`place`, from 1) read as one type. `edge` "since" or "until" takes that end of a range
    of days, "low" or "high" that of a range of numbers; `extract`, `scale`: see Spec; `mapped` and `default` translate
    words; a `lenient` cell that cannot be read is unknown; `decimal` is a decimal sign of its own."""

    place: int
    type: Type
    codes: tuple[str, ...] = ()
    unit: str = ""
    edge: str = ""
    mapped: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    lenient: bool = False
    extract: str = ""
    scale: str = ""
    decimal: str = ""

    @property
    def cell(self) -> str:
        """The column of text, in SQL."""
        return f"c{self.place}"


def sql_type(value: Value) -> str:
    """The SQL type that a value has."""
    return SQL_TYPES[value.type]


def fast(value: Value, manner: Manner) -> str:
    """SQL of the value where its text is plain, NULL for all other text."""
    if value.extract or value.scale or value.decimal or value.unit == "epoch":
        return f"CAST(NULL AS {sql_type(value)})"
    if value.mapped or value.default is not None:
        return _mapped(value)
    if manner.decimal != "." and value.type in _NUMBERS:
        return f"CAST(NULL AS {sql_type(value)})"
    return _FAST[value.type](value, manner)


def _full(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {literal(pattern)})"


def _matched(cell: str, pattern: str, then: str) -> str:
    return f"CASE WHEN {_full(cell, pattern)} THEN {then} END"


def _mapped(value: Value) -> str:
    kept = {key: word for key, word in value.mapped if key}
    if not kept:
        return f"CAST(NULL AS {sql_type(value)})"
    branches = " ".join(
        f"WHEN {literal(key)} THEN CAST({_word(word)} AS {sql_type(value)})" for key, word in kept.items() if word
    )
    return f"CASE {value.cell} {branches} END" if branches else f"CAST(NULL AS {sql_type(value)})"


def _word(word: str) -> str:
    return literal(word) if word else "NULL"


def _fast_text(value: Value, _manner: Manner) -> str:
    """Most words show by their ends that they are plain, which costs a third of a pattern."""
    cell = value.cell
    first = _between(f"left({cell}, 1)", _FIRST)
    last = _between(f"substr({cell}, -1)", _LAST)
    return (
        f"CASE WHEN ({first}) AND ({last}) AND NOT contains({cell}, chr(0)) THEN {cell} WHEN {_full(cell, _TEXT)} THEN {cell} END"
    )


def _between(sign: str, ranges: Iterable[tuple[str, str]]) -> str:
    return " OR ".join(f"{sign} BETWEEN {literal(low)} AND {literal(high)}" for low, high in ranges)


def _fast_id(value: Value, _manner: Manner) -> str:
    """An id as it is, in the `="…"` of most exports, or with what else a sheet needs to leave it alone."""
    cell = value.cell
    quoted = f"CASE WHEN {_full(cell, _QUOTED_ID)} THEN substr({cell}, 3, strlen({cell}) - 3) END"
    inner = f"regexp_extract({cell}, '[0-9A-Za-z_#-]+')"
    return (
        f"CASE WHEN starts_with({cell}, '=') THEN {quoted} "
        f"WHEN {_full(cell, _ID)} THEN {cell} WHEN {_full(cell, _ESCAPED_ID)} THEN {inner} END"
    )


def _fast_code(value: Value, _manner: Manner) -> str:
    branches = " ".join(f"WHEN {literal(code)} THEN {value.cell}" for code in value.codes or _COMMON)
    return f"CASE {value.cell} {branches} END"


def _fast_money(value: Value, _manner: Manner) -> str:
    return f"CASE WHEN {_without(value.cell, _NOT_PLAIN)} THEN TRY_CAST({value.cell} AS {sql_type(value)}) END"


def _fast_int(value: Value, _manner: Manner) -> str:
    plain = f"strlen({value.cell}) <= {_LONGEST_INT} AND {_without(value.cell, (*_NOT_PLAIN, '.'))}"
    return f"CASE WHEN {plain} THEN TRY_CAST({value.cell} AS {sql_type(value)}) END"


def _fast_float(value: Value, _manner: Manner) -> str:
    return _matched(value.cell, _FLOAT, f"TRY_CAST({value.cell} AS DOUBLE)")


def _fast_rate(value: Value, manner: Manner) -> str:
    percent = f"CAST(TRY_CAST(rtrim({value.cell}, '%') AS DECIMAL(18,6)) * DECIMAL '0.01' AS DOUBLE)"
    if value.unit == "percent":
        return _matched(value.cell, f"{_PERCENT}%?", percent)
    return f"coalesce({_fast_float(value, manner)}, {_matched(value.cell, f'{_PERCENT}%', percent)})"


def _fast_day(value: Value, _manner: Manner) -> str:
    day = _matched(value.cell, _DATE, f"TRY_CAST({value.cell} AS DATE)")
    time = _matched(value.cell, f"{_DATE} {_CLOCK}", f"CAST(TRY_CAST({value.cell} AS TIMESTAMP) AS DATE)")
    return f"coalesce({day}, {time})"


def _fast_truth(value: Value, _manner: Manner) -> str:
    return f"CASE {value.cell} WHEN '是' THEN TRUE WHEN '否' THEN FALSE WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"


def _without(cell: str, marks: Iterable[str]) -> str:
    return "NOT (" + " OR ".join(f"contains({cell}, {literal(mark)})" for mark in marks) + ")"


def _fast_time(value: Value, manner: Manner) -> str:
    """Two shapes by their length, at a tenth of a microsecond, and the less regular ones by a pattern."""
    cell = value.cell
    whole, plain = "'%Y-%m-%d %H:%M:%S'", f"TRY_CAST({cell} AS TIMESTAMP)"
    offset = f"CAST(try_strptime({cell}, '%Y-%m-%d %H:%M:%S %z') AS TIMESTAMP)"
    return (
        f"CASE WHEN NOT starts_with({cell}, '20') THEN NULL WHEN strlen({cell}) = 25 THEN {offset} "
        f"WHEN strlen({cell}) = 19 THEN {to_utc(manner.zone, f'try_strptime({cell}, {whole})', since=2000)} "
        f"WHEN {_full(cell, f'{_DATE} {_CLOCK}')} THEN {to_utc(manner.zone, plain, since=2000)} END"
    )


_WORDS: Final = frozenset({Type.TEXT, Type.ID, Type.CODE})
_NUMBERS: Final = frozenset({Type.MONEY, Type.INT, Type.FLOAT, Type.RATE, Type.SECONDS})
_FAST: Final[dict[Type, Callable[[Value, Manner], str]]] = {
    Type.TEXT: _fast_text, Type.ID: _fast_id, Type.CODE: _fast_code, Type.MONEY: _fast_money, Type.INT: _fast_int,
    Type.FLOAT: _fast_float, Type.SECONDS: _fast_float, Type.RATE: _fast_rate, Type.TIME: _fast_time, Type.DAY: _fast_day,
    Type.BOOL: _fast_truth,
}  # fmt: skip


def reader(value: Value, manner: Manner) -> Callable[[str], object | None]:
    """The reader of a value: its text to the value, None, or Unreadable."""
    read = _plain_reader(value, manner)
    if value.scale:
        read = _scaled(value, manner)
    if value.edge in {"low", "high"}:
        read = _of_end(value.edge, read)
    return _of_extract(value.extract, read) if value.extract else read


def _of_extract(pattern: str, read: Callable[[str], object | None]) -> Callable[[str], object | None]:
    wanted = re.compile(pattern)

    def inside(cell: str) -> object | None:
        found = wanted.search(readers.text(cell) or "")
        return read(found[1]) if found and found[1] else None

    return inside


def _of_end(edge: str, read: Callable[[str], object | None]) -> Callable[[str], object | None]:
    def one_end(cell: str) -> object | None:
        end = readers.number_range(cell)[edge == "high"]
        return read(end) if end is not None else None

    return one_end


def _scaled(value: Value, manner: Manner) -> Callable[[str], object | None]:
    factor = Decimal(value.scale)
    convert: dict[Type, Callable[[Decimal], object]] = {
        Type.MONEY: lambda found: found.quantize(readers.CENT, ROUND_HALF_UP),
        Type.INT: lambda found: int(found.to_integral_value(ROUND_HALF_UP)),
    }

    def read(cell: str) -> object | None:
        found = readers.number(cell, value.decimal or manner.decimal)
        return None if found is None else convert.get(value.type, float)(found * factor)

    return read


def _plain_reader(value: Value, manner: Manner) -> Callable[[str], object | None]:
    if value.mapped or value.default is not None:
        return _mapping(value)
    zone, order, sheet = ZoneInfo(manner.zone), manner.dates, manner.typed
    if value.unit == "epoch":
        return _of_epoch(value.type, zone)
    decimal = value.decimal or manner.decimal
    by_type: dict[Type, Callable[[str], object | None]] = {
        Type.ID: readers.identifier,
        Type.TEXT: readers.text,
        Type.CODE: lambda cell: _code(cell, value.codes),
        Type.INT: lambda cell: readers.whole(cell, decimal),
        Type.MONEY: lambda cell: readers.money(cell, decimal),
        Type.FLOAT: lambda cell: readers.real(cell, decimal),
        Type.RATE: lambda cell: readers.fraction(cell, decimal, value.unit),
        Type.SECONDS: lambda cell: readers.seconds(cell, decimal),
        Type.TIME: lambda cell: readers.moment(cell, zone, order, sheet=sheet),
        Type.DAY: lambda cell: _day(cell, value.edge, zone, order, sheet=sheet),
        Type.BOOL: readers.truth,
    }
    return by_type[value.type]


def _of_epoch(type: Type, zone: ZoneInfo) -> Callable[[str], object | None]:
    if type is Type.TIME:
        return readers.epoch

    def day(cell: str) -> date | None:
        when = readers.epoch(cell)
        return None if when is None else when.replace(tzinfo=UTC).astimezone(zone).date()

    return day


def _code(cell: str, codes: tuple[str, ...]) -> str | None:
    word = readers.text(cell)
    if word is None:
        return None
    if not codes:
        known = _CURRENCIES.get(readers.normal(word), word.upper())
        if len(known) == 3 and known.isascii() and known.isalpha():
            return known
        raise Unreadable("not_listed")
    for code in codes:
        if readers.normal(code) == readers.normal(word):
            return code
    raise Unreadable("not_listed")


def _day(cell: str, edge: str, zone: ZoneInfo, order: str, *, sheet: bool) -> date | None:
    span = readers.day_range(cell, zone, order, sheet=sheet)
    if span is None:
        return None
    if not edge and span[0] != span[1]:
        raise Unreadable("period_not_day")
    return span[1] if edge == "until" else span[0]


def _mapping(value: Value) -> Callable[[str], object | None]:
    words = {readers.normal(key): word for key, word in value.mapped}
    types: dict[Type, Callable[[str], object | None]] = {Type.BOOL: readers.truth, Type.INT: readers.whole}
    convert = types.get(value.type, str)

    def read(cell: str) -> object | None:
        text = readers.text(cell)
        if text is None:
            return None
        word = words.get(readers.normal(text), value.default)
        if word is None:
            raise Unreadable("not_listed")
        return convert(word) if word else None

    return read


def canonical(found: object | None) -> str | None:
    """A read value as text that SQL casts to exactly that value."""
    if found is None:
        return None
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, Decimal):
        return format(found, "f")
    if isinstance(found, datetime):
        return found.isoformat(" ")
    return repr(found) if isinstance(found, float) else str(found)


@dataclass(frozen=True)
class Odd:
    """A text that is not plain, as its reader read it. `reason` tells why it could not be read."""

    index: int
    text: str
    value: str | None
    reason: str | None


@lru_cache(maxsize=1024)
def cached_reader(value: Value, manner: Manner) -> Callable[[str], object | None]:
    """The reader of a value; of figures and times it also knows the format's own words for nothing."""
    read = reader(value, manner)
    if not manner.nulls or value.type in _WORDS:
        return read
    return lambda cell: None if readers.normal(cell) in manner.nulls else read(cell)


def read_odd(index: int, value: Value, manner: Manner, texts: Iterable[str]) -> list[Odd]:
    """Each text read once. What cannot be read says why; of a lenient value "lenient"."""
    read, found = cached_reader(value, manner), []
    for text in texts:
        try:
            found.append(Odd(index, text, canonical(read(text)), None))
        except Unreadable as fault:
            found.append(Odd(index, text, None, "lenient" if value.lenient else fault.reason))
    return found


def columns(values: Sequence[Value], manner: Manner, odd: frozenset[int]) -> list[str]:
    """SQL of every value as v0, v1 …; those in `odd` look up what the readers gave, joined as o0, o1 …"""
    found = []
    for index, value in enumerate(values):
        plain = fast(value, manner) if value.type is not Type.BUYER else f"b{value.place}.pseudonym"
        looked = f"TRY_CAST(o{index}.value AS {sql_type(value)})"
        found.append(f"{f'coalesce({plain}, {looked})' if index in odd else plain} AS v{index}")
    return found
