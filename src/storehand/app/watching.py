"""`storehand load --watch`: files are loaded as they arrive, each batch of whole ones as one load.

Plain polling: it sees network drives and synchronised folders, which tell nobody of changes, and a listing of an inbox
costs a millisecond. A file is whole when its size and time have stood still for some seconds and it can be opened.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

import click

from storehand.errors import Refusal, StorehandError
from storehand.wording import of_error, say
from storehand.workspace import Workspace

STABLE_SECONDS: Final = 3.0
_POLL_SECONDS: Final = 1.0
_UNFINISHED: Final = (".crdownload", ".part", ".partial", ".tmp", ".temp", ".download", ".opdownload", ".!ut", ".td", ".bc!")
_LOCKS: Final = ("~$", ".~lock", ".")

Sign = tuple[int, int]


@dataclass
class Watch:
    """What lies in some folders, since when each file stands still, and which have been handed out as they are."""

    folders: Sequence[Path]
    stable_seconds: float = STABLE_SECONDS
    still: dict[Path, tuple[Sign, float]] = field(default_factory=dict)
    done: dict[Path, Sign] = field(default_factory=dict)

    def whole(self, now: float) -> list[Path]:
        """The files that have stood still long enough by `now` (seconds of a clock that never goes back), can be opened
        and were not `settled` as they are."""
        there = {path: sign for path in _files(self.folders) if (sign := _sign(path)) is not None}
        self.still = {path: self._since(path, sign, now) for path, sign in there.items()}
        self.done = {path: sign for path, sign in self.done.items() if path in there}
        waiting = (path for path, sign in there.items() if self.done.get(path) != sign)
        return [path for path in waiting if now - self.still[path][1] >= self.stable_seconds and _opens(path)]

    def settle(self, paths: Iterable[Path]) -> None:
        """Remembers files as they were when they were found whole: they are not handed out again until they change."""
        for path in paths:
            self.done[path] = self.still[path][0]

    def _since(self, path: Path, sign: Sign, now: float) -> tuple[Sign, float]:
        before = self.still.get(path)
        return before if before is not None and before[0] == sign else (sign, now)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """The files below some folders that may be exports; links are not followed."""
    for folder in folders:
        for parent, inside, names in os.walk(folder):
            inside[:] = [name for name in inside if not name.startswith((*_LOCKS, "__MACOSX"))]
            for name in sorted(names):
                if not name.startswith(_LOCKS) and not name.lower().endswith(_UNFINISHED):
                    yield Path(parent, name)


def _sign(path: Path) -> Sign | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return (told.st_size, told.st_mtime_ns) if told.st_size else None


def _opens(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError:
        return False
    return True


def watch(
    seen: Watch, load: Callable[[tuple[Path, ...]], object], told: Callable[[StorehandError], None],
    *, ended: Callable[[float], bool], clock: Callable[[], float] = time.monotonic,
) -> None:  # fmt: skip
    """Loads what has become whole, again and again, until `ended` (which waits for so many seconds) says so.

    An error of the workspace (locked, full) is told once; its files are tried again.
    """
    last = ""
    while True:
        if found := tuple(seen.whole(clock())):
            try:
                load(found)
            except StorehandError as error:
                if str(error) != last:
                    told(error)
                last = str(error)
            else:
                seen.settle(found)
                last = ""
        if ended(_POLL_SECONDS):
            return


def run(workspace: Workspace, folders: Sequence[Path], load: Callable[[tuple[Path, ...]], object], stable: float) -> None:
    """Watches the inbox, or `folders`, until Ctrl-C or SIGTERM; a load under way is finished first."""
    language, wanted = workspace.language, folders or (workspace.inbox,)
    for folder in wanted:
        if not folder.is_dir():
            raise Refusal("no_file", name=folder)
    shown = "、".join(str(folder) for folder in wanted)
    click.echo(say("cli.watching", folders=shown, seconds=f"{stable:g}").in_(language), err=True)
    with _stopped() as stop:
        watch(Watch(wanted, stable), load, lambda error: click.echo(of_error(error).in_(language), err=True), ended=stop.wait)
    click.echo(say("cli.watch_ended").in_(language), err=True)


@contextmanager
def _stopped() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set, instead of breaking off what is under way."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
