"""Real personal bills (anonymised): what their own first lines state must come out of the rows that we keep.

Needs STOREHAND_REAL_DATA (a folder with cn-bills/); nothing of it is in this repository. The files of Alipay and WeChat Pay
have lost rows to whoever made them anonymous: their first lines speak of 66 and 43 rows, of which 10 and 27 are there, so
the figures stand here as an addition of the rows by hand.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storehand.intake.batch import Batch
from storehand.intake.formats import load_formats
from storehand.intake.raw import records
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace

pytestmark = pytest.mark.real
ME = Shop("me", "generic", "Asia/Shanghai", "CNY")
NAMES = ("alipay-records.csv", "jd-records.csv", "mt-records.csv", "wechat-records.csv", "wechat-records.xlsx")
SUMS = "SELECT direction, count(*), sum(amount) FROM bills GROUP BY 1 ORDER BY 1"


def load(folder: Path, stage: Path, name: str) -> tuple[Batch, ...]:
    """The batches of one bill."""
    workspace = Workspace(stage, (ME,), timezone=ME.timezone, currency=ME.currency)
    request = Request(folder / "cn-bills" / f"example-{name}", ME, None, None)
    now = datetime(2026, 11, 22, 1, 0, 0)
    return read(request, workspace=workspace, formats=load_formats(), key=b"k" * 32, stage=stage, now=now)


def asked(query: str, *batches: Batch) -> list[tuple[Any, ...]]:
    """What the bills of these batches answer."""
    paths = [str(part.path) for batch in batches for part in batch.parts]
    with duckdb.connect() as duck:
        duck.sql(f"CREATE VIEW bills AS SELECT * FROM read_parquet({paths})")
        return duck.execute(query).fetchall()


def stated(folder: Path, name: str) -> dict[str, tuple[int, Decimal | None]]:
    """Rows and money as the lines above the header state them: 收入：6笔 209.73元."""
    words = (folder / "cn-bills" / f"example-{name}").read_text(encoding="utf-8-sig")
    counts = re.findall(r"(共|收入|支出|不计收支)：?(\d+)笔", words)
    money = dict(re.findall(r"(收入|支出|不计收支)：\d+笔.*?([\d.]+)元", words))
    return {word: (int(count), Decimal(money[word]) if word in money else None) for word, count in counts}


@pytest.mark.parametrize(
    ("name", "rows", "first", "last"),
    [
        ("alipay-records.csv", [10], date(2023, 1, 9), date(2023, 7, 10)),
        ("jd-records.csv", [26], date(2024, 12, 5), date(2024, 12, 30)),
        ("mt-records.csv", [29], date(2025, 2, 2), date(2025, 2, 28)),
        ("wechat-records.csv", [27], date(2017, 10, 20), date(2024, 6, 7)),
        ("wechat-records.xlsx", [27, 27], date(2017, 10, 20), date(2024, 6, 7)),
    ],
)
def test_every_row_of_a_bill_is_kept_under_a_key_of_its_own(
    name: str, rows: list[int], first: date, last: date, tmp_path: Path, real_data: Path
) -> None:
    batches = load(real_data, tmp_path, name)
    assert [(batch.rows_in, batch.rows_kept, batch.rows_aside) for batch in batches] == [(count, count, 0) for count in rows]
    assert [batch.warnings for batch in batches] == [()] * len(rows)
    # Both sheets of the workbook hold the same rows: they have the same keys, so that facts keep each once.
    assert asked("SELECT count(DISTINCT bill_id), min(billed_day), max(billed_day) FROM bills", *batches) == [
        (rows[0], first, last)
    ]


def test_jd_spent_what_its_bill_states_after_what_was_given_back(tmp_path: Path, real_data: Path) -> None:
    told = stated(real_data, "jd-records.csv")
    assert told == {
        "共": (26, None),
        "收入": (0, Decimal("0.00")),
        "支出": (16, Decimal("1648.43")),
        "不计收支": (10, Decimal("1097.59")),
    }
    (batch,) = load(real_data, tmp_path, "jd-records.csv")
    assert batch.rows_kept == told["共"][0]
    spent = asked("SELECT count(*), -sum(amount) - sum(coalesce(refunded, 0)) FROM bills WHERE direction = 'out'", batch)
    assert spent == [told["支出"]]
    # What came back adds up to the bill's 不计收支; a payment given back in full and one for later count nothing there.
    back = "SELECT sum(amount) FILTER (state = '退款成功'), count(*) FROM bills WHERE direction = 'neutral'"
    assert asked(back, batch) == [(told["不计收支"][1], told["不计收支"][0])]
    assert asked("SELECT count(*), sum(refunded) FROM bills WHERE refunded > 0", batch) == [(5, Decimal("1097.59"))]


def test_meituan_took_and_gave_what_its_bill_states(tmp_path: Path, real_data: Path) -> None:
    told = stated(real_data, "mt-records.csv")
    assert told == {
        "共": (29, None),
        "支出": (23, Decimal("1175.68")),
        "收入": (6, Decimal("209.73")),
        "不计收支": (0, Decimal("0.00")),
    }
    (batch,) = load(real_data, tmp_path, "mt-records.csv")
    assert batch.rows_kept == told["共"][0]
    # The bill counts its one repayment among the 23, but not its 48.12 in the sum.
    assert asked(SUMS, batch) == [
        ("in", 6, Decimal("209.73")), ("neutral", 1, Decimal("48.12")), ("out", 22, Decimal("-1175.68")),
    ]  # fmt: skip


def test_alipay_rows_add_up_as_by_hand(tmp_path: Path, real_data: Path) -> None:
    (batch,) = load(real_data, tmp_path, "alipay-records.csv")
    assert asked(SUMS, batch) == [
        ("in", 1, Decimal("222228.50")),
        ("neutral", 4, Decimal("16.03") + Decimal("99.34") + Decimal("82.00") + Decimal("50.00")),
        ("out", 5, -(Decimal("49.74") + Decimal("20.00") + Decimal("50.00") + Decimal("9.90") + Decimal("82.00"))),
    ]


def test_wechat_says_the_same_in_text_and_in_its_workbook(tmp_path: Path, real_data: Path) -> None:
    (text,) = load(real_data, tmp_path, "wechat-records.csv")
    book = load(real_data, tmp_path, "wechat-records.xlsx")
    assert asked(SUMS, text) == [
        ("in", 5, Decimal("28.49")), ("neutral", 11, Decimal("26100.89")), ("out", 11, Decimal("-2904.53")),
    ]  # fmt: skip
    every = 'SELECT * EXCLUDE (batch, "row", known_at) FROM bills ORDER BY bill_id'
    assert [asked(every, sheet) for sheet in book] == [asked(every, text)] * 2


PEOPLE = (
    "xx@gmail.com", "rim***", "xxx***@163", "fin***@", "jd_55370d18d5bb4", "SJT714453696", "微信昵称", "云膳", "同性好友",
    "房东", "用户A", "哈哈", "YingDev", "腾讯公益", "7449", "(1875)", "(9876)", "3147",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_account_or_card_is_among_the_facts(name: str, tmp_path: Path, real_data: Path) -> None:
    batches = load(real_data, tmp_path, name)
    facts = str(asked("SELECT * EXCLUDE (bill_id, order_id) FROM bills", *batches))
    assert [word for word in PEOPLE if word in facts] == []
    above = "".join(str(records(batch.raw, 1, 25)) for batch in batches if batch.raw)
    assert [word for word in PEOPLE[:13] if word in above] == []
