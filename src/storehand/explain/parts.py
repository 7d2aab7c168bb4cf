"""Which segments moved it: those, crossed or not, that stand out beyond what so many segments bring by chance, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Literal

import numpy as np

from storehand.detect.finding import Finding
from storehand.detect.run import name_of
from storehand.explain.explanation import Factor, Segment
from storehand.explain.whole import F, Parts, Whole, of, parts, wholes
from storehand.metrics.view import View
from storehand.stats.decompose import mix_and_rate
from storehand.stats.scan import Cause, scan, scan_rate

MOST = 5
EXPLAINS = 0.3  # share of the change below which segments tell nothing
_EACH = 0.02  # what a further segment must explain to be worth naming
_LEAST = 0.05  # share of the change that a named segment has

Where = tuple[tuple[str, str], ...]
Effect = Literal["mix", "rate", "volume"]


@dataclass(frozen=True)
class _Part:
    """A segment of a whole; `weight`: its usual share of it."""

    where: Where
    value: float | None
    expected: float | None
    contribution: float
    weight: float
    effect: Effect = "volume"


@dataclass(frozen=True)
class _Told:
    """What one table tells of a whole; `score`: what its segments explain beyond their size, fewer being better."""

    whole: Whole
    by: str
    named: tuple[_Part, ...]
    score: float


def segments(view: View, finding: Finding, factors: Sequence[Factor] = ()) -> tuple[str, tuple[Segment, ...]]:
    """The dimension of the most telling segments, at most five of them and the remainder (`where` empty), or ("", ()).

    Contributions add up to value − expected. A table of the main factor counts too: its segments then carry that
    factor's contribution in proportion, and `Segment.metric` names the factor.
    """
    change = float(finding.value) - finding.expected
    found = [told for told in _telling(view, finding, factors) if told.score > 0] if change else []
    if not found:
        return "", ()
    best = max(found, key=lambda told: told.score)
    named = tuple(_segment(view, finding, best, part, change) for part in best.named)
    rest = change - fsum(segment.contribution for segment in named)
    return best.by, (*named, Segment((), None, None, rest, rest / change))


def _telling(view: View, finding: Finding, factors: Sequence[Factor]) -> Iterator[_Told]:
    change = float(finding.value) - finding.expected
    for whole in wholes(finding, factors):
        for leaves in parts(view, whole):
            found = _of_sum(whole, leaves) if leaves.under_now is None else _of_ratio(whole, leaves)
            toward = [part for part in found if bears(part.contribution / whole.change, part.weight)]
            named = tuple(sorted(toward, key=lambda part: -abs(part.contribution))[:MOST])
            if named:
                yield _Told(whole, named[0].where[-1][0], named, _score(named, whole, change))


def bears(share: float, weight: float) -> bool:
    """Whether a part has enough of the change to be named: a twentieth, and no less than its weight in the whole. Who sells nine
    tenths and brings half of a fall did better than the rest."""
    return share >= max(_LEAST, weight)


def _score(named: Sequence[_Part], whole: Whole, change: float) -> float:
    explained = min(fsum(part.contribution for part in named) * whole.scale / change, 1.0)
    beyond = explained - fsum(part.weight for part in named) * whole.change * whole.scale / change
    return beyond - _EACH * (len(named) - 1) if explained >= EXPLAINS else 0.0


def _of_sum(whole: Whole, leaves: Parts) -> list[_Part]:
    """The segments of a sum that stand out, against their usual share of what was expected.

    People are added over sources or items: what was expected is stated in the leaves' own unit, and their changes in the
    whole's, so that all of them add up to its change.
    """
    usual, seen = of(leaves.before), of(leaves.now)
    if usual <= 0 or whole.expected <= 0:
        return []
    unit = seen / whole.value if seen > 0 and whole.value > 0 else 1.0
    expected = leaves.before / usual * whole.expected * unit
    found: list[_Part] = []
    for causes in _scanned(whole, leaves, expected):
        found = [
            _Part(cause.where, float(now), was, (now - was) / unit, was / (whole.expected * unit))
            for cause, now, was in _apart(leaves, expected, causes)
        ]
        if fsum(part.contribution for part in found) / whole.change >= EXPLAINS:
            break
    return found


def _scanned(whole: Whole, leaves: Parts, expected: F) -> Iterator[Sequence[Cause]]:
    """By what is counted, which wavers least; then by the amounts, which tell of prices too."""
    if leaves.counted is not None and of(leaves.counted[1]) > 0:
        now, before = leaves.counted
        yield scan(leaves.dims, now, before * (whole.expected / of(leaves.before)), lump=1.0).causes
        yield scan(leaves.dims, leaves.now, expected, lump=leaves.lump).causes
    else:
        yield scan(leaves.dims, leaves.now, expected).causes


def _apart(leaves: Parts, expected: F, causes: Sequence[Cause]) -> Iterator[tuple[Cause, float, float]]:
    """Each cause with what its leaves brought and were expected to; leaves that an earlier cause holds are not counted again."""
    taken = np.zeros(len(leaves.keys), dtype=bool)
    for cause in causes:
        own = leaves.within(cause.where) & ~taken
        taken |= own
        yield replace(cause, where=_shortest(leaves, cause.where)), of(leaves.now[own]), of(expected[own])


def _shortest(leaves: Parts, where: Where) -> Where:
    """In the fewest conditions: one dimension's, the first that has a value for just these leaves, else without those that
    the others imply. Levels of one hierarchy hold each other, and an item with one size is that size."""
    whole = leaves.within(where)
    for place, name in enumerate(leaves.by):
        values = {key[place] for key, inside in zip(leaves.keys, whole, strict=True) if inside}
        if len(values) == 1 and (value := values.pop()) and np.array_equal(leaves.within(((name, value),)), whole):
            return ((name, value),)
    for condition in where[:-1]:
        rest = tuple(each for each in where if each != condition)
        if np.array_equal(leaves.within(rest), whole):
            where = rest
    return where


def _of_ratio(whole: Whole, leaves: Parts) -> list[_Part]:
    """The segments whose rate moved by itself; where none did, those whose weight did."""
    assert leaves.under_now is not None
    assert leaves.under_before is not None
    past, weight = of(leaves.before), of(leaves.under_before)
    if past <= 0 or weight <= 0 or of(leaves.under_now) <= 0:
        return []
    before = leaves.before * (whole.expected * weight / past)
    moved = scan_rate(leaves.dims, (leaves.now, leaves.under_now), (before, leaves.under_before)).causes
    found = _split(leaves, before, moved)
    if found:
        return found
    usual = leaves.under_before / weight * of(leaves.under_now)
    mixed = _split(leaves, before, scan(leaves.dims, leaves.under_now, usual).causes)
    return [part for part in mixed if part.effect == "mix"]


def _split(leaves: Parts, before: F, causes: Sequence[Cause]) -> list[_Part]:
    """Each cause's part in the ratio's change, by the shift of its weight and the change of its rate."""
    assert leaves.under_now is not None
    assert leaves.under_before is not None
    group = np.full(len(leaves.keys), "rest", dtype=object)
    for place, cause in enumerate(causes):
        group[leaves.within(cause.where) & (group == "rest")] = str(place)
    columns = (before, leaves.under_before, leaves.now, leaves.under_now)
    sums = [{name: of(column[group == name]) for name in dict.fromkeys(group)} for column in columns]
    told = mix_and_rate(*sums)
    found = []
    for place, cause in enumerate(causes):
        if (part := told.get(str(place))) is not None:
            over0, under0, over1, under1 = (each.get(str(place), 0.0) for each in sums)
            effect: Effect = "mix" if abs(part.mix) > abs(part.rate) else "rate"
            now, then = (over1 / under1 if under1 else None), (over0 / under0 if under0 else None)
            found.append(_Part(_shortest(leaves, cause.where), now, then, part.total, under0 / of(leaves.under_before), effect))
    return found


def _segment(view: View, finding: Finding, told: _Told, part: _Part, change: float) -> Segment:
    contribution = part.contribution * told.whole.scale
    metric = "" if told.whole.metric == finding.metric else told.whole.metric
    name = name_of(view, told.whole.metric, finding.shop, part.where)
    return Segment(part.where, part.value, part.expected, contribution, contribution / change, part.effect, metric, name)
