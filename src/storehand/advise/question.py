"""What a role asks when a metric has moved, as data of the desks."""

from __future__ import annotations

from dataclasses import dataclass

from storehand.advise.play import Role
from storehand.wording import Text


@dataclass(frozen=True)
class Question:
    """A question of `role` about a change of one of `metrics`; a role asks its questions in the order in which they stand.

    `look`: the metrics whose own change answers it, as far as figures can; () is for a person to see."""

    role: Role
    metrics: tuple[str, ...]
    ask: Text
    look: tuple[str, ...] = ()
