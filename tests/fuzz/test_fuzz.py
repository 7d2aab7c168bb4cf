"""Ten thousand made-up cells, headers, formats and files: each gives rows and rejects, or one Refusal.

STOREHAND_FUZZ multiplies the cases (0.1 for a glance, 100 for a night).
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
from collections.abc import Sequence
from functools import lru_cache

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from storehand.errors import Refusal
from storehand.intake import match
from storehand.intake.formats import load_formats
from tests.fuzz import cases

pytestmark = pytest.mark.slow
SCALE = float(os.environ.get("STOREHAND_FUZZ", "1"))
CELLS = (
    "", "-", "--", "0", "1", "-12.5", "1,234.50", "￥12", "1.2万", "12%", "1e5", "1E+15",
    '="4000000000000000001"', "`123", "合计", "总计", "2026-11-20", "2026/11/20 12:00:01",
    "2026-11-20 ~ 2026-11-21", "46346.5", "20261120", "13812345678", "张三", "t***1", "交易成功", "nan", "inf",
    "-0", "\x00", "\x1f", "\r", "\n", '"', "'", "\ufeff", "\u202e", "999999999999999999999999",
    "1.7976931348623157e309", "600 ~ 1200", "0:01:09", "12秒", "(3.00)", "N/A", "\\N", "是", "TRUE", "{}",
    "[]", "<b>", "=1+1", "二〇二六年", "29/02/2025", "2026-02-30", "24:00:00",
)  # fmt: skip


def _many(count: int) -> settings:
    """Settings for so many cases, always the same ones."""
    return settings(
        max_examples=max(1, int(count * SCALE)), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


cell = some.one_of(
    some.sampled_from(CELLS), some.text(max_size=40), some.from_regex(r"[-+(￥$]?[0-9,.]{1,20}[%万eE)]?[0-9]{0,4}")
)


leaf = some.none() | some.booleans() | some.floats() | some.integers() | cell
document = some.recursive(
    leaf, lambda inner: some.lists(inner, max_size=4) | some.dictionaries(cell, inner, max_size=4), max_leaves=12
)  # fmt: skip


@lru_cache(maxsize=1)
def _headers() -> tuple[str, ...]:
    names = {header.split("|")[0] for format in cases.formats() for header in format.signature}
    read = {
        header for format in cases.formats() for feed in format.tables for _, spec in feed.columns for header in spec.headers()
    }
    return tuple(sorted(names | {header.split("|")[0] for header in read}))


def _table(chance: random.Random) -> list[list[str]]:
    """A header of a known format, damaged, with rows of odd cells, of odd lengths."""
    format = chance.choice(cases.formats())
    names = [header.split("|")[0] for header in format.signature] + chance.sample(_headers(), 8)
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        names[chance.randrange(len(names))] = chance.choice(CELLS)
    above = [[chance.choice(CELLS)] for _ in range(chance.choice((0, 0, 1, 5)))]
    rows = [
        [chance.choice(CELLS) for _ in range(len(names) + chance.choice((0, 0, 0, -1, 2)))] for _ in range(chance.randrange(8))
    ]
    return [*above, names, *rows]


def _csv(rows: Sequence[Sequence[str]], chance: random.Random) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=chance.choice(",\t;|"), lineterminator=chance.choice(("\n", "\r\n", "\r"))).writerows(rows)
    return out.getvalue()


def _book(rows: Sequence[Sequence[str]], chance: random.Random) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, one in enumerate(row):
                kind = chance.randrange(6)
                if kind == 0:
                    sheet.write_number(line, place, chance.choice((0, -1.5, 1e300, 46346.5, -1e-9, 2958466, 4e18)))
                elif kind == 1:
                    sheet.write_boolean(line, place, chance.random() < 0.5)
                elif kind == 2:
                    sheet.write_formula(line, place, "=1/0", None, "#DIV/0!")
                else:
                    sheet.write_string(line, place, one)
    return out.getvalue()


@_many(7000)
@given(cell)
def test_a_cell_is_a_value_or_unreadable(words: str) -> None:
    cases.of_cell(words)


@_many(600)
@given(some.lists(some.lists(cell, max_size=8), max_size=6))
def test_a_head_is_matched_or_refused(rows: list[list[str]]) -> None:
    head = [tuple(row) for row in rows]
    found = match.matches(head, cases.formats()) or match.loosely(head, cases.formats())
    assert found or isinstance(match.refusal([head], cases.formats(), "a"), Refusal)


@_many(800)
@given(some.integers(0, 2**32), some.integers(0, 40))
def test_a_format_is_one_or_refused(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    path = chance.choice(_format_files())
    content = bytearray(path)
    for _ in range(changes):
        place = chance.randrange(len(content))
        content[place : place + chance.randrange(3)] = chance.choice((b"", b'"', b"[", b"=", b"0", b"\xff", b"header", b"}\n"))
    cases.of_format(bytes(content))


@lru_cache(maxsize=1)
def _format_files() -> tuple[bytes, ...]:
    from tests.formats.golden import FORMATS

    return tuple((FORMATS / name / "format.toml").read_bytes() for name in cases.FORMATS)


@_many(600)
@given(some.integers(0, 2**32), some.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"]), some.integers(0, 9))
def test_a_text_in_any_encoding_and_cut_anywhere_is_read_or_refused(seed: int, encoding: str, cut: int) -> None:
    chance = random.Random(seed)
    content = _csv(_table(chance), chance).encode(encoding, "ignore")
    cases.of_file(content[: len(content) - cut])


@_many(400)
@given(some.integers(0, 2**32), some.integers(1, 12))
def test_a_damaged_sample_is_read_or_refused(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    content = bytearray(chance.choice(cases.seeds()))
    for _ in range(changes):
        place = chance.randrange(len(content))
        content[place : place + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
    cases.of_file(bytes(content[: chance.choice((len(content), len(content) // 2, len(content) - 1))]))


@_many(300)
@given(document)
def test_a_json_document_is_read_or_refused(told: object) -> None:
    cases.of_file(json.dumps([told] if isinstance(told, dict) else told).encode())


@_many(100)
@given(some.integers(0, 2**32))
def test_a_workbook_of_odd_cells_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    cases.of_file(_book(_table(chance), chance))


@_many(200)
@given(some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    cases.of_file(content)


@pytest.mark.parametrize(
    "piece", ["[" * 100_000, '{"a":' * 50_000, "<table>" * 50_000, '"' * 100_001, ",\n" * 50_000, "\x00\xff" * 5000]
)
def test_deep_and_endless_files_are_read_or_refused(piece: str) -> None:
    cases.of_file(piece.encode("latin-1"))


def test_every_format_is_among_those_that_are_shipped() -> None:
    assert len(cases.formats()) == len(cases.FORMATS) <= len(load_formats())
    assert len(cases.seeds()) >= 6
