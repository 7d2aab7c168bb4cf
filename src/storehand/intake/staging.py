"""The folder in which one load reads its files: it holds people's data for a while, so nothing of it may stay."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

FOLDER: Final = ".stage"
_DAY: Final = 86_400.0
_LOCK: Final = ".lock"


@contextmanager
def stage(facts: Path, name: str) -> Iterator[Path]:
    """A new folder `name` for a load, gone when the load ends; what loads that were killed have left goes first."""
    folder = facts / FOLDER / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    sweep(facts)
    lock = FileLock(folder.with_name(name + _LOCK), timeout=0)
    with lock:
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            Path(lock.lock_file).unlink(missing_ok=True)


def sweep(facts: Path) -> None:
    """Removes the folders of loads that are no more: their lock is free, or they have none and are older than a day."""
    for folder in (facts / FOLDER).glob("*"):
        if folder.is_dir() and _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.with_name(folder.name + _LOCK).unlink(missing_ok=True)


def _is_left(folder: Path) -> bool:
    lock = folder.with_name(folder.name + _LOCK)
    if not lock.exists():
        return time.time() - folder.stat().st_mtime > _DAY
    try:
        with FileLock(lock, timeout=0):
            return True
    except (Timeout, OSError):
        return False
