"""Which few segments of a whole changed, when each sells little and all waver."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import log
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
_NOTICED = 3.0
_LEAST = 0.25  # of a count, so that a new segment has a finite surprise


def changed(seen: Mapping[Key, float], expected: Mapping[Key, float], *, fell: bool, most: int = 5) -> tuple[Key, ...]:
    """The segments that moved apart from all others, most telling first; () where all moved alike.

    Greedy likelihood-ratio scan of Poisson counts: a segment is taken out when a rate of its own explains its
    count so much better than the common rate of the rest that the best of so many would not by chance. Both
    mappings hold counts (money divided by the size of an order); only moves in the asked direction count.
    """
    left = {key: (seen.get(key, 0.0), max(expected.get(key, 0.0), _LEAST)) for key in dict.fromkeys([*expected, *seen])}
    wanted = {key for key, (x, e) in left.items() if (x < e if fell else x > e)}
    # What usually sells less than about three cannot fall far enough to be noticed: it is not one of the many tried.
    tried = sum(e >= _NOTICED for _, e in left.values()) if fell else len(left)
    needed = 2 * log(max(tried, 1)) + 5
    found: list[Key] = []
    while len(found) < most and len(left) > 1:
        gains = _gains(left)
        best = max((key for key in left if key in wanted), key=lambda key: gains[key], default=None)
        if best is None or gains[best] < needed:
            break
        found.append(best)
        del left[best]
    return tuple(found)


def _gains(cells: Mapping[Key, tuple[float, float]]) -> dict[Key, float]:
    """How much better the counts are explained (twice the log-likelihood) once a segment has its own rate."""
    own = {key: x * log(x / e) if x > 0 else 0.0 for key, (x, e) in cells.items()}
    total, x_all, e_all = sum(own.values()), sum(x for x, _ in cells.values()), sum(e for _, e in cells.values())
    now = _deviance(total, x_all, e_all)
    return {key: now - _deviance(total - own[key], x_all - x, e_all - e) for key, (x, e) in cells.items()}


def _deviance(own: float, seen: float, expected: float) -> float:
    """Twice the log-likelihood lost by giving all one common rate."""
    return 2 * (own - seen * log(seen / expected)) if seen > 1e-9 and expected > 1e-9 else 2 * own
