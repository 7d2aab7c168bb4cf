"""One trouble is told once: by the narrowest cause that explains it, or by the whole where all moved alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from storehand.detect.finding import Finding, Impact
from storehand.detect.merge import Merger
from tests.detect.fake_view import SHOP
from tests.detect.test_weigh import CATALOG, a_finding

SEARCH, ADS = (("source", "手淘搜索"),), (("source", "直通车"),)
MERGER = Merger(CATALOG, {("visitors", SHOP): 1_000.0, ("source_visitors", SHOP): 1_000.0})


def costing(money: float, finding: Finding, doubt: float = 0.1) -> Finding:
    """A finding that lost so much, give or take a share."""
    low, high = (Decimal(str(round(money * (1 + sign * doubt), 2))) for sign in (-1, 1))
    return replace(finding, impact=Impact(Decimal(str(money)), low, high))


def told(*found: Finding) -> list[Finding]:
    return [replace(finding, folded=()) for finding in MERGER.merged(found)]


def test_without_money_a_factor_that_carries_its_product_is_told() -> None:
    whole, factor = a_finding("gmv", 5_000, 10_000), a_finding("visitors", 500, 1_000)
    assert told(whole, factor) == [factor]


def test_a_factor_that_explains_little_stands_beside_its_product() -> None:
    whole, factor = a_finding("gmv", 5_000, 10_000), a_finding("visitors", 900, 1_000)
    assert told(whole, factor) == [whole, factor]


def test_a_factor_against_the_tide_stands_for_itself() -> None:
    whole, factor = a_finding("gmv", 15_000, 10_000), a_finding("visitors", 500, 1_000)
    assert len(told(whole, factor)) == 2


def test_the_source_that_explains_the_shop_is_told_with_what_it_stands_for() -> None:
    shop = costing(1_000, a_finding("visitors", 900, 1_000))
    takings = costing(1_100, a_finding("gmv", 8_900, 10_000))
    source = costing(980, a_finding("visitors", 200, 300, SEARCH))
    (one,) = MERGER.merged([takings, shop, source])
    assert replace(one, folded=()) == source
    assert {finding.metric for finding in one.folded} == {"visitors", "gmv"}
    assert {finding.where for finding in one.folded} == {()}


def test_a_source_that_explains_little_of_the_shop_stands_beside_it() -> None:
    shop = costing(5_000, a_finding("visitors", 500, 1_000))
    source = costing(980, a_finding("visitors", 50, 300, SEARCH))
    assert told(shop, source) == [shop, source]


def test_parts_that_all_fell_alike_are_told_as_the_whole() -> None:
    shop = costing(5_000, a_finding("visitors", 500, 1_000))
    parts = [costing(1_500, a_finding("visitors", 152, 300, SEARCH)), costing(1_500, a_finding("visitors", 148, 300, ADS))]
    assert told(shop, *parts) == [shop]


def test_two_sources_with_the_same_loss_are_two_troubles() -> None:
    parts = [costing(1_500, a_finding("visitors", 100, 300, SEARCH)), costing(1_500, a_finding("visitors", 100, 300, ADS))]
    assert told(*parts) == parts


def test_an_item_explains_a_source_only_by_what_lies_within_it() -> None:
    item = (("item", "大衣"),)
    # The item lost 200 visitors from everywhere; a source that holds a tenth of all lost as many by itself.
    lost = costing(200, a_finding("visitors", 100, 300, item))
    source = costing(200, a_finding("visitors", 10, 100, ADS))
    assert told(lost, source) == [lost, source]
    # Nine tenths of all visitors come from search: what the item lost there is most of what search lost.
    search = costing(190, a_finding("visitors", 710, 900, SEARCH))
    assert told(lost, search) == [lost]


def test_twins_are_told_by_the_surest() -> None:
    one = a_finding("gmv", 5_000, 10_000, SEARCH)
    assert told(replace(one, chance=0.002, check="other"), one) == [one]


def test_twins_of_the_whole_shop_are_told_by_its_own_check() -> None:
    one = a_finding("gmv", 5_000, 10_000, chance=0.002)
    assert told(one, replace(one, chance=1e-5, check="other")) == [one]


def test_other_shops_are_apart() -> None:
    whole, factor = a_finding("gmv", 5_000, 10_000), replace(a_finding("visitors", 500, 1_000), shop="另一家")
    assert len(told(whole, factor)) == 2


def test_parts_of_a_wider_source_that_all_fell_are_told_as_that() -> None:
    feed, guess, home = ((("source2", "手淘推荐"),), (("source", "猜你喜欢"),), (("source", "首页推荐"),))
    above = {condition: frozenset(feed) for condition in (*guess, *home)}
    whole = costing(900, a_finding("visitors", 300, 600, feed))
    parts = [costing(450, a_finding("visitors", 150, 300, place)) for place in (guess, home)]
    assert [one.where for one in Merger(CATALOG, {}, above).merged([whole, *parts])] == [feed]
    # Where only one of them fell, that one is told.
    lone = costing(440, a_finding("visitors", 10, 300, guess))
    less = costing(450, a_finding("visitors", 310, 600, feed))
    assert [one.where for one in Merger(CATALOG, {}, above).merged([less, lone])] == [guess]


def test_several_items_that_took_the_shop_down_are_told_with_the_shop() -> None:
    shop = costing(1_000, a_finding("gmv", 9_000, 10_000), doubt=0.2)
    items = [costing(money, a_finding("gmv", 0, money, (("item", name),))) for name, money in (("大衣", 600), ("围巾", 350))]
    (one,) = MERGER.merged([*items, shop])
    assert replace(one, folded=()) == shop
    assert {finding.where for finding in one.folded} == {finding.where for finding in items}
