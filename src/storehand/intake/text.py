"""CSV and its kin: which encoding, which delimiter, and the records as DuckDB reads them.

A large file in UTF-8 is read by DuckDB as it lies, in strict mode, so that nothing is dropped in silence. All
others (small, ragged, blank lines, mixed line ends) go once through Python's csv module into a plain copy.
"""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from storehand.errors import Refusal
from storehand.intake.guard import Limits
from storehand.intake.sql import literal, quoted

HEAD_ROWS: Final = 40
FEW: Final = 2000
DELIMITERS: Final = (",", "\t", ";", "|")
_CHUNK = 256 * 1024  # what fits into a core's own cache
_HEAD_BYTES = 256 * 1024
_SMALL = 256 * 1024
_UTF8 = "utf-8-sig"
# By itself DuckDB takes sixteen of the longest lines for a buffer, 128 MB, and several of them. A whole number of longest
# lines it must be: a piece shorter than a line at its end makes the parallel reader refuse the file.
_BUFFERS = "max_line_size = 8000000, buffer_size = 16000000"
_STRANGE = re.compile("[\r\x1f\0]")
_BLANK_LINE = re.compile(rb"\n\r?\n")

Record = tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """The records of a file, or of one sheet, as text.

    `select(after, width)` is SQL for the records after the first `after`, in their order, as c1 … c<width>.
    `over`: numbers of records with filled cells beyond the header's width. `typed`: cells had types of their own.
    `few` gives the same records as `select`, where there are so few that Python may read them.
    """

    member: str
    head: tuple[Record, ...]
    select: Callable[[int, int], str]
    typed: bool = False
    over: frozenset[int] = field(default_factory=frozenset)
    few: Callable[[int], Sequence[Sequence[str | None]]] | None = None


@dataclass(frozen=True)
class Sight:
    """What one pass over a file's bytes shows. `even`: no blank lines, no lone CR, no NUL; `damaged`: holds U+FFFD."""

    sha256: str
    size: int
    utf8: bool
    even: bool
    damaged: bool


def look(path: Path) -> Sight:
    """Hashes the file and sees whether it is UTF-8 and evenly written."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")("strict")
    utf8 = even = True
    damaged, size, tail, ends = False, 0, b"\n", set[bool]()
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
            utf8 = utf8 and _decodes(decoder, piece)
            even = even and _is_even(tail, piece)
            ends |= {b"\r" in tail[-1:] + piece} if b"\n" in piece else set()
            damaged = damaged or (utf8 and not piece.isascii() and b"\xef\xbf\xbd" in piece)
            tail = (tail + piece[-2:])[-2:]
    utf8 = utf8 and _decodes(decoder, b"", final=True)
    even = even and len(ends) < 2 and not tail.endswith(b"\r")
    return Sight(digest.hexdigest(), size, utf8, even, utf8 and damaged)


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        if not (piece.isascii() and decoder.getstate()[0] == b"" and not final):
            decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_even(tail: bytes, piece: bytes) -> bool:
    """True where a piece has no blank line, no lone CR, no NUL and no U+001F; `tail` are the bytes before it."""
    if b"\0" in piece or b"\x1f" in piece or _BLANK_LINE.search(piece) or _BLANK_LINE.search(tail + piece[:2]):
        return False
    if b"\r" not in piece and not tail.endswith(b"\r"):
        return True
    # A CR as the last byte of a piece may belong to an LF that comes next.
    returns = piece.count(b"\r") - piece.endswith(b"\r") + tail.endswith(b"\r")
    lines = piece.count(b"\r\n") + (tail.endswith(b"\r") and piece.startswith(b"\n"))
    return returns == lines == piece.count(b"\n")


def encodings(path: Path, sight: Sight, wanted: Sequence[str]) -> list[str]:
    """The encodings that the file may have, best first; `wanted` are those of the formats, in their order."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    zeros = head[::2].count(0), head[1::2].count(0)
    if max(zeros) * 4 > len(head) > 1:
        return ["utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"]
    if sight.utf8:
        return [_UTF8]
    return [name for name in dict.fromkeys(wanted) if name not in {_UTF8, "utf-16"}]


def heads(path: Path, encoding: str, delimiters: Sequence[str] = DELIMITERS) -> dict[str, tuple[Record, ...]]:
    """The first records under each delimiter, the likeliest first; none where the start is not in `encoding`."""
    with path.open("rb") as stream:
        start = stream.read(_HEAD_BYTES)
    try:
        words = codecs.getincrementaldecoder(encoding)("strict").decode(start)
    except UnicodeDecodeError:
        return {}
    lines = list(io.StringIO(words, newline=""))
    if len(start) == _HEAD_BYTES and len(lines) > 1:
        del lines[-1]
    found = {delimiter: _head(lines, delimiter) for delimiter in delimiters}
    return dict(sorted(found.items(), key=lambda pair: -max((len(record) for record in pair[1]), default=0)))


def _head(lines: Iterable[str], delimiter: str) -> tuple[Record, ...]:
    """The first records, as far as they can be told apart."""
    found: list[Record] = []
    try:
        for record in islice(csv.reader(lines, delimiter=delimiter), HEAD_ROWS):
            found.append(tuple(record))
    except csv.Error:
        pass
    return tuple(found)


