"""`storehand demo`: a made-up shop from nothing to its briefing, or as many orders as somebody wants to measure with."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from storehand.app import briefing
from storehand.app.loading import loaded
from storehand.app.settings import create
from storehand.demo.scale import write_many
from storehand.demo.shops import LAST, LEAST_DAYS, SKETCHES, Made, make, write_truth
from storehand.demo.writers import WRITERS
from storehand.errors import UsageError
from storehand.flow import Ask, Question
from storehand.intake.read import Request
from storehand.wording import say
from storehand.workspace import Workspace

READY = time(8, 45)


def run(folder: Path, *, days: int, seed: int, orders: int | None, incidents: Path | None, language: str) -> None:
    """Writes the exports into the inbox of a new workspace, loads them as downloaded morning by morning, and briefs the last day.

    With `orders`: only so many orders and their lines, in `folder`. Raises UsageError where `folder` has anything in it.
    """
    if days < LEAST_DAYS:
        raise UsageError("demo.too_few_days", days=days, least=LEAST_DAYS)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("demo.not_empty", folder=folder)
    if orders is not None:
        _many(folder, seed, orders, days, language)
        return
    shops = [f"{sketch.name}:{sketch.platform}" for sketch in SKETCHES if sketch.platform in WRITERS]
    workspace = create(folder, shops, timezone="Asia/Shanghai", currency="CNY", language=language)
    made = list(make(workspace.inbox, seed, days, incidents))
    write_truth(workspace.path / "truth.json", made)
    files = sum(len(one.downloads) for one in made)
    click.echo(say("cli.demo_written", files=files, shops="、".join(one.life.shop.name for one in made), days=days).in_(language))
    loaded(workspace, Ask((), extra=_requests(workspace, made)), now=datetime.now(UTC))
    briefing.run(
        workspace,
        Question(LAST, as_of=_that_morning(workspace)),
        formats=briefing.FORMATS,
        out=None,
        template=None,
        language=language,
    )
    click.echo(say("cli.demo_truth", path=workspace.path / "truth.json").in_(language))


def _requests(workspace: Workspace, made: list[Made]) -> tuple[Request, ...]:
    """Every file with its shop and the moment of its download."""
    shops = {shop.name: shop for shop in workspace.shops}
    return tuple(
        Request(file.path, shop, None, file.at.replace(tzinfo=ZoneInfo(shop.timezone)))
        for one in made
        for shop in (shops[one.life.shop.name],)
        for file in one.downloads
    )


def _that_morning(workspace: Workspace) -> datetime:
    """A little after the last download: the briefing is of that morning, and nothing is late yet."""
    return datetime.combine(LAST + timedelta(days=1), READY, ZoneInfo(workspace.timezone))


def _many(folder: Path, seed: int, orders: int, days: int, language: str) -> None:
    files = rows = 0
    for _, written in write_many(folder, seed, orders, days, LAST, SKETCHES[0].name):
        files, rows = files + 1, rows + written
    click.echo(say("cli.demo_many", files=files, rows=rows, folder=folder).in_(language))
