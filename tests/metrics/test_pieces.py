"""Compiled queries outlive the run, and no damage to their file changes a number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from storehand.metrics import pieces, query
from storehand.metrics.metric import Sum
from storehand.metrics.pieces import Shelf
from storehand.metrics.query import Block, Pieces
from tests.metrics.tiny import Tiny

SOURCES = (Sum("orders", "paid", "paid_day"), Sum("orders", "placed", "created_day"))
PAID = Block("orders", "paid_day")


@pytest.fixture
def compiles(monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """The blocks that are compiled from now on, without Ibis."""
    seen: list[Block] = []

    def compile_block(block: Block, sources: object) -> Pieces:
        seen.append(block)
        return Pieces({"shop": "shop"}, {SOURCES[0]: "SUM(paid)"}, {}, {}, {}, "FROM orders")

    monkeypatch.setattr(query, "compile_block", compile_block)
    return seen


def test_a_second_run_compiles_nothing(tmp_path: Path, compiles: list[Block]) -> None:
    first = Shelf(tmp_path / "q.json", SOURCES).pieces(PAID)
    assert len(compiles) == 2
    assert Shelf(tmp_path / "q.json", SOURCES).pieces(PAID) == first
    assert len(compiles) == 2


def test_other_sources_are_compiled_anew(tmp_path: Path, compiles: list[Block]) -> None:
    Shelf(tmp_path / "q.json", SOURCES).pieces(PAID)
    Shelf(tmp_path / "q.json", (*SOURCES, Sum("orders", "freight", "paid_day"))).pieces(PAID)
    assert compiles.count(PAID) == 2


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _emptied(path: Path) -> None:
    path.write_text("", "utf-8")


def _other_json(path: Path) -> None:
    path.write_text("[1, 2]", "utf-8")


def _changed(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("SUM(paid)", "SUM(0)"), "utf-8")


def _not_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("damage", [_cut_off, _emptied, _other_json, _changed, _not_text])
def test_a_damaged_file_is_made_anew(tmp_path: Path, compiles: list[Block], damage: Callable[[Path], None]) -> None:
    path = tmp_path / "q.json"
    first = Shelf(path, SOURCES).pieces(PAID)
    damage(path)
    assert Shelf(path, SOURCES).pieces(PAID) == first
    assert len(compiles) > 2
    assert len(json.loads(path.read_text("utf-8"))) == 2


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, compiles: list[Block]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert Shelf(tmp_path / "file" / "q.json", SOURCES).pieces(PAID).source == "FROM orders"


def test_a_normal_run_does_not_import_ibis(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Pieces:
        raise AssertionError("compiled")

    monkeypatch.setattr(query, "compile_block", refuse)
    view = tiny.orders().view()
    assert view.value("gmv") == 80
    assert view.table(["buyers"], ["province"])
    assert view.sql("order_value", where={"province": "广东"})


def test_the_key_changes_with_the_version_of_ibis(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pieces._key(PAID, SOURCES)
    monkeypatch.setattr(pieces, "version", lambda name: "0")
    assert pieces._key(PAID, SOURCES) != before
