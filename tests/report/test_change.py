"""The commands beside a finding: they name it, and the limit they propose is just beyond it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from storehand.detect.finding import Finding
from storehand.report import change, excel, html, markdown
from tests.report import briefings
from tests.report.workbook import cells, opened

FOUND = briefings.rich().findings[0].explanation.finding
BOTH = {"": 0.2, "minimum": 10.0}


def found(value: float, expected: float, direction: str = "down", **more: object) -> Finding:
    return replace(FOUND, check="gmv_low", value=value, expected=expected, direction=direction, **more)  # type: ignore[arg-type]


def limiting(finding: Finding, limits: Mapping[str, float] = BOTH, share: bool = True, several: bool = False) -> str:
    return change.limiting(finding, limits, share=share, several=several)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (found(56.3, 100), "storehand limit gmv_low 0.44"),
        (found(60, 100), "storehand limit gmv_low 0.41"),
        (found(60, 100, run=3), "storehand limit gmv_low 0.81"),
        (found(100, 40, "up"), "storehand limit gmv_low 1.6"),
    ],
    ids=["43.7 % away", "exactly 40 % away", "40 % away after some days", "150 % away"],
)
def test_the_limit_proposed_is_the_next_share_beyond_the_finding(finding: Finding, expected: str) -> None:
    assert limiting(finding) == expected


def test_of_a_fixed_limit_the_next_figure_beyond_the_value_is_proposed() -> None:
    above, below = found(0.452, 0.4, "up", low=0.4, high=0.4), found(0.0352, 0.04, low=0.04, high=0.04)
    assert limiting(above, {"": 0.4}, share=False) == "storehand limit gmv_low 0.46"
    assert limiting(below, {"": 0.04}, share=False) == "storehand limit gmv_low 0.035"


def test_where_the_measure_of_the_limit_is_not_known_it_is_only_shown() -> None:
    assert limiting(found(3, 10), {"": 7.0}, share=False) == "storehand limit gmv_low"
    assert limiting(found(3, 0), BOTH) == "storehand limit gmv_low"


def test_a_check_without_a_share_is_offered_twice_its_minimum() -> None:
    assert limiting(found(0, 100), {"minimum": 5.0}) == "storehand limit gmv_low 10 --minimum"
    assert limiting(found(0, 100), {}) == ""


def test_of_several_shops_only_the_findings_own_is_changed() -> None:
    one = replace(found(56.3, 100), shop="木棉 旗舰店's")
    assert limiting(one, several=True) == """storehand limit gmv_low 0.44 --shop '木棉 旗舰店'"'"'s'"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_output_shows_the_commands_and_how_many_are_muted(tmp_path: Path, language: str) -> None:
    full = briefings.rich()
    cards = tuple(replace(card, mute="storehand mute abc", limit="storehand limit gmv_low 0.41") for card in full.findings)
    briefing = replace(full, findings=cards, muted=2)
    html.write(briefing, tmp_path / "b.html", language)
    markdown.write(briefing, tmp_path / "b.md", language)
    excel.write(briefing, tmp_path / "b.xlsx", language)
    pages = [
        (tmp_path / "b.html").read_text("utf-8"),
        (tmp_path / "b.md").read_text("utf-8"),
        " ".join(str(cell.value) for _, cell in cells(opened(tmp_path / "b.xlsx"))),
    ]
    for page in pages:
        assert "storehand mute abc" in page
        assert "storehand limit gmv_low 0.41" in page
        assert re.search({"zh": r"另有 2 条已静音", "en": r"2 more muted"}[language], page)


def test_nothing_muted_is_not_mentioned(tmp_path: Path) -> None:
    assert "静音" not in markdown.text(briefings.rich())
    assert "已静音" in markdown.text(replace(briefings.quiet(), muted=1))
