"""What a workbook would become in memory, told before it is opened: the reader lays a sheet out from its first cell to its
last and copies a shared text into every cell that shows it, so that a small file can ask for all the memory there is."""

from __future__ import annotations

import re
import struct
import zipfile
from array import array
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from storehand.errors import Refusal
from storehand.intake import guard
from storehand.intake.guard import MB, Limits

_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_STRINGS: Final = "xl/sharedstrings.xml"
# A filled cell (its tag does not end at once) in a column of three letters, the 703rd and on.
# It begins with plain letters, for which a search leaps; one that begins with a word's edge tries at every byte.
_WIDE = re.compile(rb"""r=(?<=\br=)["']([A-Z]{3})[0-9]+["'][^>]*[^/>]>""")
# Signs made alike, so that a plain search finds a place in such a column; the pattern then looks at that piece only.
_ALIKE = bytes.maketrans(b"BCDEFGHIJKLMNOPQRSTUVWXYZ123456789'", b"A" * 25 + b"0" * 9 + b'"')
_FAR: Final = b'r="AAA0'
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]+)["']|\br=["'][A-Z]{1,3}([0-9]+)["']""")
_SHARED = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>([0-9]+)""")
_CELL: Final = len('<c t="s"><v>0</v></c>')
_SEAM: Final = 256
_TAIL: Final = 64 * 1024
_SPARSE: Final = 50  # rows up to the last one, for each that is there
_ROWS_FREE: Final = 20_000


@dataclass
class _Seen:
    """What was seen of one sheet while it was inflated."""

    rows: int = 0
    wide: bytes = b""
    tail: bytes = b""

    @property
    def last(self) -> int:
        """The number of the last row."""
        return max((int(row or cell) for row, cell in _ROW.findall(self.tail)), default=0)


@dataclass
class _Strings:
    """The lengths of the shared texts."""

    lengths: array[int] = field(default_factory=lambda: array("L"))
    open: int = 0


def prove(path: Path, name: str, limits: Limits) -> None:
    """Inflates all of a workbook once, dropping every piece. Refused are a lying header, a filled cell too far to the right,
    a last row far below all others, and shared texts that would fill the memory."""
    strings, most_cells = _Strings(), 0
    with guard.opened(path, name) as archive:
        for member in archive.infolist():
            if _SHEET.fullmatch(member.filename):
                _check_shape(_sheet(archive, member, name), name, limits)
                most_cells += member.file_size // _CELL
            elif member.filename.lower() == _STRINGS:
                _measure(archive, member, name, strings)
            else:
                for _ in guard.inflated(archive, member, name):
                    pass
        longest = max(strings.lengths, default=0)
        if most_cells * longest > limits.max_inflated and _shared(archive, name) * longest > limits.max_inflated:
            _check_texts(archive, strings, name, limits)


