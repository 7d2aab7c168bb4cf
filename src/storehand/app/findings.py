"""Findings of the last briefings by their ids, as the written briefing.json files have them."""

from __future__ import annotations

import json
from typing import Any, Final

from storehand.errors import UsageError
from storehand.workspace import Workspace

_NEEDED: Final = ("check", "metric", "shop", "where")


def named(workspace: Workspace, finding: str) -> dict[str, Any]:
    """The finding as its briefing tells it, of the newest day that has it; UsageError where none does."""
    for path in sorted(workspace.reports.glob("*/briefing.json"), reverse=True):
        try:
            text = path.read_text(encoding="utf-8")
            found = _of(json.loads(text), finding) if finding in text else None
        except (OSError, ValueError):
            continue
        if found is not None:
            return found
    raise UsageError("unknown_finding", finding=finding, folder=workspace.reports)


def _of(document: Any, finding: str) -> dict[str, Any] | None:
    """A file that somebody else wrote there is passed over."""
    told = document.get("findings", ()) if isinstance(document, dict) else ()
    mine = (one for one in told if isinstance(one, dict) and one.get("id") == finding and all(key in one for key in _NEEDED))
    return next((one for one in mine if isinstance(one["where"], dict)), None)
