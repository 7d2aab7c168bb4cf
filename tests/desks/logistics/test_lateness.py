"""Orders unsent past their promise, else two days after payment, as of their file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.desks.logistics.lateness import is_late, late_days, late_orders
from storehand.detect.finding import Finding
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View
from tests.metrics.tiny import Tiny, nov
from tests.store.making import Row, at, days

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)


def order(paid: datetime | None, known: datetime, *, promised: datetime | None = None, sent: datetime | None = None) -> Row:
    return {"created_day": nov(2), "paid_at": paid, "promised_at": promised, "shipped_at": sent, "known_at": known}


@pytest.mark.parametrize(
    ("row", "late"),
    [
        (order(at(2, 8), at(4, 9)), True),
        (order(at(2, 8), at(4, 7)), False),
        (order(at(2, 8), at(4, 9), promised=at(9)), False),
        (order(at(2, 8), at(3, 9), promised=at(3)), True),
        (order(at(2, 8), at(4, 9), sent=at(4, 1)), False),
        (order(None, at(4, 9)), False),
    ],
    ids=["49 hours", "47 hours", "promised for later", "promise broken", "sent", "no time of payment"],
)
def test_an_order_is_late_by_its_own_promise(row: Row, late: bool) -> None:
    assert is_late(row, hours=48) is late


def test_days_with_orders_that_are_not_due_yet_are_left_out() -> None:
    rows = [
        {**order(at(day, 8), at(6, 1)), "created_day": nov(day)}
        for day, count in {2: 2, 3: 1, 5: 4}.items()
        for _ in range(count)
    ]
    assert late_days(rows, hours=48) == (nov(2), nov(4), 3)


def test_no_late_order_is_none() -> None:
    assert late_days([order(at(2, 8), at(3, 1))], hours=48) is None


def _row(day: date, number: int, sent: bool) -> Row:
    return {
        "order_id": f"o{day}{number}", "status": "done" if sent else "paid", "created_day": day, "paid_day": day,
        "paid_at": at(2, 8), "shipped_at": at(3, 8) if sent else None, "paid": "100", "quantity": 1,
    }  # fmt: skip


def _view(folder: Path, unsent: int, orders: int = 10, *, tells: bool = True) -> View:
    """`orders` of the 2nd, `unsent` of them still paid only, in a file of the 10th; an order a day before, sent if it `tells`."""
    span = days(nov(9) - timedelta(days=60), nov(9))
    rows = [_row(day, 0, tells) for day in span if day < nov(2)]
    rows += [_row(nov(2), number, number >= unsent) for number in range(orders)]
    tiny = Tiny(folder / "w").load({"orders": rows}, covers=span)
    return View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(9))


def _found(view: View) -> list[Finding]:
    return [one for one in late_orders()(view, "late_orders") if one is not None]


def test_late_orders_are_told_for_their_days_and_the_evidence_agrees(tmp_path: Path) -> None:
    view = _view(tmp_path, unsent=4)
    (one,) = _found(view)
    assert (one.metric, one.value, one.since, one.until, one.severity) == ("unshipped_orders", 4, nov(2), nov(3), "critical")
    assert view.value("unshipped_orders", one.since, one.until) == one.value
    assert one.until - one.since == timedelta(days=1)


def test_two_late_orders_are_no_finding(tmp_path: Path) -> None:
    assert _found(_view(tmp_path, unsent=2)) == []


def test_four_of_a_thousand_stay_behind_in_any_shop(tmp_path: Path) -> None:
    assert _found(_view(tmp_path, unsent=4, orders=1_000)) == []


def test_a_file_that_never_says_what_was_sent_tells_nothing(tmp_path: Path) -> None:
    assert _found(_view(tmp_path, unsent=10, tells=False)) == []


def _morning_after(folder: Path, yesterday: int, today: int, sent: int = 0) -> Finding:
    """`yesterday` orders were late on the 9th, as a file of the 9th said, `today` of them on the 10th; `sent` more of the 2nd
    were not."""
    span = days(nov(9) - timedelta(days=60), nov(9))
    old = [_row(day, 0, True) for day in span if day < nov(2)]
    young = [
        {**_row(nov(2), number, False), "created_day": nov(7), "paid_day": nov(7), "paid_at": at(7, 10)}
        for number in range(yesterday, today)
    ]
    rows = [*old, *(_row(nov(2), number, number >= yesterday) for number in range(yesterday + sent)), *young]
    tiny = Tiny(folder / "w").load({"orders": rows}, covers=span[:-1], known_at=at(9, 1))
    tiny.load({"orders": rows}, covers=span, known_at=at(10, 1), name="next.csv")
    (one,) = _found(View.open(tiny.facts(), CATALOG, tiny.workspace, day=nov(9)))
    return one


def test_a_backlog_that_was_as_large_the_day_before_is_told_once(tmp_path: Path) -> None:
    assert _morning_after(tmp_path, 4, 5).before == 0


def test_a_backlog_that_doubled_is_told_again(tmp_path: Path) -> None:
    assert _morning_after(tmp_path, 4, 8).before == 1


def test_a_backlog_that_was_too_small_a_part_to_be_told_is_told_when_it_is_not(tmp_path: Path) -> None:
    """8 of 1,000 late orders are no finding, 11 of 1,003 are, though that is not half as many again."""
    assert _morning_after(tmp_path, 8, 11, sent=992).before == 1


def test_a_backlog_is_told_where_nobody_heard_of_it_the_day_before(tmp_path: Path) -> None:
    (one,) = _found(_view(tmp_path, unsent=4))
    assert one.before == 1
