"""Every finding of trade has work for somebody, and the promise can be measured."""

from __future__ import annotations

import pytest

from storehand.advise.play import Play
from storehand.desks import DESKS
from storehand.desks.trade.checks import CHECKS
from storehand.desks.trade.plays import PLAYS
from storehand.metrics.catalog import Catalog

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)


def test_every_check_has_a_play_for_any_driver() -> None:
    assert {check.name for check in CHECKS} <= {play.check for play in PLAYS if not play.driver}


def test_no_two_plays_are_for_the_same_driver() -> None:
    keys = [(play.check, play.driver) for play in PLAYS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: f"{play.check}-{play.driver}")
def test_a_play_is_for_a_check_that_exists_and_a_metric_that_exists(play: Play) -> None:
    assert play.check in {check.name for desk in DESKS for check in desk.checks}
    assert play.verify_metric in CATALOG.names
    assert 0 < play.hours <= 24
    assert 0 < play.verify_days <= 14


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: f"{play.check}-{play.driver}")
def test_advice_is_short_and_in_both_languages(play: Play) -> None:
    assert 10 <= len(play.advice.zh) <= 90
    assert 20 <= len(play.advice.en) <= 260