@dataclass(frozen=True)
class Script:
    """A text file in UTF-8 with its delimiter settled. `even`: evenly written; `scratch` is a folder for copies."""

    path: Path
    name: str
    even: bool
    delimiter: str
    head: tuple[Record, ...]
    scratch: Path
    limits: Limits

    @property
    def is_large(self) -> bool:
        """True where DuckDB should read the file as it lies: `direct`, and `repaired` only if it refuses."""
        return self.even and self.path.stat().st_size > _SMALL

    def direct(self) -> Cells:
        """Read as it lies, strictly: what is ragged makes DuckDB refuse."""
        return Cells("", self.head, lambda after, width: _scan(self.path, self.delimiter, after, width))

    def repaired(self, width: int) -> Cells:
        """Read through Python's csv into a plain copy of `width` columns: one line a record, blank ones too."""
        if self.path.stat().st_size <= _SMALL:
            return self._in_memory(width)
        copy, over = self.scratch / "plain.csv", set[int]()
        with copy.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            for place, record in enumerate(self._records(), 1):
                if _is_over(record, width):
                    over.add(place)
                writer.writerow(fitted(record, width))
        return Cells("", self.head, lambda after, wide: _scan(copy, ",", after, wide), over=frozenset(over))

    def _in_memory(self, width: int) -> Cells:
        """A small file: its records stay in memory, and the plain copy is only made when SQL asks for it."""
        records = self.records()
        over = frozenset(place for place, record in enumerate(records, 1) if _is_over(record, width))
        rows = [fitted(record, width) for record in records]
        copy = self.scratch / "plain.csv"

        def select(after: int, wide: int) -> str:
            with copy.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out, lineterminator="\n").writerows(rows)
            return _scan(copy, ",", after, wide)

        return Cells("", self.head, select, over=over, few=lambda after: rows[after:])

    def records(self) -> list[list[str]]:
        """All records, in memory."""
        return list(self._records())

    def _records(self) -> Iterator[list[str]]:
        csv.field_size_limit(self.limits.max_cell * 4)
        with self.path.open(encoding=_UTF8, errors="strict", newline="") as stream:
            reader = csv.reader(stream, delimiter=self.delimiter)
            try:
                yield from reader
            except csv.Error as fault:
                raise Refusal("cell_too_long", name=self.name, line=reader.line_num) from fault


def _is_over(record: Sequence[str], width: int) -> bool:
    return len(record) > width and any(cell.strip() for cell in record[width:])


def fitted(record: Sequence[str | None], width: int) -> list[str]:
    """The record with exactly `width` cells; a single empty cell is quoted by the writer and stays a record."""
    return [*(_plain(cell) if cell else "" for cell in record[:width]), *[""] * (width - len(record))]


def _plain(cell: str) -> str:
    """The cell with one kind of line end, without zero bytes and the mark that joins cells in the archive."""
    if not _STRANGE.search(cell):
        return cell
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\x1f", " ").replace("\0", "")


def transcode(source: Path, target: Path, encoding: str) -> None:
    """Writes `source` in UTF-8, piece by piece; UnicodeDecodeError where it is not in `encoding`."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with source.open("rb", buffering=0) as stream, target.open("wb", buffering=0) as out:
        while piece := stream.read(_CHUNK):
            _write(out, decoder.decode(piece).encode())
        _write(out, decoder.decode(b"", final=True).encode())


def _write(out: io.RawIOBase | io.FileIO, content: bytes) -> None:
    """All of it: a raw file may take less at once."""
    rest = memoryview(content)
    while rest:
        rest = rest[out.write(rest) or 0 :]


def from_records(records: Iterable[Sequence[str | None]], member: str, scratch: Path, limits: Limits, name: str) -> Cells:
    """Cells of records that are in memory already (an HTML table, a JSON list)."""
    rows = list(records)
    width = max((len(row) for row in rows), default=1) or 1
    if width > limits.max_columns:
        raise Refusal("too_wide", name=name, columns=width, most=limits.max_columns)
    copy = scratch / f"records-{len(list(scratch.iterdir()))}.csv"
    with copy.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(fitted(row, width) for row in rows)
    head = tuple(tuple(cell or "" for cell in row) for row in rows[:HEAD_ROWS])
    return Cells(member, head, lambda after, wide: _narrowed(_scan(copy, ",", after, width), wide, width))


def columns(width: int) -> list[str]:
    """The names of a relation's columns: c1, c2 …"""
    return [f"c{place}" for place in range(1, width + 1)]


def _narrowed(relation: str, wide: int, width: int) -> str:
    return relation if wide == width else f"(SELECT {', '.join(columns(wide))} FROM {relation})"


def _scan(path: Path, delimiter: str, after: int, width: int) -> str:
    types = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in columns(width))
    return (
        f"read_csv({literal(path)}, header = false, auto_detect = false, delim = {literal(delimiter)}, "
        f"quote = '\"', escape = '\"', skip = {after}, {_BUFFERS}, columns = {{{types}}})"
    )
