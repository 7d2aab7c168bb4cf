"""How the exports that we know are laid out: their headers in order, and what the cells below look like.

`formats/layouts.json` is made from the samples (tools/layouts.py). A format of the user's own has none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from storehand.intake.formats import OURS
from storehand.intake.readers import normal, text

SHIPPED: Final = OURS / "layouts.json"
LOOKED_AT: Final = 20
_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
_SHAPES: Final = (
    ("time", re.compile(rf"(?:{_DAY})[T ]+\d{{1,2}}:\d{{2}}.*")),
    ("day", re.compile(rf"{_DAY}|20\d{{6}}|[A-Z][a-z]{{2}} \d{{1,2}}, \d{{4}}")),
    ("range", re.compile(r"[\d.,%-]+\s*~\s*[\d.,%-]+")),
    ("rate", re.compile(r"-?[\d,.]+%")),
    ("id", re.compile(r"[A-Za-z]{0,4}\d{10,}")),
    ("count", re.compile(r"-?\d[\d,]*")),
    ("number", re.compile(r"[^\w\s-]?-?[^\w\s-]?\d[\d,]*(?:\.\d+)?[元万]?")),
    ("code", re.compile(r"[!-~]{1,24}")),
)


@dataclass(frozen=True)
class Layout:
    """One header row as a sample has it: normalised names in order, and the shape of each column's cells."""

    names: tuple[str, ...]
    shapes: tuple[str, ...]


def layouts(format: str) -> tuple[Layout, ...]:
    """The layouts of a format's samples; none for a format that we do not ship."""
    return _shipped(SHIPPED).get(format, ())


@lru_cache(maxsize=2)
def _shipped(path: Path) -> dict[str, tuple[Layout, ...]]:
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: tuple(Layout(tuple(one["names"]), tuple(one["shapes"])) for one in some) for name, some in told.items()}


def layout(cells: Sequence[str], rows: Iterable[Sequence[str]]) -> Layout:
    """The layout of a header row and the rows below it."""
    below = list(rows)[:LOOKED_AT]
    return Layout(_named(cells), tuple(shape_at(below, place) for place in range(len(cells))))


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of a header row. One that stands twice (同比) is named after the column on its left, as in `header`."""
    names = [normal(cell) for cell in cells]
    return tuple(names[place - 1] + name if name in names[:place] else name for place, name in enumerate(names))


def shape_at(rows: Iterable[Sequence[str]], place: int) -> str:
    """What most filled cells of a column (from 0) look like; "" where none is filled."""
    words = [word for row in rows if place < len(row) and (word := text(row[place]))]
    counts = Counter(_shape(word.lstrip("'")) for word in words)
    return counts.most_common(1)[0][0] if counts else ""


def _shape(word: str) -> str:
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(word)), "words")
