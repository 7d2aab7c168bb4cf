"""Words that mark rows: whole words, and starts with a star."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.intake.marks import is_marked, marked

WORDS = ("合计", "Total: *", "#*", "导出时间*")
DUCK = duckdb.connect()


@pytest.mark.parametrize("cell", ["合计", " 合计\t", "Total: account", "Total: ", "#", "#----", "导出时间：[2026-11-22]"])
def test_a_word_or_a_start_marks_a_cell(cell: str) -> None:
    assert is_marked(cell, WORDS)


@pytest.mark.parametrize("cell", ["合计金额", "Total", "a Total: b", "导出", "", None])
def test_other_cells_are_data(cell: str | None) -> None:
    assert not is_marked(cell, WORDS)


@settings(max_examples=300, deadline=None)
@given(
    st.text("合计Total: #ab导出时间\t9", max_size=8),
    st.lists(st.text("合计T#导*", min_size=1, max_size=3).filter(lambda word: word != "*"), max_size=3),
)
def test_sql_marks_what_python_marks(cell: str, words: list[str]) -> None:
    told = DUCK.execute(f"SELECT {marked('$1::VARCHAR', words)}", [cell] if words else None).fetchone()
    assert told == (is_marked(cell, words),)
