"""However a shop's exports come in, the same facts come out: the law that makes loading safe to repeat."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storehand.intake.batch import Batch
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.store.facts import Store
from storehand.workspace import Workspace
from tests.e2e.exports import CLOSED, DONE, PAID, Order, write

START = datetime(2026, 11, 1)
CASES = 20
Known = dict[str, tuple[Order, ...]]


@dataclass(frozen=True)
class Export:
    """One downloaded file: when, and what it shows."""

    name: str
    known_at: datetime
    orders: tuple[Order, ...]


def _life(chance: random.Random, number: int, shop: str) -> tuple[tuple[datetime, Order], ...]:
    """An order's states with the moment from which each holds."""
    created = START + timedelta(seconds=chance.randrange(10 * 86400))
    total = Decimal(chance.randrange(100, 50000)) / 100
    order = Order(number, created, total, shop=shop)
    if chance.random() < 0.2:
        return ((created, order), (created + timedelta(days=1), order.at(None, CLOSED)))
    paid = created + timedelta(minutes=chance.randrange(1, 2000))
    states = [(created, order), (paid, order.at(paid, PAID))]
    if chance.random() < 0.4:
        back = str((total * chance.choice([Decimal("0.5"), Decimal(1)])).quantize(Decimal("0.01")))
        states.append((paid + timedelta(days=2), order.at(paid, DONE, back)))
    return tuple(states)


def _at(lives: Sequence[tuple[tuple[datetime, Order], ...]], moment: datetime) -> list[Order]:
    """Every order as it stood at `moment`."""
    return [[order for since, order in life if since <= moment][-1] for life in lives if life[0][0] <= moment]


def _exports(chance: random.Random, lives: Sequence[tuple[tuple[datetime, Order], ...]]) -> list[Export]:
    """Downloads of twelve days: whole, overlapping ranges, 只看待发货, modified in the last 7 days; the last one is whole."""
    found = []
    for step in range(6):
        moment = START + timedelta(days=2 * step + 2, hours=chance.randrange(24))
        there = _at(lives, moment)
        way = chance.randrange(4)
        if way == 0:
            there = [order for order in there if order.status == PAID]
        elif way == 1:
            there = [order for order in there if order.created >= moment - timedelta(days=chance.randrange(2, 6))]
        elif way == 2:
            there = [order for order in there if _modified(order) >= moment - timedelta(days=7)]
        found.append(_export(moment, there))
    last = START + timedelta(days=20)
    return [*found, _export(last, _at(lives, last))]


def _modified(order: Order) -> datetime:
    return max(order.created, order.paid or order.created)


def _export(moment: datetime, orders: Iterable[Order]) -> Export:
    return Export(f"ExportOrderList{moment:%Y%m%d%H%M}.csv", moment, tuple(orders))


def _load(workspace: Workspace, folder: Path, exports: Sequence[Export], per_commit: int) -> Store:
    """Reads and commits the files in the order given, `per_commit` files a load."""
    store, formats = Store.open(workspace), load_formats()
    for place in range(0, len(exports), per_commit):
        batches: list[Batch] = []
        for offset, export in enumerate(exports[place : place + per_commit]):
            path = write(export.orders, _place(folder, place + offset, export.name))
            stage = folder / "stage" / f"{place}-{offset}"
            stage.mkdir(parents=True)
            request = Request(path, workspace.shops[0], None, None)
            now = datetime(2026, 12, 1, tzinfo=UTC)
            batches += read(request, workspace=workspace, formats=formats, key=store.key(), stage=stage, now=now)
        store.commit(batches, datetime(2026, 12, 1, tzinfo=UTC))
    return store


def _place(folder: Path, number: int, name: str) -> Path:
    own = folder / str(number)
    own.mkdir(parents=True, exist_ok=True)
    return own / name


def _rows(store: Store, as_of: datetime | None = None) -> list[tuple[Any, ...]]:
    connection = store.facts(as_of).connect()
    return list(
        connection.execute(
            "SELECT shop, order_id, status, paid_day, paid, refunded FROM orders ORDER BY shop, order_id"
        ).fetchall()
    )


def _expected(orders: Iterable[Order]) -> list[tuple[Any, ...]]:
    status = {PAID: "paid", DONE: "done", CLOSED: "closed"}
    return sorted(
        (
            order.shop,
            order.order_id,
            status.get(order.status, "unpaid"),
            order.paid and order.paid.date(),
            order.total if order.paid else None,
            order.refunded,
        )
        for order in orders
    )


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_any_order_of_files_gives_the_same_facts(block: int, tmp_path: Path, new_workspace: Callable[..., Workspace]) -> None:
    for case in range(block, CASES, 10):
        chance = random.Random(case)
        shops = ["店"] if chance.random() < 0.6 else ["店", "分店"]
        lives = [_life(chance, number, chance.choice(shops)) for number in range(chance.randrange(3, 14))]
        exports = _exports(chance, lives)
        chance.shuffle(exports)
        exports += chance.sample(exports, chance.randrange(0, 3))
        workspace = new_workspace(*(f"{shop}:taobao" for shop in shops), name=f"w{case}")
        store = _load(workspace, tmp_path / f"f{case}", exports, chance.choice([1, 3, 9]))
        assert _rows(store) == _expected(_at(lives, START + timedelta(days=20))), case
        moment = sorted(export.known_at for export in exports)[len(exports) // 2]
        assert _rows(store, _shops_time(moment)) == _expected(_seen(exports, moment)), case


def _seen(exports: Iterable[Export], moment: datetime) -> list[Order]:
    """What the files known at `moment` say: the newest file's word per order."""
    newest: dict[tuple[str, str], Order] = {}
    for export in sorted(exports, key=lambda export: export.known_at):
        if export.known_at.replace(second=0) <= moment:
            newest.update({(order.shop, order.order_id): order for order in export.orders})
    return list(newest.values())


def _shops_time(moment: datetime) -> datetime:
    return (moment - timedelta(hours=8)).replace(tzinfo=UTC)
