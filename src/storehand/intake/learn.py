"""Drafts a format for a file that no format knows: what the header is, which table it feeds, who stands in it.

A draft is a guess that says so: comments name what was guessed and what was left out. Known labels come from
the contracts (both languages) and from the headers of the formats that we already have. Cells are looked at
for their shape only; no value of the file is written into the draft.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storehand.errors import Refusal
from storehand.intake.formats import Format, load_formats
from storehand.intake.mask import listed, masked, shown
from storehand.intake.peek import Peek, peek
from storehand.tables import TABLES, Table
from storehand.wording import say

SEARCHED_ROWS = 40  # how far down a header is looked for
SIGNED_BY = 6  # how many headers a draft's signature asks for
_TOTALS = ("合计", "总计", "汇总", "小计", "店铺汇总值")
_NULLS = frozenset(("", "-", "--", "——", "\\N", "N/A", "#N/A"))
_PERSON = re.compile(
    r"姓名|收货人|收件人|联系人|电话|手机|地址|会员名|买家昵称|买家旺旺|支付宝账号|身份证|邮箱|留言|备注|备忘|密文|发票抬头"
    r"|e-?mail|phone|\baddress|\bstreet|\bzip|postal|postcode|(buyer|customer|billing|shipping|recipient|contact).?name|\bnotes?\b",
    re.IGNORECASE,
)
_PERSON_CELL = re.compile(r"^'?(?:\+?86)?1[3-9]\d{9}$|^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)
_SHAPES = (
    ("time", re.compile(r"^\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?[ T]\d{1,2}:\d{2}")),
    ("time", re.compile(r"^\d{1,2}[-/]\d{1,2}[-/]\d{2,4} \d{1,2}:\d{2}")),
    ("day", re.compile(r"^\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?$|^20\d{6}$|^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}$")),
    ("percent", re.compile(r"^-?[\d,.]+%$")),
    ("id", re.compile(r'^="?\d+"?$|^\d{11,}$')),
    ("number", re.compile(r"^[^\d\w-]{0,3}-?[\d,]*\.?\d+[元万]?$")),
)
_DMY = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})\b")
_STAMP = re.compile(r"(?<!\d)(\d{14}|\d{12}|\d{10})(?!\d)")
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Place:
    """Where a header's cells would go."""

    table: str
    column: str


@dataclass(frozen=True)
class Guess:
    """What was seen: the header's row (from 0), its cells, the table it seems to feed, and each header's place."""

    row: int
    headers: tuple[str, ...]
    table: Table | None
    columns: Mapping[str, str]  # target column -> header
    people: tuple[str, ...]
    unused: tuple[tuple[str, str], ...]  # header, shape of its cells
    dates: str
    totals: bool


def learn(path: Path, name: str, platform: str = "generic") -> str:
    """The text of a format.toml for this file. Nothing is written. A file that cannot be opened is a Refusal."""
    seen = peek(path)
    found = guess(seen.rows, known_places(load_formats()))
    told = "、".join(found.headers)
    if masked(told) != told:
        raise Refusal("no_header", name=shown(path), seen=listed(told))
    return draft(seen, found, path, name, platform)


def plain(header: str) -> str:
    """A header without what differs between downloads: width, blanks, brackets, case."""
    return re.sub(r"[\s()（）]+", "", unicodedata.normalize("NFKC", header)).casefold()


def known_places(formats: Iterable[Format]) -> dict[str, Counter[Place]]:
    """Every header that we know, and how often it feeds which column."""
    places: dict[str, Counter[Place]] = {}
    for table in TABLES.values():
        for column in table.columns:
            for label in (column.label.zh, column.label.en, column.name):
                places.setdefault(plain(label), Counter())[Place(table.name, column.name)] += 1
    for format in formats:
        for feed in format.tables:
            for column_name, header in feed.plain_headers:
                places.setdefault(plain(header), Counter())[Place(feed.name, column_name)] += 3
    return places


def guess(rows: Sequence[Sequence[str]], places: Mapping[str, Counter[Place]]) -> Guess:
    """What the first rows of a file look like."""
    row = _header_row(rows, places)
    headers = tuple(cell.strip() for cell in rows[row]) if rows else ()
    cells = {header: _column(rows[row + 1 :], place) for place, header in enumerate(headers) if header}
    people = tuple(header for header in cells if _is_person(header, cells[header]))
    table = _likely(headers, places)
    columns = _columns(table, [header for header in cells if header not in people], places) if table else {}
    unused = tuple((header, shape(cells[header])) for header in cells if header not in people and header not in columns.values())
    dated = [cell for header in cells for cell in cells[header] if _DMY.match(cell)]
    return Guess(row, headers, table, columns, people, unused, _date_order(dated), _has_totals(rows[row + 1 :]))


def shape(cells: Sequence[str]) -> str:
    """What most filled cells look like: time, day, percent, id, number or text; "empty" without any."""
    counts = Counter(_shape(cell) for cell in cells)
    return counts.most_common(1)[0][0] if counts else "empty"


def _shape(cell: str) -> str:
    return next((name for name, pattern in _SHAPES if pattern.match(cell)), "text")


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    cells = (row[place].strip() for row in rows if place < len(row))
    return [cell for cell in cells if cell not in _NULLS]


def _header_row(rows: Sequence[Sequence[str]], places: Mapping[str, Counter[Place]]) -> int:
    """The row of the first forty with the most words that stand once each; known labels count three times."""

    def score(place: int) -> float:
        filled = [cell.strip() for cell in rows[place] if cell.strip() not in _NULLS]
        words = {cell for cell in filled if _shape(cell) == "text"}
        return len(words) + 2 * sum(plain(cell) in places for cell in words) - 2 * (len(filled) - len(words))

    return max(range(min(len(rows), SEARCHED_ROWS)), key=score, default=0)


