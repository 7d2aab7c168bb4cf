"""Each check of ads finds what it is there for on a made-up day, and nothing on an ordinary one."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.desks.ads.checks import CHECKS
from storehand.detect.run import Findings, findings
from storehand.metrics.catalog import Catalog
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm

CATALOG = Catalog.build(metric for desk in DESKS for metric in desk.metrics)
PLANS = {"关键词_大衣": 0.5, "关键词_围巾": 0.3, "人群推_大衣": 0.2}
USUAL = {"ad_spend": 2_000.0, "ad_clicks": 1_000.0, "ad_impressions": 40_000.0, "ad_gmv": 8_000.0, "ad_orders": 40.0}


def account(plan: str = "", **friday: float) -> dict[Cell, Days]:
    """Three plans that make up the account. On Friday the named metrics of one plan are multiplied."""
    cells: dict[Cell, Days] = {("gmv", WHOLE): calm(20_000), ("orders", WHOLE): calm(1_000)}
    for metric, level in USUAL.items():
        parts = {name: calm(level * share) for name, share in PLANS.items()}
        if plan and metric in friday:
            parts[plan][FRIDAY] *= friday[metric]
        for name, days in parts.items():
            cells[metric, (("campaign", name),)] = days
        cells[metric, WHOLE] = {day: sum(days[day] for days in parts.values()) for day in next(iter(parts.values()))}
    return cells


def found(cells: dict[Cell, Days]) -> Findings:
    return findings(fake(FRIDAY, cells, catalog=CATALOG), [("ads", check) for check in CHECKS])


def test_an_ordinary_friday_is_looked_at_and_nothing_is_told() -> None:
    told = found(account())
    assert told.findings == ()
    assert told.curves >= 14  # the account twice, three plans four times


@pytest.mark.parametrize(
    ("check", "friday"),
    [
        ("campaign_spend_high", {"ad_spend": 1.9}),
        ("campaign_cpc_high", {"ad_spend": 1.9}),
        ("campaign_clicks_low", {"ad_clicks": 0.4, "ad_impressions": 0.4, "ad_spend": 0.4}),
        ("campaign_ctr_low", {"ad_clicks": 0.4}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_plan_that_changed_is_named(check: str, friday: dict[str, float]) -> None:
    """By its own check, or by another that stands for it: dearer clicks are dearer spending."""
    told = found(account("人群推_大衣", **friday)).findings
    assert {finding.where for finding in told} == {(("campaign", "人群推_大衣"),)}
    assert check in {each.check for finding in told for each in (finding, *finding.folded)}


def test_a_plan_without_clicks_is_gone() -> None:
    cells = account()
    for metric in USUAL:
        del cells[metric, (("campaign", "关键词_围巾"),)][FRIDAY]
    assert "campaign_gone" in {finding.check for finding in found(cells).findings}


def test_an_account_that_ran_dry_is_told_once() -> None:
    cells = account()
    for (metric, _), days in cells.items():
        if metric in {"ad_spend", "ad_clicks", "ad_impressions"}:
            days[FRIDAY] *= 0.1
    checks = [finding.check for finding in found(cells).findings]
    assert checks.count("ad_clicks_low") == 1
    assert "campaign_clicks_low" not in checks
