"""`storehand sql` and `storehand why`: questions to the facts."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from storehand.advise.play import Role
from storehand.errors import UsageError
from storehand.intake.readers import BLANKS
from storehand.store.facts import Store
from storehand.workspace import Workspace

Rows = list[tuple[Any, ...]]


def sql(workspace: Workspace, query: str, as_of: datetime | None, form: str, limit: int) -> None:
    """Runs one read-only question and prints its rows."""
    from storehand.store.question import ask

    columns, rows = ask(Store.open(workspace).facts(as_of), query, limit)
    _FORMS[form](columns, rows)


def _as_table(columns: Sequence[str], rows: Rows) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(escape(name), overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    Console().print(table)


def _as_csv(columns: Sequence[str], rows: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_guarded(name) for name in columns)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)


def _guarded(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe, a lone CR would begin a row; numbers stay."""
    if not isinstance(cell, str):
        return cell
    told = cell.replace("\r\n", "\n").replace("\r", "\n")
    first = told.lstrip(BLANKS + "\0")[:1]
    return f"'{told}" if first and first in "=+-@＝＋－＠" else told


def _as_json(columns: Sequence[str], rows: Rows) -> None:
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _as_xlsx(columns: Sequence[str], rows: Rows) -> None:
    import xlsxwriter

    path = Path("storehand-sql.xlsx").resolve()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), safe) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        day, time = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for line, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                style = time if isinstance(cell, datetime) else day if isinstance(cell, date) else None
                sheet.write(line, place, float(cell) if isinstance(cell, Decimal) else cell, style)
        sheet.freeze_panes(1, 0)
    click.echo(path)


_FORMS = {"table": _as_table, "csv": _as_csv, "json": _as_json, "xlsx": _as_xlsx}


def conditions(told: Sequence[str]) -> dict[str, str]:
    """`--where dim=value`, as a mapping."""
    found: dict[str, str] = {}
    for text in told:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise UsageError("bad_where", where=text)
        found[name.strip()] = value
    return found


def why(
    workspace: Workspace,
    metric: str,
    day: date | None,
    reference: str,
    where: Sequence[str],
    by: tuple[str, ...],
    as_of: datetime | None,
    *,
    as_json: bool,
    role: Role | None = None,
) -> None:
    """Takes the change of one metric apart, against the usual or against another day; for a role with its checks in order."""
    from storehand.app.frame import answers
    from storehand.app.why import answer, document, told

    view, explanation, own = answer(workspace, metric, day, reference, conditions(where), by, as_of)
    checks = tuple(answers(view, explanation, own.events, role)) if role else ()
    if as_json:
        click.echo(json.dumps(document(explanation, checks), ensure_ascii=False, indent=1, default=_plain))
        return
    for line in told(view, explanation, checks):
        click.echo(line.in_(workspace.language))
