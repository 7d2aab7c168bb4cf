"""`storehand sources list | check`, and the sources of a load: fetched before it, their cursors moved after its commit."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from storehand.errors import Refusal, StorehandError, UsageError
from storehand.wording import of_error, say
from storehand.workspace import Shop, Workspace

if TYPE_CHECKING:
    from storehand.intake.batch import Part
    from storehand.intake.read import Outcome, Request
    from storehand.intake.sources.pull import Pulled, Puller
    from storehand.intake.sources.source import Source

_ROWS: Final = 5
_FOLDER: Final = "sources"
_DAY: Final = 86_400


@click.group()
def sources() -> None:
    """数据库和接口 / databases and APIs."""


@sources.command("list")
@click.pass_obj
def _list(folder: str | None) -> None:
    """所有数据源 / all sources."""
    listed(_opened(folder))


@sources.command("check")
@click.argument("name")
@click.pass_obj
def _check(folder: str | None, name: str) -> None:
    """试连并看前几行 / connect, and show the first rows as they would be read."""
    checked(_opened(folder), name)


def _opened(folder: str | None) -> Workspace:
    from storehand.app.settings import chosen, open_workspace

    return open_workspace(chosen(folder))


def folder_of(workspace: Workspace) -> Path:
    """Where a workspace declares its sources."""
    return workspace.path / _FOLDER


def secret_of(source: str, reference: str) -> str:
    """What a reference stands for, from the environment or the machine's keyring."""
    way, _, name = reference.partition(":")
    if way == "env":
        found = os.environ.get(name, "")
    else:
        service, _, user = name.partition("/")
        found = _from_keyring(service, user, reference)
    if not found:
        raise Refusal("secret_missing", source=source, reference=reference)
    return found


def _from_keyring(service: str, user: str, reference: str) -> str:
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(service, user) or ""
    except keyring.errors.KeyringError:
        raise Refusal("no_keyring", reference=reference) from None


def _puller(workspace: Workspace, stage: Path, now: datetime, source: str, *, most: int = 0) -> Puller:
    from storehand.intake.sources.pull import Puller

    return Puller(folder_of(workspace), stage, lambda reference: secret_of(source, reference), now, most=most)


def shop_of(workspace: Workspace, source: Source, asked: str | None = None) -> Shop:
    """The shop that was named, else the source's, else the only one there is."""
    known = "、".join(shop.name for shop in workspace.shops)
    name = asked or source.shop
    if name:
        shop = workspace.shop(name)
        if shop is None:
            raise UsageError("unknown_shop", shop=name, known=known)
        return shop
    if len(workspace.shops) == 1:
        return workspace.shops[0]
    raise Refusal("which_shop", file=source.path.name, known=known)


# ---- the sources of a load


