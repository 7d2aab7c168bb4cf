"""briefing.json keeps to the contract, key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storehand.report import jsonout
from storehand.report.block import Field, Page, Table
from storehand.report.briefing import Briefing
from storehand.wording import Text, plain
from tests.report import briefings
from tests.report.schema import faults

SCHEMA: dict[str, Any] = json.loads((Path(jsonout.__file__).parent / "briefing.schema.json").read_text(encoding="utf-8"))


def written(briefing: Briefing, folder: Path) -> dict[str, Any]:
    jsonout.write(briefing, folder / "briefing.json")
    read: dict[str, Any] = json.loads((folder / "briefing.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("name", ["rich", "quiet", "bare", "several"])
def test_every_briefing_keeps_to_the_schema(name: str, tmp_path: Path) -> None:
    assert faults(SCHEMA, written(getattr(briefings, name)(), tmp_path)) == []


def test_the_schema_refuses_a_lost_a_foreign_and_a_mistyped_key(tmp_path: Path) -> None:
    document = written(briefings.rich(), tmp_path)
    del document["currency"]
    document["extra"] = 1
    document["headline"][0]["value"] = "122290.70"
    assert faults(SCHEMA, document) == [
        "$: lacks currency",
        "$.headline[0].value: str is not ['number', 'null']",
        "$: has extra, which nobody knows",
    ]


def test_the_top_level_has_the_keys_of_the_contract_in_its_order(tmp_path: Path) -> None:
    keys = "schema period day since until as_of shops timezone currency story trust headline findings muted tasks tables"
    assert list(written(briefings.rich(), tmp_path)) == keys.split()


def test_days_and_times_are_iso_with_the_shops_offset(tmp_path: Path) -> None:
    document = written(briefings.rich(), tmp_path)
    assert (document["day"], document["since"], document["until"]) == ("2026-11-20", "2026-11-20", "2026-11-21")
    assert document["as_of"] == "2026-11-21T08:30:00+08:00"
    assert document["findings"][0]["play"]["due"] == "2026-11-21T12:30:00+08:00"


def test_a_stored_time_without_offset_is_utc() -> None:
    briefing = replace(briefings.rich(), as_of=datetime(2026, 11, 21, 0, 30))
    assert jsonout.document(briefing)["as_of"] == "2026-11-21T08:30:00+08:00"


def test_money_has_the_decimals_of_its_currency_half_up() -> None:
    def value(amount: str, currency: str) -> object:
        full = briefings.rich()
        gmv = replace(full.headline[0], value=Decimal(amount), currency=currency)
        document = json.loads(json.dumps(jsonout.document(replace(full, headline=(gmv,)))))
        return document["headline"][0]["value"]

    assert value("122290.7050", "CNY") == 122290.71
    assert value("122290.5", "JPY") == 122291
    assert value("1.2345", "KWD") == 1.235


def test_what_is_not_known_is_null_and_never_zero(tmp_path: Path) -> None:
    document = written(briefings.bare(), tmp_path)
    visitors = next(each for each in document["headline"] if each["metric"] == "visitors")
    assert visitors["value"] is None
    assert visitors["typical"] is None
    assert {each["change"] for each in visitors["comparisons"]} == {None}
    rich = written(briefings.rich(), tmp_path)
    assert rich["findings"][2]["impact"] is None
    assert rich["findings"][2]["play"] is None
    assert rich["tables"]["trade"][2]["cvr"] is None


def test_the_unit_of_money_is_its_currency(tmp_path: Path) -> None:
    units = {each["metric"]: each["unit"] for each in written(briefings.rich(), tmp_path)["headline"]}
    assert {metric for metric, unit in units.items() if unit == "CNY"} == {"gmv", "net", "profit", "aov", "ad_spend"}
    assert (units["visitors"], units["cvr"], units["ad_share"]) == ("people", "rate", "rate")


def test_contributions_keep_full_precision_and_sum_to_the_change() -> None:
    full = briefings.rich()
    card = full.findings[0]
    third = replace(card.explanation.factors[0], contribution=-10940.30 / 3)
    card = replace(card, explanation=replace(card.explanation, factors=(third, third, third)))
    document = json.loads(json.dumps(jsonout.document(replace(full, findings=(card,)))))
    finding = document["findings"][0]
    factors = [each["contribution"] for each in finding["drivers"] if each["kind"] == "factor"]
    assert factors == [-10940.30 / 3] * 3
    segments = [each["contribution"] for each in finding["drivers"] if each["kind"] == "segment"]
    assert abs(sum(segments) - (finding["value"] - finding["expected"])) <= 1e-9 * 133231


def test_segments_name_their_place_and_the_remainder_names_none(tmp_path: Path) -> None:
    drivers = written(briefings.rich(), tmp_path)["findings"][0]["drivers"]
    assert drivers[3]["where"] == {"channel": "手淘搜索", "item": "羊毛大衣A"}
    assert drivers[5]["where"] == {}


def test_a_desks_further_tables_stand_under_their_own_names() -> None:
    table = Table(Text("来源", "By source"), (Field("n", plain("n")),), ((1,),))
    briefing = replace(briefings.rich(), pages=(Page("trade", plain("t"), (table, table, table)),))
    assert jsonout.document(briefing)["tables"] == {
        "trade": [{"n": 1}],
        "trade.by_source": [{"n": 1}],
        "trade.by_source_2": [{"n": 1}],
    }


def test_cells_are_numbers_days_and_words() -> None:
    fields = tuple(Field(name, plain(name)) for name in "abcde")
    table = Table(plain("t"), fields, ((Decimal("1.50"), briefings.DAY, Text("一", "one"), True, None),))
    briefing = replace(briefings.rich(), pages=(Page("trade", plain("t"), (table,)),))
    assert jsonout.document(briefing, "en")["tables"] == {
        "trade": [{"a": 1.5, "b": "2026-11-20", "c": "one", "d": True, "e": None}],
    }


def test_a_story_sentence_without_a_finding_says_null(tmp_path: Path) -> None:
    story = written(briefings.rich(), tmp_path)["story"]
    assert [each["finding"] for each in story] == [None, "gmv-0", "late-0", "cart-0"]


def test_a_story_sentence_carries_the_query_the_rows_and_the_files_behind_it(tmp_path: Path) -> None:
    first, second, *_ = written(briefings.rich(), tmp_path)["story"]
    assert (first["about"], first["metric"], first["also"]) == ("takings", "gmv", [])
    assert first["evidence"]["sql"].startswith("select sum(gmv) as value")
    assert (first["evidence"]["rows"], first["evidence"]["batches"]) == (1352, ["batch-1"])
    assert (second["about"], second["evidence"]) == ("finding", None)
