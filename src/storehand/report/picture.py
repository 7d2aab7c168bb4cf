"""今日一页 as one picture that reads well on a phone: 1080 pixels wide, as high as it needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from storehand.errors import WorkspaceError
from storehand.report import spark
from storehand.report.briefing import Briefing
from storehand.report.card import Card, Split
from storehand.report.origin import Lack
from storehand.report.tile import Tile
from storehand.report.today import TOP, Today, today
from storehand.report.voice import Voice

FONTS: Final = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "PingFang SC", "Microsoft YaHei",
    "HarmonyOS Sans SC", "MiSans", "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Heiti SC",
    "Noto Sans CJK TC", "Noto Serif CJK SC", "SimSun", "Droid Sans Fallback",
)  # fmt: skip
MOST_MARKS: Final = 3
FONT_PACKAGE: Final = "cvttf_NotoSansCJK_Regular"
PIXELS_PER_INCH: Final = 216.0  # the page is 360 pt wide: 1080 pixels

_TEMPLATES: Final = Path(__file__).parent / "templates"
_LONG: Final = re.compile(r"[!-~]{14}(?=[!-~])")
_CHINESE: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def write(briefing: Briefing, path: Path, language: str = "zh") -> None:
    """Writes the PNG. Without any Chinese font: WorkspaceError "no_cjk_font", and nothing is written."""
    path.write_bytes(png(briefing, language))


def png(briefing: Briefing, language: str = "zh") -> bytes:
    """The picture's bytes."""
    import typst

    fonts = typst.Fonts(font_paths=list(_extra_fonts()))
    page = json.dumps(content(briefing, language), ensure_ascii=False)
    chosen = font_for(page, fonts.families())
    inputs = {"page": page, "font": json.dumps(chosen)}
    template = _TEMPLATES / "picture.typ"
    return bytes(typst.compile(template, root=_TEMPLATES, format="png", ppi=PIXELS_PER_INCH, sys_inputs=inputs, font_paths=fonts))


def cjk_font() -> str | None:
    """The Chinese font that pictures are set in on this machine; None where there is none."""
    import typst

    there = set(typst.Fonts(font_paths=list(_extra_fonts())).families())
    return next((name for name in FONTS if name in there), None)


def font_for(words: str, families: Iterable[str]) -> list[str]:
    """The fonts to set `words` in, best first; a Chinese one must be among them if the words are Chinese."""
    there = set(families)
    chosen: list[str] = [name for name in FONTS if name in there]
    if not chosen and _CHINESE.search(words):
        raise WorkspaceError("no_cjk_font")
    return chosen[:2] or ["DejaVu Sans", "Libertinus Serif"]


def content(briefing: Briefing, language: str) -> dict[str, object]:
    """All that the picture says, as plain data for the template."""
    voice = Voice(briefing, language)
    shown = today(briefing, language)
    return {
        "language": language,
        **_head(voice, shown),
        "lead": [_breakable(sentence.text) for sentence in shown.lead],
        "tiles": _tiles(voice, [tile for tile in shown.tiles if not tile.unknown]),
        "unknown": _unknown(voice, [tile for tile in shown.tiles if tile.unknown]),
        "things": shown.things,
        "looked": f"{shown.looked}  {shown.muted}".strip(),
        "nothing": voice.say("nothing_wrong"),
        "cards": [_card(voice, card) for card in shown.cards[:TOP]],
        "rest": voice.say("things.rest", count=len(shown.cards) - TOP) if len(shown.cards) > TOP else "",
        "jobs_title": voice.say("tasks"),
        "jobs": [
            {"advice": _breakable(job.advice), "owner": job.owner, "state": job.state, "effect": job.effect, "tone": job.tone}
            for job in shown.jobs
        ],
        "foot": f"{voice.say('made_by')} · {voice.say('as_of', as_of=shown.as_of)}",
    }


def _head(voice: Voice, shown: Today) -> dict[str, object]:
    belief = shown.belief
    return {
        "title": shown.title,
        "shops": _breakable(shown.shops),
        "day": shown.day,
        "when": " · ".join(word for word in (shown.weekday, shown.occasion) if word),
        "arrived": f"{belief.arrived}/{belief.wanted}",
        "arrived_words": voice.say("arrived"),
        "ties": belief.ties,
        "ties_ok": belief.ties_ok,
        "lacks": [_lack(voice, lack) for lack in belief.lacks[:TOP]],
    }


def _lack(voice: Voice, lack: Lack) -> list[str]:
    return [_breakable(voice.say("lacking", labels=lack.label)), _breakable(lack.menu)]


def _tiles(voice: Voice, tiles: Sequence[Tile]) -> list[dict[str, object]]:
    """Two stand in a row, so the shorter of a pair is filled up with blank lines."""
    lines = [_lines(voice, tile) for tile in tiles]
    most = [max(len(each) for each in lines[at - at % 2 : at - at % 2 + 2]) for at in range(len(tiles))]
    return [_tile(tile, mine, high) for tile, mine, high in zip(tiles, lines, most, strict=True)]


def _lines(voice: Voice, tile: Tile) -> list[list[str]]:
    target = [[voice.say("with.target"), f"{tile.progress:.0%}", "even"]] if tile.progress is not None else []
    return [[mark.label, mark.text, mark.tone] for mark in tile.marks][: MOST_MARKS - len(target)] + target


def _tile(tile: Tile, lines: list[list[str]], high: int) -> dict[str, object]:
    return {
        "label": tile.label,
        "value": tile.value,
        "spark": spark.spark(tile.trend, tile.band, tile.side),
        "usual": tile.usual,
        "side": tile.side,
        "lines": lines,
        "blank": high - len(lines),
    }


def _unknown(voice: Voice, tiles: Sequence[Tile]) -> list[str]:
    """What is not seen yet, a line for each reason."""
    reasons = dict.fromkeys(tile.unknown for tile in tiles)
    named = ((voice.say("and").join(tile.label for tile in tiles if tile.unknown == why), why) for why in reasons)
    return [_breakable(f"{voice.say('not_seen')}{labels} · {why}") for labels, why in named]


def _card(voice: Voice, card: Card) -> dict[str, object]:
    rows = (("owner", card.owner, True), ("do", card.advice, True), ("due", card.due, True), ("verify", card.verify, False))
    return {
        "at": card.at,
        "severity": card.severity,
        "level": card.severity_word,
        "title": _breakable(card.named),
        "stake": card.stake,
        "range": card.stake_range,
        "cause_word": card.cause_word,
        "cause": _breakable(card.cause),
        "splits": [_breakable(_split(split)) for split in (card.factors, card.segments) if split],
        "rows": [[voice.say(key), _breakable(words), strong] for key, words, strong in rows if words and card.advice],
    }


def _split(split: Split) -> str:
    return " · ".join(f"{bar.label} {bar.text}" for bar in split.bars[:4])


def _breakable(words: str) -> str:
    """Lets a long word without blanks (a link, an id, a file's name) break between lines."""
    return _LONG.sub(lambda run: run.group() + "\u200b", words)


def _extra_fonts() -> list[Path]:
    """The folder of the optional font package, where it is installed."""
    found = find_spec(FONT_PACKAGE)
    return [Path(folder) for folder in found.submodule_search_locations or ()] if found else []
