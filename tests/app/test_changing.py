"""`storehand limit`, `mute`, `unmute` and `event`, as a person at a terminal meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from storehand import flow
from storehand.app.cli import cli
from storehand.app.named import CHECKS
from storehand.detect.limits import limits
from storehand.errors import StorehandError, UsageError
from storehand.wording import of_error
from storehand.workspace import Workspace

FINDING = {"id": "abc123", "check": "item_low", "metric": "gmv", "shop": "木棉", "where": {"item_id": "123"}}


@pytest.fixture
def workspace(new_workspace: Callable[..., Workspace]) -> Workspace:
    """Two shops, and a briefing of 20 November with one finding."""
    made = new_workspace("木棉:taobao", "二店:jd")
    report(made, "2026-11-20", {"findings": [FINDING]})
    return made


def report(workspace: Workspace, day: str, document: object) -> Path:
    path = workspace.reports / day / "briefing.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def run(workspace: Workspace, *words: str) -> str:
    result = CliRunner().invoke(cli, ["-w", str(workspace.path), *words])
    if isinstance(result.exception, StorehandError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def told(workspace: Workspace, *words: str) -> Any:
    return json.loads(run(workspace, *words, "--json"))


def test_a_limit_is_set_listed_and_taken_back(workspace: Workspace) -> None:
    assert "0.5" in run(workspace, "limit", "item_low", "0.5")
    found = told(workspace, "limit", "item_low")
    assert {one["key"]: one["value"] for one in found["desk"]} == limits(CHECKS["item_low"])
    assert [(one["value"], one["shop"], one["where"], one["number"]) for one in found["own"]] == [(0.5, "", {}, 1)]
    run(workspace, "limit", "item_low", "default")
    assert told(workspace, "limit", "item_low")["own"] == []


def test_each_place_has_its_own_limit(workspace: Workspace) -> None:
    run(workspace, "limit", "item_low", "0.5")
    run(workspace, "limit", "item_low", "0.6", "--shop", "二店", "--where", "item_id=123", "--since", "2026-11-20")
    run(workspace, "limit", "item_low", "20", "--minimum")
    run(workspace, "limit", "item_low", "default")
    assert [(one.value, one.key, one.shop, one.where, str(one.since)) for one in flow.settings(workspace).limits] == [
        (0.6, "", "二店", (("item_id", "123"),), "2026-11-20"),
        (20, "minimum", "", (), "None"),
    ]


def test_going_back_to_the_default_where_nothing_was_set_writes_nothing(workspace: Workspace) -> None:
    run(workspace, "limit", "item_low", "default")
    assert not (workspace.path / "records.db").exists()


def test_all_limits_are_listed_with_the_desks_and_the_shops_own(workspace: Workspace) -> None:
    run(workspace, "limit", "gmv_low", "0.33", "--shop", "二店")
    lines = [line for line in run(workspace, "limit").splitlines() if line.startswith("gmv_low")]
    assert ["默认" in line for line in lines] == [True, True, False]
    assert f"{limits(CHECKS['gmv_low'])['']:g}" in lines[0]
    assert "0.33" in lines[2]
    assert "二店" in lines[2]


def test_a_limit_of_another_kind_is_named_after_a_dot(workspace: Workspace) -> None:
    assert "campaign_roas_low.mature" in run(workspace, "limit", "campaign_roas_low.mature", "9")
    run(workspace, "limit", "item_low.minimum", "20")
    assert [(one.check, one.key, one.value) for one in flow.settings(workspace).limits] == [
        ("campaign_roas_low", "mature", 9),
        ("item_low", "minimum", 20),
    ]
    assert ".mature" in run(workspace, "limit", "campaign_roas_low")
    with pytest.raises(UsageError) as caught:
        run(workspace, "limit", "campaign_roas_low.ripe", "9")
    assert "storehand limit campaign_roas_low.mature" in of_error(caught.value).zh


def test_every_change_is_told_with_who_and_when(workspace: Workspace) -> None:
    for value in ("0.5", "0.6", "default"):
        run(workspace, "limit", "item_low", value)
    history = told(workspace, "limit", "--history")["own"]
    assert [(one["number"], one["holds"]) for one in history] == [(1, True), (2, True), (3, False)]
    assert [one["value"] for one in history[:2]] == [0.5, 0.6]
    assert all(one["at"].endswith("+00:00") for one in history)
    assert "已取消" in run(workspace, "limit", "--history")


def test_a_finding_is_muted_by_its_id(workspace: Workspace) -> None:
    words = run(workspace, "mute", "abc123", "--until", "2026-11-25", "--reason", "店庆")
    assert "storehand unmute 1" in words
    (mute,) = flow.settings(workspace).mutes
    assert (mute.check, mute.metric, mute.shop, mute.where) == ("item_low", "gmv", "木棉", (("item_id", "123"),))
    assert (str(mute.until), mute.reason, mute.finding) == ("2026-11-26", "店庆", "abc123")


def test_the_newest_briefing_that_has_the_id_counts(workspace: Workspace) -> None:
    report(workspace, "2026-11-21", {"findings": [{**FINDING, "shop": "二店"}]})
    report(workspace, "2026-11-22", '{"findings": [{"id": "abc123"')
    report(workspace, "2026-11-23", ["abc123"])
    report(workspace, "2026-11-24", {"findings": [{"id": "abc123"}, "abc123"]})
    run(workspace, "mute", "abc123")
    assert [mute.shop for mute in flow.settings(workspace).mutes] == ["二店"]


def test_a_mute_is_listed_and_taken_back_by_its_number(workspace: Workspace) -> None:
    run(workspace, "mute", "--check", "gmv_low", "--shop", "二店")
    run(workspace, "mute", "--metric", "refunds", "--until", "2020-01-01")
    listed = run(workspace, "mute")
    assert "一直" in listed
    assert "2020-01-01 已到期" in listed
    run(workspace, "unmute", "1")
    assert [(one["number"], one["metric"], one["until"]) for one in told(workspace, "mute")["mutes"]] == [
        (2, "refunds", "2020-01-02")
    ]
    assert [one["holds"] for one in told(workspace, "mute", "--history")["mutes"]] == [True, True, False]


def test_an_event_is_noted_listed_and_taken_back(workspace: Workspace) -> None:
    run(workspace, "event", "2026-11-18", "换主图", "--where", "item=羊毛大衣A", "--shop", "木棉")
    run(workspace, "event", "2026-11-18", "停电", "--until", "2026-11-19", "--apart")
    listed = run(workspace, "event")
    assert all(word in listed for word in ("换主图", "停电", "2026-11-18 至", "2026-11-19"))
    events = told(workspace, "event")["events"]
    assert [(one["since"], one["until"], one["what"], one["apart"]) for one in events] == [
        ("2026-11-18", "2026-11-19", "换主图", False),
        ("2026-11-18", "2026-11-20", "停电", True),
    ]
    run(workspace, "event", "--drop", "1")
    assert [event.what for event in flow.settings(workspace).events] == ["停电"]


def test_a_workspace_in_which_nothing_is_set_says_so(workspace: Workspace) -> None:
    assert [run(workspace, word).strip() for word in ("mute", "event")] == ["还没有。", "还没有。"]
    assert not (workspace.path / "records.db").exists()


def test_words_of_people_are_shown_as_they_stand(workspace: Workspace) -> None:
    run(workspace, "event", "2026-11-18", "[red]上新[/red]")
    assert "[red]上新[/red]" in run(workspace, "event")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("limit", "gmv_lo", "0.3"), ("gmv_lo", "gmv_low")),
        (("limit", "gmv_lo"), ("gmv_lo", "gmv_low")),
        (("limit", "gmv_low", "三成"), ("三成", "default")),
        (("limit", "gmv_low", "nan"), ("nan", "default")),
        (("limit", "gmv_low", "0.3", "--shop", "别家"), ("别家", "木棉、二店")),
        (("limit", "gmv_low", "0.3", "--where", "colour=red"), ("colour", "item_id")),
        (("limit", "gmv_low", "0.3", "--where", "shop=二店"), ("--shop 二店",)),
        (("limit", "gmv_low", "0.3", "--where", "item"), ("item",)),
        (("limit", "gmv_low", "0.3", "--since", "yesterday"), ("yesterday",)),
        (("limit", "gmv_low", "default", "--since", "2026-11-20"), ("2026-11-20",)),
        (("limit", "item_gone", "0.3"), ("item_gone", "storehand limit item_gone ", " --minimum")),
        (("mute", "fff999"), ("fff999", "reports", "--check")),
        (("mute", "abc123", "--check", "gmv_low"), ("abc123", "--check")),
        (("mute", "--check", "nope"), ("nope", "gmv_low")),
        (("mute", "--metric", "nope"), ("nope", "gmv")),
        (("mute", "--shop", "二店"), ("--check",)),
        (("unmute", "7"), ("7", "–")),
        (("event", "18.11.", "换主图"), ("18.11.",)),
        (("event", "2026-11-18"), ("2026-11-18", "换主图")),
        (("event", "2026-11-18", "清仓", "--until", "2026-11-17"), ("2026-11-17", "--until")),
        (("event", "2026-11-18", "停电", "--apart", "--shop", "二店"), ("--apart",)),
        (("event", "--drop", "7"), ("7", "–")),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_one_sentence_with_the_value_and_the_way_out(
    workspace: Workspace, words: tuple[str, ...], named: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as caught:
        run(workspace, *words)
    sentence = of_error(caught.value).zh
    assert [part for part in named if part not in sentence] == []
    assert len(sentence.splitlines()) == 1
    assert not (workspace.path / "records.db").exists()
