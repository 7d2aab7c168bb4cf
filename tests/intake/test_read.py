"""From a file to its batch: the same rows in any encoding, nothing lost, nothing guessed."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storehand.errors import Refusal
from storehand.intake.batch import Aside, Control, Warning_
from storehand.tables import SQL_TYPES, TABLES
from tests.intake.making import BRANCH, DAYS, LINES, ORDERS, SHOP, csv_text, format_of, load, one, rows, write

HEADER = ["订单编号", "买家", "手机 ", "实付", "状态", "创建时间", "付款时间 ", "件数", "标题"]
BODY = [
    [
        '="1017116707008000001"',
        "tb小鱼",
        "'13800001111",
        "1,234.50",
        "交易成功",
        "2026-02-09 08:05:07",
        "2026-02-09 08:06:00",
        "2",
        "羊毛大衣A",
    ],
    [
        '="1017116707008000002"',
        "t***1",
        "'13800002222",
        "￥99.00",
        "买家已付款,待发货",
        "2026-02-09 23:59:59",
        "2026-02-10 00:01:00",
        "1",
        "㐂字䶮衣",
    ],
    ['="1017116707008000003"', "tb小鱼", "", "0元", "交易关闭", "2026-02-10 10:00:00", "-", "1", 'a "quoted", title'],
]
COLUMNS = "order_id, status, created_at, paid_at, created_day, paid_day, placed, paid, quantity, buyer"


def _csv(encoding: str) -> bytes:
    text = csv_text([HEADER, *BODY])
    # 㐂 and 䶮 are not in GBK: that file is a little poorer, and only in a column that is not kept.
    return text.replace("㐂", "喜").replace("䶮", "龙").encode("gbk") if encoding == "gbk" else text.encode(encoding)


def _xls() -> bytes:
    book, stream = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("订单")
    for place, row in enumerate([HEADER, *BODY]):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell)
    book.save(stream)
    return stream.getvalue()


def _xlsx() -> bytes:
    """Real numbers and dates in the cells, and ids as text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet, clock = book.add_worksheet("订单"), book.add_format({"num_format": "yyyy/m/d h:mm"})
    sheet.write_row(0, 0, HEADER)
    for place, row in enumerate(BODY, 1):
        for column, cell in enumerate(row):
            if column in {5, 6} and cell != "-":
                sheet.write_datetime(place, column, datetime.fromisoformat(cell), clock)
            elif column in {3, 7}:
                sheet.write_number(place, column, float(cell.strip("￥元").replace(",", "")))
            else:
                sheet.write_string(place, column, cell)
    book.close()
    return stream.getvalue()


FILES = {
    "gbk": _csv("gbk"),
    "gb18030": _csv("gb18030"),
    "utf-8-sig": _csv("utf-8-sig"),
    "utf-8": _csv("utf-8"),
    "utf-16": _csv("utf-16"),
    "utf-16 without a mark": _csv("utf-16-le"),
    "xls": _xls(),
    "xlsx": _xlsx(),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_same_orders_in_any_encoding_and_under_any_extension(content: bytes, extension: str, tmp_path: Path) -> None:
    batch = one(write(tmp_path / f"List.{extension}", content), format_of(tmp_path, "t/orders", ORDERS))
    fish = rows(batch, "orders", "buyer")[0][0]
    assert rows(batch, "orders", COLUMNS) == [
        (
            "1017116707008000001",
            "done",
            datetime(2026, 2, 9, 0, 5, 7),
            datetime(2026, 2, 9, 0, 6),
            date(2026, 2, 9),
            date(2026, 2, 9),
            Decimal("1234.5"),
            Decimal("1234.5"),
            2,
            fish,
        ),
        (
            "1017116707008000002",
            "other",
            datetime(2026, 2, 9, 15, 59, 59),
            datetime(2026, 2, 9, 16, 1),
            date(2026, 2, 9),
            date(2026, 2, 10),
            Decimal(99),
            Decimal(99),
            1,
            None,
        ),
        ("1017116707008000003", "other", datetime(2026, 2, 10, 2), None, date(2026, 2, 10), None, Decimal(0), None, 1, fish),
    ]
    assert len(fish) == 12
    assert (batch.rows_in, batch.rows_kept, batch.rows_aside, batch.warnings) == (3, 3, 0, ())
    assert (batch.since, batch.until, batch.days) == (date(2026, 2, 9), date(2026, 2, 11), (date(2026, 2, 9), date(2026, 2, 10)))


def test_staged_files_have_exactly_the_contracts_columns_and_types(tmp_path: Path) -> None:
    batch = one(write(tmp_path / "a.csv", _csv("utf-8")), format_of(tmp_path, "t/orders", ORDERS))
    (part,) = batch.parts
    told = duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(part.path)]).fetchall()
    assert [(row[0], row[1]) for row in told] == [
        (column.name, SQL_TYPES[column.type]) for column in TABLES["orders"].all_columns
    ]
    assert (part.table, part.month, part.rows) == ("orders", "2026-02", 3)
    assert rows(batch, "orders", "shop, cut, currency, batch, row") == [
        ("店", "order", "CNY", batch.id, place) for place in (2, 3, 4)
    ]


