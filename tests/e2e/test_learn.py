"""The first ten minutes: a file that is refused, learnt, kept, loaded, and asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storehand.app.cli import cli
from storehand.errors import StorehandError

NIGHT_MARKET = """\
夜市通 · 交易明细导出
导出时间：2026-11-21 08:30:00

交易单据号,成交时间,付款时间,商品,件数,应付金额（元）,实付金额（元）,订单状态,买家昵称,收货人,联系手机,收货地址,备注
NM19-0001,2026-11-19 10:00:00,2026-11-19 10:01:00,样例锅,2,198.00,188.00,交易成功,sample_01,张样例,13800000001,样例路1号,送到门口
NM19-0002,2026-11-19 11:30:00,2026-11-19 11:31:00,样例壶,1,59.00,59.00,待发货,sample_02,李样例,13800000002,上海样例路2号,
NM20-0001,2026-11-20 09:30:00,,样例壶,1,59.00,,等待付款,sample_03,王样例,13800000003,广州样例路3号,
NM20-0002,2026-11-20 13:30:00,2026-11-20 13:31:00,样例锅,3,"1,297.00","1,280.00",拼单中,sample_01,张样例,13800000001,样例路1号,
合计,,,,7,"1,613.00","1,527.00",,,,,,
"""
SECRETS = ("13800000001", "13800000003", "张样例", "王样例", "样例路", "sample_0", "送到门口")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    _run("init", str(folder), "--shop", "木棉旗舰店:generic")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "夜市通_20261121083000.csv"
    path.write_bytes(NIGHT_MARKET.encode("gb18030"))
    return path


def _run(*words: str) -> Result:
    done = CliRunner().invoke(cli, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit | StorehandError), done.exception
    return done


def test_a_refused_file_is_learnt_kept_loaded_and_asked_for(workspace: Path, file: Path) -> None:
    there = ("-w", str(workspace))
    refused = _run(*there, "load", str(file))
    assert refused.exit_code == 3
    assert f"storehand formats learn {file.name}" in refused.output

    dry = _run(*there, "formats", "learn", str(file))
    assert "4 行 = 采用 4 + 存疑 0，日期 2026-11-19 … 2026-11-20" in dry.output
    assert [secret for secret in SECRETS if secret in dry.output] == []
    assert _run(*there, "load", str(file)).exit_code == 3

    saved = _run(*there, "formats", "learn", str(file), "--save")
    assert "storehand -w" in saved.output
    draft = (workspace / "formats/my/夜市通/format.toml").read_text(encoding="utf-8")
    assert [secret for secret in SECRETS if secret in draft] == []

    loaded = json.loads(_run(*there, "load", str(file), "--json").output)["files"][0]
    assert (loaded["format"], loaded["rows_in"], loaded["rows_kept"]) == ("my/夜市通", 4, 4)
    assert [control["file"] for control in loaded["controls"]] == [control["rows"] for control in loaded["controls"]]
    query = "SELECT order_id, status, CAST(paid AS INT) AS a, CAST(placed AS INT) AS b, quantity FROM orders ORDER BY order_id"
    rows = json.loads(_run(*there, "sql", query, "--format", "json").output)
    assert [list(row.values()) for row in rows] == [
        ["NM19-0001", "done", 188, 198, 2],
        ["NM19-0002", "paid", 59, 59, 1],
        ["NM20-0001", "unpaid", None, 59, 1],
        ["NM20-0002", "other", 1280, 1297, 3],
    ]
    buyers = json.loads(_run(*there, "sql", "SELECT count(DISTINCT buyer) AS buyers FROM orders", "--format", "json").output)
    assert buyers == [{"buyers": 3}]


def test_the_next_download_is_read_by_itself_and_a_known_export_still_by_its_own_format(workspace: Path, file: Path) -> None:
    there = ("-w", str(workspace))
    _run(*there, "formats", "learn", str(file), "--save")
    later = file.with_name("夜市通_20261122083000.csv")
    later.write_text(NIGHT_MARKET.replace("2026112", "2026113"), encoding="utf-8")
    known = Path(__file__).parents[2] / "src/storehand/formats/jd/orders/sample.csv"
    files = json.loads(_run(*there, "load", str(later), str(known), "--json").output)["files"]
    assert [one["format"] for one in files] == ["my/夜市通", "jd/orders"]
