"""The shape that every desk has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storehand.advise.play import Play
from storehand.advise.question import Question
from storehand.advise.task import Task
from storehand.detect.check import Check
from storehand.metrics.metric import Metric
from storehand.metrics.view import View
from storehand.report.block import Block
from storehand.wording import Text


@dataclass(frozen=True)
class Desk:
    """Content only: what a role measures, watches, does and reads. An absent part is an empty tuple."""

    name: str
    title: Text
    metrics: tuple[Metric, ...]
    checks: tuple[Check, ...]
    plays: tuple[Play, ...]
    page: Callable[[View, tuple[Task, ...]], list[Block]]
    questions: tuple[Question, ...] = ()
