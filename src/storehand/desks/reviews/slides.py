"""Scores that slide. A score is a mean of thirty days: it hardly wavers, and a twentieth less is much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View

DAYS_BACK = 21
LEAST_DAYS = 5
QUIET = 6  # days within which the same slide is told once


@dataclass(frozen=True)
class Slide:
    """The score now and the middle of those of the three weeks before."""

    now: float
    usual: float


def slid(scores: Mapping[date, float], day: date, by: float) -> Slide | None:
    """Whether the day's score lies `by` or more below the middle of the three weeks before it."""
    before = [score for each, score in scores.items() if day - timedelta(days=DAYS_BACK) <= each < day]
    if day not in scores or len(before) < LEAST_DAYS:
        return None
    usual = median(before)
    return Slide(scores[day], usual) if scores[day] <= usual - by + 1e-9 else None


def score_low(by: float = 0.05) -> Watch:
    """Finds scores of the shop, by name, that slid by so much (the limit `<check>`); told once a week."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, by)
        for shop in view.shops:
            for score, days in _scores(view, shop).items():
                one = slid(days, view.day, wanted)
                told = any(slid(days, each, wanted) for each in _days_before(view, shop))
                where = (("name", score),)
                yield fact(view, name, "scores", shop, where, value=one.now, usual=one.usual) if one and not told else None

    return watch


def _days_before(view: View, shop: str) -> Sequence[date]:
    heard = view.heard("scores", shop, ("name",))
    return [day for back in range(1, QUIET + 1) if (day := view.day - timedelta(days=back)) in heard]


def _scores(view: View, shop: str) -> dict[str, dict[date, float]]:
    since = view.day - timedelta(days=DAYS_BACK + QUIET)
    found: dict[str, dict[date, float]] = {}
    for row in view.table(["scores"], ["day", "name"], since, view.until, where={"shop": shop}):
        day = row["day"]
        if row["name"] and isinstance(day, date) and row["scores"] is not None:
            found.setdefault(str(row["name"]), {})[day] = float(str(row["scores"]))
    return found
