"""Files read in child processes that are capped, reused, and replaced when they die: one bad file costs one file."""

from __future__ import annotations

import os
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from storehand.errors import Refusal
from storehand.intake.guard import MB, Limits
from storehand.intake.mask import shown
from storehand.intake.read import LARGE, Outcome, Request
from storehand.intake.worker import Reply, Setup, Task, receive, send
from storehand.workspace import Workspace

_FEW_FILES: Final = 8
_FEW_BYTES: Final = 16 * MB
_GLANCE: Final = 0.05  # seconds between two looks at the children's memory
_START: Final = "from storehand.intake.worker import main; main()"


@dataclass(frozen=True)
class Caps:
    """What a child may take: memory that it really holds (`resident`; `large` for files beyond 300 MB), seconds for a file
    (and for each of its megabytes), how many children. `memory`, its address space, is only the backstop: DuckDB and the
    libraries of numbers reserve much that they never touch."""

    resident: int = 1024 * MB
    large: int = 1536 * MB
    memory: int = 4096 * MB
    seconds: float = 60.0
    seconds_per_mb: float = 0.5
    children: int = 2


@dataclass
class _Child:
    """A running child and the place (in the list of requests) of the task it has."""

    process: subprocess.Popen[bytes]
    place: int = -1
    started: float = 0.0
    until: float = 0.0
    resident: int = 0


def read_all(
    requests: Iterable[Request],
    *,
    workspace: Workspace,
    key: bytes,
    stage: Path,
    now: datetime,
    loaded: frozenset[tuple[str, str, str]],
    limits: Limits | None = None,
    caps: Caps | None = None,
) -> Iterator[Outcome]:
    """The outcome of each request, in their order. A file whose (sha256, shop, name) is in `loaded`, or which stands twice
    among the requests, is a repeat. An OSError means that the stage cannot be written."""
    asked = list(requests)
    bounds = caps or Caps()
    children = _how_many(asked, bounds)
    threads = max(1, min(4, os.cpu_count() or 1)) if children == 1 else 1
    setup = Setup(workspace, key, stage, now, loaded, limits or Limits(), threads, bounds.memory)
    pool = _Pool(asked, setup, bounds, children)
    seen: set[str] = set()
    try:
        for place in range(len(asked)):
            yield _once(pool.outcome(place), seen, stage)
    finally:
        pool.close()


def _how_many(requests: Sequence[Request], caps: Caps) -> int:
    """One child for little work: starting a second costs more than it saves."""
    sizes = sum(_size(request.path) for request in requests)
    little = len(requests) <= 1 or (len(requests) <= _FEW_FILES and sizes <= _FEW_BYTES)
    return 1 if little else max(1, min(caps.children, os.cpu_count() or 1, len(requests)))


def _resident(pid: int) -> int:
    """The bytes of memory that a process holds; 0 where the system does not tell (then the address space is the cap)."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _once(outcome: Outcome, seen: set[str], stage: Path) -> Outcome:
    """A file that came before in the same load is a repeat; what it staged is thrown away."""
    if not outcome.batches or any(batch.id not in seen for batch in outcome.batches):
        seen.update(batch.id for batch in outcome.batches)
        return outcome
    for batch in outcome.batches:
        for folder in {part.path.parent for part in batch.parts} | ({batch.raw.parent} if batch.raw else set()):
            if folder.name != batch.id and folder.parent == stage:
                shutil.rmtree(folder, ignore_errors=True)
    return Outcome(outcome.path, (), None, True, outcome.seconds)


@dataclass
class _Pool:
    """Hands tasks to idle children and collects replies as they come."""

    requests: Sequence[Request]
    setup: Setup
    caps: Caps
    size: int
    waiting: deque[int] = field(default_factory=deque)
    children: list[_Child] = field(default_factory=list)
    done: dict[int, Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waiting.extend(range(len(self.requests)))

    def outcome(self, place: int) -> Outcome:
        """The outcome of one request, as soon as it is there."""
        while place not in self.done:
            self._feed()
            self._collect()
        return self.done.pop(place)

    def close(self) -> None:
        """Ends every child."""
        for child in self.children:
            child.process.kill()
            child.process.communicate()
        self.children.clear()

    def _feed(self) -> None:
        while self.waiting and len(self.children) < self.size:
            self.children.append(self._start())
        for child in self.children:
            if child.place < 0 and self.waiting:
                self._give(child, self.waiting.popleft())

    def _start(self) -> _Child:
        """A new child with our own search path: nothing but our module runs in it."""
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        child = _Child(process)
        self._send(child, self.setup)
        return child

    def _give(self, child: _Child, place: int) -> None:
        request = self.requests[place]
        seconds = self.caps.seconds + self.caps.seconds_per_mb * _size(request.path) / MB
        child.place, child.started = place, time.monotonic()
        child.until = child.started + seconds
        child.resident = self.caps.large if _size(request.path) > LARGE else self.caps.resident
        # CPU seconds are counted over all threads of the child.
        self._send(child, Task(request, int(seconds * self.setup.threads) + 1))

    def _send(self, child: _Child, told: object) -> None:
        """A child that has died is noticed where its reply is read."""
        if child.process.stdin is not None:
            try:
                send(child.process.stdin, told)
            except BrokenPipeError:
                return

    def _collect(self) -> None:
        """Waits for the next reply, death or end of time of any child."""
        with selectors.DefaultSelector() as selector:
            for child in self.children:
                if child.place >= 0 and child.process.stdout is not None:
                    selector.register(child.process.stdout, selectors.EVENT_READ, child)
            nearest = min((child.until for child in self.children if child.place >= 0), default=time.monotonic())
            ready = [key.data for key, _ in selector.select(min(_GLANCE, max(0.0, nearest - time.monotonic())))]
        for child in ready:
            self._take(child)
        for child in [child for child in self.children if child.place >= 0 and _resident(child.process.pid) > child.resident]:
            self._lose(child, "too_much_memory")
        for child in [child for child in self.children if child.place >= 0 and child.until <= time.monotonic()]:
            self._lose(child, "took_too_long")

    def _take(self, child: _Child) -> None:
        reply = receive(child.process.stdout) if child.process.stdout is not None else None
        if reply is None:
            self._lose(child, "reader_died")
        else:
            place, child.place = child.place, -1
            self.done[place] = _told(self.requests[place], reply)

    def _lose(self, child: _Child, cause: str) -> None:
        """Refuses the child's file and drops the child; the next file gets a new one."""
        child.process.kill()
        child.process.communicate()
        self.children.remove(child)
        path, seconds = self.requests[child.place].path, time.monotonic() - child.started
        key = "took_too_long" if -child.process.returncode == signal.SIGXCPU else cause
        values = {"name": shown(path), "seconds": int(seconds)} if key == "took_too_long" else {"name": shown(path)}
        self.done[child.place] = Outcome(path, (), Refusal(key, **values), False, seconds)


def _told(request: Request, reply: Reply) -> Outcome:
    if reply.disk:
        raise OSError(reply.disk, os.strerror(reply.disk))
    error = Refusal(reply.refused, **dict(reply.values)) if reply.refused else None
    return Outcome(request.path, reply.batches, error, reply.repeat, reply.seconds)
