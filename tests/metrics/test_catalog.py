"""A catalogue holds together, or is refused when it is built."""

from __future__ import annotations

import pytest

from storehand.errors import CatalogError
from storehand.metrics.catalog import Catalog
from storehand.metrics.metric import Costed, Count, Difference, Distinct, Given, Metric, Ratio, Sum
from storehand.wording import of_error, plain

PAID = Metric("paid", plain("paid"), "money", (Sum("orders", "paid", "paid_day"),))


def _with(**more: object) -> Metric:
    return Metric("x", plain("x"), "money", **more)  # type: ignore[arg-type]


WRONG = {
    "metric_twice": (PAID, PAID),
    "metric_ways": (_with(),),
    "table_unknown": (_with(sources=(Sum("ordres", "paid"),)),),
    "column_unknown": (_with(sources=(Sum("orders", "payed", "paid_day"),)),),
    "not_a_day": (_with(sources=(Count("orders", "paid_at"),)),),
    "does_not_add": (_with(sources=(Sum("shop_day", "bounce"),)),),
    "no_cost_key": (_with(sources=(Costed("orders", "quantity", "paid_day"),)),),
    "metric_unknown": (_with(ratio=Ratio("paid", "nobody")), PAID),
    "metric_circle": (_with(ratio=Ratio("x", "paid")), PAID),
}


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_declaration_is_refused_by_name(key: str) -> None:
    with pytest.raises(CatalogError) as told:
        Catalog.build(WRONG[key])
    assert told.value.key == key
    assert of_error(told.value).zh != of_error(told.value).en


@pytest.mark.parametrize("tree", [{"product": ("paid", "nobody")}, {"products": (("nobody",),)}, {"parts": "nobody"}], ids=str)
def test_every_part_of_a_tree_exists(tree: dict[str, object]) -> None:
    with pytest.raises(CatalogError, match="nobody"):
        Catalog.build((PAID, _with(sources=PAID.sources, **tree)))


def test_a_dimension_stands_in_a_table_of_the_metric_or_of_its_parts() -> None:
    finer = Metric("finer", plain("finer"), "money", (Sum("item_day", "gmv"),))
    assert Catalog.build((finer, _with(sources=PAID.sources, by=("item_id",), parts="finer"))).names == ("finer", "x")
    with pytest.raises(CatalogError, match="item_id"):
        Catalog.build((_with(sources=PAID.sources, by=("item_id",)),))


def test_a_level_with_two_ways_is_refused() -> None:
    with pytest.raises(CatalogError, match="metric_ways"):
        Catalog.build((PAID, _with(sources=PAID.sources, difference=Difference("paid", "paid"))))


def test_what_a_platform_states_or_counts_need_not_add_up() -> None:
    stated = Metric("bounce", plain("bounce"), "rate", (Given("shop_day", "bounce"),))
    counted = Metric("buyers", plain("buyers"), "people", (Distinct("orders", "buyer", "paid_day"),))
    assert Catalog.build((stated, counted)).metric("bounce") == stated


def test_an_unknown_metric_is_named() -> None:
    with pytest.raises(CatalogError, match="nobody"):
        Catalog.build((PAID,)).metric("nobody")
