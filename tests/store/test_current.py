"""The derived form: nothing is copied without need, and only the months touched are written anew."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from storehand.errors import WorkspaceError
from storehand.store import current
from storehand.store.facts import Store
from storehand.tables import TABLES
from tests.store.making import NOW, Maker, asked, at, days, order, paid_by_order, write_part


def _current_files(store: Store, table: str) -> list[str]:
    form = store.facts().current
    assert form is not None
    return list(form.files(table))


def october(number: int, paid: int) -> dict[str, object]:
    return {**order(number, 1, paid), "created_day": date(2026, 10, 5)}


def test_files_that_nothing_contests_are_not_copied(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [october(1, 10), order(2, 1, 20)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(3, 2, 30)]}, at(3))], NOW)
    files = _current_files(store, "orders")
    assert len(files) == 3
    assert {file.split("/")[0] for file in files} == {"orders"}


def test_only_months_with_lost_rows_are_written_anew(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [october(1, 10), order(2, 1, 20), order(4, 1, 1)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(2, 1, 21)]}, at(3))], NOW)
    places = sorted(file.split("/")[0] for file in _current_files(store, "orders"))
    assert places == ["current", "orders"]
    assert paid_by_order(store) == {"o1": Decimal(10), "o2": Decimal(21), "o4": Decimal(1)}


def test_a_file_that_has_lost_as_a_whole_is_left_out_without_copying(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 11), order(2, 1, 5)]}, at(3))], NOW)
    files = _current_files(store, "orders")
    assert [file.split("/")[0] for file in files] == ["orders"]
    assert paid_by_order(store) == {"o1": Decimal(11), "o2": Decimal(5)}


def test_an_empty_month_disappears_when_its_only_order_moves(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, None, 10)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    form = store.facts().current
    assert form is not None
    assert set(form.tables["orders"]) == {"2026-11"}


def test_history_keeps_every_version(store: Store, maker: Maker) -> None:
    for day, paid in ((2, 10), (3, 11), (4, 12)):
        store.commit([maker.batch({"orders": [order(1, 1, paid)]}, at(day))], NOW)
    files = list(store.workspace.facts.glob("orders/*/*.parquet"))
    assert len(files) == 3
    assert [paid_by_order(store, at(day)) for day in (2, 3, 4)] == [{"o1": Decimal(paid)} for paid in (10, 11, 12)]


def test_many_small_files_of_a_month_become_one(store: Store, maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "months_after", partial(current.months_after, many_files=4))
    for number in range(1, 7):
        store.commit([maker.batch({"orders": [order(number, 1, number)]}, at(number))], NOW)
    assert len(_current_files(store, "orders")) == 2
    assert paid_by_order(store) == {f"o{number}": Decimal(number) for number in range(1, 7)}


def test_many_small_files_of_one_load_are_stored_as_one(store: Store, maker: Maker) -> None:
    batches = [maker.batch({"orders": [order(number, 1, number)]}, at(2), covers=[date(2026, 11, 1)]) for number in range(20)]
    store.commit(batches, NOW)
    assert len(list(store.workspace.facts.glob("orders/*/*.parquet"))) == 1
    assert [record.rows["orders"] for record in store.facts().batches] == [1] * 20
    assert len(paid_by_order(store)) == 20
    assert len(list(store.workspace.facts.glob("*/_delta_log/*.json"))) == 2


def test_a_reader_goes_on_with_what_it_opened(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 5)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    with store.facts().connect() as con:
        store.commit([maker.batch({"orders": [order(1, 1, 12)]}, at(4))], NOW)
        assert con.execute("SELECT sum(paid)::INT FROM orders").fetchall() == [(16,)]
    assert asked(store.facts(), "SELECT sum(paid)::INT FROM orders") == [(17,)]


def test_files_out_of_date_for_an_hour_are_removed(store: Store, maker: Maker) -> None:
    for day in (2, 3, 4, 5):
        store.commit([maker.batch({"orders": [order(1, 1, day), order(100 + day, 1, 1)]}, at(day))], NOW)
    folder = store.workspace.facts / "current"
    assert len(list(folder.glob("orders/*.parquet"))) == 3
    past = time.time() - 3601
    for form in folder.glob("*.json"):
        os.utime(form, (past, past))
    store.commit([maker.batch({"orders": [order(999, 1, 1)]}, at(6))], NOW)
    assert sorted(path.name for path in folder.glob("*.json")) == ["3.json", "4.json"]
    assert len(list(folder.glob("orders/*.parquet"))) == 1
    assert len(list(folder.glob("batches-*.jsonl"))) == 2
    assert paid_by_order(store)["o1"] == Decimal(5)


def test_a_damaged_form_is_not_used(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 2)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    form = current.path_of(store.workspace.facts, 1)
    whole = form.read_text()
    for damage in ("", "{", "[]", whole.replace(current.contract(), "another"), whole.replace("2026-11-1", "2026-11-x")):
        form.write_text(damage)
        assert store.facts().current is None
        assert paid_by_order(store) == {"o1": Decimal(11), "o2": Decimal(2)}
    form.write_text(whole)
    assert store.facts().current is not None


def test_files_of_an_older_contract_are_read_by_name(store: Store, maker: Maker) -> None:
    today = TABLES["orders"]
    older = replace(today, columns=tuple(column for column in today.columns if column.name not in {"courier", "buyer"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TABLES, "orders", older)
        store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 5)]}, at(2))], NOW)
    assert asked(store.facts(), "SELECT order_id, courier FROM orders ORDER BY 1") == [("o1", None), ("o2", None)]
    store.commit([maker.batch({"orders": [{**order(1, 1, 11), "courier": "顺丰"}]}, at(3))], NOW)
    for _ in range(2):
        found = asked(store.facts(), "SELECT order_id, paid::INT, courier, buyer FROM orders ORDER BY 1")
        assert found == [("o1", 11, "顺丰", None), ("o2", 5, None, None)]
        assert asked(store.facts(at(2)), "SELECT paid::INT, courier FROM orders ORDER BY 1") == [(5, None), (10, None)]
        store.rebuild_current()


def test_the_form_names_its_files_relative_to_facts(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    told = json.loads(current.path_of(store.workspace.facts, 0).read_text())
    assert all(not Path(file).is_absolute() for months in told["tables"].values() for files in months.values() for file in files)


def test_a_workspace_can_be_moved(store: Store, maker: Maker, tmp_path: Path) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 1)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(3))], NOW)
    store.workspace.path.rename(tmp_path / "moved")
    moved = Store.open(replace(store.workspace, path=tmp_path / "moved"))
    moved.commit([maker.batch({"orders": [order(1, 1, 12)]}, at(4))], NOW)
    assert paid_by_order(moved) == {"o1": Decimal(12), "o2": Decimal(1)}


def test_a_shop_day_that_spans_two_months_replaces_in_both(store: Store, maker: Maker) -> None:
    both = days(date(2026, 10, 31), date(2026, 11, 1))
    rows = [{"day": day, "visitors": 100, "cut": "sycm"} for day in both]
    store.commit([maker.batch({"shop_day": rows}, at(2), covers=both)], NOW)
    store.commit([maker.batch({"shop_day": [{**rows[1], "visitors": 90}]}, at(3), covers=both)], NOW)
    assert asked(store.facts(), "SELECT day, visitors FROM shop_day") == [(date(2026, 11, 1), 90)]


def test_a_part_whose_rows_do_not_match_its_count_is_refused(store: Store, maker: Maker) -> None:
    batch = maker.batch({"orders": [order(1, 1, 10), order(2, 1, 1)]}, at(2))
    write_part(
        "orders",
        [{**order(1, 1, 10), "shop": "羊毛铺", "cut": "order", "known_at": at(2), "batch": batch.id, "row": 1}],
        batch.parts[0].path,
    )
    with pytest.raises(WorkspaceError, match="store_part"):
        store.commit([batch], NOW)
    assert store.facts().batches == ()
    assert list(store.workspace.facts.glob("orders/*/*.parquet")) == []
