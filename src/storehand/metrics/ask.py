"""One question to facts: whose, when, and where fixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True)
class Ask:
    """`where`: columns with their fixed values ("" = empty), by name, without the shop. `until` is exclusive."""

    shops: tuple[str, ...]
    where: tuple[tuple[str, str], ...]
    since: date
    until: date

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for column, _ in self.where)

    @property
    def dims(self) -> tuple[str, ...]:
        return tuple(value for _, value in self.where)

    @property
    def days(self) -> tuple[date, ...]:
        return _days(self.since, self.until)

    @property
    def period(self) -> tuple[date, date]:
        return self.since, self.until

    def on(self, day: date) -> Ask:
        """The same question for a single day."""
        return replace(self, since=day, until=day + timedelta(days=1))

    def with_columns(self, by: Iterable[str]) -> tuple[str, ...]:
        """The columns that a breakdown by `by` needs: those of `by` first, then the fixed ones."""
        return tuple(dict.fromkeys([*(column for column in by if column not in {"day", "shop"}), *self.columns]))


@lru_cache(maxsize=256)
def _days(since: date, until: date) -> tuple[date, ...]:
    return tuple(since + timedelta(days=step) for step in range((until - since).days))
