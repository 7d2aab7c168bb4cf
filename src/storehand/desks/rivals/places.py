"""Places in search that were lost: where an item stands under a word, against the fortnight before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from statistics import median

from storehand.desks.stated import fact
from storehand.detect.check import Watch
from storehand.detect.finding import Finding
from storehand.metrics.view import View
from storehand.stats.baseline import MAD_TO_SPREAD

DAYS_BACK = 14
LEAST_DAYS = 5
PAGE = 20  # places on the first page
OFF = 200  # where a word is looked up, nothing further down is noted
PLACES = 5
MOST = 3
_SPREADS = 4
_SHARE = 0.6  # of its place: from the fifth to the eighth matters, from the 50th to the 53rd does not
Places = Mapping[date, int | None]  # None: looked up and not found
Listed = tuple[str, str]  # word and item


def lost(places: Places, day: date, least: float) -> tuple[int, float] | None:
    """The place of the day and the usual one, where it fell by `least` places and beyond its own wavering, and either left the
    first page or stands twice as low as it did; None otherwise. One day is no fall: the day noted before must show it too."""
    earlier = {noted: _place(place) for noted, place in places.items() if day - timedelta(days=DAYS_BACK) <= noted < day}
    if day not in places or len(earlier) <= LEAST_DAYS:
        return None
    last, before = earlier[max(earlier)], [place for noted, place in earlier.items() if noted != max(earlier)]
    now, usual = _place(places[day]), median(before)
    spread = MAD_TO_SPREAD * median(abs(place - usual) for place in before)
    if min(now, last) - usual < max(least, _SPREADS * spread, _SHARE * usual):
        return None
    return (now, usual) if usual <= PAGE < now or now >= 2 * usual else None


def _place(place: int | None) -> int:
    return OFF if place is None else min(place, OFF)


def fell_in_rank(least: float = PLACES) -> Watch:
    """Finds words under which an item fell by at least `least` places (the limit `<check>`); of many the three that
    stood best."""

    def watch(view: View, name: str) -> Iterator[Finding | None]:
        wanted = view.limit(name, least)
        for shop in view.shops:
            looked_up = {listed: places for listed, places in _looked_up(view, shop).items() if view.day in places}
            found = {listed: fall for listed, places in looked_up.items() if (fall := lost(places, view.day, wanted))}
            worst = sorted(found, key=lambda listed: found[listed][1])[:MOST]
            yield from [None] * (len(looked_up) - len(worst))
            yield from (_told(view, name, shop, listed, *found[listed]) for listed in worst)

    return watch


def _told(view: View, name: str, shop: str, listed: Listed, now: int, usual: float) -> Finding:
    word, item = listed
    where = (("item_id", item), ("word", word)) if item else (("word", word),)
    return fact(view, name, "search_place", shop, where, value=now, usual=usual)


def _looked_up(view: View, shop: str) -> dict[Listed, dict[date, int | None]]:
    """By word and item: the best unpaid place day by day."""
    found: dict[Listed, dict[date, int | None]] = {}
    since = view.day - timedelta(days=DAYS_BACK)
    columns = ("day", "word", "item_id", "position", "place")
    for row in view.rows("rank_day", columns, since, view.until, where={"shop": shop}, limit=100_000):
        day, position = row["day"], row["position"]
        if isinstance(day, date) and row["place"] in {"organic", None}:
            days = found.setdefault((str(row["word"]), str(row["item_id"] or "")), {})
            known = days.get(day)
            here = position if isinstance(position, int) else None
            days[day] = here if known is None or (here is not None and here < known) else known
    return found
