"""Exports that changed since we saw them: 2,000 variants of all samples are read right, or refused; never read wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.formats.variants import verdicts

CASES = 2000


@pytest.mark.slow
def test_of_2000_changed_samples_nearly_all_are_read_right_and_none_wrong() -> None:
    found = verdicts(CASES)
    wrong = [(one.sample, one.seed, one.why) for one in found if one.outcome == "wrong"]
    counts = Counter(one.outcome for one in found)
    assert wrong == []
    assert counts["right"] >= 0.97 * CASES, [(one.sample, one.why) for one in found if one.outcome == "refused"]
