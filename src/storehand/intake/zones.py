"""Between a shop's wall clock and UTC, as SQL: exact for every instant of the years that intake reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from storehand.intake.readers import FIRST_YEAR, LAST_YEAR

_START, _END = datetime(FIRST_YEAR - 1, 12, 30), datetime(LAST_YEAR, 1, 3)  # noqa: DTZ001 - wall clock on purpose
_STEP = timedelta(days=14)  # No zone changes its offset there and back within two weeks.


def to_utc(zone: str, local: str, since: int = FIRST_YEAR) -> str:
    """SQL of a naive UTC TIMESTAMP from the SQL of a wall-clock one not before the year `since`.

    Of an hour that comes twice it is the first.
    """
    pieces = _local_pieces(zone)
    first = max(place for place, (start, _) in enumerate(pieces) if start.year < since)
    return _shifted(local, pieces[first:], -1)


def to_local(zone: str, utc: str) -> str:
    """SQL of the wall clock from the SQL of a naive UTC TIMESTAMP."""
    return _shifted(utc, _utc_pieces(zone), 1)


def _shifted(clock: str, pieces: tuple[tuple[datetime, int], ...], sign: int) -> str:
    if len(pieces) == 1:
        seconds = sign * pieces[0][1]
        return f"({clock} + INTERVAL '{seconds} seconds')" if seconds else clock
    middle = len(pieces) // 2
    early, late = _shifted(clock, pieces[:middle], sign), _shifted(clock, pieces[middle:], sign)
    return f"CASE WHEN {clock} < TIMESTAMP '{pieces[middle][0]:%Y-%m-%d %H:%M:%S}' THEN {early} ELSE {late} END"


@lru_cache(maxsize=32)
def _local_pieces(zone: str) -> tuple[tuple[datetime, int], ...]:
    place = ZoneInfo(zone)
    return _pieces(lambda clock: _seconds(clock.replace(tzinfo=place).utcoffset()))


@lru_cache(maxsize=32)
def _utc_pieces(zone: str) -> tuple[tuple[datetime, int], ...]:
    place = ZoneInfo(zone)
    return _pieces(lambda clock: _seconds(clock.replace(tzinfo=UTC).astimezone(place).utcoffset()))


def _seconds(offset: timedelta | None) -> int:
    return int((offset or timedelta(0)).total_seconds())


def _pieces(offset: Callable[[datetime], int]) -> tuple[tuple[datetime, int], ...]:
    """From when on which offset holds: steps of two weeks, then halving down to the second."""
    found = [(_START, offset(_START))]
    clock = _START
    while clock < _END:
        if offset(clock + _STEP) != found[-1][1]:
            found.append(_change(offset, clock, clock + _STEP))
        clock += _STEP
    return tuple(found)


def _change(offset: Callable[[datetime], int], low: datetime, high: datetime) -> tuple[datetime, int]:
    before = offset(low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if offset(middle) == before else (low, middle)
    return high, offset(high)
