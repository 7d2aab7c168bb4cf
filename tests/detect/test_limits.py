"""A check tells which limits it has, so that people can set them and nothing else."""

from __future__ import annotations

import pytest

from storehand.desks import DESKS
from storehand.detect.check import Check, beyond, missing, worse_than_usual
from storehand.detect.limits import limits
from storehand.wording import plain
from tests.detect.fake_view import Cell, Days, fake
from tests.detect.test_check import FRIDAY, WHOLE, calm


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (Check("a", plain(""), worse_than_usual("gmv", share=0.12, minimum=10)), {"": 0.12, "minimum": 10}),
        (Check("b", plain(""), beyond("bounce", 0.4, minimum=30)), {"": 0.4, "minimum": 30}),
        (Check("c", plain(""), missing("gmv", by=("item",), minimum=5)), {"minimum": 5}),
    ],
    ids=["worse than usual", "beyond a figure", "missing"],
)
def test_the_limits_are_those_that_the_check_was_declared_with(check: Check, expected: dict[str, float]) -> None:
    assert limits(check) == expected


@pytest.mark.parametrize("check", [check for desk in DESKS for check in desk.checks], ids=lambda check: check.name)
def test_every_check_of_a_desk_has_a_limit_unless_one_case_is_enough(check: Check) -> None:
    assert set(limits(check)) & {"", "minimum"} or check.name in {"violation"}


def test_each_segment_is_held_to_its_own_limit() -> None:
    fallen: dict[Cell, Days] = {("source_visitors", (("source", name),)): calm(1_000) for name in ("搜索", "推荐")}
    fallen |= {("visitors", WHOLE): calm(2_000)}
    for where in ("搜索", "推荐"):
        fallen["source_visitors", (("source", where),)][FRIDAY] = 500
    check = Check("source_low", plain(""), worse_than_usual("visitors", by=("source",), share=0.2, minimum=100))
    view = fake(FRIDAY, fallen, limits={"source_low": 0.2}, places={("source", "搜索"): 0.6})
    assert [one.where for one in check.watch(view, check.name) if one] == [(("source", "推荐"),)]
