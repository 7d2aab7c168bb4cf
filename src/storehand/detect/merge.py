"""Each trouble once: which of the findings tells it best, and which only show its effect elsewhere.

A trouble shows in many curves: the item that lost its place in search, the search as a source, the shop's visitors, its
takings. Told is the one that explains the others by money and is itself explained by none: the narrowest cause, the
factor rather than the product. Where everything fell alike, the whole is told and not each part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log, sqrt
from typing import Final

from storehand.detect.finding import Finding
from storehand.metrics.catalog import Catalog
from storehand.metrics.metric import Metric

Wholes = Mapping[tuple[str, str], float]  # metric and shop to what the whole shop usually has
Condition = tuple[str, str]
Nesting = Mapping[Condition, frozenset[Condition]]  # a segment to those that hold all of it: 首页推荐 lies in 手淘推荐

CARRIED: Final = 0.3  # a factor that carries this share of its product's change is told there, where money is not known
_EXPLAINS: Final = 0.45  # share of the loss that a cause must account for at least
_LEFT: Final = 0.3  # share of the loss that may be left over
_TOGETHER: Final = 0.6  # share of the loss that several parts must account for, for the whole to be told with them
_MOST: Final = 0.8  # of what several parts account for, from which on one of them tells it alone
_ALIKE: Final = 2.0  # standard deviations within which a part moved as its whole did
_NEVER: Final = 0.02  # what stands for nothing where logarithms are compared


@dataclass(frozen=True)
class Merger:
    """`wholes`: expected values of whole shops, by which a part's size is told. `nesting`: which segments lie in which."""

    catalog: Catalog
    wholes: Wholes
    nesting: Nesting = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def merged(self, found: Sequence[Finding]) -> list[Finding]:
        """The findings to tell, each with those that it stands for in `folded`."""
        left = _dropped(self._single(found), self._alike)
        left = _dropped(left, self._together(left))
        return _dropped(left, self._explained)

    def _alike(self, part: Finding, whole: Finding) -> bool:
        """Whether a part only did what all did."""
        if not self._place(whole) < self._place(part) or not _one_way(part, whole, self.catalog):
            return False
        if self._head(part.metric) != self._head(whole.metric) or whole.expected <= 0 or part.expected <= 0:
            return False
        moved = float(whole.value) / whole.expected
        spread = (part.high - part.low) / 4
        own = part.expected * moved
        return abs(float(part.value) - own) <= _ALIKE * max(spread * sqrt(moved), 0.05 * own)

    def _together(self, found: Sequence[Finding]) -> Callable[[Finding, Finding], bool]:
        """Tells parts of a whole that no single one of them explains, but several of one dimension do: told is the whole."""
        within: dict[int, set[int]] = {}
        for whole in found:
            for dimension in {one.where[-1][0] for one in found if one.where}:
                inside = [one for one in found if one.where and one.where[-1][0] == dimension and self._part_of(one, whole)]
                losses = [float(one.impact.money) for one in inside if one.impact]
                several = len(losses) > 1 and max(losses) < _MOST * sum(losses)
                if several and whole.impact and sum(losses) >= _TOGETHER * float(whole.impact.money) > 0:
                    within.setdefault(id(whole), set()).update(id(one) for one in inside)
        return lambda part, whole: id(part) in within.get(id(whole), set())

    def _part_of(self, part: Finding, whole: Finding) -> bool:
        inside = self._place(whole) < self._place(part) and _one_way(part, whole, self.catalog)
        return inside and self._comparable(part, whole)

    def _explained(self, finding: Finding, cause: Finding) -> bool:
        """Whether `cause` accounts for `finding` and not the other way round, or is the more telling of two that do."""
        if not _one_way(finding, cause, self.catalog) or cause.gap is not None or finding.gap is not None:
            return False
        if not self._explains(cause, finding):
            return False
        return not self._explains(finding, cause) or self._telling(cause) > self._telling(finding)

    def _explains(self, cause: Finding, finding: Finding) -> bool:
        if cause.impact is None or finding.impact is None:
            return self._is_factor(cause, finding) and cause.where == finding.where and carried(cause, finding) >= CARRIED
        lost = float(finding.impact.money)
        brought = float(cause.impact.money) * self._share_within(cause, finding)
        room = float(finding.impact.high - finding.impact.money)
        return lost > 0 and brought >= _EXPLAINS * lost and lost - brought <= max(_LEFT * lost, room)

    def _share_within(self, cause: Finding, finding: Finding) -> float:
        """How much of the cause's loss can lie within the other's place: all of it where that is wider, none where both are
        different values of one dimension, else in proportion to the place's size."""
        own, other = self._place(cause), self._place(finding)
        if own >= other:
            return 1.0
        if own < other or {name for name, _ in own ^ other} & {name for name, _ in own} & {name for name, _ in other}:
            return 0.0
        if not self._comparable(cause, finding):
            return 0.0
        whole = self._whole_of(cause, finding)
        return min(finding.expected / whole, 1.0) if whole else 0.0

    def _comparable(self, cause: Finding, finding: Finding) -> bool:
        """Across dimensions only the same figure, or people with people, tell of each other: losses may be alike by chance."""
        alike = self._head(cause.metric) == self._head(finding.metric)
        return alike or {self.catalog.metric(each.metric).unit for each in (cause, finding)} <= {"people", "count"}

    def _whole_of(self, cause: Finding, finding: Finding) -> float | None:
        people = {self.catalog.metric(each.metric).unit for each in (cause, finding)} <= {"people", "count"}
        return self.wholes.get((cause.metric if people else finding.metric, cause.shop))

    def _telling(self, finding: Finding) -> tuple[int, bool, bool, float]:
        """More conditions first, then factors before products, money before counts, the larger relative change."""
        metric = self.catalog.metric(finding.metric)
        factor = not metric.product and metric.name not in {"orders", "units"}
        ratio = max(float(finding.value) / finding.expected, _NEVER) if finding.expected > 0 else _NEVER
        return len(self._place(finding)), factor, metric.unit == "money", abs(log(ratio))

    def _place(self, finding: Finding) -> frozenset[Condition]:
        """Its conditions and those that they imply."""
        return frozenset(finding.where).union(*(self.nesting.get(condition, frozenset()) for condition in finding.where))

    def _single(self, found: Sequence[Finding]) -> list[Finding]:
        """Of twins the surest, of the whole shop's the first; what is gone is said to be gone rather than low."""
        best: dict[tuple[object, ...], tuple[float, int]] = {}
        for place, finding in enumerate(found):
            gone = bool(finding.where) and float(finding.value) == 0
            rank = ((finding.chance or 0.0) if finding.where else 0.0, -place if gone else place)
            key = (finding.shop, self._head(finding.metric), finding.where, finding.gap)
            best[key] = min(rank, best.get(key, rank))
        kept = {abs(place) for _, place in best.values()}
        return [finding for place, finding in enumerate(found) if place in kept]

    def _is_factor(self, factor: Finding, product: Finding) -> bool:
        trees = self.catalog.metric(product.metric)
        return self._head(factor.metric) in {self._head(name) for tree in (trees.product, *trees.products) for name in tree}

    def _head(self, name: str) -> str:
        """The metric of the whole shop that this one is a part of: visitors for the visitors of items."""
        if name not in self.heads:
            own = self.catalog.metric(name)
            above = next((m for m in self.catalog.metrics.values() if own is not m and own in self.catalog.chain(m.name)), None)
            self.heads[name] = self._head(above.name) if above else self._head_of_ratio(own) if own.ratio else name
        return self.heads[name]

    def _head_of_ratio(self, own: Metric) -> str:
        assert own.ratio is not None
        parts = (self._head(own.ratio.over), self._head(own.ratio.under))
        alike = (m.name for m in self.catalog.metrics.values() if m.ratio and (m.ratio.over, m.ratio.under) == parts)
        return next(alike, own.name)


