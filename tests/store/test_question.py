"""A person's question reads facts and can do nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from storehand.errors import UsageError
from storehand.store.facts import Store
from storehand.store.question import ask
from tests.store.making import NOW, Maker, at, order


@pytest.fixture
def loaded(store: Store, maker: Maker) -> Store:
    store.key()
    store.commit([maker.batch({"orders": [order(number, 1, number) for number in range(1, 6)]}, at(3))], NOW)
    return store


def test_an_answer_has_its_columns_and_rows(loaded: Store) -> None:
    columns, rows = ask(loaded.facts(), "SELECT order_id, paid::INT AS paid FROM orders ORDER BY 2 DESC -- newest first")
    assert columns == ("order_id", "paid")
    assert rows == [("o5", 5), ("o4", 4), ("o3", 3), ("o2", 2), ("o1", 1)]


def test_an_answer_ends_at_the_limit(loaded: Store) -> None:
    assert ask(loaded.facts(), "WITH a AS (SELECT paid::INT p FROM orders) SELECT p FROM a ORDER BY p DESC", 2)[1] == [(5,), (4,)]


@pytest.mark.parametrize(
    ("sql", "key"),
    [
        ("", "sql_many"),
        ("-- nothing", "sql_many"),
        ("SELECT 1; SELECT 2", "sql_many"),
        ("CREATE TABLE x AS SELECT 1", "sql_not_a_question"),
        ("DROP VIEW orders", "sql_not_a_question"),
        ("COPY orders TO '/tmp/x.csv'", "sql_not_a_question"),
        ("WITH a AS (SELECT 1) INSERT INTO orders SELECT * FROM a", "sql_not_a_question"),
        ("SET threads = 1", "sql_not_a_question"),
        ("ATTACH '/tmp/x.db'", "sql_not_a_question"),
        ("INSTALL httpfs", "sql_not_a_question"),
        ("EXPLAIN ANALYZE SELECT 1", "sql_not_a_question"),
        ("SELEC 1", "sql_failed"),
        ("SELECT nosuch FROM orders", "sql_failed"),
        ("SELECT * FROM nosuch", "sql_failed"),
        ("SELECT * FROM read_text('/etc/passwd')", "sql_failed"),
        ("WITH a AS (DELETE FROM orders RETURNING *) SELECT * FROM a", "sql_failed"),
        ("SELECT order_id::INT FROM orders", "sql_failed"),
    ],
)
def test_anything_but_one_question_is_refused(loaded: Store, sql: str, key: str) -> None:
    with pytest.raises(UsageError, match=key):
        ask(loaded.facts(), sql)


def test_a_question_that_takes_too_long_is_stopped(loaded: Store) -> None:
    with pytest.raises(UsageError, match="sql_slow"):
        ask(
            loaded.facts(),
            "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 7",
            seconds=0.2,
        )


def _probes(store: Store, outside: Path) -> list[str]:
    facts = store.workspace.facts
    return [
        f"COPY (SELECT 1) TO '{outside}'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_parquet('/etc/*.parquet')",
        f"ATTACH '{outside}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "SET memory_limit = '64GB'",
        "SET enable_external_access = true",
        "SET allowed_paths = ['/etc/passwd']",
        "RESET lock_configuration",
        f"EXPORT DATABASE '{outside}'",
        "CREATE SECRET (TYPE s3)",
        "SELECT content FROM read_blob('" + str(facts / ".key").replace("'", "''") + "')",
        "COPY (SELECT 1) TO '" + str(facts / "new.parquet").replace("'", "''") + "'",
    ]


@pytest.mark.parametrize("number", range(17))
def test_the_engine_is_locked_down(loaded: Store, tmp_path: Path, number: int) -> None:
    outside = tmp_path / "outside"
    with loaded.facts().connect() as con:
        with pytest.raises(duckdb.Error):
            con.execute(_probes(loaded, outside)[number]).fetchall()
        assert con.execute("SELECT count(*) FROM orders").fetchall() == [(5,)]
    assert not outside.exists()


def test_a_data_file_cannot_be_overwritten_through_the_engine(loaded: Store) -> None:
    files = list(loaded.workspace.facts.glob("orders/*/*.parquet"))
    before = [path.read_bytes() for path in files]
    with loaded.facts().connect() as con, pytest.raises(duckdb.Error):
        con.execute(f"COPY (SELECT 1) TO '{str(files[0]).replace(chr(39), chr(39) * 2)}'")
    assert [path.read_bytes() for path in files] == before


def test_work_larger_than_the_memory_limit_goes_to_the_disk(loaded: Store) -> None:
    with loaded.facts().connect(memory_limit="60MB") as con:
        sql = "SELECT count(*) FROM (SELECT DISTINCT md5(range::VARCHAR) FROM range(1500000))"
        assert con.execute(sql).fetchall() == [(1500000,)]
    assert list((loaded.workspace.cache / "spill").iterdir()) == []
