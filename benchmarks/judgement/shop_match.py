"""Whether what was said points at what was planted: the metric and its direction, the place, the factor, the money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from benchmarks.judgement.shop_said import Morning, Place, Said
from storehand.demo.incident import Truth

Fit = Literal["exact", "part", "across", "apart"]
FAMILIES: Final = {
    "takings": {"gmv", "item_gmv", "source_gmv", "placed", "net", "orders", "placed_orders", "buyers", "units", "item_units"},
    "people": {
        "visitors",
        "source_visitors",
        "item_visits",
        "item_visitors",
        "search_visitors",
        "sessions",
        "ad_clicks",
        "ad_impressions",
        "word_visitors",
    },
    "conversion": {"cvr", "uv_value", "ad_cvr", "inquiry_cvr", "item_cvr", "source_cvr"},
    "basket": {
        "aov",
        "order_value",
        "placed_value",
        "price_per_unit",
        "units_per_order",
        "units_per_buyer",
        "gross_margin",
        "paid_margin",
        "item_price",
    },
    "refunds": {"refunds", "refund_rate", "cohort_refunds", "item_refunded", "refund_cases", "late_refunds"},
    "unpaid": {
        "unpaid_rate",
        "unpaid_orders",
        "lost_orders",
        "closed_orders",
        "closed_rate",
        "unshipped_orders",
        "never_paid_orders",
        "never_paid_rate",
    },
    "spend": {"ad_spend", "cpc", "ad_share", "roas", "ad_gmv", "click_value"},
    "clicks": {"ctr", "ad_ctr"},
    "service": {"reply", "average_reply", "unanswered_rate"},
    "voice": {"bad_reviews", "scores", "bad_review_rate"},
}
# What else a trouble shows in: the factors of the paid amount show in the amount itself.
_SHOWS_IN: Final = {
    "people": ("takings",), "conversion": ("takings",), "basket": ("takings",), "takings": ("conversion", "people", "basket"),
    "unpaid": ("takings", "conversion"), "bounce": ("conversion", "takings"), "service": ("conversion", "takings"),
}  # fmt: skip
# Findings that name the very cause, which no figure of sales can do.
_CAUSES: Final[Mapping[str, frozenset[str]]] = {
    "size_sold_out": frozenset({"sold_out_skus"}), "item_sold_out": frozenset({"sold_out_skus"}),
    "rival_cut": frozenset({"rival_price"}), "word_lost": frozenset({"search_place"}), "violation": frozenset({"violations"}),
    "price_limit": frozenset({"violations"}), "price_raised": frozenset({"item_price"}),
}  # fmt: skip
# Metrics that are of one source by what they are, and a kind whose place is wider than a plan: all of the paid sources.
_OF_SOURCE: Final = {"search_visitors": "手淘搜索"}
_WIDER: Final = {"balance_empty": {"source": "广告流量"}}
_TREE: Final = frozenset({"takings", "people", "conversion", "basket"})
_FALLS_WHEN_WORSE: Final = frozenset({"roas", "ad_gmv", "click_value", "inquiry_cvr"})
FIRST_MORNINGS: Final = 3
LATE_MORNINGS: Final = 10  # what comes back or is reviewed takes its time
AFTER: Final = timedelta(days=3)  # what follows an incident: catching up, and comparisons with its days
LATE_AFTER: Final = timedelta(days=14)
# The tables that a fault of files shows in.
FILES: Final[Mapping[str, frozenset[str]]] = {
    "file_absent": frozenset({"source_day"}), "file_half": frozenset({"orders", "order_lines"}),
    "file_late": frozenset({"item_day"}), "file_twice": frozenset({"orders", "order_lines"}),
}  # fmt: skip


def family(metric: str) -> str:
    """The family of a metric; its own name where it belongs to none."""
    return next((name for name, members in FAMILIES.items() if metric in members), metric)


def late(truth: Truth) -> bool:
    """Whether it shows only days later."""
    return family(truth.metric) in {"refunds", "voice"}


def reveals(said: Said, truth: Truth) -> bool:
    """Whether a finding's metric and direction can be this trouble's."""
    own, planted = family(said.metric), family(truth.metric)
    if names(said, truth):
        return True
    if own == planted:
        return said.direction == _way(said.metric, truth)
    wanted = truth.direction if planted in _TREE else "down"
    return own in _SHOWS_IN.get(planted, ()) and said.direction == wanted


def names(said: Said, truth: Truth) -> bool:
    """Whether the finding states the cause itself: the size that ran out, the rival's price, the lost place in search."""
    return said.metric in _CAUSES.get(truth.kind, frozenset())


