"""The first rows of any file that may hold a table, whatever wraps it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake.peek import peek
from tests.formats.golden import FORMATS


def test_text_is_told_with_its_encoding_and_delimiter() -> None:
    seen = peek(FORMATS / "tiendanube/orders/sample.csv")
    assert seen.delimiter == ";"
    assert peek(FORMATS / "taobao/order_lines_old/sample.csv").encoding == "gb18030"
    assert peek(FORMATS / "taobao/order_lines_old/sample.csv").rows[0][:2] == ("订单编号", "标题")


@pytest.mark.parametrize("name", ["taobao/sycm_shop_day/sample.xls", "taobao/item_sales/sample.xlsx"], ids=["xls", "xlsx"])
def test_a_workbook_gives_its_first_sheet(name: str) -> None:
    seen = peek(FORMATS / name)
    assert any("支付金额" in cell or "买家实付金额" in cell for row in seen.rows for cell in row)
    assert (seen.encoding, seen.delimiter) == ("", "")


def test_a_zip_gives_its_first_table(tmp_path: Path) -> None:
    packed = tmp_path / "订单.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(FORMATS / "ga/pageviews_day/sample.csv", "2026/sample.csv")
    assert peek(packed).rows[0] == ("Day Index", "Pageviews")


def test_half_a_zip_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "half.zip"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 100)
    with pytest.raises(Refusal):
        peek(broken)
