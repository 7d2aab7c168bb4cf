"""What roles ask: about metrics that there are, in both languages, and not only of figures."""

from __future__ import annotations

from typing import get_args

import pytest

from storehand.advise.play import Role
from storehand.advise.question import Question
from storehand.app.cli import ROLES
from storehand.desks import DESKS

NAMES = {metric.name for desk in DESKS for metric in desk.metrics}
QUESTIONS = [question for desk in DESKS for question in desk.questions]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.ask.en)
def test_a_question_is_about_metrics_that_there_are(question: Question) -> None:
    assert {*question.metrics, *question.look} <= NAMES
    assert question.ask.zh.endswith("？")
    assert question.ask.en.endswith("?")


def test_every_role_ends_with_what_a_person_must_see() -> None:
    last = {(question.role, question.metrics): question for question in QUESTIONS}
    assert [question.ask.en for question in last.values() if question.look] == []


def test_the_command_line_knows_every_role() -> None:
    assert set(ROLES) == set(get_args(Role))
