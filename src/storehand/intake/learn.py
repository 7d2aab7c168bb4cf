"""Drafts a format for a file that no format knows: what the header is, which table it feeds, who stands in it.

A draft is a guess that says so: comments name what was guessed and what was left out. Known labels come from the contracts
(both languages) and from the formats that we already have. Of the file's cells a draft holds only words that mark: codes
(交易成功), nothing (暂无) and totals (合计), never those of a person's column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storehand.errors import Refusal
from storehand.intake.formats import Format, load_formats
from storehand.intake.layout import shape_at
from storehand.intake.learn_cells import SEARCHED_ROWS, Writing, body, odd_words, strips, writing
from storehand.intake.learn_draft import Sheet, draft
from storehand.intake.learn_fill import fillings
from storehand.intake.learn_guess import Guess, guess
from storehand.intake.learn_words import Words, key, words_of
from storehand.intake.mask import is_name, is_person, listed
from storehand.intake.peek import Peek, peeks
from storehand.intake.readers import normal, text
from storehand.tables import Table

_WORDS = frozenset({"words", "code"})


@dataclass(frozen=True)
class Learnt:
    """The draft of a file as TOML and what it was made from; `sheets` counts the tables of the file."""

    name: str
    toml: str
    sheet: Sheet
    sheets: int


def learn(
    path: Path, name: str, platform: str = "generic", table: Table | None = None, formats: Sequence[Format] | None = None
) -> Learnt:
    """A draft for this file, for the likeliest table or for `table`. Nothing is written. A file that cannot be opened, or that
    has no header, is a Refusal."""
    words = words_of(tuple(formats) if formats is not None else load_formats())
    seen = [one for one in peeks(path) if any(any(cell.strip() for cell in row) for row in one.rows)]
    if not seen:
        raise Refusal("no_table_in", name=path.name)
    sheets = [look(path, one, words, table) for one in seen]
    best = max(sheets, key=lambda sheet: (sheet.guess.score, len(sheet.rows)))
    if not best.strips or _is_values(best.headers):
        raise Refusal("no_header", name=path.name, seen=listed("、".join(filter(None, best.headers[:8]))))
    return Learnt(name, draft(best, name, platform), best, len(sheets))


def look(path: Path, seen: Peek, words: Words, table: Table | None) -> Sheet:
    """What one table of a file looks like."""
    row = header_row(seen.rows, words)
    headers = tuple(cell.strip() for cell in seen.rows[row])
    below = seen.rows[row + 1 :]
    rows = tuple(body(below, headers))
    wrote = writing(below, typed=seen.typed)
    columns = strips(headers, rows)
    found = guess(columns, rows, wrote, words, table)
    made = fillings(found, rows, wrote, words)
    return Sheet(path, seen, row, headers, columns, rows, wrote, found, made, _nulls(found, wrote, words), words)


def header_row(rows: Sequence[Sequence[str]], words: Words) -> int:
    """The row of the first forty with the most words that stand once each; known headers count three times."""

    def score(place: int) -> float:
        filled = [cell.strip() for cell in rows[place] if text(cell) is not None]
        named = {cell for cell in filled if shape_at([[cell]], 0) in _WORDS}
        known = sum(key(cell) in words.places or key(cell) in words.stands for cell in named)
        return len(named) + 2 * known - 2 * (len(filled) - len(named))

    return max(range(min(len(rows), SEARCHED_ROWS)), key=score, default=0)


def _is_values(headers: Sequence[str]) -> bool:
    """True for a row of which half is numbers, days or people: names of columns are not."""
    filled = [header for header in headers if header]
    odd = sum(shape_at([[one]], 0) not in _WORDS or is_person(one) or is_name(one) for one in filled)
    return odd * 2 >= len(filled)


def _nulls(found: Guess, wrote: Writing, words: Words) -> tuple[str, ...]:
    """The words for nothing: such as formats know, or those that stand again and again."""
    odd = Counter[str]()
    for taken in found.taken.values():
        odd.update(odd_words(taken.strip, taken.column.type, wrote))
    told = (word for word, count in odd.items() if normal(word) in words.nulls or count > 1)
    return tuple(word for word in told if not is_name(word) and not is_person(word))
