"""Which segments moved it: one dimension, its few telling segments, and the remainder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from storehand.detect.finding import Finding
from storehand.detect.run import name_of
from storehand.explain.explanation import Factor, Segment
from storehand.explain.split import Part, Whole, counts, split
from storehand.metrics.view import View
from storehand.stats.locate import changed

MOST = 5
LEAST_MIX = 0.2
EXPLAINS = 0.3  # share of the change below which a dimension or a factor tells nothing


@dataclass(frozen=True)
class _Told:
    """A dimension's segments worth naming; `score`: what they explain beyond their size, fewer being better."""

    whole: Whole
    by: str
    parts: Mapping[str, Part]
    named: tuple[str, ...]
    score: float


def segments(view: View, finding: Finding, factors: Sequence[Factor] = ()) -> tuple[str, tuple[Segment, ...]]:
    """The most telling dimension with at most five segments and the remainder (`where` empty), or ("", ()).

    Contributions add up to value − expected. A dimension of the main factor counts too: its segments then
    carry that factor's contribution in proportion, and `Segment.metric` names the factor.
    """
    change = float(finding.value) - finding.expected
    found = [told for told in _telling(view, finding, factors) if told.score > 0] if change else []
    if not found:
        return "", ()
    best = max(found, key=lambda told: told.score)
    named = tuple(_segment(view, finding, best, key, change) for key in best.named)
    rest = change - fsum(segment.contribution for segment in named)
    return best.by, (*named, Segment((), None, None, rest, rest / change))


def _telling(view: View, finding: Finding, factors: Sequence[Factor]) -> Iterator[_Told]:
    taken = {column for column, _ in finding.where}
    for whole in _wholes(finding, factors):
        seen = {"shop", *taken}
        for by in view.catalog.metric(whole.metric).by:
            parts = split(view, whole, by) if by not in seen else {}
            if parts:
                # A name says the same as its id.
                seen |= {by.removesuffix("_id")}
            named = _named(parts, counts(view, whole, by), whole.change) if parts else ()
            if named:
                yield _Told(whole, by, parts, named, _score(parts, named, whole, float(finding.value) - finding.expected))


def _wholes(finding: Finding, factors: Sequence[Factor]) -> Iterator[Whole]:
    """The finding itself, then its main factor, whose change stands for its contribution."""
    wobble = (finding.high - finding.expected) / 2 / abs(finding.expected) if finding.expected else 0.0
    where = (("shop", finding.shop), *finding.where)
    yield Whole(finding.metric, where, float(finding.value), finding.expected, wobble, 1.0)
    main = max(factors, key=lambda factor: factor.share, default=None)
    if main and main.share >= EXPLAINS and main.value is not None and main.expected and main.value != main.expected:
        scale = main.contribution / (main.value - main.expected)
        yield Whole(main.factor, where, main.value, main.expected, wobble, scale)


def _named(parts: Mapping[str, Part], counted: Mapping[str, tuple[float, float]], change: float) -> tuple[str, ...]:
    """The segments that moved apart from the rest, largest first: by their counts, else by their amounts, else by mix."""
    amounts = {key: (part.seen, part.usual) for key, part in parts.items()}
    for pairs in (counted, amounts):
        seen, usual = ({key: pair[place] for key, pair in pairs.items() if key} for place in (0, 1))
        apart = changed(seen, usual, fell=change < 0, most=MOST)
        found = [key for key in apart if key in parts and parts[key].contribution * change > 0]
        if found and fsum(parts[key].contribution for key in found) / change >= EXPLAINS:
            break
    else:
        found = _shifted(parts, change)
    return tuple(sorted(found, key=lambda key: -abs(parts[key].contribution))[:MOST])


def _shifted(parts: Mapping[str, Part], change: float) -> list[str]:
    """Of a ratio whose rates held: the segments whose weights moved it."""
    mixed = {key: part.contribution / change for key, part in parts.items() if part.effect == "mix" and key}
    return [key for key, share in mixed.items() if share >= LEAST_MIX] if fsum(mixed.values()) > EXPLAINS else []


def _score(parts: Mapping[str, Part], named: Sequence[str], whole: Whole, change: float) -> float:
    explained = min(fsum(parts[key].contribution for key in named) * whole.scale / change, 1.0)
    beyond = explained - fsum(parts[key].weight for key in named) * whole.change * whole.scale / change
    return beyond - 0.02 * (len(named) - 1) if explained >= EXPLAINS else 0.0


def _segment(view: View, finding: Finding, told: _Told, key: str, change: float) -> Segment:
    part, where = told.parts[key], ((told.by, key),)
    contribution = part.contribution * told.whole.scale
    metric = "" if told.whole.metric == finding.metric else told.whole.metric
    effect: Literal["mix", "rate", "volume"] = part.effect
    name = name_of(view, told.whole.metric, finding.shop, where)
    return Segment(where, part.value, part.expected, contribution, contribution / change, effect, metric, name)
