"""The briefing in one language: words, figures, days and clocks as its readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from storehand.figures import show
from storehand.metrics.metric import Number, Unit
from storehand.report.briefing import Briefing
from storehand.wording import Text, say


@dataclass(frozen=True)
class Voice:
    """Speaks of one briefing in `language` ("zh" or "en")."""

    briefing: Briefing
    language: str

    def say(self, key: str, **values: object) -> str:
        """The catalogue's sentence `report.<key>`."""
        return say(f"report.{key}", **values).in_(self.language)

    def of(self, text: Text | None) -> str:
        """The words; "" for None."""
        return text.in_(self.language) if text else ""

    def amount(self, value: Number | None, unit: Unit, currency: str = "") -> str:
        """A figure as in a sentence."""
        return self.of(show(value, unit, currency or self.briefing.currency))

    def days(self, since: date | None, until: date | None) -> str:
        """One day, or first and last day (`until` exclusive); a dash where they are unknown."""
        if since is None or until is None:
            return "–"
        last = date.fromordinal(until.toordinal() - 1)
        return f"{since}" if last <= since else f"{since} – {last}"

    def clock(self, when: datetime, form: str = "%m-%d %H:%M") -> str:
        """A time on the shop's clock; stored times are UTC."""
        aware = when if when.tzinfo else when.replace(tzinfo=UTC)
        return aware.astimezone(ZoneInfo(self.briefing.timezone)).strftime(form)
