"""The text of a draft: what it asks a file for, so that it takes no file of another export, and what it says of days."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from storehand.intake.formats import Format, load_formats, read_format
from storehand.intake.header import header
from storehand.intake.layout import layouts
from storehand.intake.learn import learn
from storehand.intake.learn_draft import quoted, written
from tests.formats.golden import FORMATS


@pytest.mark.parametrize("sample", ["xhs/shop_day/sample.xlsx", "jd/orders/sample.csv", "pdd/ads_item/sample.xlsx"])
def test_a_draft_takes_no_file_of_an_export_that_is_known(sample: str, tmp_path: Path) -> None:
    others = [format for format in load_formats() if format.path.parent != (FORMATS / sample).parent]
    draft = _format(learn(FORMATS / sample, "my/new", formats=others).toml, tmp_path)
    taken = [format.name for format in others for one in layouts(format.name) if _knows(draft, one.names)]
    assert taken == []
    assert _knows(draft, learn(FORMATS / sample, "my/new", formats=others).sheet.headers)


def _format(toml: str, folder: Path) -> Format:
    path = folder / "format.toml"
    path.write_text(toml, encoding="utf-8")
    return read_format(path)


def _knows(draft: Format, names: tuple[str, ...]) -> bool:
    seen = header(1, names)
    return all(seen.place(name) for name in draft.signature) and not any(seen.place(name) for name in draft.absent)


def _drafted(folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return learn(path, "my/file").toml


def test_a_table_without_days_takes_them_from_the_name_of_the_file(tmp_path: Path) -> None:
    lines = ("商品ID,商品访客数,支付买家数,支付金额", "700000000001,12,1,9.90", "700000000002,11,1,8.80")
    assert "since" in tomllib.loads(_drafted(tmp_path, "商品_2026-11-20.csv", *lines))["read"]["day"]
    assert "until" in tomllib.loads(_drafted(tmp_path, "商品_20261119_20261120.csv", *lines))["read"]["day"]
    assert "day" not in tomllib.loads(_drafted(tmp_path, "商品.csv", *lines))["read"]
    assert (
        "day"
        not in tomllib.loads(_drafted(tmp_path, "店铺_2026-11-20.csv", "统计日期,访客数,支付金额", "2026-11-20,1,2.00"))["read"]
    )


@pytest.mark.parametrize(
    ("headers", "cells", "cut"),
    [
        ("日期,计划名称,展现量,点击量,花费", "2026-11-20,样例计划,9,1,1.10", "campaign"),
        ("日期,展现量,点击量,花费,总成交金额", "2026-11-20,9,1,1.10,8.00", "account"),
        (
            "内部订单号,线上订单号,下单时间,付款时间,应付金额,已付金额",
            "9000001,2026110001,2026-11-20 10:00:00,2026-11-20 10:00:00,9,9",
            "erp",
        ),
    ],
    ids=["campaigns", "account", "erp"],
)
def test_rows_are_counted_by_what_they_name(headers: str, cells: str, cut: str, tmp_path: Path) -> None:
    assert tomllib.loads(_drafted(tmp_path, "file.csv", headers, cells))["table"][0]["cut"] == cut


def test_what_is_written_is_what_toml_reads() -> None:
    value = {
        "header": 'a"b\\c\n\x7f',
        "map": {"收/支": "in"},
        "scale": 0.000001,
        "times": 10000,
        "negate": True,
        "in": ["支", "出"],
    }
    assert tomllib.loads(f"x = {written(value)}")["x"] == value
    assert tomllib.loads(f"x = {quoted('商品')}")["x"] == "商品"
