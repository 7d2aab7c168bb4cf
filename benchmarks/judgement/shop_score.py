"""The score of briefings against planted incidents: what was found and how soon, what was false, whether place, factor, owner and
money were right, and what the stated chances are worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.judgement import shop_match as match
from benchmarks.judgement.shop_match import Fit
from benchmarks.judgement.shop_said import Morning, Said
from benchmarks.judgement.shop_sets import Known
from storehand.demo.incident import Truth

BANDS = (0.01, 0.03, 0.1)  # of a day's takings, at stake on a day of the incident
_CLOSENESS: tuple[Fit, ...] = ("exact", "part", "across", "apart")
_AT_RISK = {"unshipped_orders"}
_ALSO = {"ad_ctr": "ctr"}  # another name for what the catalogue measures


@dataclass(frozen=True)
class Case:
    """A harmful incident: `share` of a day's takings at stake; `read`: whether a desk reads its metric. Of the first morning that
    pointed at it: `delay` in days (0: the next morning), `first`: told before all else, and what was right."""

    kind: str
    play: str
    people: float
    share: float
    read: bool
    delay: int | None
    first: bool = False
    fit: Fit = "apart"
    factor: bool = False
    owner: bool = False

    @property
    def found(self) -> bool:
        return self.delay is not None

    @property
    def placed(self) -> bool:
        """Whether there is a place, factor and owner to be right about: a fault of files has none."""
        return self.kind not in match.FILES


@dataclass(frozen=True)
class Line:
    """A finding: `false` where it touches no harmful incident; `benign`: the look-alike that it fell for; `points`: whether it
    points at one that is under way; `truly`: yuan that the planted incidents cost there, None where it states no money or that
    is not known."""

    said: Said
    people: float
    false: bool
    benign: str
    truly: float | None
    points: bool = False

    @property
    def held(self) -> bool | None:
        """Whether its interval holds the true money; None where there is none to hold. A stated sum (what was given away at a
        wrong price) is no interval, and the worth of orders that wait is at risk, not lost."""
        if self.truly is None or self.said.low is None or self.said.high is None or self.said.metric in _AT_RISK:
            return None
        if self.said.low == self.said.high:
            return None
        return self.said.low <= self.truly <= self.said.high


@dataclass(frozen=True)
class Score:
    """`quiet`: mornings on which no harmful incident (nor its aftermath) is under way anywhere."""

    cases: tuple[Case, ...]
    lines: tuple[Line, ...]
    benign: tuple[str, ...]
    mornings: int
    quiet: int
    false_in_quiet: int

    @property
    def false(self) -> int:
        return sum(line.false for line in self.lines)

    @property
    def false_a_week(self) -> float:
        return self.false / max(self.mornings / 7, 1e-9)

    @property
    def quiet_false_a_week(self) -> float:
        return self.false_in_quiet / max(self.quiet / 7, 1e-9)


def score(mornings: Sequence[Morning], known: Known, names: Iterable[str]) -> Score:
    """One shop. `names`: of the metrics that desks read."""
    harmful = [truth for truth in known.truths if not truth.benign]
    lines = tuple(_line(said, known) for morning in mornings for said in morning.findings)
    quiet = {morning.day for morning in mornings if not any(_under_way(morning, truth) for truth in harmful)}
    return Score(
        tuple(_case(truth, mornings, known, frozenset(names)) for truth in harmful), lines,
        tuple(truth.kind for truth in known.truths if truth.benign), len(mornings), len(quiet),
        sum(line.false and line.said.day in quiet for line in lines),
    )  # fmt: skip


def total(scores: Sequence[Score]) -> Score:
    """All shops together."""
    return Score(
        tuple(case for each in scores for case in each.cases), tuple(line for each in scores for line in each.lines),
        tuple(kind for each in scores for kind in each.benign), sum(each.mornings for each in scores),
        sum(each.quiet for each in scores), sum(each.false_in_quiet for each in scores),
    )  # fmt: skip


def _under_way(morning: Morning, truth: Truth) -> bool:
    after = match.LATE_AFTER if match.late(truth) else match.AFTER
    return match.family(truth.metric) != "trust" and truth.since <= morning.day < truth.until + after


def _case(truth: Truth, mornings: Sequence[Morning], known: Known, names: frozenset[str]) -> Case:
    since, until = match.window(truth)
    faulty = match.family(truth.metric) == "trust"
    read = faulty or _ALSO.get(truth.metric, truth.metric) in names
    plain = Case(truth.kind, truth.play, known.people, at_stake(truth, known.takings), read, None)
    for before, morning in zip((None, *mornings), mornings, strict=False):
        if since <= morning.day < until:
            delay = (morning.day - since).days
            if faulty and match.warned(morning, before, truth):
                return _told(plain, delay, None, truth, known)
            pointing = [one for one in morning.findings if match.points_at(one, truth, known.within)]
            if pointing:
                # Several may touch it; the one that names its place best speaks for it, of equals the first.
                best = min(pointing, key=lambda one: (_CLOSENESS.index(match.placed(one, truth, known.within)), one.rank))
                return _told(plain, delay, best, truth, known)
    return plain


def _told(plain: Case, delay: int, said: Said | None, truth: Truth, known: Known) -> Case:
    """A warning names files: there is no place, factor nor owner to be wrong about."""
    basis = (plain.kind, plain.play, plain.people, plain.share, plain.read, delay)
    if said is None:
        return Case(*basis, True, "exact", True, True)
    fit = match.placed(said, truth, known.within)
    return Case(*basis, said.rank == 1, fit, match.same_factor(said, truth), said.owner == truth.owner)


def at_stake(truth: Truth, takings: float) -> float:
    """The largest of sales lost (or gained), refunds and ad money, a mean over the incident's days, beside a day's takings."""
    largest = [max(abs(day.gmv), abs(day.refunds), abs(day.spend)) for day in truth.days]
    return fmean(largest) / max(takings, 1e-9) if largest else 0.0


def _line(said: Said, known: Known) -> Line:
    harmful = [truth for truth in known.truths if not truth.benign]
    false = not any(match.excused(said, truth, known.within) for truth in harmful)
    harmless = [truth for truth in known.truths if truth.benign or truth.metric == "trust"]
    fell_for = [truth.kind for truth in harmless if _touches(said, truth, known)]
    truly = match.true_money(said, known.truths, known.within) if said.low is not None else None
    pointing = any(_on(said, truth) and match.points_at(said, truth, known.within) for truth in harmful)
    return Line(said, known.people, false, fell_for[0] if false and fell_for else "", truly, pointing)


def _on(said: Said, truth: Truth) -> bool:
    return truth.since <= said.day < truth.until


def _touches(said: Said, truth: Truth, known: Known) -> bool:
    meets = said.since < truth.until + match.AFTER and said.until > truth.since
    return meets and match.fit(said.place, truth.where, known.within) != "apart"


def band(share: float) -> int:
    """Which of the sizes an incident belongs to, 0 the smallest."""
    return sum(share >= edge for edge in BANDS)


def reliability(lines: Iterable[Line], edges: Sequence[float] = (1e-6, 1e-4, 1e-3, 1e-2)) -> Mapping[float, tuple[int, int]]:
    """By stated chance, up to each edge: how many findings, how many of them false."""
    found = dict.fromkeys(edges, (0, 0))
    for line in lines:
        edge = next((each for each in edges if line.said.chance is not None and line.said.chance <= each), None)
        if edge is not None:
            found[edge] = (found[edge][0] + 1, found[edge][1] + line.false)
    return found
