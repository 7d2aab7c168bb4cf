"""A made-up shop through the product: its files in one load, then a briefing of every morning as it was known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from time import process_time
from typing import Final

from benchmarks.judgement.shop_said import Morning, morning
from benchmarks.judgement.shop_sets import NAME, Made
from storehand import flow
from storehand.app.settings import create
from storehand.demo.download import Download, Writer, downloads
from storehand.demo.writers import WRITERS
from storehand.desk import Desk
from storehand.desks import DESKS
from storehand.intake.read import Request
from storehand.report.briefing import Briefing
from storehand.workspace import Workspace

_CLOCK: Final = timezone(timedelta(hours=8))
_READY: Final = time(8, 31)  # a minute after the downloads
# Which tables a kind of file fills: what no desk reads yet changes no briefing and is left out.
_FILLS: Final = {
    "search_day": {"search_day"}, "service": {"service_day"}, "stock": {"stock_day"},
    "weekly": {"market_day", "reviews", "shop_scores"}, "rivals": {"rival_day", "rank_day"},
}  # fmt: skip


@dataclass(frozen=True)
class _Sparing:
    """A writer that leaves out kinds of file that nobody reads."""

    writer: Writer
    unread: frozenset[str]

    def history(self, folder: Path, last: int, at: datetime) -> list[Path]:
        return self.writer.history(folder, last, at)

    def morning(self, folder: Path, day: int, at: datetime, without: frozenset[str]) -> list[Path]:
        return self.writer.morning(folder, day, at, without | self.unread)

    def one(self, folder: Path, kind: str, day: int, at: datetime) -> list[Path]:
        return [] if kind in self.unread else self.writer.one(folder, kind, day, at)


def briefed(made: Made, folder: Path, told: Callable[[str], None], desks: Sequence[Desk] = DESKS) -> Iterator[Morning]:
    """The briefings of all mornings shown, oldest first; files and facts are kept below `folder`.

    Pages are left blank: only findings, causes, tasks and trust are judged.
    """
    began = process_time()
    writer = _Sparing(WRITERS[made.shop.platform](made.totals), unread(desks))
    files = downloads(folder / "files", made.totals, writer, made.shown)
    workspace = create(folder / "workspace", (f"{NAME}:{made.shop.platform}",), timezone="Asia/Shanghai", currency="CNY")
    written = process_time()
    _load(workspace, files)
    loaded = process_time()
    told(f"{len(files)} files: {written - began:.0f} s to write, {loaded - written:.0f} s of this process to load")
    blank = tuple(replace(desk, page=lambda view, tasks: []) for desk in desks)
    for day in made.mornings:
        yield morning(made.seed, brief(workspace, blank, day))
    told(f"{(process_time() - loaded) / made.shown:.2f} s a morning")


def brief(workspace: Workspace, desks: Sequence[Desk], day: date) -> Briefing:
    """What was known of a day the morning after."""
    at = datetime.combine(day + timedelta(days=1), _READY, _CLOCK)
    return flow.brief(workspace, desks, flow.Question(day=day, as_of=at), now=at)


def unread(desks: Sequence[Desk]) -> frozenset[str]:
    """Kinds of file whose tables no metric of the desks reads."""
    read = {source.table for desk in desks for metric in desk.metrics for source in metric.sources}
    return frozenset(kind for kind, tables in _FILLS.items() if not tables & read)


def _load(workspace: Workspace, files: Sequence[Download]) -> None:
    """All files in one load, each with the moment it was downloaded. Raises where one is refused: then the sets are at fault."""
    requests = tuple(Request(each.path, workspace.shops[0], None, each.at.replace(tzinfo=_CLOCK)) for each in files)
    outcomes = flow.load(workspace, flow.Ask((), extra=requests), now=datetime.now(UTC), told=lambda outcome: None)
    if refused := [outcome.path.name for outcome in outcomes if outcome.error]:
        raise SystemExit(f"refused: {', '.join(refused[:5])}")
