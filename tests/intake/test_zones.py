"""The shop's clock and UTC: SQL gives what Python's zone tables give, second by second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.intake.zones import to_local, to_utc

ZONES = [
    "Asia/Shanghai",
    "America/New_York",
    "Europe/London",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
    "America/Sao_Paulo",
]
DUCK = duckdb.connect()
CLOCKS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda clock: clock.replace(microsecond=0, fold=0))


def _sql(expression: str, clocks: list[datetime]) -> list[datetime]:
    return [
        row[0] for row in DUCK.execute(f"SELECT {expression} FROM (SELECT unnest($1::TIMESTAMP[]) AS c)", [clocks]).fetchall()
    ]


def _utc(clock: datetime, zone: str) -> datetime:
    return clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def _local(clock: datetime, zone: str) -> datetime:
    return clock.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=15, deadline=None)
@given(clocks=st.lists(CLOCKS, min_size=20, max_size=60))
def test_any_clock_is_what_python_says(zone: str, clocks: list[datetime]) -> None:
    assert _sql(to_utc(zone, "c"), clocks) == [_utc(clock, zone) for clock in clocks]
    assert _sql(to_local(zone, "c"), clocks) == [_local(clock, zone) for clock in clocks]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "around",
    [
        datetime(2024, 3, 10, 2),
        datetime(2024, 11, 3, 1),
        datetime(2024, 3, 31, 1),
        datetime(2024, 10, 27, 1),
        datetime(2024, 4, 7, 2),
    ],
)
def test_the_hours_around_a_change_are_what_python_says(zone: str, around: datetime) -> None:
    clocks = [around + timedelta(minutes=minutes, seconds=second) for minutes in range(-180, 181, 15) for second in (-1, 0, 1)]
    assert _sql(to_utc(zone, "c", since=2000), clocks) == [_utc(clock, zone) for clock in clocks]
    assert _sql(to_local(zone, "c"), clocks) == [_local(clock, zone) for clock in clocks]


def test_a_zone_without_changes_costs_one_addition() -> None:
    assert to_utc("Asia/Shanghai", "c", since=2000) == "(c + INTERVAL '-28800 seconds')"
