"""Each symptom of the playbook is watched, and somebody knows what to do about it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from storehand import demo
from storehand.advise.play import Play, Role
from storehand.demo.kinds import HARMFUL, KINDS
from storehand.desks import DESKS
from storehand.desks.playbook import SYMPTOMS

PLAYS = [play for desk in DESKS for play in desk.plays]
# A symptom without any data for it would stand here, with the reason.
NOT_WATCHED: dict[str, str] = {}


def test_the_playbook_counts_from_1_to_25() -> None:
    assert list(SYMPTOMS) == [f"P{number}" for number in range(1, 26)]


@pytest.mark.parametrize("number", SYMPTOMS)
def test_a_symptom_has_a_play_or_a_reason_why_not(number: str) -> None:
    assert any(play.number == number for play in PLAYS) != (number in NOT_WATCHED)


def test_every_play_names_its_symptom() -> None:
    assert [(play.check, play.driver) for play in PLAYS if play.number not in SYMPTOMS] == []


@pytest.mark.parametrize("kind", HARMFUL)
def test_what_happens_in_the_demo_shop_has_a_play_for_its_owner(kind: str) -> None:
    told = KINDS[kind]
    wanted = {play.owner for play in PLAYS if play.number == told.play}
    assert wanted, told.play
    assert told.owner in wanted


OWNERS: dict[str, Role] = {
    "search": "operations", "feed": "design", "paid_search": "ads", "paid_crowd": "ads", "live": "operations",
    "video": "operations", "event": "operations", "own": "operations", "offsite": "ads",
}  # fmt: skip


def _plain(name: str) -> str:
    """A source's name without what stands in brackets or after a dash."""
    return name.partition("(")[0].partition("-")[0]


def _sources() -> list[tuple[str, str]]:
    platforms = tomllib.loads((Path(demo.__file__).parent / "platforms.toml").read_text("utf-8"))
    found = [(source["name"], source["kind"]) for each in platforms.values() for source in each["sources"]]
    children = [
        (child, source["kind"])
        for each in platforms.values()
        for source in each["sources"]
        for child in source.get("children", {})
    ]
    return sorted({*found, *children})


@pytest.mark.parametrize(("source", "kind"), _sources(), ids=str)
def test_a_source_of_any_platform_has_its_own_play(source: str, kind: str) -> None:
    (play,) = [each for each in PLAYS if (each.check, each.driver) == ("source_low", f"source={_plain(source)}")]
    assert play.owner == OWNERS[kind]


def _play(check: str, driver: str) -> Play:
    (found,) = [play for play in PLAYS if (play.check, play.driver) == (check, driver)]
    return found


@pytest.mark.parametrize(
    ("driver", "owner"),
    [
        ("", "operations"), ("sold_out_skus", "buying"), ("bad_reviews", "service"), ("item_price", "operations"),
        ("rival_price", "operations"), ("item_bounce", "design"), ("refunds", "logistics"),
    ],
)  # fmt: skip
def test_an_item_that_converts_worse_goes_to_whom_the_cause_belongs(driver: str, owner: str) -> None:
    assert _play("item_cvr_low", driver).owner == owner


@pytest.mark.parametrize(
    ("reason", "owner"),
    [
        ("质量问题", "logistics"), ("尺寸/大小不合适", "design"), ("与描述不符", "design"), ("未按约定时间发货", "warehouse"),
        ("少件/漏发", "warehouse"), ("多拍/拍错", "service"),
    ],
)  # fmt: skip
def test_refunds_of_an_item_go_to_whom_the_reason_belongs(reason: str, owner: str) -> None:
    assert _play("item_refunds_high", f"reason={reason}").owner == owner
