"""A tiny shop in an empty workspace; compiled queries are shared by all tests of a run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.metrics.tiny import CATALOG, Tiny


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled queries of the small catalogue, made once."""
    tiny = Tiny(tmp_path_factory.mktemp("compiled") / "w").orders()
    assert tiny.view().value("gmv") is not None
    assert CATALOG.names
    return tiny.workspace.cache / "queries.json"


@pytest.fixture
def tiny(tmp_path: Path, compiled: Path) -> Tiny:
    tiny = Tiny(tmp_path / "w")
    tiny.workspace.cache.mkdir()
    shutil.copy(compiled, tiny.workspace.cache / compiled.name)
    return tiny