def test_a_file_per_month_and_one_for_rows_without_a_day(tmp_path: Path) -> None:
    made = [
        ["1", "b", "", "5", "x", when, "", "1", ""]
        for when in ("2026-01-31 23:59:59", "2026-02-01 00:00:00", "", "2025-12-31 12:00:00")
    ]
    batch = one(write(tmp_path / "a.csv", csv_text([HEADER, *made])), format_of(tmp_path, "t/orders", ORDERS))
    assert [(part.month, part.rows) for part in batch.parts] == [("2025-12", 1), ("2026-01", 1), ("2026-02", 1), ("none", 1)]
    assert [row[0] for row in rows(batch, "orders", "row")] == [2, 3, 4, 5]


def test_the_same_file_is_the_same_batch_and_another_shop_another(tmp_path: Path) -> None:
    path, format = write(tmp_path / "a.csv", _csv("utf-8")), format_of(tmp_path, "t/orders", ORDERS)
    assert one(path, format).id == one(path, format).id
    assert one(path, format).id != one(path, format, shops=(BRANCH,)).id
    assert len(one(path, format).id) == 16


def test_what_cannot_be_read_is_set_aside_with_line_column_value_and_reason(tmp_path: Path) -> None:
    bad = [
        ["1.01712E+12", "a", "", "5", "x", "2026-02-09 08:05:07", "", "1", ""],
        ["2", "a", "13800001111", "五元", "x", "2026-02-09 08:05:07", "", "1", ""],
        ["", "a", "", "5", "x", "2026-02-09 08:05:07", "", "1", ""],
        ["4", "a", "", "5", "x", "2026-02-30 08:05:07", "", "1", ""],
        ["5", "a", "", "5", "x", "2026-02-09 08:05:07", "", "1", "", "stray"],
    ]
    batch = one(write(tmp_path / "a.csv", csv_text([HEADER, *bad, BODY[0]])), format_of(tmp_path, "t/orders", ORDERS))
    assert (batch.rows_in, batch.rows_kept, batch.rows_aside) == (6, 1, 5)
    assert sorted(batch.aside, key=lambda aside: aside.line) == [
        Aside("id_scientific", 1, 2, "订单编号", "1.01712E+12"),
        Aside("not_a_number", 1, 3, "实付", "五元"),
        Aside("missing", 1, 4, "订单编号", ""),
        Aside("not_a_date", 1, 5, "创建时间", "2026-02-30 08:05:07"),
        Aside("too_many_cells", 1, 6, "", ""),
    ]
    told = duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY line", [str(batch.rejects)]).fetchall()
    assert told[1] == ("a.csv", 3, "实付", "五元", "not_a_number")
    assert len(told) == 5
    assert Warning_("resaved") in batch.warnings


def test_buyers_whose_ids_stand_in_powers_of_ten_are_unknown_and_it_is_told(tmp_path: Path) -> None:
    made = csv_text([HEADER, *([*row[:1], "9.44E+18", *row[2:]] for row in BODY)])
    batch = one(write(tmp_path / "a.csv", made), format_of(tmp_path, "t/orders", ORDERS))
    assert rows(batch, "orders", "buyer") == [(None,), (None,), (None,)]
    assert Warning_("resaved") in batch.warnings


