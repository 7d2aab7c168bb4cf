"""Whatever happens on the way, what is read in the end is what the shop has: nothing lost, nothing twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.errors import Refusal
from storehand.intake.sources import cursor
from storehand.intake.sources.client import Clock
from storehand.intake.sources.pull import Pulled, Puller
from storehand.intake.sources.source import Source, read_source
from tests.intake.sources.platform import TOKEN, Platform, secret_of, served, toml

KINDS = ["woocommerce", "shopify"]
LATER = datetime(2026, 11, 30, tzinfo=UTC)


class Reader:
    """Pulls a source again and again, and keeps rows by key, as facts do."""

    def __init__(self, folder: Path, kind: str, address: str, *more: str) -> None:
        self.folder, self.kind = folder, kind
        folder.mkdir(exist_ok=True)
        (folder / "shop.toml").write_text(toml(kind, address, *more), encoding="utf-8")
        self.slept: list[float] = []
        self.rows: dict[str, dict[str, dict[str, str]]] = {"orders": {}, "lines": {}, "refunds": {}}
        self.pulls = 0

    @property
    def source(self) -> Source:
        return read_source(self.folder / "shop.toml")

    def pull(self, *, crash: bool = False) -> Pulled:
        """One load: pull, commit, then the cursor, unless a crash comes between."""
        stage = self.folder / f"stage-{self.pulls}"
        stage.mkdir()
        self.pulls += 1
        clock = Clock(lambda: 0.0, self.slept.append, lambda: 1.0)
        pulled = Puller(self.folder, stage, secret_of, LATER + timedelta(seconds=self.pulls), clock).pull(self.source)
        for path in pulled.files:
            self._keep(path)
        if not crash:
            cursor.write(self.folder, "shop", pulled.state)
        return pulled

    def _keep(self, path: Path) -> None:
        kind = path.stem.split("-")[1]
        for row in _read(path):
            self.rows[kind][self._key(kind, row)] = row

    def _key(self, kind: str, row: dict[str, str]) -> str:
        if kind == "refunds":
            return row.get("refund.id") or row["refund.legacyResourceId"]
        if kind == "lines":
            return row["id"] if self.kind == "woocommerce" else f"{row['order.name']}-{row['sku']}"
        return row.get("number") or row["name"].removeprefix("#")

    def versions(self) -> dict[int, str]:
        """Each order's version as read."""
        header = "coupon_lines.code" if self.kind == "woocommerce" else "discountCodes"
        return {int(id): row[header] for id, row in self.rows["orders"].items()}


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def truth(platform: Platform) -> dict[int, str]:
    """Each order's version in the shop."""
    return {id: f"v{order.version}" for id, order in platform.orders.items()}


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.mark.parametrize("kind", KINDS)
def test_all_pages_are_read_with_lines_and_refunds(kind: str, platform: Platform, tmp_path: Path) -> None:
    for _ in range(5):
        platform.sell(5)
        platform.tick()
    platform.change(3)
    with served(platform) as address:
        reader = Reader(tmp_path, kind, address, "page_size = 4")
        reader.pull()
    assert reader.versions() == truth(platform)
    assert len(reader.rows["lines"]) == 25
    assert [
        row.get("refund.amount") or row["refund.totalRefundedSet.shopMoney.amount"] for row in reader.rows["refunds"].values()
    ] in ([["1.00"], ["1.0"]])


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_pull_asks_only_for_what_has_changed(kind: str, platform: Platform, tmp_path: Path) -> None:
    platform.sell(9)
    platform.clock += timedelta(days=1)
    with served(platform) as address:
        reader = Reader(tmp_path, kind, address)
        reader.pull()
        platform.clock += timedelta(hours=1)
        platform.change(2)
        second = reader.pull()
        third = reader.pull()
    assert second.rows == 1
    assert third.files == ()
    assert reader.versions() == truth(platform)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["busy", "broken", "throttled", "cut", "half", "silent"])
