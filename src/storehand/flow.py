"""load(...) and brief(...): the only file that knows the whole order of the house."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storehand.calendar import Planned
from storehand.desk import Desk
from storehand.errors import Refusal, StorehandError, UsageError, WorkspaceError
from storehand.metrics.catalog import Catalog
from storehand.metrics.view import View, default_day
from storehand.report.briefing import Briefing
from storehand.store.facts import Store
from storehand.store.records import Records
from storehand.store.settings import Settings
from storehand.wording import plain
from storehand.workspace import Shop, Workspace

if TYPE_CHECKING:  # Reading files is a third of all there is to import, and a briefing reads none.
    from storehand.intake.read import Outcome, Request


@dataclass(frozen=True)
class Ask:
    """What to load: `shop`, `day` and `known_at` hold for every file where they are given. `extra` are files that sources
    have fetched; without paths they are loaded alone."""

    paths: tuple[Path, ...]
    shop: str | None = None
    day: date | None = None
    known_at: datetime | None = None
    extra: tuple[Request, ...] = ()


def load(
    workspace: Workspace, ask: Ask, *, now: datetime, dry_run: bool = False, told: Callable[[Outcome], None]
) -> list[Outcome]:
    """Reads the files, then commits all of them at once; `told` hears of each file as it is read.

    A refused file hinders no other. With `dry_run` nothing is written to the workspace.
    """
    from storehand.intake import staging
    from storehand.intake.pool import read_all

    store = Store.open(workspace)
    outcomes: list[Outcome] = []
    requests, refused = _requests(workspace, ask)
    for outcome in refused:
        told(outcome)
    try:
        with staging.stage(workspace.facts, f"{now:%Y%m%dT%H%M%S%f}") as stage:
            there = store.batch_ids()
            for read in read_all(requests, workspace=workspace, key=store.key(), stage=stage, now=now, loaded=store.loaded()):
                outcome = _repeat(read) if read.batches and there.issuperset(batch.id for batch in read.batches) else read
                outcomes.append(outcome)
                told(outcome)
            batches = [batch for outcome in outcomes for batch in outcome.batches]
            if batches and not dry_run:
                store.commit(batches, now)
    except OSError as fault:
        raise WorkspaceError("unwritable", folder=workspace.facts, fault=fault.strerror or fault) from None
    return [*refused, *outcomes]


def _repeat(outcome: Outcome) -> Outcome:
    """A file that was loaded before under another name: nothing new."""
    return replace(outcome, batches=(), repeat=True)


@dataclass(frozen=True)
class Question:
    """Which briefing: day None = the newest day that the loaded files fully cover."""

    day: date | None = None
    period: str = "day"
    shop: str | None = None
    as_of: datetime | None = None


def settings(workspace: Workspace, as_of: datetime | None = None) -> Settings:
    """What people have set, as it stood then."""
    return Settings.of(Records(workspace).changes(as_of))


def view(workspace: Workspace, desks: Iterable[Desk], question: Question, own: Settings | None = None) -> View:
    """The facts as known at `question.as_of`, seen for its period. `own`: the settings of that time, where they are read."""
    if question.shop is not None and workspace.shop(question.shop) is None:
        raise UsageError("unknown_shop", shop=question.shop, known="、".join(shop.name for shop in workspace.shops))
    facts = Store.open(workspace).facts(question.as_of)
    if not facts.batches:
        raise UsageError("no_facts", folder=workspace.path)
    catalog = Catalog.build(metric for desk in desks for metric in desk.metrics)
    shops = [question.shop] if question.shop else [shop.name for shop in workspace.shops]
    day = question.day or default_day(facts, catalog, shops, workspace)
    if day is None:
        raise UsageError("no_full_day", folder=workspace.path)
    held = settings(workspace, question.as_of) if own is None else own
    return View.open(
        facts, catalog, workspace, day=day, period=question.period, shops=shops, limits=held.limits, events=_apart(held, shops)
    )


def _apart(own: Settings, shops: Sequence[str]) -> list[Planned]:
    """The events whose days are no measure: those of the whole company, or of the one shop that is seen."""
    events = [event for event in own.events if event.apart and (not event.shop or list(shops) == [event.shop])]
    return [Planned(plain(event.what), event.since, event.until) for event in events]


def brief(workspace: Workspace, desks: Sequence[Desk], question: Question, *, now: datetime) -> Briefing:
    """The briefing: what is abnormal, why, who acts, and whether the figures can be trusted."""
    from storehand.report import standard

    content = standard.Content(
        tuple((desk.name, check) for desk in desks for check in desk.checks),
        tuple(play for desk in desks for play in desk.plays),
        tuple((desk.name, desk.title, desk.page) for desk in desks),
    )
    own = settings(workspace, question.as_of)
    seen = view(workspace, desks, question, own)
    return standard.briefing(seen, content, workspace, now=now, as_of=question.as_of, own=own)


def _requests(workspace: Workspace, ask: Ask) -> tuple[list[Request], list[Outcome]]:
    """A request for each file, and an outcome for each that belongs to no shop or is not there."""
    from storehand.intake.read import Outcome, Request

    requests: list[Request] = []
    refused: list[Outcome] = []
    for path in _files(ask.paths or (() if ask.extra else (workspace.inbox,))):
        try:
            requests.append(Request(path, _shop_of(workspace, ask, path), ask.day, ask.known_at))
        except StorehandError as error:
            refused.append(Outcome(path, (), Refusal(error.key, **error.values), False, 0.0))
    return [*requests, *ask.extra], refused


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file.relative_to(path)))
            yield from inside
        else:
            yield path


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def _shop_of(workspace: Workspace, ask: Ask, path: Path) -> Shop:
    """The shop that was named, else the inbox folder's, else the only one there is."""
    from storehand.intake.mask import shown

    known = "、".join(shop.name for shop in workspace.shops)
    if ask.shop is not None:
        shop = workspace.shop(ask.shop)
        if shop is None:
            raise UsageError("unknown_shop", shop=ask.shop, known=known)
        return shop
    if path.resolve().is_relative_to(workspace.inbox.resolve()):
        shop = workspace.shop(path.resolve().relative_to(workspace.inbox.resolve()).parts[0])
        if shop is not None:
            return shop
    if len(workspace.shops) == 1:
        return workspace.shops[0]
    raise Refusal("which_shop", file=shown(path), known=known)
