"""The workspace's key: made once, readable by its owner, never replaced in silence."""

from __future__ import annotations

import pytest

from storehand.errors import WorkspaceError
from storehand.store.facts import Store
from tests.store.making import NOW, Maker, at, order


def test_the_key_is_made_once_and_only_its_owner_can_read_it(store: Store) -> None:
    key = store.key()
    path = store.workspace.facts / ".key"
    assert (len(key), store.key(), path.read_bytes()) == (32, key, key)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [other.name for other in store.workspace.facts.iterdir()] == [".key"]


def test_two_workspaces_have_different_keys(store: Store, maker: Maker) -> None:
    first = store.key()
    (store.workspace.facts / ".key").unlink()
    assert store.key() != first


def test_a_missing_key_beside_facts_is_told_not_replaced(store: Store, maker: Maker) -> None:
    store.commit([maker.batch({"orders": [order(1, 1, 10)]}, at(2))], NOW)
    with pytest.raises(WorkspaceError, match="store_key_missing"):
        store.key()


def test_a_damaged_key_is_told(store: Store) -> None:
    store.key()
    (store.workspace.facts / ".key").write_bytes(b"short")
    with pytest.raises(WorkspaceError, match="store_key_damaged"):
        store.key()
