"""What the columns of a large file hold, each text once: shops, buyers and prose are known before a row is typed.

One pass over the file finds them all; a pass for each of them costs as much as typing the file.
"""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Seen:
    """The distinct cells of some columns of `relation`, in the temporary table `seen`; without it, the relation itself."""

    relation: str
    places: frozenset[int] = frozenset()

    def cells(self, place: int) -> str:
        """A relation that has every text of column `place` as c<place>."""
        return f"(SELECT unnest(l{place}) AS c{place} FROM seen)" if place in self.places else self.relation


def keep(duck: duckdb.DuckDBPyConnection, relation: str, places: Sequence[int]) -> Seen:
    """Looks at the columns `places`. Where their texts are too many for the memory they are looked at as they are asked for."""
    lists = ", ".join(f"list(DISTINCT c{place}) AS l{place}" for place in places)
    if not lists:
        return Seen(relation)
    try:
        duck.execute(f"CREATE OR REPLACE TEMP TABLE seen AS SELECT {lists} FROM {relation}")
    except duckdb.OutOfMemoryException:
        return Seen(relation)
    return Seen(relation, frozenset(places))


def forget(duck: duckdb.DuckDBPyConnection) -> None:
    """Gives back the memory of what was looked at."""
    duck.execute("DROP TABLE IF EXISTS seen")
