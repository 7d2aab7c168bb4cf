"""Big sales of a year, from dated data that people may edit (`promotions.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from storehand.wording import Text

Market = Literal["cn", "abroad"]
SHIPPED: Final = Path(__file__).parent / "promotions.toml"


@dataclass(frozen=True)
class Phase:
    """A stretch of a promotion: `since` inclusive, `until` exclusive. `name`: presale, wave, warm_up, burst, encore, after."""

    name: str
    since: date
    until: date


@dataclass(frozen=True)
class Promotion:
    """One promotion of one year; `burst` is its main day. `status` "estimated": no announcement was seen, classic days."""

    name: str
    label: Text
    markets: tuple[Market, ...]
    large: bool
    burst: date
    status: Literal["confirmed", "estimated"]
    phases: tuple[Phase, ...]

    @property
    def since(self) -> date:
        return min(phase.since for phase in self.phases)

    @property
    def until(self) -> date:
        return max(phase.until for phase in self.phases)

    def days(self) -> Iterator[tuple[date, Phase]]:
        """Every day of the promotion with its phase."""
        for phase in self.phases:
            yield from ((phase.since + timedelta(days=step), phase) for step in range((phase.until - phase.since).days))


@lru_cache(maxsize=8)
def load_promotions(path: Path = SHIPPED) -> tuple[Promotion, ...]:
    """Every promotion and year of the file, in order of the burst day."""
    declared = tomllib.loads(path.read_text("utf-8"))
    found = [promotion for name, spec in declared.items() for promotion in _years(name, spec)]
    return tuple(sorted(found, key=lambda promotion: (promotion.burst, promotion.name)))


def _years(name: str, spec: Mapping[str, Any]) -> Iterator[Promotion]:
    for burst in spec["days"]:
        own: Mapping[str, Any] = spec.get(str(burst.year), {})
        yield Promotion(
            name,
            Text(spec["label"]["zh"], spec["label"]["en"]),
            tuple(spec["markets"]),
            spec.get("large", False),
            burst,
            own.get("status", "estimated"),
            tuple(_phase(each, burst) for each in own.get("phases", spec["phases"])),
        )


def _phase(spec: Mapping[str, Any], burst: date) -> Phase:
    """Dates as they stand, or days counted from the burst day; the last day belongs to the phase."""
    first, last = (each if isinstance(each, date) else burst + timedelta(days=each) for each in (spec["first"], spec["last"]))
    return Phase(spec["phase"], first, last + timedelta(days=1))
