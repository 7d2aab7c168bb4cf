"""Weeks with more of something rare than usual: single days have too few to tell, and many shops export them once a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

from storehand.desks.stated import counted, wobble
from storehand.detect.check import Watch
from storehand.detect.finding import Finding, Impact
from storehand.detect.weigh import RARE
from storehand.metrics.view import View
from storehand.stats.interval import poisson_tail

WEEK = timedelta(days=7)
WEEKS_BEFORE = 8
Z90 = 1.645
_FEW = 0.5  # added to what earlier weeks had, so that a segment without any is not expected to have none


@dataclass(frozen=True)
class Wave:
    """A week's count against what the weeks before let expect, and the chance that so many come of themselves."""

    now: int
    usual: float
    chance: float


@dataclass(frozen=True)
class Rules:
    """What is counted, along which dimensions (the first that is stated; () = the whole shop), behind which metric it comes
    (sold units bring refunds; "" = days), the money that it costs ("" = none), and how many come together (one parcel sent
    back may hold two pieces)."""

    metric: str
    by: tuple[str, ...] = ()
    per: str = ""
    costs: str = ""
    lumps: float = 1.0


def wave(now: int, before: float, share: float = 1 / WEEKS_BEFORE, lumps: float = 1.0) -> Wave:
    """Whether `now` is more than `before` lets expect. `share`: this week's part of what it comes behind, against before."""
    usual = (before + _FEW) * share
    return Wave(now, usual, poisson_tail(round(now / lumps), usual / lumps) if now > usual else 1.0)


def more_in_a_week(
    metric: str,
    *,
    by: tuple[str, ...] = (),
    per: str = "",
    costs: str = "",
    lumps: float = 1.0,
    minimum: float = 3,
    times: float = 2,
) -> Watch:
    """Finds the shop, or segments, with at least `minimum` within a week and `times` the usual number (the limit `<check>`).

    Told only on days that the files cover, so at the latest on the morning after the week's export.
    """
    rules = Rules(metric, by, per, costs, lumps)

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, times), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            if view.value(metric, view.until - WEEK, view.until, where={"shop": shop}) is None:
                continue
            column, waves = _waves(view, shop, rules)
            for segment, one in waves.items():
                told = one.now >= least and one.now >= wanted * one.usual and one.chance <= RARE
                where = ((column, segment),) if column else ()
                yield _told(view, name, shop, rules, where, one) if told else None

    return watch


def _waves(view: View, shop: str, rules: Rules) -> tuple[str, Mapping[str, Wave]]:
    """The dimension and its segments, or "" and the whole shop."""
    since = view.until - WEEK
    spans = ((since - WEEKS_BEFORE * WEEK, since), (since, view.until))
    for column in rules.by or ("",):
        before, now = (_counts(view, shop, rules.metric, column, span) for span in spans)
        if any(now.values()):
            behind = [_counts(view, shop, rules.per, column, span) if rules.per else {} for span in spans]
            share = {each: _share(behind[0].get(each, 0.0), behind[1].get(each, 0.0)) for each in {*before, *now}}
            return column, {
                each: wave(round(now.get(each, 0.0)), before.get(each, 0.0), share[each], rules.lumps) for each in sorted(share)
            }
    return "", {}


def _share(before: float, now: float) -> float:
    """This week's part of what stands behind; a seventh day is a seventh day where that is not known."""
    return now / before if before > 0 and now > 0 else 1 / WEEKS_BEFORE


def _counts(view: View, shop: str, metric: str, column: str, span: tuple[date, date]) -> dict[str, float]:
    """By segment of the column; "" stands for the whole shop, and is left out where there are segments."""
    if not column:
        series = view.series(metric, *span, where={"shop": shop})
        return {"": sum(float(value or 0) for value in series.values())}
    found: dict[str, float] = {}
    for row in view.table([metric], ["day", column], *span, where={"shop": shop}):
        if row[column] and row[metric] is not None:
            found[str(row[column])] = found.get(str(row[column]), 0.0) + float(str(row[metric]))
    return found


def _told(view: View, name: str, shop: str, rules: Rules, where: tuple[tuple[str, str], ...], one: Wave) -> Finding:
    since = view.until - WEEK
    basis = tuple(since - timedelta(days=back) for back in range(WEEKS_BEFORE * 7, 0, -1))
    made = counted(
        view, name, rules.metric, shop, where,
        value=one.now, usual=one.usual, spread=wobble(one.usual * rules.lumps), chance=one.chance, basis=basis,
    )  # fmt: skip
    return replace(made, since=since, impact=_cost(view, shop, rules, where, one))


def _cost(view: View, shop: str, rules: Rules, where: tuple[tuple[str, str], ...], one: Wave) -> Impact | None:
    """The week's money beyond the usual number's part of it."""
    money = view.value(rules.costs, view.until - WEEK, view.until, where={"shop": shop, **dict(where)}) if rules.costs else None
    if money is None:
        return None
    beyond, wide = one.now - one.usual, Z90 * sqrt(max(one.usual, 1.0))
    return Impact(*(Decimal(str(round(float(money) * each / one.now, 2))) for each in (beyond, beyond - wide, beyond + wide)))
