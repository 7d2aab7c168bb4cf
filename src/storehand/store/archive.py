"""The archive: what each file said, person columns blanked, so that facts can be made anew from it.

A batch is kept as `archive/<first two of sha256>/<sha256>-<batch>.parquet` (one file may give several batches:
sheets, members of a zip, shops), read-only, beside a JSON that says what it is; the rows set aside lie next
to it as `….rejects.parquet`. Untouched originals are never kept here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storehand.intake.batch import Batch
from storehand.store import disk
from storehand.store.ledger import utc

_READ_ONLY = 0o444


@dataclass(frozen=True)
class Kept:
    """What a batch left in the archive."""

    told: Path
    raw: Path | None
    rejects: Path | None

    @property
    def files(self) -> tuple[Path, ...]:
        """Its files."""
        return tuple(path for path in (self.told, self.raw, self.rejects) if path is not None)


def keep(archive: Path, batch: Batch, *, now: datetime) -> Kept | None:
    """Moves the batch's blanked original and its rejects into the archive; None where it has neither."""
    if batch.raw is None and batch.rejects is None:
        return None
    stem = _stem(archive, batch)
    stem.parent.mkdir(parents=True, exist_ok=True)
    raw = _move(batch.raw, stem.with_name(f"{stem.name}.parquet"))
    rejects = _move(batch.rejects, stem.with_name(f"{stem.name}.rejects.parquet"))
    told = stem.with_name(f"{stem.name}.json")
    told.unlink(missing_ok=True)
    told.write_text(json.dumps(_told(batch, now), ensure_ascii=False, default=str, indent=1), "utf-8")
    told.chmod(_READ_ONLY)
    return Kept(told, raw, rejects)


def _stem(archive: Path, batch: Batch) -> Path:
    return archive / batch.sha256[:2] / f"{batch.sha256}-{batch.id}"


def _move(source: Path | None, target: Path) -> Path | None:
    if source is None:
        return None
    disk.move(source, target).chmod(_READ_ONLY)
    return target


def _told(batch: Batch, now: datetime) -> dict[str, object]:
    names = (
        "id",
        "name",
        "member",
        "sha256",
        "format",
        "shop",
        "platform",
        "since",
        "until",
        "rows_in",
        "rows_kept",
        "rows_aside",
    )
    return {**{name: getattr(batch, name) for name in names}, "known_at": utc(batch.known_at), "loaded_at": utc(now)}
