"""From files to the briefing: a field that went missing is the first thing told, and a file that has not come is named."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storehand import flow
from storehand.desks import DESKS
from storehand.flow import Ask, Question
from storehand.intake.read import Outcome
from storehand.report import excel, html, jsonout, markdown
from storehand.report.briefing import Briefing
from storehand.workspace import Shop, Workspace
from tests.report.schema import faults
from tests.traps.shops import table

SHOP = Shop("gen", "shopify", "Asia/Shanghai", "CNY")
LAST = date(2026, 11, 20)
FIRST = LAST - timedelta(days=62)
GAP = LAST - timedelta(days=6)
HEADERS = (
    "Name", "Financial Status", "Created at", "Subtotal", "Shipping", "Taxes", "Total", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem sku", "Currency", "Source", "Shipping Province", "Shipping Country",
)  # fmt: skip
CHANNELS = {"web": 40, "instagram": 25, "pos": 15}
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # 11:00 in Shanghai


@dataclass
class Truth:
    """Counted while the orders are made: those of the gap, those lost, and those that it took."""

    empty: int = 0
    bad: int = 0
    taken: int = 0


def orders(truth: Truth, harm: float) -> Iterator[list[object]]:
    """Nine weeks; on the last seven days two in five orders from instagram lack the SKU, and `harm` of those stay unpaid
    beside the twelfth part that would have anyway."""
    draw = random.Random(4)
    number = 1000
    for step in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=step)
        for channel, usual in CHANNELS.items():
            for _ in range(usual + draw.randint(-4, 4)):
                number += 1
                gap = channel == "instagram" and day >= GAP and draw.random() < 0.4
                anyway, taken = draw.random() < 0.08, gap and draw.random() < harm
                sku = "" if gap or draw.random() < 0.02 else f"S{number % 40}"
                if channel == "instagram" and day >= GAP and not sku:
                    truth.empty += 1
                    truth.bad += anyway or taken
                    truth.taken += taken and not anyway
                yield _row(draw, number, day, sku, "pending" if anyway or taken else "paid", channel)


def _row(draw: random.Random, number: int, day: date, sku: str, status: str, channel: str) -> list[object]:
    price = f"{draw.lognormvariate(4.2, 0.5):.2f}"
    created = f"{day} {draw.randrange(8, 23):02d}:{draw.randrange(60):02d}:00 +0800"
    province = "" if draw.random() < 0.05 else draw.choice(("ZJ", "GD", "JS"))
    return [
        f"#{number}", status, created, price, "0", "0", price, 1, f"Coat {number % 40}", price, sku,
        "CNY", channel, province, "CN",
    ]  # fmt: skip


def briefing(folder: Path, truth: Truth, harm: float) -> tuple[Workspace, Briefing]:
    folder.mkdir()
    workspace = Workspace(folder, (SHOP,), timezone=SHOP.timezone, currency=SHOP.currency)
    file = table(folder / "orders_export.csv", HEADERS, orders(truth, harm))
    told: list[Outcome] = []
    flow.load(workspace, Ask((file,), known_at=NOW), now=NOW, told=told.append)
    assert [outcome.error for outcome in told] == [None]
    return workspace, flow.brief(workspace, DESKS, Question(day=LAST), now=NOW)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Briefing, Truth]:
    truth = Truth()
    workspace, found = briefing(tmp_path_factory.mktemp("gap") / "w", truth, 0.4)
    return workspace, found, truth


def test_the_missing_field_is_named_first(told: tuple[Workspace, Briefing, Truth]) -> None:
    _, found, truth = told
    first = found.findings[0]
    finding = first.explanation.finding
    assert (finding.check, finding.metric) == ("missing_field", "lost_orders")
    assert finding.gap is not None
    assert (finding.gap.table, {finding.gap.field, *finding.gap.others}) == ("order_lines", {"code", "sku_id"})
    assert finding.where[0] == ("channel", "instagram")
    assert (finding.since, finding.until) == (GAP, LAST + timedelta(days=1))
    assert (finding.gap.empty, finding.value) == (truth.empty, truth.bad)
    assert finding.gap.lost == pytest.approx(truth.taken, rel=0.15)
    assert finding.gap.low <= truth.taken <= finding.gap.high
    sentence = next(each for each in found.story if each.finding == finding.id)
    assert sentence.text.zh.startswith(f"{first.title.zh}，涉及 ¥")
    assert "，疑似漏填所致；运营" in sentence.text.zh
    assert sentence.evidence == finding.evidence


def test_it_is_told_in_words_that_can_be_acted_on(told: tuple[Workspace, Briefing, Truth]) -> None:
    first = told[1].findings[0]
    gap = first.explanation.finding.gap
    assert gap is not None
    assert f"渠道「instagram」 11-14 至 11-20 有 {gap.empty} 单缺「" in first.title.zh
    assert "多丢" in first.title.zh
    assert first.title.en.startswith("Channel “instagram”, 11-14 to 11-20:")
    assert "没缺的话约" in first.cause.zh
    assert first.owner.zh == "运营"
    assert "编码" in first.advice.zh
    assert first.verify.zh.startswith("3 天内渠道「instagram」的「")
    assert first.verify.zh.endswith(f"填写率回到 {1 - gap.usual:.1%} 以上")
    assert first.explanation.cause == "suspected"


def test_money_at_stake_is_what_those_orders_were_placed_for(told: tuple[Workspace, Briefing, Truth]) -> None:
    impact = told[1].findings[0].explanation.finding.impact
    assert impact is not None
    assert 0 < impact.low < impact.money < impact.high
    gap = told[1].findings[0].explanation.finding.gap
    assert gap is not None
    assert 50 < float(impact.money) / gap.lost < 120  # an order is worth e^(4.2 + 0.5²/2) = 75 on average


def test_its_evidence_returns_the_value(told: tuple[Workspace, Briefing, Truth]) -> None:
    workspace, found, _ = told
    finding = found.findings[0].explanation.finding
    with flow.view(workspace, DESKS, Question(day=LAST)).facts.connect() as connection:
        assert connection.execute(finding.evidence.sql).fetchall() == [(finding.value,)]
    assert finding.evidence.rows == finding.value
    assert len(finding.evidence.batches) == 1


def test_the_same_number_has_a_metric_that_can_verify_it(told: tuple[Workspace, Briefing, Truth]) -> None:
    workspace, found, truth = told
    finding, task = found.findings[0].explanation.finding, found.findings[0].task
    view = flow.view(workspace, DESKS, Question(day=LAST))
    assert task is not None
    assert task.verify.metric == "incomplete_orders"
    where = {"shop": SHOP.name, finding.where[-1][0]: ""}
    assert view.value("incomplete_orders", finding.since, finding.until, where) is not None
    assert 0 < task.verify.target < truth.empty / 7


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_output_carries_it(told: tuple[Workspace, Briefing, Truth], tmp_path: Path, language: str) -> None:
    _, found, _ = told
    title = found.findings[0].title.in_(language)
    assert title in html.page(found, language)
    assert "instagram" in markdown.text(found, language)
    document = jsonout.document(found, language)
    schema = json.loads((Path(jsonout.__file__).with_name("briefing.schema.json")).read_text(encoding="utf-8"))
    assert faults(schema, json.loads(json.dumps(document))) == []
    excel.write(found, tmp_path / "b.xlsx", language)
    assert (tmp_path / "b.xlsx").stat().st_size > 0


def test_the_same_gap_without_harm_is_not_told(tmp_path: Path) -> None:
    _, found = briefing(tmp_path / "w", Truth(), 0.0)
    assert [card for card in found.findings if card.explanation.finding.check == "missing_field"] == []


def day_file(folder: Path, day: date) -> Path:
    """One day's export, as it is downloaded on the next morning at half past nine."""
    folder.mkdir(exist_ok=True)
    draw = random.Random(day.toordinal())
    rows = [_row(draw, day.toordinal() * 100 + at, day, "S1", "paid", "web") for at in range(12)]
    return table(folder / f"orders_export_{day:%Y%m%d}.csv", HEADERS, rows)


