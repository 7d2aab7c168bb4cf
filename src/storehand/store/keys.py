"""The workspace's secret: 32 random bytes in `facts/.key`, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from storehand.errors import WorkspaceError
from storehand.store import disk

_BYTES = 32


def read_or_make(folder: Path, *, may_make: bool) -> bytes:
    """The key of the facts in `folder`. A missing one is made only where `may_make`: with another key the
    same buyer would count as two."""
    path = folder / ".key"
    if not path.exists():
        if not may_make:
            raise WorkspaceError("store_key_missing", path=path)
        _make(path)
    key = path.read_bytes()
    if len(key) != _BYTES:
        raise WorkspaceError("store_key_damaged", path=path)
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    made = disk.write(path.with_name(f".key-{os.getpid()}"), secrets.token_bytes(_BYTES), mode=0o600)
    # The first of two processes wins: a link never replaces a file.
    with suppress(FileExistsError):
        os.link(made, path)
    made.unlink()
    disk.settle([path])
