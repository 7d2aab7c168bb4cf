"""Sheets kept by hand, and open sets: what people type is read as they mean it, and no platform's export is taken for one."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.errors import Refusal
from storehand.intake import text
from storehand.intake.batch import Batch
from storehand.intake.formats import Format, load_formats
from storehand.intake.guard import Limits
from storehand.intake.opening import Opener
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace
from tests.formats.golden import FORMATS, KEY, NOW, format_name, samples

SHOP = Shop("sample", "taobao", "Asia/Shanghai", "CNY")
OWN = (
    "rivals", "ranks", "staff", "suppliers", "chats", "reviews", "live_sessions", "violations", "shop_scores",
    "shop_scores_wide", "stock", "items", "members", "refunds", "orders", "bills",
)  # fmt: skip


def read_all(stage: Path, path: Path, day: date | None = None) -> tuple[Batch, ...]:
    """The batches of a file, whichever format knows it."""
    workspace = Workspace(stage, (SHOP,), timezone=SHOP.timezone, currency=SHOP.currency)
    request = Request(path, SHOP, day, None)
    return read(request, workspace=workspace, formats=load_formats(), key=KEY, stage=stage, now=NOW)


def rows(batches: Sequence[Batch], table: str, query: str) -> list[tuple[Any, ...]]:
    """What a query over the rows of a table gives; it speaks of `facts`."""
    paths = [str(part.path) for batch in batches for part in batch.parts if part.table == table]
    with duckdb.connect() as duck:
        duck.sql(f"CREATE VIEW facts AS SELECT * FROM read_parquet({paths})")
        return duck.execute(query).fetchall()


def csv_file(folder: Path, *lines: str) -> Path:
    """A sheet saved as CSV."""
    path = folder / "sheet.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def own_formats() -> tuple[Format, ...]:
    """The formats of sheets kept by hand."""
    names = {f"generic/{name}" for name in OWN}
    return tuple(format for format in load_formats() if format.name in names)


def test_no_export_of_a_platform_is_taken_for_a_sheet_kept_by_hand() -> None:
    formats, taken = own_formats(), []
    assert len(formats) == len(OWN)
    others = [path for path in samples() if not format_name(path).startswith("generic/")]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as duck:
        for place, path in enumerate(others):
            scratch = Path(folder) / str(place)
            scratch.mkdir()
            try:
                Opener(formats, Limits(), scratch, duck).open(path, path.name, text.look(path))
            except Refusal:
                continue
            taken.append(format_name(path))
    assert len(others) > 100
    assert taken == ["apparel/wholesale"]  # a list of styles with stock stands beneath it


def test_of_staff_only_the_working_name_stays(tmp_path: Path) -> None:
    batches = read_all(tmp_path, FORMATS / "generic/staff/sample.xlsx")
    assert rows(batches, "staff", "SELECT name, role FROM facts ORDER BY row") == [
        ("小林", "operations"), ("小周", "warehouse"), ("阿禾", "service"), ("老陈", "other"),
    ]  # fmt: skip
    kept = duckdb.execute("SELECT string_agg(record, '|') FROM read_parquet(?)", [str(batches[0].raw)]).fetchall()[0][0]
    assert "小林" in kept
    assert "样例一" not in kept
    assert "1380000" not in kept


def test_a_staff_sheet_with_real_names_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_all(tmp_path, csv_file(tmp_path, "姓名,岗位,手机号", "样例一,运营,13800000001"))
    assert (caught.value.key, caught.value.values["columns"]) == ("missing_columns", "工作名")


def test_a_rivals_id_is_taken_from_its_link(tmp_path: Path) -> None:
    head = "日期,竞品名称,链接,价格,销量"
    sheet = csv_file(
        tmp_path,
        head,
        "2026-11-20,甲,https://detail.tmall.com/item.htm?spm=1&id=810000000001,99,已售3000+",
        "2026-11-20,乙,https://item.jd.com/100000000002.html,88-99,1.5万+",
        "2026-11-20,丙,https://www.amazon.com/Sample/dp/B0SAMPLE01/ref=1,￥77,",
        "2026-11-20,丁,,66,12",
    )
    found = rows(read_all(tmp_path, sheet), "rival_day", "SELECT item_id, price, sold FROM facts ORDER BY row")
    assert found == [
        ("810000000001", Decimal(99), 3000), ("100000000002", Decimal(88), 15000), ("B0SAMPLE01", Decimal(77), None),
        (None, Decimal(66), 12),
    ]  # fmt: skip


def test_a_word_that_was_not_found_is_no_place(tmp_path: Path) -> None:
    found = rows(
        read_all(tmp_path, FORMATS / "generic/ranks/sample.xlsx"),
        "rank_day",
        "SELECT day, word, place, position FROM facts ORDER BY row, place",
    )
    assert found == [
        (date(2026, 11, 20), "羊毛大衣女", "organic", 12), (date(2026, 11, 20), "羊毛大衣女", "sponsored", 3),
        (date(2026, 11, 20), "双面呢大衣", "organic", None),
        (date(2026, 11, 21), "羊毛大衣女", "organic", 18), (date(2026, 11, 21), "羊毛大衣女", "sponsored", None),
    ]  # fmt: skip


def test_stock_of_two_warehouses_is_two_figures_of_a_day_and_none_of_a_sku(tmp_path: Path) -> None:
    batches = read_all(tmp_path, FORMATS / "generic/stock/sample.xlsx")
    assert rows(batches, "stock_day", "SELECT warehouse, on_hand FROM facts WHERE sku_id = 'WJD-TS' ORDER BY 1") == [
        ("广州仓", 30), ("杭州仓", 1050),
    ]  # fmt: skip
    assert {part.table for part in batches[0].parts} == {"stock_day", "costs"}


def test_stock_without_a_day_is_of_the_day_that_is_said(tmp_path: Path) -> None:
    sample, query = FORMATS / "generic/stock/sample-en.csv", "SELECT day, sku_id, on_hand FROM facts ORDER BY row"
    (tmp_path / "a").mkdir()
    told = read_all(tmp_path / "a", sample, date(2026, 11, 21))
    assert rows(told, "stock_day", query) == [(date(2026, 11, 21), "POT-1-BL", 40), (date(2026, 11, 21), "CUP-L", 0)]
    (tmp_path / "b").mkdir()
    assert {part.table for batch in read_all(tmp_path / "b", sample) for part in batch.parts} == {"skus"}


def test_a_cash_book_adds_up_whichever_way_it_is_kept(tmp_path: Path) -> None:
    two_columns = read_all(tmp_path, FORMATS / "generic/bills/sample.xlsx")
    # 258 − 36.50 − 18
    assert rows(two_columns, "bills", "SELECT sum(amount), count(DISTINCT bill_id) FROM facts") == [(Decimal("203.5"), 3)]
    (tmp_path / "b").mkdir()
    one_column = read_all(tmp_path / "b", FORMATS / "generic/bills/sample-en.csv")
    # 177 − 300 − 45.20
    assert rows(one_column, "bills", "SELECT sum(amount) FROM facts") == [(Decimal("-168.2"),)]
    assert rows(one_column, "bills", "SELECT direction FROM facts ORDER BY row") == [("in",), ("out",), ("out",)]


def test_an_own_order_that_is_not_paid_or_cancelled_is_placed_only(tmp_path: Path) -> None:
    batches = read_all(tmp_path, FORMATS / "generic/orders/sample.xlsx")
    assert rows(batches, "orders", "SELECT cut, status, placed, paid, refunded FROM facts ORDER BY row") == [
        ("sheet", "shipped", Decimal(258), Decimal(258), None),
        ("sheet", "unpaid", Decimal(599), None, None),
        ("sheet", "returned", Decimal(177), Decimal(177), Decimal(59)),
    ]


def test_a_member_without_an_id_goes_by_the_nick_of_the_orders(tmp_path: Path) -> None:
    members = read_all(tmp_path, FORMATS / "generic/members/sample.xlsx")
    (tmp_path / "b").mkdir()
    orders = read_all(tmp_path / "b", FORMATS / "generic/orders/sample.xlsx")
    (second,) = rows(members, "members", "SELECT member_id, buyer FROM facts ORDER BY row")[1:]
    assert second[0] == second[1]
    assert rows(orders, "orders", "SELECT buyer FROM facts ORDER BY row")[1] == (second[1],)


def test_tables_under_each_other_keep_their_own_money(tmp_path: Path) -> None:
    batches = read_all(tmp_path, FORMATS / "apparel/wholesale/sample.csv")
    assert [(batch.member, batch.rows_in, batch.rows_kept) for batch in batches] == [
        ("1-6", 5, 2), ("7-8", 1, 1), ("9-11", 2, 2),
    ]  # fmt: skip
    # 617 + 875; 617 + 2250 of freight
    assert rows(batches, "order_lines", "SELECT cut, sum(placed) FROM facts GROUP BY 1 ORDER BY 1") == [
        ("order", Decimal(1492)), ("restated", Decimal(2867)),
    ]  # fmt: skip
    kept = [duckdb.execute("SELECT string_agg(record) FROM read_parquet(?)", [str(one.raw)]).fetchall()[0][0] for one in batches]
    assert not any("SAMPLE BUYER" in words for words in kept)


def test_a_visit_states_its_figures_once_and_adds_up_what_it_bought(tmp_path: Path) -> None:
    (batch,) = read_all(tmp_path, FORMATS / "ga/visits/sample.csv")
    # 41.59 + 5.513333 micros as money; 2 + 1 units bought, the three without revenue were only looked at
    assert rows((batch,), "visits", "SELECT pageviews, bounced, units, gmv, visitor FROM facts ORDER BY row") == [
        (15, False, 3, Decimal("47.1033"), None), (1, True, None, None, None),
    ]  # fmt: skip
    assert [warning.key for warning in batch.warnings] == ["resaved"]


def test_what_a_session_sold_counts_once_for_its_two_hits(tmp_path: Path) -> None:
    for name in ("sessions", "sessions_cleaned"):
        (tmp_path / name).mkdir()
        batches = read_all(tmp_path / name, FORMATS / f"ga/{name}/sample.csv")
        assert rows(batches, "visits", "SELECT sum(gmv), sum(orders), any_value(currency) FROM facts") == [
            (Decimal(124), 1, "USD")
        ]


def test_fba_money_is_in_the_currency_of_its_site_and_what_cannot_be_worked_out_is_unknown(tmp_path: Path) -> None:
    batches = read_all(tmp_path, FORMATS / "fba/inventory_day/sample.parquet")
    assert rows(
        batches, "stock_day", "SELECT day, warehouse, currency, price, in_transit, stated_cover FROM facts ORDER BY row"
    ) == [
        (date(2026, 11, 20), "US", "USD", Decimal("24.99"), 46, 88.0),
        (date(2026, 11, 20), "CA", "CAD", Decimal("33.99"), 0, None),
        (date(2026, 11, 21), "US", "USD", None, 46, 80.0),
    ]


def test_a_collected_list_says_when_it_was_seen_and_knows_no_price_of_zero(tmp_path: Path) -> None:
    expected = [(1, Decimal("9.99"), datetime(2026, 11, 20, 2)), (2, None, datetime(2026, 11, 20, 2))]
    for name in ("bestsellers/sample.parquet", "bestsellers_page/sample.json"):
        stage = tmp_path / name.split("/", maxsplit=1)[0]
        stage.mkdir()
        batches = read_all(stage, FORMATS / "rivals" / name)
        found = rows(batches, "rival_day", "SELECT rank, price, seen_at FROM facts WHERE rank IS NOT NULL ORDER BY row")
        assert found[:2] == expected
