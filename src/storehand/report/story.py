"""The day in three to eight sentences: what was taken, why, what is wrong and who does what, what the figures lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from storehand.detect.finding import Finding
from storehand.explain import tell
from storehand.explain.alike import Alike, alike
from storehand.explain.market import shared
from storehand.figures import change, show
from storehand.metrics.view import View
from storehand.report.briefing import FindingCard, Headline, Identity, Told, Trust
from storehand.report.matter import matters
from storehand.report.takings import drivers, fair, first_known, of_takings, standstill, stirred, takings
from storehand.stats.watch import LEAST
from storehand.wording import Text, say

LEADING: Final = 3  # findings that are told
FEW: Final = 10  # curves; where fewer could be judged, that is said
NAMED: Final = 3  # exports that are named where several are missing


def story(view: View, heads: Sequence[Headline], cards: Sequence[FindingCard], trust: Trust, curves: int) -> tuple[Told, ...]:
    """Each sentence stands by itself and names what it rests on."""
    head = first_known(heads)
    if head is None:
        return (Told(say("story.nothing"), ""), *_trusted(trust))
    leading = tuple(cards[:LEADING])
    moved = drivers(view, head, heads, leading)
    return (
        takings(view, head, leading),
        *((moved,) if moved else ()),
        *matters(leading, view.currency, of_takings(view, head, leading)),
        *_together(view, heads, head),
        *_quiet(view, head, cards, curves, stirred=_stirred(view, head, heads)),
        *_market(view, head, leading),
        *_trusted(trust),
    )


def _quiet(view: View, head: Headline, cards: Sequence[FindingCard], curves: int, *, stirred: bool) -> Iterable[Told]:
    """That nothing stands out; where a figure did, that nothing is to be done about it; where the past is short, only that."""
    if cards:
        return
    days = _past(view, head) if head.typical is None and view.period == "day" else LEAST
    if days < LEAST:
        yield Told(say("story.quiet_young", days=days, least=LEAST), "", about="quiet")
    elif curves:
        key = "story.quiet_else" if stirred else "story.quiet_few" if curves < FEW else "story.quiet"
        yield Told(say(key, curves=f"{curves:,}"), "", about="quiet")


def _stirred(view: View, head: Headline, heads: Sequence[Headline]) -> bool:
    """Whether a figure left its usual range, or the market stood still, so that no range holds."""
    return stirred(view, head, heads) or standstill(view) is not None


def _past(view: View, head: Headline) -> int:
    """Known days before the period, as far as they matter."""
    series = view.series(head.metric, view.since - timedelta(days=3 * LEAST), view.since)
    return sum(value is not None for value in series.values())


def _together(view: View, heads: Sequence[Headline], head: Headline) -> Iterable[Told]:
    """That all parts fell alike, so that none of them is at fault; beside it what held up the market, where that is known."""
    if len(view.shops) != 1 or any(each.with_ == "market" for each in head.comparisons):
        return
    found = alike(view, view.shops[0])
    if found:
        held = standstill(view)
        evidence = next((each.evidence for each in heads if each.metric == found.metric), head.evidence)
        told = say(f"story.together.{'market' if held else 'own'}", **_alike(view, found), what=held.label if held else "")
        yield Told(told, "", found.metric, "market", evidence=evidence)


def _alike(view: View, found: Alike) -> dict[str, object]:
    return {
        "label": view.catalog.metric(found.metric).label,
        "change": change(found.change, "count"),
        "days": found.days,
        "fell": found.fell,
        "parts": found.parts,
        "places": say(f"story.places.{found.by}"),
    }


def _market(view: View, head: Headline, cards: Sequence[FindingCard]) -> Iterable[Told]:
    """The market of the very figure; else of the first finding that knows one and went another way than it."""
    held = fair(view, head)
    whole = next((each.change for each in head.comparisons if each.with_ == "market"), None)
    if whole is not None and held is not None:
        rests = Told(head.label, "", head.metric, "market", evidence=head.evidence)
        yield _beside(head.label, held.comparison.change, whole, rests)
        return
    for card in cards:
        why, finding = card.explanation, card.explanation.finding
        if why.market is not None and finding.expected and not shared(finding, why.market) and not _of_item(finding):
            own, what = float(finding.value) / finding.expected - 1, tell.subject(finding, view)
            yield _beside(what, own, why.market, Told(what, finding.id, finding.metric, "market", evidence=finding.evidence))
            return


def _of_item(finding: Finding) -> bool:
    """A market is a yardstick for a shop and its sources, not for one item or plan."""
    return any(name.startswith(tell.ITEM) for name, _ in finding.where)


def _beside(label: Text, own: float | None, market: float, rests: Told) -> Told:
    words = {"label": label, "own": change(own, "count"), "market": change(market, "count")}
    return Told(say("story.market", **words), rests.finding, rests.metric, "market", evidence=rests.evidence)


def _trusted(trust: Trust) -> Iterable[Told]:
    """What did not arrive and what does not tie out; else that all is there."""
    apart = [each for each in trust.identities if not each.ok]
    if trust.missing:
        yield Told(_missing(trust), "", about="missing")
    if apart:
        yield Told(_ties(apart), "", about="ties")
    if not trust.missing and not apart and trust.files:
        files = len({(file.shop, file.format) for file in trust.files})
        key = "story.arrived_tied" if trust.identities else "story.arrived"
        yield Told(say(key, files=files, ties=len(trust.identities)), "", about="arrived")


def _missing(trust: Trust) -> Text:
    first, count = trust.missing[0], len(trust.missing)
    if count == 1:
        return say("story.missing", what=first.label, why=first.why, where=first.where_to_download)
    labels = list(dict.fromkeys(each.label for each in trust.missing))[:NAMED]
    names = Text("、".join(f"「{label.zh}」" for label in labels), ", ".join(label.en for label in labels))
    key = "story.missing_several" if len(labels) == len({each.label for each in trust.missing}) else "story.missing_more"
    return say(key, count=count, names=names)


def _ties(apart: Sequence[Identity]) -> Text:
    """The widest gap, beside the larger of its figures."""
    widest = max(
        apart,
        key=lambda each: abs(float(each.left) - float(each.right)) / max(abs(float(each.left)), abs(float(each.right)), 1e-9),
    )
    left, right = (show(value, widest.unit) for value in (widest.left, widest.right))
    key = "story.tie" if len(apart) == 1 else "story.ties"
    return say(key, count=len(apart), name=widest.name, left=left, right=right)
