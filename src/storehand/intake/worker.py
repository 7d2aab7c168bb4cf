"""The child of `pool`: reads one file after another within caps of memory and time, and tells what became of each."""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import resource
import signal
import struct
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from storehand.errors import Refusal
from storehand.intake import guard, known, mask, text
from storehand.intake.batch import Batch
from storehand.intake.formats import load_formats
from storehand.intake.guard import Limits
from storehand.intake.read import Load, Request, read_seen
from storehand.workspace import Workspace

DISK_FAULTS: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True)
class Setup:
    """What a child is told once. `memory` caps its address space; `loaded` are (sha256, shop, name) that are facts already."""

    workspace: Workspace
    key: bytes
    stage: Path
    now: datetime
    loaded: frozenset[tuple[str, str, str]]
    limits: Limits
    threads: int
    memory: int


@dataclass(frozen=True)
class Task:
    """One file and the CPU seconds that it may take."""

    request: Request
    cpu_seconds: int


@dataclass(frozen=True)
class Reply:
    """What became of a task: batches, or a Refusal's key and values, or the errno of a disk that cannot be written."""

    batches: tuple[Batch, ...] = ()
    repeat: bool = False
    refused: str = ""
    values: tuple[tuple[str, object], ...] = ()
    disk: int = 0
    seconds: float = 0.0


def send(stream: IO[bytes], told: object) -> None:
    """One object down a pipe."""
    content = pickle.dumps(told)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next object of a pipe; None at its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    content = stream.read(_LENGTH.unpack(head)[0])
    return pickle.loads(content) if content else None  # noqa: S301 - both ends of the pipe are ours


def main() -> None:
    """Serves tasks from standard input until it ends; prints of libraries go to standard error."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks = sys.stdin.buffer
    setup: Setup = receive(tasks)
    resource.setrlimit(resource.RLIMIT_AS, (setup.memory, setup.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Ctrl-C reaches the whole group; when to end is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load = _load(setup)
    while (task := receive(tasks)) is not None:
        send(replies, _done(task, load, setup.loaded))


def _load(setup: Setup) -> Load:
    formats = load_formats(setup.workspace.formats)
    return Load(setup.workspace, formats, setup.key, setup.stage, known.utc(setup.now), setup.limits, setup.threads)


def _done(task: Task, load: Load, loaded: frozenset[tuple[str, str, str]]) -> Reply:
    started = time.perf_counter()
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + task.cpu_seconds, resource.RLIM_INFINITY))
    try:
        reply = _read(task.request, load, loaded)
    except Refusal as refusal:
        reply = Reply(refused=refusal.key, values=tuple(refusal.values.items()))
    except OSError as fault:
        reply = _disk_or_file(fault, task.request)
    except MemoryError:
        reply = Reply(refused="too_much_memory", values=(("name", task.request.path.name),))
    except Exception as fault:  # noqa: BLE001 - a fault of ours must cost one file, not the load
        _noted(fault)
        reply = Reply(refused="unreadable", values=(("name", task.request.path.name), ("fault", type(fault).__name__)))
    told = tuple((name, mask.listed(value) if isinstance(value, str) else value) for name, value in reply.values)
    return Reply(reply.batches, reply.repeat, reply.refused, told, reply.disk, time.perf_counter() - started)


def _noted(fault: Exception) -> None:
    """The trace for us goes into a file; people read one sentence."""
    with contextlib.suppress(OSError), (Path(tempfile.gettempdir()) / "storehand-error.log").open("a", encoding="utf-8") as log:
        log.write(mask.trace(fault))


def _read(request: Request, load: Load, loaded: frozenset[tuple[str, str, str]]) -> Reply:
    guard.check(request.path, load.limits)
    sight = text.look(request.path)
    if not request.archived and (sight.sha256, request.shop.name, mask.shown(request.path)) in loaded:
        return Reply(repeat=True)
    return Reply(batches=read_seen(request, load, sight))


def _disk_or_file(fault: OSError, request: Request) -> Reply:
    if fault.errno in DISK_FAULTS:
        return Reply(disk=fault.errno or errno.ENOSPC)
    return Reply(refused="cannot_open", values=(("name", request.path.name), ("fault", fault.strerror or type(fault).__name__)))


if __name__ == "__main__":
    main()
