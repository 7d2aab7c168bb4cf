"""Alarms beside what others do, on series that nothing was tuned on.

    python -m benchmarks.judgement.alarm_compare [--series 100]

Two locked sets: series with a calendar of their own each, and series of one house, that begin on one day. Limits of peers
that have none of their own are tuned for F1 on 40 development series of the same make. Then the share of days that the
stated chance came true on, and the time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np

from benchmarks.judgement.alarm_peers import PEERS, Peer
from benchmarks.judgement.alarm_score import Score, at_rate, best, by, score
from benchmarks.judgement.alarm_sets import LOCKED, B, F, Made, house, made
from benchmarks.judgement.alarms import Read, together
from storehand.stats.watch import Rules, Series, Watched, watch

TUNED_ON = 40
PARTS = ("kind", "strength", "size", "of", "noise", "label")
SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.004, 0.001)


def read(sets: Sequence[Made]) -> list[Read]:
    """The series as the scorer for outside data reads them."""
    return [
        Read(
            one.name,
            tuple(str(one.day(step)) for step in range(one.values.size)),
            tuple(datetime.combine(one.day(step), datetime.min.time()) for step in range(one.values.size)),
            tuple(float(value) for value in one.values),
            one.events,
            (float("nan"),) * one.values.size,
        )
        for one in sets
    ]


def watched(sets: Sequence[Made], rules: Rules) -> dict[str, Watched]:
    """What the watch says of each series: of series of one house side by side, else each alone."""
    starts = {one.start for one in sets}
    groups = [list(sets)] if len(starts) == 1 else [[one] for one in sets]
    told: dict[str, Watched] = {}
    for group in groups:
        judged = watch(together(read(group)), rules)
        for row, one in enumerate(group):
            told[one.name] = Watched(*(getattr(judged, name)[row] for name in Watched.__dataclass_fields__))
    return told


def table(tuning: Sequence[Made], sets: Sequence[Made]) -> dict[str, Watched]:
    """Prints a row for each method; gives what the watch said."""
    print("| method | F1 | precision | recall | false alarms a series-week | recall at 0.1 a week | on day 1 |")
    print("|---|---|---|---|---|---|---|")
    for peer in PEERS:
        found = {one.name: peer.scores(one) for one in sets}
        limit = peer.limit if peer.limit is not None else _tuned(peer, tuning)
        _row(peer.name, score(sets, {name: np.nan_to_num(each, nan=-1.0) > limit for name, each in found.items()}), sets, found)
    told = watched(sets, Rules())
    own = {name: each.score for name, each in told.items()}
    _row("**the watch**", score(sets, _alarms(told)), sets, own)
    return told


def _tuned(peer: Peer, tuning: Sequence[Made]) -> float:
    return best(tuning, {one.name: peer.scores(one) for one in tuning})[0]


def _row(name: str, own: Score, sets: Sequence[Made], scores: dict[str, F]) -> None:
    at = at_rate(sets, scores, 0.1)
    cells = (f"{own.f1:.3f}", f"{own.precision:.2f}", f"{own.recall:.3f}", f"{own.false_a_week:.3f}", f"{at.recall:.3f}")
    print(f"| {name} | " + " | ".join(cells) + f" | {own.first_day / max(own.found, 1):.0%} |", flush=True)


def _alarms(told: dict[str, Watched]) -> dict[str, B]:
    return {name: each.alarm for name, each in told.items()}


def parts(sets: Sequence[Made], told: dict[str, Watched]) -> None:
    """Recall by what the incidents and the series are."""
    for part in PARTS:
        cells = (f"{name} {found}/{planted}" for name, (planted, found) in by(sets, _alarms(told), part).items())
        print(f"- {part}: " + ", ".join(cells))


def reliability(sets: Sequence[Made], told: dict[str, Watched]) -> None:
    """How often the chance was below a share on days without incident, over that share: 1 is as promised."""
    plain: list[F] = []
    labelled: list[F] = []
    for one in sets:
        calm = np.isfinite(one.values)
        calm[:35] = False
        for planted in one.incidents:
            calm[planted.first : planted.last + 8] = False
        on = np.array([bool(event) for event in one.events])
        plain.append(told[one.name].chance[calm & ~on])
        labelled.append(told[one.name].chance[calm & on])
    print("| chance below | " + " | ".join(str(share) for share in SHARES) + " |")
    print("|---" * (len(SHARES) + 1) + "|")
    for name, chances in (("plain days", np.concatenate(plain)), ("calendar days", np.concatenate(labelled))):
        print(f"| {name} ({chances.size}) | " + " | ".join(f"{(chances < share).mean():.4f}" for share in SHARES) + " |")


def speed(count: int = 1000, days: int = 400) -> None:
    """Seconds for a day of many series, as it is walked, and for all the days before it."""
    draw = np.random.default_rng(0)
    values = draw.poisson(200, (count, days)).astype(np.float64)
    labels = np.zeros((count, days), dtype=np.int64)
    labels[:, 100:110] = labels[:, 300:310] = 1
    weekdays = np.tile(np.arange(days) % 7, (count, 1))

    def seconds(until: int) -> float:
        cut = Series(values[:, :until], weekdays[:, :until], labels[:, :until], np.ones(count, dtype=bool))
        return _seconds(lambda: watch(cut))

    for until in (60, 120, days):
        spent = seconds(until)
        print(f"{count} series, {until} days from the first on: {spent:.2f} CPU s; {1000 * spent / until:.1f} ms a day walked")


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Alarms beside what others do.")
    parser.add_argument("--series", type=int, default=100)
    asked = parser.parse_args()
    kinds: tuple[tuple[str, Callable[[range], list[Made]], int], ...] = (
        ("each with a calendar of its own", lambda seeds: [made(seed) for seed in seeds], LOCKED),
        ("of one house", house, LOCKED + 1000),
    )
    for name, make, first in kinds:
        sets = make(range(first, first + asked.series))
        planted = sum(len(one.incidents) for one in sets)
        print(f"\n## {len(sets)} series, {name}: {planted} incidents (seeds from {first})\n")
        told = table(make(range(TUNED_ON)), sets)
        print()
        parts(sets, told)
        print()
        reliability(sets, told)
    print()
    speed()


if __name__ == "__main__":
    main()
