"""Rows of a daily report that cover several days: their figures stand on the first of them."""

# ruff: noqa: S608 - the paths are our own stage's

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from storehand.intake.batch import Part, Warning_
from storehand.intake.route import Plan

ENDS = "until_day"


def mixed(duck: duckdb.DuckDBPyConnection, plan: Plan, parts: Sequence[Part]) -> Iterator[Warning_]:
    """A warning where a report has both rows of one day and rows of several: the first day of the latter looks too large, the
    others too small. A report of one period alone says what it is."""
    for table in sorted({route.table.name for route in plan.routes if {"day", ENDS} <= set(route.columns)}):
        paths = [str(part.path) for part in parts if part.table == table]
        long, every = (
            duck.execute(f"SELECT count(*) FILTER ({ENDS} > day), count(*) FROM read_parquet({paths})").fetchall()[0]
            if paths
            else (0, 0)
        )
        if 0 < long < every:
            yield Warning_("several_days", (("rows", f"{long:,}"), ("every", f"{every:,}")))
