"""The Delta tables are whole tables of their own: other engines read them without us."""

from __future__ import annotations

from decimal import Decimal

import duckdb
from deltalake import DeltaTable, QueryBuilder

from storehand.store import delta
from storehand.store.facts import Store
from storehand.tables import SQL_TYPES, TABLES
from tests.store.making import NOW, Maker, at, order


def test_another_engine_reads_every_version_of_every_row(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, "10.5"), order(2, None, 3)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 12)]}, at(3))], NOW)
    table = DeltaTable(str(store.workspace.facts / "orders"))
    told = QueryBuilder().register("orders", table).execute("SELECT order_id, paid, month FROM orders ORDER BY 1, 2").read_all()
    assert list(zip(*(told[name].to_pylist() for name in ("order_id", "paid", "month")), strict=True)) == [
        ("o1", Decimal("10.5"), "2026-11"),
        ("o1", Decimal(12), "2026-11"),
        ("o2", Decimal(3), "none"),
    ]


def test_another_engine_reads_the_ledger(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2), name="甲.csv"), maker.batch({}, at(3), name="乙.csv")], NOW)
    files = [str(path) for path in delta.files(store.workspace.facts / "batches")]
    assert len(files) == 1
    told = duckdb.execute("SELECT seq, name, rows_kept FROM read_parquet($1) ORDER BY seq", [files]).fetchall()
    assert told == [(1, "甲.csv", 1), (2, "乙.csv", 0)]


def test_one_load_is_one_commit_per_table(store: Store, maker: Maker) -> None:
    batches = [
        maker.batch({"orders": [order(number, 1, 10)], "refunds": [{"refund_id": f"r{number}"}]}, at(2)) for number in range(5)
    ]
    store.commit(batches, NOW)
    assert {name: delta.newest(store.workspace.facts / name) for name in ("orders", "refunds", "batches", "ad_day")} == {
        "orders": 0,
        "refunds": 0,
        "batches": 0,
        "ad_day": -1,
    }


def test_every_contract_has_a_delta_form() -> None:
    kinds = {kind for table in TABLES.values() for _, kind in delta.columns_of(table)}
    assert kinds == set(SQL_TYPES.values())
    for table in TABLES.values():
        assert [field.name for field in delta._schema(delta.columns_of(table)).fields][-1] == "month"


def test_a_new_column_of_a_contract_is_added_to_its_delta_table(store: Store, maker: Maker) -> None:
    folder = store.workspace.facts / "orders"
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    part = maker.batch({"orders": [order(2, 1, 10)]}, at(3)).parts[0]
    part.path.rename(folder / "month=2026-11" / "new.parquet")
    delta.commit(
        folder, (*delta.columns_of(TABLES["orders"]), ("gift", "BOOLEAN")), [delta.Added("month=2026-11/new.parquet", 1)]
    )
    assert "gift" in {field.name for field in DeltaTable(str(folder)).schema().fields}
    assert len(delta.files(folder)) == 2
