"""What is fuzzed: bytes or cells in, rows and rejects or one Refusal out. Anything else is a fault of ours."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from storehand.errors import Refusal
from storehand.intake import mask, readers
from storehand.intake.batch import Batch
from storehand.intake.formats import Format, load_formats, read_format
from storehand.intake.guard import MB, Limits
from storehand.intake.read import Request, read
from storehand.intake.readers import Unreadable
from storehand.wording import of_error
from storehand.workspace import Shop, Workspace
from tests.formats.golden import samples

FORMATS = ("taobao/orders", "taobao/sycm_source_day", "shopify/orders", "alipay/funds", "wechat/trades", "generic/costs")
SHOP = Shop("店", "taobao", "Asia/Shanghai", "CNY")
LIMITS = Limits(max_bytes=5 * MB, max_inflated=20 * MB)
NOW = datetime(2026, 11, 22)
ZONE = ZoneInfo("Asia/Shanghai")
SLOWEST, TRACED = 1.0, 3.0  # CPU seconds of a case; where every line is traced for coverage a case takes three times as long
READERS: tuple[Callable[[str], object], ...] = (
    readers.text, readers.identifier, readers.number, readers.whole, readers.money, readers.real, readers.fraction,
    readers.seconds, readers.truth, readers.epoch, readers.number_range, mask.masked, mask.stray, mask.listed, mask.is_person,
    mask.is_name, lambda one: readers.moment(one, ZONE, "ymd"), lambda one: readers.day_range(one, ZONE, "ymd"),
    lambda one: readers.moment(one, ZONE, "dmy", sheet=True), lambda one: readers.day_range(one, ZONE, "mdy", sheet=True),
)  # fmt: skip
NAME = "fuzz.bin"
Told = TypeVar("Told")


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """A few formats of all sorts: fewer make more cases a second."""
    return tuple(format for format in load_formats() if format.name in FORMATS)


@lru_cache(maxsize=1)
def folder() -> Path:
    """A folder for the files, gone when the process ends."""
    made = Path(tempfile.mkdtemp(prefix="storehand-fuzz-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    (made / "stage").mkdir()
    return made


def of_file(content: bytes) -> tuple[Batch, ...] | Refusal:
    """A file of any kind, as intake takes it."""
    path = folder() / NAME
    path.write_bytes(content)
    started = time.process_time()
    try:
        batches = read(
            Request(path, SHOP, date(2026, 11, 20), None), workspace=Workspace(folder(), (SHOP,)), formats=formats(),
            key=bytes(32), stage=folder() / "stage", now=NOW, limits=LIMITS,
        )  # fmt: skip
    except Refusal as refusal:
        of_error(refusal)
        return _in_time(refusal, started)
    finally:
        for left in (folder() / "stage").glob("*"):
            if left.name != "spill":
                shutil.rmtree(left, ignore_errors=True)
    for batch in batches:
        assert batch.rows_in == batch.rows_kept + batch.rows_aside, batch
    return _in_time(batches, started)


def _in_time(told: Told, started: float) -> Told:
    """What was told, unless it took too long."""
    took = time.process_time() - started
    assert took < (TRACED if sys.gettrace() else SLOWEST), f"{took:.2f} s"
    return told


def of_cell(cell: str) -> list[object]:
    """A cell, read as everything that a cell can be."""
    started, found = time.process_time(), list[object]()
    for read_as in READERS:
        try:
            told = read_as(cell)
        except Unreadable:
            continue
        assert not isinstance(told, Decimal) or told.is_finite()
        found.append(told)
    return _in_time(found, started)


def of_format(content: bytes) -> Format | Refusal:
    """A format.toml that a user wrote."""
    path = folder() / "formats" / "t" / "fuzz" / "format.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    started = time.process_time()
    try:
        return _in_time(read_format(path), started)
    except Refusal as refusal:
        of_error(refusal)
        return refusal


def seeds() -> list[bytes]:
    """The samples of the formats that are fuzzed: what a coverage-guided fuzzer starts from."""
    return [path.read_bytes() for path in samples() if "/".join(path.parts[-3:-1]) in FORMATS]
