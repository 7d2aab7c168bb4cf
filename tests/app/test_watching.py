"""Files that arrive are loaded whole, once, and again when they change; half of a file waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storehand.app.watching import Watch, watch
from storehand.errors import StorehandError, WorkspaceError

Turn = Callable[[], object]


class Days:
    """A clock that a test moves: each wait runs what happens next, and ends after the last."""

    def __init__(self, *turns: Turn) -> None:
        self.now, self.turns = 0.0, iter(turns)

    def clock(self) -> float:
        return self.now

    def ended(self, seconds: float) -> bool:
        self.now += seconds
        turn = next(self.turns, None)
        if turn is not None:
            turn()
        return turn is None


def _nothing() -> None:
    """A second in which nothing happens."""


def _watched(folder: Path, *turns: Turn, load: Callable[[tuple[Path, ...]], object] | None = None) -> list[tuple[str, ...]]:
    """The batches that were loaded, by their files' names and contents."""
    days, loaded = Days(*turns, *[_nothing] * 8), list[tuple[str, ...]]()

    def keep(files: tuple[Path, ...]) -> None:
        if load is not None:
            load(files)
        loaded.append(tuple(f"{file.name}={file.read_text()}" for file in files))

    watch(Watch([folder]), keep, lambda error: None, ended=days.ended, clock=days.clock)
    return loaded


def test_a_file_that_grows_is_loaded_whole_and_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    pieces = [lambda sign=sign: path.open("a").write(sign) for sign in "abcdef"]
    assert _watched(tmp_path, *pieces) == [("a.csv=abcdef",)]


def test_files_that_come_together_are_one_load(tmp_path: Path) -> None:
    write = [lambda: ((tmp_path / "a.csv").write_text("1"), (tmp_path / "b.csv").write_text("2"))]
    assert _watched(tmp_path, *write) == [("a.csv=1", "b.csv=2")]


def test_a_file_that_is_replaced_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    assert _watched(tmp_path, *[_nothing] * 5, lambda: path.write_text("newer")) == [("a.csv=old",), ("a.csv=newer",)]


def test_a_file_that_changes_while_it_is_loaded_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    changes: Iterator[str] = iter(["newer"])

    def slow(_files: tuple[Path, ...]) -> None:
        for content in changes:
            path.write_text(content)

    assert _watched(tmp_path, load=slow) == [("a.csv=newer",), ("a.csv=newer",)]


def test_a_file_that_comes_back_after_it_was_taken_away_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("same")

    def again() -> None:
        path.write_text("same")
        os.utime(path, ns=(1, 1))

    assert len(_watched(tmp_path, *[_nothing] * 5, path.unlink, _nothing, again)) == 2


@pytest.mark.parametrize(
    "name", ["a.crdownload", "a.csv.part", "a.tmp", "~$a.xlsx", ".~lock.a.xlsx#", ".hidden", "__MACOSX/a.csv", "a.CRDOWNLOAD"]
)
def test_what_is_being_downloaded_or_edited_is_no_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("half")
    assert _watched(tmp_path) == []


def test_an_empty_file_waits(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert _watched(tmp_path, *[_nothing] * 5, lambda: (tmp_path / "a.csv").write_text("1")) == [("a.csv=1",)]


def test_a_locked_workspace_is_told_once_and_its_files_wait(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    days, told, tries = Days(*[_nothing] * 12), list[StorehandError](), list[int]()

    def load(_files: tuple[Path, ...]) -> None:
        tries.append(1)
        if len(tries) < 4:
            raise WorkspaceError("locked", folder="w")

    watch(Watch([tmp_path]), load, told.append, ended=days.ended, clock=days.clock)
    assert (len(tries), [error.key for error in told]) == (4, ["locked"])


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_loads_what_arrives_tells_a_refusal_once_and_ends_cleanly(end: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from storehand.app.cli import main; main()"]
    folder, sample = tmp_path / "w", Path(__file__).parents[2] / "src/storehand/formats/taobao/orders/sample-new.csv"
    subprocess.run([*command, "init", str(folder), "--shop", "木棉旗舰店:taobao"], check=True, capture_output=True)
    running = subprocess.Popen(
        [*command, "-w", str(folder), "load", "--watch", "--stable", "1.5"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert running.stdout is not None
    lines, words = running.stdout, list[str]()

    def until(part: str) -> None:
        while not any(part in word for word in words):
            line = lines.readline()
            assert line, words
            words.append(line)

    try:
        until("正在守着")
        (folder / "inbox" / "坏.csv").write_text("x,y\n1,2\n")
        content = sample.read_bytes()
        pieces = [content[start : start + len(content) // 4 + 1] for start in range(0, len(content), len(content) // 4 + 1)]
        writer = threading.Thread(target=_slowly, args=(folder / "inbox" / "ExportOrderList202611210830.csv", pieces))
        writer.start()
        until("taobao/orders")
        writer.join()
        time.sleep(3)
        running.send_signal(end)
        rest, _ = running.communicate(timeout=60)
    finally:
        running.kill()
    told = "".join(words) + rest
    assert running.returncode == 0, told
    assert told.count("taobao/orders") == 1
    assert told.count("坏.csv · ") == 1
    assert "已停止" in told


def _slowly(path: Path, pieces: list[bytes]) -> None:
    for piece in pieces:
        with path.open("ab") as out:
            out.write(piece)
        time.sleep(0.4)
