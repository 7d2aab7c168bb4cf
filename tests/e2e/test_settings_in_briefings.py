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
from storehand.report.briefing import Briefing
from storehand.store.records import Records
from storehand.store.settings import Limit, Mute, Noted, Setting, new, withdrawn
from storehand.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "taobao"
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
DAY = date(2026, 11, 20)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example shop, on whose newest day the visitors from search fell."""
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


def test_a_mute_is_counted_and_not_told_until_it_ends_or_is_taken_back(shop: Workspace) -> None:
    before = brief(shop)
    assert "visitors_low" in checks(before)
    assert before.muted == 0
    mute = Mute("visitors_low")
    set_(shop, mute)
    quiet = brief(shop)
    assert checks(quiet) == [check for check in checks(before) if check != "visitors_low"]
    assert (quiet.muted, jsonout.document(quiet)["muted"]) == (1, 1)
    assert "visitors_low" not in json.dumps(jsonout.document(quiet), ensure_ascii=False)
    set_(shop, replace(mute, until=DAY))
    assert checks(brief(shop)) == checks(before)
    set_(shop, replace(mute, until=DAY + timedelta(days=1)))
    assert brief(shop).muted == 1
    Records(shop).write([withdrawn(mute)], "ann", NOW)
    assert checks(brief(shop)) == checks(before)


def test_as_of_a_time_before_it_was_set_nothing_was_muted(shop: Workspace) -> None:
    set_(shop, Mute("visitors_low"), at=NOW + 2 * HOUR)
    assert [brief(shop, NOW + hours * HOUR).muted for hours in (1, 2)] == [0, 1]


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ((Limit("visitors_low", 0.15),), True),
        ((Limit("visitors_low", 0.5),), False),
        ((Limit("visitors_low", 0.5, shop="二店"),), True),
        ((Limit("visitors_low", 0.5, since=DAY + timedelta(days=1)),), True),
        ((Limit("visitors_low", 0.5), Limit("visitors_low", 0.1, shop="木棉旗舰店")), True),
        ((Limit("visitors_low", 5000, "minimum"),), False),
    ],
    ids=["the desk's", "wider", "of another shop", "from tomorrow", "narrower for this shop", "too few visitors"],
)
def test_a_limit_of_the_shops_own_decides_what_is_found(shop: Workspace, limits: Sequence[Limit], told: bool) -> None:
    set_(shop, *limits)
    assert ("visitors_low" in checks(brief(shop))) is told


def test_the_command_on_the_card_hides_the_finding_by_its_limit(shop: Workspace) -> None:
    (card,) = [card for card in brief(shop).findings if card.explanation.finding.check == "visitors_low"]
    _, word, check, value = card.limit.split()
    assert (word, check) == ("limit", "visitors_low")
    set_(shop, Limit(check, float(value)))
    assert "visitors_low" not in checks(brief(shop))
    assert card.mute == f"storehand mute {card.explanation.finding.id}"


def test_an_event_confirms_the_cause_and_is_named(shop: Workspace) -> None:
    set_(shop, Noted(DAY - timedelta(days=1), DAY, "搜索标题改了"))
    (card,) = [card for card in brief(shop).findings if card.explanation.finding.check == "visitors_low"]
    assert card.explanation.cause == "confirmed"
    assert "搜索标题改了" in [event.what.zh for event in card.explanation.events]


def test_a_day_that_stands_apart_is_not_held_against_ordinary_days(shop: Workspace) -> None:
    set_(shop, Noted(DAY, DAY + timedelta(days=1), "停电", apart=True))
    briefing = brief(shop)
    assert "visitors_low" not in checks(briefing)
    assert "停电" in briefing.occasion.zh
