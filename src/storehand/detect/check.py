"""A check: a name and what it watches. Common kinds are helpers that return such a function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal, Protocol, runtime_checkable

from storehand.detect import weigh
from storehand.detect.curve import Curve
from storehand.detect.finding import Direction, Evidence, Finding
from storehand.detect.judge import Judged
from storehand.detect.segments import curves, filled, judged_segments, nesting, steady
from storehand.detect.usual import judged, judged_curves
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.stats.baseline import Usual
from storehand.wording import Text

Side = Literal["worse", "down", "up", "both"]
Where = tuple[tuple[str, str], ...]
LIKELIER = -0.5  # log10: what is far less likely with an incident than without is chance, however rare
FEW = 50  # counts below which amounts are judged by their counts
NO_EVIDENCE = Evidence("", 0, ())


class Watch(Protocol):
    """`watch(view, name)` yields one thing per curve that it looked at: a finding, or None where all is usual."""

    def __call__(self, view: View, name: str) -> Iterable[Finding | None]: ...


@runtime_checkable
class OfCurves(Protocol):
    """A watch that can say beforehand which curves it will ask for, so that all are judged at once."""

    def curves(self, view: View, name: str) -> list[Curve]: ...


@dataclass(frozen=True)
class Check:
    """A name and what it watches."""

    name: str
    label: Text
    watch: Watch


@dataclass(frozen=True)
class _WorseThanUsual:
    metric: str
    share: float
    minimum: float
    by: tuple[str, ...]
    counted_by: str
    side: Side
    worth: tuple[str, ...]
    witness: str
    levels: tuple[str, ...]

    def curves(self, view: View, name: str) -> list[Curve]:
        """One for each shop, or for each segment that is large enough; with the witness's."""
        key = f"curves.{name}"
        if key not in view.memory:
            least = view.limit(f"{name}.minimum", self.minimum)
            own = {shop: view.limit(f"{name}.minimum", least, shop) for shop in view.shops}
            watched = [curve for shop in view.shops for curve in self._of(view, shop, own[shop])]
            view.memory[key] = [*watched, *self._counts(view, watched)]
        found: list[Curve] = view.memory[key]
        return found

    def _counts(self, view: View, watched: Sequence[Curve]) -> list[Curve]:
        """What counts the money of segments."""
        if not self.counted_by or view.catalog.metric(self.metric).unit != "money":
            return []
        return [Curve(self.counted_by, curve.shop, curve.where, self.counted_by) for curve in watched]

    def _of(self, view: View, shop: str, least: float) -> Iterator[Curve]:
        if self.by:
            by = filled(view, self.counted_by or self.metric, shop, self.by)
            known = nesting(view, self.counted_by or self.metric, shop, (*self.levels, by)) if self.levels and by else {}
            held = {above for parents in known.values() for above in parents}
            for name in (*self.levels, by):
                found = curves(view, self.metric, shop, name, counted_by=self.counted_by, least=least)
                yield from (curve for curve in found if name == by or curve.where[-1] in held)
            yield from [Curve(self.metric, shop, (), self.counted_by)] if by else []
        else:
            yield Curve(self.metric, shop)
            yield from [Curve(self.witness, shop)] if self.witness else []

    def __call__(self, view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, self.share), view.limit(f"{name}.minimum", self.minimum)
        watched = [curve for curve in self.curves(view, name) if curve.metric == self.metric]
        counts = self._counts(view, watched)
        counted = dict(zip(watched, judged_curves(view, counts), strict=True)) if counts else {}
        for curve, one in judged_segments(view, watched):
            if curve.where or one.count is None or one.count >= view.limit(f"{name}.minimum", least, curve.shop):
                share = view.limit(name, wanted, curve.shop, curve.where)
                yield self._found(view, name, curve, _counting(one, counted.get(curve)), share)

    def _found(self, view: View, name: str, curve: Curve, one: Judged, wanted: float) -> Finding | None:
        sure = _witnessed(view, one, self.witness, curve.shop) if self.witness else one
        way = _direction(view.catalog.metric(self.metric), sure, self.side)
        told = _surest(sure, wanted) if way else None
        if way is None or told is None:
            return None
        severity = weigh.severity(one, wanted)
        found = finding(
            view, name, self.metric, curve.shop, where=curve.where, one=told, direction=way, worth=self.worth, severity=severity
        )
        return replace(found, run=told.run.days if told.run else 1, before=told.before)


