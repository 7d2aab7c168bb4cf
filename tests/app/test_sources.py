"""`storehand sources` and `load --source`, as a person at a terminal meets them."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storehand.app import sources
from storehand.app.cli import cli
from storehand.errors import Refusal, StorehandError, UsageError
from storehand.intake.sources import cursor
from storehand.store.facts import Store
from storehand.workspace import Workspace
from tests.intake.sources.platform import TOKEN, Platform, served, toml

ERP = """kind = "sql"
url = "sqlite:///erp.db"
query = "SELECT * FROM orders"
since_column = "touched"
people = ["phone"]

[[table]]
name = "orders"
cut = "erp"
[table.columns]
order_id = "id"
created_at = "made"
paid = "amount"
buyer = "who"
status = { const = "paid" }
"""
ORDERS = "CREATE TABLE orders (id, made, amount, who, phone, touched)"
TOTAL = "SELECT count(*), sum(paid) FROM orders"


@pytest.fixture
def workspace(new_workspace: Callable[..., Workspace]) -> Workspace:
    """A workspace with a small ERP beside it: three orders of 10, 20 and 30."""
    made = new_workspace("店:taobao")
    rows = [f"('A{n}', '2026-11-1{n} 10:00:00', {n}0, 'buyer{n}', '1380013800{n}', '2026-11-1{n} 10:00:00')" for n in (1, 2, 3)]
    erp(
        made, "CREATE TABLE orders (id, made, amount, who, phone, touched)", *(f"INSERT INTO orders VALUES {row}" for row in rows)
    )
    declare(made, ERP)
    return made


def erp(workspace: Workspace, *commands: str) -> None:
    with closing(sqlite3.connect(workspace.path / "erp.db")) as connection:
        for command in commands:
            connection.execute(command)
        connection.commit()


def declare(workspace: Workspace, words: str, name: str = "erp") -> Path:
    folder = workspace.path / "sources"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(words, encoding="utf-8")
    return path


def run(workspace: Workspace, *words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["-w", str(workspace.path), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit | StorehandError), result.exception
    if isinstance(result.exception, StorehandError):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def files(workspace: Workspace) -> set[Path]:
    return {path for path in workspace.path.rglob("*") if path.is_file() and path.name != ".key"}


def test_a_source_is_loaded_by_name_and_not_with_the_inbox(workspace: Workspace) -> None:
    assert "3 行" in run(workspace, "load", "--source", "erp").output
    assert "0 个文件" in run(workspace, "load").output


def test_one_for_each_load_is_loaded_with_the_inbox(workspace: Workspace) -> None:
    declare(workspace, 'when = "load"\n' + ERP)
    assert "3 行" in run(workspace, "load").output
    assert "2 行" in run(workspace, "load").output  # the last day and the day before, read again
    assert "erp · 没有新数据" in run(workspace, "load", "--source", "erp").output


def test_what_has_changed_is_loaded_and_counted_once(workspace: Workspace) -> None:
    run(workspace, "load", "--source", "erp")
    erp(workspace, "UPDATE orders SET amount = 25, touched = '2026-11-14 09:00:00' WHERE id = 'A2'")
    erp(workspace, "INSERT INTO orders VALUES ('A4', '2026-11-14 10:00:00', 40, 'buyer1', '1', '2026-11-14 10:00:00')")
    run(workspace, "load", "--source", "erp")
    assert _sum(workspace) == (4, 10 + 25 + 30 + 40)


def _sum(workspace: Workspace) -> tuple[int, float]:
    told = run(workspace, "sql", TOTAL, "--format", "csv").output.splitlines()[1].split(",")
    return int(told[0]), float(told[1])


def test_a_crash_after_the_commit_loses_nothing_and_counts_nothing_twice(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise Refusal("secret_missing", source="erp", reference="env:POWER")

    with monkeypatch.context() as patched:
        patched.setattr(cursor, "write", crash)
        with pytest.raises(Refusal):
            run(workspace, "load", "--source", "erp")
    assert not (workspace.path / "sources" / ".state").exists()
    run(workspace, "load", "--source", "erp")
    assert _sum(workspace) == (3, 60)


def test_a_crash_before_the_commit_moves_no_cursor(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise Refusal("secret_missing", source="erp", reference="env:POWER")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "commit", crash)
        with pytest.raises(Refusal):
            run(workspace, "load", "--source", "erp")
    assert not (workspace.path / "sources" / ".state").exists()


def test_a_file_that_is_refused_moves_no_cursor(workspace: Workspace) -> None:
    declare(workspace, ERP.split("people")[0])
    result = run(workspace, "load", "--source", "erp", code=3)
    assert "没有能识别" in result.output
    assert not (workspace.path / "sources" / ".state").exists()


def test_a_query_may_give_what_a_known_format_reads(workspace: Workspace) -> None:
    erp(workspace, "CREATE TABLE costs (a, b)", "INSERT INTO costs VALUES ('1001', 12.5)")
    declare(
        workspace,
        """kind = "sql"\nurl = "sqlite:///erp.db"\nquery = 'SELECT a AS "商品ID", b AS "成本价" FROM costs'\n""",
        "costs",
    )
    assert "generic/costs" in run(workspace, "load", "--source", "costs").output


def test_a_dry_run_writes_nothing(workspace: Workspace) -> None:
    before = files(workspace)
    assert "试读：1 个文件，3 行" in run(workspace, "load", "--source", "erp", "--dry-run").output
    assert files(workspace) == before


def test_a_check_shows_the_first_rows_and_writes_nothing(workspace: Workspace) -> None:
    before = files(workspace)
    output = run(workspace, "sources", "check", "erp").output
    assert "先看 3 行" in output
    assert "2026-11-11" in output
    assert "buyer1" not in output
    assert files(workspace) == before


def test_sources_are_listed_with_how_far_they_are_read(workspace: Workspace) -> None:
    assert "还没读过" in run(workspace, "sources", "list").output
    run(workspace, "load", "--source", "erp")
    assert "UTC" in run(workspace, "sources", "list").output


def test_without_sources_the_list_says_where_to_put_them(new_workspace: Callable[..., Workspace]) -> None:
    made = new_workspace("店:taobao")
    assert str(made.path / "sources") in run(made, "sources", "list").output.replace("\n", "")


def test_one_bad_source_hinders_no_other(workspace: Workspace) -> None:
    declare(workspace, 'when = "load"\n' + ERP)
    declare(workspace, 'kind = "sql"\nwhen = "load"\nsecret = "hunter22"\nurl = "a"\nquery = "b"\n', "bad")
    result = run(workspace, "load", code=3)
    assert "bad.toml · 没有读入：bad.toml 里「secret」写着密钥本身" in result.output
    assert "hunter22" not in result.output
    assert _sum(workspace) == (3, 60)


def test_a_bad_source_is_told_in_json_too(workspace: Workspace) -> None:
    declare(workspace, ERP.replace('orders"\nsince', 'nowhere"\nsince'))
    told = json.loads(run(workspace, "load", "--source", "erp", "--json", code=3).stdout)
    (entry,) = told["files"]
    assert (entry["name"], "nowhere" in entry["error"]["zh"]) == ("erp.toml", True)


def test_an_unknown_source_is_named_with_those_that_are_known(workspace: Workspace) -> None:
    with pytest.raises(UsageError) as refused:
        run(workspace, "load", "--source", "crm")
    assert refused.value.key == "unknown_source"


def test_of_many_shops_the_source_names_its_own(new_workspace: Callable[..., Workspace]) -> None:
    made = new_workspace("甲:taobao", "乙:jd")
    erp(
        made,
        "CREATE TABLE orders (id, made, amount, who, phone, touched)",
        "INSERT INTO orders VALUES ('A1', '2026-11-11', 5, 'b', '1', '2026-11-11')",
    )
    declare(made, ERP)
    assert "甲、乙" in run(made, "load", "--source", "erp", code=3).output
    declare(made, 'shop = "乙"\n' + ERP)
    assert "· 乙 ·" in run(made, "load", "--source", "erp").output


def test_no_person_and_no_secret_stays_anywhere(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Platform()
    platform.sell(3)
    monkeypatch.setenv("TOKEN", TOKEN)
    with served(platform) as address:
        declare(workspace, toml("shopify", address), "web")
        output = run(workspace, "load", "--source", "erp", "--source", "web").output
    (workspace.path / "erp.db").unlink()
    kept = b"".join(path.read_bytes() for path in files(workspace)) + output.encode()
    assert "读入 3 个文件" in output  # orders and lines of the shop, rows of the ERP; no refunds
    assert [word for word in (TOKEN, "13800138001", "buyer1", "buyer101@example.com") if word.encode() in kept] == []


def test_a_platforms_orders_become_facts(new_workspace: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch) -> None:
    made = new_workspace("Mumian:shopify", timezone="America/New_York", currency="USD")
    platform = Platform()
    platform.sell(6, lines=2)
    platform.change(0)
    platform.faults = ["ok", "cut", "busy"]
    monkeypatch.setenv("TOKEN", TOKEN)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with served(platform) as address:
        declare(made, toml("shopify", address, "page_size = 2"), "web")
        run(made, "load", "--source", "web")
    told = run(made, "sql", "SELECT count(*), sum(placed), min(created_day) FROM orders", "--format", "csv").output
    assert told.splitlines()[1].startswith("6,120")
    assert "2026-11-19" in told  # midnight in UTC is the evening before in New York
    lines = run(made, "sql", "SELECT count(*), sum(paid) FROM order_lines", "--format", "csv").output
    assert lines.splitlines()[1].startswith("12,120")
    refunds = run(made, "sql", "SELECT count(*), sum(amount) FROM refunds", "--format", "csv").output
    assert refunds.splitlines()[1].startswith("1,1")


def test_what_a_killed_load_left_is_swept_a_day_later(workspace: Workspace) -> None:
    left, fresh = (workspace.facts / ".stage" / f"sources-{name}" for name in ("old", "new"))
    for folder in (left, fresh):
        folder.mkdir(parents=True)
        (folder / "erp.csv").write_text("13800138001", encoding="utf-8")
    os.utime(left, (0, 0))
    run(workspace, "load", "--source", "erp")
    assert (left.exists(), fresh.exists()) == (False, True)


# ---- secrets


def test_a_secret_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERP_PASSWORD", "hunter22")
    assert sources.secret_of("erp", "env:ERP_PASSWORD") == "hunter22"


def test_a_secret_that_is_not_there_is_asked_for_by_its_name() -> None:
    with pytest.raises(Refusal) as refused:
        sources.secret_of("erp", "env:NOT_SET_ANYWHERE")
    assert refused.value.values == {"source": "erp", "reference": "env:NOT_SET_ANYWHERE"}


def test_a_secret_comes_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    held = {("storehand", "erp"): "hunter22"}
    monkeypatch.setattr(keyring, "get_password", lambda service, user: held.get((service, user)))
    assert sources.secret_of("erp", "keyring:storehand/erp") == "hunter22"
    with pytest.raises(Refusal) as refused:
        sources.secret_of("erp", "keyring:storehand/other")
    assert refused.value.key == "secret_missing"


def test_a_machine_without_a_keyring_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.errors import NoKeyringError

    def none(service: str, user: str) -> str:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_password", none)
    with pytest.raises(Refusal) as refused:
        sources.secret_of("erp", "keyring:storehand/erp")
    assert refused.value.key == "no_keyring"
