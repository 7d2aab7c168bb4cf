"""What people set is seen on the next run: a mute, a limit, an event; and not in the past, before it was set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storehand import flow
from storehand.app.settings import create
from storehand.desks import DESKS
from storehand.flow import Ask, Question
from storehand.report import jsonout
from storehand.report.briefing import Briefing, FindingCard
from storehand.store.records import Records
from storehand.store.settings import Limit, Mute, Noted, Setting, new, withdrawn
from storehand.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "taobao"
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
DAY = date(2026, 11, 20)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example shop, in which something is wrong on the newest day."""
    workspace = create(tmp_path_factory.mktemp("shop") / "w", ("木棉旗舰店:taobao",))
    flow.load(workspace, Ask((EXAMPLES,)), now=NOW, told=lambda _: None)
    return workspace


@pytest.fixture
def shop(loaded: Workspace) -> Workspace:
    """Its records are empty."""
    for path in loaded.path.glob("records.db*"):
        path.unlink()
    return loaded


def set_(workspace: Workspace, *settings: Setting, at: datetime = NOW) -> None:
    Records(workspace).write([new(one) for one in settings], "ann", at)


def brief(workspace: Workspace, as_of: datetime | None = None) -> Briefing:
    return flow.brief(workspace, DESKS, Question(DAY, as_of=as_of), now=NOW)


def checks(briefing: Briefing) -> list[str]:
    return [card.explanation.finding.check for card in briefing.findings]


@pytest.fixture(scope="module")
def worst(loaded: Workspace) -> FindingCard:
    """What the briefing tells first where nothing is set: whatever it is, people can change it."""
    return brief(loaded).findings[0]


@pytest.fixture
def check(worst: FindingCard) -> str:
    return worst.explanation.finding.check


def test_a_mute_is_counted_and_not_told_until_it_ends_or_is_taken_back(shop: Workspace, check: str) -> None:
    before = brief(shop)
    assert (check in checks(before), before.muted) == (True, 0)
    mute = Mute(check)
    set_(shop, mute)
    quiet = brief(shop)
    assert check not in checks(quiet)
    assert quiet.muted >= 1
    told = jsonout.document(quiet)
    assert told["muted"] == quiet.muted
    assert f'"check": "{check}"' not in json.dumps(told["findings"])
    set_(shop, replace(mute, until=DAY))
    assert checks(brief(shop)) == checks(before)
    set_(shop, replace(mute, until=DAY + timedelta(days=1)))
    assert brief(shop).muted == quiet.muted
    Records(shop).write([withdrawn(mute)], "ann", NOW)
    assert checks(brief(shop)) == checks(before)


def test_as_of_a_time_before_it_was_set_nothing_was_muted(shop: Workspace, check: str) -> None:
    set_(shop, Mute(check), at=NOW + 2 * HOUR)
    assert [brief(shop, NOW + hours * HOUR).muted > 0 for hours in (1, 2)] == [False, True]


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ((Limit("", 50),), False),
        ((Limit("", 50, shop="二店"),), True),
        ((Limit("", 50, since=DAY + timedelta(days=1)),), True),
        ((Limit("", 50), Limit("", 0.01, shop="木棉旗舰店")), True),
        ((Limit("", 1e9, "minimum"),), False),
    ],
    ids=["wider", "of another shop", "from tomorrow", "narrower for this shop", "far too little behind it"],
)
def test_a_limit_of_the_shops_own_decides_what_is_found(shop: Workspace, check: str, limits: Sequence[Limit], told: bool) -> None:
    set_(shop, *(replace(limit, check=check) for limit in limits))
    assert (check in checks(brief(shop))) is told


def test_the_commands_on_the_card_name_it_and_a_limit_that_hides_it(shop: Workspace, worst: FindingCard) -> None:
    finding = worst.explanation.finding
    assert worst.mute == f"storehand mute {finding.id}"
    _, word, check, value = worst.limit.split()
    assert (word, check) == ("limit", finding.check)
    set_(shop, Limit(check, float(value)))
    assert finding.id not in [card.explanation.finding.id for card in brief(shop).findings]


def test_an_event_confirms_the_cause_and_is_named(shop: Workspace, worst: FindingCard) -> None:
    assert worst.explanation.cause != "confirmed"
    set_(shop, Noted(DAY - timedelta(days=1), DAY, "搜索标题改了"))
    explanation = brief(shop).findings[0].explanation
    assert explanation.cause == "confirmed"
    assert "搜索标题改了" in [event.what.zh for event in explanation.events]


def test_a_day_that_stands_apart_is_not_held_against_ordinary_days(shop: Workspace, check: str) -> None:
    set_(shop, Noted(DAY, DAY + timedelta(days=1), "停电", apart=True))
    briefing = brief(shop)
    assert check not in checks(briefing)
    assert "停电" in briefing.occasion.zh
