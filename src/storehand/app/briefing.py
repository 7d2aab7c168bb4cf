"""`storehand brief`: the briefing in every form that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from storehand.desks import DESKS
from storehand.errors import UsageError, WorkspaceError
from storehand.flow import Question, brief, view
from storehand.report.briefing import Briefing
from storehand.wording import of_error, say
from storehand.workspace import Workspace

FORMATS = ("xlsx", "html", "md", "json", "png")
Writer = Callable[[Briefing, Path, str], None]


def run(
    workspace: Workspace,
    question: Question,
    *,
    formats: Sequence[str],
    out: Path | None,
    template: Path | None,
    language: str,
) -> None:
    """Writes the briefing's files and says where they are; the day stands in the first line."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError("unknown_output", format=unknown[0], known=", ".join(FORMATS))
    made = brief(workspace, DESKS, question, now=datetime.now(UTC))
    folder = out or workspace.reports / made.day.isoformat()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [path for name in formats if (path := _write(name, made, folder, language))]
        if template:
            written.append(_fill(workspace, question, template, folder))
    except OSError as fault:
        raise WorkspaceError("unwritable", folder=folder, fault=fault.strerror or fault) from None
    _tell(made, written, language)


def _write(name: str, briefing: Briefing, folder: Path, language: str) -> Path | None:
    """One form. A picture that lacks a font costs a sentence, not the others."""
    path = folder / f"briefing.{name}"
    try:
        _writer(name)(briefing, path, language)
    except WorkspaceError as error:
        if name != "png":
            raise
        click.echo(of_error(error).in_(language), err=True)
        return None
    return path


def _writer(name: str) -> Writer:
    """The writer of one form; each brings its own libraries, so only the one asked for is imported."""
    return _WRITERS[name]()


def _xlsx() -> Writer:
    from storehand.report.excel import write

    return write


def _html() -> Writer:
    from storehand.report.html import write

    return write


def _md() -> Writer:
    from storehand.report.markdown import write

    return write


def _json() -> Writer:
    from storehand.report.jsonout import write

    return write


def _png() -> Writer:
    from storehand.report.picture import write

    return write


_WRITERS: dict[str, Callable[[], Writer]] = {"xlsx": _xlsx, "html": _html, "md": _md, "json": _json, "png": _png}


def _fill(workspace: Workspace, question: Question, template: Path, folder: Path) -> Path:
    from storehand.report import template as filler

    chart = template.with_name(template.name + ".map.toml")
    seen = view(workspace, DESKS, question)
    if not chart.exists():
        chart.write_text(filler.draft_map(template, seen), encoding="utf-8")
        click.echo(say("cli.map_drafted", map=chart).in_(workspace.language), err=True)
    path = folder / template.name
    filler.fill(template, filler.read_map(chart), seen, path)
    return path


def _tell(briefing: Briefing, written: Sequence[Path], language: str) -> None:
    shops = "、".join(briefing.shops)
    click.echo(say("cli.briefing", day=briefing.day, shops=shops, findings=len(briefing.findings)).in_(language))
    for told in (each for each in briefing.story if each.about != "missing"):
        click.echo(f"  {told.text.in_(language)}")
    if briefing.muted:
        click.echo(say("cli.muted", count=briefing.muted).in_(language))
    for missing in briefing.trust.missing:
        click.echo(say("cli.missing", what=missing.label, where=missing.where_to_download).in_(language))
    for path in written:
        click.echo(say("cli.written", path=path).in_(language))