def _counting(one: Judged, counted: Judged | None) -> Judged:
    """Money no surer than what counts it, where that is few: an amount does not know how many sales it was made of."""
    if counted is None or counted.usual.expected > FEW:
        return one
    run = one.run if one.run is None or counted.run is None or one.run.chance >= counted.run.chance else counted.run
    chance, score = max(one.chance, counted.chance), min(one.score, counted.score)
    return replace(one, chance=chance, score=score, run=run and replace(run, ratio=one.run.ratio if one.run else run.ratio))


def _surest(one: Judged, wanted: float) -> Judged | None:
    """The day by itself, or the run of days that it ends, whichever is less likely by chance; None where neither counts.

    A day that belongs to a run must itself lie at least half as far out.
    """
    found = []
    away = float(one.value) / one.usual.expected - 1 if one.usual.expected else 0.0
    if abs(away) >= wanted and one.chance <= weigh.RARE and one.score >= LIKELIER:
        found.append(replace(one, run=None, before=one.unheeded))
    if one.run is not None and one.run.chance <= weigh.RARE and abs(away) >= wanted / 2:
        lasting = one.run.ratio - 1
        if abs(lasting) >= wanted and lasting * away > 0:
            found.append(replace(one, chance=one.run.chance))
    return min(found, key=lambda each: each.chance, default=None)


def worse_than_usual(
    metric: str,
    *,
    share: float = 0.2,
    minimum: float = 20,
    by: tuple[str, ...] = (),
    counted_by: str = "",
    side: Side = "worse",
    worth: tuple[str, ...] = (),
    witness: str = "",
    levels: tuple[str, ...] = (),
) -> Watch:
    """Finds values beyond the usual range and at least `share` away (a share of the expected value).

    `minimum`: what must usually stand behind the value (orders, visitors …) for it to be judged at all.
    `by`: a dimension, each segment of which is a curve of its own (of several names the first that is filled);
    `counted_by`: the metric behind it there. `levels`: wider dimensions of the same hierarchy, whose segments are watched too,
    as the whole shop is.
    `witness`: a steadier metric of the whole shop; where it moved the same way, its chance counts as well.
    `worth`: the metrics by which a change must be multiplied to give money, as they usually are at that place. A shop's own
    figures: limits `<check>` (share) and `<check>.minimum`.
    """
    return _WorseThanUsual(metric, share, minimum, by, counted_by, side, worth, witness, levels)


