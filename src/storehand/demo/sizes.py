"""Every size of a shop under one number, for columns of codes and names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from storehand.demo.catalogue import Item, Shop, Sku
from storehand.demo.columns import Counts, picked


@dataclass(frozen=True)
class Sizes:
    """Each item has `width` numbers; those that it has no size for stand for its first one."""

    shop: Shop

    @cached_property
    def width(self) -> int:
        return max(len(item.skus) for item in self.shop.items)

    @cached_property
    def all(self) -> list[tuple[Item, Sku]]:
        return [(item, sku) for item in self.shop.items for sku in (*item.skus, *[item.skus[0]] * (self.width - len(item.skus)))]

    def numbers(self, item: Counts, sku: Counts) -> Counts:
        """The number of each item's size."""
        return item * self.width + sku

    def text(self, numbers: Counts, say: Callable[[Item, Sku], str]) -> pa.Array:
        """What is said of each size; blank for numbers below 0."""
        return picked(numbers, [say(item, sku) for item, sku in self.all])
