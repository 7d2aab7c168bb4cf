"""Times a command as a whole: CPU seconds and peak memory over its process tree, and wall time."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import psutil

SAMPLE_SECONDS = 0.02


@dataclass(frozen=True)
class Cost:
    """One run, or the median of several."""

    cpu: float
    wall: float
    megabytes: float


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Runs `command` to its end; RuntimeError with its last words when it fails."""
    return run_told(command, env)[0]


def run_told(command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[Cost, str]:
    """The same, with what the command printed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **(env or {})}
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, _tree_bytes(process.pid))
        time.sleep(SAMPLE_SECONDS)
    told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {told[-800:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - started, peak / 1e6), told


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(median(c.cpu for c in costs), median(c.wall for c in costs), median(c.megabytes for c in costs))


def ratio(costs: Sequence[Cost], floor: Sequence[Cost], figure: str) -> float:
    """The median over runs of one figure by that of the floor in the same run."""
    return float(median(getattr(cost, figure) / getattr(bare, figure) for cost, bare in zip(costs, floor, strict=True)))


def _tree_bytes(pid: int) -> int:
    """Memory of the process and all that it started. Shared pages are counted once (PSS), else a forked child counts double."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            total += _own_bytes(process)
    except psutil.Error:
        pass
    return total


def _own_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.Error, AttributeError):
        return 0
