"""From the text of one cell to a value: the specification of what Storehand can read.

Every reader takes the cell's text and gives the value, None for a blank or a null word, or raises
`Unreadable` with the reason. Nothing is guessed: what could mean two things is unreadable.
`typed.py` holds faster forms for plain values, which give exactly the same.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BLANKS = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e"
NULL_WORDS = frozenset({
    "", "-", "--", "---", "–", "—", "——", "\\n", "n/a", "#n/a", "null", "nan",
    "#value!", "#ref!", "#div/0!", "#name?", "#num!", "#null!",
})  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST = Decimal(10) ** 14
CENT = Decimal("0.0001")
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's own wall clock


class Unreadable(ValueError):  # noqa: N818 - read as a sentence: raise Unreadable("range")
    """A cell that holds something which its column cannot mean. `reason` is a message key (`aside.<reason>`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """A header or a fixed word as it is compared: NFKC, no blanks, no case."""
    return "".join(unicodedata.normalize("NFKC", word).split()).strip(BLANKS).casefold()


def text(cell: str) -> str | None:
    """The words of a cell without export escapes: `="…"`, a TAB, a backtick, outer blanks."""
    word = cell.replace("\0", "").strip(BLANKS)
    if word.startswith('="') and word.endswith('"') and len(word) > 2:
        word = word[2:-1].strip(BLANKS)
    word = word.lstrip("`").strip(BLANKS)
    return None if word.casefold() in NULL_WORDS else word


def _bare(cell: str) -> str | None:
    """Text that is not prose: an apostrophe before it and quotes around it are escapes as well."""
    word = text(cell)
    if word is None:
        return None
    word = word.lstrip("'’").strip('"“”' + BLANKS)
    return None if word.casefold() in NULL_WORDS else word


_ENDS = (
    re.compile(r"(?P<low>[^~]*[^~\s])\s*(?:~|\u2013|\u2014|至|到)\s*(?P<high>[^~\s][^~]*)"),
    re.compile(r"(?P<low>[^-]*[^-\s])\s*-\s*(?P<high>[^-\s][^-]*)"),
)
_AT_LEAST = re.compile(r"(?:[>≥]=?\s*(?P<before>.+)|(?P<after>.+?)(?:\+|以上))")
_AT_MOST = re.compile(r"(?:[<≤]=?\s*(?P<before>.+)|(?P<after>.+?)以下)")


def number_range(cell: str) -> tuple[str | None, str | None]:
    """The texts of both ends of "600 ~ 1200", "5~7.5%", "500以上", "<10"; one number is both ends, an open end None."""
    word = _bare(cell)
    if word is None:
        return None, None
    plain = unicodedata.normalize("NFKC", word)
    if found := _ENDS[0].fullmatch(plain) or _ENDS[1].fullmatch(plain):
        low, high = found["low"], found["high"]
        return (f"{low}%" if high.endswith("%") and not low.endswith("%") else low), high
    for shape, is_low in ((_AT_LEAST, True), (_AT_MOST, False)):
        if found := shape.fullmatch(plain):
            end = found["before"] or found["after"]
            return (end, None) if is_low else (None, end)
    return plain, plain


_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[eE]\+\d+|[-+]?\d\.\d+[eE]\d+")
_WHOLE_FLOAT = re.compile(r"\d+\.0+")


def identifier(cell: str) -> str | None:
    """An id: always text. "123.0" is 123; scientific notation has lost digits and is refused."""
    word = _bare(cell)
    if word is None:
        return None
    if _SCIENTIFIC.fullmatch(word):
        raise Unreadable("id_scientific")
    return word.split(".")[0] if _WHOLE_FLOAT.fullmatch(word) else word


_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+\u2212])?(?:[¥$€£₹₩฿]|RS\.?|RMB|(?:US|HK|NT|R|C|A|S)\$|[A-Z]{3})?(?P<inner>[-+\u2212])?"
    r"(?P<whole>\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)?(?P<part>\.\d*)?(?P<power>E[-+]?\d{1,2})?"
    r"(?P<times>[千万亿KW])?(?:[元件次人笔个单条份套分秒天]|[A-Z]{3})?(?P<close>\))?"
)
_TIMES = {"千": 1000, "K": 1000, "万": 10_000, "W": 10_000, "亿": 100_000_000}


def number(cell: str, decimal: str = ".") -> Decimal | None:
    """A number as people write it: "1.2万", "￥1,234.00", "0元", "(12.50)", "Rs.201.68"."""
    word = _bare(cell)
    if word is None:
        return None
    value, _scaled = _number(word, decimal)
    return value


_SIMPLE = re.compile(r"-?(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]+)?")


