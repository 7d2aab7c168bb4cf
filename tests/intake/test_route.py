"""Every word of the format language: what it makes of a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storehand.errors import Refusal
from storehand.intake.batch import Control, Warning_
from tests.intake.making import csv_text, format_of, load, one, rows, write

SIGNED = '\n[signature]\nheaders = ["id", "a"]\n'
TABLE = '[[table]]\nname = "order_lines"\ncut = "order"\n[table.columns]\nline_id = "id"\norder_id = "id"\n'


def _daily(table: str, columns: str, head: str = "") -> str:
    """A format of days: 日期 and 花费 are its signature."""
    signed = f'{head}[signature]\nheaders = ["日期", "花费"]\n'
    return f'{signed}[[table]]\nname = "{table}"\ncut = "x"\n[table.columns]\nday = "日期"\n{columns}\n'


def _value(tmp_path: Path, spec: str, *cells: str, column: str = "paid", head: str = "") -> list[Any]:
    """What `column = spec` gives for rows of a, b, c (comma-separated cells)."""
    format = format_of(tmp_path, "t/spec", head + SIGNED + TABLE + f"{column} = {spec}\n")
    made = [["id", "a", "b", "c"], *([str(place), *row.split("|")] for place, row in enumerate(cells))]
    return [row[0] for row in rows(one(write(tmp_path / "a.csv", csv_text(made)), format), "order_lines", f'"{column}"')]


@pytest.mark.parametrize(
    ("spec", "cells", "expected"),
    [
        ('"a"', ["1|2|3", "-|2|3"], [1, None]),
        ('"x|b"', ["1|2|3"], [2]),
        ('{ header = "a", negate = true }', ["1|2|3", "-|2|3"], [-1, None]),
        ('{ header = "a", else = "b" }', ["1|2|3", "|2|3", "||3"], [1, 2, None]),
        ('{ header = "a", when = [{ header = "b", equals = "x" }] }', ["1|x|", "1|y|", "1||"], [1, None, None]),
        ('{ sum = ["a", "b", "-c"] }', ["1|2|3", "|2|", "||", "||3"], [0, 2, None, -3]),
        ('{ sum = ["a", "gone"] }', ["1||"], [1]),
        ('{ times = ["a", "b"] }', ["1.5|2|", "1.5||", "0.0001|0.5|"], [3, None, Decimal("0.0001")]),
        ('{ times = ["a", "b"], negate = true }', ["1.5|2|"], [-3]),
        ('{ sum = [{ times = ["a", "b"] }, "-c"] }', ["2|3|1"], [5]),
        ('{ sum = ["a", "b"], at_most = "c" }', ["1|2|2", "1|1|9", "||9", "1|2|"], [2, 2, None, 3]),
        (
            '{ first = ["a", { header = "b", when = [{ header = "c", is = "filled" }] }, { const = 7 }] }',
            ["1|2|3", "|2|3", "|2|"],
            [1, 2, 7],
        ),
        ('{ header = "a", lenient = true }', ["1||", "none||"], [1, None]),
    ],
)
def test_money_from_headers(spec: str, cells: list[str], expected: list[Any], tmp_path: Path) -> None:
    assert _value(tmp_path, spec, *cells) == expected


@pytest.mark.parametrize(
    ("spec", "cells", "expected"),
    [
        ('{ join = ["a", "b"], sep = "/" }', ["x|y|", "x||", "|y|"], ["x/y", "x", None]),
        ('{ join = ["a", "#"] }', ["x||", "y||", "x||"], ["x-1", "y-1", "x-2"]),
        ('{ const = "kept" }', ["||"], ["kept"]),
        (
            '{ header = "a", map = { "是" = "yes", "否" = "" }, default = "?" }',
            ["是||", "否||", "无||", "||"],
            ["yes", None, "?", None],
        ),
    ],
)
def test_text_from_headers(spec: str, cells: list[str], expected: list[Any], tmp_path: Path) -> None:
    assert _value(tmp_path, spec, *cells, column="refund_status") == expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ('is = "filled"', ["x", "C1", "7", "-2"]),
        ('is = "blank"', [None]),
        ('equals = "x"', ["x"]),
        ("equals = 7", ["7"]),
        ('in = ["x", "7"]', ["x", "7"]),
        ('not_in = ["x", "7"]', ["C1", None, "-2"]),
        ('starts = "C"', ["C1"]),
        ('not_starts = "C"', ["x", None, "7", "-2"]),
        ('contains = "1"', ["C1"]),
    ],
)
def test_rows_are_chosen_by_words(test: str, expected: list[str | None], tmp_path: Path) -> None:
    format = format_of(
        tmp_path,
        "t/where",
        SIGNED + TABLE.replace("[table.columns]", f'where = [{{ header = "a", {test} }}]\n[table.columns]') + 'sku = "a"\n',
    )
    cells = ["x", "C1", "", "7", "-2"] if "7" not in test or "in" in test else ["7"]
    batch = one(
        write(tmp_path / "a.csv", csv_text([["id", "a"], *([str(place), cell] for place, cell in enumerate(cells))])), format
    )
    assert [row[0] for row in rows(batch, "order_lines", "sku")] == expected
    assert batch.rows_aside == len(cells) - len(expected)
    assert {aside.reason for aside in batch.aside} <= {"no_use"}


@pytest.mark.parametrize(("test", "expected"), [("below = 0", [-2]), ("above = 0", [7]), ("at_least = 0", [0, 7])])
def test_rows_are_chosen_by_numbers(test: str, expected: list[int], tmp_path: Path) -> None:
    format = format_of(
        tmp_path,
        "t/where",
        SIGNED + TABLE.replace("[table.columns]", f'where = [{{ header = "a", {test} }}]\n[table.columns]') + 'quantity = "a"\n',
    )
    batch = one(write(tmp_path / "a.csv", csv_text([["id", "a"], ["1", "-2"], ["2", "0"], ["3", "7"], ["4", ""]])), format)
    assert [row[0] for row in rows(batch, "order_lines", "quantity")] == expected


def test_rows_of_one_order_become_one(tmp_path: Path) -> None:
    body = (
        '\n[signature]\nheaders = ["id", "a"]\n[[table]]\nname = "orders"\ncut = "order"\ngroup = ["order_id"]\n[table.columns]\n'
    )
    body += 'order_id = "id"\nplaced = "a"\nquantity = "b"\nprovince = "c"\nstatus = { const = "done" }\n'
    made = [["id", "a", "b", "c"], ["1", "1.5", "1", ""], ["2", "5", "1", "x"], ["1", "2.5", "", "z"], ["1", "", "2", "y"]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), format_of(tmp_path, "t/group", body))
    assert rows(batch, "orders", "order_id, placed, quantity, province, row") == [("1", 4, 3, "z", 2), ("2", 5, 1, "x", 3)]
    assert (batch.rows_in, batch.rows_kept, [part.rows for part in batch.parts]) == (4, 4, [2])


def test_an_order_is_only_as_far_as_its_least_advanced_line(tmp_path: Path) -> None:
    body = (
        '\n[signature]\nheaders = ["id", "s"]\n[[table]]\nname = "orders"\ncut = "order"\ngroup = ["order_id"]\n[table.columns]\n'
    )
    body += 'order_id = "id"\nitem = "i"\nstatus = { header = "s", map = { "关" = "closed", "完" = "done", "待" = "paid" } }\n'
    made = [["id", "s", "i"], ["1", "关", "a"], ["1", "完", "b"], ["2", "完", "c"], ["2", "待", "d"]]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), format_of(tmp_path, "t/group", body))
    assert rows(batch, "orders", "order_id, status, item, row") == [
        ("1", "done", "b", 2),
        ("2", "paid", "d", 4),
    ]


def test_two_tables_blocks_may_feed_one_table_in_one_file(tmp_path: Path) -> None:
    paid = TABLE.replace("[table.columns]", 'where = [{ header = "a", is = "filled" }]\n[table.columns]') + 'paid = "a"\n'
    free = TABLE.replace("[table.columns]", 'where = [{ header = "a", is = "blank" }]\n[table.columns]')
    batch = one(
        write(tmp_path / "a.csv", csv_text([["id", "a"], ["1", "5"], ["2", ""]])),
        format_of(tmp_path, "t/two", SIGNED + paid + free),
    )
    assert [(part.table, part.rows) for part in batch.parts] == [("order_lines", 2)]
    assert rows(batch, "order_lines", "line_id, paid") == [("1", Decimal(5)), ("2", None)]


def test_a_table_whose_needed_column_is_not_there_is_left_out_and_without_any_the_file_is_refused(tmp_path: Path) -> None:
    other = '[[table]]\nname = "items"\ncut = "x"\n[table.columns]\nitem_id = "商品"\n'
    path = write(tmp_path / "a.csv", csv_text([["id", "a"], ["1", "5"]]))
    assert {part.table for part in one(path, format_of(tmp_path, "t/both", SIGNED + TABLE + other)).parts} == {"order_lines"}
    with pytest.raises(Refusal) as caught:
        load(path, format_of(tmp_path, "t/none", SIGNED + other))
    assert (caught.value.key, caught.value.values["columns"]) == ("missing_columns", "商品")


def test_lenient_cells_are_counted(tmp_path: Path) -> None:
    format = format_of(tmp_path, "t/soft", SIGNED + TABLE + 'refunded = { header = "a", lenient = true }\n')
    batch = one(write(tmp_path / "a.csv", csv_text([["id", "a"], ["1", "无退款申请"], ["2", "无退款申请"], ["3", "5"]])), format)
    assert batch.warnings == (Warning_("lenient", (("column", "a"), ("rows", "2"))),)
    assert (batch.rows_kept, batch.rows_aside) == (3, 0)


def test_until_day_takes_the_end_of_a_range(tmp_path: Path) -> None:
    body = _daily("ad_day", 'until_day = "日期"\nspend = "花费"')
    path = write(tmp_path / "a.csv", csv_text([["日期", "花费"], ["2024-01-01 ~ 2024-01-31", "5"]]))
    assert rows(one(path, format_of(tmp_path, "t/until", body)), "ad_day", "day, until_day") == [
        (date(2024, 1, 1), date(2024, 1, 31))
    ]


def test_totals_are_compared_for_what_adds_up_and_not_for_people(tmp_path: Path) -> None:
    columns = 'gmv = "花费"\nvisitors = "访客"\norders = "单数"'
    body = _daily("shop_day", columns, 'covers = "rows"\n')
    made = [
        ["日期", "花费", "访客", "单数"],
        ["2024-01-01", "5.5", "3", "1"],
        ["2024-01-02", "4.5", "3", "x"],
        ["小计", "1", "1", "1"],
        ["总计", "12.00", "4", "1"],
    ]
    batch = one(write(tmp_path / "a.csv", csv_text(made)), format_of(tmp_path, "t/totals", body))
    assert batch.controls == (Control("单数", Decimal(1), Decimal(1)), Control("花费", Decimal(12), Decimal("5.5")))
    assert (batch.rows_in, batch.rows_aside) == (2, 1)


def test_a_partial_format_covers_no_day(tmp_path: Path) -> None:
    body = _daily("shop_day", 'gmv = "花费"', "partial = true\n")
    batch = one(
        write(tmp_path / "a.csv", csv_text([["日期", "花费"], ["2024-01-01", "5"]])), format_of(tmp_path, "t/partial", body)
    )
    assert (batch.days, batch.since, batch.until) == ((), date(2024, 1, 1), date(2024, 1, 2))


def test_a_range_covers_days_without_rows_and_rows_cover_only_their_own(tmp_path: Path) -> None:
    body = _daily("shop_day", 'gmv = "花费"')
    path = write(tmp_path / "a.csv", csv_text([["日期", "花费"], ["2024-01-03", "5"], ["2024-01-01", "5"]]))
    ranged = one(path, format_of(tmp_path, "t/range", body))
    single = one(path, format_of(tmp_path, "t/rows", 'covers = "rows"\n' + body))
    assert ranged.days == (date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 3))
    assert single.days == (date(2024, 1, 1), date(2024, 1, 3))


def test_currency_is_the_rows_own_else_the_formats_else_the_shops(tmp_path: Path) -> None:
    assert _value(tmp_path, '"b"', "1|usd|", "1||", column="currency") == ["USD", "CNY"]
    assert _value(tmp_path, '"b"', "1|EUR|", "1||", column="currency", head='[read]\ncurrency = "INR"\n') == ["EUR", "INR"]