def _way(metric: str, truth: Truth) -> str:
    """Return on ads falls where spending rises for nothing."""
    flipped = (metric in _FALLS_WHEN_WORSE) != (truth.metric in _FALLS_WHEN_WORSE)
    return {"up": "down", "down": "up"}[truth.direction] if flipped else truth.direction


def fit(said: Place, truth: Mapping[str, str], within: Mapping[str, str]) -> Fit:
    """How a place told fits the true one: the same; one of its dimensions named (or a part of it) and none wrong;
    wider or across it; or apart from it."""
    told = plain(said)
    shared = [dim for dim in told if dim in truth]
    if not all(_touch(told[dim], truth[dim], within) for dim in shared):
        return "apart"
    if told == dict(truth):
        return "exact"
    return "part" if any(_inside(told[dim], truth[dim], within) for dim in shared) else "across"


def plain(place: Place) -> dict[str, str]:
    """Dimensions under one name each: levels of sources as `source`, a size as its item, empty fields left out."""
    found: dict[str, str] = {}
    for dim, value in place:
        name = dim.rstrip("0123456789") if dim.startswith("source") else {"sku_id": "item_id"}.get(dim, dim)
        if value:
            found[name] = value
    return found


def _touch(one: str, other: str, within: Mapping[str, str]) -> bool:
    return _inside(one, other, within) or _inside(other, one, within)


def _inside(one: str, other: str, within: Mapping[str, str]) -> bool:
    """The same or a part of the other; the id of a size begins with its item's."""
    return one.startswith(other) or other in _above(one, within)


def _above(value: str, within: Mapping[str, str]) -> list[str]:
    found = []
    while (value := within.get(value, "")) and value not in found:
        found.append(value)
    return found


def placed(said: Said, truth: Truth, within: Mapping[str, str]) -> Fit:
    """How the place that was told fits the incident's."""
    source = _OF_SOURCE.get(said.metric)
    named = said.place if source is None or "source" not in truth.where else (*said.place, ("source", source))
    return fit(named, truth.where or _WIDER.get(truth.kind, truth.where), within)


def points_at(said: Said, truth: Truth, within: Mapping[str, str]) -> bool:
    """Metric, direction and place."""
    return reveals(said, truth) and placed(said, truth, within) != "apart"


def warned(morning: Morning, before: Morning | None, truth: Truth) -> bool:
    """Whether the briefing said that the files in question are missing or do not tie out, and had not said so the day before.

    What is said every morning warns nobody.
    """
    tables = FILES.get(truth.kind, frozenset())
    told = {*morning.missing, *morning.untied} - ({*before.missing, *before.untied} if before else set())
    return bool(tables & told)


def window(truth: Truth) -> tuple[date, date]:
    """The days whose briefings may find it, until exclusive. What grows slowly (a tired picture) counts its mornings from the day
    on which it costs half of what it will."""
    return truth.since, _grown(truth) + timedelta(days=LATE_MORNINGS if late(truth) else FIRST_MORNINGS)


def _grown(truth: Truth) -> date:
    """The first day with at least half of the dearest day's cost."""
    costs = {day.day: max(abs(float(each)) for each in (day.gmv, day.refunds, day.spend)) for day in truth.days}
    most = max(costs.values(), default=0.0)
    return next((day for day, cost in costs.items() if most and cost >= most / 2), truth.since)


def excused(said: Said, truth: Truth, within: Mapping[str, str]) -> bool:
    """Whether a finding falls on the days of a harmful incident or its aftermath, at a place that touches its own."""
    after = truth.until + (LATE_AFTER if late(truth) else AFTER)
    meets = said.since < after and said.until > truth.since
    return meets and family(truth.metric) != "trust" and fit(said.place, truth.where, within) != "apart"


def same_factor(said: Said, truth: Truth) -> bool:
    """Whether the main factor told (the finding's own metric where none is) belongs to the true factor's family."""
    return names(said, truth) or family(said.factor or said.metric) == family(truth.factor)


def true_money(said: Said, truths: tuple[Truth, ...], within: Mapping[str, str]) -> float | None:
    """What the planted incidents cost on the finding's day at what it measured, in yuan: sales, refunds or ad money.

    None where one of them reaches beyond that place: what it cost there is not known.
    """
    kind = {"refunds": "refunds", "spend": "spend"}.get(family(said.metric), "gmv")
    found = 0.0
    for truth in truths:
        cost = sum(float(getattr(day, kind)) for day in truth.days if day.day == said.day)
        if cost and fit(said.where, truth.where, within) != "apart":
            if not _holds(plain(said.where), truth.where, within):
                return None
            found += cost
    return found


def _holds(said: Mapping[str, str], truth: Mapping[str, str], within: Mapping[str, str]) -> bool:
    """Whether the true place lies wholly inside the one measured."""
    return all(dim in truth and _inside(truth[dim], value, within) for dim, value in said.items())
