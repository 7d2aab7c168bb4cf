"""Faults of the disk: one sentence, facts as before, and the next load works."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from filelock import FileLock

from storehand import wording
from storehand.errors import WorkspaceError
from storehand.store import current, delta, disk, ledger, load
from storehand.store.facts import Store
from tests.store.making import NOW, Maker, at, order, paid_by_order, workspace

FULL = OSError(errno.ENOSPC, "No space left on device")


def _fails_at(patch: pytest.MonkeyPatch, module: object, name: str, turn: int, fault: Exception) -> None:
    """The `turn`-th call of module.name raises `fault`; all others go through."""
    real: Callable[..., object] = getattr(module, name)
    calls = iter(range(1, 1_000_000))

    def maybe(*args: object, **named: object) -> object:
        if next(calls) == turn:
            raise fault
        return real(*args, **named)

    patch.setattr(module, name, maybe)


def _two_months(maker: Maker, day: int, paid: int) -> list[object]:
    both = [order(1, 1, paid), order(2, None, paid), order(day, 1, 1)]
    return [maker.batch({"orders": both, "order_lines": [{"line_id": "l1", "order_id": "o1", "paid": paid}]}, at(day))]


@pytest.mark.parametrize(
    ("module", "name", "turn"),
    [
        (disk, "write", 1),
        (disk, "move", 1),
        (disk, "move", 2),
        (disk, "move", 3),
        (disk, "settle", 1),
        (load, "_records", 1),
        (load, "next_form", 1),
        (current, "write", 1),
        (delta, "commit", 1),
        (delta, "commit", 2),
        (ledger, "write_rows", 1),
        (delta, "commit", 3),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)).rsplit(".", maxsplit=1)[-1],
)
def test_a_full_disk_at_any_step_leaves_facts_as_before(store: Store, maker: Maker, module: object, name: str, turn: int) -> None:
    store.commit(_two_months(maker, 3, 10), NOW)  # type: ignore[arg-type]
    before, seen = store.facts(), paid_by_order(store)
    with pytest.MonkeyPatch.context() as patch:
        _fails_at(patch, module, name, turn, FULL)
        with pytest.raises(WorkspaceError, match="store_disk_full") as told:
            store.commit(_two_months(maker, 4, 20), NOW)  # type: ignore[arg-type]
    assert "磁盘已满" in wording.of_error(told.value).zh
    assert store.facts() == before
    assert paid_by_order(store) == seen
    store.commit(_two_months(maker, 5, 30), NOW)  # type: ignore[arg-type]
    assert paid_by_order(store) == {"o1": Decimal(30), "o2": Decimal(30), "o3": Decimal(1), "o5": Decimal(1)}
    assert _named_by_delta(store) == _named_by_ledger(store) == _lying(store)


def _named_by_ledger(store: Store) -> set[str]:
    return {file for record in store.facts().batches for fed in record.fed.values() for file in fed.files}


def _named_by_delta(store: Store) -> set[str]:
    facts = store.workspace.facts
    tables = [path.parent for path in facts.glob("*/_delta_log") if path.parent.name != ledger.NAME]
    return {file.relative_to(facts).as_posix() for table in tables for file in delta.files(table)}


def _lying(store: Store) -> set[str]:
    return {path.relative_to(store.workspace.facts).as_posix() for path in store.workspace.facts.glob("*/month=*/*")}


def test_a_load_whose_taking_back_failed_too_is_taken_back_by_the_next(store: Store, maker: Maker) -> None:
    store.commit(_two_months(maker, 3, 10), NOW)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        _fails_at(patch, delta, "commit", 2, FULL)
        _fails_at(patch, delta, "withdraw", 1, FULL)
        with pytest.raises(WorkspaceError, match="store_disk_full"):
            store.commit(_two_months(maker, 4, 20), NOW)  # type: ignore[arg-type]
    assert paid_by_order(store)["o1"] == Decimal(10)
    store.commit(_two_months(maker, 5, 30), NOW)  # type: ignore[arg-type]
    assert paid_by_order(store)["o1"] == Decimal(30)
    assert _named_by_delta(store) == _named_by_ledger(store) == _lying(store)


def test_a_commit_file_that_a_power_cut_left_torn_is_taken_back(store: Store, maker: Maker) -> None:
    store.commit(_two_months(maker, 3, 10), NOW)  # type: ignore[arg-type]
    facts = store.workspace.facts
    (facts / load._NOTE).write_text(
        '{"version": 1, "ledger": "batches/00000001.parquet", "files": ["orders/month=none/x.parquet"]}'
    )
    (facts / "orders/_delta_log/00000000000000000001.json").write_text('{"add": {"pa')
    (facts / "batches/_delta_log/00000000000000000001.json").write_text("")
    assert paid_by_order(store)["o1"] == Decimal(10)
    store.commit(_two_months(maker, 5, 30), NOW)  # type: ignore[arg-type]
    assert paid_by_order(store)["o1"] == Decimal(30)
    assert _named_by_delta(store) == _named_by_ledger(store)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(tiny_disk: Path, tmp_path: Path) -> None:
    store, maker = Store.open(workspace(tiny_disk)), Maker(tmp_path / "stage")
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    before = paid_by_order(store)
    many = maker.batch({"orders": [{**order(number, 1, 1), "item": os.urandom(600).hex()} for number in range(3000)]}, at(3))
    with pytest.raises(WorkspaceError, match="store_disk_full"):
        store.commit([many], NOW)
    assert paid_by_order(store) == before
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(4))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(11)}


def test_a_disk_filled_up_to_the_brim_between_two_loads(tiny_disk: Path, tmp_path: Path) -> None:
    store, maker = Store.open(workspace(tiny_disk)), Maker(tmp_path / "stage")
    store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 1)]}, at(2))], NOW)
    ballast = tiny_disk / "ballast"
    with suppress_full(), ballast.open("wb") as stream:
        while True:
            stream.write(b"x" * 4096)
            stream.flush()
    batch = maker.batch({"orders": [order(1, 1, 11)]}, at(3))
    with pytest.raises(WorkspaceError, match="store_disk_full"):
        store.commit([batch], NOW)
    assert paid_by_order(store) == {"o1": Decimal(10), "o2": Decimal(1)}
    ballast.unlink()
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(11), "o2": Decimal(1)}


class suppress_full:
    """Swallows "no space left" only."""

    def __enter__(self) -> None: ...

    def __exit__(self, _: object, fault: object, __: object) -> bool:
        return isinstance(fault, OSError) and fault.errno == errno.ENOSPC


def test_a_disk_that_became_read_only(tiny_disk: Path, tmp_path: Path) -> None:
    store, maker = Store.open(workspace(tiny_disk)), Maker(tmp_path / "stage")
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    with pytest.raises(WorkspaceError, match="store_unwritable"):
        store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(10)}
    subprocess.run(["mount", "-o", "remount,rw", str(tiny_disk)], check=True)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(11)}


def test_staged_files_on_another_disk_arrive_whole(tiny_disk: Path, store: Store) -> None:
    store.commit([Maker(tiny_disk).batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(10)}
    assert list(tiny_disk.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission(store: Store, maker: Maker) -> None:
    store.workspace.path.chmod(0o555)
    with pytest.raises(WorkspaceError, match="store_unwritable"):
        store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    store.workspace.path.chmod(0o755)


def test_permission_denied_is_told_as_not_writable(store: Store, maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_at(monkeypatch, disk, "move", 1, PermissionError(errno.EACCES, "Permission denied"))
    with pytest.raises(WorkspaceError, match="store_unwritable") as told:
        store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    assert str(store.workspace.facts) in wording.of_error(told.value).en


def test_another_fault_is_told_with_its_reason(store: Store, maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_at(monkeypatch, disk, "move", 1, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(WorkspaceError, match="store_fault") as told:
        store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    assert "Input/output error" in wording.of_error(told.value).zh


def test_a_mistake_in_the_program_is_not_called_a_fault_of_the_disk(
    store: Store, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fails_at(monkeypatch, disk, "move", 1, KeyError("x"))
    with pytest.raises(KeyError):
        store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    assert store.facts().batches == ()


def test_one_load_at_a_time(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    with FileLock(store.workspace.facts / ".lock"):
        with pytest.raises(WorkspaceError, match="store_locked") as told:
            store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW, wait_seconds=0.1)
        assert paid_by_order(store) == {"o1": Decimal(10)}
    assert "0.1" in wording.of_error(told.value).zh
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW, wait_seconds=0.1)
    assert paid_by_order(store) == {"o1": Decimal(11)}


def test_what_killed_processes_spilled_is_removed_after_a_day(tmp_path: Path) -> None:
    for name, age in (("old", 90000), ("new", 10)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "duckdb_temp_block").touch()
        moment = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (moment, moment))
    disk.forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
