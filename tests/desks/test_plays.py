"""Every finding of every desk has work for somebody, in both languages, and its promise can be measured."""

from __future__ import annotations

import pytest

from storehand.advise.play import Play
from storehand.desk import Desk
from storehand.desks import DESKS
from storehand.metrics.catalog import Catalog
from storehand.tables import TABLES

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
CHECKS = {check.name for desk in DESKS for check in desk.checks}
PLAYS = [play for desk in DESKS for play in desk.plays]
COLUMNS = {column.name for table in TABLES.values() for column in table.columns}


def _id(desk: Desk) -> str:
    return desk.name


@pytest.mark.parametrize("desk", DESKS, ids=_id)
def test_every_check_has_a_play_of_its_own_desk_for_any_driver(desk: Desk) -> None:
    assert {check.name for check in desk.checks} <= {play.check for play in desk.plays if not play.driver}


def test_no_two_plays_of_any_desk_are_for_the_same_driver() -> None:
    keys = [(play.check, play.driver) for play in PLAYS]
    assert [key for key in keys if keys.count(key) > 1] == []


@pytest.mark.parametrize("desk", DESKS, ids=_id)
def test_a_play_is_for_a_check_that_exists_and_a_metric_that_exists(desk: Desk) -> None:
    for play in desk.plays:
        assert play.check in CHECKS
        assert play.verify_metric in CATALOG.names
        assert 0 < play.hours <= 24
        assert 0 < play.verify_days <= 14


def _known(play: Play) -> bool:
    """Whether its driver is a metric, a column, or a value of a column."""
    name = play.driver.partition("=")[0]
    return not play.driver or name in COLUMNS or (name == play.driver and name in CATALOG.names)


def test_a_driver_is_a_metric_or_a_column() -> None:
    assert [(play.check, play.driver) for play in PLAYS if not _known(play)] == []


@pytest.mark.parametrize("desk", DESKS, ids=_id)
def test_advice_is_short_and_in_both_languages(desk: Desk) -> None:
    long = [play for play in desk.plays if not (10 <= len(play.advice.zh) <= 90 and 20 <= len(play.advice.en) <= 260)]
    assert [(play.check, play.driver, len(play.advice.zh), len(play.advice.en)) for play in long] == []


@pytest.mark.parametrize("desk", DESKS, ids=_id)
def test_names_and_labels_are_complete(desk: Desk) -> None:
    names = [check.name for check in desk.checks]
    assert len(names) == len(set(names))
    labels = [check.label for check in desk.checks] + [metric.label for metric in desk.metrics]
    assert all(label.zh and label.en for label in labels)


def test_no_check_stands_in_two_desks() -> None:
    names = [check.name for desk in DESKS for check in desk.checks]
    assert len(names) == len(set(names))
