"""A file read by hand and the same file read by SQL give the same, down to the rows set aside."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import duckdb
import pytest

from storehand.intake import text
from storehand.intake.batch import Batch
from storehand.intake.formats import Format
from tests.intake.making import DAYS, LINES, ORDERS, csv_text, format_of, one, rows, write

CELLS = {
    "orders": [
        "1017", '="1017"', "1.2E+15", "", "-", "5", "1,234.5", "五", "交易成功", "x", "2026-02-09 08:05:07", "2026/2/9 8:05",
        "昨天", "合计", "t***1", "小鱼",
    ],
    "days": ["2026-11-20", "2026-11-20 ~ 2026-11-21", "5", "1,200", "-", "78.15%", "0.5", "0:01:09", "12秒", "总计", "", "x"],
    "lines": ["#1", "#2", "", "a@x.com", "2025-10-07 09:50:26 +0200", "EUR", "元", "30", "-3", "A", "2", "0.5", "二"],
}  # fmt: skip
HEADERS = {
    "orders": ["订单编号", "买家", "手机", "实付", "状态", "创建时间", "付款时间", "件数"],
    "days": ["统计日期", "访客数", "浏览量", "支付金额", "跳失率", "停留时长"],
    "lines": ["Name", "Email", "Created at", "Currency", "Total", "Lineitem name", "Lineitem quantity", "Lineitem price"],
}
BODIES = {"orders": ORDERS, "days": DAYS, "lines": LINES}


def _told(batch: Batch) -> object:
    facts = {part.table: rows(batch, part.table, "*", "ALL") for part in batch.parts}
    rejects = (
        duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY ALL", [str(batch.rejects)]).fetchall() if batch.rejects else []
    )
    raw = duckdb.execute("SELECT * FROM read_parquet(?)", [str(batch.raw)]).fetchall()
    kept = dataclasses.asdict(dataclasses.replace(batch, parts=(), rejects=None, raw=None, seconds=0.0))
    kept["aside"] = sorted(map(str, kept["aside"]))
    return kept, facts, rejects, raw, [(part.table, part.month, part.rows) for part in batch.parts]


def _by_sql(path: Path, format: Format, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """The batch where no file counts as small."""
    plain = text.Script.repaired
    with monkeypatch.context() as patch:
        patch.setattr(text.Script, "repaired", lambda self, width: dataclasses.replace(plain(self, width), few=None))
        return one(path, format)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", BODIES)
def test_by_hand_is_by_sql(name: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, width = random.Random(seed), len(HEADERS[name])
    made = [
        [chance.choice(CELLS[name]) for _ in range(chance.choice([width, width, width, width - 1, width + 1]))] for _ in range(60)
    ]
    path, format = write(tmp_path / "a.csv", csv_text([HEADERS[name], *made])), format_of(tmp_path, f"t/{name}", BODIES[name])
    assert _told(one(path, format)) == _told(_by_sql(path, format, monkeypatch))
