"""Exports that changed since we saw them: of 2,000 variants of all samples nearly all are read right, most others refused."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.formats.variants import verdicts

CASES = 2000
RIGHT, WRONG = 0.95, 0.005  # what is held; the aim is 0.97 and none


@pytest.mark.slow
def test_of_2000_changed_samples_nearly_all_are_read_right_and_hardly_one_wrong() -> None:
    found = verdicts(CASES)
    counts = Counter(one.outcome for one in found)
    assert counts["wrong"] <= WRONG * CASES, [(one.sample, one.why) for one in found if one.outcome == "wrong"]
    assert counts["right"] >= RIGHT * CASES, [(one.sample, one.why) for one in found if one.outcome == "refused"]
