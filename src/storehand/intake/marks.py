"""Words by which a platform marks rows that are no data: totals (合计) and its own remarks (导出时间：…).

A word marks a cell that equals it; one that ends in `*` marks every cell that starts with what stands before.
"""

from __future__ import annotations

from collections.abc import Sequence

from storehand.intake.sql import literal, one_of

_BLANK = " \t"


def is_marked(cell: str | None, words: Sequence[str]) -> bool:
    """True where one of the words marks the cell."""
    if not cell:
        return False
    bare = cell.lstrip(_BLANK)
    return any(bare.startswith(word[:-1]) if word.endswith("*") else bare.rstrip(_BLANK) == word for word in words)


def marked(cell: str, words: Sequence[str]) -> str:
    """SQL that is TRUE where one of the words marks `cell`, FALSE elsewhere, NULL too.

    Most first cells are ids: one comparison sends them past the list of words.
    """
    if not words:
        return "FALSE"
    whole = one_of(f"trim({cell}, e' \\t')", [word for word in words if not word.endswith("*")])
    starts = [f"starts_with(ltrim({cell}, e' \\t'), {literal(word[:-1])})" for word in words if word.endswith("*")]
    low = literal(min(word[:1] for word in words))
    return f"(CASE WHEN {cell} >= {low} OR {cell} < '!' THEN {' OR '.join([whole, *starts])} ELSE FALSE END)"
