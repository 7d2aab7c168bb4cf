"""What to do about a check's finding, who does it, by when, and how to see whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storehand.wording import Text

Role = Literal["ads", "design", "service", "logistics", "warehouse", "buying", "finance", "operations"]


@dataclass(frozen=True)
class Play:
    """`driver`: the main driver for which this play is meant: a factor's or dimension's name, or `dimension=value` ("" = any).
    `target`: share of the expected value to be reached again within `days`. `number`: of the playbook (P1 … P25)."""

    check: str
    owner: Role
    advice: Text
    hours: int
    verify_metric: str
    verify_days: int
    driver: str = ""
    target: float = 0.95
    number: str = ""
