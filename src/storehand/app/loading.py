"""`storehand load`: a line a file on a terminal, or one JSON document (storehand.load/1)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from storehand.app.sources import fetched
from storehand.flow import Ask, load
from storehand.intake.batch import Aside, Batch
from storehand.intake.mask import shown
from storehand.intake.read import Outcome
from storehand.wording import Text, of_error, say
from storehand.workspace import Workspace

SOME_REFUSED = 3


def run(
    workspace: Workspace,
    paths: tuple[Path, ...],
    shop: str | None,
    day: date | None,
    known_at: datetime | None,
    *,
    dry_run: bool,
    as_json: bool,
    sources: tuple[str, ...] = (),
) -> int:
    """Loads and tells; gives the exit code (0 all loaded, 3 some refused). Without paths and sources: the inbox, and the
    sources that are read at each load."""
    now, plain = datetime.now(UTC), not paths and not sources
    fetch = fetched(workspace, sources, shop, now=now, dry_run=dry_run, also=plain)
    with _progress(quiet=as_json) as told, fetch as found:
        ask = Ask((workspace.inbox,) if plain else paths, shop, day, known_at, tuple(found.requests))
        outcomes = list(found.refused)
        if ask.paths or ask.extra:
            outcomes += load(workspace, ask, now=now, dry_run=dry_run, told=told)
        if not dry_run:
            found.settle(outcomes)
    if as_json:
        click.echo(json.dumps(document(outcomes), ensure_ascii=False, indent=1))
    else:
        for source in found.quiet:
            click.echo(say("cli.source_nothing_new", source=source).in_(workspace.language))
        _tell(outcomes, workspace, dry_run=dry_run)
    return SOME_REFUSED if any(outcome.error for outcome in outcomes) else 0


def loaded(workspace: Workspace, ask: Ask, *, now: datetime) -> list[Outcome]:
    """Loads many files and tells in one line, with a line for each that was refused."""
    with _progress(quiet=False) as told:
        outcomes = load(workspace, ask, now=now, told=told)
    _tell(outcomes, workspace, dry_run=False, only_refused=True)
    return outcomes


def document(outcomes: list[Outcome]) -> dict[str, Any]:
    """The load as storehand.load/1: an entry for each batch, refusal and repeat."""
    return {"schema": "storehand.load/1", "files": [entry for outcome in outcomes for entry in _entries(outcome)]}


def _entries(outcome: Outcome) -> Iterator[dict[str, Any]]:
    if outcome.batches:
        yield from (_entry(outcome, batch) for batch in outcome.batches)
        return
    error = of_error(outcome.error).json() if outcome.error else None
    repeat = [say("cli.repeat").json()] if outcome.repeat else []
    yield {
        "name": shown(outcome.path), "shop": None, "format": None, "sha256": None, "known_at": None, "since": None, "until": None,
        "rows_in": 0, "rows_kept": 0, "rows_set_aside": 0, "set_aside": [], "controls": [],
        "warnings": repeat, "error": error, "seconds": round(outcome.seconds, 3),
    }  # fmt: skip


def _entry(outcome: Outcome, batch: Batch) -> dict[str, Any]:
    return {
        "name": batch.name, "shop": batch.shop, "format": batch.format, "sha256": batch.sha256,
        "known_at": batch.known_at.replace(tzinfo=batch.known_at.tzinfo or UTC).isoformat(),
        "since": batch.since and batch.since.isoformat(), "until": batch.until and batch.until.isoformat(),
        "rows_in": batch.rows_in, "rows_kept": batch.rows_kept, "rows_set_aside": batch.rows_aside,
        "set_aside": [_aside(aside) for aside in batch.aside],
        "controls": [{"name": c.name, "file": float(c.file), "rows": float(c.rows)} for c in batch.controls],
        "warnings": [warning(batch, index).json() for index in range(len(batch.warnings))],
        "error": None, "seconds": round(outcome.seconds, 3),
    }  # fmt: skip


def _aside(aside: Aside) -> dict[str, Any]:
    example = {"line": aside.line, "column": aside.column, "value": aside.value}
    return {"reason": say(f"aside.{aside.reason}").json(), "rows": aside.rows, "example": example}


def warning(batch: Batch, index: int) -> Text:
    """The sentence of a batch's warning."""
    told = batch.warnings[index]
    return say(f"warning.{told.key}", **dict(told.values))


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """A counter on a terminal; nothing where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield lambda outcome: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=None)
        yield lambda outcome: progress.update(bar, advance=1, description=shown(outcome.path))


def _tell(outcomes: list[Outcome], workspace: Workspace, *, dry_run: bool, only_refused: bool = False) -> None:
    language = workspace.language
    for outcome in (one for one in outcomes if one.error is not None or not only_refused):
        for line in lines(outcome):
            click.echo(line.in_(language), err=outcome.error is not None)
    files = sum(len(outcome.batches) for outcome in outcomes)
    rows = sum(batch.rows_kept for outcome in outcomes for batch in outcome.batches)
    aside = sum(batch.rows_aside for outcome in outcomes for batch in outcome.batches)
    refused = sum(outcome.error is not None for outcome in outcomes)
    repeats = sum(outcome.repeat for outcome in outcomes)
    key = "cli.would_load" if dry_run else "cli.loaded"
    click.echo(say(key, files=files, rows=f"{rows:,}", aside=f"{aside:,}", refused=refused, repeats=repeats).in_(language))


def lines(outcome: Outcome) -> Iterator[Text]:
    """What is told of one file: what became of it, what was set aside, what to know."""
    if outcome.error is not None:
        yield say("cli.file_refused", file=shown(outcome.path), why=of_error(outcome.error))
    elif outcome.repeat:
        yield say("cli.file_repeat", file=shown(outcome.path))
    for batch in outcome.batches:
        yield say(
            "cli.file_loaded", file=batch.name, format=batch.format, shop=batch.shop, rows_in=f"{batch.rows_in:,}",
            kept=f"{batch.rows_kept:,}", aside=f"{batch.rows_aside:,}", days=_days(batch), seconds=f"{outcome.seconds:.1f}",
        )  # fmt: skip
        for aside in batch.aside:
            reason = say(f"aside.{aside.reason}")
            yield say("cli.file_aside", rows=aside.rows, reason=reason, line=aside.line, column=aside.column, value=aside.value)
        for index in range(len(batch.warnings)):
            yield say("cli.file_warning", warning=warning(batch, index))
        for control in batch.controls:
            if control.file != control.rows:
                yield say("cli.file_control", name=control.name, file=f"{control.file:,.2f}", rows=f"{control.rows:,.2f}")


def _days(batch: Batch) -> str:
    if not batch.days:
        return "–"
    first, last = batch.days[0], batch.days[-1]
    return f"{first}" if first == last else f"{first} … {last}"
