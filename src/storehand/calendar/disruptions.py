"""What held up a whole market for a while, from dated data that people may edit (`disruptions.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from storehand.calendar.promotions import Market
from storehand.wording import Text

SHIPPED: Final = Path(__file__).parent / "disruptions.toml"
Sure = Literal["confirmed", "estimated"]


@dataclass(frozen=True)
class Disruption:
    """A standstill: `since` inclusive, `until` exclusive. `apart`: nearly every shop stood still, so that its days are no
    measure for others; else the days are only named. `ended`: how well the last day is known; `source`: where it was read."""

    name: str
    label: Text
    markets: tuple[Market, ...]
    since: date
    until: date
    apart: bool
    ended: Sure
    source: str


@lru_cache(maxsize=8)
def load_disruptions(path: Path = SHIPPED) -> tuple[Disruption, ...]:
    """Every disruption of the file, oldest first."""
    declared = tomllib.loads(path.read_text("utf-8"))
    found = (
        Disruption(
            name,
            Text(spec["label"]["zh"], spec["label"]["en"]),
            tuple(spec["markets"]),
            spec["first"],
            spec["last"] + timedelta(days=1),
            spec.get("apart", False),
            spec["ended"],
            spec["source"],
        )
        for name, spec in declared.items()
    )
    return tuple(sorted(found, key=lambda each: (each.since, each.name)))
