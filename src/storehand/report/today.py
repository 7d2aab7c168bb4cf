"""今日一页 in one language: what the page, the picture and the text all draw, already in words and figures.

Nothing here is markup; each writer escapes for its own kind. Things that link to each other are numbered,
so that no user's word becomes an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storehand.report.briefing import About, Briefing, Told
from storehand.report.card import Card, cards
from storehand.report.job import Job, jobs
from storehand.report.origin import Belief, Origin, Proof, Tie, belief, origins, proof, ties
from storehand.report.tile import ShopRow, Tile, shop_table, tiles, whole
from storehand.report.voice import Voice

TOP: Final = 3
_SAID: Final = frozenset({"missing", "arrived", "quiet"})


@dataclass(frozen=True)
class Sentence:
    """A sentence of the story. `link`: the place on the page that it rests on ("" = none); `proof`: query, rows, files."""

    text: str
    about: About
    link: str
    proof: Proof | None


@dataclass(frozen=True)
class Today:
    """Everything of 今日一页, and of the part that says whether it can be trusted."""

    title: str
    shops: str
    day: str
    weekday: str
    occasion: str
    as_of: str
    lead: tuple[Sentence, ...]
    tiles: tuple[Tile, ...]
    shop_columns: tuple[str, ...]
    shop_rows: tuple[ShopRow, ...]
    things: str
    looked: str
    muted: str
    cards: tuple[Card, ...]
    jobs: tuple[Job, ...]
    belief: Belief
    files: tuple[Origin, ...]
    ties: tuple[Tie, ...]


def today(briefing: Briefing, language: str) -> Today:
    """The briefing's first page in `language` ("zh" or "en")."""
    voice = Voice(briefing, language)
    columns, rows = shop_table(voice)
    return Today(
        title=voice.say(f"title.{briefing.period}"),
        shops=voice.say("and").join(briefing.shops),
        day=voice.days(briefing.since, briefing.until),
        weekday=voice.say(f"weekday.{briefing.day.isoweekday()}") if briefing.period == "day" else "",
        occasion=voice.of(briefing.occasion),
        as_of=voice.clock(briefing.as_of, "%Y-%m-%d %H:%M"),
        lead=_lead(voice),
        tiles=tiles(voice),
        shop_columns=columns,
        shop_rows=rows,
        things=_things(voice),
        looked=voice.say("looked", curves=f"{briefing.curves:,}") if briefing.curves else "",
        muted=voice.say("muted", count=briefing.muted) if briefing.muted else "",
        cards=cards(voice),
        jobs=jobs(voice),
        belief=belief(voice),
        files=origins(voice),
        ties=ties(voice),
    )


def _things(voice: Voice) -> str:
    count = len(voice.briefing.findings)
    return voice.say(f"things.{count}") if count <= TOP else voice.say("things.more", count=count)


def _lead(voice: Voice) -> tuple[Sentence, ...]:
    """The sentences of the story that nothing beside them says: not those of the first `TOP` cards, which stand in full
    beneath, nor what has come or is missing, which stands above, nor that nothing is wrong."""
    cards = {card.explanation.finding.id for card in voice.briefing.findings[:TOP]}
    story = (told for told in voice.briefing.story if told.finding not in cards and told.about not in _SAID)
    return tuple(_sentence(voice, told) for told in story)


def _sentence(voice: Voice, told: Told) -> Sentence:
    shown = proof(voice, told.evidence) if told.evidence else None
    return Sentence(voice.of(told.text), told.about, _link(voice, told), shown)


def _link(voice: Voice, told: Told) -> str:
    """A finding's card, a figure's source, or the part about trust."""
    found = {card.explanation.finding.id: at for at, card in enumerate(voice.briefing.findings, 1)}
    if told.finding in found:
        return f"finding-{found[told.finding]}"
    figures = {headline.metric: at for at, headline in enumerate(whole(voice.briefing), 1)}
    if told.metric in figures:
        return f"source-{figures[told.metric]}"
    return "ties" if told.about == "ties" else ""