def _sheet(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> _Seen:
    seen = _Seen()
    for piece in guard.inflated(archive, member, name):
        seen.rows += piece.count(b"<row")
        seamed = seen.tail[-_SEAM:] + piece
        found = _WIDE.search(seamed) if not seen.wide and _FAR in seamed.translate(_ALIKE) else None
        seen.wide = found[1] if found else seen.wide
        seen.tail = seamed[-_TAIL:]
    return seen


def _check_shape(seen: _Seen, name: str, limits: Limits) -> None:
    if seen.wide and (columns := _number(seen.wide)) > limits.max_columns:
        raise Refusal("too_wide", name=name, columns=columns, most=limits.max_columns)
    if seen.last > max(_ROWS_FREE, _SPARSE * seen.rows):
        raise Refusal("sheet_sparse", name=name, row=f"{seen.last:,}", rows=f"{seen.rows:,}")


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, XFD is 16384."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, strings: _Strings) -> None:
    for piece in guard.inflated(archive, member, name):
        first, *others = piece.split(b"</si>")
        # What stands before the first text is the list's own head.
        head = first.find(b"<si") if not strings.lengths and not strings.open else 0
        strings.open += len(first) - max(head, 0)
        for other in others:
            strings.lengths.append(strings.open)
            strings.open = len(other)


def _shared(archive: zipfile.ZipFile, name: str) -> int:
    """How many cells show a shared text."""
    sheets = (member for member in archive.infolist() if _SHEET.fullmatch(member.filename))
    return sum(piece.count(b't="s"') + piece.count(b"t='s'") for one in sheets for piece in guard.inflated(archive, one, name))


def _check_texts(archive: zipfile.ZipFile, strings: _Strings, name: str, limits: Limits) -> None:
    """Adds up what every cell shows; only where the longest text might be the one that all show."""
    total = 0
    for member in archive.infolist():
        if not _SHEET.fullmatch(member.filename):
            continue
        before = b""
        for piece in guard.inflated(archive, member, name):
            seamed = before + piece
            end = seamed.rfind(b"</c>") + 4 if b"</c>" in seamed else 0
            shown = Counter(_SHARED.findall(seamed[:end]))
            total += sum(strings.lengths[int(one)] * times for one, times in shown.items() if int(one) < len(strings.lengths))
            before = seamed[end:][-_TAIL:]
            if total > limits.max_inflated:
                most = f"{limits.max_inflated // MB} MB"
                raise Refusal("zip_too_big", name=name, size=f"> {most}", most=most)


# ---- the older kind of workbook (BIFF in OLE): sectors that lead in a circle, cells where none can be

_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_MOST_COLUMNS: Final = 256
_FREE: Final = 0xFFFFFFF0
_SMALL: Final = 4096  # shorter streams stand elsewhere
_WORKBOOK: Final = ("Workbook".encode("utf-16-le") + b"\0\0", "Book".encode("utf-16-le") + b"\0\0")


def prove_old(path: Path, name: str) -> None:
    """Refuses an .xls whose sectors lead in a circle, which the reader would follow for ever, or that has a cell in a column
    that such a workbook cannot have. What else is wrong the reader finds."""
    try:
        is_sound = _is_sound(path.read_bytes())
    except (struct.error, IndexError, ValueError):
        return
    if not is_sound:
        raise Refusal("broken_workbook", name=name)


def _is_sound(content: bytes) -> bool:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in {512, 4096}:
        raise ValueError(size)
    table = _table(content, size)
    first, small = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 60)[0]
    if _has_circle(table):
        return False
    minor = array("I")
    minor.frombytes(_chain(content, table, small, size))
    return not _has_circle(minor) and _last_column(_stream(content, table, first, size)) < _MOST_COLUMNS


def _table(content: bytes, size: int) -> array[int]:
    """The table of sectors: for each the one that follows."""
    listed = list(struct.unpack_from("<109I", content, 76))
    (more,) = struct.unpack_from("<I", content, 68)
    for _ in range(len(content) // size):
        if more >= _FREE:
            break
        *others, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        listed += others
    else:
        return array("I", [0])  # the list of tables leads in a circle
    table = array("I")
    for one in listed:
        if one < _FREE:
            table.frombytes(content[(one + 1) * size : (one + 2) * size])
    return table


def _has_circle(table: array[int]) -> bool:
    seen = array("Q", bytes(8 * len(table)))
    for start in range(len(table)):
        place = start
        while place < len(table) and not seen[place]:
            seen[place] = start + 1
            place = table[place]
        if place < len(table) and seen[place] == start + 1 and table[place] < _FREE:
            return True
    return False


def _chain(content: bytes, table: array[int], start: int, size: int) -> bytes:
    pieces, place = list[bytes](), start
    while place < _FREE:
        pieces.append(content[(place + 1) * size : (place + 2) * size])
        place = table[place]
    return b"".join(pieces)


def _stream(content: bytes, table: array[int], first: int, size: int) -> bytes:
    """The workbook's stream; empty where it is a small one."""
    entries = _chain(content, table, first, size)
    for start in range(0, len(entries) - 127, 128):
        entry = entries[start : start + 128]
        if entry.startswith(_WORKBOOK):
            at, length = struct.unpack_from("<II", entry, 116)
            return _chain(content, table, at, size)[:length] if length >= _SMALL else b""
    return b""


def _last_column(stream: bytes) -> int:
    """The last column (from 0) in which a cell stands."""
    place, end, last = 0, len(stream) - 8, 0
    unpack = struct.Struct("<HHHH").unpack_from
    while place <= end:
        kind, length, _row, column = unpack(stream, place)
        if column > last and kind in _CELLS:
            last = column
        place += 4 + length
    return last
