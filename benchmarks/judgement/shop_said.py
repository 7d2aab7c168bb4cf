"""What the briefings said, as plain lines: written down before anybody looks at the truth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from storehand.report.briefing import Briefing, FindingCard

Place = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """One finding. `where`: what was measured; `within`: the first segment that its explanation names. `factor`: the main one
    ("" = none told); `play`: its number where the product names one. Money in the shop's currency."""

    day: date
    since: date
    until: date
    rank: int
    check: str
    metric: str
    direction: str
    where: Place
    within: Place
    factor: str
    owner: str
    chance: float | None
    low: float | None
    money: float | None
    high: float | None
    play: str = ""

    @property
    def place(self) -> Place:
        """Where it points: the segment named within what was measured."""
        return tuple(dict((*self.where, *self.within)).items())


@dataclass(frozen=True)
class Morning:
    """The briefing of one day. `missing`: tables said to lack the day; `untied`: tables on either side of what did
    not tie out. `occasion`: as told."""

    seed: int
    day: date
    occasion: str
    findings: tuple[Said, ...]
    missing: tuple[str, ...]
    untied: tuple[str, ...]


def morning(seed: int, briefing: Briefing) -> Morning:
    """The plain lines of a briefing."""
    found = tuple(_said(card, rank) for rank, card in enumerate(briefing.findings, 1))
    missing = tuple(sorted({each.table for each in briefing.trust.missing}))
    apart = [side for each in briefing.trust.identities if not each.ok for side in (each.left_source, each.right_source)]
    untied = tuple(sorted({side.split(":")[0] for side in apart}))
    return Morning(seed, briefing.day, briefing.occasion.zh, found, missing, untied)


def _said(card: FindingCard, rank: int) -> Said:
    told = card.explanation
    one, money = told.finding, told.finding.impact
    main = max(told.factors, key=lambda factor: factor.share, default=None)
    within = next((segment.where for segment in told.segments if segment.where), ())
    low, middle, high = (float(each) for each in (money.low, money.money, money.high)) if money else (None, None, None)
    return Said(
        one.day, one.since, one.until, rank, one.check, one.metric, one.direction, one.where, within, main.factor if main else "",
        card.task.owner if card.task else "", one.chance, low, middle, high,
    )  # fmt: skip


def append(path: Path, mornings: Iterable[Morning]) -> None:
    """A line of JSON for each morning."""
    with path.open("a", encoding="utf-8") as out:
        for each in mornings:
            out.write(json.dumps(asdict(each), default=str, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Morning]:
    """The mornings of a file, in its order."""
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield _morning(json.loads(line))


def _morning(line: dict[str, Any]) -> Morning:
    found = tuple(_finding(each) for each in line["findings"])
    day = date.fromisoformat(line["day"])
    return Morning(line["seed"], day, line["occasion"], found, tuple(line["missing"]), tuple(line["untied"]))


def _finding(line: dict[str, Any]) -> Said:
    days = {name: date.fromisoformat(line[name]) for name in ("day", "since", "until")}
    places = {name: tuple((str(key), str(value)) for key, value in line[name]) for name in ("where", "within")}
    return Said(**(line | days | places))
