"""`storehand formats list | show`."""

from __future__ import annotations

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


def _all(folder: str | None) -> tuple[Format, ...]:
    place = chosen(folder)
    return load_formats(open_workspace(place).formats) if (place / FILE).exists() else load_formats()


def _language(folder: str | None) -> str:
    place = chosen(folder)
    return open_workspace(place).language if (place / FILE).exists() else "zh"
