"""briefing.json, schema `storehand.briefing/1`: exactly the keys of the contract, for those who script against it.

Contributions keep their full precision; money is a number with the currency's decimals; unknown is null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from storehand.advise.task import Task
from storehand.explain.explanation import Event, Explanation
from storehand.figures import decimals
from storehand.metrics.metric import Number, Unit
from storehand.report.block import Cell, Page, Table
from storehand.report.briefing import Briefing, Comparison, FindingCard, Headline, SourceFile, Told, Trust
from storehand.wording import Text

Json = dict[str, object]

SCHEMA: Final = "storehand.briefing/1"


def write(briefing: Briefing, path: Path, language: str = "zh") -> None:
    """Writes the document. `language` is that of the few places which the contract holds in one language."""
    text = json.dumps(document(briefing, language), ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def document(briefing: Briefing, language: str = "zh") -> Json:
    """The briefing as plain JSON values."""
    return {
        "schema": SCHEMA,
        "period": briefing.period,
        "day": briefing.day.isoformat(),
        "since": briefing.since.isoformat(),
        "until": briefing.until.isoformat(),
        "as_of": _time(briefing.as_of, briefing.timezone),
        "shops": list(briefing.shops),
        "timezone": briefing.timezone,
        "currency": briefing.currency,
        "story": [_told(told) for told in briefing.story],
        "trust": _trust(briefing.trust, language, briefing.currency, briefing.timezone),
        "headline": [_headline(each) for each in briefing.headline],
        "findings": [_finding(card, briefing, language) for card in briefing.findings],
        "muted": briefing.muted,
        "tasks": [_task(task, briefing.timezone) for task in briefing.tasks],
        "tables": _tables(briefing.pages, language),
    }


def _told(told: Told) -> Json:
    """A sentence with what it rests on; what is missing or apart stands under trust."""
    rests = told.evidence
    return {
        **told.text.json(),
        "finding": told.finding or None,
        "also": list(told.also),
        "metric": told.metric or None,
        "about": told.about,
        "evidence": {"sql": rests.sql, "rows": rests.rows, "batches": list(rests.batches)} if rests else None,
    }


def _trust(trust: Trust, language: str, currency: str, timezone: str) -> Json:
    return {
        "files": [_file(file) for file in trust.files],
        "missing": [
            {
                "table": each.table,
                "why": each.why.in_(language),
                "where_to_download": each.where_to_download.in_(language),
                "by_when": _time(each.by_when, timezone) if each.by_when else None,
            }
            for each in trust.missing
        ],
        "identities": [
            {
                "name": each.name.in_(language),
                "ok": each.ok,
                "left": _rounded(each.left, each.unit, currency),
                "right": _rounded(each.right, each.unit, currency),
            }
            for each in trust.identities
        ],
    }


def _file(file: SourceFile) -> Json:
    return {
        "name": file.name,
        "format": file.format,
        "sha256": file.sha256,
        "rows_in": file.rows_in,
        "rows_kept": file.rows_kept,
        "rows_set_aside": file.rows_aside,
    }


def _headline(headline: Headline) -> Json:
    usual = headline.typical
    return {
        "metric": headline.metric,
        "label": headline.label.json(),
        "unit": headline.currency if headline.unit in {"money", "per"} else headline.unit,
        "shop": headline.shop,
        "source": headline.source,
        "value": _rounded(headline.value, headline.unit, headline.currency),
        "comparisons": [_comparison(each, headline) for each in headline.comparisons],
        "typical": {"expected": usual.expected, "low": usual.low, "high": usual.high} if usual else None,
    }


def _comparison(each: Comparison, headline: Headline) -> Json:
    return {"with": each.with_, "value": _rounded(each.value, headline.unit, headline.currency), "change": each.change}


def _finding(card: FindingCard, briefing: Briefing, language: str) -> Json:
    why, found = card.explanation, card.explanation.finding
    return {
        "id": found.id,
        "check": found.check,
        "metric": found.metric,
        "shop": found.shop,
        "day": found.day.isoformat(),
        "where": dict(found.where),
        "direction": found.direction,
        "value": _number(found.value),
        "expected": found.expected,
        "low": found.low,
        "high": found.high,
        "chance": found.chance,
        "impact": _impact(card, briefing.currency),
        "severity": found.severity,
        "drivers": _drivers(why),
        "cause": why.cause,
        "market": why.market,
        "events": [_event(event, language) for event in why.events],
        "play": _play(card.task, briefing.timezone) if card.task else None,
        "evidence": {"sql": found.evidence.sql, "rows": found.evidence.rows, "batches": list(found.evidence.batches)},
    }


def _impact(card: FindingCard, currency: str) -> Json | None:
    impact = card.explanation.finding.impact
    if impact is None:
        return None
    ends = {"money": impact.money, "low": impact.low, "high": impact.high}
    return {name: _rounded(value, "money", currency) for name, value in ends.items()}


def _drivers(why: Explanation) -> list[Json]:
    factors: list[Json] = [
        {"kind": "factor", "factor": each.factor, "contribution": each.contribution, "share": each.share} for each in why.factors
    ]
    segments: list[Json] = [
        {
            "kind": "segment",
            "where": dict(each.where),
            "contribution": each.contribution,
            "share": each.share,
            "effect": each.effect,
        }
        for each in why.segments
    ]
    return factors + segments


def _event(event: Event, language: str) -> Json:
    return {"day": event.day.isoformat(), "what": event.what.in_(language)}


def _play(task: Task, timezone: str) -> Json:
    verify = task.verify
    return {
        "owner": task.owner,
        "advice": task.advice.json(),
        "due": _time(task.due, timezone),
        "verify": {"metric": verify.metric, "where": dict(verify.where), "days": verify.days, "target": verify.target},
    }


def _task(task: Task, timezone: str) -> Json:
    return {
        "id": task.id,
        "finding": task.explanation.finding.id,
        "owner": task.owner,
        "state": task.state,
        "due": _time(task.due, timezone),
        "effect": task.effect,
    }


def _tables(pages: Iterable[Page], language: str) -> Json:
    """A desk's first table under the desk's name, its further ones under `<desk>.<English title>`."""
    found: Json = {}
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                name = page.desk if page.desk not in found else f"{page.desk}.{_slug(block.title.en)}"
                found[_free(name, found)] = [_row(block, row, language) for row in block.rows]
    return found


def _row(table: Table, row: Iterable[Cell], language: str) -> Json:
    return {field.name: _cell(value, language) for field, value in zip(table.fields, row, strict=True)}


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "table"


def _free(name: str, taken: Iterable[str]) -> str:
    at = 1
    while (free := name if at == 1 else f"{name}_{at}") in taken:
        at += 1
    return free


def _cell(value: Cell, language: str) -> object:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, Decimal | float) else value


def _rounded(value: Number | None, unit: Unit, currency: str) -> int | float | None:
    """Money with the currency's decimals, half up; anything else as it is."""
    if unit != "money" or value is None or isinstance(value, int):
        return _number(value)
    step = Decimal(1).scaleb(-decimals(currency))
    return float(Decimal(str(value)).quantize(step, ROUND_HALF_UP))


def _number(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _time(when: datetime, timezone: str) -> str:
    """ISO 8601 with the shop's offset; a time without one is UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo(timezone)).isoformat(timespec="seconds")