def test_preamble_blank_lines_and_totals_are_no_rows_and_lines_are_counted_as_excel_shows_them(tmp_path: Path) -> None:
    made = [
        ["【店铺日报】"],
        [],
        ["统计日期", "访客数", "支付金额", "跳失率", "停留时长"],
        ["2026-11-20", "1,200", "9,800.50", "78.15%", "0:01:09"],
        [],
        ["2026-11-21", "-", "1.2万", "-", "12秒"],
        ["合计", "1,200", "21,800.50", "-", "-"],
    ]
    batch = one(write(tmp_path / "日报.csv", csv_text(made), "gb18030"), format_of(tmp_path, "t/days", DAYS))
    assert rows(batch, "shop_day", "day, visitors, gmv, bounce, dwell, row") == [
        (date(2026, 11, 20), 1200, Decimal("9800.5"), 0.7815, 69.0, 4),
        (date(2026, 11, 21), None, Decimal(12000), None, 12.0, 6),
    ]
    assert (batch.rows_in, batch.controls) == (2, (Control("支付金额", Decimal("21800.50"), Decimal("21800.5000")),))


def test_the_day_comes_from_the_name_or_from_the_user_or_the_file_is_refused(tmp_path: Path) -> None:
    format, content = format_of(tmp_path, "t/days", DAYS), csv_text([["访客数", "支付金额"], ["5", "1"]])
    named = one(write(tmp_path / "日报_2026-11-20_2026-11-20.csv", content), format)
    assert (rows(named, "shop_day", "day"), named.days) == ([(date(2026, 11, 20),)], (date(2026, 11, 20),))
    bare = write(tmp_path / "日报.csv", content)
    assert rows(one(bare, format, day=date(2026, 11, 3)), "shop_day", "day") == [(date(2026, 11, 3),)]
    with pytest.raises(Refusal, match="day_unknown"):
        load(bare, format)
    with pytest.raises(Refusal, match="period_not_day"):
        load(write(tmp_path / "日报_2026-11-01_2026-11-30.csv", content), format)


def test_a_month_in_the_day_column_is_not_a_day(tmp_path: Path) -> None:
    content = csv_text(
        [["统计日期", "访客数", "支付金额"], ["2024-01-01 ~ 2024-01-31", "5", "1"], ["2024-01-05 ~ 2024-01-05", "5", "1"]]
    )
    batch = one(write(tmp_path / "a.csv", content), format_of(tmp_path, "t/days", DAYS))
    assert [aside.reason for aside in batch.aside] == ["period_not_day"]
    assert batch.days == (date(2024, 1, 5),)


def test_a_file_of_months_alone_is_refused_and_says_which(tmp_path: Path) -> None:
    content = csv_text([["统计日期", "访客数", "支付金额"], *(["2024-01-01 ~ 2024-01-31", str(n), "1"] for n in range(3))])
    with pytest.raises(Refusal, match="period_not_day") as refused:
        load(write(tmp_path / "a.csv", content), format_of(tmp_path, "t/days", DAYS))
    assert (refused.value.values["since"], refused.value.values["until"]) == (date(2024, 1, 1), date(2024, 1, 31))


def test_a_value_may_stand_in_the_files_name_and_is_asked_for_where_it_must(tmp_path: Path) -> None:
    toml = DAYS.replace('"shop_day"', '"item_day"') + "item_id = { named = '_(\\d{12})_' }\n"
    format, content = format_of(tmp_path, "t/items", toml), csv_text([["访客数", "支付金额"], ["5", "1"]])
    batch = one(write(tmp_path / "来源_700000000001_2026-11-20_2026-11-20.csv", content), format)
    assert rows(batch, "item_day", "item_id, day, visitors") == [("700000000001", date(2026, 11, 20), 5)]
    with pytest.raises(Refusal, match="name_lacks"):
        load(write(tmp_path / "来源_2026-11-20_2026-11-20.csv", content), format)


