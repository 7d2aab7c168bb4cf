"""What a source gave, as a CSV file of text cells."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TextIO


def cell(value: object, zone: tzinfo | None = None) -> str:
    """A value as the source gave it. `zone`: the offset that a time without one gets."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None or zone is None else value.replace(tzinfo=zone)
        return aware.isoformat(" ")
    return next((write(value) for kind, write in _WRITTEN if isinstance(value, kind)), str(value))


def _plain(words: str) -> str:
    return words.replace("\0", "")


_WRITTEN: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...]] = (
    (str, _plain),
    (bool, lambda truth: "true" if truth else "false"),
    ((date, time), lambda when: when.isoformat()),
    (Decimal, lambda number: format(number, "f")),
    (float, repr),
    ((bytes, bytearray, memoryview), lambda raw: _plain(bytes(raw).decode("utf-8", "replace"))),
    ((dict, list), lambda nested: json.dumps(nested, ensure_ascii=False, default=str)),
)


def sha256(path: Path) -> str:
    """The content's checksum."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass
class Sheet:
    """A CSV file that is being written."""

    path: Path
    header: Sequence[str]
    rows: int = 0
    _out: TextIO | None = None
    _writer: Any = None

    def __enter__(self) -> Sheet:
        self._out = self.path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._out, lineterminator="\n")
        self._writer.writerow(self.header)
        return self

    def __exit__(self, *_: object) -> None:
        if self._out is not None:
            self._out.close()

    def write(self, cells: Sequence[str]) -> None:
        """One row of text cells."""
        self._writer.writerow(cells)
        self.rows += 1


Lines = Mapping[str, Sequence[Sequence[str]]]
"""What one record gives to each file: rows of text cells."""


@dataclass
class Records:
    """What the records of an API gave, on disk, in order of arrival; of each id the record with the newest stamp counts,
    of equal ones the last that came."""

    path: Path
    _last: dict[str, tuple[str, int]] = field(default_factory=dict)
    _count: int = 0

    def add(self, records: Iterable[tuple[str, str, Lines]]) -> None:
        """Records as id, stamp and what they give."""
        with self.path.open("a", encoding="utf-8") as out:
            for id, stamp, lines in records:
                before = self._last.get(id)
                if before is None or before[0] <= stamp:
                    self._last[id] = (stamp, self._count)
                self._count += 1
                out.write(json.dumps(lines, ensure_ascii=False) + "\n")

    def __contains__(self, id: str) -> bool:
        return id in self._last

    def __len__(self) -> int:
        return len(self._last)

    @property
    def newest(self) -> str:
        """The newest stamp of all."""
        return max((stamp for stamp, _ in self._last.values()), default="")

    def __iter__(self) -> Iterator[Lines]:
        wanted = {place for _, place in self._last.values()}
        if not wanted:
            return
        with self.path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for place, line in enumerate(lines) if place in wanted)
