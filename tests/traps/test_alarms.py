"""Alarms that others raise wrongly, and those that they miss: the calendar's doing, a weak month, a bad day."""

from __future__ import annotations

from datetime import date

from storehand.explain import tell
from storehand.explain.run import explain
from tests.traps.shops import GONE, LAST, Loaded


def test_december_after_singles_day_is_no_alarm(incident: Loaded) -> None:
    view = incident.view(LAST, "month")
    december, november = view.value("gmv"), view.value("gmv", date(2025, 11, 1), date(2025, 12, 1))
    assert december is not None
    assert november is not None
    assert december < november  # as the calendar has it, and no trouble
    told = incident.findings(LAST, "month")
    assert [finding for finding in told.findings if not finding.where] == []
    assert told.curves > 1


def test_a_december_that_lost_15_per_cent_is_an_alarm(weak_december: Loaded) -> None:
    whole = [finding for finding in weak_december.findings(LAST, "month").findings if not finding.where]
    assert [finding.check for finding in whole] == ["gmv_low"]
    (finding,) = whole
    assert finding.direction == "down"
    assert -0.25 < float(finding.value) / finding.expected - 1 < -0.08
    assert finding.impact is not None
    assert finding.impact.low > 0


def test_the_one_day_incident_is_named_with_its_day_and_its_items(incident: Loaded) -> None:
    view = incident.view(LAST)
    finding = incident.findings(LAST).findings[0]
    assert (finding.check, finding.day, finding.where) == ("gmv_low", LAST, ())
    explanation = explain(view, finding)
    assert explanation.dimension == "item"
    named = {where[-1][1] for segment in explanation.segments if (where := segment.where)}
    assert {"Product 1", "Product 2"} <= named <= set(GONE)  # the third sells too little for its absence to be no chance
    assert "Product 1" in tell.cause(explanation, view).zh


def test_the_incident_is_told_once(incident: Loaded) -> None:
    assert [finding.metric for finding in incident.findings(LAST).findings] == ["gmv"]


def test_money_at_stake_is_the_shops_own(incident: Loaded) -> None:
    (finding,) = incident.findings(LAST).findings
    assert finding.impact is not None
    assert float(finding.impact.money) == round(finding.expected - float(finding.value), 2)


def test_the_evidence_returns_the_value(incident: Loaded) -> None:
    view = incident.view(LAST)
    for finding in incident.findings(LAST).findings:
        with view.facts.connect() as connection:
            assert connection.execute(finding.evidence.sql).fetchall() == [(finding.value,)]
        assert finding.evidence.rows == view.value("orders", finding.since, finding.until)


def test_the_week_before_was_quiet(incident: Loaded) -> None:
    days = [date(2025, 12, day) for day in (23, 24, 29)]
    assert [finding for day in days for finding in incident.findings(day).findings] == []
