"""What people noted, as far as it bears on a finding: then a cause is confirmed, not only suspected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from storehand.detect.finding import Finding
from storehand.detect.muted import place
from storehand.explain import run
from storehand.explain.explanation import Event, Explanation
from storehand.metrics.view import View
from storehand.store.settings import Noted, inside
from storehand.wording import plain, say


def explained(view: View, findings: Sequence[Finding], noted: Iterable[Noted] = ()) -> tuple[Explanation, ...]:
    """All findings taken apart, each with the events that bear on it: of its shop and days, and of its place or of one in
    which, as the explanation shows, the change lies. Days that stand apart come from the calendar by themselves."""
    events = [event for event in noted if not event.apart]
    return tuple(
        _with(view, found, [event for event in events if _bears(event, found)]) for found in run.explained(view, findings)
    )


def _with(view: View, found: Explanation, events: Sequence[Noted]) -> Explanation:
    return run.explain(view, found.finding, [_event(found.finding, event) for event in events]) if events else found


def _bears(event: Noted, found: Explanation) -> bool:
    finding = found.finding
    places = [place(finding), *((*finding.where, *segment.where) for segment in found.segments if segment.where)]
    return event.shop in {"", finding.shop} and _near(finding, event) and any(inside(event.where, where) for where in places)


def _near(finding: Finding, event: Noted) -> bool:
    """Whether it fell in the finding's period or the day before."""
    return event.since < finding.until and event.until > _first(finding)


def _first(finding: Finding) -> date:
    return finding.since - timedelta(days=1)


def _event(finding: Finding, event: Noted) -> Event:
    """On its first day; one that began long before stands on the first day that counts, with its days in words."""
    if event.until - event.since <= timedelta(days=1):
        return Event(event.since, plain(event.what))
    last = event.until - timedelta(days=1)
    return Event(max(event.since, _first(finding)), say("explain.noted", what=event.what, since=event.since, last=last))
