"""What stands in a file: every table in it with the format that knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from storehand.errors import Refusal
from storehand.intake import book, guard, known, match, sheet, text
from storehand.intake.formats import Format
from storehand.intake.guard import Limits
from storehand.intake.header import Header
from storehand.intake.header import header as head_of
from storehand.intake.readers import normal
from storehand.intake.spec import synonyms
from storehand.intake.text import Cells, Record, Script, Sight


@dataclass(frozen=True)
class Found:
    """One table of a file: its format, its header and its records. `script` is there for text, `cells` for the
    rest; `member` names the part of a zip or workbook."""

    format: Format
    header: Header
    member: str
    script: Script | None
    cells: Cells | None


@dataclass
class Opened:
    """All tables of a file. `heads` are the first rows of those that no format knew, `passed` their names."""

    found: list[Found] = field(default_factory=list)
    heads: list[Sequence[Record]] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Opener:
    """Opens files for one load: with these formats and limits, copies in `scratch`, sheets as tables of `duck`."""

    formats: Sequence[Format]
    limits: Limits
    scratch: Path
    duck: duckdb.DuckDBPyConnection

    def open(self, path: Path, name: str, sight: Sight) -> Opened:
        """The tables that some format knows. None at all is a Refusal that names the nearest format; two formats
        that fit one table equally well are a Refusal that names both."""
        opened = Opened()
        self._open(path, name, sight, "", opened)
        if not opened.found:
            raise match.refusal(opened.heads, self.formats, name)
        return opened

    def _open(self, path: Path, name: str, sight: Sight, member: str, opened: Opened) -> None:
        kind = guard.kind(path, name)
        if kind == "zip":
            self._unpack(path, name, member, opened)
        elif kind == "text":
            self._text(path, name, sight, member, opened)
        else:
            self._cells(self._sheets(kind, path, name), name, member, opened)

    def _unpack(self, path: Path, name: str, member: str, opened: Opened) -> None:
        if member:
            raise Refusal("nested_zip", name=name, member=member)
        guard.check_zip(path, name, self.limits)
        inside = guard.members(path, name)
        with guard.opened(path, name) as archive:
            for place, one in enumerate(inside):
                copy = self.scratch / f"member-{place}"
                with copy.open("wb") as out:
                    out.writelines(guard.inflated(archive, archive.getinfo(one), name))
                if copy.stat().st_size:
                    self._open(copy, name, text.look(copy), one, opened)

    def _sheets(self, kind: str, path: Path, name: str) -> Iterator[Cells]:
        if kind == "xlsx":
            guard.check_zip(path, name, self.limits)
            book.prove(path, name, self.limits)
        elif kind == "xls":
            book.prove_old(path, name)
        if kind in {"xlsx", "xls"}:
            yield from sheet.workbook(path, name, self.duck, self.limits)
        elif kind == "html":
            yield from sheet.page(path, name, self.scratch, self.limits)
        elif kind == "parquet":
            yield sheet.parquet(path, name, self.duck, self.limits)
        else:
            yield sheet.records(path, name, self.scratch, self.limits)

    def _cells(self, sheets: Iterator[Cells], name: str, member: str, opened: Opened) -> None:
        all_of_them = list(sheets)
        exact = [match.matches(cells.head, self.formats, cells.member) for cells in all_of_them]
        # Of several sheets an export that goes by its sheet's name is only taken by that name.
        left = [one for one in self._left(exact) if not one.read.sheet or len(all_of_them) == 1]
        told = [
            sure or match.loosely(cells.head, left, strictly=any(exact)) for cells, sure in zip(all_of_them, exact, strict=True)
        ]
        _check_sheets([format for one in told for format, _ in one], name)
        for cells, found in zip(all_of_them, told, strict=True):
            if found:
                format, header = match.only(found, name)
                # The name of the only sheet tells nothing, unless it is there that the day stands (小红书).
                part = cells.member if len(all_of_them) > 1 or known.days_named(format, [cells.member]) else ""
                opened.found.append(Found(format, header, "/".join(filter(None, (member, part))), None, cells))
            else:
                opened.heads.append(cells.head)
                opened.passed.append("/".join(filter(None, (member, cells.member))) or name)

    def _left(self, found: Sequence[Sequence[tuple[Format, Header]]]) -> list[Format]:
        """The formats of which a workbook may have one more sheet: not those that a sheet was known by."""
        known = {format.name for one in found for format, _ in one}
        return [format for format in self.formats if format.name not in known]

    def _text(self, path: Path, name: str, sight: Sight, member: str, opened: Opened) -> None:
        wanted = dict.fromkeys(encoding for format in self.formats for encoding in format.read.encodings)
        told = [(one, *head) for one in text.encodings(path, sight, tuple(wanted)) for head in text.heads(path, one).items()]
        for find in (match.matches, match.loosely):
            for encoding, delimiter, head in told:
                found = find(head, [format for format in self.formats if _may_be(format, encoding, delimiter)])
                copy = self._in_utf8(path, encoding) if found else None
                if copy is not None:
                    format, header = match.only(found, name)
                    _check_width(header, name, self.limits)
                    script = Script(copy, name, sight.even, delimiter, head, self.scratch, self.limits)
                    top = Found(format, header, member, script, None)
                    opened.found += self._stacked(top, script) if format.read.stacked else [top]
                    return
        opened.heads += [head for _, _, head in told]
        opened.passed.append(member or name)

    def _stacked(self, top: Found, script: Script) -> Iterator[Found]:
        """The table and those beneath it, each as far as the next header that some format knows. The member's name says
        in which records of the file a table stands; its own are counted from its header."""
        records = script.records()
        names = {name for format in self.formats for header in format.signature for name in synonyms(header)}
        starts = [(0, top.format)]
        for place, record in enumerate(records[top.header.record :], top.header.record):
            if sum(normal(cell) in names for cell in record) > 1 and (found := match.matches([record], self.formats)):
                starts.append((place, match.only(found, script.name)[0]))
        ends = [place for place, _ in starts[1:]] + [len(records)]
        for (start, format), end in zip(starts, ends, strict=True):
            cells = text.from_records(records[start:end], f"{start + 1}-{end}", self.scratch, self.limits, script.name)
            place = 1 if start else top.header.record
            member = "/".join(filter(None, (top.member, cells.member)))
            yield Found(format, head_of(place, cells.head[place - 1]), member, None, cells)

    def _in_utf8(self, path: Path, encoding: str) -> Path | None:
        """The file in UTF-8; None where only its start is in `encoding`."""
        if encoding == "utf-8-sig":
            return path
        copy = self.scratch / f"{path.name}.utf8"
        try:
            text.transcode(path, copy, encoding)
        except UnicodeDecodeError:
            return None
        return copy


def _may_be(format: Format, encoding: str, delimiter: str) -> bool:
    known = encoding in format.read.encodings or encoding.startswith(("utf-8", "utf-16"))
    return known and format.read.delimiter in {"", delimiter}


def _check_sheets(found: Sequence[Format], name: str) -> None:
    """An export of which one sheet counts, by its name, has only one: with two the names have been changed."""
    twice = [format for format in found if format.read.sheet and found.count(format) > 1]
    if twice:
        raise Refusal("two_sheets", name=name, format=twice[0].title)


def _check_width(header: Header, name: str, limits: Limits) -> None:
    if len(header.cells) > limits.max_columns:
        raise Refusal("too_wide", name=name, columns=len(header.cells), most=limits.max_columns)
