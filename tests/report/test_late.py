"""Files of the usual rhythm that have not come: named with the rhythm, the menu and the hour; quiet where nothing is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storehand.intake.formats import Format, load_formats
from storehand.report.late import Late, final, late
from storehand.store.ledger import BatchRecord, Fed
from storehand.workspace import Shop, Workspace

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY = date(2026, 11, 22)
SHOP = Shop("木棉", "taobao", "Asia/Shanghai", "CNY")
SYCM, ORDERS = "taobao/sycm_shop_day", "taobao/orders"


@pytest.fixture(scope="module")
def formats() -> tuple[Format, ...]:
    return tuple(format for format in load_formats() if format.name in {SYCM, ORDERS})


def a_file(day: date, format: str = ORDERS, hour: int = 9, minute: int = 30) -> BatchRecord:
    """The file of `day`, downloaded on the next morning, Shanghai time."""
    came = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI) + timedelta(days=1)
    known = came.astimezone(UTC).replace(tzinfo=None)
    fed = {"shop_day" if format == SYCM else "orders": Fed(1, ((SHOP.name, "order"),), (), (), "")}
    return BatchRecord(
        1, f"{format}{day}", f"{day}.csv", "", "0", format, SHOP.name, "taobao", known, known, day, day + timedelta(days=1),
        (day,), 1, 1, 0, (), (), (), fed,
    )  # fmt: skip


def files(last: date, days: int = 60, format: str = ORDERS, *, off: frozenset[int] = frozenset()) -> list[BatchRecord]:
    """A file a day up to that of `last`, none on the weekdays `off` (of the morning)."""
    told = [a_file(last - timedelta(days=back), format) for back in range(days)]
    return [file for file in told if (file.known_at + timedelta(hours=8)).weekday() not in off]


def found(tmp_path: Path, formats: tuple[Format, ...], batches: list[BatchRecord], now: datetime) -> tuple[Late, ...]:
    return late(batches, formats, (SHOP.name,), Workspace(tmp_path, (SHOP,)), now.replace(tzinfo=SHANGHAI))


def test_the_day_that_is_missing_is_named_with_its_hour(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    batches = files(SUNDAY - timedelta(days=2))  # Friday's file came on Saturday; Saturday's has not come on Sunday
    (one,) = found(tmp_path, formats, batches, datetime(2026, 11, 22, 11))
    assert (one.format.name, one.shop, one.tables) == (ORDERS, SHOP.name, frozenset({"orders"}))
    assert one.by == datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI)
    assert one.why.zh == "每天约 9:30 到，今天还没有（最近一份 11-21）"
    assert one.why.en == "Comes every day at about 9:30; not yet today (the last one came on 11-21)"


def test_before_its_hour_nothing_is_late(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    batches = files(SUNDAY - timedelta(days=2))
    assert found(tmp_path, formats, batches, datetime(2026, 11, 22, 9, 0)) == ()


def test_nobody_waits_on_days_off(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    batches = files(SUNDAY - timedelta(days=3), off=frozenset({5, 6}))
    for day in (21, 22):
        assert found(tmp_path, formats, batches, datetime(2026, 11, day, 23)) == ()
    (monday,) = found(tmp_path, formats, batches, datetime(2026, 11, 23, 12))
    assert monday.why.zh == "工作日约 9:30 到，今天还没有（最近一份 11-20）"


def test_a_weekly_file_is_named_by_its_weekday(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    batches = files(SUNDAY - timedelta(days=7), off=frozenset({1, 2, 3, 4, 5, 6}))
    (one,) = found(tmp_path, formats, batches, datetime(2026, 11, 24, 12))
    assert one.why.zh == "每周一约 9:30 到，11-23 的还没有（最近一份 11-16）"


def test_a_file_that_came_long_ago_and_one_backfill_are_not_waited_for(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    stopped = files(SUNDAY - timedelta(days=20))
    once = [replace(a_file(SUNDAY - timedelta(days=back)), known_at=datetime(2026, 11, 21, 12)) for back in range(2, 60)]
    for batches in (stopped, once):
        assert found(tmp_path, formats, batches, datetime(2026, 11, 22, 12)) == ()


def test_an_old_file_that_is_loaded_again_is_not_the_new_one(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    again = replace(a_file(date(2026, 10, 1)), known_at=datetime(2026, 11, 22, 1, 30))
    batches = [*files(SUNDAY - timedelta(days=2)), again]
    assert len(found(tmp_path, formats, batches, datetime(2026, 11, 22, 12))) == 1


def test_a_platforms_figures_are_not_asked_for_before_they_are_final(tmp_path: Path, formats: tuple[Format, ...]) -> None:
    early = [
        replace(file, known_at=file.known_at - timedelta(hours=2)) for file in files(SUNDAY - timedelta(days=2), format=SYCM)
    ]
    assert found(tmp_path, formats, early, datetime(2026, 11, 22, 8, 0)) == ()
    (one,) = found(tmp_path, formats, early, datetime(2026, 11, 22, 9, 30))
    assert one.by == datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)


def test_final_hours_are_those_that_platforms_state() -> None:
    assert final(SYCM, date(2026, 11, 20), SHANGHAI) == datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
    assert final("wechat/trades", date(2026, 11, 20), SHANGHAI) == datetime(2026, 11, 21, 10, tzinfo=SHANGHAI)
    assert final(ORDERS, date(2026, 11, 20), SHANGHAI) is None
