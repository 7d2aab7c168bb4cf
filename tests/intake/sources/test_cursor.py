"""Cursors: written in one step, read back as they were, and always some way back."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.intake.sources import cursor
from storehand.intake.sources.cursor import Mark, State

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
MARKS: list[Mark] = [datetime(2026, 11, 20, 10, 5), NOW, date(2026, 11, 20), 4711, Decimal("1.5"), "2026-11-20 10:05:00"]


@pytest.mark.parametrize("mark", MARKS, ids=str)
def test_a_mark_is_read_back_as_it_was(mark: Mark, tmp_path: Path) -> None:
    cursor.write(tmp_path, "erp", State("abc", {"": mark}, {"erp-rows": "0" * 64}, NOW))
    assert cursor.read(tmp_path, "erp", "abc") == State("abc", {"": mark}, {"erp-rows": "0" * 64}, NOW)


def test_another_declaration_starts_anew(tmp_path: Path) -> None:
    cursor.write(tmp_path, "erp", State("abc", {"": 1}, {}, NOW))
    assert cursor.read(tmp_path, "erp", "def") == State("def")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"declared": "abc"}', '{"declared":"abc","marks":{"":{"time":"x"}},"seen":{},"pulled_at":"y"}']
)
def test_a_damaged_state_starts_anew(content: str, tmp_path: Path) -> None:
    (tmp_path / cursor.FOLDER).mkdir()
    (tmp_path / cursor.FOLDER / "erp.json").write_text(content, encoding="utf-8")
    assert cursor.read(tmp_path, "erp", "abc") == State("abc")


def test_a_crash_while_writing_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor.write(tmp_path, "erp", State("abc", {"": 1}, {}, NOW))

    def crash(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(OSError, match="power cut"):
        cursor.write(tmp_path, "erp", State("abc", {"": 2}, {}, NOW))
    assert cursor.read(tmp_path, "erp", "abc").marks == {"": 1}


@pytest.mark.parametrize(
    ("mark", "overlap", "start"),
    [
        (datetime(2026, 11, 20, 10, 5), "1d", datetime(2026, 11, 19)),
        (datetime(2026, 11, 20, 10, 5), "12h", datetime(2026, 11, 19)),
        (datetime(2026, 11, 20, 10, 5), "0m", datetime(2026, 11, 20)),
        (date(2026, 11, 20), "2d", date(2026, 11, 18)),
        (5000, "1000", 4000),
        (5000, "1d", 5000),
        ("2026-11-20 10:05:00", "1d", "2026-11-19 00:00:00"),
        ("2026-11-20T10:05:00", "1d", "2026-11-19T00:00:00"),
        ("2026-11-20", "1d", "2026-11-19"),
        ("K-0007", "1d", "K-0007"),
    ],
)
def test_the_next_reading_starts_some_way_back(mark: Mark, overlap: str, start: Mark) -> None:
    assert cursor.back(mark, overlap) == start


def test_a_servers_time_goes_back_by_the_overlap_alone() -> None:
    assert cursor.instant_back(NOW, "10m") == datetime(2026, 11, 22, 0, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("marks", "newest"),
    [
        ([], None),
        ([3, 7, 5], 7),
        ([datetime(2099, 1, 1, tzinfo=UTC)], datetime(2026, 11, 22, 15, 0, tzinfo=UTC)),
        ([date(2099, 1, 1)], date(2026, 11, 22)),
        (["b", 9], "b"),
    ],
)
def test_the_newest_mark_never_lies_ahead(marks: list[Mark], newest: Mark | None) -> None:
    assert cursor.newest(marks, NOW) == newest


@pytest.mark.parametrize("word", ["", "d", "1", "2d", "3w", "-1d", "1d2h"])
def test_an_overlap_is_days_hours_minutes_or_ids(word: str) -> None:
    assert cursor.is_overlap(word) == (word in {"1", "2d"})
