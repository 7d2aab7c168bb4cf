"""Which columns orders lack: counted by hand, by day, channel, file and outcome."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from storehand.metrics.fills import Place
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row

SHOP = "羊毛铺"
PERIOD = nov(1), nov(3)


def _order(number: int, day: int, status: str | None, placed: str, **more: object) -> Row:
    return {"order_id": f"o{number}", "created_day": nov(day), "status": status, "placed": placed, **more}


ORDERS: list[Row] = [
    _order(1, 1, "done", "10", channel="抖音", province="广东"),
    _order(2, 1, "closed", "20", channel="抖音"),
    _order(3, 1, "unpaid", "5.50", channel="抖音"),
    _order(4, 1, "paid", "7", province="浙江"),
    _order(5, 2, "closed", "9", channel="抖音", province=""),
    _order(6, 2, None, "11", channel="抖音"),
    _order(7, 3, "closed", "13", channel="抖音"),
]
LINES: list[Row] = [
    {"line_id": "l1", "order_id": "o1", "created_day": nov(1), "code": "A", "placed": "6"},
    {"line_id": "l2", "order_id": "o1", "created_day": nov(1), "placed": "4"},
    {"line_id": "l3", "order_id": "o2", "created_day": nov(1), "placed": "20", "status": "done"},
    {"line_id": "l4", "order_id": "o9", "created_day": nov(1), "code": "B", "placed": "1", "status": "unpaid", "channel": "京东"},
]


def _view(tmp_path: Path) -> View:
    return Tiny(tmp_path / "w").load({"orders": ORDERS, "order_lines": LINES}).view()


def _place(view: View, table: str) -> Place:
    place = view.orders_of(table, SHOP)
    assert place is not None
    return place


def test_orders_are_counted_by_what_they_lack_and_what_became_of_them(tmp_path: Path) -> None:
    view = _view(tmp_path)
    found = view.fills(_place(view, "orders"), ("province",), *PERIOD)
    counted = {(fill.day.day, fill.segment, fill.outcome): (fill.rows, fill.empty, fill.placed) for fill in found}
    assert counted == {
        (1, "抖音", "fine"): (1, (0,), (None,)),
        (1, "抖音", "lost"): (2, (2,), (Decimal("25.50"),)),
        (1, "", "unshipped"): (1, (0,), (None,)),
        (2, "抖音", "lost"): (1, (1,), (Decimal(9),)),
    }


def test_lines_count_as_the_orders_they_make_up(tmp_path: Path) -> None:
    view = _view(tmp_path)
    found = view.fills(_place(view, "order_lines"), ("code",), *PERIOD)
    counted = {(fill.segment, fill.outcome): (fill.rows, fill.empty, fill.placed) for fill in found}
    assert counted == {
        ("抖音", "fine"): (1, (1,), (Decimal(10),)),  # o1: one of its two lines lacks the code
        ("抖音", "lost"): (1, (1,), (Decimal(20),)),  # o2: the order's own status counts, not its line's
        ("京东", "lost"): (1, (0,), (None,)),
    }


def test_an_order_that_was_shipped_does_not_wait_whatever_its_status_says(tmp_path: Path) -> None:
    from datetime import datetime

    orders = [_order(1, 1, "paid", "10"), _order(2, 1, "paid", "10", shipped_at=datetime(2026, 11, 1, 9))]
    view = Tiny(tmp_path / "w").load({"orders": orders}).view()
    found = view.fills(_place(view, "orders"), ("province",), *PERIOD)
    assert sorted((fill.outcome, fill.rows) for fill in found) == [("fine", 1), ("unshipped", 1)]


def test_the_evidence_counts_the_same_orders_and_names_their_file(tmp_path: Path) -> None:
    view = _view(tmp_path)
    sql, files = view.lacking(_place(view, "orders"), "province", "lost", PERIOD, "抖音")
    assert view.cells.run(sql) == [(3,)]
    assert sum(files.values()) == 3
    assert set(files) <= {batch.id for batch in view.facts.batches}
    everywhere, _ = view.lacking(_place(view, "orders"), "province", "unshipped", PERIOD, None)
    assert view.cells.run(everywhere) == [(0,)]


def test_a_channels_name_is_never_read_as_sql(tmp_path: Path) -> None:
    view = _view(tmp_path)
    sql, files = view.lacking(_place(view, "orders"), "province", "lost", PERIOD, "x' OR '1'='1")
    assert (view.cells.run(sql), files) == ([(0,)], {})


def test_a_shop_without_orders_has_no_place(tmp_path: Path) -> None:
    assert Tiny(tmp_path / "w").load({"orders": ORDERS}).view().orders_of("order_lines", SHOP) is None
