"""All checks over a view: what is abnormal, dearest first, with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from storehand.detect.check import Check
from storehand.detect.finding import Evidence, Finding
from storehand.detect.usual import history_since
from storehand.detect.weigh import likely, trifling, weighed
from storehand.metrics.view import View


@dataclass(frozen=True)
class Findings:
    """`curves`: how many were looked at, so that "nothing abnormal" can be weighed too."""

    findings: tuple[Finding, ...]
    curves: int


def findings(view: View, checks: Iterable[tuple[str, Check]]) -> Findings:
    """Runs the checks (desk name and check) over every shop of the view."""
    found: list[Finding] = []
    curves = 0
    for desk, check in checks:
        seen = list(check.watch(view, check.name))
        curves += len(seen)
        found += [replace(one, desk=desk) for one in likely([one for one in seen if one is not None], len(seen))]
    told = [one for one in weighed(found, view.catalog) if not trifling(view, one)]
    return Findings(tuple(evident(view, _named(view, finding)) for finding in told), curves)


def conditions(finding: Finding) -> dict[str, str]:
    """The finding's place as the view takes it."""
    return {"shop": finding.shop, **dict(finding.where)}


def evident(view: View, finding: Finding) -> Finding:
    """With the query behind its value, unless its check brought one."""
    if finding.evidence.sql:
        return finding
    where = conditions(finding)
    rows, batches = view.rows_behind(finding.metric, finding.since, finding.until, where=where)
    sql = view.sql(finding.metric, finding.since, finding.until, where=where)
    if view.value(finding.metric, finding.since, finding.until, where=where) is None:
        # A segment that vanished from what the platform states has no row at all: its 0 is our reading.
        sql = f'SELECT COALESCE(({sql}), {finding.value}) AS "value"'
    return replace(finding, evidence=Evidence(sql, rows, tuple(batches)))


def _named(view: View, finding: Finding) -> Finding:
    """With the name that goes with an id (item_id → item), as the newest rows have it."""
    if finding.gap is not None:
        return finding
    return replace(finding, name=name_of(view, finding.metric, finding.shop, finding.where))


def name_of(view: View, metric: str, shop: str, where: tuple[tuple[str, str], ...]) -> str:
    """What people call a segment that is known by an id; "" where nothing is known beyond the id."""
    column, value = where[-1] if where else ("", "")
    label = column.removesuffix("_id")
    if label == column:
        return ""
    rows = view.table([metric], ["day", label], history_since(view, apart=True), view.until, where={"shop": shop, column: value})
    return next((str(row[label]) for row in reversed(rows) if row[label]), "")
