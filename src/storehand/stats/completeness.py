"""A field that is suddenly empty: since when, whether bad outcomes go with it, and how many came of it.

Counts only: rows, rows with the field empty, bad rows among both, per stratum (a day, or a day and a group).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb, fsum, log, sqrt
from statistics import median
from typing import TypeVar

from storehand.stats.interval import normal_tail, poisson_tail

Z90 = 1.644854
EXACT = 600  # beyond this many possible counts a bell curve is as good
FAITH = 12.0  # bad rows that a fitted rate is worth against what a few rows of the run say
ROUNDS = 8
WEEK = 7
MOSTLY = 0.2  # a field that more rows lack on usual days is one that may be empty

Day = TypeVar("Day", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Cell:
    """The rows of one stratum: all, those with the field empty, the bad ones, and the bad ones with it empty."""

    rows: int
    empty: int
    bad: int
    bad_empty: int

    @property
    def filled(self) -> int:
        return self.rows - self.empty

    @property
    def bad_filled(self) -> int:
        return self.bad - self.bad_empty

    def plus(self, other: Cell) -> Cell:
        """Both strata as one."""
        return Cell(self.rows + other.rows, self.empty + other.empty, self.bad + other.bad, self.bad_empty + other.bad_empty)


NONE = Cell(0, 0, 0, 0)


@dataclass(frozen=True)
class Fall:
    """A run of days, `first` to `last` by place, on which `empty` of `rows` lacked the field, where `usual` is the share
    that lacks it. `chance`: that noise alone empties as many somewhere among the runs tried."""

    first: int
    last: int
    rows: int
    empty: int
    usual: float
    chance: float


def fallen(
    rows: Sequence[int], empty: Sequence[int], *, touching: int, longest: int = 21, least_days: int = 14, share: float = 0.05
) -> Fall | None:
    """The likeliest of the late runs of days that lack the field more often than the days before, if it reaches `touching`.

    None where the field is usually empty in over a fifth of the rows, where the share rose by less than `share`, or
    where fewer than five rows beyond the usual lack it. Days before a run wander: what they wander beyond
    chance counts against the run.
    """
    best = max(_late_runs(rows, empty, touching - longest + 1, longest, least_days), key=lambda run: run.likelier, default=None)
    if best is None or not best.likelier or best.last < touching:
        return None
    usual, lump, n, e = best.past.usual, best.past.lump, best.rows, best.empty
    if usual > MOSTLY or e / n < usual + share or e < n * usual + 5:
        return None
    tried = longest * (len(rows) - touching + longest)
    chance = poisson_tail(round(e / lump), n * usual / lump) / 2 * tried
    return Fall(best.first, best.last, n, e, usual, min(chance, 1.0))


@dataclass(frozen=True)
class _Past:
    """The usual share without the field, and how many times further than by chance the days wander from it."""

    usual: float
    lump: float


@dataclass(frozen=True)
class _Run:
    """A run of days against its past; `likelier`: how much a share of its own is, in logs (0: it is no higher)."""

    first: int
    last: int
    rows: int
    empty: int
    past: _Past
    likelier: float


def _late_runs(rows: Sequence[int], empty: Sequence[int], since: int, longest: int, least_days: int) -> Iterator[_Run]:
    """Every run that begins at `since` or later."""
    upto_rows, upto_empty = [0, *accumulate(rows)], [0, *accumulate(empty)]
    for first in range(max(since, 0), len(rows)):
        past = _past(rows[:first], empty[:first], least_days)
        if past is None:
            continue
        for last in range(first, min(first + longest, len(rows))):
            n, e = upto_rows[last + 1] - upto_rows[first], upto_empty[last + 1] - upto_empty[first]
            yield _Run(first, last, n, e, past, _likelier(n, e, past))


def _past(rows: Sequence[int], empty: Sequence[int], least: int) -> _Past | None:
    """What the days before a run say; None where they are too few."""
    if sum(1 for n in rows if n) < least:
        return None
    usual = _usual(rows, empty)
    return _Past(usual, _wander(rows, empty, usual))


def _likelier(n: int, e: int, past: _Past) -> float:
    """How much likelier a share of its own is for `e` of `n` rows, in logs; 0 where it is no higher than usual."""
    if not n or e / n <= past.usual:
        return 0.0
    own, usual = e / n, past.usual
    likelier = e * log(own / usual) + ((n - e) * log((1 - own) / (1 - usual)) if e < n else 0.0)
    return likelier / past.lump


def _usual(rows: Sequence[int], empty: Sequence[int]) -> float:
    """The share that lacks the field, without the tenth of the days with the most and the tenth with the fewest."""
    days = sorted(((n, e) for n, e in zip(rows, empty, strict=True) if n), key=lambda day: day[1] / day[0])
    kept = days[len(days) // 10 : len(days) - len(days) // 10]
    return (sum(e for _, e in kept) + 0.5) / (sum(n for n, _ in kept) + 1)


def _wander(rows: Sequence[int], empty: Sequence[int], usual: float) -> float:
    """Pearson's chi-square per day, without the wildest tenth of the days; at least 1."""
    off = sorted((e - n * usual) ** 2 / (n * usual * (1 - usual)) for n, e in zip(rows, empty, strict=True) if n)
    kept = off[: max(len(off) * 9 // 10, 1)]
    return max(fsum(kept) / max(len(kept) - 1, 1), 1.0)


def coincidence(cells: Iterable[Cell]) -> float:
    """One-sided chance that so many bad rows lack the field, were both unrelated within each stratum.

    The exact conditional test of Mantel and Haenszel (1959): each stratum's margins are fixed; a bell curve with
    its continuity correction where the counts are large. 1 where no stratum can tell.
    """
    telling = [cell for cell in cells if 0 < cell.empty < cell.rows and 0 < cell.bad < cell.rows]
    seen = sum(cell.bad_empty for cell in telling)
    if not telling:
        return 1.0
    if sum(min(cell.empty, cell.bad) for cell in telling) > EXACT:
        return _by_bell(telling, seen)
    ways = [1.0]
    for cell in telling:
        ways = _summed(ways, _ways(cell))
    return min(fsum(ways[seen:]), 1.0)


def _ways(cell: Cell) -> list[float]:
    """The chance of 0, 1, 2 … bad rows among the empty ones (hypergeometric)."""
    whole = comb(cell.rows, cell.bad)
    most = min(cell.empty, cell.bad)
    return [comb(cell.empty, k) * comb(cell.filled, cell.bad - k) / whole for k in range(most + 1)]


def _summed(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The distribution of the sum of two counts."""
    found = [0.0] * (len(one) + len(other) - 1)
    for at, chance in enumerate(one):
        for more, its in enumerate(other):
            found[at + more] += chance * its
    return found


def _by_bell(cells: Sequence[Cell], seen: int) -> float:
    expected = fsum(cell.empty * cell.bad / cell.rows for cell in cells)
    variance = fsum(
        cell.empty * cell.filled * cell.bad * (cell.rows - cell.bad) / (cell.rows**2 * (cell.rows - 1)) for cell in cells
    )
    z = (seen - expected - 0.5) / sqrt(variance)
    return normal_tail(z) / 2 if z > 0 else 1 - normal_tail(z) / 2


def bound(days: Sequence[Cell], *, gap: float = 0.1) -> bool:
    """Whether the field is empty because of the outcome: week after week bad rows lack it more often, by `gap` or more.

    `days`: usual days, oldest first. Single weeks in which both happened to go together do not count.
    """
    weeks = [sum_of(days[at : at + WEEK]) for at in range(0, len(days), WEEK)]
    gaps = [w.bad_empty / w.bad - (w.empty - w.bad_empty) / (w.rows - w.bad) for w in weeks if 0 < w.bad < w.rows]
    return bool(gaps) and median(gaps) >= gap and coincidence(days) <= 0.01


def one_thing(cell: Cell, share: float = 0.97) -> bool:
    """Whether empty and bad are the same rows: then the field says the outcome in other words."""
    return cell.bad_empty >= share * max(cell.bad, cell.empty, 1)


def sum_of(cells: Iterable[Cell]) -> Cell:
    """All strata as one."""
    found = NONE
    for cell in cells:
        found = found.plus(cell)
    return found


def natural(cells: Mapping[tuple[Day, Group], Cell]) -> dict[tuple[Day, Group], float]:
    """The bad rate of rows that have the field, per day and group: the group's own × the day's, fitted in turns.

    A day's own factor is held back towards 1 as if `FAITH` bad rows had spoken for it: one wild day of few rows
    is no new rate. Groups without any bad row have rate 0.
    """
    of_group: dict[Group, float] = dict.fromkeys((group for _, group in cells), 0.0)
    of_day: dict[Day, float] = dict.fromkeys((day for day, _ in cells), 1.0)
    for _ in range(ROUNDS):
        under = _added((group, cell.filled * of_day[day]) for (day, group), cell in cells.items())
        over = _added((group, float(cell.bad_filled)) for (_, group), cell in cells.items())
        of_group = {group: over[group] / under[group] if under[group] else 0.0 for group in of_group}
        fitted = _added((day, cell.filled * of_group[group]) for (day, group), cell in cells.items())
        seen = _added((day, float(cell.bad_filled)) for (day, _), cell in cells.items())
        of_day = {day: (FAITH + seen[day]) / (FAITH + fitted[day]) for day in of_day}
    return {(day, group): min(of_day[day] * of_group[group], 1.0) for day, group in cells}


Key = TypeVar("Key", bound=Hashable)


def _added(pairs: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for key, value in pairs:
        found[key] = found.get(key, 0.0) + value
    return found


@dataclass(frozen=True)
class Cost:
    """Bad rows that the empty field brought: `bad` of the `empty` rows are bad, `expected` would be all the same.
    `low`..`high` holds the loss with nine in ten of its chance. `without`: the bad rate had the field been filled."""

    rows: int
    empty: int
    bad: int
    expected: float
    lost: float
    low: float
    high: float

    @property
    def without(self) -> float:
        return self.expected / self.empty if self.empty else 0.0


def cost(strata: Sequence[tuple[Cell, float]], known: float) -> Cost:
    """Σ over strata (bad rate with the gap − bad rate without) × rows with the gap.

    Each stratum comes with its `natural` rate; the run's own filled rows raise or lower all of them together, as far
    as they outweigh `FAITH`. `known`: bad rows that the natural rates rest on, which sets how far those may be off.
    """
    whole = sum_of(cell for cell, _ in strata)
    fitted = fsum(cell.filled * rate for cell, rate in strata)
    scale = (FAITH + whole.bad_filled) / (FAITH + fitted)
    rates = [min(rate * scale, 1.0) for _, rate in strata]
    expected = fsum(cell.empty * rate for (cell, _), rate in zip(strata, rates, strict=True))
    chance = fsum(cell.empty * rate * (1 - rate) for (cell, _), rate in zip(strata, rates, strict=True))
    spread = sqrt(chance + expected**2 * (1 / (FAITH + fitted) + 1 / (1 + known)))
    lost = whole.bad_empty - expected
    return Cost(whole.rows, whole.empty, whole.bad_empty, expected, lost, lost - Z90 * spread, lost + Z90 * spread)


def moved(strata: Sequence[tuple[Cell, float]], lost: float) -> bool:
    """Whether bad rows only moved to the empty ones: as those rose, the filled ones fell by half of it or more.

    So it looks where rows of a kind that is always worse lose the field: nothing more is bad than usual.
    """
    seen = sum(cell.bad_filled for cell, _ in strata)
    fitted = fsum(cell.filled * rate for cell, rate in strata)
    return fitted - seen >= lost / 2 and fitted - seen >= 2 * sqrt(fitted)
