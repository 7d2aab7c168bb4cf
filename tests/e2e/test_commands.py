"""The commands as a user meets them: a made-up shop in, a briefing out, questions answered, bad input told in one sentence."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
HEAVY = {"duckdb", "ibis", "pyarrow", "numpy", "pandas", "jinja2", "babel", "rich", "deltalake"}
HELP_PROBE = f"""
import sys
sys.argv = ["storehand", "--help"]
try:
    from storehand.app.cli import main
    main()
except SystemExit:
    pass
print(sorted(set({sorted(HEAVY)!r}) & set(sys.modules)))
"""
COMMAND = [sys.executable, "-c", "from storehand.app.cli import main; main()"]


def _run(*words: str | Path, folder: Path | None = None, code: int = 0) -> subprocess.CompletedProcess[str]:
    where = ["-w", str(folder)] if folder else []
    done = subprocess.run([*COMMAND, *where, *map(str, words)], capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == code, f"{words}: {done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the example shop loaded and its briefing written."""
    folder = tmp_path_factory.mktemp("shop") / "w"
    _run("init", folder, "--shop", "木棉旗舰店:taobao")
    _run("load", EXAMPLES / "taobao", folder=folder)
    _run("brief", "--format", "html,md,json", folder=folder)
    return folder


@pytest.fixture(scope="module")
def briefing(shop: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((shop / "reports" / "2026-11-20" / "briefing.json").read_text(encoding="utf-8"))
    return told


def test_every_file_of_the_example_shop_is_read_whole(shop: Path) -> None:
    again = json.loads(_run("load", EXAMPLES / "taobao", "--json", folder=shop).stdout)
    assert again["schema"] == "storehand.load/1"
    assert [file["error"] for file in again["files"]] == [None] * len(again["files"])
    assert all("以前读过" in file["warnings"][0]["zh"] for file in again["files"])


def test_the_day_of_the_briefing_is_the_last_full_one(briefing: dict[str, Any]) -> None:
    assert (briefing["schema"], briefing["day"], briefing["currency"]) == ("storehand.briefing/1", "2026-11-20", "CNY")


def test_the_planted_fall_of_search_visitors_is_found_and_named(briefing: dict[str, Any]) -> None:
    (found,) = [finding for finding in briefing["findings"] if finding["direction"] == "down"]
    # The coat whose title was changed: told by its own search visitors, for the shop's and for those of the source.
    assert (found["metric"], found["where"]) == ("search_visitors", {"item_id": "700000000001"})
    assert found["play"]["owner"] == "operations"


def test_every_evidence_returns_the_value_of_its_finding(shop: Path, briefing: dict[str, Any]) -> None:
    assert briefing["findings"]
    for finding in briefing["findings"]:
        rows = json.loads(_run("sql", finding["evidence"]["sql"], "--format", "json", folder=shop).stdout)
        assert [list(row.values()) for row in rows] == [[pytest.approx(finding["value"], rel=1e-9)]], finding["metric"]


def test_drivers_add_up_to_the_change(briefing: dict[str, Any]) -> None:
    for finding in briefing["findings"]:
        for kind in ("factor", "segment"):
            parts = [driver["contribution"] for driver in finding["drivers"] if driver["kind"] == kind]
            change = finding["value"] - finding["expected"]
            scale = max(abs(finding["value"]), abs(finding["expected"]))
            assert not parts or abs(sum(parts) - change) <= 1e-9 * scale, (finding["metric"], kind)


def test_the_shops_day_ties_out_with_its_orders(briefing: dict[str, Any]) -> None:
    ties = [tie for tie in briefing["trust"]["identities"] if tie["left"] == tie["right"]]
    assert ties
    assert all(tie["ok"] for tie in ties)


def test_sql_gives_rows_in_every_form(shop: Path) -> None:
    query = "select count(*) as orders from orders"
    count = json.loads(_run("sql", query, "--format", "json", folder=shop).stdout)[0]["orders"]
    assert count > 1000
    assert _run("sql", query, "--format", "csv", folder=shop).stdout.splitlines() == ["orders", str(count)]
    assert str(count) in _run("sql", query, folder=shop).stdout


@pytest.mark.parametrize(
    "query",
    [
        "drop table orders",
        "copy orders to '/tmp/x'",
        "select * from read_csv('/etc/passwd')",
        "select 1; select 2",
        "attach 'x.db'",
        "set threads=1",
    ],
)
def test_sql_only_reads(shop: Path, query: str) -> None:
    done = _run("sql", query, folder=shop, code=2)
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_why_takes_the_change_apart(shop: Path) -> None:
    told = json.loads(_run("why", "gmv", "--against", "last-week", "--json", folder=shop).stdout)
    factors = [driver["contribution"] for driver in told["drivers"] if driver["kind"] == "factor"]
    assert [driver["factor"] for driver in told["drivers"] if driver["kind"] == "factor"] == ["visitors", "cvr", "aov"]
    assert sum(factors) == pytest.approx(told["value"] - told["expected"], rel=1e-9)


def test_why_for_a_role_tells_what_figures_answer_and_what_is_left_for_a_person(shop: Path) -> None:
    told = json.loads(_run("why", "visitors", "--role", "ads", "--json", folder=shop).stdout)["checks"]
    assert [check["ask"]["zh"] for check in told[:2]] == ["数据对吗？", "只有我们吗？"]
    assert [check["by"] for check in told] == [
        "program",
        "person",
        "program",
        "program",
        "person",
        *["program"] * 2,
        *["person"] * 2,
    ]
    assert "点击量" in told[5]["answer"]["zh"]
    lines = _run("why", "visitors", "--role", "ads", folder=shop).stdout.splitlines()
    assert [line.split()[1] for line in lines if line[:2] in {f"{at}." for at in range(1, 10)}] == [*"✓□✓✓□✓✓□□"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("why", "nonsense"), "nonsense"),
        (("why", "gmv", "--against", "someday"), "someday"),
        (("why", "gmv", "--where", "oops"), "oops"),
        (("brief", "--day", "2026-13-01"), "2026-13-01"),
        (("brief", "--format", "pptx"), "pptx"),
        (("brief", "--shop", "别家"), "别家"),
        (("load", "nowhere.csv", "--shop", "别家"), "别家"),
        (("formats", "show", "no/such"), "no/such"),
    ],
    ids=["metric", "reference", "where", "day", "output", "shop", "shop of a load", "format"],
)
def test_a_request_that_cannot_be_meant_is_one_sentence_with_the_value(shop: Path, words: Sequence[str], told: str) -> None:
    done = _run(*words, folder=shop, code=3 if words[0] == "load" else 2)
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_formats_are_listed_shown_and_learnt(shop: Path, tmp_path: Path) -> None:
    assert "taobao/orders" in _run("formats", "list", folder=shop).stdout
    assert 'name = "taobao/orders"' in _run("formats", "show", "taobao/orders", folder=shop).stdout
    (tmp_path / "unknown.csv").write_text("办理日,凭据号,实缴\n2026-11-20,A1,12.50\n2026-11-20,A2,8.00\n", encoding="utf-8")
    assert "[signature]" in _run("formats", "learn", tmp_path / "unknown.csv", "--toml", folder=shop).stdout


def test_as_of_a_time_before_any_file_there_is_nothing(shop: Path) -> None:
    done = _run("brief", "--as-of", "2026-01-01T00:00", "--format", "md", folder=shop, code=2)
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_answers_at_once() -> None:
    def once() -> float:
        started = time.perf_counter()
        _run("--help")
        return time.perf_counter() - started

    assert min(once() for _ in range(5)) < 3.0  # 0.2 s on a quiet machine; the promise of 0.4 s is measured in benchmarks/


def test_help_imports_nothing_heavy() -> None:
    code = HELP_PROBE
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_shopify_shop_is_read_in_its_own_currency(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    _run("init", folder, "--shop", "demo:shopify", "--timezone", "America/New_York", "--currency", "USD", "--lang", "en")
    _run("load", EXAMPLES / "shopify", folder=folder)
    _run("brief", "--format", "json,md", folder=folder)
    told = json.loads(next((folder / "reports").glob("*/briefing.json")).read_text(encoding="utf-8"))
    assert told["currency"] == "USD"
    shutil.rmtree(folder)
