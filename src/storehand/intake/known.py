"""What a file says about itself: when it was downloaded, which day it is of, whether Excel has saved it since."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from storehand.intake.formats import Feed, Format
from storehand.intake.header import Header
from storehand.intake.readers import Unreadable, day, identifier
from storehand.intake.spec import Spec

_STAMPS = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M"}
_PROPERTY = re.compile(rb"<dcterms:(modified|created)[^>]*>([^<]+)<")
_HAS_SECONDS = re.compile(r":\d{2}:\d{2}")
_POWER = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_LONG_ID = re.compile(r"\d{16,}")


def utc(when: datetime) -> datetime:
    """Naive UTC; a naive time is UTC already."""
    return when if when.tzinfo is None else when.astimezone(UTC).replace(tzinfo=None)


def stamped(format: Format, names: Sequence[str], zone: str) -> datetime | None:
    """The download time in a file's name, as naive UTC: ten digits are a Unix time, else the shop's clock."""
    for name in names if format.read.known_at else ():
        found = re.search(format.read.known_at, name)
        if found:
            return _stamp(found["stamp"], zone)
    return None


def _stamp(digits: str, zone: str) -> datetime | None:
    try:
        if len(digits) == 10:
            return utc(datetime.fromtimestamp(int(digits), UTC))
        return utc(datetime.strptime(digits, _STAMPS[len(digits)]).replace(tzinfo=ZoneInfo(zone)))
    except (KeyError, ValueError, OverflowError):
        return None


def saved(path: Path) -> datetime | None:
    """When a workbook says that it was last changed, else made, as naive UTC; None for all other files."""
    if not zipfile.is_zipfile(path):
        return None
    try:
        with zipfile.ZipFile(path) as book:
            told = dict(_PROPERTY.findall(book.read("docProps/core.xml")))
        stated = told.get(b"modified") or told.get(b"created")
        return utc(datetime.fromisoformat(stated.decode("ascii").strip())) if stated else None
    except (KeyError, ValueError, UnicodeDecodeError, zipfile.BadZipFile, OSError):
        return None


def believable(when: datetime | None, now: datetime, last: date | None, zone: str) -> datetime | None:
    """`when`, unless it lies in the future or before the last day that the file speaks of: some exporters write
    the date of their template."""
    if when is None or when > now:
        return None
    if last is not None and when.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date() < last:
        return None
    return when


def days_named(format: Format, names: Sequence[str]) -> tuple[date, date] | None:
    """First and last day in a file's or sheet's name."""
    for name in names if format.read.day else ():
        found = re.search(format.read.day, name)
        if found:
            parts = found.groupdict()
            since = _day(parts.get("since") or "")
            until = _day(parts.get("until") or "") or since
            if since is not None and until is not None:
                return since, until
    return None


def days_above(format: Format, lines: Sequence[Sequence[str]], zone: str) -> tuple[date, date] | None:
    """First and last day of the period that the lines above a header state; a comma in a date may have cut its cell."""
    for words in (words for line in lines for words in (*line, ",".join(line))) if format.read.above else ():
        found = re.search(format.read.above, words.strip())
        if not found:
            continue
        try:
            ends = [day(found[end], ZoneInfo(zone), format.read.dates) for end in ("since", "until")]
        except Unreadable:
            continue
        if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
            return ends[0], ends[1]
    return None


def of_period(format: Format, since: date, until: date, header: Header) -> Format:
    """The format with the period as the first and the last day of every row, where the header has no day and the table
    can hold both."""

    def told(feed: Feed) -> Feed:
        days = {"day": since, "until_day": until}
        has_day = any(header.place(one) for name, spec in feed.columns if name in days for one in spec.headers())
        if has_day or not days.keys() <= {one.name for one in feed.table.columns}:
            return feed
        others = tuple((name, spec) for name, spec in feed.columns if name not in days)
        return replace(feed, columns=(*others, *((name, Spec("const", const=end.isoformat())) for name, end in days.items())))

    return replace(format, tables=tuple(map(told, format.tables)))


def _day(words: str) -> date | None:
    digits = re.sub(r"\D", "", words)
    try:
        return datetime.strptime(digits, "%Y%m%d").replace(tzinfo=UTC).date() if len(digits) == 8 else None
    except ValueError:
        return None


def lost_seconds(times: Sequence[str]) -> bool:
    """True where nearly all of these times stand without seconds: Excel cuts them off when it saves a CSV."""
    return len(times) > 0 and sum(bool(_HAS_SECONDS.search(time)) for time in times) * 10 < len(times)


def lost_digits(ids: Sequence[str]) -> bool:
    """True where nearly all long ids have only fifteen digits that count: Excel has read them as numbers."""
    long = [word for word in map(_identifier, ids) if word and _LONG_ID.fullmatch(word)]
    return len(long) >= 3 and sum(map(_is_damaged, long)) * 10 >= len(long) * 9


def lost_to_powers(ids: Sequence[str]) -> bool:
    """True where nearly all of these ids stand in scientific notation: they name nobody any more."""
    return len(ids) > 0 and sum(bool(_POWER.fullmatch(word.strip())) for word in ids) * 10 >= len(ids) * 9


def _is_damaged(digits: str) -> bool:
    """Fifteen digits and zeros, as a CSV shows them, or what a floating number makes of them in a workbook."""
    fifteen = f"{int(digits):.15g}"
    return int(digits) in {int(Decimal(fifteen)), int(float(fifteen))}


def _identifier(cell: str) -> str | None:
    try:
        return identifier(cell)
    except Unreadable:
        return None
