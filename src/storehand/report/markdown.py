"""The briefing as text to paste into a chat: short lines, arrows, no table above the fold.

Read in WeChat as it stands and in DingTalk or a mail as Markdown. Words of users are made harmless by
full-width twins of the marks that Markdown reads, so that nothing of them becomes a link, a tag or a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from storehand.report.block import Chart, Note, Table
from storehand.report.briefing import Briefing
from storehand.report.card import Card, Split
from storehand.report.cells import cells, lines
from storehand.report.origin import ties
from storehand.report.tile import Tile
from storehand.report.today import TOP, Sentence, Today, today
from storehand.report.voice import Voice

MOST_ROWS: Final = 10
_BREAK: Final = "  \n"  # a line break that Markdown keeps and a chat does not show
_TWINS: Final = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        "[": "［",
        "]": "］",
        "*": "＊",
        "`": "｀",
        "|": "｜",
        "#": "＃",
        "~": "～",
        "\\": "＼",
        "\n": " ",
        "\r": " ",
    }
)


def write(briefing: Briefing, path: Path, language: str = "zh") -> None:
    """Writes the text."""
    path.write_text(text(briefing, language), encoding="utf-8")


def text(briefing: Briefing, language: str = "zh") -> str:
    """The text: the day, whether it can be trusted, figures, findings, tasks, then the desks' tables."""
    voice = Voice(briefing, language)
    shown = today(briefing, language)
    chat = [_top(voice, shown), _figures(voice, shown), _findings(voice, shown), _jobs(voice, shown)]
    parts = [_BREAK.join(part) for part in chat] + ["\n".join(_pages(voice)), _BREAK.join(_lacks(voice, shown))]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def safe(words: str) -> str:
    """Words that no Markdown reader takes for a mark."""
    return words.translate(_TWINS)


def _top(voice: Voice, shown: Today) -> Iterator[str]:
    words = [shown.shops, f"{shown.day} {shown.weekday}".strip(), shown.occasion]
    yield f"**{shown.title}**｜" + safe(" · ".join(word for word in words if word))
    belief = shown.belief
    yield voice.say("trust_line", arrived=belief.arrived, wanted=belief.wanted, ties=belief.ties)
    for lack in belief.lacks[:TOP]:
        yield safe(f"✗ {voice.say('lacking', labels=lack.label)} → {lack.menu}")
    for tie in [tie for tie in ties(voice) if not tie.ok][:TOP]:
        yield safe(f"≠ {tie.name} {tie.left} · {tie.right}")


def _figures(voice: Voice, shown: Today) -> Iterator[str]:
    for sentence in shown.lead:
        if sentence.about != "ties":  # which stand at the top, with their figures
            yield safe(sentence.text) + _rests(voice, sentence)
    for tile in shown.tiles:
        yield safe(_figure(voice, tile))


def _rests(voice: Voice, sentence: Sentence) -> str:
    """Rows and the first file behind a sentence."""
    shown = sentence.proof
    if shown is None or not shown.files:
        return ""
    key = "rests_on" if len(shown.files) == 1 else "rests_on_more"
    return safe(voice.say(key, file=shown.files[0][1], files=len(shown.files), rows=shown.rows))


def _figure(voice: Voice, tile: Tile) -> str:
    if tile.unknown:
        return f"- {tile.label} –（{tile.unknown}）" if voice.language == "zh" else f"- {tile.label} – ({tile.unknown})"
    marks = [f"{mark.label} {mark.text}" for mark in tile.marks[:2]]
    return "  ".join([f"- {tile.label} {tile.value}", *marks, *([tile.progress_text] if tile.progress_text else [])])


def _findings(voice: Voice, shown: Today) -> Iterator[str]:
    yield f"**{shown.things}**"
    if shown.muted:
        yield safe(shown.muted)
    if not shown.cards:
        yield voice.say("nothing_wrong")
    for card in shown.cards[:TOP]:
        yield from _finding(voice, card)
    for card in shown.cards[TOP:]:
        yield safe(f"{card.at}. {card.title}" + (f" {card.stake}" if card.stake else ""))


def _finding(voice: Voice, card: Card) -> Iterator[str]:
    yield f"{card.at}. **{safe(card.named)}**"
    if card.stake:
        yield safe(f"   {card.stake}" + (f" ({card.stake_range})" if card.stake_range else ""))
    yield safe(f"   {card.cause_word}{voice.say('colon')}{card.cause}")
    for split in (card.factors, card.segments):
        if split:
            yield safe(f"   {_parts(voice, split)}")
    if card.advice:
        yield safe(f"   → {voice.say('todo', owner=card.owner, due=card.due, advice=card.advice)}")
    if card.verify:
        yield safe(f"   {voice.say('good_when', verify=card.verify)}")
    for key, command in (("mute", card.mute), ("limit", card.limit)):
        if command:
            yield safe(f"   {voice.say(key)}{voice.say('colon')}{command}")


def _parts(voice: Voice, split: Split) -> str:
    return voice.say("comma").join(f"{bar.label} {bar.text}" for bar in split.bars[:4])


def _jobs(voice: Voice, shown: Today) -> Iterator[str]:
    if shown.jobs:
        yield f"**{voice.say('tasks')}**"
    for job in shown.jobs:
        yield safe(f"- {job.advice}（{job.owner}）{job.state} {job.effect}")


def _pages(voice: Voice) -> Iterator[str]:
    """Notes and tables of the desks; a chart is for the page and the picture."""
    for page in voice.briefing.pages:
        blocks = [block for block in page.blocks if not isinstance(block, Chart)]
        if blocks:
            yield f"## {safe(voice.of(page.title))}\n"
        for block in blocks:
            yield from _note(voice, block) if isinstance(block, Note) else _table(voice, block)


def _note(voice: Voice, note: Note) -> Iterator[str]:
    yield safe(voice.of(note.text)) + "\n"


def _table(voice: Voice, table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield f"**{safe(voice.of(table.title))}**\n"
    yield _line(voice.of(field.label) for field in table.fields)
    yield _line("---" if field.unit in {None, "day"} else "---:" for field in table.fields)
    for line in islice(lines(voice, table), MOST_ROWS):
        yield _line(cell.text for cell in line)
    if table.total:
        yield _line(cell.text for cell in cells(voice, table, table.total))
    if len(table.rows) > MOST_ROWS:
        yield "\n" + voice.say("more_rows", count=len(table.rows) - MOST_ROWS)
    yield ""


def _line(words: Iterable[str]) -> str:
    return "| " + " | ".join(safe(word) for word in words) + " |"


def _lacks(voice: Voice, shown: Today) -> Iterator[str]:
    for lack in shown.belief.lacks[TOP:]:
        yield safe(f"✗ {voice.say('lacking', labels=lack.label)} → {lack.menu}")