@dataclass
class Fetch:
    """What the sources of a load gave: requests for it, and what is told at once: refusals and "nothing new"."""

    workspace: Workspace
    requests: list[Request] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    _pulled: list[Pulled] = field(default_factory=list)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Moves the cursors of all sources whose files were taken as a whole. A crash before this reads them again."""
        from storehand.intake.sources import cursor

        failed = {outcome.path for outcome in outcomes if outcome.error is not None}
        for pulled in self._pulled:
            if not failed.intersection(pulled.files):
                cursor.write(folder_of(self.workspace), pulled.source.name, pulled.state)

    def _take(self, pulled: Pulled, shop: Shop, now: datetime, seconds: float) -> None:
        from storehand.intake.read import Outcome, Request

        self._pulled.append(pulled)
        self.requests += [Request(path, shop, None, now) for path in pulled.files]
        if pulled.error is not None:
            self.refused.append(Outcome(pulled.source.path, (), pulled.error, False, seconds))
        elif not pulled.files:
            self.quiet.append(pulled.source.name)


@contextmanager
def fetched(
    workspace: Workspace, names: Sequence[str], shop: str | None, *, now: datetime, dry_run: bool, also: bool
) -> Iterator[Fetch]:
    """Pulls the named sources and, where `also`, those that are read at each load. One that fails hinders no other."""
    from storehand.intake.sources import source as declared

    found = Fetch(workspace)
    folder = folder_of(workspace)
    wanted = [declared.named(folder, name).path for name in names]
    wanted += [path for path in declared.paths(folder) if also and path not in wanted]
    if not wanted:
        yield found
        return
    stage = workspace.facts / ".stage" / f"sources-{now:%Y%m%dT%H%M%S%f}"
    _sweep(stage.parent)
    made: list[Path] = []
    try:
        stage.mkdir(parents=True, mode=0o700)
        for path in wanted:
            made += _fetch(found, path, stage, shop, now, named=path.stem in names)
        yield found
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        for path in made if dry_run else ():
            shutil.rmtree(path.parent, ignore_errors=True)


def _sweep(stages: Path) -> None:
    """Removes what loads that were killed have left: rows as they came, with all that is personal in them."""
    for left in stages.glob("sources-*"):
        if time.time() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left, ignore_errors=True)


def _fetch(found: Fetch, path: Path, stage: Path, shop: str | None, now: datetime, *, named: bool) -> list[Path]:
    """Pulls one source; gives the formats that it laid down."""
    from storehand.intake.read import Outcome
    from storehand.intake.sources.source import read_source

    started = time.perf_counter()
    try:
        source = read_source(path)
        if not named and source.when != "load":
            return []
        owner = shop_of(found.workspace, source, shop if named else None)
        made = _lay_format(found.workspace, source, stage)
        pulled = _puller(found.workspace, stage, now, source.name).pull(source)
        found._take(pulled, owner, now, time.perf_counter() - started)
    except StorehandError as error:
        refusal = Refusal(error.key, **error.values)
        found.refused.append(Outcome(path, (), refusal, False, time.perf_counter() - started))
        return []
    return made


def _lay_format(workspace: Workspace, source: Source, scratch: Path) -> list[Path]:
    """A source's own mapping among the workspace's formats, so that a file of the archive is known by it as well.

    Gives the format where it is new.
    """
    from storehand.intake.sources import pull

    if pull.check(source, scratch) is None:
        return []
    words = pull.own_format(source) or ""
    path = workspace.formats / _FOLDER / source.name / "format.toml"
    is_new = not path.exists()
    if is_new or path.read_text(encoding="utf-8") != words:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return [path] if is_new else []


# ---- list and check


def listed(workspace: Workspace) -> None:
    """A line a source: kind, shop, when it is read, how far; of a broken one the reason."""
    from rich.console import Console
    from rich.table import Table

    from storehand.intake.sources import source as declared

    language = workspace.language
    files = declared.paths(folder_of(workspace))
    if not files:
        click.echo(say("cli.source_none", folder=folder_of(workspace)).in_(language))
        return
    table = Table(box=None, pad_edge=False)
    for key in ("cli.source", "cli.source_kind", "cli.source_shop", "cli.source_when", "cli.source_pulled"):
        table.add_column(say(key).in_(language), overflow="fold")
    for path in files:
        table.add_row(*_line(workspace, path))
    Console().print(table)


def _line(workspace: Workspace, path: Path) -> tuple[str, ...]:
    from storehand.intake.sources import cursor
    from storehand.intake.sources.source import Database, read_source

    try:
        source = read_source(path)
    except StorehandError as error:
        return path.stem, of_error(error).in_(workspace.language)
    pulled = cursor.read(folder_of(workspace), source.name).pulled_at
    when = say("cli.source_on_load" if source.when == "load" else "cli.source_asked")
    place = source.place
    where = place.url.split("?", 1)[0] if isinstance(place, Database) else place.base
    told = f"{pulled:%Y-%m-%d %H:%M} UTC" if pulled else say("cli.source_never").in_(workspace.language)
    return source.name, where, source.shop or "–", when.in_(workspace.language), told


def checked(workspace: Workspace, name: str) -> None:
    """Connects, takes the first rows and shows as what they would be read. Nothing is written, no cursor moves."""
    from storehand.app.loading import lines
    from storehand.intake.formats import load_formats
    from storehand.intake.read import Outcome, Request, read
    from storehand.intake.sources import pull
    from storehand.intake.sources.source import named

    source, now = named(folder_of(workspace), name), datetime.now(UTC)
    shop = shop_of(workspace, source)
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        own = pull.check(source, stage)
        pulled = _puller(workspace, stage, now, name, most=_ROWS).pull(source)
        if not pulled.files:
            click.echo(say("cli.source_empty", source=name).in_(workspace.language))
            return
        click.echo(say("cli.source_look", source=name, rows=pulled.rows).in_(workspace.language))
        formats = (*load_formats(workspace.formats), *([own] if own else []))
        known = tuple({format.name: format for format in formats}.values())
        for path in pulled.files:
            request = Request(path, shop, None, now)
            batches = read(request, workspace=workspace, formats=known, key=bytes(32), stage=stage, now=now)
            for line in lines(Outcome(path, batches, None, False, 0.0)):
                click.echo(line.in_(workspace.language))
            for batch in batches:
                _show(batch.parts, batch.format, workspace.language)


def _show(parts: Sequence[Part], format: str, language: str) -> None:
    """The rows as facts: filled columns only, nothing of a buyer."""
    from pyarrow import parquet
    from rich.console import Console
    from rich.table import Table

    from storehand.tables import TABLES, Type

    for part in parts:
        contract, rows = TABLES[part.table], parquet.read_table(part.path)
        kept = [
            column for column in contract.columns if column.type is not Type.BUYER and rows[column.name].null_count < len(rows)
        ]
        table = Table(title=f"{contract.label.in_(language)} · {format}", title_justify="left", box=None, pad_edge=False)
        for column in kept:
            table.add_column(column.label.in_(language), overflow="fold")
        for row in rows.to_pylist():
            table.add_row(*("" if row[column.name] is None else str(row[column.name]) for column in kept))
        Console().print(table)
