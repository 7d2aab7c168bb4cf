"""How much a finding matters: money at stake, severity, what is said once only, and how many may be false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from math import fsum, sqrt

from storehand.detect.curve import Curve, floats
from storehand.detect.finding import Finding, Impact, Severity
from storehand.detect.judge import Judged
from storehand.detect.merge import Merger
from storehand.detect.season import apart
from storehand.metrics.metric import ADDS, Metric
from storehand.metrics.view import View
from storehand.stats.interval import false_alarm_limit

CENT = Decimal("0.01")
# Nine in ten of the chance would be 1.645; those that are told were picked for lying far out, so that plain intervals about
# them hold the truth too seldom.
Z90, PICKED = 1.645, 2.0
FALSE_ALARMS = 0.25
RARE = 0.01  # what noise alone does once in a hundred days is no finding
WORTH_A_LINE = 0.005  # of the shop's usual takings; a part that costs less is not told
LARGE = 0.05  # of the takings: what is smaller must be rarer by as much
LEAST_DAYS = 7  # known, for a price
PRICE_DOUBT = 0.08  # relative; what those who stayed away would have paid is no one's mean


def impact(view: View, curve: Curve, one: Judged, worth: tuple[str, ...]) -> Impact | None:
    """Money lost (positive) against the usual, with nine in ten of its chance; None where it has no price.

    Money metrics are their own price; others are multiplied by what the metrics of `worth` usually are at that place,
    where that is not known in the whole shop. Of money that is good or bad by what it brings (spend on ads) only what was
    spent beyond the usual is at stake.
    """
    declared = view.catalog.metric(curve.metric)
    if declared.unit != "money" and (not worth or declared.better == "neutral"):
        return None
    if declared.better == "neutral" and not (_adds(declared) and float(one.value) > one.usual.expected):
        return None
    price, doubt = 1.0, 0.0
    for name in worth:
        found = usual_price(view, name, curve)
        if found is None:
            return None
        price, doubt = price * found[0], doubt + found[1] ** 2
    sign = 1.0 if declared.better == "up" else -1.0
    lost = sign * (one.usual.expected - float(one.value)) * price
    wobble = PICKED * sqrt((one.usual.spread * price) ** 2 + doubt * lost**2)
    return Impact(_money(lost), _money(lost - wobble), _money(lost + wobble))


def _adds(metric: Metric) -> bool:
    """Money that is spent or earned: prices are money too, but what a rival asks more costs nobody anything."""
    return all(isinstance(source, ADDS) for source in metric.sources)


def usual_price(view: View, name: str, curve: Curve) -> tuple[float, float] | None:
    """What a metric usually is at the curve's place, else in the shop, and how far that may be off (relative)."""
    shop = Curve(name, curve.shop)
    found = (_lately(view, each) for each in (Curve(name, curve.shop, curve.where), shop))
    own = next((each for each in found if each is not None), None)
    if own is None or not apart(view)(view.day):
        return own
    # On a main day all buy more readily: as the whole shop does, so does its part.
    now, before = view.value(name, where=shop.place), _lately(view, shop)
    times = float(now) / before[0] if now is not None and before and before[0] > 0 else 1.0
    return own[0] * times, sqrt(own[1] ** 2 + 0.15**2)


def _lately(view: View, curve: Curve) -> tuple[float, float] | None:
    """A figure of the last four weeks' ordinary days, ratios as sums over sums, with its own uncertainty."""
    special, since = apart(view), view.since - timedelta(weeks=4)
    metric = view.catalog.metric(curve.metric)
    parts = (metric.ratio.over, metric.ratio.under) if metric.ratio else (metric.name,)
    days = [floats(view.series(part, since, view.since, where=curve.place)) for part in parts]
    known = [day for day in days[0] if not special(day) and all(part[day] is not None for part in days)]
    sums = [fsum(part[day] or 0.0 for day in known) for part in days]
    if len(known) < LEAST_DAYS or sums[-1] <= 0 or sums[0] <= 0:
        return None
    each = [(days[0][day] or 0.0) / ((days[1][day] or 1.0) if metric.ratio else 1.0) for day in known]
    mean = fsum(each) / len(each)
    scatter = sqrt(fsum((one - mean) ** 2 for one in each) / len(each)) / mean if mean > 0 else 0.0
    whole = sums[0] / sums[1] if metric.ratio else sums[0] / len(known)
    return whole, sqrt(PRICE_DOUBT**2 + scatter**2 / len(each))


def _money(amount: float) -> Decimal:
    return Decimal(str(round(amount, 2))).quantize(CENT)


def behind(view: View, metric: str, shop: str) -> float:
    """How many orders, visitors … stand behind a value of the view's period; 0 where that is not known."""
    declared = view.catalog.metric(metric)
    name = declared.ratio.under if declared.ratio else "orders"
    return float(view.value(name, where={"shop": shop}) or 0) if name in view.catalog.names else 0.0


def trifling(view: View, finding: Finding, share: float = WORTH_A_LINE) -> bool:
    """Whether a part's money at stake may be none, or is too little beside the shop's usual takings to be worth a line: the less
    it is, the less likely chance must be, for small parts are many."""
    if finding.impact is None or not finding.where or "gmv" not in view.catalog.names:
        return False
    if 0 < finding.impact.money <= (finding.impact.money - finding.impact.low) * Decimal(Z90 / PICKED):
        return True
    takings = usual_price(view, "gmv", Curve("gmv", finding.shop))
    if takings is None or not takings[0]:
        return False
    part = float(finding.impact.money) / takings[0]
    return part < share or (finding.chance or 0.0) > RARE * min(1.0, part / LARGE)


def severity(one: Judged, share: float) -> Severity:
    """By how many times the limit of the check is passed: a notice from once on, a warning from 1.5 times, critical from 2.5."""
    times = abs(float(one.value) - one.usual.expected) / max(abs(one.usual.expected) * share, 1e-12)
    return "critical" if times >= 2.5 else "warning" if times >= 1.5 else "notice"


def weighed(found: Iterable[Finding], merger: Merger) -> tuple[Finding, ...]:
    """What is worth telling, once each: missing fields, then dearest first."""
    return tuple(sorted(merger.merged(list(found)), key=_order))


def likely(found: Sequence[Finding], curves: int, share: float = FALSE_ALARMS) -> list[Finding]:
    """Of one check's findings those that so many curves do not bring by chance: at most `share` of them is false. Those that
    were as plain on one of the days before are marked as told.

    Benjamini-Hochberg, check by check, so that a thousand items do not silence the shop.
    """
    limit = false_alarm_limit([f.chance for f in found if f.chance is not None], curves, share)
    kept = [f for f in found if f.chance is None or f.chance <= limit]
    level = min(share * len(kept) / max(curves, 1), RARE)
    return [replace(f, told=f.before <= level) for f in kept]


def _order(finding: Finding) -> tuple[bool, float, int, float, str]:
    """A missing field that costs orders comes first: it is a cause, whoever else sees its effect. Then what surely costs most."""
    rank = {"critical": 0, "warning": 1, "notice": 2}[finding.severity]
    money = -float(max(finding.impact.low, finding.impact.money / 10)) if finding.impact else 0.0
    return (finding.gap is None, money, rank, finding.chance or 0.0, finding.id)
