"""What has been loaded so far: the ledger's records and, where it stands, the current form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storehand.store import current, delta, engine, ledger
from storehand.store.current import Current
from storehand.store.ledger import BatchRecord


@dataclass(frozen=True)
class History:
    """All batches that the ledger names as of its commit `version` (-1: none yet)."""

    facts: Path
    version: int
    records: tuple[BatchRecord, ...]
    current: Current | None

    @classmethod
    def open(cls, facts: Path, spill: Path) -> History:
        """Reads the ledger: from the current form where there is one, else from its Delta table."""
        version = delta.newest(facts / ledger.NAME)
        form = current.read(facts, version)
        if version < 0:
            return cls(facts, version, (), None)
        if form is not None:
            with (facts / form.ledger).open(encoding="utf-8") as lines:
                return cls(facts, version, ledger.read(lines), form)
        with engine.start(spill, memory_limit="256MB", threads=1) as con:
            lines_found = ledger.lines_of_files(con, delta.files(facts / ledger.NAME))
            return cls(facts, version, ledger.read(lines_found), None)

    def known(self, until: datetime | None) -> tuple[BatchRecord, ...]:
        """The batches known at `until`; all where it is None."""
        return self.records if until is None else tuple(record for record in self.records if record.known_at <= until)


def months_of(records: tuple[BatchRecord, ...], table: str) -> dict[str, tuple[str, ...]]:
    """The history files of a table by month."""
    return current.by_month(file for record in records if table in record.fed for file in record.fed[table].files)
