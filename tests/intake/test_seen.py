"""One look at a large file finds what must be known before its rows are typed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from storehand.intake import read, text
from storehand.intake.people import pseudonym
from storehand.intake.seen import Seen, keep
from tests.intake.making import KEY, ORDERS, csv_text, format_of, one, rows, write

HEADER = ["店铺", "订单编号", "买家", "手机", "实付", "状态", "创建时间", "备忘", "件数", "付款时间"]
ROW = ["店", "1", "小鱼", "13800001111", "5", "x", "2026-02-09 08:05:07", "", "1", ""]
LATER = ["店", "2", "小虾", "", "7", "x", "2026-02-10 08:05:07", "请联系 13800002222 张三", "1", ""]
NO_SHOP = ["", "3", "小鱼", "", "9", "x", "2026-02-11 08:05:07", "", "1", ""]
TOTALS = ["", "合计", "", "", "21", "", "", "", "", ""]


def test_columns_that_were_looked_at_give_their_texts_once_and_all_others_the_rows() -> None:
    with duckdb.connect() as duck:
        duck.execute("CREATE TABLE two AS SELECT * FROM (VALUES ('a', 'x'), ('a', 'y'), (NULL, 'y')) AS r(c1, c2)")
        seen = keep(duck, "two", [1])
        assert sorted(duck.execute(f"SELECT c1 FROM {seen.cells(1)} WHERE c1 IS NOT NULL").fetchall()) == [("a",)]
        assert sorted(duck.execute(f"SELECT c2 FROM {seen.cells(2)}").fetchall()) == [("x",), ("y",), ("y",)]


def test_what_is_too_much_for_the_memory_is_looked_at_in_the_rows() -> None:
    with duckdb.connect(config={"memory_limit": "20MB", "threads": "1"}) as duck:
        duck.execute("SET temp_directory = ''")
        relation = "(SELECT CAST(range AS VARCHAR) || repeat('x', 50) AS c1 FROM range(1000000))"
        assert keep(duck, relation, [1]) == Seen(relation)


@pytest.mark.parametrize(
    "rows_below", [[ROW, LATER], [ROW, LATER, NO_SHOP, TOTALS]], ids=["first cells filled", "not all of them"]
)
@pytest.mark.parametrize("filled", [False, True], ids=["from the start", "after the first rows"])
def test_a_large_file_is_read_as_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_below: list[list[str]], filled: bool
) -> None:
    told = [HEADER, *([[*ROW[:1], f"9{n}", *ROW[2:]] for n in range(50)] if filled else []), *rows_below]
    path, format = write(tmp_path / "a.csv", csv_text(told)), format_of(tmp_path, "t/orders", ORDERS)
    small = one(path, format)
    monkeypatch.setattr(text, "_SMALL", 0)
    monkeypatch.setattr(read, "_RECORDS_FIT", 0)
    large = one(path, format)
    columns = '"row", shop, order_id, buyer, paid, placed, created_at'
    assert rows(large, "orders", columns) == rows(small, "orders", columns)
    assert (large.rows_in, large.rows_kept, large.rows_aside) == (small.rows_in, small.rows_kept, small.rows_aside)
    assert large.rows_kept == len(told) - 1 - (TOTALS in told)
    assert pseudonym("小鱼", "taobao", KEY) in {buyer for (buyer,) in rows(large, "orders", "buyer")}
    assert large.raw is not None
    assert small.raw is not None
    kept = [duckdb.execute("SELECT record FROM read_parquet(?)", [str(batch.raw)]).fetchall() for batch in (small, large)]
    assert kept[0] == kept[1]
    assert "13800002222" not in str(kept)
