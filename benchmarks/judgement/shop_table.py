"""The score as Markdown: a summary, then by kind and by size. Of the locked range only sums are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from benchmarks.judgement.shop_match import family
from benchmarks.judgement.shop_score import BANDS, Case, Line, Score, band, reliability
from storehand.demo.kinds import KINDS

Row = Sequence[object]


def report(score: Score, *, locked: bool) -> str:
    """The whole page's tables."""
    parts = [summary(score), by_size(score), false_by_check(score), by_chance(score)]
    if not locked:
        parts = [*parts, by_kind(score), by_benign(score)]
    return "\n\n".join(parts) + "\n"


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def share(part: int, whole: int) -> str:
    """`62 % (5/8)`; `–` of nothing."""
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "–"


def of(cases: Sequence[Case], true: Callable[[Case], bool]) -> str:
    return share(sum(true(case) for case in cases), len(cases))


def summary(score: Score) -> str:
    """What is read and what is not, apart; then what is false; then what was right about what was found."""
    read, unread = _parted(score.cases)
    found, large = [case for case in read if case.found], [case for case in read if band(case.share) > 1]
    placed = [case for case in found if case.placed]
    delays = [case.delay for case in found if case.delay is not None]
    rows: list[Row] = [
        ("harmful incidents found, streams that desks read", of(read, lambda case: case.found)),
        (
            "– that cost at least 3 % of a day's takings",
            of(large, lambda case: case.found),
        ),
        ("harmful incidents found, streams that no desk reads yet", of(unread, lambda case: case.found)),
        ("mornings until found (median, 0: the next)", f"{median(delays):g}" if delays else "–"),
        ("findings told", len(score.lines)),
        ("false findings a shop-week", f"{score.false_a_week:.2f} ({score.false} in {score.mornings / 7:.1f})"),
        ("– in weeks without any incident", f"{score.quiet_false_a_week:.2f} ({score.false_in_quiet} in {score.quiet / 7:.1f})"),
        ("told before all else on the first morning found", of(placed, lambda case: case.first)),
        ("place exact", of(placed, lambda case: case.fit == "exact")),
        ("place exact, or right in part and nowhere wrong", of(placed, lambda case: case.fit in {"exact", "part"})),
        (
            "right place in the top answer, of all that are read",
            of([c for c in read if c.placed], lambda c: c.first and c.fit in {"exact", "part"}),
        ),
        ("factor right", of(placed, lambda case: case.factor)),
        ("owner right", of(placed, lambda case: case.owner)),
        *(_money(score.lines)),
    ]
    return table(("", "today"), rows)


def _money(lines: Sequence[Line]) -> list[Row]:
    """Held by the interval: of the findings that point at an incident, then of all that are not false. A finding that only falls
    on an incident's days states the day's chance as money: the truth there is 0."""
    told = [line for line in lines if not line.false and line.held is not None]
    return [
        (f"interval holds the true money, {label}", share(sum(line.held is True for line in part), len(part)))
        for label, part in (
            ("findings that point at an incident", [line for line in told if line.points]),
            ("all on days of one", told),
            ("refunds alone", [line for line in told if family(line.said.metric) == "refunds"]),
        )
    ]


def _parted(cases: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    every = list(cases)
    return [case for case in every if case.read], [case for case in every if not case.read]


def by_size(score: Score) -> str:
    """By the money at stake and by the size of the shop."""
    between = [f"{low:.0%}–{high:.0%}" for low, high in pairwise(BANDS)]
    names = [f"below {BANDS[0]:.0%}", *between, f"over {BANDS[-1]:.0%}"]
    sizes = sorted({case.people for case in score.cases}, reverse=True)
    rows = []
    for place, name in enumerate(names):
        row: list[object] = [name]
        for people in (None, *sizes):
            chosen = [c for c in score.cases if c.read and band(c.share) == place and people in {None, c.people}]
            row.append(of(chosen, lambda case: case.found))
        rows.append(row)
    return table(
        ("found, by share of a day's takings at stake", "all", *(f"{people:,.0f} people a day" for people in sizes)), rows
    )


def by_kind(score: Score) -> str:
    """A row for each kind of harmful incident; kinds that no desk reads yet at the end."""
    names = sorted({case.kind for case in score.cases}, key=lambda name: (not _read(score, name), KINDS[name].play, name))
    head = ("种类", "kind", "play", "stream", "at stake", "found", "delay", "place", "factor", "owner")
    return table(head, [_kind_row(score, name) for name in names])


def _kind_row(score: Score, name: str) -> Row:
    cases = [case for case in score.cases if case.kind == name]
    found = [case for case in cases if case.found]
    fits = Counter(case.fit for case in found)
    return (
        KINDS[name].text.zh, KINDS[name].text.en, KINDS[name].play, "" if _read(score, name) else "not read",
        f"{median([case.share for case in cases]):.1%}", _count(cases, lambda case: case.found),
        ", ".join(str(case.delay) for case in found), ", ".join(f"{count} {fit}" for fit, count in fits.items()),
        _count(found, lambda case: case.factor), _count(found, lambda case: case.owner),
    )  # fmt: skip


def _read(score: Score, name: str) -> bool:
    return any(case.read for case in score.cases if case.kind == name)


def _count(cases: Sequence[Case], true: Callable[[Case], bool]) -> str:
    return f"{sum(true(case) for case in cases)}/{len(cases)}" if cases else ""


def by_benign(score: Score) -> str:
    """Look-alikes, and how many findings fell for each."""
    planted = Counter(score.benign)
    fell = Counter(line.benign for line in score.lines if line.benign)
    rows = [(KINDS[name].text.zh, KINDS[name].text.en, planted[name], fell[name]) for name in sorted({*planted, *fell})]
    return table(("无需警报", "look-alike", "planted", "false findings"), rows)


def false_by_check(score: Score) -> str:
    """Which checks told what, and how much of it was false."""
    told = Counter(line.said.check for line in score.lines)
    false = Counter(line.said.check for line in score.lines if line.false)
    return table(("check", "findings", "false"), [(name, count, false[name]) for name, count in told.most_common()])


def by_chance(score: Score) -> str:
    """What a stated chance is worth."""
    rows = [(f"≤ {edge:g}", count, share(false, count)) for edge, (count, false) in reliability(score.lines).items()]
    return table(("stated chance", "findings", "false"), rows)
