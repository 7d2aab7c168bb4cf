"""A check: a name and what it watches. Common kinds are helpers that return such a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storehand.detect.finding import Finding
from storehand.metrics.view import View
from storehand.wording import Text


@dataclass(frozen=True)
class Check:
    """`watch(view, name)` yields findings for the view's period."""

    name: str
    label: Text
    watch: Callable[[View, str], Iterable[Finding]]
