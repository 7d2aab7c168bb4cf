"""A draft for an unknown file: a guess that says so, loads as a format, and holds nothing of the file's rows."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from storehand.intake.formats import load_formats
from storehand.intake.learn import guess, known_places, learn, shape
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace

JD = """订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,订单状态,客户姓名,客户地址,联系电话,付款确认时间,货号
2900000001,100001,样例锅,2,2026-11-19 10:00:00,99.00,198.00,完成,张样例,北京样例路1号,13800000001,2026-11-19 10:01:00,G-1
2900000002,100002,样例壶,1,2026-11-20 11:30:00,59.00,59.00,等待出库,李样例,上海样例路2号,13800000002,2026-11-20 11:31:00,H-1
"""


@pytest.fixture
def jd(tmp_path: Path) -> Path:
    path = tmp_path / "订单_20261121083000.csv"
    path.write_bytes(JD.encode("gb18030"))
    return path


def test_a_draft_is_toml_that_names_header_encoding_and_table(jd: Path) -> None:
    draft = tomllib.loads(learn(jd, "jd/orders", "jd"))
    assert (draft["name"], draft["platform"], draft["confidence"]) == ("jd/orders", "jd", "unconfirmed")
    assert draft["read"]["encodings"] == ["gb18030"]
    assert draft["read"]["known_at"] == r"(?P<stamp>\d{14}|\d{12}|\d{10})"
    assert "订单号" in draft["signature"]["headers"] or "商品ID" in draft["signature"]["headers"]
    assert [table["name"] for table in draft["table"]] != []


def test_people_are_listed_and_never_mapped(jd: Path) -> None:
    draft = tomllib.loads(learn(jd, "jd/orders", "jd"))
    assert draft["people"]["headers"] == ["客户姓名", "客户地址", "联系电话"]
    mapped = {header for table in draft["table"] for header in table["columns"].values()}
    assert mapped.isdisjoint(draft["people"]["headers"])


def test_no_cell_of_the_file_stands_in_the_draft(jd: Path) -> None:
    draft = learn(jd, "jd/orders", "jd")
    cells = {cell for line in JD.splitlines()[1:] for cell in line.split(",")}
    assert [cell for cell in cells if len(cell) > 3 and cell in draft] == []


def test_a_header_under_a_preamble_is_found() -> None:
    rows = [
        ["店铺日报"],
        ["统计时间", "2026-11-20"],
        [],
        ["统计日期", "访客数", "支付金额"],
        ["2026-11-20", "1,200", "9,800.50"],
        ["合计", "1,200", "9,800.50"],
    ]
    found = guess(rows, known_places(()))
    assert (found.row, found.headers) == (3, ("统计日期", "访客数", "支付金额"))
    assert found.table is not None
    assert found.table.name == "shop_day"
    assert dict(found.columns) == {"day": "统计日期", "visitors": "访客数", "gmv": "支付金额"}
    assert found.totals


def test_columns_that_nothing_fits_are_told_with_their_shape() -> None:
    rows = [
        ["统计日期", "支付金额", "店长心情", "折扣力度"],
        ["2026-11-20", "1.00", "很好", "12.5%"],
        ["2026-11-21", "2.00", "一般", "8%"],
    ]
    assert guess(rows, known_places(())).unused == (("店长心情", "text"), ("折扣力度", "percent"))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2026-11-20 08:00:00", "2026/11/20 8:00"], "time"),
        (["2026-11-20", "11/20/26"], "day"),
        (["12.3%", "-"], "percent"),
        (["1,234.50", "¥28.16", "0元"], "number"),
        (['="1234567890123456789"'], "id"),
        ([], "empty"),
    ],
    ids=["time", "day", "percent", "number", "id", "empty"],
)
def test_the_shape_of_cells(cells: list[str], expected: str) -> None:
    assert shape(cells) == expected


def test_day_before_month_is_seen_by_a_day_over_twelve() -> None:
    head = ["日期", "支付金额"]
    assert guess([head, ["06/11/2025", "1"], ["13/11/2025", "2"]], known_places(())).dates == "dmy"
    assert guess([head, ["06/11/2025", "1"], ["11/13/2025", "2"]], known_places(())).dates == "mdy"
    assert guess([head, ["2025-11-06", "1"]], known_places(())).dates == "ymd"


def test_a_file_loads_by_its_own_draft(tmp_path: Path) -> None:
    path = tmp_path / "日报.csv"
    path.write_text(
        "统计日期,访客数,支付金额,店长心情\n2026-11-19,1200,9800.50,好\n2026-11-20,1100,8700.00,一般\n", encoding="utf-8-sig"
    )
    folder = tmp_path / "formats/my/daily"
    folder.mkdir(parents=True)
    (folder / "format.toml").write_text(learn(path, "my/daily"), encoding="utf-8")
    shop = Shop("店", "generic", "Asia/Shanghai", "CNY")
    request = Request(path, shop, None, None)
    formats = [format for format in load_formats(tmp_path / "formats") if format.name == "my/daily"]
    stage = tmp_path / "stage"
    stage.mkdir()
    workspace = Workspace(tmp_path, (shop,))
    (batch,) = read(request, workspace=workspace, formats=formats, key=b"k" * 32, stage=stage, now=datetime(2026, 11, 21))
    found = duckdb.execute(
        "SELECT day, visitors, gmv FROM read_parquet(?) ORDER BY day", [[str(part.path) for part in batch.parts]]
    )
    assert found.fetchall() == [(date(2026, 11, 19), 1200, Decimal("9800.50")), (date(2026, 11, 20), 1100, Decimal("8700.00"))]


@pytest.mark.parametrize(
    "words", ["甲,乙,丙\n1,2,3\n", "姓名,联系电话\n样例甲,13800000001\n"], ids=["no table fits", "people only"]
)
def test_a_draft_without_a_table_loads_and_knows_its_file_by_name(words: str, tmp_path: Path) -> None:
    path = tmp_path / "谁也不认识.csv"
    path.write_text(words, encoding="utf-8")
    folder = tmp_path / "formats/my/odd"
    folder.mkdir(parents=True)
    (folder / "format.toml").write_text(learn(path, "my/odd"), encoding="utf-8")
    (draft,) = (format for format in load_formats(tmp_path / "formats") if format.name == "my/odd")
    assert draft.tables == ()
    assert set(draft.signature) == set(words.splitlines()[0].split(","))
