"""storehand.toml: written once, read back the same, and refused in one sentence when it cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.app.settings import chosen, create, open_workspace
from storehand.errors import StorehandError, UsageError, WorkspaceError
from storehand.wording import of_error
from storehand.workspace import RecordsAt


def test_a_new_workspace_reads_back_the_same(tmp_path: Path) -> None:
    made = create(
        tmp_path / "w", ("木棉旗舰店:taobao", "Acme:shopify"), timezone="America/New_York", currency="USD", language="en"
    )
    assert open_workspace(tmp_path / "w") == made
    assert [(shop.name, shop.platform, shop.currency) for shop in made.shops] == [
        ("木棉旗舰店", "taobao", "USD"),
        ("Acme", "shopify", "USD"),
    ]


def test_every_shop_gets_its_inbox(tmp_path: Path) -> None:
    made = create(tmp_path / "w", ("甲:jd", "乙:pdd"))
    assert sorted(folder.name for folder in made.inbox.iterdir()) == ["乙", "甲"]


def test_an_existing_workspace_is_left_alone(tmp_path: Path) -> None:
    create(tmp_path, ("甲:jd",))
    before = (tmp_path / "storehand.toml").read_text(encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        create(tmp_path, ("乙:jd",))
    assert str(tmp_path) in of_error(caught.value).zh
    assert (tmp_path / "storehand.toml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("shop", "told"),
    [
        ("店:aliexpress", "aliexpress"),
        ("../evil:jd", "../evil"),
        ("a/b:jd", "a/b"),
        ("..:jd", ".."),
        (" :jd", " "),
        ("a\x00b:jd", "a\x00b"),
    ],
)
def test_a_shop_that_cannot_be_is_refused_by_name(tmp_path: Path, shop: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        create(tmp_path / "w", (shop,))
    assert told in of_error(caught.value).zh
    assert not (tmp_path / "w" / "storehand.toml").exists()


def test_two_shops_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="shop_twice"):
        create(tmp_path / "w", ("甲:jd", "甲:pdd"))


def test_an_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Mars/Base"):
        create(tmp_path / "w", ("甲:jd",), timezone="Mars/Base")


def test_a_folder_without_a_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(tmp_path)
    assert "storehand init" in of_error(caught.value).zh


def test_broken_settings_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "storehand.toml").write_text("shops = [", encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(tmp_path)
    assert "storehand.toml" in of_error(caught.value).en


def test_the_workspace_is_what_was_asked_for_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOREHAND_WORKSPACE", str(tmp_path / "env"))
    assert chosen(None) == tmp_path / "env"
    assert chosen(str(tmp_path / "asked")) == tmp_path / "asked"


def test_an_engine_that_we_do_not_have_is_refused_by_name(tmp_path: Path) -> None:
    create(tmp_path, ("甲:jd",))
    path = tmp_path / "storehand.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"embedded"', '"sc://cluster:15002"'), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        open_workspace(tmp_path)
    assert "sc://cluster:15002" in of_error(caught.value).zh


def _with_records(folder: Path, words: str) -> Path:
    create(folder, ("甲:jd",))
    path = folder / "storehand.toml"
    path.write_text(f"records = {words}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_records_are_beside_the_facts_unless_the_workspace_says_where(tmp_path: Path) -> None:
    assert create(tmp_path / "a", ("甲:jd",)).records == RecordsAt()
    folder = _with_records(tmp_path / "b", '"postgresql://ann@db:5432/storehand"')
    assert open_workspace(folder).records == RecordsAt("postgresql://ann@db:5432/storehand")


def test_the_password_of_records_comes_from_outside_and_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _with_records(tmp_path / "a", '{url = "postgresql://ann@db/storehand", secret = "env:RECORDS_PASSWORD"}')
    monkeypatch.setenv("RECORDS_PASSWORD", "correct horse")
    opened = open_workspace(folder)
    assert opened.records.password == "correct horse"
    assert "correct horse" not in repr(opened)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ('"postgresql://ann:secret@db/storehand"', "secret_in_file"),
        ('{url = "postgresql://ann@db/storehand", secret = "hunter22"}', "secret_in_file"),
        ('{url = "postgresql://ann@db/storehand", secret = "env:NOT_SET_ANYWHERE"}', "secret_missing"),
        ('"records.db"', "bad_records"),
        ("7", "bad_records"),
    ],
    ids=["password in the address", "password itself", "no such variable", "no address", "a number"],
)
def test_records_that_cannot_be_meant_are_refused(tmp_path: Path, words: str, key: str) -> None:
    with pytest.raises(StorehandError, match=key) as caught:
        open_workspace(_with_records(tmp_path / "a", words))
    assert "hunter22" not in of_error(caught.value).zh
    assert "secret@" not in of_error(caught.value).zh
