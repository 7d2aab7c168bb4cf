"""Names and values inside SQL text: the only two ways by which intake puts a word of a file into a query."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def quoted(name: str) -> str:
    """`name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | Path) -> str:
    """`value` as an SQL text literal. NUL cannot stand in a literal and is dropped."""
    return "'" + str(value).replace("\0", "").replace("'", "''") + "'"


def one_of(value: str, words: Iterable[str]) -> str:
    """SQL that is TRUE where `value` is one of the words and FALSE elsewhere, NULL too.

    An IN over many constants becomes a join that works out `value` for every row, guarded or not; a CASE does not.
    """
    branches = " ".join(f"WHEN {literal(word)} THEN TRUE" for word in words)
    return f"CASE {value} {branches} ELSE FALSE END" if branches else "FALSE"
