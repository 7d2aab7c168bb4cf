"""Random streams: each matter draws from a stream of its own, so that a change in one moves no other."""

from __future__ import annotations

from hashlib import sha256

import numpy as np


def stream(seed: int, *matter: str) -> np.random.Generator:
    """A generator for one matter of one seed; the same on every machine."""
    digest = sha256("/".join((str(seed), *matter)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


def wander(
    chance: np.random.Generator, days: int, width: int, spread: float, memory: float
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Multipliers around 1, (days, width): a lognormal walk that returns, `spread` wide, yesterday counting `memory`."""
    steps = chance.normal(0, spread * np.sqrt(1 - memory**2), (days, width))
    steps[0] /= np.sqrt(1 - memory**2)
    for day in range(1, days):
        steps[day] += memory * steps[day - 1]
    return np.exp(steps - spread**2 / 2)