def beyond(metric: str, limit: float, *, above: bool = True, minimum: float = 0, worth: tuple[str, ...] = ()) -> Watch:
    """Finds a value above (or below) a fixed limit, whatever is usual. `minimum` of orders or visitors as above."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, limit), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            value, end = view.value(metric, where={"shop": shop}), view.limit(name, wanted, shop)
            few = view.limit(f"{name}.minimum", least, shop)
            if value is None or (few and weigh.behind(view, metric, shop) < few):
                continue
            out = float(value) > end if above else float(value) < end
            one = Judged(value, Usual(end, end, end, 0.0, 1.0, ()), None, 1.0)
            side: Direction = "up" if above else "down"
            told = finding(view, name, metric, shop, where=(), one=one, direction=side, worth=worth)
            yield replace(told, against="limit") if out else None

    return watch


@dataclass(frozen=True)
class _Missing:
    metric: str
    by: tuple[str, ...]
    counted_by: str
    minimum: float
    worth: tuple[str, ...]

    def curves(self, view: View, name: str) -> list[Curve]:
        """One for each segment that is usually large enough, and what it is counted by."""
        least = view.limit(f"{name}.minimum", self.minimum)
        own = [curve for shop in view.shops for curve in self._of(view, shop, view.limit(f"{name}.minimum", least, shop))]
        return own + [Curve(curve.counted_by, curve.shop, curve.where, curve.counted_by) for curve in own]

    def _of(self, view: View, shop: str, least: float) -> list[Curve]:
        by = filled(view, self.counted_by or self.metric, shop, self.by)
        return curves(view, self.metric, shop, by, counted_by=self.counted_by, least=least)

    def __call__(self, view: View, name: str) -> Iterator[Finding | None]:
        found = self.curves(view, name)
        counted = dict(zip(found[: len(found) // 2], judged_curves(view, found[len(found) // 2 :]), strict=True))
        for curve, one in judged_segments(view, found[: len(found) // 2]):
            sure = counted[curve]
            if one.value != 0 or sure is None or sure.value != 0 or not steady(view, curve):
                continue
            gone = replace(one, chance=_of_count(sure))
            told = finding(view, name, self.metric, curve.shop, where=curve.where, one=gone, direction="down", worth=self.worth)
            yield replace(told, before=one.before) if gone.chance <= weigh.RARE else None


def _of_count(one: Judged) -> float:
    """The chance of nothing at all, by what is counted: on the day, or over the days that it ends (two looks, so doubled)."""
    return one.chance if one.run is None else min(one.chance, 2 * one.run.chance)


def missing(metric: str, *, by: tuple[str, ...], counted_by: str = "", minimum: float = 10, worth: tuple[str, ...] = ()) -> Watch:
    """Finds segments that are there nearly every day and are not there at all in the view's period.

    `minimum` of `counted_by` (default: the metric itself) must be there on a usual day.
    """
    return _Missing(metric, by, counted_by, minimum, worth)


def finding(
    view: View,
    check: str,
    metric: str,
    shop: str,
    *,
    where: Where,
    one: Judged,
    direction: Direction,
    worth: tuple[str, ...] = (),
    severity: Literal["notice", "warning", "critical"] = "warning",
) -> Finding:
    """A finding of the view's period. Its desk and its evidence are filled in by `run.findings`."""
    return Finding(
        id=_id(check, metric, shop, view.since.isoformat(), view.period, where),
        check=check,
        desk="",
        metric=metric,
        shop=shop,
        day=view.day,
        since=view.since,
        until=view.until,
        where=where,
        direction=direction,
        value=one.value,
        expected=one.usual.expected,
        low=one.usual.low,
        high=one.usual.high,
        chance=one.chance if one.usual.spread > 0 else None,
        severity=severity,
        impact=weigh.impact(view, Curve(metric, shop, where), one, worth),
        basis=one.usual.basis,
        evidence=NO_EVIDENCE,
    )


def _id(*parts: object) -> str:
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:12]


def _witnessed(view: View, one: Judged, witness: str, shop: str) -> Judged:
    """With the smaller of both chances, doubled since two were tried, if both moved the same way."""
    other = judged(view, witness, {"shop": shop})
    if other is None or (float(other.value) < other.usual.expected) != (float(one.value) < one.usual.expected):
        return one
    score = max(one.score, other.score)
    return replace(one, chance=min(2 * min(one.chance, other.chance), 1.0), score=score)


def _direction(metric: Metric, one: Judged, side: Side) -> Direction | None:
    """Which way the value went, or None where that way is not watched."""
    way: Direction = "down" if float(one.value) < one.usual.expected else "up"
    watched = {"worse": {"up": ("down",), "down": ("up",)}.get(metric.better, ("down", "up")), "both": ("down", "up")}
    return way if way in watched.get(side, (side,)) else None
