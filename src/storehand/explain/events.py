"""What happened near a finding: promotions of the calendar and what people noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from storehand.detect.finding import Finding
from storehand.detect.season import turns
from storehand.explain.explanation import Event
from storehand.metrics.view import View

LONGEST = 7  # days; in a longer period some promotion always lies near, and none is the reason


def near(view: View, finding: Finding, noted: Iterable[Event] = ()) -> tuple[Event, ...]:
    """People's own events, and where the calendar turns, from the day before the finding to its end."""
    since = finding.since - timedelta(days=1)
    found = [event for event in noted if since <= event.day < finding.until]
    if (finding.until - finding.since).days <= LONGEST:
        days = (since + timedelta(days=step) for step in range((finding.until - since).days))
        found += [Event(day, view.calendar.occasion(day)) for day in days if turns(view, day)]
    return tuple(sorted((event for event in found if event.what.zh), key=lambda event: event.day))
