"""How a column is made of its header: units, signs, conditions, and keys that no column has."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from storehand.intake.learn import Learnt, learn
from storehand.tables import TABLES


def drafted(tmp_path: Path, table: str, *lines: str) -> Learnt:
    path = tmp_path / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return learn(path, "my/file", table=TABLES[table])


def columns(tmp_path: Path, table: str, *lines: str) -> dict[str, Any]:
    (one,) = tomllib.loads(drafted(tmp_path, table, *lines).toml)["table"]
    return dict(one["columns"])


@pytest.mark.parametrize(
    ("header", "factor"), [("支付金额(分)", 0.01), ("支付金额（万元）", 10000), ("支付金额（元）", None), ("支付金额", None)]
)
def test_the_unit_in_a_header_scales_money(header: str, factor: float | None, tmp_path: Path) -> None:
    told = columns(tmp_path, "shop_day", f"统计日期,访客数,{header}", "2026-11-20,12,9.9", "2026-11-21,12,8.8")["gmv"]
    assert told == ({"header": header, "scale": factor} if factor else header)


def test_what_came_in_and_what_went_out_become_one_amount(tmp_path: Path) -> None:
    told = columns(
        tmp_path,
        "bills",
        "流水号,入账时间,收入金额,支出金额",
        "F0001,2026-11-20 10:00:00,9.90,",
        "F0002,2026-11-20 10:00:00,,3.00",
    )
    assert told["amount"] == {"sum": ["收入金额", "-支出金额"]}


def test_what_is_negative_already_is_not_turned_again(tmp_path: Path) -> None:
    told = columns(
        tmp_path,
        "bills",
        "流水号,入账时间,收入金额,支出金额",
        "F0001,2026-11-20 10:00:00,9.90,",
        "F0002,2026-11-20 10:00:00,,-3.00",
    )
    assert told["amount"] == {"sum": ["收入金额", "支出金额"]}


def test_a_direction_turns_the_amount_of_what_goes_out(tmp_path: Path) -> None:
    told = columns(
        tmp_path,
        "bills",
        "流水号,交易时间,收/支,金额",
        "F0001,2026-11-20 10:00:00,收入,9.90",
        "F0002,2026-11-20 10:00:00,支出,3.00",
    )
    assert told["direction"] == {"header": "收/支", "map": {"收入": "in", "支出": "out"}}
    assert told["amount"] == {
        "first": [{"header": "金额", "negate": True, "when": [{"header": "收/支", "in": ["支出"]}]}, "金额"]
    }


def test_signs_tell_the_direction_where_nothing_else_does(tmp_path: Path) -> None:
    told = columns(tmp_path, "bills", "流水号,交易时间,金额", "F0001,2026-11-20 10:00:00,9.90", "F0002,2026-11-20 10:00:00,-3.00")
    assert [case["const"] for case in told["direction"]["first"]] == ["in", "out"]


def test_lines_without_an_id_are_numbered_within_their_order(tmp_path: Path) -> None:
    rows = ["2026110001,2026-11-20 10:00:00,样例锅,9.90"] * 2
    learnt = drafted(tmp_path, "order_lines", "订单编号,下单时间,商品名称,实付金额", *rows)
    assert tomllib.loads(learnt.toml)["table"][0]["columns"]["line_id"] == {"join": ["订单编号", "#"]}
    assert any("订单编号" in remark.zh for one in learnt.sheet.fillings for remark in one.remarks if one.column.name == "line_id")


def test_the_fewest_columns_that_differ_in_every_row_make_an_id(tmp_path: Path) -> None:
    rows = ["2026110001,2026-11-20 10:00:00,9.90,佣金", "2026110001,2026-11-20 10:00:00,1.10,运费险"]
    told = columns(tmp_path, "bills", "订单编号,入账时间,金额,账务类型", *rows)
    assert told["bill_id"] == {"join": ["订单编号", "账务类型"]}


def test_an_unknown_column_of_numbers_that_stand_once_is_the_id_but_never_the_number_of_the_line(tmp_path: Path) -> None:
    rows = ["1,X20261120001,2026-11-20 10:00:00,9.90", "2,X20261120002,2026-11-20 10:00:00,9.90"]
    assert columns(tmp_path, "bills", "序号,凭据代号,入账时间,金额", *rows)["bill_id"] == "凭据代号"


def test_a_single_amount_without_any_sign_of_payment_is_paid_only_where_it_is_called_so(tmp_path: Path) -> None:
    rows = ["2026110001,2026-11-20 10:00:00,9.90", "2026110002,2026-11-20 10:00:00,8.80"]
    assert "paid" not in columns(tmp_path, "orders", "订单编号,下单时间,订单金额", *rows)
    assert columns(tmp_path, "orders", "订单编号,下单时间,实付金额", *rows)["paid"] == "实付金额"


def test_a_column_of_many_words_or_of_people_is_no_column_of_codes(tmp_path: Path) -> None:
    rows = [f"20261100{place:02},2026-11-20 10:00:00,{word}" for place, word in enumerate(["已完成", "请联系13800000001"] * 3)]
    draft = drafted(tmp_path, "orders", "订单编号,下单时间,订单状态", *rows).toml
    assert "13800000001" not in draft
    assert "map]" not in draft
