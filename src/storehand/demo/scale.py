"""Any number of orders, for work on speed: the same shop made larger, written part by part so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from storehand.demo.catalogue import draw
from storehand.demo.columns import seconds
from storehand.demo.levers import at_rest
from storehand.demo.life import counted
from storehand.demo.odds import odds
from storehand.demo.orders import happen
from storehand.demo.season import Season, season
from storehand.demo.seen import ALL, Seen
from storehand.demo.taobao_orders import line_table, order_table
from storehand.demo.write import write_csv

PART: Final = 300_000  # orders that are in memory at once, about
_TRIED: Final = 10_000.0  # people on a plain day, to see how many orders they place


def write_many(folder: Path, seed: int, count: int, days: int, last: date, shop: str) -> Iterator[tuple[Path, int]]:
    """About `count` orders (within a per cent or so) and their lines, as 千牛 exports of consecutive days; yields each file and its rows.

    The same seed, count and days give the same bytes. Every part has newcomers of its own: nobody comes again across parts.
    """
    tried = draw(seed, name=shop, people=_TRIED)
    year = season(seed, tried, last - timedelta(days=days - 1), days)
    expected = odds(tried, year, at_rest(tried, days))
    placed = float((expected.people * expected.cvr).sum())
    grown = draw(seed, name=shop, people=_TRIED * count / placed)
    levers = at_rest(grown, days)
    people = counted(seed, grown, odds(grown, year, levers))
    step = max(1, round(days * PART / max(count, 1)))
    at = datetime.combine(last + timedelta(days=1), time(8, 30))
    before = 0
    for since in range(0, days, step):
        until = min(since + step, days)
        part = _cut(year, since, until)
        rested = at_rest(grown, until - since)
        made = happen(seed, grown, part, rested, odds(grown, part, rested), people[since:until], (str(since),), before)
        seen = Seen(made, ALL[0], ALL[1], seconds(at))
        inside = folder / f"{part.days[0]}_{part.days[-1]}"
        for name, table in (("ExportOrderList", order_table(grown, seen)), ("ExportOrderDetailList", line_table(grown, seen))):
            path = inside / f"{name}{at:%Y%m%d%H%M}.csv"
            write_csv(path, table)
            yield path, table.num_rows
        before += len(made)


def _cut(year: Season, since: int, until: int) -> Season:
    """The days [since, until) of a season."""
    cut = slice(since, until)
    return Season(year.days[cut], year.tide[cut], year.mood[cut], year.market[cut], year.sale[cut], year.swing[cut])
