"""Persons as platforms mask them."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from storehand.demo.columns import Counts, joined, picked

_NAMES: Final = ("陈*", "林*", "黄*", "张*", "李*", "王*", "吴*", "刘*", "周*", "徐*")
_DIGITS: Final = tuple(str(digit) for digit in range(10))


def names(buyers: Counts) -> pa.Array:
    """`陈*`."""
    return picked(buyers % len(_NAMES), _NAMES)


def phones(buyers: Counts) -> pa.Array:
    """`1*********8`."""
    return joined("1*********", picked(buyers % 7, _DIGITS))
