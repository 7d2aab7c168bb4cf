"""A finding's work for one role, with a deadline and the measure by which it will be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storehand.advise.play import Role
from storehand.explain.explanation import Explanation
from storehand.wording import Text

State = Literal["open", "doing", "done", "verified", "dropped"]


@dataclass(frozen=True)
class Verify:
    """Within `days` after the task is done, `metric` at `where` must reach `target`."""

    metric: str
    where: tuple[tuple[str, str], ...]
    days: int
    target: float


@dataclass(frozen=True)
class Task:
    """`id` is stable for finding x play, so that the next run knows it again. `effect`: what it brought, in
    the metric's unit, or None while it cannot be told."""

    id: str
    explanation: Explanation
    owner: Role
    advice: Text
    due: datetime
    verify: Verify
    state: State = "open"
    effect: float | None = None
