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

DAY, WEEK = timedelta(days=1), timedelta(days=7)
Counts = Mapping[date, float]
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

    Told only on days that the files cover, so at the latest on the morning after the week's export; and once: a week that begins
    a day later holds the same cases.
    """
    rules = Rules(metric, by, per, costs, lumps)

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, times), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            if view.value(metric, view.until - WEEK, view.until, where={"shop": shop}) is None:
                continue
            column, found = _found(view, shop, rules)
            for segment, days in found.items():
                one, before = days[0], min((each.chance for each in days[1:] if _many(each, least, wanted)), default=1.0)
                told = _told(view, name, shop, rules, ((column, segment),) if column else (), one)
                yield replace(told, before=before) if _many(one, least, wanted) else None

    return watch


def _many(one: Wave, least: float, times: float) -> bool:
    return one.now >= least and one.now >= times * one.usual and one.chance <= RARE


def _found(view: View, shop: str, rules: Rules) -> tuple[str, Mapping[str, list[Wave]]]:
    """The dimension (or "" for the whole shop) and each segment's waves: of the week, then of those that ended earlier, as far
    as they were heard of then."""
    for column in rules.by or ("",):
        counts = _counts(view, shop, rules.metric, column)
        behind = _counts(view, shop, rules.per, column) if rules.per else {}
        if any(day >= view.until - WEEK for days in counts.values() for day, count in days.items() if count):
            heard = view.heard(rules.metric, shop, (column,) if column else ())
            ends = [view.until, *(day + DAY for day in _days_before(view) if day in heard)]
            return column, {
                each: [_wave(counts[each], behind.get(each, {}), end, rules) for end in ends] for each in sorted(counts)
            }
    return "", {}


def _days_before(view: View) -> list[date]:
    return [view.day - timedelta(days=back) for back in range(1, 7)]


def _wave(counts: Counts, behind: Counts, end: date, rules: Rules) -> Wave:
    """The week up to `end` against the eight before it."""
    since = end - WEEK
    spans = ((since - WEEKS_BEFORE * WEEK, since), (since, end))
    before, now = (_sum(counts, span) for span in spans)
    share = _share(*(_sum(behind, span) for span in spans))
    return wave(round(now), before, share, rules.lumps)


def _sum(counts: Counts, span: tuple[date, date]) -> float:
    return sum(count for day, count in counts.items() if span[0] <= day < span[1])


def _share(before: float, now: float) -> float:
    """This week's part of what stands behind; an eighth where that is not known."""
    return now / before if before > 0 and now > 0 else 1 / WEEKS_BEFORE


def _counts(view: View, shop: str, metric: str, column: str) -> dict[str, dict[date, float]]:
    """By segment of the column and day; "" stands for the whole shop, and is left out where there are segments."""
    span = (view.until - (WEEKS_BEFORE + 2) * WEEK, view.until)
    if not column:
        series = view.series(metric, *span, where={"shop": shop})
        return {"": {day: float(value) for day, value in series.items() if value}}
    found: dict[str, dict[date, float]] = {}
    for row in view.table([metric], ["day", column], *span, where={"shop": shop}):
        day = row["day"]
        if row[column] and row[metric] and isinstance(day, date):
            found.setdefault(str(row[column]), {})[day] = float(str(row[metric]))
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
