"""What is told once: a series that left its level keeps a second one, and is quiet while it is at either."""

from __future__ import annotations

from typing import Final

import numpy as np

from storehand.stats.surprise import B, F, departure

CONFIRMED: Final = 4  # days away in a row make the new level the level
REMEMBERED: Final = 30  # days that the other level stays known: coming back is no news
AWAY: Final = 2.5  # standard deviations
_LOOSE: Final = 0.15  # spread of a level known from one day
_UNREST: Final = 0.1
STANDSTILL: Final = -2.5  # logarithm; less than a twelfth is no level of its own, however long it lasts
_LEAST, _MOST = -4.0, 3.0


class Incidents:
    """Per series: the other level as a logarithm over the main one (NaN: none), and the days at it in a row."""

    def __init__(self, count: int) -> None:
        self.other = np.full(count, np.nan)
        self.streak = np.zeros(count, dtype=np.int64)
        self._loose = np.full(count, _LOOSE)
        self._age, self._back = np.zeros(count, dtype=np.int64), np.full(count, REMEMBERED)
        self._moved, self._calm = np.zeros(count, dtype=bool), np.full(count, REMEMBERED)

    def nearest(self, far: F, value: F, expected: F, noise: F, unit: F, whole: B) -> F:
        """The departure from the nearer of both levels; nothing much where the value lies between them."""
        has = np.isfinite(self.other)
        if not has.any():
            return far
        other = expected * np.exp(np.where(has, self.other, 0.0))
        loose = np.sqrt(noise**2 + self._loose**2)
        away = departure(value, other, loose, unit, whole)
        still = has & (self.other < STANDSTILL) & (value <= other)
        away = np.where(still, 0.0, away)
        least = np.where(np.abs(away) < np.abs(far), away, far)
        between = (value - expected) * (value - other) <= 0
        least = np.where(between, np.clip(least, -1.5, 1.5), least)
        self._nearer: B = has & ((np.abs(away) < np.abs(far)) | between)
        return np.where(has, least, far)

    def unrest(self) -> F:
        """The spread that comes on top on the first days after an incident: what was held up comes in late."""
        calm: F = np.where(self._calm < 2, _UNREST, 0.0)
        return calm

    def follow(self, alarm: B, far: F, ratio: F, noise: F, known: B) -> B:
        """Takes the day in; gives the series whose new level is confirmed today. `ratio`: log of value over expected."""
        has = np.isfinite(self.other)
        away = (np.abs(far) > AWAY) & known
        stays = has & away & ~alarm & (self._nearer if has.any() else has)
        held = np.clip(ratio, _LEAST, _MOST)
        self._age += 1
        self.streak = np.where(alarm, 1, np.where(stays, self.streak + 1, np.where(known, 0, self.streak)))
        step = np.where(self.streak > 1, (held - self.other) / np.maximum(self.streak, 1), 0.0)
        self.other = np.where(alarm, held, np.where(stays & (self._age < REMEMBERED), self.other + step, self.other))
        self._age = np.where(alarm, 0, self._age)
        wobble = np.sqrt(0.06**2 + noise**2 / np.maximum(self.streak, 1))
        self._loose = np.where(alarm | stays, np.maximum(wobble, np.where(self.streak == 1, _LOOSE, 0.0)), self._loose)
        # Over before it was confirmed: no level that one could come back to.
        self._back = np.where(known & ~away & ~alarm, self._back + 1, np.where(away, 0, self._back))
        self._calm = np.where(alarm | stays, 0, self._calm + known)
        self._moved = self._moved & ~alarm
        over = (self.streak == 0) & ((self._age > REMEMBERED) | (~self._moved & (self._back >= 3)))
        self.other = np.where(over, np.nan, self.other)
        confirmed: B = stays & (self.streak >= CONFIRMED) & (self.other > STANDSTILL)
        return confirmed

    def move(self, rows: B) -> None:
        """The other level becomes the main one, and the main one the other."""
        self.other = np.where(rows, -self.other, self.other)
        self._age = np.where(rows, 0, self._age)
        # After the way back the shop is where it was, and the other level is none any more.
        self._moved = np.where(rows, ~self._moved, self._moved)
        self.streak = np.where(rows, 0, self.streak)
