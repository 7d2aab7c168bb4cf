"""`storehand formats list | show | learn`."""

from __future__ import annotations

from pathlib import Path

import click

from storehand.app.settings import FILE, chosen, open_workspace
from storehand.errors import UsageError
from storehand.intake.formats import Format, load_formats
from storehand.wording import say


def listed(folder: str | None) -> None:
    """A line a format: name, title, confidence."""
    from rich.console import Console
    from rich.table import Table

    language = _language(folder)
    table = Table(box=None, pad_edge=False)
    for key in ("cli.format", "cli.title", "cli.confidence", "cli.menu"):
        table.add_column(say(key).in_(language), overflow="fold")
    for format in _all(folder):
        table.add_row(format.name, format.title.in_(language), format.confidence, format.menu.in_(language))
    Console().print(table)


def shown(folder: str | None, name: str) -> None:
    """A format's TOML as it stands: what it looks for and where each cell goes."""
    format = next((format for format in _all(folder) if format.name == name), None)
    if format is None:
        known = "、".join(format.name for format in _all(folder))
        raise UsageError("unknown_format", format=name, known=known)
    click.echo(format.path.read_text(encoding="utf-8").rstrip())


def learnt(folder: str | None, file: str, name: str | None, *, save: bool) -> None:
    """Drafts a format for `file`: prints it, or keeps it among the workspace's own formats."""
    from storehand.intake.learn import learn

    path = Path(file)
    wanted = name or f"my/{path.stem}"
    draft = learn(path, wanted)
    click.echo(draft)
    if not save:
        click.echo(say("cli.draft_only").in_(_language(folder)), err=True)
        return
    workspace = open_workspace(chosen(folder))
    target = (workspace.formats / wanted / "format.toml").resolve()
    if not target.is_relative_to(workspace.formats.resolve()):
        raise UsageError("bad_format_name", name=wanted)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(draft, encoding="utf-8")
    click.echo(say("cli.draft_saved", path=target).in_(workspace.language), err=True)


def _all(folder: str | None) -> tuple[Format, ...]:
    place = chosen(folder)
    return load_formats(open_workspace(place).formats) if (place / FILE).exists() else load_formats()


def _language(folder: str | None) -> str:
    place = chosen(folder)
    return open_workspace(place).language if (place / FILE).exists() else "zh"
