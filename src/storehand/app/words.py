"""Words of the command line that mean a day or a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from storehand.errors import UsageError

if TYPE_CHECKING:
    from storehand.workspace import Workspace


def day(text: str | None) -> date | None:
    """YYYY-MM-DD; None where nothing was said."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("bad_day", day=text) from None


def time(text: str | None, workspace: Workspace) -> datetime | None:
    """An instant with offset; a time without one is the workspace's own."""
    from zoneinfo import ZoneInfo

    if text is None:
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError("bad_time", time=text) from None
    return told if told.tzinfo else told.replace(tzinfo=ZoneInfo(workspace.timezone))
