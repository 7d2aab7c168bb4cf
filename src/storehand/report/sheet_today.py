"""今日一页 as a sheet: the figures with their changes, what is wrong and why, what was asked. One A4 page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from storehand.report.briefing import Briefing, FindingCard, Headline
from storehand.report.canvas import Canvas, Place, rows_for
from storehand.report.card import Card
from storehand.report.job import Job
from storehand.report.sheet_findings import bar
from storehand.report.sheet_headline import Grid, grid, header, headline_rows
from storehand.report.styles import BAD, BAND, DIM, GOOD, INK, LINE, SEVERITY, SOFT, TONES
from storehand.report.tile import whole
from storehand.report.today import TOP, Sentence, Today, today

_MOST_MISSING: Final = 3
_JOBS: Final = ("task", "owner", "state", "effect")

Side = tuple[int, int, int, int]
_ALONE: Final = (0, 2, 3, 4)


def draw(canvas: Canvas, findings: Sequence[Place], sources: str) -> dict[str, str]:
    """Fills the sheet; the cell of each headline value, $B$6, by metric. `findings`: where each is told in full."""
    told, columns = today(canvas.voice.briefing, canvas.voice.language), grid(canvas)
    canvas.widths(columns.widths)
    row = _trust(canvas, columns, told, _title(canvas, columns, told, sources), sources)
    row, values = _headlines(canvas, columns, row)
    row = _findings(canvas, columns, told, row, findings)
    row = _jobs(canvas, columns, told.jobs, row)
    canvas.sheet.freeze_panes(2, 0)
    canvas.sheet.print_area(0, 0, row, columns.last)
    canvas.sheet.fit_to_pages(1, 1)
    return values


def _title(canvas: Canvas, columns: Grid, told: Today, sources: str) -> int:
    """Shops, day, occasion; and the day in sentences."""
    canvas.span(0, 0, 2, told.title, bold=True, font_size=20)
    line = " · ".join(each for each in (told.shops, f"{told.day} {told.weekday}".strip(), told.occasion) if each)
    canvas.span(0, 3, columns.last, line, font_color=SOFT, font_size=12, text_wrap=True, align="right")
    canvas.sheet.set_row(0, 20 + 18 * rows_for(line, columns.room(3, columns.last) / 1.2))
    for row in range(1, max(2, 1 + len(told.lead))):
        _sentence(canvas, columns, told.lead[row - 1] if told.lead else None, row, sources, last=row >= len(told.lead))
    return max(2, 1 + len(told.lead))


def _sentence(canvas: Canvas, columns: Grid, said: Sentence | None, row: int, sources: str, *, last: bool) -> None:
    """One sentence of the day, leading to where its query, rows and files stand; a line beneath the last."""
    look: dict[str, object] = {"font_size": 11, "text_wrap": True, "font_color": INK}
    look |= {"bottom": 2, "bottom_color": LINE} if last else {}
    words = said.text if said else ""
    canvas.span(row, 0, columns.last, "" if said and said.proof else words, **look)
    if said and said.proof:
        canvas.link(row, 0, Place(sources, 0), words, **look)
    canvas.height(row, words, columns.room(0, columns.last) / 1.1, 11 if not last else 12)


def _trust(canvas: Canvas, columns: Grid, told: Today, row: int, sources: str) -> int:
    """How much arrived, whether it ties out, and where to fetch what is missing."""
    found = told.belief
    line = canvas.voice.say("trust_line", arrived=found.arrived, wanted=found.wanted, ties=found.ties)
    canvas.span(row, 0, columns.last - 2, line, font_color=GOOD if found.ties_ok and not found.lacks else BAD)
    canvas.span(row, columns.last - 1, columns.last, "", align="right")
    canvas.link(row, columns.last - 1, Place(sources, 0), canvas.say("see_sources", page=sources), align="right")
    canvas.sheet.set_row(row, 22)
    for lack in found.lacks[:_MOST_MISSING]:
        row += 1
        words = canvas.say("lacking", label=lack.label, menu=lack.menu)
        canvas.span(row, 0, columns.last, words, font_color=BAD, text_wrap=True)
        canvas.height(row, words, columns.room(0, columns.last))
    canvas.sheet.set_row(row + 1, 8)
    return row + 2


def _headlines(canvas: Canvas, columns: Grid, row: int) -> tuple[int, dict[str, str]]:
    """All shops together, then each shop of its own where there are several."""
    header(canvas, columns, row)
    row, values = headline_rows(canvas, columns, row + 1, whole(canvas.voice.briefing))
    for shop, each in _by_shop(canvas.voice.briefing):
        canvas.span(row, 0, columns.last, shop, bold=True, font_color=SOFT, bg_color=BAND)
        row, _ = headline_rows(canvas, columns, row + 1, each)
    return row + 1, values


def _by_shop(briefing: Briefing) -> Iterable[tuple[str, list[Headline]]]:
    first = whole(briefing)
    for shop in briefing.shops if len(briefing.shops) > 1 else ():
        mine = [each for each in briefing.headline if each.shop == shop and each not in first]
        if mine:
            yield shop, mine


def _findings(canvas: Canvas, columns: Grid, told: Today, row: int, places: Sequence[Place]) -> int:
    """The first three in full, the others a line each."""
    last = columns.last
    if not told.cards:
        calm = f"{canvas.voice.say('nothing_wrong')}  {told.muted}".rstrip()
        canvas.span(row, 0, last, calm, font_color=GOOD, font_size=12, bg_color=BAND, indent=1)
        canvas.sheet.set_row(row, 28)
        return row + 2
    canvas.span(row, 0, 1, told.things, bold=True, font_size=13)
    canvas.span(row, 2, last - 3, f"{told.looked}  {told.muted}".strip(), font_color=DIM, font_size=9)
    for column, key in zip(range(last - 2, last + 1), ("at_stake", "stake_low", "stake_high"), strict=True):
        canvas.text(row, column, canvas.say(key), font_color=DIM, align="right", font_size=9)
    canvas.sheet.set_row(row, 24)
    row += 1
    for card, shown, place in zip(canvas.voice.briefing.findings, told.cards, places, strict=True):
        row = _finding(canvas, columns, row, card, shown, place)
    return row + 1


def _finding(canvas: Canvas, columns: Grid, row: int, card: FindingCard, shown: Card, place: Place) -> int:
    row = _finding_head(canvas, columns, row, card, shown, place)
    if shown.at > TOP:
        return row
    row = _parts(canvas, columns, row, card)
    do = canvas.voice.say("todo", owner=shown.owner, due=shown.due, advice=shown.advice) if shown.advice else ""
    lines = ((shown.cause_word, shown.cause), (canvas.voice.say("do"), do), (canvas.voice.say("verify"), shown.verify))
    for label, words in lines:
        if words:
            canvas.text(row, 0, label, font_color=DIM, valign="top", align="left", indent=1)
            canvas.span(row, 1, columns.last, words, text_wrap=True, valign="top", bold=words == do)
            canvas.height(row, words, columns.room(1, columns.last) - 2)
            row += 1
    canvas.sheet.set_row(row, 8)
    return row + 1


def _finding_head(canvas: Canvas, columns: Grid, row: int, card: FindingCard, shown: Card, place: Place) -> int:
    """Rank, level, title (leading to the whole story), money at stake and its range."""
    look, tone = {"bottom": 1, "bottom_color": LINE, "bg_color": BAND}, SEVERITY[shown.severity]
    canvas.text(
        row, 0, f"{shown.at}  {shown.severity_word}", bold=True, indent=1, font_color=tone, left=5, left_color=tone, **look
    )
    title = f"{shown.shop} · {shown.title}" if shown.shop else shown.title
    big = {"bold": True, "font_size": 11, "text_wrap": True, "font_color": INK, **look}
    canvas.span(row, 1, columns.last - 3, "", **big)
    canvas.link(row, 1, place, title, **big)
    impact = card.explanation.finding.impact
    for column, amount in enumerate((impact.money, impact.low, impact.high) if impact else (None,) * 3, columns.last - 2):
        weight = {"bold": True, "font_size": 11} if column == columns.last - 2 else {"font_color": SOFT}
        form = canvas.styles.whole("money", canvas.currency)
        value = float(amount) if amount is not None else None
        canvas.figure(row, column, value, canvas.styles.get(num_format=form, align="right", **weight, **look))
    canvas.height(row, title, columns.room(1, columns.last - 3) * 0.86 - 1, 12)
    return row + 1


def _parts(canvas: Canvas, columns: Grid, row: int, card: FindingCard) -> int:
    """Factors to the left, segments to the right: label, what it moved, a native bar."""
    why, last = card.explanation, columns.last
    factors = [(canvas.voice.of(label), part.contribution) for label, part in zip(card.factor_labels, why.factors, strict=True)]
    segments = [
        (canvas.voice.of(label), part.contribution) for label, part in zip(card.segment_labels, why.segments, strict=True)
    ]
    both: tuple[Side, Side] = ((0, 0, 1, 2), (3, last - 3, last - 2, last - 1))
    sides = both if factors and segments else (_ALONE, _ALONE)
    told = [each for each in zip(("which_factor", "where"), (factors, segments), sides, strict=True) if each[1]]
    high = dict.fromkeys(range(row + 1, row + 1 + max(len(factors), len(segments))), 1)
    for key, parts, side in told:
        canvas.text(row, side[0], canvas.voice.say(key), font_color=DIM, font_size=9, indent=1)
        _side(canvas, row + 1, card, parts, side)
        for at, (label, _) in enumerate(parts, row + 1):
            high[at] = max(high[at], rows_for(label, columns.room(side[0], side[1]) - 3))
    for at, lines in high.items():
        canvas.sheet.set_row(at, min(409, lines * 15.5 + 3))
    return row + 1 + len(high) if high else row


def _side(canvas: Canvas, row: int, card: FindingCard, parts: Sequence[tuple[str, float]], side: Side) -> None:
    """`side`: first and last column of the label, the column of the amount, that of the bar."""
    first, last, amount, drawn = side
    scale = 100 if card.unit == "rate" else 1
    form = canvas.styles.part(card.unit, canvas.currency, max(abs(moved) for _, moved in parts))
    for at, (label, moved) in enumerate(parts, row):
        canvas.span(at, first, last, label, text_wrap=True, indent=1)
        canvas.figure(at, amount, moved * scale, canvas.styles.get(num_format=form, align="right", indent=1))
        canvas.figure(at, drawn, moved * scale, canvas.styles.get(num_format=";;;"))
    rule = bar(sum(moved for _, moved in parts), card)
    canvas.sheet.conditional_format(row, drawn, row + len(parts) - 1, drawn, rule)


def _jobs(canvas: Canvas, columns: Grid, given: Sequence[Job], row: int) -> int:
    """What was asked before, and whether it helped; the last row of the page."""
    if not given:
        return row - 1
    canvas.span(row, 0, 1, canvas.voice.say("tasks"), bold=True, font_size=13)
    canvas.sheet.set_row(row, 24)
    spans = ((0, 2), (3, 3), (4, 4), (5, columns.last))
    for (first, last), key in zip(spans, _JOBS, strict=True):
        canvas.span(row + 1, first, last, canvas.voice.say(key), bold=True, font_color=SOFT, bg_color=BAND)
    for at, job in enumerate(given, row + 2):
        for (first, last), words in zip(spans, (job.advice, job.owner, job.state, job.effect), strict=True):
            tone = TONES.get(job.tone, INK) if first == spans[-1][0] else INK
            canvas.span(at, first, last, words, text_wrap=True, bottom=1, bottom_color=LINE, font_color=tone)
        canvas.height(at, job.advice, columns.room(0, 2) - 1)
    return row + 1 + len(given)