def _dropped(found: Sequence[Finding], within: Callable[[Finding, Finding], bool]) -> list[Finding]:
    """Without those that another tells; what they told themselves goes along."""
    told = {id(finding): finding for finding in found}
    into: dict[int, int] = {}
    for finding in found:
        others = [other for other in found if other is not finding and within(finding, other)]
        if others:
            into[id(finding)] = id(max(others, key=lambda other: -(other.chance if other.chance is not None else 1.0)))
    for finding in found:
        root, seen = id(finding), {id(finding)}
        while root in into and into[root] not in seen:
            root = into[root]
            seen.add(root)
        if root != id(finding) and root not in into:
            told[root] = replace(told[root], folded=(*told[root].folded, replace(finding, folded=()), *finding.folded))
            told.pop(id(finding), None)
    return list(told.values())


def _one_way(one: Finding, other: Finding, catalog: Catalog) -> bool:
    """Whether both cost or both bring, in one shop."""
    if one.shop != other.shop:
        return False
    worse = [(catalog.metric(each.metric).better == "up") == (each.direction == "down") for each in (one, other)]
    return worse[0] == worse[1]


def carried(factor: Finding, product: Finding) -> float:
    """The factor's share of the product's change, by logarithms; all of it where either fell to nothing."""
    ends = (float(factor.value), factor.expected, float(product.value), product.expected)
    if min(ends) <= 0 or ends[2] == ends[3]:
        return 1.0
    return log(ends[0] / ends[1]) / log(ends[2] / ends[3])
