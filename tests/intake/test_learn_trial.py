"""A file read with its draft, nothing kept; and which files need no draft."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake.formats import load_formats
from storehand.intake.learn import learn
from storehand.intake.learn_trial import Trial, known_as, trial
from storehand.workspace import Shop, Workspace
from tests.formats.golden import FORMATS

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def tried(path: Path) -> Trial:
    shop = Shop("店", "generic", "Asia/Shanghai", "CNY")
    return trial(learn(path, "my/new").toml, path, shop, Workspace(Path("nowhere"), (shop,)), load_formats(), now=NOW, day=TODAY)


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "某表.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def test_a_trial_tells_rows_kept_and_aside_and_what_the_first_would_be(tmp_path: Path) -> None:
    rows = ("统计日期,访客数,支付金额,店长心情", "2026-11-19,1200,9800.50,好", "2026-11-20,1100,8700.00,一般", "某天,1,2.00,差")
    (part,) = tried(_file(tmp_path, *rows)).parts
    assert (part.table, part.rows_in, part.kept, part.rows_aside) == ("shop_day", 3, 2, 1)
    assert part.days == (date(2026, 11, 19), date(2026, 11, 20))
    assert [column.name for column in part.columns] == ["day", "visitors", "gmv"]
    assert part.rows == ((date(2026, 11, 19), 1200, Decimal("9800.50")), (date(2026, 11, 20), 1100, Decimal("8700.00")))
    assert [aside.reason for aside in part.aside] == ["not_a_date"]


def test_orders_without_a_time_have_no_day_and_are_kept(tmp_path: Path) -> None:
    rows = ("订单编号,下单时间,付款时间,实付金额", "2026110001,2026-11-20 10:00:00,2026-11-20 10:01:00,9.90", "2026110002,,,8.80")
    (part,) = tried(_file(tmp_path, *rows)).parts
    assert (part.table, part.kept, part.days) == ("orders", 2, (date(2026, 11, 20),))


def test_a_file_that_does_not_say_its_day_is_tried_as_of_the_day_given(tmp_path: Path) -> None:
    rows = ("商品ID,商品访客数,支付买家数,支付金额", "700000000001,12,1,9.90", "700000000002,11,1,8.80")
    told = tried(_file(tmp_path, *rows))
    assert (told.assumed, told.parts[0].days) == (TODAY, (TODAY,))


def test_a_known_file_needs_no_draft_and_an_unknown_one_is_told_why(tmp_path: Path) -> None:
    known, why = known_as(FORMATS / "jd/orders/sample.csv", load_formats())
    assert known is not None
    assert (known.name, why) == ("jd/orders", None)
    none, reason = known_as(_file(tmp_path, "甲,乙", "a,b"), load_formats())
    assert none is None
    assert reason is not None
    assert reason.key == "no_format"


def test_what_cannot_be_opened_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_file"):
        known_as(tmp_path / "nothing.csv", load_formats())
