"""The demo's shops: one of middle size with a story, and small ones on other platforms, all in the same market."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from storehand.demo import plan
from storehand.demo.catalogue import draw
from storehand.demo.download import Download, downloads
from storehand.demo.incident import Incident, Truth, read
from storehand.demo.life import Life, live
from storehand.demo.season import season
from storehand.demo.totals import Totals
from storehand.demo.truth import truths, turned
from storehand.demo.writers import WRITERS

LAST: Final = date(2026, 11, 20)  # fixed, so that the same seed gives the same bytes on any day
LEAST_DAYS: Final = 90


@dataclass(frozen=True)
class Sketch:
    """A shop to be made: `people` on a plain day, `shown`: how many of the last days have a folder of their own."""

    name: str
    platform: str
    people: float
    items: int
    shown: int


SKETCHES: Final = (
    Sketch("木棉旗舰店", "taobao", 14_000, 40, 60),
    Sketch("木棉抖音店", "douyin", 1_200, 12, 5),
    Sketch("木棉拼多多店", "pdd", 900, 10, 5),
)


@dataclass(frozen=True)
class Made:
    """A shop's life, what was planted in it, and the files that a person would have downloaded, oldest first."""

    life: Life
    truths: tuple[Truth, ...]
    downloads: tuple[Download, ...]


def make(folder: Path, seed: int, days: int, incidents: Path | None = None) -> Iterator[Made]:
    """Writes every shop's exports below `folder`/<shop>. `incidents`: a file that replaces the first shop's own story."""
    for place, sketch in enumerate(sketch for sketch in SKETCHES if sketch.platform in WRITERS):
        life, planted = lived(seed, sketch, days, incidents if place == 0 else None, has_story=place == 0)
        totals = Totals(life)
        shown = min(sketch.shown, days - 1)
        files = downloads(folder / sketch.name, totals, WRITERS[sketch.platform](totals), shown)
        yield Made(life, tuple(truths(life.shop, life.season, planted)), tuple(files))


def lived(
    seed: int, sketch: Sketch, days: int, incidents: Path | None = None, *, has_story: bool = True
) -> tuple[Life, list[Incident]]:
    """One shop's life up to `LAST`, and the incidents in it."""
    first = LAST - timedelta(days=days - 1)
    shop = draw(seed, name=sketch.name, platform=sketch.platform, people=sketch.people, items=sketch.items)
    year = season(seed, shop, first, days)
    planted = read(incidents, first, days) if incidents else plan.story(seed, shop, year, sketch.shown) if has_story else []
    return live(seed, shop, year, turned(shop, year, planted)), planted


def write_truth(path: Path, made: list[Made]) -> None:
    """What was planted where, as JSON."""
    found = [truth.plain() for one in made for truth in one.truths]
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