def test_order_level_cells_fill_down_and_lines_are_numbered(tmp_path: Path) -> None:
    header = ["Name", "Email", "Created at", "Currency", "Total", "Lineitem name", "Lineitem quantity", "Lineitem price"]
    made = [
        ["#1", "a@x.com", "2025-10-07 09:50:26 +0200", "EUR", "30", "A", "2", "10"],
        ["#1", "", "", "", "", "B", "1", "10"],
        ["#2", "b@x.com", "2025-10-07 23:50:26 -0700", "", "5", "A", "1", "5"],
        ["#1", "", "", "", "", "C", "3", "0.5"],
    ]
    batch = one(write(tmp_path / "o.csv", csv_text([header, *made])), format_of(tmp_path, "t/lines", LINES))
    assert rows(batch, "orders", "order_id, paid, currency, created_at, row") == [
        ("#1", Decimal(30), "EUR", datetime(2025, 10, 7, 7, 50, 26), 2),
        ("#2", Decimal(5), "CNY", datetime(2025, 10, 8, 6, 50, 26), 4),
    ]
    lines = rows(batch, "order_lines", "line_id, item, placed, currency, created_day, row")
    assert lines == [
        ("#1-1", "A", Decimal(20), "EUR", date(2025, 10, 7), 2),
        ("#1-2", "B", Decimal(10), "EUR", date(2025, 10, 7), 3),
        ("#2-1", "A", Decimal(5), "CNY", date(2025, 10, 8), 4),
        ("#1-3", "C", Decimal("1.5"), "EUR", date(2025, 10, 7), 5),
    ]
    buyers = [row[0] for row in rows(batch, "order_lines", "buyer")]
    assert buyers[0] == buyers[1] == buyers[3] != buyers[2]


def test_several_shops_in_one_file_become_a_batch_each_and_an_unknown_one_is_set_aside(tmp_path: Path) -> None:
    made = [
        [str(place), "a", "", "5", "x", "2026-02-09 08:05:07", "", "1", "", shop]
        for place, shop in enumerate(["店", "分店", "别家", "", "分店"])
    ]
    path, format = write(tmp_path / "a.csv", csv_text([[*HEADER, "店铺"], *made])), format_of(tmp_path, "t/orders", ORDERS)
    found = {batch.shop: batch for batch in load(path, format, shops=(SHOP, BRANCH))}
    assert {shop: [row[0] for row in rows(batch, "orders", "order_id")] for shop, batch in found.items()} == {
        "店": ["0", "3"],
        "分店": ["1", "4"],
    }
    assert [(aside.reason, aside.line) for aside in found["店"].aside] == [("unknown_shop", 4)]
    assert sum(batch.rows_in for batch in found.values()) == 5


def test_one_shop_under_a_name_of_its_own_is_the_shop_that_the_user_named(tmp_path: Path) -> None:
    made = [["1", "a", "", "5", "x", "2026-02-09 08:05:07", "", "1", "", "某某旗舰店"]]
    batch = one(write(tmp_path / "a.csv", csv_text([[*HEADER, "店铺"], *made])), format_of(tmp_path, "t/orders", ORDERS))
    assert (batch.shop, batch.rows_kept) == ("店", 1)
    assert batch.warnings == (Warning_("shop_named", (("named", "某某旗舰店"), ("shop", "店"))),)


def test_a_header_without_rows_is_an_empty_batch_with_a_warning(tmp_path: Path) -> None:
    batch = one(write(tmp_path / "a.csv", csv_text([HEADER])), format_of(tmp_path, "t/orders", ORDERS))
    assert (batch.rows_in, batch.parts, batch.days, batch.warnings) == (0, (), (), (Warning_("no_rows"),))


