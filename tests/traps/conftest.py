"""The two-year files are made and loaded once a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from storehand.workspace import Shop
from tests.traps.shops import LAST, Loaded, load, two_years, with_a_weak_december, without_items_on_the_last_day

SHOPIFY = Shop("gen", "shopify", "Asia/Shanghai", "CNY")
Loader = Callable[[str, Iterable[Path], Shop], Loaded]


@pytest.fixture(scope="session")
def incident(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Two years, on whose last day the three main items sold nothing."""
    folder = tmp_path_factory.mktemp("incident")
    loaded = load(folder / "w", [two_years(folder / "orders.csv", without_items_on_the_last_day)], SHOPIFY)
    loaded.view(LAST).value("gmv")
    return loaded


@pytest.fixture(scope="session")
def weak_december(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Two years, whose last December lost 15 % of its orders."""
    folder = tmp_path_factory.mktemp("december")
    return load(folder / "w", [two_years(folder / "orders.csv", with_a_weak_december())], SHOPIFY)


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    """Loads files into a new workspace: name, files, shop."""
    return lambda name, files, shop: load(tmp_path / name, files, shop)
