"""Which days the loaded files cover, per table, shop and cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from storehand.store.facts import Facts
from storehand.workspace import Workspace

_SOON = timedelta(days=2)  # after a day, within which its file is still news
_LATE = timedelta(days=7)  # a shop that has been silent for longer no longer holds the others back

Place = tuple[str, str, str]  # table, shop, cut


@dataclass(frozen=True)
class Coverage:
    """`known`: days that some file stands for. `whole`: without days that had not ended when their newest file was made.
    `heard`: those of which a file came soon after, so that they could be looked at while they were news."""

    known: dict[Place, frozenset[date]]
    whole: dict[Place, frozenset[date]]
    heard: dict[Place, frozenset[date]]

    @classmethod
    def of(cls, facts: Facts, workspace: Workspace | None) -> Coverage:
        """The coverage of all batches that `facts` know."""
        known: dict[Place, set[date]] = {}
        whole: dict[Place, set[date]] = {}
        heard: dict[Place, set[date]] = {}
        for batch in facts.batches:
            for table, fed in batch.fed.items():
                for shop, cut in fed.pairs:
                    ended = _today(batch.known_at, shop, workspace)
                    known.setdefault((table, shop, cut), set()).update(batch.days)
                    whole.setdefault((table, shop, cut), set()).update(day for day in batch.days if day < ended)
                    heard.setdefault((table, shop, cut), set()).update(day for day in batch.days if ended <= day + _SOON)
        return cls(*({place: frozenset(days) for place, days in each.items()} for each in (known, whole, heard)))

    @property
    def shops(self) -> tuple[str, ...]:
        """Shops that have any file, by name."""
        return tuple(sorted({shop for _, shop, _ in self.known}))

    def days(self, table: str, shop: str) -> frozenset[date]:
        """The days that any cut of a table covers for a shop."""
        return frozenset().union(*(days for (name, owner, _), days in self.known.items() if (name, owner) == (table, shop)))

    def news(self, table: str, shop: str) -> frozenset[date]:
        """The days of which any cut of a table was heard soon after."""
        return frozenset().union(*(days for (name, owner, _), days in self.heard.items() if (name, owner) == (table, shop)))

    def cuts(self, table: str, shop: str) -> tuple[str, ...]:
        """The cuts in which a shop has rows of a table."""
        return tuple(sorted(cut for name, owner, cut in self.known if (name, owner) == (table, shop)))

    def cut_days(self, table: str, shop: str, cut: str) -> frozenset[date]:
        """The days that one cut covers."""
        return self.known.get((table, shop, cut), frozenset())

    def newest(self, tables: Iterable[str], shops: Sequence[str]) -> date | None:
        """The newest whole day that most of the shops have in any of the tables; late shops are not waited for.

        A day of which only late rows are known (an order of the last day paid on the next) is not covered.
        """
        wanted = set(tables)
        have = {shop: frozenset[date]() for shop in shops}
        for (table, shop, _), days in self.whole.items():
            if table in wanted and shop in have:
                have[shop] |= days
        newest = max((max(days) for days in have.values() if days), default=None)
        if newest is None:
            return None
        counts = Counter(day for days in have.values() for day in days if newest - day < _LATE)
        most = max(counts.values())
        return max(day for day, count in counts.items() if count == most)


def _today(moment: datetime, shop: str, workspace: Workspace | None) -> date:
    """The shop's own day at a moment that is stored in UTC."""
    known = workspace.shop(shop) if workspace else None
    zone = known.timezone if known else workspace.timezone if workspace else Workspace.timezone
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
