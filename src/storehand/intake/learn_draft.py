"""The text of a drafted format.toml; every guess stands in a comment above what it became."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from storehand.intake.formats import ENCODINGS, TOTALS
from storehand.intake.learn_cells import Strip, Writing
from storehand.intake.learn_fill import Filling
from storehand.intake.learn_guess import Guess, usable
from storehand.intake.learn_words import Words
from storehand.intake.mask import is_person, masked
from storehand.intake.peek import Peek
from storehand.intake.readers import normal
from storehand.tables import TABLES, Column, Table
from storehand.wording import Text, say

SIGNED_BY: Final = 6  # how many headers a draft's signature asks for, unless another export has those as well
_STAMP = re.compile(r"(?<!\d)(\d{14}|\d{12}|\d{10})(?!\d)")
_DATE = r"20\d{2}[-_.]?\d{2}[-_.]?\d{2}"
_DAYS = re.compile(rf"(?<!\d){_DATE}(?!\d).{{1,3}}?(?<!\d){_DATE}(?!\d)")
_DAY = re.compile(rf"(?<!\d){_DATE}(?!\d)")
_CUTS: Final = (
    ("ad_id", "ad"), ("term", "term"), ("target", "keyword"), ("placement", "placement"), ("ad_group_id", "ad_group"),
    ("ad_group", "ad_group"), ("item_id", "item"), ("campaign_id", "campaign"), ("campaign", "campaign"),
    ("scene_id", "scene"), ("scene", "scene"),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """All that was seen of the table that a draft is for."""

    path: Path
    seen: Peek
    row: int
    headers: tuple[str, ...]
    strips: tuple[Strip, ...]
    rows: tuple[Sequence[str], ...]
    writing: Writing
    guess: Guess
    fillings: tuple[Filling, ...]
    nulls: tuple[str, ...]
    words: Words

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns that the table cannot do without and that the draft does not fill; the day is not among them where
        the file's name tells it."""
        made = {one.column.name for one in self.fillings}
        table = self.guess.table
        columns = table.columns if table else ()
        return tuple(one for one in columns if not one.null and one.name not in made and not (one.name == "day" and self.days))

    @property
    def days(self) -> str:
        """The pattern of the days in the file's name, where the table has no day; empty where there is none."""
        table = self.guess.table
        needs = table is not None and any(one.name == "day" and not one.of for one in table.columns)
        if not needs or any(one.column.name == "day" for one in self.fillings):
            return ""
        if _DAYS.search(self.path.stem):
            return rf"(?<!\d)(?P<since>{_DATE})(?!\d).{{1,3}}?(?<!\d)(?P<until>{_DATE})(?!\d)"
        return rf"(?<!\d)(?P<since>{_DATE})(?!\d)" if _DAY.search(self.path.stem) else ""


def draft(sheet: Sheet, name: str, platform: str) -> str:
    """The TOML text."""
    title = quoted(masked(name.rpartition("/")[2]))
    table = sheet.guess.table
    head = [
        *_note(say("learn.draft")),
        f"name = {quoted(name)}",
        f"platform = {quoted(platform)}",
        f"title = {{ zh = {title}, en = {title} }}",
        f"menu = {{ zh = {title}, en = {title} }}",
        'confidence = "unconfirmed"',
        'covers = "rows"',
        *([] if table else ["table = []"]),
    ]
    return "\n".join(
        [*head, *_reading(sheet), *_signing(sheet), *(_feeding(sheet, table) if table else _tables()), *_unused(sheet), ""]
    )


def _reading(sheet: Sheet) -> list[str]:
    wrote = sheet.writing
    lines = ["", "[read]", *_note(say("learn.header_row", row=sheet.row + 1))]
    if sheet.seen.encoding:
        encodings = dict.fromkeys((*ENCODINGS, sheet.seen.encoding))
        lines.append(f"encodings = {written(list(encodings))}")
    lines += [*(_note(say("learn.dates")) if wrote.dates != "ymd" else []), f"dates = {quoted(wrote.dates)}"]
    if wrote.decimal != ".":
        lines += [*_note(say("learn.decimal")), f"decimal = {quoted(wrote.decimal)}"]
    if sheet.nulls:
        lines += [*_note(say("learn.nulls")), f"nulls = {written(list(sheet.nulls))}"]
    if own := totals(sheet):
        lines += [*_note(say("learn.totals")), f"totals = {written([*TOTALS, *own])}"]
    if _STAMP.search(sheet.path.stem):
        lines += [*_note(say("learn.known_at")), r"known_at = '(?<!\d)(?P<stamp>\d{14}|\d{12}|\d{10})(?!\d)'"]
    if sheet.days:
        lines += [*_note(say("learn.day")), f"day = '{sheet.days}'"]
    return lines


