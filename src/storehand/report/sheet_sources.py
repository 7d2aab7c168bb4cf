"""The sheet that says where each number came from: the query, the files and their rows, what ties out, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from storehand.metrics.metric import Unit
from storehand.report.briefing import Headline, Identity, Missing, SourceFile
from storehand.report.canvas import Canvas, Place, cell, rows_for, written
from storehand.report.origin import belief, fetch, proof
from storehand.report.styles import BAD, BAND, DIM, GOOD, LINE, MONO, SIZE, SOFT, WARN

_WIDTHS: Final = (36, 28, 24, 28, 13, 13, 11, 11, 13, 15, 50)
_LAST: Final = len(_WIDTHS) - 1
_CELL: Final = {"valign": "top", "text_wrap": True, "align": "left", "indent": 1, "bottom": 1, "bottom_color": LINE}
_NUMBER: Final = {"valign": "top", "bottom": 1, "bottom_color": LINE}
_SQL: Final = {**_CELL, "font_name": MONO, "font_size": 8, "font_color": SOFT}

Words = tuple[str, int, int]


def draw(canvas: Canvas, home: str) -> None:
    """Fills the sheet."""
    canvas.widths(_WIDTHS)
    row = _title(canvas, home)
    row = _headlines(canvas, row)
    row = _ties(canvas, row)
    row = _missing(canvas, row)
    row = _files(canvas, row)
    row = _queries(canvas, row + 1)
    sheet = canvas.sheet
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row - 1, _LAST)


def _title(canvas: Canvas, home: str) -> int:
    voice, found = canvas.voice, belief(canvas.voice)
    canvas.span(0, 0, _LAST - 1, canvas.say("sources"), bold=True, font_size=16)
    canvas.link(0, _LAST, Place(home, 0), canvas.say("back", page=home), align="right")
    line = voice.say("trust_line", arrived=found.arrived, wanted=found.wanted, ties=found.ties)
    canvas.span(1, 0, _LAST, line, font_color=GOOD if found.ties_ok and not found.lacks else BAD, bottom=2, bottom_color=LINE)
    canvas.sheet.set_row(0, 30)
    canvas.sheet.set_row(1, 20)
    return 3


def _headlines(canvas: Canvas, row: int) -> int:
    """The figures with their source, meaning, rows, files and query."""
    _section(canvas, row, canvas.voice.say("headline_sources"))
    names = ("metric", "source", "rows", "definition", *("",) * 4, "files", "", "")
    _header(canvas, row + 1, names, right=(2,), spans=((3, 7), (8, _LAST)))
    for at, headline in enumerate(canvas.voice.briefing.headline, row + 2):
        _headline(canvas, at, headline)
    return row + 3 + len(canvas.voice.briefing.headline)


def _headline(canvas: Canvas, row: int, headline: Headline) -> None:
    voice, known = canvas.voice, headline.evidence
    shown = proof(voice, known) if known else None
    files = "\n".join(f"#{at} {name}" for at, name in shown.files) if shown else ""
    meaning = voice.of(headline.why_unknown) or voice.of(headline.definition)
    label = _label(canvas, headline)
    look = {**_CELL, "font_color": DIM} if headline.value is None else _CELL
    canvas.text(row, 0, label, **look)
    canvas.text(row, 1, voice.of(headline.source_label), **look)
    canvas.number(row, 2, known.rows if known else None, "count", **_NUMBER)
    canvas.span(row, 3, 7, meaning, **look)
    canvas.span(row, 8, _LAST, files, **{**_CELL, "font_color": SOFT})
    _heighten(canvas, row, [(label, 0, 0), (meaning, 3, 7), (files, 8, _LAST)])


def _ties(canvas: Canvas, row: int) -> int:
    """Every identity with both figures and a live difference."""
    ties = canvas.voice.briefing.trust.identities
    if not ties:
        return row
    _section(canvas, row, canvas.voice.say("identities"))
    names = ("tie", "left", "shop", "right", "left_value", "right_value", "gap", "agrees")
    _header(canvas, row + 1, names, right=(4, 5, 6))
    for at, tie in enumerate(ties, row + 2):
        _tie(canvas, at, tie)
    return row + 3 + len(ties)


def _tie(canvas: Canvas, row: int, tie: Identity) -> None:
    voice = canvas.voice
    _texts(canvas, row, (voice.of(tie.name), tie.left_source, tie.shop, tie.right_source))
    canvas.number(row, 4, tie.left, tie.unit, **_NUMBER)
    canvas.number(row, 5, tie.right, tie.unit, **_NUMBER)
    left, right = (written(each, tie.unit, canvas.currency) for each in (tie.left, tie.right))
    _gap(canvas, row, left - right if left is not None and right is not None else None, tie.unit)
    word, tone = (voice.say("agree"), GOOD) if tie.ok else (voice.say("apart"), BAD)
    canvas.text(row, 7, word, **_NUMBER, indent=1, font_color=tone, bold=not tie.ok, align="left")


def _gap(canvas: Canvas, row: int, gap: float | None, unit: Unit) -> None:
    """Source one less source two; of rates in points."""
    points = "*100" if unit == "rate" else ""
    shape = canvas.styles.get(num_format=canvas.styles.part(unit, canvas.currency), align="right", **_NUMBER)
    value = gap * 100 if gap is not None and points else gap
    canvas.formula(row, 6, f"=({cell(row, 4)}-{cell(row, 5)}){points}", value, shape)


def _missing(canvas: Canvas, row: int) -> int:
    missing = canvas.voice.briefing.trust.missing
    if not missing:
        return row
    _section(canvas, row, canvas.voice.say("missing"))
    _header(canvas, row + 1, ("export", "why", "shop", "menu", *("",) * 7), spans=((3, _LAST),))
    for at, each in enumerate(missing, row + 2):
        _lack(canvas, at, each)
    return row + 3 + len(missing)


def _lack(canvas: Canvas, row: int, each: Missing) -> None:
    voice = canvas.voice
    _texts(canvas, row, (voice.of(each.label), voice.of(each.why), each.shop))
    canvas.span(row, 3, _LAST, fetch(voice, each), **{**_CELL, "font_color": BAD})


def _files(canvas: Canvas, row: int) -> int:
    """The files; rows that are neither kept nor aside would show as a rest."""
    files, note = canvas.voice.briefing.trust.files, canvas.voice.say("files_note")
    _section(canvas, row, canvas.voice.say("files"), note)
    names = ("file", "export", "shop", "days", "rows_in", "rows_kept", "rows_aside", "rest", "known_at", "sha", "remarks")
    _header(canvas, row + 1, names, right=(4, 5, 6, 7), room=2)
    for number, file in enumerate(files, 1):
        _file(canvas, row + 1 + number, number, file)
    if files:
        canvas.sheet.autofilter(row + 1, 0, row + 1 + len(files), _LAST)
    return row + 2 + len(files)


def _file(canvas: Canvas, row: int, number: int, file: SourceFile) -> None:
    voice = canvas.voice
    remarks = "\n".join(voice.of(told) for told in (*file.aside, *file.warnings))
    words = (f"#{number} {file.name}", voice.of(file.format_title), file.shop, voice.days(file.since, file.until))
    _texts(canvas, row, words, (remarks, _LAST, _LAST))
    for column, rows in enumerate((file.rows_in, file.rows_kept, file.rows_aside), 4):
        canvas.number(row, column, rows, "count", **_NUMBER)
    shape = canvas.styles.get(num_format='#,##0;"−"#,##0;"–"', align="right", **_NUMBER)
    rest = float(file.rows_in - file.rows_kept - file.rows_aside)
    canvas.formula(row, 7, f"={cell(row, 4)}-{cell(row, 5)}-{cell(row, 6)}", rest, shape)
    canvas.text(row, 8, voice.clock(file.known_at), **_NUMBER, align="center")
    canvas.text(row, 9, file.sha256[:12], **_NUMBER, font_name=MONO, font_color=DIM, font_size=9)
    canvas.text(row, _LAST, remarks, **_CELL, font_color=WARN)


def _queries(canvas: Canvas, row: int) -> int:
    """The query of each figure, whole; it returns the figure when it is run."""
    proved = [each for each in canvas.voice.briefing.headline if each.evidence is not None]
    if proved:
        _section(canvas, row, canvas.voice.say("query"))
    for headline in proved:
        row += 1
        sql = headline.evidence.sql if headline.evidence else ""
        canvas.text(row, 0, _label(canvas, headline), **_CELL)
        canvas.span(row, 1, _LAST, sql, **_SQL)
        canvas.sheet.set_row(row, min(409, rows_for(sql, sum(_WIDTHS[1:]) * 1.15) * 12 + 6))
    return row + 1


def _label(canvas: Canvas, headline: Headline) -> str:
    label = canvas.voice.of(headline.label)
    return label if headline.shop is None else f"{headline.shop} · {label}"


def _section(canvas: Canvas, row: int, title: str, note: str = "") -> None:
    canvas.text(row, 0, title, bold=True, font_size=12)
    canvas.sheet.set_row(row, 24)
    if note:
        canvas.span(row, 1, _LAST, note, font_color=DIM)


def _header(
    canvas: Canvas,
    row: int,
    names: Sequence[str],
    right: Iterable[int] = (),
    spans: Iterable[tuple[int, int]] = (),
    room: int = 0,
) -> None:
    """The header band; `spans` are columns that belong together, `room` is for the button of a filter."""
    ends, figures = dict(spans), set(right)
    inside = {column for first, last in ends.items() for column in range(first + 1, last + 1)}
    for column, name in enumerate(names):
        if column not in inside:
            look = {"align": "right", "indent": room} if column in figures else {"align": "left", "indent": 1}
            words = canvas.say(f"col.{name}") if name else ""
            canvas.span(row, column, ends.get(column, column), words, bold=True, font_color=SOFT, bg_color=BAND, **look)
    canvas.sheet.set_row(row, 21)


def _texts(canvas: Canvas, row: int, words: Sequence[str], *more: Words) -> None:
    """Text in the first columns, in a row high enough for it and for what else stands there."""
    for column, told in enumerate(words):
        canvas.text(row, column, told, **_CELL)
    _heighten(canvas, row, [*((told, at, at) for at, told in enumerate(words)), *more])


def _heighten(canvas: Canvas, row: int, words: Iterable[Words]) -> None:
    """A row as high as its longest text."""
    most = max((rows_for(told, sum(_WIDTHS[first : last + 1]) - 3) for told, first, last in words), default=1)
    canvas.sheet.set_row(row, min(409, most * SIZE * 1.5 + 5))
