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


def listed(values: Iterable[str]) -> str:
    """Text literals, separated by commas; `NULL` for none, so that `IN (…)` stays valid and false."""
    return ", ".join(literal(value) for value in values) or "NULL"
