"""Children that are capped: one bad file costs one file, and the others are read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake import pool
from storehand.intake.guard import MB
from storehand.intake.pool import Caps, read_all
from storehand.intake.read import Outcome, Request
from storehand.wording import of_error
from storehand.workspace import Workspace
from tests.intake.making import KEY, NOW, SHOP, csv_text, format_of, write

# Headers that no shipped format knows.
ODD = """
[signature]
headers = ["测试日期甲", "测试访客乙"]
[[table]]
name = "shop_day"
cut = "test"
[table.columns]
day = "测试日期甲"
visitors = "测试访客乙"
"""
MISBEHAVE = """
import os, time
from storehand.intake import worker
read = worker._read
def misbehave(request, load, loaded):
    name = request.path.name
    if name.startswith("kill"): os.kill(os.getpid(), 9)
    if name.startswith("segfault"): os.kill(os.getpid(), 11)
    if name.startswith("hang"): time.sleep(60)
    if name.startswith("spin"):
        while True: pass
    if name.startswith("eat"): bytearray(64 * 1024 ** 3)
    if name.startswith("fault"): raise AssertionError("ours")
    if name.startswith("full"): raise OSError(28, "No space left on device")
    if name.startswith("denied"): raise PermissionError(13, "Permission denied")
    if name.startswith("chatty"): print("hello on standard output")
    return read(request, load, loaded)
worker._read = misbehave
worker.main()
"""


def _file(folder: Path, name: str, visitors: int = 5) -> Path:
    return write(folder / name, csv_text([["测试日期甲", "测试访客乙"], ["2026-11-20", visitors]]))


def _read(
    folder: Path, paths: Iterable[Path], caps: Caps | None = None, loaded: frozenset[tuple[str, str, str]] = frozenset()
) -> list[Outcome]:
    format_of(folder, "t/odd", ODD)
    stage = folder / f"stage{len(list(folder.iterdir()))}"
    stage.mkdir()
    requests = [Request(path, SHOP, None, None) for path in paths]
    return list(read_all(requests, workspace=Workspace(folder, (SHOP,)), key=KEY, stage=stage, now=NOW, loaded=loaded, caps=caps))


def _told(outcomes: Iterable[Outcome]) -> list[str]:
    return [
        outcome.error.key if outcome.error else "repeat" if outcome.repeat else str(len(outcome.batches)) for outcome in outcomes
    ]


def test_files_come_back_in_order_with_their_batches(tmp_path: Path) -> None:
    paths = [_file(tmp_path, f"{place}.csv", place) for place in range(12)]
    outcomes = _read(tmp_path, paths)
    assert [outcome.path for outcome in outcomes] == paths
    assert _told(outcomes) == ["1"] * 12
    assert [outcome.batches[0].rows_kept for outcome in outcomes] == [1] * 12
    assert outcomes[0].batches[0].known_at == datetime(2026, 11, 22, 1)


def test_a_refused_file_hinders_no_other(tmp_path: Path) -> None:
    paths = [
        _file(tmp_path, "a.csv"),
        write(tmp_path / "b.csv", ""),
        write(tmp_path / "c.csv", "x,y\n1,2\n"),
        tmp_path / "gone.csv",
        _file(tmp_path, "d.csv", 6),
    ]
    outcomes = _read(tmp_path, paths)
    assert _told(outcomes) == ["1", "empty_file", "no_format", "no_file", "1"]
    assert all(isinstance(outcome.error, Refusal) and of_error(outcome.error).zh for outcome in outcomes[1:4])


def test_what_is_loaded_already_or_stands_twice_is_a_repeat(tmp_path: Path) -> None:
    first = _file(tmp_path, "a.csv")
    (batch,) = _read(tmp_path, [first])[0].batches
    assert _told(_read(tmp_path, [first], loaded=frozenset({(batch.sha256, "店", "a.csv")}))) == ["repeat"]
    assert _told(_read(tmp_path, [first], loaded=frozenset({(batch.sha256, "分店", "a.csv")}))) == ["1"]
    again = _read(tmp_path, [first, _file(tmp_path, "copy.csv"), _file(tmp_path, "other.csv", 6)])
    assert _told(again) == ["1", "repeat", "1"]
    stage = again[0].batches[0].parts[0].path.parent.parent
    kept = {outcome.batches[0].id for outcome in again if outcome.batches}
    assert {folder.name for folder in stage.iterdir() if folder.name != "spill"} == kept


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("kill", "reader_died"),
        ("segfault", "reader_died"),
        ("fault", "unreadable"),
        ("eat", "too_much_memory"),
        ("denied", "cannot_open"),
        ("chatty", "1"),
    ],
)
def test_a_child_that_dies_or_fails_costs_one_file(name: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVE)
    paths = [_file(tmp_path, "a.csv", 1), _file(tmp_path, f"{name}.csv", 2), _file(tmp_path, "b.csv", 3)]
    assert _told(_read(tmp_path, paths)) == ["1", key, "1"]


@pytest.mark.parametrize("name", ["hang", "spin"])
def test_a_child_that_does_not_end_is_stopped(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVE)
    outcomes = _read(tmp_path, [_file(tmp_path, f"{name}.csv"), _file(tmp_path, "b.csv", 3)], Caps(seconds=4, seconds_per_mb=0))
    assert _told(outcomes) == ["took_too_long", "1"]
    assert outcomes[0].seconds < 20


def test_a_full_disk_is_no_fault_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVE)
    with pytest.raises(OSError, match="space") as caught:
        _read(tmp_path, [_file(tmp_path, "full.csv")])
    assert caught.value.errno == errno.ENOSPC


def test_no_child_outlives_the_reading(tmp_path: Path) -> None:
    _read(tmp_path, [_file(tmp_path, f"{place}.csv", place) for place in range(9)])
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert [child for child in mine if b"storehand.intake.worker" in Path(f"/proc/{child}/cmdline").read_bytes()] == []


def test_little_work_gets_one_child_and_much_work_more(tmp_path: Path) -> None:
    few = [Request(_file(tmp_path, f"{place}.csv"), SHOP, None, None) for place in range(3)]
    many = [Request(_file(tmp_path, f"{place}.csv"), SHOP, None, None) for place in range(40)]
    most = min(2, os.cpu_count() or 1)
    assert (pool._how_many([], Caps()), pool._how_many(few, Caps()), pool._how_many(many, Caps())) == (1, 1, most)
    assert Caps().memory >= 1024 * MB
