"""Rows of real databases: read only, from where the last load ended, and a sentence for each way it can fail."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.errors import Refusal
from storehand.intake.sources import cursor, pull
from storehand.intake.sources.database import check_query
from storehand.intake.sources.pull import Pulled, Puller
from storehand.intake.sources.source import read_source
from tests.servers import PASSWORD, Server

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
BOTH = pytest.mark.parametrize("server", ["postgres", "mariadb"], indirect=True)
MAPPING = """
[[table]]
name = "orders"
cut = "erp"
[table.columns]
order_id = "单号"
created_at = "下单时间"
paid = "金额"
status = { const = "paid" }
"""
ORDERS = (
    "CREATE TABLE orders (id varchar(20), made timestamp NULL, amount decimal(12,2), note varchar(200), touched timestamp NULL)",
    "INSERT INTO orders VALUES ('A1', '2026-11-19 10:00:00', 12.50, '他说:\"好\", 50%', '2026-11-19 10:00:00')",
    "INSERT INTO orders VALUES ('A2', '2026-11-20 11:00:00', 7.00, NULL, '2026-11-20 11:00:00')",
    "INSERT INTO orders VALUES ('A3', '2026-11-20 12:00:00', 1.00, 'x\ny', NULL)",
)
QUERY = """SELECT id AS "单号", made AS "下单时间", amount AS "金额", note, touched FROM orders"""


def query_of(server: Server) -> str:
    return QUERY.replace('"', "`") if server.kind == "mariadb" else QUERY


def declare(folder: Path, url: str, query: str, *more: str, mapping: str = MAPPING, name: str = "erp") -> Path:
    told = [
        'kind = "sql"',
        f'url = "{url}"',
        *([] if url.startswith("sqlite") else ['secret = "env:PW"']),
        f"query = '''{query}'''",
        *more,
        mapping,
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text("\n".join(told), encoding="utf-8")
    return path


def pulled(path: Path, *, now: datetime = NOW, most: int = 0, password: str = PASSWORD, commit: bool = True) -> Pulled:
    stage = path.parent / f"stage-{now:%d%H%M%S%f}"
    stage.mkdir(exist_ok=True)
    found = Puller(path.parent, stage, lambda reference: password, now, most=most).pull(read_source(path))
    if commit and not most:
        cursor.write(path.parent, path.stem, found.state)
    return found


def rows_of(found: Pulled) -> list[dict[str, str]]:
    (path,) = found.files
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def refusal(path: Path, password: str = PASSWORD) -> Refusal:
    with pytest.raises(Refusal) as refused:
        pulled(path, password=password)
    assert PASSWORD not in str(refused.value)
    return refused.value


@BOTH
def test_the_rows_of_a_query_are_written_as_the_database_gives_them(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    found = pulled(declare(tmp_path / "sources", server.url, query_of(server), mapping=""))
    assert rows_of(found) == [
        {
            "单号": "A1",
            "下单时间": "2026-11-19 10:00:00",
            "金额": "12.50",
            "note": '他说:"好", 50%',
            "touched": "2026-11-19 10:00:00",
        },
        {"单号": "A2", "下单时间": "2026-11-20 11:00:00", "金额": "7.00", "note": "", "touched": "2026-11-20 11:00:00"},
        {"单号": "A3", "下单时间": "2026-11-20 12:00:00", "金额": "1.00", "note": "x\ny", "touched": ""},
    ]


@BOTH
def test_a_mapping_in_the_sources_file_takes_its_own_columns_only(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    found = pulled(declare(tmp_path / "sources", server.url, query_of(server)))
    assert rows_of(found)[0] == {"source:erp": "", "单号": "A1", "下单时间": "2026-11-19 10:00:00", "金额": "12.50"}


@BOTH
def test_the_next_pull_reads_from_a_day_before_where_the_last_one_ended(server: Server, tmp_path: Path) -> None:
    """The mark is the 20th at 11:00, a day back is the 19th at 00:00: A0 of the 18th is not read again, a row without time is."""
    server.run([*ORDERS, "INSERT INTO orders VALUES ('A0', '2026-11-18 09:00:00', 3, '', '2026-11-18 09:00:00')"])
    path = declare(tmp_path / "sources", server.url, query_of(server), 'since_column = "touched"')
    assert len(rows_of(pulled(path))) == 4
    server.run(["UPDATE orders SET amount = 99, touched = '2026-11-21 08:00:00' WHERE id = 'A0'"])
    server.run(["INSERT INTO orders VALUES ('A4', '2026-11-21 09:00:00', 5, '', '2026-11-21 09:00:00')"])
    again = pulled(path, now=NOW + timedelta(hours=1))
    assert sorted((row["单号"], row["金额"]) for row in rows_of(again)) == [
        ("A0", "99.00"), ("A1", "12.50"), ("A2", "7.00"), ("A3", "1.00"), ("A4", "5.00"),
    ]  # fmt: skip
    third = pulled(path, now=NOW + timedelta(hours=2))
    assert sorted(row["单号"] for row in rows_of(third)) == ["A0", "A2", "A3", "A4"]


@BOTH
def test_a_query_may_place_the_mark_itself(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    query = f"{query_of(server)} WHERE touched >= :since AND note <> 'a:b'"
    path = declare(tmp_path / "sources", server.url, query, 'since_column = "touched"', 'start = "2026-11-20"', mapping="")
    server.run(["UPDATE orders SET note = 'c'"])
    assert [row["单号"] for row in rows_of(pulled(path))] == ["A2"]


@BOTH
def test_a_second_pull_of_the_same_rows_gives_no_file(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    path = declare(tmp_path / "sources", server.url, f"{query_of(server)} ORDER BY id")
    pulled(path)
    assert pulled(path, now=NOW + timedelta(hours=1)).files == ()


@BOTH
def test_a_changed_declaration_reads_everything_anew(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    folder = tmp_path / "sources"
    pulled(declare(folder, server.url, query_of(server), 'since_column = "touched"', 'overlap = "0m"'))
    wider = declare(folder, server.url, f"{query_of(server)} WHERE 1 = 1", 'since_column = "touched"', 'overlap = "0m"')
    assert len(rows_of(pulled(wider, now=NOW + timedelta(hours=1)))) == 3


@BOTH
def test_times_of_a_database_in_utc_get_their_offset(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    found = pulled(declare(tmp_path / "sources", server.url, query_of(server), 'timezone = "UTC"'))
    assert rows_of(found)[0]["下单时间"] == "2026-11-19 10:00:00+00:00"


@BOTH
@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("FROM orders", "FROM no_such_table"), "source_table"),
        (("note, touched", "note, no_such_column"), "source_column_unknown"),
        (("FROM orders", "FROM orders; DELETE FROM orders"), "source_query"),
        (("SELECT id", "SELEC id"), "source_query"),
        (("amount AS", "amount AS x, amount AS"), ""),
        ((' AS "金额"', " AS umsatz"), "source_column"),
    ],
)
def test_each_wrong_query_has_its_own_sentence(server: Server, change: tuple[str, str], key: str, tmp_path: Path) -> None:
    server.run(ORDERS)
    before, after = change
    told = query_of(server)
    changed = told.replace(before.replace('"', "`") if server.kind == "mariadb" else before, after)
    path = declare(tmp_path / "sources", server.url, changed)
    assert changed != told
    if key:
        assert refusal(path).key == key
    else:
        assert len(rows_of(pulled(path))) == 3


@BOTH
def test_a_sentence_names_the_table_that_is_missing(server: Server, tmp_path: Path) -> None:
    path = declare(tmp_path / "sources", server.url, "SELECT a FROM no_such_table", mapping="")
    assert "no_such_table" in str(refusal(path).values["name"])


@BOTH
def test_a_wrong_password_is_a_refused_login_and_is_not_shown(server: Server, tmp_path: Path) -> None:
    path = declare(tmp_path / "sources", server.url, "SELECT 1 AS a", mapping="")
    refused = refusal(path, password="wrong-password-42")
    assert refused.key == "source_login"
    assert refused.values["user"] == "reader"
    assert "wrong-password-42" not in str(refused)


@BOTH
def test_a_database_that_is_not_there_is_named(server: Server, tmp_path: Path) -> None:
    path = declare(tmp_path / "sources", server.url.replace("/shop", "/nowhere"), "SELECT 1 AS a", mapping="")
    refused = refusal(path)
    # MariaDB does not tell a user without rights whether a database is there.
    assert refused.key == ("source_login" if server.kind == "mariadb" else "source_database")


@BOTH
def test_a_closed_port_is_unreachable(server: Server, tmp_path: Path) -> None:
    path = declare(tmp_path / "sources", server.url.replace(str(server.port), "1"), "SELECT 1 AS a", mapping="")
    assert refusal(path).key == "source_unreachable"


@BOTH
def test_a_query_that_takes_too_long_is_stopped(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS)
    sleep = "pg_sleep(20)" if server.kind == "postgres" else "sleep(20)"
    path = declare(tmp_path / "sources", server.url, f"SELECT id, {sleep} AS s FROM orders", "timeout = 1", mapping="")
    refused = refusal(path)
    assert (refused.key, refused.values["seconds"]) == ("source_slow", 1)


@pytest.mark.parametrize(
    ("server", "query"),
    [
        ("postgres", "WITH gone AS (DELETE FROM orders RETURNING id) SELECT id FROM gone"),
        ("postgres", "SELECT id INTO copied FROM orders"),
        ("mariadb", "SELECT id FROM orders INTO OUTFILE '/tmp/storehand-out'"),
        ("mariadb", "SELECT id FROM orders /*! INTO OUTFILE '/tmp/storehand-out' */"),
    ],
    indirect=["server"],
)
def test_nothing_can_be_written(server: Server, query: str, tmp_path: Path) -> None:
    server.run(ORDERS)
    if server.kind == "postgres":
        server.run(["GRANT ALL ON orders TO reader", "GRANT CREATE ON SCHEMA public TO reader"])
    assert refusal(declare(tmp_path / "sources", server.url, query, mapping="")).key == "source_query"
    assert len(rows_of(pulled(declare(tmp_path / "sources", server.url, query_of(server))))) == 3


@pytest.mark.parametrize("server", ["postgres"], indirect=True)
def test_a_table_that_may_not_be_read_says_so(server: Server, tmp_path: Path) -> None:
    server.run([*ORDERS, "CREATE USER nobody PASSWORD 'x'", "ALTER USER nobody PASSWORD '" + PASSWORD + "'"])
    try:
        path = declare(tmp_path / "sources", server.url.replace("reader@", "nobody@"), query_of(server), mapping="")
        assert refusal(path).key == "source_denied"
    finally:
        server.run(["DROP USER nobody"])


# ---- without a server


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A file of SQLite beside the sources."""
    execute(tmp_path / "shop.db", ["CREATE TABLE orders (id, made, amount, note, touched)", *ORDERS[1:]])
    return tmp_path / "shop.db"


