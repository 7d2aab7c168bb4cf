"""Columns of text as platforms write them, made from whole arrays at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from storehand.demo.orders import NEVER

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock in the shop's own zone


def moments(seconds: Counts, until: int) -> pa.Array:
    """`2026-11-20 08:30:12`; blank for what has not happened by `until`."""
    return pa.array(seconds, pa.timestamp("s"), mask=seconds > until).cast(pa.string()).fill_null("")


def money(cents: Counts, blank: Mask | None = None) -> pa.Array:
    """`1234.50`; blank where asked."""
    wide = np.empty((len(cents), 2), dtype=np.int64)
    wide[:, 0], wide[:, 1] = cents, np.where(cents < 0, -1, 0)
    found = pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(wide)]).cast(pa.string())
    return found if blank is None else pc.if_else(pa.array(blank), "", found)


def ids(numbers: Counts, *, escaped: bool = False) -> pa.Array:
    """Ids as text; `escaped`: protected from Excel, `="…"`."""
    text = pa.array(numbers).cast(pa.string())
    return pc.binary_join_element_wise('="', text, '"', "") if escaped else text


def picked(codes: Counts, values: Sequence[str]) -> pa.Array:
    """The value of each code; blank for codes below 0."""
    known = pa.array(codes.astype(np.int32), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(known, pa.array(list(values), pa.string())).cast(pa.string()).fill_null("")


def numbers(values: Counts) -> pa.Array:
    """Whole numbers as text."""
    return pa.array(values).cast(pa.string())


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts put together, row by row."""
    return pc.binary_join_element_wise(*parts, "")


def table(headers: Sequence[str], columns: Mapping[str, pa.Array | str], rest: str = "") -> pa.Table:
    """The columns under the headers of the export; text stands in every row, `rest` under headers that have none.

    A misspelt header is an error.
    """
    named = [header.strip() for header in headers]
    assert set(columns) <= set(named), set(columns) - set(named)
    count = next(len(column) for column in columns.values() if not isinstance(column, str))
    full = [_full(columns.get(name, rest), count) for name in named]
    return pa.table(full, names=_apart(headers))


def _full(column: pa.Array | str, count: int) -> pa.Array:
    return pa.repeat(column, count) if isinstance(column, str) else column


def _apart(headers: Sequence[str]) -> list[str]:
    """Arrow allows a name twice; so do platforms."""
    return list(headers)


def seconds(moment: datetime) -> int:
    """A wall-clock time as the orders count it."""
    return int((moment - _EPOCH) / timedelta(seconds=1))


def happened(seconds: Counts, until: int) -> Mask:
    """Where something had happened by `until`."""
    return np.asarray((seconds <= until) & (seconds < NEVER))
