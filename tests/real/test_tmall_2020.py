"""A real month of a Tmall shop: every day equals an independent sum in plain Python, to the cent."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.desks import DESKS
from storehand.flow import Ask, Question, load, view
from storehand.intake.read import Outcome
from storehand.metrics.view import View
from storehand.workspace import Workspace

pytestmark = pytest.mark.real
FIRST = "tmall-orders-2020/tmall_order_report.utf8sig.csv"
RESAVED = "tmall-orders-2020/tmall_order_report.resaved-in-excel.csv"
MONTH = (date(2020, 2, 1), date(2020, 3, 1))
Days = dict[date, Decimal]


def _plain_sums(path: Path) -> tuple[Days, Days, int, int]:
    """Paid (总金额) and net (买家实际支付金额) by pay day, orders, unpaid: with nothing but the csv module."""
    gmv: Days = defaultdict(Decimal)
    net: Days = defaultdict(Decimal)
    orders = unpaid = 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for told in csv.DictReader(stream):
            row = {name.strip(): cell for name, cell in told.items()}
            orders += 1
            if not row["订单付款时间"]:
                unpaid += 1
                continue
            day = datetime.strptime(row["订单付款时间"].split(" ")[0].replace("/", "-"), "%Y-%m-%d").date()
            gmv[day] += Decimal(row["总金额"])
            net[day] += Decimal(row["买家实际支付金额"])
    return gmv, net, orders, unpaid


def _loaded(workspace: Workspace, *paths: Path) -> list[Outcome]:
    return load(workspace, Ask(paths), now=datetime(2020, 3, 5, tzinfo=UTC), told=lambda outcome: None)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> tuple[View, list[Outcome]]:
    from storehand.app.settings import create

    workspace = create(tmp_path_factory.mktemp("tmall") / "w", ("店:tmall",))
    outcomes = _loaded(workspace, real_data / FIRST)
    return view(workspace, DESKS, Question()), outcomes


def test_all_28010_orders_are_kept_and_3923_are_unpaid(seen: tuple[View, list[Outcome]], real_data: Path) -> None:
    here, outcomes = seen
    batch = outcomes[0].batches[0]
    assert (batch.rows_in, batch.rows_kept, batch.rows_aside) == (28_010, 28_010, 0)
    _, _, orders, unpaid = _plain_sums(real_data / FIRST)
    assert (orders, unpaid) == (28_010, 3_923)
    rows = here.rows("orders", ("order_id", "paid_day"), *MONTH, limit=30_000)
    assert len(rows) == 28_010
    assert sum(row["paid_day"] is None for row in rows) == 3_923


def test_every_day_equals_an_independent_sum_to_the_cent(seen: tuple[View, list[Outcome]], real_data: Path) -> None:
    here, _ = seen
    gmv, net, _, _ = _plain_sums(real_data / FIRST)
    for day in (MONTH[0] + timedelta(days=step) for step in range(29)):
        assert here.value("gmv", day, day + timedelta(days=1)) == gmv[day], day
        assert here.value("net", day, day + timedelta(days=1)) == net[day], day


def test_the_figures_of_the_20th_and_of_the_whole(seen: tuple[View, list[Outcome]]) -> None:
    here, _ = seen
    day = date(2020, 2, 20)
    assert here.value("gmv", day, day + timedelta(days=1)) == Decimal("122290.70")
    assert here.value("net", day, day + timedelta(days=1)) == Decimal("97646.40")
    assert here.value("gmv", date(2020, 1, 1), date(2020, 4, 1)) == Decimal("2474823.07")
    assert here.value("net", date(2020, 1, 1), date(2020, 4, 1)) == Decimal("1902487.15")


def test_the_default_day_is_not_the_day_of_six_late_payments(seen: tuple[View, list[Outcome]], real_data: Path) -> None:
    here, _ = seen
    gmv, _, _, _ = _plain_sums(real_data / FIRST)
    assert date(2020, 3, 1) in gmv
    assert here.day == date(2020, 2, 29)


def test_the_copy_that_excel_saved_gives_the_same_days_and_a_warning(
    new_workspace: Callable[..., Workspace], seen: tuple[View, list[Outcome]], real_data: Path
) -> None:
    workspace = new_workspace("店:tmall")
    outcome = _loaded(workspace, real_data / RESAVED)[0]
    there = view(workspace, DESKS, Question())
    here, _ = seen
    assert [warning.key for warning in outcome.batches[0].warnings] == ["resaved"]
    assert there.series("gmv", *MONTH) == here.series("gmv", *MONTH)
    assert there.series("net", *MONTH) == here.series("net", *MONTH)


@pytest.mark.parametrize("order", [(FIRST, RESAVED), (RESAVED, FIRST)], ids=["true copy first", "resaved copy first"])
def test_both_copies_together_count_each_order_once(
    new_workspace: Callable[..., Workspace], seen: tuple[View, list[Outcome]], real_data: Path, order: tuple[str, str]
) -> None:
    workspace = new_workspace("店:tmall")
    _loaded(workspace, *(real_data / name for name in order))
    both = view(workspace, DESKS, Question())
    assert both.series("gmv", *MONTH) == seen[0].series("gmv", *MONTH)