def test_a_daily_file_that_has_not_come_is_named_with_its_hour(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, (SHOP,), timezone=SHOP.timezone, currency=SHOP.currency)
    for back in range(20, 1, -1):
        day = LAST - timedelta(days=back - 1)
        came = datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC) + timedelta(days=1)
        flow.load(workspace, Ask((day_file(tmp_path / "files", day),), known_at=came), now=came, told=lambda _: None)
    found = flow.brief(workspace, DESKS, Question(), now=NOW)
    assert found.day == LAST - timedelta(days=1)
    named = {missing.label.zh: missing for missing in found.trust.missing}
    late = named["Shopify·订单导出"]
    assert late.why.zh == "每天约 9:30 到，今天还没有（最近一份 11-20）"
    assert late.where_to_download.zh == "Shopify 后台 › 订单 › 导出"
    assert late.by_when is not None
    assert late.by_when.isoformat() == "2026-11-21T09:30:00+08:00"
    assert "Shopify 后台 › 订单 › 导出（11-21 09:30 该到）" in html.page(found, "zh")
    document = jsonout.document(found, "zh")
    assert "2026-11-21T09:30:00+08:00" in json.dumps(document["trust"])
    for now in (NOW - timedelta(hours=3), NOW + timedelta(days=30)):  # before its hour; when nobody waits any more
        quiet = flow.brief(workspace, DESKS, Question(), now=now)
        assert "Shopify·订单导出" not in {missing.label.zh for missing in quiet.trust.missing}
