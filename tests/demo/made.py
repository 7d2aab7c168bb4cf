"""Small made-up shops, ninety days long, the last one a Sunday; their downloads; and what is left of them in a workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from storehand import flow
from storehand.app.settings import create
from storehand.demo.catalogue import PLATFORMS, draw
from storehand.demo.download import Download, downloads
from storehand.demo.life import live
from storehand.demo.season import season
from storehand.demo.totals import Totals
from storehand.demo.writers import WRITERS
from storehand.intake.read import Outcome, Request
from storehand.store.facts import Store

DAYS = 90
MORNINGS = 5
FIRST = date(2026, 11, 1) - timedelta(days=DAYS - 1)
ZONE = ZoneInfo("Asia/Shanghai")


def name(platform: str) -> str:
    return f"木棉{platform}店"


@lru_cache(maxsize=8)
def totals(platform: str, seed: int = 3) -> Totals:
    """A shop of ten items without incidents, added up: some fifteen orders a day, so that all four load in seconds."""
    shop = draw(seed, name=name(platform), platform=platform, people=400, items=10)
    return Totals(live(seed, shop, season(seed, shop, FIRST, DAYS)))


def written(folder: Path, platform: str, seed: int = 3, mornings: int = MORNINGS) -> list[Download]:
    """The files of a shop, below `folder`."""
    made = totals(platform, seed)
    return downloads(folder, made, WRITERS[platform](made), mornings)


def digests(found: Sequence[Download], folder: Path) -> dict[str, str]:
    """sha256 of every file by its path below `folder`."""
    return {each.path.relative_to(folder).as_posix(): sha256(each.path.read_bytes()).hexdigest() for each in found}


@dataclass(frozen=True)
class Loaded:
    """Four shops in one workspace: the files by platform, what reading them gave, and the facts."""

    files: Mapping[str, Sequence[Download]]
    outcomes: Sequence[Outcome]
    store: Store

    def rows(self, sql: str, platform: str) -> list[tuple[object, ...]]:
        """`sql` over the facts, with the shop's name for its one question mark."""
        with self.store.facts().connect() as con:
            return [tuple(row) for row in con.execute(sql, [name(platform)]).fetchall()]

    def by_day(self, sql: str, platform: str) -> dict[date, Decimal]:
        """A select of a day and an amount, as days of the life to amounts."""
        found = {row[0]: row[1] for row in self.rows(sql, platform)}
        return {day: Decimal(str(found[day])) for day in totals(platform).life.days if day in found}


def load(folder: Path) -> Loaded:
    """Writes one shop for each platform and loads all of them at once, each file at the time of its download."""
    workspace = create(
        folder / "workspace", [f"{name(each)}:{each}" for each in PLATFORMS], timezone="Asia/Shanghai", currency="CNY"
    )
    files = {each: written(folder / each, each) for each in PLATFORMS}
    shops = {shop.platform: shop for shop in workspace.shops}
    asked = tuple(
        Request(file.path, shops[platform], None, file.at.replace(tzinfo=ZONE))
        for platform, found in files.items()
        for file in found
        if not _one_of_many(file)
    )
    now = datetime(2026, 11, 2, 1, tzinfo=UTC)
    outcomes = flow.load(workspace, flow.Ask((), extra=asked), now=now, told=lambda _: None)
    return Loaded(files, outcomes, Store.open(workspace))


def _one_of_many(file: Download) -> bool:
    """All but the last week of Taobao's source files, one for each day: they are alike, and each takes its time."""
    return "店铺流量来源" in file.path.name and file.path.stem[-10:] < str(FIRST + timedelta(days=DAYS - 7))


def cents(amounts: Mapping[date, Decimal]) -> list[int]:
    return [int(amount * 100) for amount in amounts.values()]