def test_a_fault_in_the_middle_of_a_page_costs_nothing(kind: str, fault: str, platform: Platform, tmp_path: Path) -> None:
    platform.sell(10)
    platform.faults = ["ok", fault, "ok", fault, fault]
    with served(platform) as address:
        reader = Reader(tmp_path, kind, address, "page_size = 3")
        pulled = reader.pull()
    assert pulled.error is None
    assert pulled.rows == 10
    assert reader.versions() == truth(platform)


def test_a_platform_that_says_how_long_to_wait_is_waited_for(platform: Platform, tmp_path: Path) -> None:
    platform.sell(2)
    platform.faults = ["busy"]
    with served(platform) as address:
        reader = Reader(tmp_path, "shopify", address)
        reader.pull()
    assert reader.slept == [2.0]


def test_a_cost_that_is_used_up_is_waited_for(platform: Platform, tmp_path: Path) -> None:
    platform.sell(2)
    platform.faults = ["throttled"]
    with served(platform) as address:
        reader = Reader(tmp_path, "shopify", address)
        reader.pull()
    assert reader.slept == [2.0]  # (220 asked for - 20 there) / 100 a second


def test_an_order_that_goes_away_between_pages_hides_no_other(platform: Platform, tmp_path: Path) -> None:
    platform.sell(12)
    platform.faults = ["ok", _trash_five]
    with served(platform) as address:
        reader = Reader(tmp_path, "woocommerce", address, "page_size = 4")
        reader.pull()
    assert truth(platform).items() <= reader.versions().items()


def _trash_five(shop: Platform) -> None:
    for _ in range(5):
        shop.trash(0)


def test_lines_beyond_the_first_page_are_asked_for(platform: Platform, tmp_path: Path) -> None:
    platform.sell(1, lines=260)
    platform.sell(1, lines=25)
    with served(platform) as address:
        reader = Reader(tmp_path, "shopify", address)
        reader.pull()
    assert len(reader.rows["lines"]) == 285


