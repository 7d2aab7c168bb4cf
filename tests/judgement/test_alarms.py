"""The scorer for series from outside, and the score itself, on cases counted by hand."""

from __future__ import annotations

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from benchmarks.judgement.alarm_score import at_rate, score
from benchmarks.judgement.alarm_sets import Incident, Made, made
from benchmarks.judgement.alarms import main, predictions, read


def _file(folder: Path, name: str, rows: list[tuple[str, str, str]]) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(("day", "value", "event"))
        out.writerows(rows)
    return path


def _made_rows(seed: int, days: int = 400) -> list[tuple[str, str, str]]:
    one = made(seed)
    return [(str(one.day(at)), "" if np.isnan(v) else str(v), one.events[at]) for at, v in enumerate(one.values[:days])]


def test_each_row_gets_one_answer_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _made_rows(3, 120)
    series = tmp_path / "series"
    series.mkdir()
    _file(series, "b", rows)
    _file(series, "a", rows)
    (series / "labels.csv").write_text("series,day\na,2026-01-01\n", "utf-8")
    out = tmp_path / "out.csv"
    monkeypatch.setattr(sys, "argv", ["alarms", str(series), "--out", str(out)])
    main()
    told = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [row["series"] for row in told] == ["a"] * 120 + ["b"] * 120
    assert [row["day"] for row in told[:120]] == [row[0] for row in rows]
    assert {row["alarm"] for row in told} <= {"0", "1"}
    assert all(row["alarm"] == "0" for row in told[:21])


def test_a_file_cut_short_gets_the_same_answers_up_to_there(tmp_path: Path) -> None:
    whole, cut = (read(_file(tmp_path, name, _made_rows(5, days))) for name, days in (("whole", 400), ("cut", 250)))
    told = predictions([whole]) | predictions([cut])
    assert told["whole"][:250] == told["cut"]


def test_a_day_may_be_a_moment_and_a_value_blank(tmp_path: Path) -> None:
    rows = [(f"{date(2026, 1, 1) + timedelta(days=at)} 00:00:00", "" if at == 40 else "100", "") for at in range(60)]
    told = predictions([read(_file(tmp_path, "one", rows))])["one"]
    assert len(told) == 60
    assert not any(alarm for _, alarm, _ in told)


def test_points_finer_than_a_day_are_judged_one_by_one(tmp_path: Path) -> None:
    rows = [(f"2026-01-{1 + at // 24:02d} {at % 24:02d}:00:00", str(100 + at % 24), "") for at in range(24 * 20)]
    told = predictions([read(_file(tmp_path, "hours", rows))])["hours"]
    assert [day for day, _, _ in told] == [row[0] for row in rows]


def test_what_is_no_day_is_refused_with_its_line(tmp_path: Path) -> None:
    path = _file(tmp_path, "bad", [("2026-01-01", "1", ""), ("someday", "2", "")])
    with pytest.raises(SystemExit, match=r"bad\.csv, line 3: 'someday'"):
        read(path)


def _scored(alarming: tuple[int, ...]) -> tuple[int, int, float, float]:
    incidents = (Incident("drop", 100, 103, 0.5), Incident("outage", 200, 200, 0.0))
    one = Made("one", "orders", 10.0, "calm", date(2026, 1, 1), np.ones(385), ("",) * 385, incidents)
    alarm = np.zeros(385, dtype=bool)
    alarm[list(alarming)] = True
    found = score([one], {"one": alarm})
    return found.found, found.false, found.f1, found.false_a_week


def test_found_on_the_first_two_days_later_ones_are_neither() -> None:
    """385 − 35 = 350 days judged are 50 weeks."""
    assert _scored((101, 103, 300)) == (1, 1, 2 * 1 / (2 + 1 + 1), 1 / 50)
    assert _scored((102, 201, 10)) == (0, 1, 0.0, 1 / 50)


def test_the_recall_at_a_rate_has_no_more_false_alarms_than_that() -> None:
    sets = [made(seed) for seed in range(3)]
    draw = np.random.default_rng(1)
    scores = {one.name: draw.random(one.values.size) for one in sets}
    assert at_rate(sets, scores, 0.5).false_a_week <= 0.5


def test_a_seed_makes_the_same_series_again() -> None:
    assert np.array_equal(made(7).values, made(7).values, equal_nan=True)
    assert made(7).incidents == made(7).incidents
