"""Files and folders under faults: what is moved here is whole, and what is settled survives a power cut."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storehand.errors import StorehandError, WorkspaceError

_FULL = ("no space left", "os error 28", "disk quota exceeded", "disk full")
_OF_ENGINES = {"IOException", "OutOfMemoryException", "DeltaError", "CommitFailedError", "TableNotFoundError"}
_DENIED = ("permission denied", "os error 13", "read-only file system", "os error 30")


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turns a fault of the disk under `folder` into one WorkspaceError sentence."""
    try:
        yield
    except StorehandError:
        raise
    except Exception as fault:
        if not _is_of_disk(fault):
            raise
        raise _sentence(folder, fault) from fault


def _is_of_disk(fault: Exception) -> bool:
    # The engines have their own families of errors; neither is imported for asking.
    return isinstance(fault, OSError) or type(fault).__name__ in _OF_ENGINES


def _sentence(folder: Path, fault: Exception) -> WorkspaceError:
    code = getattr(fault, "errno", None)
    words = str(fault).lower()
    if code in {errno.ENOSPC, errno.EDQUOT} or any(sign in words for sign in _FULL):
        return WorkspaceError("store_disk_full", path=folder)
    if code in {errno.EACCES, errno.EPERM, errno.EROFS} or any(sign in words for sign in _DENIED):
        return WorkspaceError("store_unwritable", path=folder)
    return WorkspaceError("store_fault", path=folder, reason=str(fault).strip().split("\n")[0])


def move(source: Path, target: Path) -> Path:
    """`source` becomes `target` in one step, also from another disk; gives `target`."""
    try:
        os.replace(source, target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        with _beside(target) as beside:
            shutil.copyfile(source, beside)
        source.unlink()
    return target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A file that becomes `target` when the block ends well, and vanishes (its room on a full disk too) when not."""
    beside = target.with_name(f".{target.name}.part")
    try:
        yield beside
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, content: bytes, *, mode: int = 0o644) -> Path:
    """A small file, replaced in one step and settled; gives `path`."""
    with _beside(path) as beside, open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    _settle_one(path.parent)
    return path


def settle(files: Iterable[Path], *, singly: int = 200) -> None:
    """Returns when `files` and the folders that name them are on the disk itself.

    Above `singly` files the whole system's buffers are flushed once: that is faster than one by one.
    """
    wanted = set(files)
    if len(wanted) > singly and hasattr(os, "sync"):
        os.sync()
        return
    for path in wanted:
        _settle_one(path)
    for folder in {path.parent for path in wanted} | {path.parent.parent for path in wanted}:
        _settle_one(folder)


def forget(folder: Path, *, older_seconds: float = 86400) -> None:
    """Removes what killed processes left in a folder of temporary things."""
    with suppress(OSError):
        for path in folder.iterdir():
            if time.time() - path.stat().st_mtime > older_seconds:
                shutil.rmtree(path, ignore_errors=True)


def _settle_one(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows cannot open a folder; it needs no flush there either.
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
