"""`storehand formats learn`: what an unknown file seems to be, how it would be read, and, if asked, a format kept for it."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from storehand.app.settings import FILE, chosen, open_workspace
from storehand.errors import Refusal, StorehandError, UsageError
from storehand.intake.formats import Format, load_formats
from storehand.intake.learn import Learnt, learn
from storehand.intake.learn_draft import Sheet, cut, shape_name
from storehand.intake.learn_fill import Filling, notes
from storehand.intake.learn_trial import Part, Trial, known_as, trial
from storehand.intake.mask import is_person, masked, shown
from storehand.tables import TABLES, Table, Type
from storehand.wording import Text, of_error, plain, say
from storehand.workspace import PLATFORMS, Shop, Workspace

_WIDEST: Final = 22  # signs of a cell that is shown
_ASIDES: Final = 8
_MOST: Final = 12  # columns named in a line
_STAMPS = re.compile(r"[-_ ]*\(?\d[\d._年月日~～至-]{5,}\)?")
_SAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Ask:
    """What the user wants: a name, a table, the draft's text, the draft kept."""

    file: Path
    name: str | None
    table: str | None
    toml: bool
    save: bool


def run(folder: str | None, ask: Ask, language: str | None) -> None:
    """Tells what the file seems to be; a dry run unless the draft is to be saved."""
    place = chosen(folder)
    workspace = open_workspace(place) if (place / FILE).exists() else None
    if ask.save:
        workspace = open_workspace(place)
    spoken = language or (workspace.language if workspace else "zh")
    formats = load_formats(workspace.formats) if workspace else load_formats()
    name = _name(ask)
    if ask.save:
        _check_free(name, formats, workspace)
    known, why = known_as(ask.file, formats)
    if known is not None:
        _tell_known(ask, known, spoken)
        return
    learnt = learn(ask.file, name, _platform(name), _table(ask.table), formats)
    click.echo("\n".join(text.in_(spoken) for text in summary(learnt, of_error(why) if why else None)))
    click.echo("\n".join(text.in_(spoken) for text in _tried(ask, learnt, workspace, formats)))
    if ask.toml:
        click.echo(f"\n{say('learn.toml').in_(spoken)}\n\n{learnt.toml}")
    if ask.save and workspace is not None:
        path = _saved(ask, learnt, workspace)
        click.echo("\n" + say("learn.next_load", path=path, command=_command(folder, "load", ask.file)).in_(spoken))
    else:
        click.echo("\n" + say("learn.next_save", command=_again(folder, ask)).in_(spoken))
        if workspace is None:
            click.echo(say("learn.no_workspace").in_(spoken))


# ---- names


def _name(ask: Ask) -> str:
    """PLATFORM/EXPORT as asked for, else from the file's name without its dates."""
    if ask.name is None:
        stem = _SAFE.sub("_", _STAMPS.sub("", masked(ask.file.stem))).strip("_.-")
        return f"my/{stem or 'export'}"
    parts = ask.name.split("/")
    if len(parts) != 2 or any(not part.strip(". ") or _SAFE.search(part) for part in parts):
        raise UsageError("bad_format_name", name=ask.name)
    return ask.name


def _platform(name: str) -> str:
    first = name.partition("/")[0]
    return first if first in PLATFORMS else "generic"


def _table(name: str | None) -> Table | None:
    if name is None:
        return None
    told = next((table for table in TABLES.values() if name in {table.name, table.label.zh, table.label.en}), None)
    if told is None:
        raise UsageError("unknown_table", table=name, known=_tables())
    return told


def _tables() -> str:
    return "、".join(f"{table.name} {table.label.zh}" for table in TABLES.values())


def _check_free(name: str, formats: Sequence[Format], workspace: Workspace | None) -> None:
    """Nothing is overwritten, and no format of ours is put in the shade."""
    taken = next((format for format in formats if format.name == name), None)
    if taken is not None and workspace is not None and not taken.path.is_relative_to(workspace.formats):
        raise UsageError("draft_ours", format=name, export=name.partition("/")[2])
    path = workspace.formats / name / "format.toml" if workspace else None
    if taken is not None or (path is not None and path.exists()):
        raise UsageError("draft_there", format=name, path=taken.path if taken else path)


def _tell_known(ask: Ask, known: Format, language: str) -> None:
    if ask.save:
        raise UsageError("draft_known", name=shown(ask.file), title=known.title, format=known.name)
    click.echo(say("learn.known_already", file=shown(ask.file), title=known.title, format=known.name).in_(language))


