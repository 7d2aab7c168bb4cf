"""Whether everything fell together: then no single place is at fault, and what all of them share is to be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean
from typing import Final

from storehand.metrics.view import View

# What is counted along which dimension; the first that has enough parts tells.
PARTS: Final = (("orders", "province"), ("orders", "country"), ("units", "item_id"), ("units", "item"))
DEEP: Final = -0.5  # a fall from which on it is asked at all
LEAST: Final = 5.0  # a day, usually, that a part must have to tell
MANY: Final = 5  # parts that must be large enough
NEARLY_ALL: Final = 0.9
BACK: Final = 28
DAYS: Final = 5  # known days before, at the least
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Alike:
    """A metric's change against the daily mean of the `days` before, and of how many `parts` along `by` that are large enough
    to tell how many `fell` by at least half as much."""

    metric: str
    by: str
    change: float
    parts: int
    fell: int
    days: int


def together(now: Mapping[str, float], before: Mapping[str, float]) -> tuple[float, int, int] | None:
    """The whole's change, the parts large enough to tell and those that fell with it; None where it fell less than by half, or
    where too few parts are large enough, or one in ten of them did not fall. `before`: a day's mean."""
    whole = sum(before.values())
    change = sum(now.values()) / whole - 1 if whole > 0 else 0.0
    large = [name for name, usual in before.items() if name and usual >= LEAST]
    if change > DEEP or len(large) < MANY:
        return None
    fell = sum(now.get(name, 0.0) <= before[name] * (1 + change / 2) for name in large)
    return (change, len(large), fell) if fell >= NEARLY_ALL * len(large) else None


def alike(view: View, shop: str) -> Alike | None:
    """The shop's fall on the view's day, where nearly all parts share it; None otherwise, and of longer periods."""
    for metric, by in PARTS if view.period == "day" else ():
        if metric not in view.catalog.names or by not in view.catalog.metric(metric).by:
            continue
        days = _fallen(view, metric, shop)
        now, sums = (_parts(view, metric, by, shop, back) if days else {} for back in (0, BACK))
        found = together(now, {name: amount / days for name, amount in sums.items()}) if sums else None
        if found:
            return Alike(metric, by, *found, days)
    return None


def _fallen(view: View, metric: str, shop: str) -> int:
    """Known days before, where the day has less than half of their mean; else 0. A weekday that had as little a week ago is no
    fall."""
    series = view.series(metric, view.day - timedelta(days=BACK), view.until, where={"shop": shop})
    before = [float(value) for day, value in series.items() if value is not None and day < view.day]
    now, week_ago = series.get(view.day), series.get(view.day - WEEK)
    if now is None or len(before) < DAYS or (week_ago is not None and float(week_ago) <= 2 * float(now)):
        return 0
    return len(before) if float(now) <= (1 + DEEP) * mean(before) else 0


def _parts(view: View, metric: str, by: str, shop: str, back: int) -> dict[str, float]:
    """By part: what the view's day brought, or, with `back`, all the days before it together."""
    since, until = (view.day - timedelta(days=back), view.day) if back else (view.day, view.until)
    return {name: amount for (name,), amount in view.leaves(metric, (by,), since, until, {"shop": shop}).items()}
