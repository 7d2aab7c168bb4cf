"""Batches made by hand: staged Parquet parts with exactly the contract's columns, as intake hands them on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import duckdb

from storehand.intake.batch import Aside, Batch, Control, Part, Warning_
from storehand.store.facts import Facts, Store
from storehand.tables import SQL_TYPES, TABLES
from storehand.workspace import Shop, Workspace

Row = Mapping[str, object]
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SHOPS = (Shop("羊毛铺", "taobao", "Asia/Shanghai", "CNY"), Shop("二店", "tmall", "Asia/Shanghai", "CNY"))


def at(day: int, hour: int = 0) -> datetime:
    """A moment of November 2026, in UTC."""
    return datetime(2026, 11, day, hour)


def days(first: date, last: date) -> tuple[date, ...]:
    """All days from first to last, both included."""
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


def workspace(folder: Path) -> Workspace:
    """A workspace of two shops in an existing folder."""
    return Workspace(folder, SHOPS)


@dataclass(frozen=True)
class Maker:
    """Makes batches whose parts lie under `stage`."""

    stage: Path

    def batch(
        self,
        rows: Mapping[str, Sequence[Row]],
        known_at: datetime,
        *,
        name: str = "订单.csv",
        shop: str = "羊毛铺",
        covers: Iterable[date] = (),
        salt: str = "",
    ) -> Batch:
        """A batch of rows per table; its id follows from its content. Each row: the contract's columns that matter."""
        told = json.dumps([rows, name, shop, str(known_at), salt], default=str, ensure_ascii=False, sort_keys=True)
        digest = sha256(told.encode()).hexdigest()
        covered = tuple(covers)
        parts = tuple(part for table, some in rows.items() for part in self._parts(table, some, digest[:16], known_at, shop))
        count = sum(map(len, rows.values()))
        return Batch(
            digest[:16], name, "", digest, "taobao/orders", shop, "taobao", known_at,
            min(covered, default=None), max(covered, default=None), covered, count + 1, count, 1,
            (Aside("unreadable", 1, 9, "买家实付金额", "12,3x"),), None,
            (Control("买家实付金额", Decimal("12.50"), Decimal("12.50")),), (Warning_("restated", (("day", "2026-11-01"),)),),
            parts, None, 0.1,
        )  # fmt: skip

    def _parts(self, table: str, rows: Sequence[Row], batch: str, known_at: datetime, shop: str) -> Iterable[Part]:
        months: dict[str, list[Row]] = {}
        for number, row in enumerate(rows, 1):
            day = row.get(TABLES[table].month)
            month = str(day)[:7] if day else "none"
            common = {"shop": shop, "cut": "order", "currency": "CNY", "known_at": str(known_at), "batch": batch, "row": number}
            months.setdefault(month, []).append({**common, **row})
        for month, some in months.items():
            path = self.stage / f"{batch}-{table}-{month}.parquet"
            write_part(table, some, path)
            yield Part(table, month, path, len(some))


def write_part(table: str, rows: Sequence[Row], path: Path) -> None:
    """Rows as a Parquet file with the contract's columns and types."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(f'x."{column.name}"::{SQL_TYPES[column.type]} AS "{column.name}"' for column in TABLES[table].all_columns)
    full = [{column.name: row.get(column.name) for column in TABLES[table].all_columns} for row in rows]
    shape = {column.name: "VARCHAR" for column in TABLES[table].all_columns}
    told = json.dumps(full, default=str, ensure_ascii=False)
    _ENGINE.execute(
        f"COPY (SELECT {columns} FROM (SELECT unnest(from_json($1::JSON, $2)) AS x)) TO '{path}' (FORMAT parquet)",
        [told, json.dumps([shape])],
    )


_ENGINE = duckdb.connect(config={"threads": 1})


def order(number: int, day: int | None, paid: object, **more: object) -> Row:
    """An order placed on a day of November 2026."""
    placed = None if day is None else date(2026, 11, day)
    return {"order_id": f"o{number}", "created_day": placed, "paid": paid, "status": "paid", **more}


def asked(facts: Facts, sql: str) -> list[tuple[object, ...]]:
    """All rows of an answer."""
    with facts.connect() as con:
        return [tuple(row) for row in con.execute(sql).fetchall()]


def paid_by_order(store: Store, as_of: datetime | None = None) -> dict[object, object]:
    """Current orders: id to paid amount."""
    rows = asked(store.facts(as_of), "SELECT order_id, paid FROM orders ORDER BY ALL")
    assert len({row[0] for row in rows}) == len(rows), "an order counts twice"
    return {row[0]: row[1] for row in rows}