def _is_person(header: str, cells: Sequence[str]) -> bool:
    by_value = sum(bool(_PERSON_CELL.match(cell)) for cell in cells)
    return bool(_PERSON.search(header)) or by_value * 2 > len(cells) > 0


def _likely(headers: Sequence[str], places: Mapping[str, Counter[Place]]) -> Table | None:
    """The table that most headers point to, among two the one whose key is there; in doubt the first declared."""
    pointed: dict[str, set[str]] = {name: set() for name in TABLES}
    votes: Counter[str] = Counter()
    for header in headers:
        known = places.get(plain(header), ())
        votes.update({place.table for place in known})
        for place in known:
            pointed[place.table].add(place.column)
    scores = {name: votes[name] - _lacking(TABLES[name], pointed[name]) for name in TABLES if votes[name] >= 2}
    best = max(scores, key=lambda name: scores[name], default=None)
    return TABLES[best] if best is not None and scores[best] > 0 else None


def _lacking(table: Table, there: set[str]) -> float:
    """What a table misses: a column that it cannot do without counts three times, a part of its key half."""
    needed = sum(not column.null and column.name not in there for column in table.columns)
    return 3 * needed + 0.5 * sum(name not in there for name in table.key if name != "cut")


def _columns(table: Table, headers: Sequence[str], places: Mapping[str, Counter[Place]]) -> dict[str, str]:
    """Target column → header: each header once, at the place where it feeds that table most often."""
    columns: dict[str, str] = {}
    for header in headers:
        wanted = [(count, place) for place, count in places.get(plain(header), Counter()).items() if place.table == table.name]
        free = [(count, place.column) for count, place in wanted if place.column not in columns]
        if free:
            columns[max(free)[1]] = header
    order = {column.name: place for place, column in enumerate(table.all_columns)}
    return dict(sorted(columns.items(), key=lambda pair: order.get(pair[0], 0)))


def _date_order(cells: Iterable[str]) -> str:
    """ymd unless day and month stand before the year; then by the part that goes over twelve."""
    found = [match.groups() for match in map(_DMY.match, cells) if match]
    if not found:
        return "ymd"
    return "dmy" if any(int(first) > 12 for first, _, _ in found) else "mdy"


def _has_totals(rows: Sequence[Sequence[str]]) -> bool:
    firsts = (next((cell.strip() for cell in row if cell.strip()), "") for row in rows)
    return any(first in _TOTALS for first in firsts)


def draft(seen: Peek, found: Guess, path: Path, name: str, platform: str) -> str:
    """The TOML text; every guess stands in a comment above what it became."""
    title = _quoted(name.rpartition("/")[2])
    head = [
        *_note("learn.draft"),
        f"name = {_quoted(name)}",
        f"platform = {_quoted(platform)}",
        f"title = {{ zh = {title}, en = {title} }}",
        f"menu = {{ zh = {title}, en = {title} }}",
        'confidence = "unconfirmed"',
        *([] if found.table else ["table = []"]),
    ]
    return "\n".join([*head, *_reading(seen, found, path), *_signing(found), *_feeding(found), ""])


def _reading(seen: Peek, found: Guess, path: Path) -> list[str]:
    lines = ["", "[read]", *_note("learn.header_row", row=found.row + 1)]
    if seen.encoding:
        lines.append(f"encodings = [{_quoted(seen.encoding)}]")
    if seen.delimiter:
        lines.append(f"delimiter = {_quoted(seen.delimiter)}")
    lines += [*(_note("learn.dates") if found.dates != "ymd" else []), f'dates = "{found.dates}"']
    if _STAMP.search(path.name):
        lines += [*_note("learn.known_at"), r"known_at = '(?P<stamp>\d{14}|\d{12}|\d{10})'"]
    if _DAYS.search(path.name):
        lines += [*_note("learn.day"), r"day = '(?P<since>\d{4}-\d{2}-\d{2})_(?P<until>\d{4}-\d{2}-\d{2})'"]
    return lines + (_note("learn.totals") if found.totals else [])


def _signing(found: Guess) -> list[str]:
    used = list(found.columns.values())
    signed = (used + [header for header, _ in found.unused] or [header for header in found.headers if header])[:SIGNED_BY]
    lines = ["", "[signature]", *_note("learn.signature"), f"headers = {_list(signed)}"]
    if found.people:
        lines += ["", "[people]", *_note("learn.people"), f"headers = {_list(found.people)}"]
    return lines


def _feeding(found: Guess) -> list[str]:
    if found.table is None:
        return ["", *_note("learn.no_table", tables=", ".join(TABLES)), *_unused(found)]
    lines = ["", "[[table]]", *_note("learn.table", table=found.table.label, name=found.table.name)]
    lines += [f'name = "{found.table.name}"', 'cut = "own"', "", "[table.columns]"]
    lines += [f"{column} = {_quoted(header)}" for column, header in found.columns.items()]
    missing = [column.name for column in found.table.columns if not column.null and column.name not in found.columns]
    if missing:
        lines += _note("learn.missing", columns=", ".join(missing))
    return lines + _unused(found)


def _unused(found: Guess) -> list[str]:
    if not found.unused:
        return []
    return ["", *_note("learn.unused"), *(f"#   {header} ({what})" for header, what in found.unused)]


def _note(key: str, **values: object) -> list[str]:
    words = say(key, **values)
    return [f"# {words.zh} / {words.en}"]


def _list(headers: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(header) for header in headers) + "]"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
