"""How much a finding matters: money at stake, severity, what is said once only, and how many may be false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import log

from storehand.detect.finding import Finding, Impact, Severity
from storehand.detect.usual import Judged, usual
from storehand.metrics.catalog import Catalog
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.stats.interval import false_alarm_limit

CENT = Decimal("0.01")
Z90 = 1.645
FALSE_ALARMS = 0.1
WORTH_A_LINE = 0.005  # of the shop's usual takings; a part that costs less is not told
FOLDED_FROM = 0.3  # a factor that carries this share of its product's change is told there


def impact(view: View, metric: str, shop: str, one: Judged, worth: tuple[str, ...]) -> Impact | None:
    """Money lost (positive) against the usual, with nine in ten of its chance; None where it has no price.

    Money metrics are their own price; others are multiplied by what the metrics of `worth` usually are.
    """
    declared = view.catalog.metric(metric)
    if declared.better == "neutral" or (declared.unit != "money" and not worth):
        return None
    price = 1.0
    for name in worth:
        factor = _usually(view, name, shop)
        if factor is None:
            return None
        price *= factor
    sign = 1.0 if declared.better == "up" else -1.0
    lost, wobble = sign * (one.usual.expected - float(one.value)) * price, Z90 * one.usual.spread * price
    return Impact(_money(lost), _money(lost - wobble), _money(lost + wobble))


def _usually(view: View, metric: str, shop: str) -> float | None:
    expected = usual(view, metric, {"shop": shop})
    if expected is not None:
        return expected.expected
    value = view.value(metric, where={"shop": shop})
    return None if value is None else float(value)


def _money(amount: float) -> Decimal:
    return Decimal(str(round(amount, 2))).quantize(CENT)


def behind(view: View, metric: str, shop: str) -> float:
    """How many orders, visitors … stand behind a value of the view's period; 0 where that is not known."""
    declared = view.catalog.metric(metric)
    name = declared.ratio.under if declared.ratio else "orders"
    return float(view.value(name, where={"shop": shop}) or 0) if name in view.catalog.names else 0.0


def trifling(view: View, finding: Finding, share: float = WORTH_A_LINE) -> bool:
    """Whether a part's money at stake is too little beside the shop's usual takings to be worth a line."""
    if finding.impact is None or not finding.where or "gmv" not in view.catalog.names:
        return False
    takings = _usually(view, "gmv", finding.shop)
    return takings is not None and float(finding.impact.money) < share * takings


def severity(one: Judged, share: float) -> Severity:
    """By how many times the limit of the check is passed: a notice from once on, a warning from 1.5 times, critical from 2.5."""
    times = abs(float(one.value) - one.usual.expected) / max(abs(one.usual.expected) * share, 1e-12)
    return "critical" if times >= 2.5 else "warning" if times >= 1.5 else "notice"


def weighed(found: Iterable[Finding], catalog: Catalog) -> tuple[Finding, ...]:
    """What is worth telling, once each: missing fields, then dearest first."""
    return tuple(sorted(folded(list(found), catalog), key=_order))


def likely(found: Sequence[Finding], curves: int, share: float = FALSE_ALARMS) -> list[Finding]:
    """Of one check's findings those that so many curves do not bring by chance: at most `share` of them is false.

    Benjamini-Hochberg, check by check, so that a thousand items do not silence the shop.
    """
    limit = false_alarm_limit([f.chance for f in found if f.chance is not None], curves, share)
    return [f for f in found if f.chance is None or f.chance <= limit]


def folded(found: Sequence[Finding], catalog: Catalog) -> list[Finding]:
    """Each trouble once: of twins the surest; a factor within its product; a segment within its whole."""
    single: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(found, key=lambda f: f.chance if f.chance is not None else 1.0):
        single.setdefault((finding.shop, finding.metric, finding.where), finding)
    return [f for f in single.values() if not any(_within(f, other, catalog) for other in single.values() if other is not f)]


def _within(finding: Finding, other: Finding, catalog: Catalog) -> bool:
    """Whether `other` already tells of `finding`: as the whole of its segment, or as the product of its factor."""
    if finding.shop != other.shop or other.where or not _same_way(finding, other, catalog):
        return False
    if finding.where:
        return finding.metric in {part.name for part in catalog.chain(other.metric)}
    return finding.metric in _factors(catalog.metric(other.metric)) and _carried(finding, other) >= FOLDED_FROM


def _factors(metric: Metric) -> set[str]:
    return {name for tree in (metric.product, *metric.products) for name in tree}


def _same_way(finding: Finding, other: Finding, catalog: Catalog) -> bool:
    return finding.direction == other.direction and catalog.metric(finding.metric).better == catalog.metric(other.metric).better


def _carried(factor: Finding, product: Finding) -> float:
    """The factor's share of the product's change, by logarithms; all of it where either fell to nothing."""
    ends = (float(factor.value), factor.expected, float(product.value), product.expected)
    if min(ends) <= 0 or ends[2] == ends[3]:
        return 1.0
    return log(ends[0] / ends[1]) / log(ends[2] / ends[3])


def _order(finding: Finding) -> tuple[bool, float, int, float, str]:
    """A missing field that costs orders comes first: it is a cause, whoever else sees its effect."""
    rank = {"critical": 0, "warning": 1, "notice": 2}[finding.severity]
    money = -float(finding.impact.money) if finding.impact else 0.0
    return (finding.gap is None, money, rank, finding.chance or 0.0, finding.id)