def test_a_copy_that_excel_saved_is_warned_about(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/orders", ORDERS)
    times = [[str(place), "a", "", "5", "x", "2020/2/9 8:05", "", "1", ""] for place in range(5)]
    ids = [[f"10171167070080{place}0000", "a", "", "5", "x", "2020-02-09 08:05:01", "", "1", ""] for place in range(5)]
    whole = [[f"10171167070080{place}1234", "a", "", "5", "x", "2020-02-09 08:05:01", "", "1", ""] for place in range(5)]
    told = [
        one(write(tmp_path / f"{place}.csv", csv_text([HEADER, *made])), format).warnings
        for place, made in enumerate((times, ids, whole))
    ]
    assert told == [(Warning_("resaved"),), (Warning_("resaved"),), ()]


def test_a_large_file_read_directly_and_the_same_read_cell_by_cell_give_equal_rows(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/orders", ORDERS)
    made = [
        [
            f'="{10**18 + place}"',
            f"买家{place % 97}",
            "'13800001111",
            f"{place % 1000:,}.5" if place % 3 else f"{place}.25",
            "交易成功",
            f"2026-02-{1 + place % 28:02d} 08:05:{place % 60:02d}",
            "-" if place % 5 == 0 else "2026-03-01 00:00:00",
            str(place % 7),
            'a, "b"\nc' if place % 50 == 0 else "t",
        ]
        for place in range(6000)
    ]
    direct = one(write(tmp_path / "a.csv", csv_text([HEADER, *made])), format)
    uneven = one(write(tmp_path / "b.csv", csv_text([HEADER, *made]) + "\r\n"), format)
    assert direct.rows_kept == 6000
    assert rows(direct, "orders", f"{COLUMNS}, row") == rows(uneven, "orders", f"{COLUMNS}, row")


def test_a_large_ragged_file_loses_nothing(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/orders", ORDERS)
    made = [
        [str(place), "a", "", "5", "x", "2026-02-09 08:05:07", "", "1", "x" * 40][: 9 if place % 100 else 6]
        for place in range(9000)
    ]
    made[17] = [*made[17], "", "too much"]
    batch = one(write(tmp_path / "a.csv", csv_text([HEADER, *made])), format)
    assert (batch.rows_in, batch.rows_kept, batch.rows_aside) == (9000, 8999, 1)
    assert [(aside.reason, aside.line) for aside in batch.aside] == [("too_many_cells", 19)]


CELLS = st.one_of(
    st.sampled_from(["1", "-", "", "1,234", "x", '"', "a\nb", "2026-01-01 08:00:00", "合计", "\x1f", "1E+18", "\u3000"]),
    st.text(max_size=5),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(st.lists(CELLS, max_size=12), max_size=8))
def test_whatever_the_cells_every_row_is_kept_or_set_aside(
    made: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    made = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in made]
    batch = one(write(folder / "a.csv", csv_text([HEADER, *made])), format_of(folder, "t/orders", ORDERS))
    assert batch.rows_in == batch.rows_kept + batch.rows_aside
    assert sum(aside.rows for aside in batch.aside) == batch.rows_aside
    assert sum(part.rows for part in batch.parts) == batch.rows_kept


EXTRAS = """
[read]
totals = ["合计", "共*"]
totals_at = ["商品"]
notes = ["注：*"]
[signature]
headers = ["行号", "商品", "金额"]
[[table]]
name = "bills"
cut = "order"
where = [{ header = "金额", is = "filled" }]
[table.columns]
bill_id = "行号"
item = "商品"
amount = { header = "金额", extract = '^([0-9.]+)' }
refunded = { header = "金额", extract = '已退([0-9.]+)' }
balance = { header = "分", scale = 0.01 }
billed_at = "时间"
"""


def test_what_a_format_says_of_marks_inside_cells_and_units_is_read(tmp_path: Path) -> None:
    body = [
        ["行号", "商品", "金额", "分", "时间"],
        ["1", "大衣", "12.50(已退3.00)", "1250", "2026-11-20 10:00:00"],
        ["2", "围巾", "9.00", "905", "2026-11-20 11:00:00"],
        ["3", "合计", "21.50", "2155", ""],
        ["注：以上不含运费", "", "", "", ""],
        ["共2笔", "", "", "", ""],
    ]
    batch = one(write(tmp_path / "b.csv", csv_text(body)), format_of(tmp_path, "t/extras", EXTRAS))
    assert (batch.rows_in, batch.rows_kept) == (2, 2)
    assert batch.controls == (Control("金额", Decimal("21.50"), Decimal("21.5000")),)
    assert rows(batch, "bills", "bill_id, amount, refunded, balance") == [
        ("1", Decimal("12.5000"), Decimal("3.0000"), Decimal("12.5000")),
        ("2", Decimal("9.0000"), None, Decimal("9.0500")),
    ]


ONCE = """
table_days = "created_at"
[signature]
headers = ["订单号", "SKU", "订单金额", "数量"]
[[table]]
name = "orders"
cut = "order"
group = ["order_id"]
once = ["paid"]
[table.columns]
order_id = "订单号"
paid = "订单金额"
quantity = "数量"
created_at = "下单时间"
"""


def test_an_amount_that_every_line_states_for_its_order_counts_once(tmp_path: Path) -> None:
    body = [
        ["订单号", "SKU", "订单金额", "数量", "下单时间"],
        ["A", "1", "30.00", "2", "2026-11-20 10:00:00"],
        ["A", "2", "30.00", "1", "2026-11-20 10:00:00"],
        ["B", "1", "10.00", "1", "2026-11-20 11:00:00"],
    ]
    batch = one(write(tmp_path / "o.csv", csv_text(body)), format_of(tmp_path, "t/once", ONCE))
    assert rows(batch, "orders", "order_id, paid, quantity") == [
        ("A", Decimal("30.0000"), 3),
        ("B", Decimal("10.0000"), 1),
    ]


PERIOD = """
[read]
above = '^(?P<since>.+?) - (?P<until>.+)$'
[signature]
headers = ["Campaign", "Cost"]
[[table]]
name = "ad_day"
cut = "campaign"
[table.columns]
day = "Day"
campaign = "Campaign"
spend = "Cost"
"""


@pytest.mark.parametrize(
    "above",
    [
        '"January 17, 2024 - February 15, 2024"',
        "January 17, 2024 - February 15, 2024",
        "17 January 2024 - 15 February 2024",
        "2024年1月17日 - 2024年2月15日",
    ],
)
def test_the_period_above_a_header_is_that_of_every_row(above: str, tmp_path: Path) -> None:
    path = write(tmp_path / "ads.csv", f"Report\n{above}\nCampaign,Cost\nTea,5\n")
    found = one(path, format_of(tmp_path, "t/period", PERIOD))
    assert rows(found, "ad_day", "day, until_day, spend") == [(date(2024, 1, 17), date(2024, 2, 15), Decimal("5.0000"))]


def test_a_day_in_the_row_or_from_the_user_comes_before_the_period_above(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/period", PERIOD)
    above = '"January 17, 2024 - February 15, 2024"'
    daily = write(tmp_path / "daily.csv", f"{above}\nDay,Campaign,Cost\n2024-01-20,Tea,5\n")
    assert rows(one(daily, format), "ad_day", "day, until_day") == [(date(2024, 1, 20), None)]
    whole = write(tmp_path / "whole.csv", f"{above}\nCampaign,Cost\nTea,5\n")
    assert rows(one(whole, format, day=date(2024, 2, 1)), "ad_day", "day, until_day") == [(date(2024, 2, 1), None)]


@pytest.mark.parametrize("above", ["All time", "x - y", "February 15, 2024 - January 17, 2024"])
def test_a_line_above_that_is_no_period_gives_no_day(above: str, tmp_path: Path) -> None:
    path = write(tmp_path / "ads.csv", f'"{above}"\nCampaign,Cost\nTea,5\n')
    with pytest.raises(Refusal, match="day_unknown"):
        load(path, format_of(tmp_path, "t/period", PERIOD))


SIGNS = """
[read]
totals_blank = ["Ad", "Campaign"]
[signature]
headers = ["Spent|Spent (EUR)|Spent (GBP)", "Starts"]
[[table]]
name = "ad_day"
cut = "ad"
where = [{ header = "Starts", same = "Ends" }]
[table.columns]
day = "Starts"
campaign = "Campaign"
ad = "Ad"
spend = { header = "Spent|Spent (EUR)|Spent (GBP)", decimal = "," }
clicks = "Clicks"
currency = { header = "Spent|Spent (EUR)|Spent (GBP)", label = '\\((\\w{3})\\)' }
[[table]]
name = "ad_day"
cut = "ad_period"
where = [{ header = "Starts", differs = "Ends" }]
[table.columns]
day = "Starts"
until_day = "Ends"
campaign = "Campaign"
ad = "Ad"
spend = { header = "Spent|Spent (EUR)|Spent (GBP)", decimal = "," }
clicks = "Clicks"
currency = { header = "Spent|Spent (EUR)|Spent (GBP)", label = '\\((\\w{3})\\)' }
"""


@pytest.mark.parametrize("copies", [1, 3000], ids=["by-hand", "by-sql"])
def test_rows_without_a_name_are_totals_and_a_header_tells_the_currency(copies: int, tmp_path: Path) -> None:
    body = [
        ["Campaign", "Ad", "Starts", "Ends", "Spent (GBP)", "Clicks"],
        ["", "", "2026-11-01", "2026-11-20", "2.000,50", "1,200"],
        *([["Tea", "A", "2026-11-20", "2026-11-20", "1.000,25", "200"]] * copies),
        ["Tea", "B", "2026-11-01", "2026-11-20", "1.000,25", "1,000"],
    ]
    found = one(write(tmp_path / "ads.csv", csv_text(body)), format_of(tmp_path, "t/signs", SIGNS))
    assert (found.rows_in, found.rows_kept) == (copies + 1, copies + 1)
    assert set(rows(found, "ad_day", "cut, ad, day, until_day, spend, currency")) == {
        ("ad", "A", date(2026, 11, 20), None, Decimal("1000.2500"), "GBP"),
        ("ad_period", "B", date(2026, 11, 1), date(2026, 11, 20), Decimal("1000.2500"), "GBP"),
    }
    assert found.controls == (
        Control("Clicks", Decimal(1200), Decimal(1000 + 200 * copies)),
        Control("Spent (GBP)", Decimal("2000.5000"), Decimal("1000.2500") * (copies + 1)),
    )


PAYOUT = """
[signature]
headers = ["id", "total", "amount", "day"]
[[table]]
name = "bills"
cut = "settlement"
where = [{ header = "amount", is = "filled" }]
[table.columns]
bill_id = { join = ["id", "#"], sep = "-" }
billed_at = "day"
amount = "amount"
[[table]]
name = "bills"
cut = "payout"
where = [{ header = "total", is = "filled" }]
total_of = "settlement"
[table.columns]
bill_id = "id"
billed_at = "day"
amount = "total"
"""


def test_rows_that_state_the_total_of_others_are_told_beside_their_sum(tmp_path: Path) -> None:
    body = [
        ["id", "total", "amount", "day"],
        ["7", "5.00", "", "2026-11-20"],
        ["7", "", "9.00", "2026-11-19"],
        ["7", "", "-3.99", "2026-11-19"],
    ]
    found = one(write(tmp_path / "s.csv", csv_text(body)), format_of(tmp_path, "t/payout", PAYOUT))
    assert found.controls == (Control("total", Decimal("5.0000"), Decimal("5.0100")),)
    assert rows(found, "bills", "cut, bill_id, amount") == [
        ("payout", "7", Decimal("5.0000")),
        ("settlement", "7-2", Decimal("9.0000")),
        ("settlement", "7-3", Decimal("-3.9900")),
    ]


ADDED = """
[signature]
headers = ["handle", "stock", "price"]
[[table]]
name = "items"
cut = "shop"
group = ["item_id"]
added = ["on_hand"]
[table.columns]
item_id = "handle"
on_hand = "stock"
price = "price"
"""


def test_levels_of_an_items_variants_are_added_up_where_the_format_says_so(tmp_path: Path) -> None:
    body = [["handle", "stock", "price"], ["mug", "5", "9.99"], ["mug", "-1", "10.49"], ["bowl", "", "3"]]
    found = one(write(tmp_path / "p.csv", csv_text(body)), format_of(tmp_path, "t/added", ADDED))
    assert rows(found, "items", "item_id, on_hand, price", "item_id") == [
        ("bowl", None, Decimal("3.0000")),
        ("mug", 4, Decimal("9.9900")),
    ]
