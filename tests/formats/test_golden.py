"""Every sample of every format becomes exactly the rows that stand beside it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.intake.formats import load_formats
from tests.formats.golden import FORMATS, HEADER, batches_of, expected_path, format_name, rows_of, samples

SHEETS = {  # files that hold more than one export
    "sycm_source_day": ["taobao/sycm_source_day", "taobao/sycm_carrier_day"],
    "wholesale": ["apparel/wholesale", "generic/stock", "apparel/wholesale_restated"],
}


def _name(sample: Path) -> str:
    return f"{sample.parents[1].name}/{sample.parent.name}/{sample.name}"


@pytest.mark.parametrize("sample", samples(), ids=_name)
def test_a_sample_is_known_by_its_format_and_becomes_its_golden_rows(sample: Path, tmp_path: Path) -> None:
    with expected_path(sample).open(encoding="utf-8", newline="") as golden:
        expected = [tuple(row) for row in csv.reader(golden)]
    batches = batches_of(sample, tmp_path)
    assert [batch.format for batch in batches] == SHEETS.get(sample.parent.name, [format_name(sample)])
    assert [HEADER, *rows_of(sample, batches)] == expected


def test_every_format_has_a_sample_and_every_sample_its_golden_rows() -> None:
    folders = {path.parent for path in FORMATS.glob("*/*/format.toml")}
    assert folders == {sample.parent for sample in samples()}
    assert [sample for sample in samples() if not expected_path(sample).exists()] == []


def test_a_format_is_named_after_its_folder() -> None:
    assert [format.name for format in load_formats()] == [
        f"{path.parents[1].name}/{path.parent.name}" for path in sorted(FORMATS.glob("*/*/format.toml"))
    ]


def test_a_target_is_set_for_a_metric_that_a_desk_has() -> None:
    (targets,) = (format for format in load_formats() if format.name == "generic/targets")
    (metric,) = (told for name, told in targets.tables[0].columns if name == "metric")
    known = {metric.name for desk in DESKS for metric in desk.metrics}
    assert {name for _, name in metric.mapped} <= known
