"""What people set: where a limit holds, what a mute covers, and that the records give back what was put in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storehand.store.records import New, Records
from storehand.store.settings import Limit, Mute, Noted, Setting, Settings, Where, limit_of, new, read, subject, withdrawn
from storehand.workspace import Workspace

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
COAT: Where = (("item_id", "123"),)
LIMITS = (
    Limit("item_low", 0.3),
    Limit("item_low", 0.4, shop="二店"),
    Limit("item_low", 0.5, where=COAT),
    Limit("item_low", 0.6, where=COAT, since=date(2026, 11, 20)),
    Limit("item_low", 20, "minimum"),
)


@pytest.mark.parametrize(
    ("shop", "where", "day", "expected"),
    [
        ("羊毛铺", (), 19, 0.3),
        ("二店", (), 19, 0.4),
        ("二店", COAT, 19, 0.5),
        ("羊毛铺", (("item_id", "123"), ("province", "浙江")), 19, 0.5),
        ("羊毛铺", (("item_id", "124"),), 19, 0.3),
        ("羊毛铺", COAT, 20, 0.6),
    ],
    ids=["all shops", "one shop", "a place before a shop", "within a place", "another place", "from its day on"],
)
def test_the_most_specific_limit_holds(shop: str, where: Where, day: int, expected: float) -> None:
    assert limit_of(LIMITS, "item_low", "", shop, where, date(2026, 11, day)) == expected


def test_the_minimum_is_a_limit_of_its_own() -> None:
    assert limit_of(LIMITS, "item_low", "minimum", "羊毛铺", (), date(2026, 11, 19)) == 20
    assert limit_of(LIMITS, "gmv_low", "minimum", "羊毛铺", (), date(2026, 11, 19)) is None


@pytest.mark.parametrize(
    ("mute", "covered"),
    [
        (Mute("item_low"), True),
        (Mute("item_gone"), False),
        (Mute(metric="gmv"), True),
        (Mute("item_low", metric="visitors"), False),
        (Mute("item_low", shop="二店"), False),
        (Mute("item_low", where=COAT), True),
        (Mute("item_low", where=(("item_id", "124"),)), False),
        (Mute("item_low", until=date(2026, 11, 21)), True),
        (Mute("item_low", until=date(2026, 11, 20)), False),
    ],
    ids=["check", "other check", "metric", "other metric", "other shop", "place", "other place", "last day", "ended"],
)
def test_a_mute_covers_what_it_names_until_it_ends(mute: Mute, covered: bool) -> None:
    assert mute.covers("item_low", "gmv", "羊毛铺", COAT, date(2026, 11, 20)) is covered


@pytest.mark.parametrize(
    "setting",
    [
        Limit("item_low", 0.5, "minimum", "二店", COAT, date(2026, 11, 20)),
        Mute("item_low", "gmv", "二店", COAT, date(2026, 12, 1), "店庆", "abc"),
        Noted(date(2026, 11, 18), date(2026, 11, 20), "换主图", "二店", COAT, True),
    ],
    ids=["limit", "mute", "event"],
)
def test_the_records_give_back_what_was_put_in(tmp_path: Path, setting: Setting) -> None:
    records = Records(Workspace(tmp_path, ()))
    records.write([new(setting)], "ann", NOON)
    (kept,) = Settings.of(records.changes()).every
    assert new(kept) == new(setting)
    assert kept.made is not None
    assert (kept.made.number, kept.made.who, kept.made.at) == (1, "ann", datetime(2026, 11, 20, 12))


def test_a_setting_of_the_same_subject_takes_the_place_of_the_former(tmp_path: Path) -> None:
    records = Records(Workspace(tmp_path, ()))
    records.write([new(Mute("item_low", until=date(2026, 11, 25)))], "ann", NOON)
    records.write([new(Mute("item_low", until=date(2026, 12, 25)))], "bob", NOON)
    assert [mute.until for mute in Settings.of(records.changes()).mutes] == [date(2026, 12, 25)]
    assert len(records.changes()) == 2


def test_what_was_withdrawn_is_gone_but_its_line_says_what_it_was(tmp_path: Path) -> None:
    records = Records(Workspace(tmp_path, ()))
    limit = Limit("item_low", 0.5, shop="二店")
    records.write([new(limit), withdrawn(limit)], "ann", NOON)
    changes = records.changes()
    assert Settings.of(changes) == Settings()
    assert read(changes[1]) is None
    gone = subject(changes[1])
    assert isinstance(gone, Limit)
    assert (gone.check, gone.shop) == ("item_low", "二店")


def test_kinds_of_a_later_version_are_left_alone(tmp_path: Path) -> None:
    records = Records(Workspace(tmp_path, ()))
    records.write([New("role", "x", {"of": "ann"}), new(Limit("item_low", 0.5))], "ann", NOON)
    assert [type(one) for one in Settings.of(records.changes()).every] == [Limit]
    assert subject(records.changes()[0]) is None