def execute(path: Path, commands: Sequence[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for command in commands:
            connection.execute(command)
        connection.commit()


def test_a_file_of_sqlite_is_read_from_the_workspace(shop: Path) -> None:
    found = pulled(declare(shop.parent / "sources", "sqlite:///shop.db", QUERY, 'since_column = "touched"'))
    assert [row["单号"] for row in rows_of(found)] == ["A1", "A2", "A3"]
    assert found.state.marks == {"": "2026-11-20 11:00:00"}


@pytest.mark.parametrize(
    ("url", "query", "key"),
    [
        ("sqlite:///shop.db", "SELECT * FROM nowhere", "source_table"),
        ("sqlite:///shop.db", "SELECT missing FROM orders", "source_column_unknown"),
        ("sqlite:///other.db", "SELECT 1 AS a", "source_no_file"),
        ("no address at all", "SELECT 1 AS a", "source_url"),
        ("nosuch://reader@127.0.0.1/db", "SELECT 1 AS a", "source_driver"),
        ("oracle+oracledb://reader@127.0.0.1/db", "SELECT 1 AS a", "source_driver"),
    ],
)
def test_each_wrong_address_has_its_own_sentence(shop: Path, url: str, query: str, key: str) -> None:
    assert refusal(declare(shop.parent / "sources", url, query, mapping="")).key == key


def test_a_query_of_sqlite_that_never_ends_is_stopped(shop: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n"
    path = declare(shop.parent / "sources", "sqlite:///shop.db", endless, "timeout = 1", mapping="")
    assert refusal(path).key == "source_slow"


def test_a_look_takes_a_few_rows_and_moves_no_cursor(shop: Path) -> None:
    path = declare(shop.parent / "sources", "sqlite:///shop.db", QUERY, 'since_column = "touched"')
    assert pulled(path, most=2).rows == 2
    assert cursor.read(path.parent, "erp").marks == {}


def test_a_mark_in_the_future_does_not_hide_what_comes(shop: Path) -> None:
    """An ERP with one order dated 2099 would otherwise never be read again."""
    path = declare(shop.parent / "sources", "sqlite:///shop.db", "SELECT id, made, 20261101 AS n FROM orders", mapping="")
    assert pulled(path).rows == 3
    assert cursor.newest([datetime(2099, 1, 1)], NOW) == datetime(2026, 11, 22, 15, 0)


@pytest.mark.parametrize(
    "query",
    ["SELECT 1", "(SELECT 1)", "with a as (select 1) select * from a", "-- a note; with a sign\nSELECT ';' AS a", "SELECT 1;  "],
)
def test_a_select_is_a_select(query: str) -> None:
    check_query("erp", query)


@pytest.mark.parametrize(
    "query",
    ["DELETE FROM orders", "SELECT 1; DROP TABLE orders", "/* SELECT */ DROP TABLE orders", "", "UPDATE orders SET a = 1",
     "CALL pay()", "EXPLAIN SELECT 1", "SELECT 1 INTO DUMPFILE 'a'", "PRAGMA writable_schema = 1", "COPY orders TO PROGRAM 'sh'",
     "SELECT 'a''; ' ; DELETE FROM orders"],
)  # fmt: skip
def test_what_is_no_select_is_refused_before_any_connection(query: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_query("erp", query)
    assert refused.value.key == "source_query"


def test_a_snapshot_is_read_by_whole_days_only(tmp_path: Path) -> None:
    mapping = """
[[table]]
name = "shop_day"
cut = "erp"
[table.columns]
day = "日期"
visitors = "访客"
"""
    by_change = declare(tmp_path / "sources", "sqlite:///shop.db", "SELECT 1", 'since_column = "改"', mapping=mapping)
    with pytest.raises(Refusal) as refused:
        pull.check(read_source(by_change), tmp_path)
    assert refused.value.key == "source_not_by_day"
    by_day = declare(tmp_path / "sources", "sqlite:///shop.db", "SELECT 1", 'since_column = "日期"', mapping=mapping)
    assert pull.check(read_source(by_day), tmp_path) is not None


STEP = st.tuples(st.sampled_from(["new", "change", "load", "crash"]), st.integers(0, 9), st.integers(0, 50))


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEP, max_size=25))
def test_after_any_loads_and_crashes_the_rows_read_are_those_of_the_database(
    steps: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Rows made and changed between loads, some of which crash between the commit and the cursor."""
    folder = tmp_path_factory.mktemp("shop")
    execute(folder / "shop.db", ["CREATE TABLE orders (id INTEGER, amount INTEGER, touched TEXT)"])
    path = declare(folder / "sources", "sqlite:///shop.db", "SELECT * FROM orders", 'since_column = "touched"', mapping="")
    clock, held = datetime(2026, 1, 1), dict[str, str]()

    def load(*, crash: bool) -> None:
        found = pulled(path, now=clock.replace(tzinfo=UTC), commit=not crash)
        for file in found.files:
            with file.open(encoding="utf-8", newline="") as stream:
                held.update({row["id"]: row["amount"] for row in csv.DictReader(stream)})

    for step, id, hours in [*steps, ("load", 0, 1)]:
        clock += timedelta(hours=hours, seconds=1)
        if step in {"load", "crash"}:
            load(crash=step == "crash")
        elif step == "new":
            execute(folder / "shop.db", [f"INSERT INTO orders VALUES ((SELECT count(*) FROM orders), {id}, '{clock}')"])
        else:
            execute(folder / "shop.db", [f"UPDATE orders SET amount = {100 + id}, touched = '{clock}' WHERE id = {id}"])
    with closing(sqlite3.connect(folder / "shop.db")) as connection:
        assert held == {str(id): str(amount) for id, amount in connection.execute("SELECT id, amount FROM orders")}
