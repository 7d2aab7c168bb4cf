"""Money, severity, repetition and chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from storehand.detect.check import NO_EVIDENCE, Check, worse_than_usual
from storehand.detect.finding import Finding, Impact
from storehand.detect.merge import Merger
from storehand.detect.run import findings
from storehand.detect.weigh import likely, weighed
from storehand.metrics.catalog import Catalog
from storehand.wording import plain
from tests.detect.fake_view import METRICS, SHOP, Cell, Days, fake
from tests.detect.test_check import FRIDAY, SOURCE, WHOLE, calm, shop, sources

CATALOG = Catalog.build(METRICS)


def a_finding(
    metric: str, value: float, expected: float, where: tuple[tuple[str, str], ...] = (), chance: float = 1e-4
) -> Finding:
    day = date(2026, 11, 27)
    return Finding(
        id=f"{metric}{where}", check=f"{metric}_low", desk="", metric=metric, shop=SHOP, day=day, since=day, until=day,
        where=where,
        direction="down" if value < expected else "up", value=value, expected=expected, low=0.9 * expected, high=1.1 * expected,
        chance=chance, severity="warning", impact=None, basis=(day,), evidence=NO_EVIDENCE,
    )  # fmt: skip


def test_many_curves_need_rarer_chances() -> None:
    lone = [a_finding("gmv", 5_000, 10_000, chance=0.002)]
    assert likely(lone, curves=1) == lone
    assert likely(lone, curves=500) == []


def test_the_dearest_comes_first() -> None:
    cheap, dear = (
        replace(a_finding(metric, 5, 10), impact=Impact(Decimal(money), Decimal(0), Decimal(money)))
        for metric, money in (("orders", 100), ("refunds", 900))
    )
    assert [finding.metric for finding in weighed([cheap, dear], Merger(CATALOG, {}))] == ["refunds", "orders"]


def test_money_lost_is_expected_less_value_with_a_range() -> None:
    ((_, gmv),) = [(1, one) for one in findings(fake(FRIDAY, shop(5_000, 500)), [("trade", CHECK)]).findings]
    assert gmv.impact is not None
    assert float(gmv.impact.money) == pytest.approx(gmv.expected - 5_000, abs=0.01)
    assert gmv.impact.low < gmv.impact.money < gmv.impact.high


CHECK = Check("gmv_low", plain(""), worse_than_usual("gmv", share=0.12, minimum=10))


def test_lost_visitors_are_weighed_by_what_one_usually_brings() -> None:
    cells: dict[Cell, Days] = shop(9_000, 900) | {("visitors", WHOLE): calm(4_000) | {FRIDAY: 2_000.0}}
    check = Check("visitors_low", plain(""), worse_than_usual("visitors", worth=("uv_value",)))
    (finding,) = findings(fake(FRIDAY, cells), [("traffic", check)]).findings
    assert finding.impact is not None
    # 2,000 visitors less, at ¥10,000 / 4,000 = ¥2.50 each.
    assert float(finding.impact.money) == pytest.approx(5_000, rel=0.06)


def test_without_a_price_there_is_no_money() -> None:
    (finding,) = findings(fake(FRIDAY, sources()), [("traffic", SOURCE)]).findings
    assert finding.impact is None


@pytest.mark.parametrize(("gmv", "severity"), [(8_400.0, "notice"), (7_600.0, "warning"), (5_000.0, "critical")])
def test_severity_grows_with_the_distance(gmv: float, severity: str) -> None:
    (finding,) = findings(fake(FRIDAY, shop(gmv, gmv / 10), limits={"gmv_low": 0.12}), [("trade", CHECK)]).findings
    assert finding.severity == severity


def test_a_finding_carries_its_desk_and_evidence() -> None:
    told = findings(fake(FRIDAY, shop(5_000, 500)), [("trade", CHECK)])
    (finding,) = told.findings
    assert told.curves == 1
    assert finding.desk == "trade"
    assert finding.evidence.sql.startswith("SELECT")
    assert (finding.evidence.rows, finding.evidence.batches) == (7, ("batch",))
