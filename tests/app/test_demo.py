"""`storehand demo`: from nothing to a briefing, the same bytes for the same seed, and nothing overwritten."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from storehand.app.cli import cli
from storehand.demo import shops
from storehand.demo.shops import LAST, Sketch, make
from storehand.demo.totals import Totals
from storehand.errors import StorehandError
from storehand.wording import of_error

TINY = (Sketch("小店", "taobao", 1_500, 8, 4),)


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shops, "SKETCHES", TINY)
    monkeypatch.setattr("storehand.app.demo.SKETCHES", TINY)


def _run(*words: str) -> tuple[int, str]:
    """Exit code and all that was said, as the command itself would."""
    found = CliRunner().invoke(cli, ["demo", *words])
    if isinstance(found.exception, StorehandError):
        return found.exception.exit_code, of_error(found.exception).in_("zh")
    return found.exit_code, found.output


@pytest.mark.slow
def test_from_nothing_to_a_briefing_whose_money_is_that_of_the_life(tmp_path: Path) -> None:
    code, said = _run(str(tmp_path / "demo"), "--days", "100", "--seed", "4")
    assert code == 0, said
    told = json.loads((tmp_path / "demo/reports" / str(LAST) / "briefing.json").read_text("utf-8"))
    (made,) = make(tmp_path / "again", 4, 100)
    gmv = next(card for card in told["headline"] if card["metric"] == "gmv")
    assert gmv["value"] == int(Totals(made.life).gmv[-1]) / 100
    assert told["trust"]["missing"] == []
    planted = json.loads((tmp_path / "demo/truth.json").read_text("utf-8"))
    assert [one["kind"] for one in planted][-1] == "title_edited"


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path) -> None:
    first, same, other = (_digests(tmp_path / name, seed) for name, seed in (("a", 7), ("b", 7), ("c", 8)))
    assert first == same
    assert first.keys() == other.keys() or len(first) > 20
    assert all(first[name] != other[name] for name in first.keys() & other.keys() if "角色" not in name)


def _digests(folder: Path, seed: int) -> dict[str, str]:
    for _ in make(folder, seed, 95):
        pass
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.*")}


def test_so_many_orders_are_written_and_nothing_else(tmp_path: Path) -> None:
    code, said = _run(str(tmp_path / "many"), "--orders", "20000", "--days", "120")
    assert code == 0, said
    orders = list((tmp_path / "many").rglob("ExportOrderList*.csv"))
    rows = sum(path.read_bytes().count(b"\n") - 1 for path in orders)
    assert rows == pytest.approx(20_000, rel=0.03)
    assert len(list((tmp_path / "many").rglob("*.csv"))) == 2 * len(orders)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    code, said = _run(str(tmp_path))
    assert (code, str(tmp_path) in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ('kind = "flood"\nday = -3', "flood"),
        ('kind = "coupon_lapsed"\nday = 2020-01-01', "2020-01-01"),
        ('kind = "coupon_lapsed"\nday = -3\nshelf = 2', "shelf"),
        ("kind = ", "TOML"),
    ],
)
def test_incidents_that_are_not_understood_are_named(tmp_path: Path, entry: str, word: str) -> None:
    (tmp_path / "incidents.toml").write_text(f"[[incident]]\n{entry}\n", encoding="utf-8")
    code, said = _run(str(tmp_path / "demo"), "--days", "90", "--incidents", str(tmp_path / "incidents.toml"))
    assert (code, word in said) == (2, True), said


def test_incidents_of_a_file_replace_the_story(tmp_path: Path) -> None:
    (tmp_path / "incidents.toml").write_text('[[incident]]\nkind = "coupon_lapsed"\nday = -2\nsize = 0.5\n', encoding="utf-8")
    (made,) = make(tmp_path / "files", 1, 90, tmp_path / "incidents.toml")
    (truth,) = made.truths
    assert (truth.kind, truth.since, truth.size, truth.owner) == ("coupon_lapsed", date(2026, 11, 19), -0.5, "operations")
