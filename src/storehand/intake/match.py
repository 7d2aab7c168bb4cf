"""Which format a file is, and in which row its header stands: found by header signature, never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from storehand.errors import Refusal
from storehand.intake import drift
from storehand.intake.formats import Format
from storehand.intake.header import Header, header
from storehand.intake.layout import shape_at
from storehand.intake.spec import synonyms
from storehand.intake.text import HEAD_ROWS

Match = tuple[Format, Header]


def matches(head: Sequence[Sequence[str]], formats: Sequence[Format], sheet: str = "") -> list[Match]:
    """The formats with the most signature headers among those that the first row of all that is a header satisfies:
    none, one or a tie. One whose telling column may have been renamed ties with the one that it hides."""
    wanted = [format for format in formats if re.search(format.read.sheet, sheet)]
    for seen in _rows(head):
        if best := _best([(format, seen) for format in wanted if _satisfies(seen, format)]):
            return _settled(seen, head, best, formats)
    return []


def loosely(head: Sequence[Sequence[str]], formats: Sequence[Format], *, strictly: bool = False) -> list[Match]:
    """The formats that a header means although names, columns or the sheet's name have changed: none, one or a tie.
    `strictly`: nearly all columns must be there."""
    for seen in _rows(head):
        alike = [(format, drift.alike(seen, format)) for format in formats]
        if best := _nearest([(format, one) for format, one in alike if _satisfies(one, format)]):
            return _settled(best[0][1], head, best, formats)
    for seen in _rows(head):
        if found := drift.taken(seen, head[seen.record :], formats, strictly=strictly):
            return found
    return []


def _settled(seen: Header, head: Sequence[Sequence[str]], best: list[Match], formats: Sequence[Format]) -> list[Match]:
    """The only format that a header satisfies, or the rival that it hides, or both where nothing tells them apart."""
    if len(best) > 1:
        return best
    format, rows = best[0][0], head[seen.record :]
    by_sheet = [one for one in formats if one.read.sheet and one is not format and _satisfies(seen, one)]
    if nearer := [one for one in by_sheet if drift.fit(seen, one) > drift.fit(seen, format)]:
        return [*best, (nearer[0], seen)]  # the sheet's name, by which they are told apart, was changed
    rival = drift.rival(seen, rows, format, formats)
    if rival is None:
        return [(format, drift.completed(seen, rows, format))]
    return [(rival.format, rival.header)] if rival.header else [(format, seen), (rival.format, seen)]


def _rows(head: Sequence[Sequence[str]]) -> list[Header]:
    """The rows that may be a header: two filled cells at least."""
    rows = enumerate(head[:HEAD_ROWS], 1)
    return [header(record, cells) for record, cells in rows if sum(bool(cell.strip()) for cell in cells) > 1]


def _nearest(found: Sequence[Match]) -> list[Match]:
    """Those that a header fits nearly as well as the one that it fits best; of formats without layouts the most headers."""
    scores = [drift.fit(seen, format) for format, seen in found]
    best = [one for one, score in zip(found, scores, strict=True) if score >= 0.98 * max(scores)]
    return best if any(scores) else _best(found)


def _best(found: Sequence[Match]) -> list[Match]:
    most = max((len(format.signature) for format, _ in found), default=0)
    return [one for one in found if len(one[0].signature) == most]


def _satisfies(seen: Header, format: Format) -> bool:
    return all(seen.place(name) for name in format.signature) and not any(seen.place(name) for name in format.absent)


def only(found: Sequence[tuple[Format, Header]], name: str) -> tuple[Format, Header]:
    """The one match; two that fit equally well are a Refusal that names both."""
    if len(found) > 1:
        first, second = found[0][0], found[1][0]
        raise Refusal("two_formats", name=name, first=first.title, second=second.title)
    return found[0]


def refusal(heads: Iterable[Sequence[Sequence[str]]], formats: Sequence[Format], name: str) -> Refusal:
    """Why nothing matched: the nearest format and the columns that it misses, else the header that we saw."""
    rows = [header(record, cells) for head in heads for record, cells in enumerate(head[:HEAD_ROWS], 1)]
    best = _closest(rows, formats)
    if best is None or best[0][0] < 0.5 or best[0][1] < 2:
        first = next((row for row in rows if row.places), None)
        if first is not None and _is_values(first):
            return Refusal("no_header", name=name, seen=_shown(first))
        widest = max(rows, key=_words, default=None)
        return Refusal("no_format", name=name, seen=_shown(widest) if widest and widest.places else "—")
    _, format, row = best
    missing = [header.split("|")[0] for header in format.signature if not row.place(header)]
    stray = [header.split("|")[0] for header in format.absent if row.place(header)]
    if missing:
        return Refusal("missing_columns", name=name, format=format.title, columns="、".join(missing))
    return Refusal("stray_columns", name=name, format=format.title, columns="、".join(stray))


def _shown(row: Header) -> str:
    return "、".join([cell.strip() for cell in row.cells if cell.strip()][:8])


def _is_values(row: Header) -> bool:
    """True for a row of which half is numbers and days: names of columns are not."""
    filled = sum(bool(cell.strip()) for cell in row.cells)
    return filled > 1 and _words(row) * 2 <= filled


def _words(row: Header) -> int:
    """How many cells of a row are words and not figures, days or ids."""
    return sum(shape_at([row.cells], place) in {"words", "code"} for place, cell in enumerate(row.cells) if cell.strip())


def _closest(rows: Sequence[Header], formats: Sequence[Format]) -> tuple[tuple[float, int], Format, Header] | None:
    """The row and format that share most of the signature, the first of those alike; then most columns of people too."""
    scored = [(_signed(row, format), format, row) for row in rows for format in formats]
    most = max((one[0][0] for one in scored), default=0.0)
    near = [((share, there + _persons(row, format)), format, row) for (share, there), format, row in scored if share == most]
    return max(near, key=lambda one: one[0], default=None)


def _signed(row: Header, format: Format) -> tuple[float, int]:
    """Which share of the signature a row has, and how many columns that is."""
    if row.places.keys().isdisjoint(_signs(format)):
        return 0.0, 0
    there = sum(row.place(name) is not None for name in format.signature)
    return there / len(format.signature), there


@lru_cache(maxsize=256)
def _signs(format: Format) -> frozenset[str]:
    """All names of the columns of a signature."""
    return frozenset(name for header in format.signature for name in synonyms(header))


def _persons(row: Header, format: Format) -> int:
    """How many of the columns of people it has: one knows a format by them too."""
    return sum(row.place(name) is not None for name in format.people)
