"""What facts promise: the newest holds, repeats change nothing, time travel answers by what was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from storehand.errors import WorkspaceError
from storehand.store.facts import Store
from storehand.tables import SQL_TYPES, TABLES
from tests.store.making import NOW, Maker, asked, at, days, order, paid_by_order, workspace


def ad(day: int, campaign: str, spend: int, cut: str = "campaign") -> dict[str, object]:
    return {"cut": cut, "day": date(2026, 11, day), "campaign": campaign, "spend": spend}


def spend(store: Store, as_of: datetime | None = None) -> list[tuple[object, ...]]:
    sql = "SELECT day(day), campaign, spend::BIGINT FROM ad_day ORDER BY ALL"
    return asked(store.facts(as_of), sql)


def test_an_empty_workspace_has_every_table_with_its_columns_and_types(store: Store) -> None:
    with store.facts().connect() as con:
        for table in TABLES.values():
            told = [(row[0], row[1]) for row in con.execute(f"DESCRIBE {table.name}").fetchall()]
            assert told == [(column.name, SQL_TYPES[column.type]) for column in table.all_columns]
            assert con.execute(f"SELECT count(*) FROM {table.name}").fetchall() == [(0,)]
        assert con.execute("SELECT count(*) FROM batches").fetchall() == [(0,)]


def test_the_files_themselves_tell_which_columns_say_anything(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10), {**order(2, 1, 20), "province": "浙江"}]}, at(2))], NOW)
    for facts in (store.facts(), store.facts(at(3)), replace(store.facts(), current=None)):
        with facts.connect() as con:
            assert facts.stated(con, "orders") >= {"order_id", "paid", "province", "known_at"}
            assert not facts.stated(con, "orders") & {"country", "coupon"}
            assert facts.stated(con, "ad_day") == frozenset()


def test_the_newest_row_of_an_order_holds(store: Store, maker: Maker) -> None:
    older = maker.batch({"orders": [order(1, 1, 10), order(2, 1, 20)]}, at(2))
    newer = maker.batch({"orders": [order(1, 1, 7)]}, at(3))
    store.commit([newer], NOW)
    store.commit([older], NOW)
    assert paid_by_order(store) == {"o1": Decimal(7), "o2": Decimal(20)}


def test_an_order_that_a_later_export_lacks_stays(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 20)]}, at(2))], NOW)
    store.commit([maker.batch({"orders": [order(2, 1, 21)]}, at(3))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(10), "o2": Decimal(21)}


def test_a_file_loaded_twice_changes_nothing(store: Store, maker: Maker) -> None:
    first = maker.batch({"orders": [order(1, 1, 10)]}, at(2))
    assert [record.id for record in store.commit([first, first], NOW)] == [first.id]
    before = store.facts()
    assert store.commit([first], NOW) == ()
    assert store.facts() == before
    assert store.loaded() == frozenset({(first.sha256, "羊毛铺", first.name)})


def test_versions_of_an_order_in_two_months_are_one_order(store: Store, maker: Maker) -> None:
    dated = maker.batch({"orders": [order(1, 1, 10), order(2, 1, 5)]}, at(2))
    undated = maker.batch({"orders": [order(1, None, 12)]}, at(3))
    moved = maker.batch({"orders": [{**order(2, 1, 6), "created_day": date(2026, 10, 31)}]}, at(4))
    store.commit([dated], NOW)
    store.commit([undated, moved], NOW)
    assert paid_by_order(store) == {"o1": Decimal(12), "o2": Decimal(6)}


def test_the_later_row_wins_inside_one_file(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10), order(2, 1, 3), order(1, 1, 11)]}, at(2))], NOW)
    assert paid_by_order(store) == {"o1": Decimal(11), "o2": Decimal(3)}


def test_the_same_order_number_in_two_shops_is_two_orders(store: Store, maker: Maker) -> None:
    both = [order(1, 1, 10), {**order(1, 1, 20), "shop": "二店"}]
    store.commit([maker.batch({"orders": both}, at(2))], NOW)
    assert asked(store.facts(), "SELECT shop, paid::INT FROM orders ORDER BY 2") == [("羊毛铺", 10), ("二店", 20)]


def test_two_files_of_the_same_moment_give_the_same_facts_in_any_order(maker: Maker, tmp_path: Path) -> None:
    found = []
    for turn, number in ((1, 0), (-1, 1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        own, made = Store.open(workspace(folder)), Maker(tmp_path / f"stage{number}")
        batches = [made.batch({"orders": [order(1, 1, amount)]}, at(2)) for amount in (10, 20, 30)]
        for batch in batches[::turn]:
            own.commit([batch], NOW)
        found.append(paid_by_order(own))
    assert found[0] == found[1]


def test_a_whole_newer_day_replaces_the_older_one(store: Store, maker: Maker) -> None:
    older = maker.batch(
        {"ad_day": [ad(1, "甲", 10), ad(1, "乙", 20), ad(2, "甲", 5)]}, at(3), covers=days(date(2026, 11, 1), date(2026, 11, 2))
    )
    newer = maker.batch({"ad_day": [ad(1, "甲", 11)]}, at(4), covers=[date(2026, 11, 1)])
    store.commit([newer], NOW)
    store.commit([older], NOW)
    assert spend(store) == [(1, "甲", 11), (2, "甲", 5)]


def test_a_day_that_a_newer_whole_file_shows_empty_is_empty(store: Store, maker: Maker) -> None:
    store.commit(
        [maker.batch({"ad_day": [ad(1, "甲", 10), ad(2, "甲", 5)]}, at(3), covers=days(date(2026, 11, 1), date(2026, 11, 2)))],
        NOW,
    )
    store.commit([maker.batch({"ad_day": [ad(2, "甲", 6)]}, at(4), covers=days(date(2026, 11, 1), date(2026, 11, 2)))], NOW)
    assert spend(store) == [(2, "甲", 6)]


def test_cuts_of_the_same_day_stand_side_by_side(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"ad_day": [ad(1, "甲", 10)]}, at(3), covers=[date(2026, 11, 1)])], NOW)
    store.commit([maker.batch({"ad_day": [ad(1, "", 10, cut="account")]}, at(4), covers=[date(2026, 11, 1)])], NOW)
    assert spend(store) == [(1, "", 10), (1, "甲", 10)]


def test_a_partial_file_shows_only_where_nothing_whole_is_known(store: Store, maker: Maker) -> None:
    whole = maker.batch({"ad_day": [ad(1, "甲", 10), ad(1, "乙", 20)]}, at(3), covers=[date(2026, 11, 1)])
    partial = maker.batch({"ad_day": [ad(1, "甲", 12), ad(2, "甲", 7)]}, at(4))
    store.commit([partial], NOW)
    assert spend(store) == [(1, "甲", 12), (2, "甲", 7)]
    store.commit([whole], NOW)
    assert spend(store) == [(1, "乙", 20), (1, "甲", 10), (2, "甲", 7)]


def test_equal_keys_of_one_snapshot_file_all_count(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"ad_day": [ad(1, "甲", 10), ad(1, "甲", 4)]}, at(3), covers=[date(2026, 11, 1)])], NOW)
    assert spend(store) == [(1, "甲", 4), (1, "甲", 10)]


def test_as_of_answers_by_what_was_known_even_when_loaded_late(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 30)], "ad_day": [ad(1, "甲", 3)]}, at(9), covers=[date(2026, 11, 1)])], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 10)], "ad_day": [ad(1, "甲", 1)]}, at(3), covers=[date(2026, 11, 1)])], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 20)], "ad_day": [ad(1, "甲", 2)]}, at(6), covers=[date(2026, 11, 1)])], NOW)
    seen = [(paid_by_order(store, at(day)), spend(store, at(day))) for day in (2, 3, 8, 9)]
    assert seen == [
        ({}, []),
        ({"o1": Decimal(10)}, [(1, "甲", 1)]),
        ({"o1": Decimal(20)}, [(1, "甲", 2)]),
        ({"o1": Decimal(30)}, [(1, "甲", 3)]),
    ]
    assert [len(store.facts(at(day)).batches) for day in (2, 3, 8, 9)] == [0, 1, 2, 3]


def test_a_moment_with_a_zone_is_the_same_moment(store: Store, maker: Maker) -> None:
    shanghai = timezone(timedelta(hours=8))
    batch = maker.batch({"orders": [order(1, 1, 10)]}, at(3, 4))
    store.commit([batch], NOW)
    assert paid_by_order(store, datetime(2026, 11, 3, 11, 59, tzinfo=shanghai)) == {}
    assert paid_by_order(store, datetime(2026, 11, 3, 12, 0, tzinfo=shanghai)) == {"o1": Decimal(10)}
    assert store.facts().batches[0].loaded_at == NOW.astimezone(UTC).replace(tzinfo=None)


def test_an_as_of_that_sees_everything_is_the_same_version(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(3))], NOW)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(4))], NOW)
    versions = [store.facts(moment).version for moment in (None, at(4), at(5), at(3))]
    assert versions[0] == versions[1] == versions[2] != versions[3]


def test_coverage_names_the_days_per_shop_and_cut(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"ad_day": [ad(1, "甲", 1)]}, at(3), covers=days(date(2026, 11, 1), date(2026, 11, 2)))], NOW)
    other = maker.batch(
        {"ad_day": [{**ad(4, "甲", 1, cut="account"), "shop": "二店"}]}, at(5), shop="二店", covers=[date(2026, 11, 4)]
    )
    store.commit([other], NOW)
    assert store.facts().coverage("ad_day") == {
        ("羊毛铺", "campaign"): frozenset({date(2026, 11, 1), date(2026, 11, 2)}),
        ("二店", "account"): frozenset({date(2026, 11, 4)}),
    }
    assert store.facts(at(4)).coverage("ad_day") == {("羊毛铺", "campaign"): frozenset({date(2026, 11, 1), date(2026, 11, 2)})}
    assert store.facts().has("ad_day")
    assert not store.facts().has("orders")


def test_the_ledger_gives_back_what_intake_said(store: Store, maker: Maker) -> None:
    batch = maker.batch({"orders": [order(1, 1, 10), order(2, None, 1)]}, at(3), covers=[date(2026, 11, 1)])
    store.commit([batch], NOW)
    for record in (store.facts().batches[0], _without_current(store).facts().batches[0]):
        for name in (
            "id",
            "name",
            "sha256",
            "format",
            "shop",
            "since",
            "until",
            "days",
            "rows_in",
            "rows_aside",
            "aside",
            "controls",
            "warnings",
        ):
            assert getattr(record, name) == getattr(batch, name)
        assert (record.seq, record.rows, record.cuts, record.months) == (
            1,
            {"orders": 2},
            {"orders": ("order",)},
            {"orders": ("2026-11", "none")},
        )


def test_a_batch_without_rows_is_named_too(store: Store, maker: Maker) -> None:
    batch = maker.batch({}, at(3))
    store.commit([batch], NOW)
    assert [record.rows for record in store.facts().batches] == [{}]
    assert store.loaded() == frozenset({(batch.sha256, "羊毛铺", batch.name)})


def test_the_view_of_batches_joins_every_row(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)], "ad_day": [ad(1, "甲", 3)]}, at(3), name="十一月.csv")], NOW)
    told = asked(store.facts(), "SELECT name, fed, order_id FROM orders JOIN batches USING (batch)")
    assert told == [("十一月.csv", "orders 1, ad_day 1", "o1")]


def _without_current(store: Store) -> Store:
    for path in (store.workspace.facts / "current").glob("*.json"):
        path.unlink()
    return store


def test_facts_are_the_same_without_the_current_form_and_when_it_is_rebuilt(store: Store, maker: Maker) -> None:
    store.commit(
        [
            maker.batch(
                {"orders": [order(1, 1, 10), order(2, 1, 5)], "ad_day": [ad(1, "甲", 3)]}, at(3), covers=[date(2026, 11, 1)]
            )
        ],
        NOW,
    )
    store.commit(
        [maker.batch({"orders": [order(1, None, 11)], "ad_day": [ad(1, "甲", 4)]}, at(4), covers=[date(2026, 11, 1)])], NOW
    )
    seen = (paid_by_order(store), spend(store))
    _without_current(store)
    assert store.facts().current is None
    assert (paid_by_order(store), spend(store)) == seen == ({"o1": Decimal(11), "o2": Decimal(5)}, [(1, "甲", 4)])
    store.rebuild_current()
    assert store.facts().current is not None
    assert (paid_by_order(store), spend(store)) == seen


def test_the_next_load_mends_a_missing_current_form(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(3))], NOW)
    _without_current(store)
    store.commit([maker.batch({"orders": [order(1, 1, 11)]}, at(4))], NOW)
    assert store.facts().current is not None
    assert paid_by_order(store) == {"o1": Decimal(11)}


def test_a_workspace_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="store_missing"):
        Store.open(workspace(tmp_path / "nowhere"))


def test_a_path_that_the_engine_misreads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a%20b").mkdir()
    with pytest.raises(WorkspaceError, match="store_path"):
        Store.open(workspace(tmp_path / "a%20b"))
