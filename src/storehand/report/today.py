"""今日一页 in one language: what the page, the picture and the text all draw, already in words and figures.

Nothing here is markup; each writer escapes for its own kind. Things that link to each other are numbered,
so that no user's word becomes an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storehand.report.briefing import Briefing
from storehand.report.card import Card, cards
from storehand.report.job import Job, jobs
from storehand.report.origin import Belief, Origin, Tie, belief, origins, ties
from storehand.report.tile import ShopRow, Tile, shop_table, tiles
from storehand.report.voice import Voice

TOP: Final = 3


@dataclass(frozen=True)
class Today:
    """Everything of 今日一页, and of the part that says whether it can be trusted."""

    title: str
    shops: str
    day: str
    weekday: str
    occasion: str
    as_of: str
    lead: tuple[str, ...]
    tiles: tuple[Tile, ...]
    shop_columns: tuple[str, ...]
    shop_rows: tuple[ShopRow, ...]
    things: str
    looked: str
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
        cards=cards(voice),
        jobs=jobs(voice),
        belief=belief(voice),
        files=origins(voice),
        ties=ties(voice),
    )


def _things(voice: Voice) -> str:
    count = len(voice.briefing.findings)
    return voice.say(f"things.{count}") if count <= TOP else voice.say("things.more", count=count)


def _lead(voice: Voice) -> tuple[str, ...]:
    """The sentences of the story that no card of the first `TOP` already says in the same words."""
    titles = {card.title for card in voice.briefing.findings[:TOP]}
    return tuple(voice.of(told.text) for told in voice.briefing.story if told.text not in titles)