def _number(word: str, decimal: str) -> tuple[Decimal, bool]:
    """The value, and whether a word like 万 has scaled it. Nearly all numbers are simple, which is quickly seen."""
    if decimal == "." and _SIMPLE.fullmatch(word):
        return Decimal(word.replace(",", "")), False
    plain = "".join(unicodedata.normalize("NFKC", word).upper().split())
    if decimal == ",":
        plain = plain.translate(str.maketrans(",.", ".,"))
    found = _NUMBER.fullmatch(plain)
    if not found or not (found["whole"] or (found["part"] or ".") != ".") or bool(found["open"]) != bool(found["close"]):
        raise Unreadable("range" if "~" in plain else "not_a_number")
    return _assembled(found), bool(found["times"])


def _assembled(found: re.Match[str]) -> Decimal:
    digits = (found["whole"] or "0").replace(",", "") + (found["part"] or "") + (found["power"] or "")
    try:
        value = Decimal(digits) * _TIMES.get(found["times"] or "", 1)
    except InvalidOperation as fault:
        raise Unreadable("not_a_number") from fault
    if value >= LARGEST:
        raise Unreadable("too_large")
    minus = [mark for mark in (found["sign"], found["inner"], found["open"]) if mark in {"-", "\u2212", "("}]
    return -value if len(minus) % 2 else value


def money(cell: str, decimal: str = ".") -> Decimal | None:
    """An amount with four decimals, half away from zero."""
    value = number(cell, decimal)
    return None if value is None else value.quantize(CENT, ROUND_HALF_UP)


def whole(cell: str, decimal: str = ".") -> int | None:
    """A count. "50.0" is 50 and "1.23456万" is 12346; a stray fraction is unreadable."""
    word = _bare(cell)
    if word is None:
        return None
    value, scaled = _number(word, decimal)
    rounded = value.to_integral_value(ROUND_HALF_UP)
    if rounded != value and not scaled:
        raise Unreadable("not_whole")
    return int(rounded)


def fraction(cell: str, decimal: str = ".", unit: str = "") -> float | None:
    """A rate as a fraction. A % sign always means hundredths; without it `unit` ("percent") says so."""
    word = _bare(cell)
    if word is None:
        return None
    plain = unicodedata.normalize("NFKC", word)
    percent = plain.endswith("%")
    value = _number(plain.removesuffix("%"), decimal)[0]
    return float(value / 100 if percent or unit == "percent" else value)


def real(cell: str, decimal: str = ".") -> float | None:
    """A number without a unit of its own; "12%" is 0.12."""
    return fraction(cell, decimal)


_CLOCK = re.compile(r"(?:1899-12-3[01] |1900-01-0[01] )?(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)(?:\.\d+)?")
_SPOKEN = re.compile(r"(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|min|m))?(?:(\d+(?:\.\d+)?)(?:秒|s))?", re.IGNORECASE)


def seconds(cell: str, decimal: str = ".") -> float | None:
    """A duration: "0:01:09", "01:09" (minutes, seconds), "1分20秒", "6.92"."""
    word = _bare(cell)
    if word is None:
        return None
    plain = unicodedata.normalize("NFKC", word)
    found = _CLOCK.fullmatch(plain) or _SPOKEN.fullmatch("".join(plain.split()))
    if found and any(found.groups()):
        hours, minutes, rest = found.groups()
        return float(int(hours or 0) * 3600 + int(minutes or 0) * 60 + Decimal(rest or 0))
    return float(_number(plain, decimal)[0])


_TRUE = frozenset({"是", "true", "yes", "y", "1", "1.0", "√", "有"})
_FALSE = frozenset({"否", "false", "no", "n", "0", "0.0", "×", "无"})


def truth(cell: str) -> bool | None:
    """Yes or no, in the words of exports."""
    word = _bare(cell)
    if word is None:
        return None
    if normal(word) in _TRUE | _FALSE:
        return normal(word) in _TRUE
    raise Unreadable("not_listed")


