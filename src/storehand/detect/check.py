"""A check: a name and what it watches. Common kinds are helpers that return such a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from storehand.detect import weigh
from storehand.detect.finding import Direction, Evidence, Finding
from storehand.detect.segments import filled, gone_segments, judged_segments
from storehand.detect.usual import Judged, judged
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.stats.baseline import Usual
from storehand.wording import Text

Watch = Callable[[View, str], Iterable[Finding | None]]
Side = Literal["worse", "down", "up", "both"]
Where = tuple[tuple[str, str], ...]
RARE = 0.01  # what noise alone does once in a hundred days is no finding
NO_EVIDENCE = Evidence("", 0, ())


@dataclass(frozen=True)
class Check:
    """`watch(view, name)` yields one thing per curve that it looked at: a finding, or None where all is usual."""

    name: str
    label: Text
    watch: Watch


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
) -> Watch:
    """Finds values beyond the usual range and at least `share` away (a share of the expected value).

    `minimum`: what must usually stand behind the value (orders, visitors …) for it to be judged at all.
    `by`: a dimension, each segment of which is a curve of its own (of several names the first that is filled);
    `counted_by`: the metric behind it there.
    `witness`: a steadier metric of the whole shop; where it moved the same way, its chance counts as well.
    `worth`: the metrics by which a change must be multiplied to give money. A shop's own figures: limits
    `<check>` (share) and `<check>.minimum`.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, share), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            for where, own in _curves(view, metric, shop, by, counted_by=counted_by, least=least):
                one = _witnessed(view, own, witness, shop) if witness else own
                found = _direction(view.catalog.metric(metric), one, side)
                far = abs(float(one.value) - one.usual.expected) >= wanted * abs(one.usual.expected)
                if found is None or not far or one.chance > RARE:
                    yield None
                else:
                    severity = weigh.severity(one, wanted)
                    yield finding(view, name, metric, shop, where=where, one=one, direction=found, worth=worth, severity=severity)

    return watch


def beyond(metric: str, limit: float, *, above: bool = True, minimum: float = 0, worth: tuple[str, ...] = ()) -> Watch:
    """Finds a value above (or below) a fixed limit, whatever is usual. `minimum` of orders or visitors as above."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted, least = view.limit(name, limit), view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            value = view.value(metric, where={"shop": shop})
            if value is None or (least and weigh.behind(view, metric, shop) < least):
                continue
            out = float(value) > wanted if above else float(value) < wanted
            one = Judged(value, Usual(wanted, wanted, wanted, 0.0, 1.0, ()), None, 1.0)
            side: Direction = "up" if above else "down"
            yield finding(view, name, metric, shop, where=(), one=one, direction=side, worth=worth) if out else None

    return watch


def missing(metric: str, *, by: tuple[str, ...], counted_by: str = "", minimum: float = 10, worth: tuple[str, ...] = ()) -> Watch:
    """Finds segments that are there nearly every day and are not there at all in the view's period.

    `minimum` of `counted_by` (default: the metric itself) must be there on a usual day.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        least = view.limit(f"{name}.minimum", minimum)
        for shop in view.shops:
            for where, one in gone_segments(
                view, metric, shop, filled(view, metric, shop, by), counted_by=counted_by, least=least
            ):
                gone = one.chance <= RARE
                yield finding(view, name, metric, shop, where=where, one=one, direction="down", worth=worth) if gone else None

    return watch


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
        impact=weigh.impact(view, metric, shop, one, worth),
        basis=one.usual.basis,
        evidence=NO_EVIDENCE,
    )


def _id(*parts: object) -> str:
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:12]


def _curves(
    view: View, metric: str, shop: str, by: tuple[str, ...], *, counted_by: str, least: float
) -> Iterator[tuple[Where, Judged]]:
    """The whole shop, or each segment; what has too little behind it to be judged is left out."""
    if by:
        yield from judged_segments(view, metric, shop, filled(view, metric, shop, by), counted_by=counted_by, least=least)
    elif (one := judged(view, metric, {"shop": shop})) is not None and (one.count is None or one.count >= least):
        yield (), one


def _witnessed(view: View, one: Judged, witness: str, shop: str) -> Judged:
    """With the smaller of both chances, doubled since two were tried, if both moved the same way."""
    other = judged(view, witness, {"shop": shop})
    if other is None or (float(other.value) < other.usual.expected) != (float(one.value) < one.usual.expected):
        return one
    return replace(one, chance=min(2 * min(one.chance, other.chance), 1.0))


def _direction(metric: Metric, one: Judged, side: Side) -> Direction | None:
    """Which way the value went, or None where that way is not watched."""
    way: Direction = "down" if float(one.value) < one.usual.expected else "up"
    watched = {"worse": {"up": ("down",), "down": ("up",)}.get(metric.better, ("down", "up")), "both": ("down", "up")}
    return way if way in watched.get(side, (side,)) else None