def test_a_list_that_ends_early_is_asked_anew_from_its_last_change(
    platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shopify ends a list after 25,000 records; here it is asked anew after 20,000, in this test after 6."""
    from dataclasses import replace

    from storehand.intake.sources import api, source

    known = api.shipped("shopify")
    short = replace(known.resources[0], paging=replace(known.resources[0].paging, most=6))
    monkeypatch.setattr(source, "shipped", lambda kind: replace(known, resources=(short,)))
    for _ in range(10):
        platform.sell(3)
        platform.tick()
    with served(platform) as address:
        reader = Reader(tmp_path, "shopify", address, "page_size = 3")
        pulled = reader.pull()
    assert pulled.rows == 30
    assert reader.versions() == truth(platform)


def test_what_came_in_order_before_a_break_off_is_not_read_again(platform: Platform, tmp_path: Path) -> None:
    for _ in range(4):
        platform.sell(3)
        platform.clock += timedelta(hours=1)
    platform.faults = ["ok", "ok", *["broken"] * 8]
    with served(platform) as address:
        reader = Reader(tmp_path, "shopify", address, "page_size = 3")
        first = reader.pull()
        asked = len(platform.asked)
        second = reader.pull()
    assert first.error is not None
    assert (first.error.key, first.error.values["tries"]) == ("source_gave_up", 8)
    assert (first.rows, second.rows) == (6, 9)
    assert len(platform.asked) - asked == 3
    assert reader.versions() == truth(platform)


def test_orders_made_before_the_start_are_left_out(platform: Platform, tmp_path: Path) -> None:
    platform.sell(3)
    platform.clock += timedelta(days=2)
    platform.sell(2)
    platform.change(0)
    with served(platform) as address:
        reader = Reader(tmp_path, "shopify", address, 'start = "2026-11-21"')
        reader.pull()
    assert sorted(reader.versions()) == [104, 105]


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_login_is_said_once_and_shows_no_secret(kind: str, platform: Platform, tmp_path: Path) -> None:
    platform.sell(1)
    platform.faults = ["refused"] * 9
    with served(platform) as address, pytest.raises(Refusal) as refused:
        Reader(tmp_path, kind, address).pull()
    assert refused.value.key == "source_login_http"
    assert TOKEN not in str(refused.value)
    assert len(platform.asked) == 1


def test_nothing_personal_is_written_but_the_buyers_address(platform: Platform, tmp_path: Path) -> None:
    platform.sell(3)
    with served(platform) as address:
        pulled = Reader(tmp_path, "woocommerce", address).pull()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Beispiel" not in written
    assert b"Musterstr" not in written
    assert pulled.rows == 3


PLAIN = """
kind = "http"
base = "{address}/plain"
allow_private = true
secret = "env:KEY"

[api]
name = "plain"
base = "{address}/plain"
login = {{ way = "query", name = "api_key" }}

[[api.resource]]
name = "orders"
path = "orders"
id = "id"
paging = {paging}

[[api.resource.rows]]
name = "orders"
fields = {{ "number" = "id" }}
"""


@pytest.mark.parametrize(
    "paging", ['{ way = "link" }', '{ way = "page", name = "page", size_name = "per_page", size = 3 }'], ids=["link", "page"]
)
def test_an_api_of_ones_own_is_declared_in_the_sources_file(paging: str, platform: Platform, tmp_path: Path) -> None:
    platform.sell(8)
    with served(platform) as address:
        reader = Reader(tmp_path, "woocommerce", address)
        (tmp_path / "shop.toml").write_text(PLAIN.format(address=address, paging=paging), encoding="utf-8")
        pulled = reader.pull()
    assert pulled.rows == 8
    assert sorted(reader.rows["orders"]) == [str(id) for id in range(101, 109)]
    assert len(platform.asked) == 3


MISHAPS = st.one_of(
    st.sampled_from(["ok", "ok", "ok", "busy", "broken", "throttled", "cut", "half", "silent"]),
    st.integers(0, 40).map(lambda place: lambda shop: shop.change(place)),
    st.integers(0, 40).map(lambda place: lambda shop: shop.trash(place)),
    st.integers(1, 3).map(lambda count: lambda shop: shop.sell(count)),
)
LOADS = st.lists(st.tuples(st.lists(MISHAPS, max_size=14), st.booleans()), min_size=1, max_size=3)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None)
@given(sold=st.integers(0, 14), size=st.integers(2, 5), loads=LOADS)
def test_after_any_mishaps_the_rows_read_are_those_of_the_shop(
    kind: str, sold: int, size: int, loads: list[tuple[list[object], bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Faults, changes, new and vanished orders between pages, and crashes between commit and cursor."""
    platform = Platform()
    for _ in range(sold):
        platform.sell()
        platform.clock += timedelta(minutes=7)
    with served(platform) as address:
        reader = Reader(tmp_path_factory.mktemp("shop"), kind, address, f"page_size = {size}", 'overlap = "1m"')
        for faults, crash in loads:
            platform.faults = list(faults)  # type: ignore[arg-type]
            with suppress(Refusal):
                reader.pull(crash=crash)
            platform.clock += timedelta(hours=3)
        platform.faults = []
        reader.pull()
    versions = reader.versions()
    assert {id: versions.get(id) for id in platform.orders} == truth(platform)
    lines = sum(order.lines for order in platform.orders.values())
    kept = {f"{id}" for id in platform.orders}
    of_known = [row for row in reader.rows["lines"].values() if (row.get("order.number") or row["order.name"][1:]) in kept]
    assert len(of_known) == lines
    refunds = [row for row in reader.rows["refunds"].values() if (row.get("order.number") or row["order.name"][1:]) in kept]
    assert len(refunds) == sum(order.refunds for order in platform.orders.values() if order.refunds)