def totals(sheet: Sheet) -> list[str]:
    """Totals words of the file that no format knows by itself."""
    return [word for word in sheet.writing.totals if word not in TOTALS]


def _signing(sheet: Sheet) -> list[str]:
    signed, absent = signature(sheet)
    lines = ["", "[signature]", *_note(say("learn.signature")), f"headers = {written(list(signed))}"]
    if absent:
        lines.append(f"absent = {written(list(absent))}")
    if sheet.guess.people:
        people = [strip.header for strip in sheet.guess.people if not is_person(strip.header)]
        lines += ["", "[people]", *_note(say("learn.people")), f"headers = {written(people)}"]
    return lines


def signature(sheet: Sheet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers that tell this export from those that we know, and those that must not be there: first what the table
    cannot do without, then the rarest; more of them as long as another export has them all."""
    read = [header for one in sheet.fillings for header in one.headers]
    needed = [header for one in sheet.fillings if not one.column.null for header in one.headers]
    others = sorted(
        (strip.header for strip in sheet.strips if strip.header not in needed), key=lambda one: _often(one, read, sheet)
    )
    ranked = [one for one in dict.fromkeys((*needed, *others)) if usable(one) and not is_person(one)]
    size = min(SIGNED_BY, len(ranked))
    while size < len(ranked) and _fits(ranked[:size], sheet):
        size += 1
    mine = {normal(header) for header in sheet.headers}
    absent = [max(names - mine, key=lambda name: (len(name), name)) for names in _fits(ranked[:size], sheet) if names - mine]
    return tuple(ranked[:size]), tuple(dict.fromkeys(absent))


def _often(header: str, read: Sequence[str], sheet: Sheet) -> tuple[bool, int]:
    """What is read comes first, and of it what fewest exports have."""
    return header not in read, sum(normal(header) in names for names in sheet.words.headers)


def _fits(headers: Sequence[str], sheet: Sheet) -> list[frozenset[str]]:
    """The header rows of known exports that have all of these."""
    wanted = {normal(header) for header in headers}
    return [names for names in sheet.words.headers if wanted <= names]


def cut(table: Table, fillings: Sequence[Filling]) -> str:
    """How the rows are counted: of ads the finest thing that is named, of an ERP's orders "erp", else the table's first."""
    made = {one.column.name for one in fillings}
    if table.name == "ad_day":
        return next((cut for column, cut in _CUTS if column in made), "account")
    if table.cuts:
        return "erp" if "platform_order_id" in made and "erp" in table.cuts else table.cuts[0]
    return "own"


def _feeding(sheet: Sheet, table: Table) -> list[str]:
    lines = ["", "[[table]]", *_note(say("learn.table", table=table.label, name=table.name))]
    lines += [f"name = {quoted(table.name)}", f"cut = {quoted(cut(table, sheet.fillings))}", "", "[table.columns]"]
    nested: list[str] = []
    for one in sheet.fillings:
        remarks = [line for remark in one.remarks for line in _note(remark)]
        if isinstance(one.told, dict) and "map" in one.told:
            nested += ["", *remarks, *_mapping(one)]
        else:
            lines += [*remarks, f"{one.column.name} = {written(one.told)}"]
    if sheet.missing:
        lines += _note(say("learn.missing", columns=", ".join(column.name for column in sheet.missing)))
    return [*lines, *nested]


def _mapping(one: Filling) -> Iterator[str]:
    yield f"[table.columns.{one.column.name}]"
    yield from (f"{option} = {written(value)}" for option, value in one.told.items() if option != "map")
    yield f"[table.columns.{one.column.name}.map]"
    yield from (f"{quoted(word)} = {quoted(code)}" for word, code in one.told["map"].items())


def _tables() -> list[str]:
    return ["", *_note(say("learn.no_table", tables=", ".join(TABLES)))]


def _unused(sheet: Sheet) -> list[str]:
    if not sheet.guess.unused:
        return []
    shapes = ((strip.header, strip.shape or "empty") for strip in sheet.guess.unused)
    told = [f"#   {_flat(header)} ({shape_name(shape).en})" for header, shape in shapes]
    return ["", *_note(say("learn.unused")), *told]


def shape_name(shape: str) -> Text:
    """What cells look like, in words."""
    return say(f"learn.shape_{shape}")


def _note(words: Text) -> list[str]:
    return [f"# {_flat(words.zh)} / {_flat(words.en)}"]


def _flat(words: str) -> str:
    """Words for a comment: one line, and nothing of a person."""
    return "".join(sign for sign in masked(" ".join(words.split())) if sign.isprintable())


def written(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_name(name)} = {written(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else f"{value:f}".rstrip("0") if isinstance(value, float) else str(value)


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def quoted(words: str) -> str:
    """A TOML string."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
