"""`storehand doctor`: what stands in the way of a good briefing on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click

from storehand.app.settings import FILE, chosen, open_workspace
from storehand.errors import StorehandError
from storehand.wording import Text, of_error, say
from storehand.workspace import Workspace

ENOUGH_DISK = 2 * 1024**3


@dataclass(frozen=True)
class Sign:
    """One thing that was looked at."""

    well: bool
    text: Text


def run(folder: str | None) -> int:
    """Prints a line a sign; 0 when all is well, else 1."""
    place = chosen(folder)
    known = (place / FILE).exists()
    language = open_workspace(place).language if known else "zh"
    signs = [*_machine(place), *(_workspace(place) if known else [Sign(True, say("doctor.no_workspace", folder=place))])]
    for sign in signs:
        click.echo(f"{'✓' if sign.well else '✗'} {sign.text.in_(language)}")
    return 0 if all(sign.well for sign in signs) else 1


def _machine(place: Path) -> Iterator[Sign]:
    from storehand.report.picture import cjk_font

    for name in ("duckdb", "deltalake", "ibis-framework", "xlsxwriter", "typst"):
        yield Sign(True, say("doctor.library", name=name, version=version(name)))
    font = cjk_font()
    yield Sign(font is not None, say("doctor.font", font=font) if font else say("doctor.no_font"))
    free = shutil.disk_usage(place if place.exists() else Path.cwd()).free
    yield Sign(free >= ENOUGH_DISK, say("doctor.disk", free=f"{free / 1024**3:.1f}"))


def _workspace(place: Path) -> Iterator[Sign]:
    from storehand.intake.formats import load_formats
    from storehand.store.facts import Store

    workspace = open_workspace(place)
    shops = "、".join(shop.name for shop in workspace.shops)
    yield Sign(bool(workspace.shops), say("doctor.shops", count=len(workspace.shops), shops=shops))
    yield Sign(True, say("doctor.formats", count=len(load_formats(workspace.formats))))
    facts = Store.open(workspace).facts()
    rows = sum(batch.rows_kept for batch in facts.batches)
    yield Sign(True, say("doctor.facts", batches=len(facts.batches), rows=f"{rows:,}"))
    yield Sign(*_writable(workspace.facts))
    yield Sign(*_records(workspace))


def _records(workspace: Workspace) -> tuple[bool, Text]:
    """Whether what people set can be read."""
    from storehand.flow import settings

    try:
        own = settings(workspace)
    except StorehandError as error:
        return False, of_error(error)
    return True, say("doctor.records", limits=len(own.limits), mutes=len(own.mutes), events=len(own.events))


def _writable(folder: Path) -> tuple[bool, Text]:
    probe = folder / ".probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as fault:
        return False, say("doctor.unwritable", folder=folder, fault=fault.strerror or fault)
    return True, say("doctor.writable", folder=folder)
