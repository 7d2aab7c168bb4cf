"""Person cells reach neither facts nor the archive; a buyer is a pseudonym, a masked one is unknown."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.intake import raw
from storehand.intake.people import keep_pseudonyms, pseudonym
from tests.intake.making import BRANCH, KEY, LINES, ORDERS, SHOP, csv_text, format_of, one, rows, write

HEADER = ["订单编号", "买家", "手机", "实付", "状态", "创建时间"]
ROW = ["1", "tb小鱼", "13800001111", "5", "x", "2026-02-09 08:05:07"]


@pytest.mark.parametrize("cell", ["陈*", "t***1", "1*********8", "##密文abc", "$$abc", "~AbC~", "-", "", "1.5E+12"])
def test_a_masked_or_damaged_buyer_is_unknown(cell: str) -> None:
    assert pseudonym(cell, "taobao", KEY) is None


def test_a_pseudonym_depends_on_platform_key_and_id_and_not_on_case_or_width() -> None:
    told = pseudonym("A@x.com", "shopify", KEY)
    assert told is not None
    assert len(told) == 12
    assert pseudonym(" a@X.com\t", "shopify", KEY) == told
    assert pseudonym("ａ@x.com", "shopify", KEY) == told
    assert told not in {
        pseudonym("a@x.com", "taobao", KEY),
        pseudonym("a@x.com", "shopify", b"other"),
        pseudonym("b@x.com", "shopify", KEY),
    }


def test_a_known_pseudonym() -> None:
    """HMAC-SHA256("shopify\\0a@x.com", 32 times k), its first nine bytes, by openssl."""
    assert pseudonym("a@x.com", "shopify", KEY) == EXPECTED


EXPECTED = "XkEoG6hGJGdr"
IDS = st.one_of(
    st.emails().map(str),
    st.text("aNn1.-_@+E0 *'\"\t", max_size=7),
    st.sampled_from(["tb小鱼", "null", "NaN", "12.0", "1e+5", "1e+5@x.y", "小鱼_1", "小密文", "小*1", "小鱼\u200b", '="小*"']),
    st.text("小鱼\u9fa5\u9fa6Ａ_-1nN*", max_size=6),
    st.text(max_size=6),
)


@pytest.mark.parametrize("key", [KEY, b"short", b"longer than one block of the hash " * 4], ids=["32", "short", "long"])
@settings(max_examples=20, deadline=None)
@given(cells=st.lists(IDS, min_size=1, max_size=40))
def test_sql_and_python_give_the_same_pseudonyms(key: bytes, cells: list[str]) -> None:
    wanted = [cell.encode("utf-8", "ignore").decode() for cell in cells]
    with duckdb.connect() as duck:
        duck.execute("CREATE TEMP TABLE cells AS SELECT unnest($1::VARCHAR[]) AS c1", [wanted])
        keep_pseudonyms(duck, 1, "cells", "shopify", key)
        found = dict(duck.execute("SELECT cell, pseudonym FROM b1").fetchall())
    assert found == {cell: pseudonym(cell, "shopify", key) for cell in wanted}


def test_nothing_of_a_person_is_in_any_file_that_intake_leaves(tmp_path: Path) -> None:
    bad = ["2", "tb小鱼", "13800001111", "五", "x", "2026-02-09 08:05:07"]
    batch = one(write(tmp_path / "a.csv", csv_text([HEADER, ROW, bad])), format_of(tmp_path, "t/orders", ORDERS))
    (buyer,) = rows(batch, "orders", "buyer")[0]
    assert buyer == pseudonym("tb小鱼", "taobao", KEY)
    assert batch.raw is not None
    assert raw.records(batch.raw, 1, 3) == [
        HEADER,
        ["1", f"~{buyer}", "", "5", "x", "2026-02-09 08:05:07"],
        ["2", f"~{buyer}", "", "五", "x", "2026-02-09 08:05:07"],
    ]
    left = [path for path in batch.raw.parent.parent.rglob("*") if path.is_file()]
    assert sorted(path.name for path in left) == ["orders-2026-02.parquet", "raw.parquet", "rejects.parquet"]
    content = "".join(str(duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()) for path in left)
    assert "13800001111" not in content
    assert "小鱼" not in content


def test_a_persons_cell_that_cannot_be_read_is_not_shown(tmp_path: Path) -> None:
    """Buyers are never unreadable, so the only way to a person's cell is a row with another fault."""
    batch = one(write(tmp_path / "a.csv", csv_text([HEADER, ["", *ROW[1:]]])), format_of(tmp_path, "t/orders", ORDERS))
    assert [(aside.column, aside.value) for aside in batch.aside] == [("订单编号", "")]


def test_a_buyer_has_the_same_pseudonym_in_every_file_and_shop_of_a_platform(tmp_path: Path) -> None:
    path, orders = write(tmp_path / "a.csv", csv_text([HEADER, ROW])), format_of(tmp_path, "t/orders", ORDERS)
    lines = write(
        tmp_path / "b.csv",
        csv_text(
            [
                ["Name", "Email", "Total", "Lineitem name", "Lineitem quantity", "Created at"],
                ["#1", "TB小鱼", "5", "A", "1", "2026-02-09 08:05:07"],
            ]
        ),
    )
    told = [rows(one(path, orders, shops=(shop,)), "orders", "buyer") for shop in (SHOP, BRANCH)]
    assert told[0] == told[1] == rows(one(lines, format_of(tmp_path, "t/lines", LINES)), "orders", "buyer")
