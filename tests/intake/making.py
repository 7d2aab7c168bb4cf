"""Small formats and files made for intake's own tests, and a way to read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from storehand.intake.batch import Batch
from storehand.intake.formats import Format, read_format
from storehand.intake.guard import Limits
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace

KEY = b"k" * 32
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
SHOP = Shop("店", "taobao", "Asia/Shanghai", "CNY")
BRANCH = Shop("分店", "taobao", "Asia/Shanghai", "CNY")
HEAD = """
name = "{name}"
platform = "taobao"
title = {{ zh = "{name}", en = "{name}" }}
menu = {{ zh = "{name}", en = "{name}" }}
confidence = "confirmed"
"""
ORDERS = """
table_days = "created_at"
[read]
seconds = true
known_at = 'List(?P<stamp>\\d{12}|\\d{10})'
[signature]
headers = ["订单编号", "实付", "状态", "创建时间"]
[people]
headers = ["买家", "手机"]
[[table]]
name = "orders"
cut = "order"
[table.columns]
shop = "店铺"
order_id = "订单编号"
status_text = "状态"
created_at = "创建时间"
paid_at = "付款时间"
paid = { header = "实付", when = [{ header = "付款时间", is = "filled" }] }
placed = "实付"
quantity = "件数"
buyer = "买家"
[table.columns.status]
header = "状态"
map = { "交易成功" = "done", "买家已付款，等待卖家发货" = "paid" }
default = "other"
"""
DAYS = """
covers = "rows"
[read]
day = '(?P<since>\\d{4}-\\d{2}-\\d{2})_(?P<until>\\d{4}-\\d{2}-\\d{2})'
[signature]
headers = ["访客数", "支付金额"]
[[table]]
name = "shop_day"
cut = "sycm"
[table.columns]
day = "统计日期"
visitors = "访客数"
pageviews = "浏览量"
gmv = "支付金额"
bounce = { header = "跳失率", unit = "percent" }
dwell = "停留时长"
"""
LINES = """
table_days = "created_at"
[signature]
headers = ["Name", "Total", "Lineitem name", "Lineitem quantity", "Created at"]
[people]
headers = ["Email"]
[fill]
key = "Name"
headers = ["Email", "Created at", "Currency"]
[[table]]
name = "orders"
cut = "order"
where = [{ header = "Total", is = "filled" }]
[table.columns]
order_id = "Name"
status = { const = "paid" }
created_at = "Created at"
paid = "Total"
buyer = "Email"
currency = "Currency"
[[table]]
name = "order_lines"
cut = "order"
[table.columns]
line_id = { join = ["Name", "#"], sep = "-" }
order_id = "Name"
item = "Lineitem name"
quantity = "Lineitem quantity"
price = "Lineitem price"
placed = { times = ["Lineitem price", "Lineitem quantity"] }
created_at = "Created at"
buyer = "Email"
currency = "Currency"
"""


def format_of(folder: Path, name: str, body: str) -> Format:
    """A format written into `folder` and read back."""
    path = folder / "formats" / name / "format.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(name=name) + body, encoding="utf-8")
    return read_format(path)


def csv_text(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as CSV text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """A file with this content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def load(
    path: Path,
    *formats: Format,
    shops: tuple[Shop, ...] = (SHOP,),
    day: date | None = None,
    known_at: datetime | None = None,
    archived: bool = False,
    limits: Limits | None = None,
) -> tuple[Batch, ...]:
    """The batches of a file for the first of `shops`."""
    stage = path.parent / f"stage-{len(list(path.parent.iterdir()))}"
    stage.mkdir()
    request = Request(path, shops[0], day, known_at, archived)
    return read(request, workspace=Workspace(path.parent, shops), formats=formats, key=KEY, stage=stage, now=NOW, limits=limits)


def one(path: Path, *formats: Format, **options: Any) -> Batch:
    """The only batch of a file."""
    (batch,) = load(path, *formats, **options)
    return batch


def rows(batch: Batch, table: str, columns: str, order: str = "row") -> list[tuple[Any, ...]]:
    """Columns of the staged rows of a table, in the order of the file."""
    paths = [str(part.path) for part in batch.parts if part.table == table]
    if not paths:
        return []
    return duckdb.execute(f"SELECT {columns} FROM read_parquet(?) ORDER BY {order}", [paths]).fetchall()
