"""Rows of several days in a daily report are told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.intake.batch import Warning_
from tests.intake.making import csv_text, format_of, one, write

BODY = """
[signature]
headers = ["Start", "End", "Campaign", "Spend"]
[[table]]
name = "ad_day"
cut = "term"
[table.columns]
day = "Start"
until_day = "End"
campaign = "Campaign"
spend = "Spend"
"""


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (("2026-03-01", "2026-03-02"), ()),
        (("2026-03-09", "2026-03-02"), (("rows", "1"), ("every", "2"))),
        (("2026-03-09", "2026-03-09"), ()),
        (("", "2026-03-09"), (("rows", "1"), ("every", "2"))),
    ],
    ids=["every row is of its day", "one row is of nine days", "all rows are of a period", "a row without an end is of its day"],
)
def test_only_a_report_that_mixes_days_and_periods_is_told_of(
    ends: tuple[str, str], told: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    rows = [["2026-03-01", ends[0], "a", "1.00"], ["2026-03-02", ends[1], "b", "2.00"]]
    file = write(tmp_path / "terms.csv", csv_text([["Start", "End", "Campaign", "Spend"], *rows]))
    batch = one(file, format_of(tmp_path, "t/terms", BODY))
    assert [each for each in batch.warnings if each.key == "several_days"] == ([Warning_("several_days", told)] if told else [])
