"""Weeks with more of something rare than usual: single days have too few to tell, and many shops export them once a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

from storehand.desks.stated import Where, counted, wobble
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
    """What is counted, along which dimensions (the first that is stated; () = the whole shop) and crossed with which ("" = none),
    behind which metric it comes (sold units bring refunds; "" = days), the money that it costs ("" = none), and how many come
    together (one parcel sent back may hold two pieces)."""

    metric: str
    by: tuple[str, ...] = ()
    within: str = ""
    per: str = ""
    costs: str = ""
    lumps: float = 1.0


def wave(now: int, before: float, share: float = 1 / WEEKS_BEFORE, lumps: float = 1.0) -> Wave:
    """Whether `now` is more than `before` lets expect. `share`: this week's part of what it comes behind, against before."""
    usual = (before + _FEW) * share
    return Wave(now, usual, poisson_tail(round(now / lumps), usual / lumps) if now > usual else 1.0)


def more_in_a_week(rules: Rules, *, minimum: float = 3, times: float = 2) -> Watch:
    """Finds the shop, or segments, with at least `minimum` within a week and `times` the usual number (the limit `<check>`).

    Told only on days that the files cover, so at the latest on the morning after the week's export; and once: a week that begins
    a day later holds the same cases. Where a crossing tells it (an item's refunds for one reason), its segment is not told again.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, times), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            if view.value(rules.metric, view.until - WEEK, view.until, where={"shop": shop}) is None:
                continue
            crossed: set[tuple[str, str]] = set()
            for where, days in _found(view, shop, rules):
                one, before = days[0], min((each.chance for each in days[1:] if _many(each, least, wanted)), default=1.0)
                many = _many(one, least, wanted) and not crossed & set(where)
                yield replace(_told(view, name, shop, rules, where, one), before=before) if many else None
                crossed |= set(where[:1]) if many else set()

    return watch


def _many(one: Wave, least: float, times: float) -> bool:
    return one.now >= least and one.now >= times * one.usual and one.chance <= RARE


def _found(view: View, shop: str, rules: Rules) -> Iterator[tuple[Where, list[Wave]]]:
    """Crossings first, then segments (() = the whole shop), each with its waves: of the week, then of those that ended earlier,
    as far as they were heard of then."""
    for column in rules.by or ("",):
        columns = (column,) if column else ()
        if any(day >= view.until - WEEK for days in _counts(view, shop, rules.metric, columns).values() for day in days):
            if column and rules.within:
                yield from _waves(view, shop, rules, (column, rules.within))
            yield from _waves(view, shop, rules, columns)
            return


def _waves(view: View, shop: str, rules: Rules, columns: tuple[str, ...]) -> Iterator[tuple[Where, list[Wave]]]:
    counts = _counts(view, shop, rules.metric, columns)
    behind = _counts(view, shop, rules.per, columns[:1]) if rules.per else {}
    heard = view.heard(rules.metric, shop, columns)
    ends = [view.until, *(day + DAY for day in _days_before(view) if day in heard)]
    for where in sorted(counts):
        yield where, [_wave(counts[where], behind.get(where[:1], {}), end, rules) for end in ends]


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


def _counts(view: View, shop: str, metric: str, columns: tuple[str, ...]) -> dict[Where, dict[date, float]]:
    """By segment and day; () stands for the whole shop. What a file does not state is no segment."""
    span = (view.until - (WEEKS_BEFORE + 2) * WEEK, view.until)
    if not columns:
        series = view.series(metric, *span, where={"shop": shop})
        return {(): {day: float(value) for day, value in series.items() if value}}
    found: dict[Where, dict[date, float]] = {}
    for row in view.table([metric], ["day", *columns], *span, where={"shop": shop}):
        day, where = row["day"], tuple((column, str(row[column])) for column in columns)
        if all(value for _, value in where) and row[metric] and isinstance(day, date):
            found.setdefault(where, {})[day] = float(str(row[metric]))
    return found


def _told(view: View, name: str, shop: str, rules: Rules, where: Where, one: Wave) -> Finding:
    since = view.until - WEEK
    basis = tuple(since - timedelta(days=back) for back in range(WEEKS_BEFORE * 7, 0, -1))
    made = counted(
        view, name, rules.metric, shop, where,
        value=one.now, usual=one.usual, spread=wobble(one.usual * rules.lumps), chance=one.chance, basis=basis,
    )  # fmt: skip
    return replace(made, since=since, impact=_cost(view, shop, rules, where, one))


def _cost(view: View, shop: str, rules: Rules, where: Where, one: Wave) -> Impact | None:
    """The week's money beyond the usual number's part of it."""
    money = view.value(rules.costs, view.until - WEEK, view.until, where={"shop": shop, **dict(where)}) if rules.costs else None
    if money is None:
        return None
    beyond, wide = one.now - one.usual, Z90 * sqrt(max(one.usual, 1.0))
    return Impact(*(Decimal(str(round(float(money) * each / one.now, 2))) for each in (beyond, beyond - wide, beyond + wide)))
