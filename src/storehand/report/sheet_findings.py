"""The sheet of causes: every finding in full, its parts with a live sum, and the query that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from storehand.explain.explanation import Factor, Segment
from storehand.figures import CellUnit
from storehand.metrics.metric import Number, Unit
from storehand.report.briefing import FindingCard
from storehand.report.canvas import Canvas, Place, cell, rows_for, written
from storehand.report.card import Card, cards
from storehand.report.styles import BAND, DIM, FAINT, FALL, LINE, MONO, RISE, SEVERITY, SIZE, SOFT
from storehand.wording import Text

_WIDTHS: Final = (16, 34, 16, 16, 16, 12, 24)
_LAST: Final = len(_WIDTHS) - 1
_LINED: Final = {"bottom": 1, "bottom_color": LINE}
_SUM: Final = {"top": 1, "top_color": DIM}


@dataclass(frozen=True)
class Part:
    """A factor or a segment: what it is, what it was and usually is, and what it moved."""

    label: str
    value: float | None
    expected: float | None
    contribution: float
    unit: CellUnit


def draw(canvas: Canvas, home: str) -> tuple[Place, ...]:
    """Fills the sheet; where each finding stands, in their order."""
    canvas.widths(_WIDTHS)
    row, places = _title(canvas, home), []
    for card, told in zip(canvas.voice.briefing.findings, cards(canvas.voice), strict=True):
        places.append(Place(canvas.name, row))
        row = _finding(canvas, row, card, told) + 1
    sheet = canvas.sheet
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row, _LAST)
    return tuple(places)


def bar(total: float, card: FindingCard) -> dict[str, object]:
    """A data bar rule: what goes with the change in the colour of the finding, what offsets it in another."""
    impact = card.explanation.finding.impact
    drift = FALL if impact is not None and impact.money > 0 else RISE
    other = RISE if drift == FALL else FALL
    down, up = (drift, other) if total < 0 else (other, drift)
    return {
        "type": "data_bar", "data_bar_2010": True, "bar_only": True, "bar_solid": True,
        "bar_color": up, "bar_negative_color": down, "bar_axis_color": LINE,
        "bar_border_color": up, "bar_negative_border_color": down,
    }  # fmt: skip


def _title(canvas: Canvas, home: str) -> int:
    voice = canvas.voice
    canvas.span(0, 0, _LAST - 1, canvas.say("causes"), bold=True, font_size=16)
    canvas.link(0, _LAST, Place(home, 0), canvas.say("back", page=home), align="right")
    told = voice.say("looked", curves=f"{voice.briefing.curves:,}") if voice.briefing.findings else voice.say("nothing_wrong")
    muted = voice.say("muted", count=voice.briefing.muted) if voice.briefing.muted else ""
    canvas.span(1, 0, _LAST, f"{told}  {muted}".rstrip(), font_color=SOFT, bottom=2, bottom_color=LINE)
    canvas.sheet.set_row(0, 30)
    canvas.sheet.set_row(1, 20)
    return 3


def _finding(canvas: Canvas, row: int, card: FindingCard, told: Card) -> int:
    row = _head(canvas, row, told)
    figures, row = row + 1, _figures(canvas, row, card)
    why = card.explanation
    row = _parts(
        canvas, row, canvas.voice.say("which_factor"), _told(canvas, card, card.factor_labels, why.factors), card, figures
    )
    row = _parts(canvas, row, canvas.voice.say("where"), _told(canvas, card, card.segment_labels, why.segments), card, figures)
    for label, words in _sentences(canvas, told):
        row = _sentence(canvas, row, label, words)
    return _commands(canvas, _proof(canvas, row, told), told)


def _head(canvas: Canvas, row: int, told: Card) -> int:
    tone = SEVERITY[told.severity]
    canvas.text(
        row, 0, f"{told.at}  {told.severity_word}", bold=True, indent=1, font_color=tone, bg_color=BAND, left=5, left_color=tone
    )
    title = f"{told.shop} · {told.title}" if told.shop else told.title
    canvas.span(row, 1, _LAST, title, bold=True, bg_color=BAND, font_size=12, text_wrap=True)
    canvas.height(row, title, (sum(_WIDTHS) - _WIDTHS[0]) * 0.8, 13)
    return row + 1


def _figures(canvas: Canvas, row: int, card: FindingCard) -> int:
    """Value, expectation, usual range, money at stake: labels above, figures beneath."""
    found, impact = card.explanation.finding, card.explanation.finding.impact
    figures: list[tuple[str, Number | None, Unit]] = [
        (canvas.voice.of(card.metric_label), found.value, card.unit),
        (canvas.say("expected"), found.expected, card.unit),
        (canvas.say("usual_low"), found.low, card.unit),
        (canvas.say("usual_high"), found.high, card.unit),
        (canvas.say("at_stake"), impact.money if impact else None, "money"),
        (canvas.say("stake_low"), impact.low if impact else None, "money"),
        (canvas.say("stake_high"), impact.high if impact else None, "money"),
    ]
    for column, (label, value, unit) in enumerate(figures):
        canvas.text(row, column, label, font_color=DIM, align="right", font_size=9)
        canvas.number(row + 1, column, value, unit, bold=column in {0, 4}, **_LINED)
    canvas.sheet.set_row(row + 1, 20)
    return row + 2


def _told(canvas: Canvas, card: FindingCard, labels: Iterable[Text], parts: Iterable[Factor | Segment]) -> tuple[Part, ...]:
    """The parts in words, each figure in the unit of what it measures, as far as the briefing knows it."""
    units: dict[str, CellUnit] = {each.metric: each.unit for each in canvas.voice.briefing.headline}
    units |= {card.explanation.finding.metric: card.unit, "": card.unit}
    return tuple(
        Part(
            canvas.voice.of(label),
            each.value,
            each.expected,
            each.contribution,
            units.get(each.factor if isinstance(each, Factor) else each.metric),
        )
        for label, each in zip(labels, parts, strict=True)
    )


def _parts(canvas: Canvas, row: int, title: str, parts: Sequence[Part], card: FindingCard, figures: int) -> int:
    """The parts with a live sum that equals the live change of the finding, whose `figures` stand in that row."""
    if not parts:
        return row
    heads = (title, "", canvas.say("value"), canvas.say("expected"), canvas.say("moved"), canvas.say("share"), "")
    for column, head in enumerate(heads):
        canvas.text(row, column, head, font_color=SOFT, bold=True, align="left" if column < 2 else "right")
    canvas.sheet.set_row(row, 24)
    first, last = row + 1, row + len(parts)
    total = sum(part.contribution for part in parts) * (100 if card.unit == "rate" else 1)
    for at, part in enumerate(parts, first):
        _part(canvas, at, part, card.unit, total, last + 1)
    canvas.sheet.conditional_format(first, 6, last, 6, bar(total, card))
    return _sum(canvas, (first, last), total, card, figures)


def _part(canvas: Canvas, row: int, part: Part, unit: Unit, total: float, sum_row: int) -> None:
    canvas.span(row, 0, 1, part.label, text_wrap=True)
    canvas.height(row, part.label, sum(_WIDTHS[:2]) - 1)
    canvas.number(row, 2, part.value, part.unit)
    canvas.number(row, 3, part.expected, part.unit)
    moved = part.contribution * (100 if unit == "rate" else 1)
    canvas.figure(row, 4, moved, canvas.styles.get(num_format=canvas.styles.part(unit, canvas.currency), align="right"))
    share = canvas.styles.get(num_format='0%;"−"0%', align="right", font_color=SOFT, indent=1)
    canvas.formula(row, 5, f"={cell(row, 4)}/{cell(sum_row, 4)}", moved / total if total else None, share)
    canvas.formula(row, 6, f"={cell(row, 4)}", moved, canvas.styles.get(num_format=";;;"))


def _sum(canvas: Canvas, parts: tuple[int, int], total: float, card: FindingCard, figures: int) -> int:
    """Σ of the parts, and beside it value − expectation."""
    (first, last), found = parts, card.explanation.finding
    canvas.sheet.set_row(last + 1, 22)
    row, form = last + 1, canvas.styles.part(card.unit, canvas.currency)
    shape = canvas.styles.get(num_format=form, align="right", bold=True, **_SUM)
    canvas.span(row, 0, 1, canvas.voice.say("sum"), bold=True, **_SUM)
    for column in (2, 3):
        canvas.text(row, column, "", **_SUM)
    canvas.formula(row, 4, f"=SUM({cell(first, 4)}:{cell(last, 4)})", total, shape)
    canvas.text(row, 5, canvas.say("change"), align="right", font_color=DIM, **_SUM)
    value, expected = (written(each, card.unit, canvas.currency) for each in (found.value, found.expected))
    change = None if value is None or expected is None else (value - expected) * (100 if card.unit == "rate" else 1)
    points = "*100" if card.unit == "rate" else ""
    canvas.formula(row, 6, f"=({cell(figures, 0)}-{cell(figures, 1)}){points}", change, shape)
    return row + 1


def _sentences(canvas: Canvas, told: Card) -> tuple[tuple[str, str], ...]:
    voice = canvas.voice
    do = voice.say("todo", owner=told.owner, due=told.due, advice=told.advice) if told.advice else ""
    found = (
        (told.cause_word, told.cause),
        (canvas.say("events"), "\n".join(each for each in (*told.events, told.market) if each)),
        (voice.say("do"), do),
        (voice.say("verify"), told.verify),
        (canvas.say("basis"), "\n".join(each for each in (told.measured, told.chance) if each)),
    )
    return tuple((label, words) for label, words in found if words)


def _commands(canvas: Canvas, row: int, told: Card) -> int:
    """How a reader mutes it, or moves its limit."""
    for key, command in (("mute", told.mute), ("limit", told.limit)):
        if command:
            row = _sentence(canvas, row, canvas.voice.say(key), command, font_name=MONO, font_size=8, font_color=SOFT)
    return row


def _sentence(canvas: Canvas, row: int, label: str, words: str, **look: object) -> int:
    canvas.text(row, 0, label, font_color=DIM, valign="top")
    canvas.span(row, 1, _LAST, words, text_wrap=True, valign="top", **look)
    canvas.height(row, words, sum(_WIDTHS[1:]) - 2)
    return row + 1


def _proof(canvas: Canvas, row: int, told: Card) -> int:
    """Rows and files behind the figure, and the query that returns it."""
    voice, shown = canvas.voice, told.proof
    files = voice.say("and").join(f"#{at} {name}" for at, name in shown.files)
    rows = voice.say("evidence_rows", rows=shown.rows)
    row = _sentence(canvas, row, voice.say("evidence"), f"{rows}  {files}".strip(), font_color=SOFT)
    canvas.text(row, 0, voice.say("query"), font_color=DIM, valign="top")
    look = {"font_name": MONO, "font_size": 8, "font_color": SOFT, "bg_color": FAINT}
    canvas.span(row, 1, _LAST, shown.sql, text_wrap=True, valign="top", **look)
    lines = rows_for(shown.sql, sum(_WIDTHS[1:]) * 1.15)
    canvas.sheet.set_row(row, min(409, lines * SIZE * 1.2 + 6))
    return row + 1
