"""One export in six forms gives one set of facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storehand.flow import Ask, load
from storehand.store.facts import Store
from storehand.tables import TABLES
from storehand.workspace import Workspace
from tests.e2e.exports import CLOSED, DONE, PAID, Order, write

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
APART = {"batch", "row", "known_at"}
ORDERS = (
    Order(1, datetime(2026, 11, 19, 0, 0, 5), Decimal("188.80")).at(datetime(2026, 11, 19, 0, 3, 9), DONE),
    Order(2, datetime(2026, 11, 19, 23, 59, 58), Decimal("20.00")).at(datetime(2026, 11, 20, 0, 0, 1), PAID, "5.50"),
    Order(3, datetime(2026, 11, 20, 8, 30, 0), Decimal("1299.00")),
    Order(4, datetime(2026, 11, 20, 9, 0, 1), Decimal("64.10")).at(None, CLOSED),
    Order(5, datetime(2026, 11, 20, 10, 0, 0), Decimal("35.00"), title="=cmd|' /C calc'!A0，「围巾」,加长").at(
        datetime(2026, 11, 20, 10, 1, 7), PAID
    ),
)


def _facts(workspace: Workspace, path: Path) -> list[tuple[Any, ...]]:
    outcome = load(workspace, Ask((path,)), now=NOW, told=lambda outcome: None)[0]
    assert outcome.error is None, outcome.error
    batch = outcome.batches[0]
    assert (batch.format, batch.rows_in, batch.rows_kept) == ("taobao/orders", len(ORDERS), len(ORDERS))
    names = [f'"{column.name}"' for column in TABLES["orders"].all_columns if column.name not in APART | {"buyer"}]
    connection = Store.open(workspace).facts().connect()
    return list(connection.execute(f"SELECT {', '.join(names)} FROM orders ORDER BY order_id").fetchall())


@pytest.mark.parametrize("form", ["gb18030", "utf-8-sig", "utf-8", "utf-16", "xls", "xlsx"])
def test_every_form_of_a_file_gives_the_same_rows_as_gbk(
    tmp_path: Path, new_workspace: Callable[..., Workspace], form: str
) -> None:
    suffix = form if form in {"xls", "xlsx"} else "csv"
    expected = _facts(new_workspace("店:taobao", name="gbk"), write(ORDERS, tmp_path / "a.csv", "gbk"))
    found = _facts(new_workspace("店:taobao", name=form), write(ORDERS, tmp_path / f"b.{suffix}", form))
    assert found == expected
    assert len(expected) == len(ORDERS)


def test_the_extension_does_not_decide(tmp_path: Path, new_workspace: Callable[..., Workspace]) -> None:
    expected = _facts(new_workspace("店:taobao", name="csv"), write(ORDERS, tmp_path / "a.csv", "gbk"))
    assert _facts(new_workspace("店:taobao", name="wrong"), write(ORDERS, tmp_path / "b.xlsx", "gbk")) == expected