_TIME = r"(?:[T\s]+(?P<h>\d{1,2}):(?P<mi>\d{1,2})(?::(?P<s>\d{1,2})(?:\.(?P<f>\d+))?)?\s*(?P<half>[AaPp][Mm])?)?"
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日)" + _TIME + _ZONE
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2})?)?")
_SHORT = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{4}|\d{2})" + _TIME + _ZONE)
_NAMED = re.compile(
    r"(?:(?P<n>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})|(?P<d2>\d{1,2})[-\s](?P<n2>[A-Za-z]{3,9})\.?[-\s](?P<y2>\d{4}))"
    + _TIME
    + _ZONE
)
_MONTH_ONLY = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})|年(?P<m2>\d{1,2})月)")
_MONTHS = {
    name: place
    for place, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def moment(cell: str, zone: tzinfo, order: str = "ymd", *, sheet: bool = False) -> datetime | None:
    """An instant as naive UTC. A time without an offset is `zone`'s wall clock (of two, the first).

    `order` settles 1/2/13 ("ymd", "mdy", "dmy"). `sheet`: a bare number is Excel's day number.
    """
    word = _bare(cell)
    if word is None:
        return None
    local, offset = _moment(word, order, sheet)
    aware = local.replace(tzinfo=zone) if offset is None else (local - offset).replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(tzinfo=None)


def day(cell: str, zone: tzinfo, order: str = "ymd", *, sheet: bool = False) -> date | None:
    """A day; of a time with an offset, the day in `zone`. "2024-01" is its first day."""
    word = _bare(cell)
    if word is None:
        return None
    found = _MONTH_ONLY.fullmatch(word)
    if found:
        return _in_range(int(found["y"]), int(found["m"] or found["m2"]), 1, 0, 0, 0, 0).date()
    local, offset = _moment(word, order, sheet)
    if offset is None:
        return local.date()
    return (local - offset).replace(tzinfo=UTC).astimezone(zone).date()


_EPOCH = re.compile(r"(\d{9,10}(?:\.\d+)?)|(\d{12,13})(?:\.0*)?")


def epoch(cell: str) -> datetime | None:
    """An instant as naive UTC from a Unix time in seconds, or in milliseconds."""
    word = _bare(cell)
    if word is None:
        return None
    found = _EPOCH.fullmatch(word)
    if found is None:
        raise Unreadable("not_a_date")
    when = datetime(1970, 1, 1) + timedelta(seconds=float(found[1]) if found[1] else int(found[2]) / 1000)  # noqa: DTZ001 - naive UTC
    return _in_range(when.year, when.month, when.day, when.hour, when.minute, when.second, when.microsecond)


_RANGE = re.compile(r"\s*(?:~|～|至|到|—|\bto\b|\s-\s)\s*")


def day_range(cell: str, zone: tzinfo, order: str = "ymd", *, sheet: bool = False) -> tuple[date, date] | None:
    """First and last day of "2024-01-01 ~ 2024-01-31"; a single day is both."""
    word = _bare(cell)
    if word is None:
        return None
    ends = _RANGE.split(word)
    if len(ends) > 2:
        raise Unreadable("not_a_date")
    since, until = day(ends[0], zone, order, sheet=sheet), day(ends[-1], zone, order, sheet=sheet)
    if since is None or until is None or since > until:
        raise Unreadable("not_a_date")
    return since, until


def _moment(word: str, order: str, sheet: bool) -> tuple[datetime, timedelta | None]:
    plain = unicodedata.normalize("NFKC", word)
    if sheet and _SERIAL.fullmatch(plain):
        return _serial(Decimal(plain)), None
    for shape, pick in ((_YEAR_FIRST, _year_first), (_COMPACT, _year_first), (_NAMED, _named), (_SHORT, _short)):
        found = shape.fullmatch(plain)
        if found:
            parts = found.groupdict()
            year, month, in_month = pick(parts, order)
            return _in_range(year, month, in_month, *_clock(parts)), _offset(parts.get("zone"))
    raise Unreadable("not_a_date")


def _serial(days: Decimal) -> datetime:
    when = _EXCEL_EPOCH + timedelta(seconds=int((days * 86400).to_integral_value(ROUND_HALF_UP)))
    return _in_range(when.year, when.month, when.day, when.hour, when.minute, when.second, 0)


def _year_first(parts: dict[str, str | None], _order: str) -> tuple[int, int, int]:
    return int(parts["y"] or 0), int(parts["m"] or parts.get("m2") or 0), int(parts["d"] or parts.get("d2") or 0)


def _named(parts: dict[str, str | None], _order: str) -> tuple[int, int, int]:
    month = _MONTHS.get((parts["n"] or parts["n2"] or "")[:3].lower())
    if month is None:
        raise Unreadable("not_a_date")
    return int(parts["y"] or parts["y2"] or 0), month, int(parts["d"] or parts["d2"] or 0)


def _short(parts: dict[str, str | None], order: str) -> tuple[int, int, int]:
    """Three small numbers mean what the format says; a year at the end needs a format that says so."""
    found = dict(zip(order, (parts["a"] or "", parts["b"] or "", parts["c"] or ""), strict=True))
    if (len(found["y"]) == 4) != (len(parts["c"] or "") == 4) or len(found["y"]) not in {2, 4}:
        raise Unreadable("date_order")
    year = int(found["y"])
    return (year if year > 99 else year + (2000 if year < 69 else 1900)), int(found["m"]), int(found["d"])


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int]:
    hour, half = int(parts.get("h") or 0), (parts.get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise Unreadable("not_a_date")
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour, int(parts.get("mi") or 0), int(parts.get("s") or 0), int((parts.get("f") or "0")[:6].ljust(6, "0"))


def _in_range(year: int, month: int, in_month: int, hour: int, minute: int, second: int, micro: int) -> datetime:
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise Unreadable("date_range")
    try:
        return datetime(year, month, in_month, hour, minute, second, micro)  # noqa: DTZ001 - the wall clock as written
    except ValueError as fault:
        raise Unreadable("not_a_date") from fault


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone in {"Z", "UTC", "GMT"}:
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
