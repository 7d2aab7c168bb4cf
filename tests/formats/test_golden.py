"""Every sample of every format becomes exactly the rows that stand beside it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from storehand.intake.formats import load_formats
from tests.formats.golden import FORMATS, HEADER, batches_of, expected_path, rows_of, samples


def _name(sample: Path) -> str:
    return f"{sample.parents[1].name}/{sample.parent.name}/{sample.name}"


@pytest.mark.parametrize("sample", samples(), ids=_name)
def test_a_sample_becomes_its_golden_rows(sample: Path, tmp_path: Path) -> None:
    with expected_path(sample).open(encoding="utf-8", newline="") as golden:
        expected = [tuple(row) for row in csv.reader(golden)]
    assert [HEADER, *rows_of(sample, tmp_path)] == expected


def test_every_format_has_a_sample_and_every_sample_its_golden_rows() -> None:
    folders = {path.parent for path in FORMATS.glob("*/*/format.toml")}
    assert folders == {sample.parent for sample in samples()}
    assert [sample for sample in samples() if not expected_path(sample).exists()] == []


def test_a_format_is_named_after_its_folder() -> None:
    assert [format.name for format in load_formats()] == [
        f"{path.parents[1].name}/{path.parent.name}" for path in sorted(FORMATS.glob("*/*/format.toml"))
    ]


@pytest.mark.parametrize("sample", [sample for sample in samples() if sample.parent.name != "sycm_source_day"], ids=_name)
def test_a_sample_is_known_by_one_format_only(sample: Path, tmp_path: Path) -> None:
    known = {batch.format for batch in batches_of(sample, tmp_path)}
    assert known == {f"{sample.parents[1].name}/{sample.parent.name}"}


def test_one_workbook_with_two_sheets_is_two_formats(tmp_path: Path) -> None:
    sample = FORMATS / "taobao/sycm_source_day/sample_2026-11-20_2026-11-20.xls"
    assert [batch.format for batch in batches_of(sample, tmp_path)] == ["taobao/sycm_source_day", "taobao/sycm_carrier_day"]
