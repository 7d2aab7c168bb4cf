"""Secrets of made-up people, planted into the samples of the formats, and a search for them in every byte that is left."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import xlsxwriter

from storehand.intake.formats import Format
from storehand.intake.header import Header
from storehand.intake.readers import normal
from storehand.intake.spec import Spec, synonyms
from storehand.tables import Type
from tests.formats.variants import Part

NEW = ("收件人补充", "备用信息", "配送说明")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Secrets:
    """Gives each secret once and remembers it."""

    given: list[str] = field(default_factory=list)
    count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def name(self) -> str:
        place = next(self.count)
        return self._kept(f"赵{chr(0x6E00 + place)}{chr(0x7300 + place)}")

    def phone(self) -> str:
        return self._kept(f"1377{next(self.count):07d}")

    def email(self) -> str:
        return self._kept(f"secret{next(self.count)}@leak.example.com")

    def nick(self) -> str:
        return self._kept(f"nick_secret_{next(self.count)}_x")

    def street(self) -> str:
        return f"浙江省杭州市西湖区{self._kept(f'密语{chr(0x6C10 + next(self.count))}')}路{next(self.count)}号"

    def card(self) -> str:
        stem = f"110105{1950 + next(self.count) % 50}1231{next(self.count) % 1000:03d}"
        check = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, stem, strict=True)) % 11
        return self._kept(stem + "10X98765432"[check])

    def memo(self) -> str:
        return f" 联系人：{self.name()} {self.phone()} {self.email()} 寄 {self.street()} 证件 {self.card()}"

    def _kept(self, secret: str) -> str:
        self.given.append(secret)
        return secret


def planted(part: Part, secrets: Secrets, *, ragged: bool) -> list[list[str]]:
    """The rows of a part with people in every person column, in free texts, in new columns and beyond the header's width."""
    if part.format is None or part.header is None:
        return part.rows
    top = part.header.record
    head, rows = list(part.rows[top - 1]), [list(row) for row in part.rows[top:]]
    width = len(part.header.cells)
    people, memos = _people(part.format, part.header), _memos(part.format, part.header)
    makers: tuple[Callable[[], str], ...] = (
        secrets.name, secrets.phone, secrets.street, secrets.email, secrets.nick, secrets.card,
    )  # fmt: skip
    for row in rows:
        if sum(bool(cell.strip()) for cell in row[:width]) < 2 or _is_marked(row, part.format):
            continue
        for turn, place in enumerate(people):
            if place <= len(row) and row[place - 1].strip() not in {"", "-"} and "*" not in row[place - 1]:
                row[place - 1] = makers[(turn + len(secrets.given)) % len(makers)]()
        for place in memos:
            if place <= len(row) and row[place - 1].strip() not in {"", "-", "--"}:
                row[place - 1] += secrets.memo()
        row[width:] = [*[""] * (width - len(row)), secrets.name(), secrets.phone(), secrets.street()]
    if ragged and rows:
        first = [*rows[0], *[""] * (width + len(NEW) - len(rows[0]))]
        rows.insert(0, [*first, secrets.name(), secrets.phone(), secrets.street()])
    return [*part.rows[: top - 1], [*head[:width], *NEW], *rows]


def _is_marked(row: Sequence[str], format: Format) -> bool:
    marks = (*format.read.totals, *format.read.notes)
    return any(cell.strip().startswith(mark.rstrip("*")) for cell in row for mark in marks)


def _people(format: Format, header: Header) -> list[int]:
    names = {name for told in (*format.people, *format.buyers) for name in synonyms(told)}
    return sorted({place for name, place in header.places.items() if name in names})


def _memos(format: Format, header: Header) -> list[int]:
    """Columns of free text: read as nothing but text, and no condition or pattern looks at them."""
    other, texts = set[str](), set[str]()
    for feed in format.tables:
        other |= {name for test in feed.where for name in synonyms(test.header)}
        keys = {column.name for column in feed.table.columns if column.name in feed.table.key} | set(feed.group)
        for name, spec in feed.columns:
            told = {one for header_ in spec.headers() for one in synonyms(header_)}
            told |= {one for test in spec.conditions() for one in synonyms(test.header)}
            is_text = name != "shop" and feed.table.column(name).type is Type.TEXT and _is_plain(spec) and name not in keys
            (texts if is_text else other).update(told)
    filled = {one for header_ in ((*format.fill.headers, format.fill.key) if format.fill else ()) for one in synonyms(header_)}
    signed = {one for header_ in (*format.read.totals_at, *format.read.totals_blank) for one in synonyms(header_)}
    wanted = texts - other - filled - signed
    places = {header.places[name] for name in wanted if name in header.places}
    return sorted(place for place in places if normal(header.label(place)) in wanted)


def _is_plain(spec: Spec) -> bool:
    return spec.is_plain and not (spec.mapped or spec.default is not None or spec.extract or spec.label or spec.when)


def write(path: Path, parts: Sequence[tuple[str, list[list[str]]]], *, encoding: str = "utf-8-sig") -> Path:
    """A text with one part (its name is the delimiter), or a workbook of text cells."""
    if path.suffix in {".csv", ".txt", ".tsv"}:
        delimiter, rows = parts[0]
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))
        return path
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in parts:
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write_string(line, place, cell)
    return path


def leaks(secrets: Sequence[str], words: str) -> list[str]:
    """The secrets that stand in some words."""
    return [one for one in secrets if one in words]


def left_in(folder: Path, secrets: Sequence[str]) -> list[str]:
    """Every file of a folder that holds a secret, with the secret."""
    return [f"{path}: {one}" for path in sorted(folder.rglob("*")) if path.is_file() for one in _in_file(path, secrets)]


def _in_file(path: Path, secrets: Sequence[str]) -> list[str]:
    content = path.read_bytes()
    found = leaks(secrets, f"{path.name}\n{content.decode('utf-8', 'ignore')}")
    for encoding in ("gb18030", "utf-16-le"):
        found += [one for one in secrets if not one.isascii() and one.encode(encoding, "ignore") in content]
    if content.startswith(b"PAR1"):
        found += leaks(secrets, _parquet(path))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            found += leaks(secrets, "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()))
    return found


def _parquet(path: Path) -> str:
    """All that a Parquet file says: its rows and its notes."""
    rows = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    notes = duckdb.execute("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    return "\n".join(map(repr, rows)).encode().decode("unicode_escape", "ignore") + "\n".join(map(str, rows)) + str(notes)