def _saved(ask: Ask, learnt: Learnt, workspace: Workspace) -> Path:
    """Keeps the draft among the workspace's formats; one that could not read anything is refused."""
    sheet, name = learnt.sheet, shown(ask.file)
    if sheet.guess.table is None:
        raise Refusal("draft_no_table", name=name, tables=_tables())
    lacking = [column.label.zh for column in sheet.missing if column.name != "day"]
    if lacking:
        raise Refusal("draft_lacks", name=name, table=sheet.guess.table.label, columns="、".join(lacking))
    path = workspace.formats / learnt.name / "format.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as out:
        out.write(learnt.toml)
    return path


def _command(folder: str | None, *words: object) -> str:
    return shlex.join(["storehand", *(["-w", folder] if folder else []), *map(str, words)])


def _again(folder: str | None, ask: Ask) -> str:
    name = ["--name", ask.name] if ask.name else []
    table = ["--table", ask.table] if ask.table else []
    return _command(folder, "formats", "learn", ask.file, *name, *table, "--save")


# ---- what was seen


def summary(learnt: Learnt, why: Text | None) -> Iterator[Text]:
    """What the draft takes the file for, line by line."""
    sheet = learnt.sheet
    yield say("learn.title", file=shown(sheet.path))
    if why is not None:
        yield say("learn.why", why=why)
    yield plain("")
    yield from (_indented(line) for line in _seen(learnt))
    yield plain("")
    yield from _table_lines(sheet)
    if sheet.fillings:
        yield say("learn.columns")
        yield from _columns(sheet.fillings)
    yield from _rest(sheet)
    yield from _checks(sheet)


def _seen(learnt: Learnt) -> Iterator[Text]:
    sheet, wrote = learnt.sheet, learnt.sheet.writing
    if sheet.seen.encoding:
        delimiter = {"\t": "TAB"}.get(sheet.seen.delimiter, sheet.seen.delimiter)
        yield say("learn.seen_text", encoding=sheet.seen.encoding, delimiter=delimiter)
    if sheet.seen.member:
        yield say("learn.seen_sheet", member=masked(sheet.seen.member), count=learnt.sheets)
    columns = sum(bool(header) for header in sheet.headers)
    yield say("learn.seen_header", row=sheet.row + 1, columns=columns, rows=len(sheet.rows))
    order = say(f"learn.dates_{wrote.dates}")
    yield say("learn.seen_dates", dates=order if wrote.sure else say("learn.dates_unsure", dates=order))
    if wrote.decimal == ",":
        yield say("learn.seen_decimal")
    if sheet.nulls:
        yield say("learn.seen_nulls", words="、".join(sheet.nulls))
    if wrote.totals:
        yield say("learn.seen_totals", words="、".join(wrote.totals))


def _table_lines(sheet: Sheet) -> Iterator[Text]:
    table = sheet.guess.table
    if table is None:
        yield say("learn.seen_no_table", tables=_tables())
        return
    yield say("learn.seen_table", table=table.label, name=table.name, cut=cut(table, sheet.fillings))
    if sheet.guess.others:
        names = [f"{other.name} {other.label.zh}" for other in sheet.guess.others]
        yield say("learn.seen_others", tables="、".join(names))


def _columns(fillings: Sequence[Filling]) -> Iterator[Text]:
    """Header → column (label) [type], aligned."""
    sources = [" + ".join(_header(header) for header in one.headers) for one in fillings]
    wide = min(max(map(_width, sources), default=0), 40)
    for one, source in zip(fillings, sources, strict=True):
        left = f"  {_padded(source, wide)} → {one.column.name:14} "
        yield Text(*(f"{left}{one.column.label.in_(language)} [{one.column.type}]" for language in ("zh", "en")))


def _header(words: str) -> str:
    return masked(" ".join(words.split()))


def _rest(sheet: Sheet) -> Iterator[Text]:
    if sheet.guess.people:
        yield say("learn.people_columns", columns=_listed([strip.header for strip in sheet.guess.people]))
    buyer = sheet.guess.buyer
    if buyer is not None:
        yield say("learn.buyer_column", column=_header(buyer.header))
    used = {header for one in sheet.fillings for header in one.headers}
    unused = [strip for strip in sheet.guess.unused if strip.header not in used]
    if unused:
        told = [
            [f"{_header(strip.header)}({shape_name(strip.shape or 'empty').in_(language)})" for strip in unused[:_MOST]]
            for language in ("zh", "en")
        ]
        more = f" … +{len(unused) - _MOST}" if len(unused) > _MOST else ""
        yield say("learn.unused_columns", columns=Text("、".join(told[0]) + more, ", ".join(told[1]) + more))
    lacking = [column for column in sheet.missing if column.name != "day"]
    if lacking:
        names = Text("、".join(column.label.zh for column in lacking), ", ".join(column.label.en for column in lacking))
        yield say("learn.missing_columns", columns=names)
    if any(column.name == "day" for column in sheet.missing):
        yield say("learn.no_day")


