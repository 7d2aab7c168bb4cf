"""Can the figures be believed: the files behind them, what is missing, what ties out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storehand.intake.formats import Format, load_formats
from storehand.metrics.identity import Tie
from storehand.metrics.view import View
from storehand.report.briefing import Identity, Missing, SourceFile, Trust
from storehand.report.late import Late, final, late, zone
from storehand.report.menus import export
from storehand.store.facts import BatchRecord
from storehand.tables import TABLES
from storehand.wording import Text, plain, say
from storehand.workspace import Workspace

FILES_SHOWN = 60
DAYS_NAMED = 3
HISTORY = 730
LONG_PAST = timedelta(days=7)
_EXPECTED = ("shop_day", "source_day", "item_day", "orders", "order_lines", "ad_day")


def trust(view: View, workspace: Workspace, now: datetime) -> Trust:
    """Files that feed the period, what is absent at `now` with its menus, and every identity that could be tested."""
    formats = load_formats(workspace.formats, among={batch.format.split("/")[0] for batch in view.facts.batches})
    overdue = _overdue(view, workspace, formats, now)
    missing = (*(_of_rhythm(one) for one in overdue), *_missing(view, workspace, overdue))
    return Trust(_files(view, formats), missing, _identities(view))


def _files(view: View, formats: Sequence[Format]) -> tuple[SourceFile, ...]:
    """The batches whose days touch the period; where there are very many, the latest known of them."""
    titles = {format.name: format.title for format in formats}
    touching = [batch for batch in view.facts.batches if batch.shop in view.shops and _touches(batch, view)]
    touching.sort(key=lambda batch: (batch.known_at, batch.name), reverse=True)
    return tuple(_file(batch, titles) for batch in touching[:FILES_SHOWN])


def _touches(batch: BatchRecord, view: View) -> bool:
    return batch.since is None or batch.until is None or (batch.since < view.until and batch.until > view.since)


def _file(batch: BatchRecord, titles: dict[str, Text]) -> SourceFile:
    return SourceFile(
        batch.name,
        batch.format,
        titles.get(batch.format, plain(batch.format)),
        batch.shop,
        batch.sha256,
        batch.known_at,
        batch.since,
        batch.until,
        batch.rows_in,
        batch.rows_kept,
        batch.rows_aside,
        tuple(say(f"warning.{told.key}", **dict(told.values)) for told in batch.warnings),
        tuple(
            say("standard.aside", rows=aside.rows, reason=say(f"aside.{aside.reason}"), line=aside.line, column=aside.column)
            for aside in batch.aside
        ),
        batch.id,
    )


def _overdue(view: View, workspace: Workspace, formats: Sequence[Format], now: datetime) -> tuple[Late, ...]:
    """What has not come by its rhythm; of no concern to a view of days long past."""
    if now.date() - view.until > LONG_PAST:
        return ()
    return late(view.facts.batches, formats, view.shops, workspace, now)


def _of_rhythm(one: Late) -> Missing:
    return Missing(one.format.tables[0].name, one.format.title, one.shop, one.why, one.format.menu, one.by)


def _missing(view: View, workspace: Workspace, overdue: Sequence[Late]) -> tuple[Missing, ...]:
    """For each shop: tables that its platform can give, or that it has given before, without the view's day; not those
    whose own files are overdue, which are named by themselves."""
    named = {(one.shop, table) for one in overdue for table in one.tables}
    found = []
    for name in view.shops:
        for table in _EXPECTED:
            place = export(workspace, (name,), table)
            days = view.covered(table, name)
            if view.day in days or (name, table) in named or (not days and (place is None or _stood_for(view, table, name))):
                continue
            why = say("standard.missing_late", last=max(days)) if days else say("standard.missing_never")
            where = place.menu if place else TABLES[table].label
            by = final(place.name, view.day, zone(workspace, name)) if place else None
            found.append(Missing(table, TABLES[table].label, name, why, where, by))
    return tuple(found)


def _stood_for(view: View, table: str, shop: str) -> bool:
    """Order lines stand in for absent orders, and orders for absent lines: nobody needs to fetch both."""
    other = {"orders": "order_lines", "order_lines": "orders"}.get(table)
    return other is not None and view.day in view.covered(other, shop)


def _identities(view: View) -> tuple[Identity, ...]:
    """What ties out in the period, failing ones first; then older days on which two exports of one thing disagree."""
    now = view.identities(view.since, view.until)
    older = view.identities(view.since - timedelta(days=HISTORY), view.since)
    disagreed = [tie for tie in older if tie.key == "cuts" and not tie.ok]
    return (*(_identity(tie, _sides(tie)) for tie in now), *(_disagreed(tie) for tie in disagreed))


def _sides(tie: Tie) -> Text:
    """Two cuts of one table are told apart by their names."""
    if tie.key != "cuts":
        return tie.name
    return say("standard.sides", name=tie.name, left=tie.left_source.split(":")[-1], right=tie.right_source.split(":")[-1])


def _identity(tie: Tie, name: Text) -> Identity:
    return Identity(name, tie.shop, tie.ok, tie.left, tie.right, tie.left_source, tie.right_source, tie.unit)


def _disagreed(tie: Tie) -> Identity:
    days = "、".join(day.isoformat() for day in tie.days[:DAYS_NAMED])
    key = "standard.differ_on" if len(tie.days) <= DAYS_NAMED else "standard.differ_on_more"
    return _identity(tie, say(key, name=_sides(tie), days=days, count=len(tie.days)))
