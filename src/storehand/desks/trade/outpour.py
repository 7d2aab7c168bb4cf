"""A day on which so much money goes back that its size alone says so, however restless refunds usually are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import fmean

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View

DAYS_BACK = 28
LEAST_DAYS = 14
TIMES = 3  # the usual day's refunds


def outpour(now: float, before: Sequence[float], takings: float, share: float) -> float | None:
    """The usual day's refunds, where `now` is more than on any of the days `before`, three times their mean and `share` of a
    usual day's `takings`; None otherwise."""
    if len(before) < LEAST_DAYS or takings <= 0:
        return None
    usual = fmean(before)
    return usual if now > max(before) and now >= TIMES * usual and now >= share * takings else None


def refunds_large(share: float = 0.25) -> Watch:
    """Finds days that paid back at least `share` of a usual day's takings (the limit `<check>`).

    Days of sales and festivals, after which refunds come in waves, are left to what is usual then.
    """

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, share)
        for shop in view.shops:
            now, takings = view.value("refunds", where={"shop": shop}), _days(view, "gmv", shop)
            if view.period != "day" or now is None or not takings or view.calendar.special(view.day):
                continue
            usual = outpour(float(now), _days(view, "refunds", shop), fmean(takings), view.limit(name, wanted, shop))
            yield fact(view, name, "refunds", shop, (), value=now, usual=usual) if usual is not None else None

    return watch


def _days(view: View, metric: str, shop: str) -> list[float]:
    days = view.series(metric, view.since - timedelta(days=DAYS_BACK), view.since, where={"shop": shop})
    return [float(value) for value in days.values() if value is not None]
