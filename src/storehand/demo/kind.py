"""The shape of a kind of incident: what it turns, where, who should act, and by which play of the playbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from storehand.demo.catalogue import Shop
from storehand.demo.levers import Levers
from storehand.wording import Text


@dataclass(frozen=True)
class Turn:
    """What a kind is asked to turn: the days as a slice of indexes, the places by name, and how strongly."""

    shop: Shop
    levers: Levers
    days: slice
    where: Mapping[str, int]
    size: float

    def source(self, kind: str) -> int:
        """The source of a kind; the last one in a shop that has none such."""
        found = self.shop.source(kind)
        return len(self.shop.sources) - 1 if found is None else found

    def reason(self, start: str) -> int:
        """The place of a refund reason by its first letters."""
        return next(place for place, text in enumerate(self.shop.reasons) if text.startswith(start))


@dataclass(frozen=True)
class Kind:
    """`needs`: places that it happens at; `dims`: those that its truth names, with the dimension they are written under.

    `source`: the source kind that it is felt in, if one. `days`, `size`: its own where an incident states none.
    """

    text: Text
    play: str
    owner: str
    metric: str
    factor: str
    direction: str
    days: int
    size: float
    turn: Callable[[Turn], None]
    needs: tuple[str, ...] = ()
    source: str | None = None
    benign: bool = False
    market: bool = False


KINDS: Final[dict[str, Kind]] = {}


def kind(
    name: str, zh: str, en: str, *, play: str, owner: str = "operations", metric: str = "gmv", factor: str = "", direction: str = "down",
    days: int = 5, size: float = 0.4, needs: tuple[str, ...] = (), source: str | None = None, benign: bool = False, market: bool = False,
) -> Callable[[Callable[[Turn], None]], Callable[[Turn], None]]:  # fmt: skip
    """Registers what a function turns under a name."""

    def enter(turn: Callable[[Turn], None]) -> Callable[[Turn], None]:
        KINDS[name] = Kind(
            Text(zh, en), play, owner, metric, factor or metric, direction, days, size, turn, needs, source, benign, market
        )
        return turn

    return enter


def words_of(turn: Turn) -> list[int]:
    """The words that lead to the item."""
    return [place for place, word in enumerate(turn.shop.words) if word.item == turn.where["item"]]
