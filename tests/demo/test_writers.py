"""What every platform's writer owes: files that load without a word, and figures that agree with the life they come from."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from storehand.demo.bills import entries
from storehand.demo.catalogue import PLATFORMS
from storehand.demo.rounds import start
from storehand.demo.writers import WRITERS
from tests.demo import made
from tests.demo.made import Loaded, cents, totals

EACH = pytest.mark.parametrize("platform", PLATFORMS)


pytestmark = pytest.mark.slow  # one load of two hundred files


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return made.load(tmp_path_factory.mktemp("demo"))


def test_every_platform_has_a_writer() -> None:
    assert set(WRITERS) == set(PLATFORMS)


def test_every_file_is_known_and_no_row_is_set_aside(loaded: Loaded) -> None:
    assert [(each.path.name, each.error) for each in loaded.outcomes if each.error] == []
    assert [each.path.name for each in loaded.outcomes if not each.batches] == []
    assert [(batch.name, batch.aside) for each in loaded.outcomes for batch in each.batches if batch.rows_aside] == []


def test_every_total_that_a_file_states_is_the_sum_of_its_rows(loaded: Loaded) -> None:
    controls = [(batch.name, each) for outcome in loaded.outcomes for batch in outcome.batches for each in batch.controls]
    assert len(controls) > 20
    assert [(name, each) for name, each in controls if each.file != each.rows] == []


@EACH
def test_the_shop_s_days_orders_and_refunds_agree_to_the_cent(loaded: Loaded, platform: str) -> None:
    whole = totals(platform)
    paid = "SELECT paid_day, sum(paid) FROM orders WHERE shop = ? AND paid_day IS NOT NULL GROUP BY 1 ORDER BY 1"
    assert cents(loaded.by_day(paid, platform)) == whole.gmv.tolist()
    assert cents(loaded.by_day("SELECT day, gmv FROM shop_day WHERE shop = ? ORDER BY 1", platform)) == whole.gmv.tolist()
    given = "SELECT refunded_day, sum(amount) FROM refunds WHERE shop = ? AND refunded_day IS NOT NULL GROUP BY 1 ORDER BY 1"
    assert cents(loaded.by_day(given, platform)) == [each for each in whole.refunded.tolist() if each]
    assert (
        cents(loaded.by_day("SELECT day, refunded FROM shop_day WHERE shop = ? ORDER BY 1", platform)) == whole.refunded.tolist()
    )


@EACH
def test_orders_and_units_are_counted_alike(loaded: Loaded, platform: str) -> None:
    whole = totals(platform)
    counted = "SELECT paid_day, count(*) FROM orders WHERE shop = ? AND paid_day IS NOT NULL GROUP BY 1 ORDER BY 1"
    assert list(loaded.by_day(counted, platform).values()) == whole.orders.tolist()
    units = "SELECT paid_day, sum(quantity) FROM order_lines WHERE shop = ? AND paid_day IS NOT NULL GROUP BY 1 ORDER BY 1"
    assert list(loaded.by_day(units, platform).values()) == whole.units.tolist()


@EACH
def test_items_add_up_to_the_shop(loaded: Loaded, platform: str) -> None:
    by_item = "SELECT day, sum(gmv) FROM item_day WHERE shop = ? GROUP BY 1 ORDER BY 1"
    assert cents(loaded.by_day(by_item, platform)) == totals(platform).gmv.tolist()


@pytest.mark.parametrize("platform", ["taobao", "douyin", "jd"])
def test_sources_add_up_to_the_shop(loaded: Loaded, platform: str) -> None:
    by_source = "SELECT day, sum(gmv) FROM source_day WHERE shop = ? AND NOT subtotal GROUP BY 1 ORDER BY 1"
    found = loaded.by_day(by_source, platform)
    days = {day: int(gmv) for day, gmv in zip(totals(platform).life.days, totals(platform).gmv, strict=True)}
    assert len(found) >= 7
    assert cents(found) == [days[day] for day in found]


@EACH
def test_what_was_spent_on_ads_is_what_the_plans_spent(loaded: Loaded, platform: str) -> None:
    cut = {"taobao": "campaign", "douyin": "campaign", "pdd": "item", "jd": "item"}[platform]
    found = loaded.by_day(f"SELECT day, sum(spend) FROM ad_day WHERE shop = ? AND cut = '{cut}' GROUP BY 1 ORDER BY 1", platform)
    spent = totals(platform).life.ads.spend.sum(axis=1)
    assert cents(found) == spent.tolist()[: len(found)]
    assert len(found) >= made.DAYS - 2


@pytest.mark.parametrize("platform", ["douyin", "pdd"])
def test_the_receiver_s_province_is_known(loaded: Loaded, platform: str) -> None:
    by_place = Counter(str(row[0]) for row in loaded.rows("SELECT province FROM orders WHERE shop = ?", platform))
    assert set(by_place) == {place.name for place in totals(platform).life.shop.places}


@pytest.mark.parametrize(("platform", "known"), [("douyin", False), ("pdd", False), ("jd", True)])
def test_a_buyer_is_known_only_where_the_platform_does_not_mask_the_account(loaded: Loaded, platform: str, known: bool) -> None:
    buyers = {row[0] for row in loaded.rows("SELECT buyer FROM orders WHERE shop = ?", platform)}
    assert (len(buyers) > 100) == known
    assert known or buyers == {None}


@pytest.mark.parametrize(("platform", "since"), [("taobao", date(2026, 9, 1)), ("pdd", made.FIRST)])
def test_the_bills_are_those_of_what_was_sent_and_given_back(loaded: Loaded, platform: str, since: date) -> None:
    life = totals(platform).life
    booked = entries(life, start(life, life.season.place(since)), start(life, _last_day_of_bills(platform) + 1))
    assert loaded.rows("SELECT count(*), sum(amount) * 100 FROM bills WHERE shop = ?", platform) == [
        (len(booked.at), int(booked.cents.sum()))
    ]


def _last_day_of_bills(platform: str) -> int:
    """On Pinduoduo they were fetched on Tuesday morning last, for Monday is the day of bills; on Taobao on Sunday."""
    return made.DAYS - 1 if platform == "taobao" else made.DAYS - 1 - made.MORNINGS


@EACH
def test_the_same_seed_gives_the_same_bytes_and_another_one_others(loaded: Loaded, platform: str, tmp_path: Path) -> None:
    again = made.digests(made.written(tmp_path / "again", platform), tmp_path / "again")
    first = Path(loaded.files[platform][0].path).parents[1]
    assert again == made.digests(loaded.files[platform], first)
    other = made.digests(made.written(tmp_path / "other", platform, seed=4, mornings=0), tmp_path / "other")
    assert not set(other.values()) & set(again.values())


@pytest.mark.parametrize("platform", ["douyin", "pdd", "jd"])
def test_no_morning_has_more_than_five_files(loaded: Loaded, platform: str) -> None:
    mornings = Counter(each.path.parent.name for each in loaded.files[platform])
    del mornings["历史"]
    assert len(mornings) == made.MORNINGS
    assert max(mornings.values()) <= 5
