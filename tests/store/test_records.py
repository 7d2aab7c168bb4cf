"""The log of what people set: nothing in it changes, everything is kept, whoever writes at the same time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storehand.errors import WorkspaceError
from storehand.store.records import New, Records, held
from storehand.wording import of_error
from storehand.workspace import RecordsAt, Workspace
from tests.servers import PASSWORD, Server

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storehand.store.records import New, Records
from storehand.workspace import RecordsAt, Workspace
folder, name, url, password = sys.argv[1:]
records = Records(Workspace(Path(folder), (), records=RecordsAt(url, password)))
for at in range(20):
    records.write([New("limit", f"{name}{at}", {"value": at})], name, datetime.now(UTC))
"""
IDLE = """
import sys
from pathlib import Path
from storehand.store.records import Records
from storehand.workspace import Workspace
print(Records(Workspace(Path(sys.argv[1]), ())).changes(), "sqlalchemy" in sys.modules)
"""


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(Workspace(tmp_path, ()), wait_seconds=0.2)


def test_without_records_no_file_is_made_and_no_library_loaded(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", IDLE, str(tmp_path)], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["()", "False"]
    assert list(tmp_path.iterdir()) == []


def test_the_newest_holds_and_every_line_is_kept(records: Records) -> None:
    for at, value in enumerate((0.3, 0.5)):
        records.write([New("limit", "gmv_low", {"value": value})], "ann", NOON + timedelta(hours=at))
    assert [change.told for change in held(records.changes())] == [{"value": 0.5}]
    assert [(c.number, c.at.hour, c.who, c.told) for c in records.changes()] == [
        (1, 12, "ann", {"value": 0.3}),
        (2, 13, "ann", {"value": 0.5}),
    ]


def test_what_is_withdrawn_holds_no_more_and_is_still_told(records: Records) -> None:
    records.write([New("limit", "gmv_low", {"value": 0.3}), New("mute", "gmv_low", {})], "ann", NOON)
    records.write([New("limit", "gmv_low", None)], "bob", NOON + timedelta(hours=1))
    assert [change.kind for change in held(records.changes())] == ["mute"]
    assert [(change.who, change.told) for change in records.changes()][-1] == ("bob", None)


@pytest.mark.parametrize(("hours", "found"), [(-1, []), (0, [0.3]), (0.5, [0.3]), (1, [0.5])], ids=str)
def test_as_of_a_time_the_settings_of_that_time_hold(records: Records, hours: float, found: list[float]) -> None:
    records.write([New("limit", "gmv_low", {"value": 0.3})], "ann", NOON)
    records.write([New("limit", "gmv_low", {"value": 0.5})], "ann", NOON + timedelta(hours=1))
    changes = held(records.changes(NOON + timedelta(hours=hours)))
    assert [change.told["value"] for change in changes if change.told] == found


def _at_once(folder: Path, url: str = "", password: str = "") -> None:
    command = [sys.executable, "-c", WRITER, str(folder)]
    running = [subprocess.Popen([*command, name, url, password], stderr=subprocess.PIPE) for name in ("a", "b")]
    for process in running:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told.decode()


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    _at_once(tmp_path)
    changes = Records(Workspace(tmp_path, ())).changes()
    assert sorted(change.subject for change in changes) == sorted(f"{name}{at}" for name in "ab" for at in range(20))
    assert [change.number for change in changes] == list(range(1, 41))


def test_a_locked_file_is_one_sentence_that_names_it(records: Records, tmp_path: Path) -> None:
    records.write([New("limit", "gmv_low", {"value": 0.3})], "ann", NOON)
    with closing(sqlite3.connect(tmp_path / "records.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="records_locked") as caught:
            records.write([New("limit", "gmv_low", {"value": 0.5})], "ann", NOON)
        assert len(records.changes()) == 1
    assert str(tmp_path / "records.db") in of_error(caught.value).zh
    assert "0.2 秒" in of_error(caught.value).zh


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _overwrite(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


def _told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE changes SET told = '{\"value\"'")
        other.commit()


@pytest.mark.parametrize("spoil", [_cut, _overwrite, _told], ids=["cut", "overwritten", "half a line"])
def test_a_torn_file_is_one_sentence_that_names_it(records: Records, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    records.write([New("limit", "gmv_low", {"value": 0.3})], "ann", NOON)
    spoil(tmp_path / "records.db")
    with pytest.raises(WorkspaceError, match="records_broken") as caught:
        records.changes()
    assert str(tmp_path / "records.db") in of_error(caught.value).en


def test_a_place_that_cannot_be_written_is_one_sentence(records: Records, tmp_path: Path) -> None:
    (tmp_path / "records.db").mkdir()
    with pytest.raises(WorkspaceError, match="records_unwritable"):
        records.write([New("limit", "gmv_low", {"value": 0.3})], "ann", NOON)


def test_a_file_of_another_name_starts_at_the_workspace(tmp_path: Path) -> None:
    records = Records(Workspace(tmp_path, (), records=RecordsAt("sqlite:///own.db")))
    records.write([New("limit", "gmv_low", {"value": 0.3})], "ann", NOON)
    assert (tmp_path / "own.db").exists()
    assert len(records.changes()) == 1


@pytest.mark.parametrize(
    ("url", "key"),
    [("nonsense://x", "records_driver"), ("postgresql://ann@127.0.0.1:1/x", "records_failed")],
    ids=["no driver", "nobody answers"],
)
def test_a_database_that_does_not_answer_is_one_sentence_without_its_password(tmp_path: Path, url: str, key: str) -> None:
    records = Records(Workspace(tmp_path, (), records=RecordsAt(url, PASSWORD)))
    with pytest.raises(WorkspaceError, match=key) as caught:
        records.changes()
    assert url in of_error(caught.value).zh
    assert PASSWORD not in of_error(caught.value).zh + repr(records)


def test_postgresql_keeps_the_same_log(tmp_path: Path, postgres: Server) -> None:
    url = postgres.url.replace("reader@", "owner@")
    records = Records(Workspace(tmp_path, (), records=RecordsAt(url, PASSWORD)), wait_seconds=0.5)
    try:
        assert records.changes() == ()
        _at_once(tmp_path, url, PASSWORD)
        records.write([New("limit", "a0", None)], "ann", datetime.now(UTC) + timedelta(hours=1))
        assert len(records.changes()) == 41
        assert len(held(records.changes())) == 39
        assert len(held(records.changes(datetime.now(UTC)))) == 40
        assert list(tmp_path.iterdir()) == []
    finally:
        postgres.run(["DROP TABLE IF EXISTS changes"])


def test_postgresql_that_is_locked_is_one_sentence(tmp_path: Path, postgres: Server) -> None:
    import psycopg

    url = postgres.url.replace("reader@", "owner@")
    records = Records(Workspace(tmp_path, (), records=RecordsAt(url, PASSWORD)), wait_seconds=0.3)
    try:
        records.write([New("limit", "gmv_low", {"value": 0.3})], "ann", NOON)
        with psycopg.connect(f"host=127.0.0.1 port={postgres.port} user=owner dbname=shop", password=PASSWORD) as other:
            other.execute("LOCK TABLE changes IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(WorkspaceError, match="records_locked"):
                records.write([New("limit", "gmv_low", {"value": 0.5})], "ann", NOON)
    finally:
        postgres.run(["DROP TABLE IF EXISTS changes"])
