"""All checks over a view: what is abnormal, dearest first, with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storehand.detect.check import Check, OfCurves
from storehand.detect.curve import Curve
from storehand.detect.finding import Evidence, Finding
from storehand.detect.judge import judge
from storehand.detect.merge import Condition, Merger, Nesting
from storehand.detect.muted import parted
from storehand.detect.segments import nesting
from storehand.detect.trusted import doubted
from storehand.detect.usual import history_since
from storehand.detect.weigh import likely, trifling, weighed
from storehand.metrics.catalog import parents
from storehand.metrics.view import View
from storehand.store.settings import Mute

LEVELS = ("source1", "source2", "source3", "source4", "source")  # a hierarchy, widest first


@dataclass(frozen=True)
class Findings:
    """`curves`: how many were looked at, so that "nothing abnormal" can be weighed too. `muted`: troubles that are not told."""

    findings: tuple[Finding, ...]
    curves: int
    muted: int = 0


def findings(view: View, checks: Iterable[tuple[str, Check]], mutes: Sequence[Mute] = (), beside: Sequence[str] = ()) -> Findings:
    """Runs the checks (desk name and check) over every shop of the view. What `mutes` cover is counted, not told.

    `beside`: metrics whose usual figures will be asked for as well, judged along with the rest.
    """
    every = list(checks)
    prepare(view, every, [name for name in beside if name in view.catalog.names])
    found: list[Finding] = []
    curves = 0
    for desk, check in every:
        seen = list(check.watch(view, check.name))
        curves += len(seen)
        found += [replace(one, desk=desk) for one in likely([one for one in seen if one is not None], len(seen))]
    sure = [one for one in found if not doubted(view, one)]
    merger = Merger(view.catalog, _wholes(view), _nesting(view, found))
    heard, muted = parted(sure, mutes, lambda one: _named(view, one).name)
    told, untold = ([one for one in weighed(each, merger) if not one.told and not trifling(view, one)] for each in (heard, muted))
    return Findings(tuple(evident(view, _named(view, finding)) for finding in told), curves, len(untold))


def prepare(view: View, checks: Iterable[tuple[str, Check]], beside: Sequence[str] = ()) -> None:
    """Judges all curves that the checks will ask for, and the shop's own, at once."""
    if view.period == "day":
        wanted = [
            curve for _, check in checks if isinstance(check.watch, OfCurves) for curve in check.watch.curves(view, check.name)
        ]
        judge(
            view,
            [
                *wanted,
                *(
                    Curve(name, shop)
                    for shop in view.shops
                    for name in _read_whole(view, [*(curve.metric for curve in wanted), *beside])
                ),
            ],
        )


def _read_whole(view: View, wanted: Iterable[str]) -> tuple[str, ...]:
    """The metrics that are asked of the whole shop: those watched anywhere, what they are made of, and their factors."""
    names = list(dict.fromkeys(wanted))
    for name in names:
        metric = view.catalog.metric(name)
        more = (*parents(metric), *metric.product, *(each for tree in metric.products for each in tree))
        names += [each for each in more if each not in names]
    return tuple(names)


def _wholes(view: View) -> dict[tuple[str, str], float]:
    """What the shops' curves are expected to be."""
    if view.period != "day":
        return {}
    return {(curve.metric, curve.shop): one.usual.expected for curve, one in judge(view, ()).items() if one and not curve.where}


def _nesting(view: View, found: Sequence[Finding]) -> Nesting:
    """Which segments lie in which, along the hierarchies of the metrics found."""
    known: dict[Condition, frozenset[Condition]] = {}
    for shop, metric in dict.fromkeys((one.shop, one.metric) for one in found if one.where):
        names = [name for name in LEVELS if name in view.catalog.metric(metric).by]
        known |= nesting(view, metric, shop, names) if len(names) > 1 and view.catalog.metric(metric).ratio is None else {}
    return known


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
    within = tuple(_named(view, each) for each in finding.folded)
    return replace(finding, folded=within, name=name_of(view, finding.metric, finding.shop, finding.where))


def name_of(view: View, metric: str, shop: str, where: tuple[tuple[str, str], ...]) -> str:
    """What people call the part of a segment that is known by an id; "" where nothing is known beyond the id."""
    column, value = next(((name, value) for name, value in reversed(where) if name.endswith("_id")), ("", ""))
    if not column:
        return ""
    label = column.removesuffix("_id")
    rows = view.table([metric], ["day", label], history_since(view, apart=True), view.until, where={"shop": shop, column: value})
    return next((str(row[label]) for row in reversed(rows) if row[label]), "")
