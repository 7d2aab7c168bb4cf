"""`kill -9` at fifty random moments of loading: no batch is torn, none is lost after it was called done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import storehand

ROOT = Path(storehand.__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_fifty_killed_loads_leave_no_torn_batch_and_lose_none(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.store.loading", str(tmp_path), "50", "20261122"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    batches, loads, caught = (int(word.split()[0]) for word in told.stdout.strip().split(", "))
    assert caught >= 10, "too few deaths in the middle of a load to prove anything"
    assert batches > loads >= 20
