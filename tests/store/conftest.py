"""A store in an empty workspace, and a maker of batches."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.store.facts import Store
from tests.servers import postgres
from tests.store.making import Maker, workspace

__all__ = ["maker", "postgres", "store"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = tmp_path / "店 铺#1 [a]*%'工作区'"
    folder.mkdir()
    return Store.open(workspace(folder))


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "stage")