def _listed(headers: Sequence[str]) -> str:
    return "、".join("…" if is_person(header) else _header(header) for header in headers)


def _checks(sheet: Sheet) -> Iterator[Text]:
    told = list(notes(sheet.fillings))
    if not told:
        return
    yield plain("")
    yield say("learn.to_check")
    for one, remark in told:
        yield Text(
            *(f"  · {one.column.label.in_(language)} {one.column.name}: {remark.in_(language)}" for language in ("zh", "en"))
        )


def _indented(line: Text) -> Text:
    return Text(f"  {line.zh}", f"  {line.en}")


# ---- how it would be read


def _tried(ask: Ask, learnt: Learnt, workspace: Workspace | None, formats: Sequence[Format]) -> Iterator[Text]:
    if learnt.sheet.guess.table is None:
        return
    shop, room = _shop(learnt, workspace)
    now = datetime.now(UTC)
    yield plain("")
    yield say("learn.trial")
    try:
        today = now.astimezone(ZoneInfo(shop.timezone)).date()
        told = trial(learnt.toml, ask.file, shop, room, formats, now=now, day=today)
    except StorehandError as error:
        yield _indented(say("learn.trial_refused", why=of_error(error)))
        return
    for part in told.parts:
        yield from _part(part, learnt, told, shop)


def _shop(learnt: Learnt, workspace: Workspace | None) -> tuple[Shop, Workspace]:
    """The shop whose file it may be: one of the draft's platform, else the first."""
    platform = _platform(learnt.name)
    if workspace is not None and workspace.shops:
        return next((shop for shop in workspace.shops if shop.platform == platform), workspace.shops[0]), workspace
    shop = Shop("-", platform, "Asia/Shanghai", "CNY")
    return shop, Workspace(Path("."), (shop,))


def _part(part: Part, learnt: Learnt, told: Trial, shop: Shop) -> Iterator[Text]:
    table = TABLES[part.table].label if part.table else plain("–")
    yield _indented(
        say("learn.trial_part", table=table, rows_in=part.rows_in, kept=part.kept, aside=part.rows_aside, days=_days(part.days))
    )
    if told.assumed is not None:
        yield _indented(say("learn.trial_assumed", day=told.assumed))
    if part.format != learnt.name:
        yield _indented(say("learn.trial_other", format=part.format))
    for aside in part.aside[:_ASIDES]:
        reason = say(f"aside.{aside.reason}")
        values = {"line": aside.line, "column": masked(aside.column), "value": _cut(aside.value)}
        yield say("cli.file_aside", rows=aside.rows, reason=reason, **values)
    for control in part.controls:
        if control.file != control.rows:
            yield say("cli.file_control", name=control.name, file=f"{control.file:,}", rows=f"{control.rows:,}")
    if part.rows:
        yield _indented(say("learn.first_rows", count=len(part.rows)))
        yield from _first(part, shop)


def _first(part: Part, shop: Shop) -> Iterator[Text]:
    """A line for each column with its value in each of the rows."""
    cells = [[_cell(row[place], column.type, shop) for row in part.rows] for place, column in enumerate(part.columns)]
    wides = [max(_width(line[at].zh) for line in cells) for at in range(len(part.rows))]
    for column, line in zip(part.columns, cells, strict=True):
        values = (
            " │ ".join(_padded(cell.in_(lang), wide) for cell, wide in zip(line, wides, strict=True)) for lang in ("zh", "en")
        )
        zh, en = values
        yield Text(f"    {_padded(column.name, 16)} {zh}".rstrip(), f"    {_padded(column.name, 16)} {en}".rstrip())


def _cell(value: Any, type: Type, shop: Shop) -> Text:
    if value is None:
        return plain("")
    if type is Type.BUYER:
        return say("learn.pseudonym")
    if isinstance(value, datetime):
        local = value.replace(tzinfo=UTC).astimezone(ZoneInfo(shop.timezone))
        return plain(f"{local:%Y-%m-%d %H:%M:%S}")
    if type in {Type.MONEY, Type.FLOAT, Type.RATE, Type.SECONDS}:
        return plain(f"{value:f}".rstrip("0").rstrip("."))
    return plain(_cut(masked(" ".join(str(value).split()))))


def _days(days: Sequence[date]) -> str:
    if not days:
        return "–"
    return f"{days[0]}" if days[0] == days[-1] else f"{days[0]} … {days[-1]}"


def _cut(words: str) -> str:
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def _padded(words: str, wide: int) -> str:
    return words + " " * (wide - _width(words))
