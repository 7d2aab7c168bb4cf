"""Is a Simpson reversal seen, and only where there is one? And is a ratio's change told as mix, rate or both rightly?

    python -m benchmarks.judgement.simpson [--seeds dev|locked] [--cases 2000]

Cases by kind from `simpson_sets` (its docstring says what is drawn and what the truth is), half of them with rates that waver
by 2 % of themselves from day to day besides counting; the detector is told 2 % for all. Development seeds are 0–999,999; from
1,000,000 on they are locked: run them to report, never to tune. Reversals are sorted by what is there to be seen, in truth
and with noise as the detector is told it. Plain: total and rate effect are five standard errors from nothing, and segments
of 80 % of the weight three each. Small parts: the first holds, the second does not. Weak: neither.

Beside ours: the sign rule (total and rate effect have opposite signs), the same where 80 % of the weight has the sign, and
80 % of the weight beyond noise segment by segment (two proportions at 5 %). Mix, rate or both is scored where each effect
that is there is five standard errors from nothing; noise alone in all cases.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from math import fsum

from benchmarks.judgement.simpson_sets import DEV, KINDS, LOCKED, Case, made
from storehand.stats.decompose import mix_and_rate
from storehand.stats.interval import two_proportions
from storehand.stats.shift import moves, shift
from storehand.stats.simpson import reversal

WOBBLE = 0.02
SHARE = 0.8
STRONG = 5.0
SEEN = ("plain", "small parts", "weak")
Judge = Callable[[Case], bool]


def ours(case: Case) -> bool:
    """As the product calls it."""
    return reversal(case.over0, case.under0, case.over1, case.under1, wobble=WOBBLE) is not None


def sign(case: Case) -> bool:
    """Total and rate effect have opposite signs."""
    total, rate = _effects(case)
    return total * rate < 0


def weighted_sign(case: Case) -> bool:
    """So have segments of 80 % of the weight."""
    total, rate = _effects(case)
    found = moves(case.over0, case.under0, case.over1, case.under1).values()
    return total * rate < 0 and fsum(one.weight for one in found if one.change * total < 0) >= SHARE


def each_sure(case: Case) -> bool:
    """So have segments of 80 % of the weight, each beyond noise by two proportions at 5 %."""
    total, _ = _effects(case)
    ends = (case.over0, case.under0, case.over1, case.under1)
    found = moves(*ends)
    against = (key for key, one in found.items() if one.change * total < 0)
    return fsum(found[key].weight for key in against if two_proportions(*(end[key] for end in ends)) < 0.05) >= SHARE


def _effects(case: Case) -> tuple[float, float]:
    parts = mix_and_rate(case.over0, case.under0, case.over1, case.under1).values()
    return fsum(part.total for part in parts), fsum(part.rate for part in parts)


JUDGES: Mapping[str, Judge] = {
    "ours": ours,
    "sign rule": sign,
    "sign rule, 80 % of weight": weighted_sign,
    "80 % each sure": each_sure,
}


class Tally:
    """One judge's answers by kind."""

    def __init__(self) -> None:
        self.said: dict[str, int] = defaultdict(int)
        self.false: dict[str, int] = defaultdict(int)
        self.caught: dict[str, list[bool]] = defaultdict(list)
        self.seconds = 0.0

    def take(self, case: Case, judge: Judge) -> None:
        began = time.perf_counter()
        said = judge(case)
        self.seconds += time.perf_counter() - began
        truth = case.truth.reversed()
        self.said[case.kind] += said
        self.false[case.kind] += said and not truth
        if truth:
            strong = min(case.truth.strengths(WOBBLE)) >= STRONG
            plain = strong and case.truth.plain(WOBBLE) >= SHARE
            self.caught["plain" if plain else "small parts" if strong else "weak"].append(said)

    def row(self, name: str, cases: int) -> str:
        said, false = sum(self.said.values()), sum(self.false.values())
        caught = " | ".join(_share(self.caught[kind]) for kind in SEEN)
        return f"| {name} | {1 - false / max(said, 1):.4f} ({false} of {said}) | {caught} | {self.seconds / cases * 1e6:.0f} |"


def _share(caught: list[bool]) -> str:
    return f"{sum(caught) / len(caught):.4f} ({sum(caught)} of {len(caught)})" if caught else "–"


def drawn(first: int, cases: int) -> Iterator[Case]:
    """Every kind in turn, each second round with wavering rates."""
    for number in range(cases):
        for kind in KINDS:
            yield made(kind, first + number, WOBBLE * (number % 2))


TRUE_KINDS = {"mix only": "mix", "rate only": "rate", "mix and rate one way": "both", "noise only": "neither"}


def run(first: int, cases: int) -> Iterator[str]:
    """The tables."""
    tallies = {name: Tally() for name in JUDGES}
    kinds: dict[str, list[str]] = defaultdict(list)
    for case in drawn(first, cases):
        for name, judge in JUDGES.items():
            tallies[name].take(case, judge)
        if case.kind in TRUE_KINDS and _can_be_told(case):
            said = shift(case.over0, case.under0, case.over1, case.under1, wobble=WOBBLE)
            kinds[case.kind].append(said.kind if said else "neither")
    yield "| method | precision | recall: plain | small parts | weak | µs |\n|---|---|---|---|---|---|"
    yield from (tally.row(name, cases * len(KINDS)) for name, tally in tallies.items())
    yield f"\n| false alarms by kind, of {cases:,} each | {' | '.join(JUDGES)} |\n|---|{'---|' * len(JUDGES)}"
    yield from (f"| {kind} | {' | '.join(str(tally.false[kind]) for tally in tallies.values())} |" for kind in KINDS)
    yield "\n| drawn as | cases | told mix | rate | both | neither |\n|---|---|---|---|---|---|"
    for kind, told in kinds.items():
        yield f"| {kind} | {len(told):,} | {' | '.join(f'{told.count(one) / len(told):.1%}' for one in _TOLD)} |"


_TOLD = ("mix", "rate", "both", "neither")


def _can_be_told(case: Case) -> bool:
    """Whether each effect that is there is far from noise; noise itself always counts."""
    total, rate = case.truth.strengths(WOBBLE)
    wanted = {"mix": total, "rate": rate, "both": min(total, rate), "neither": STRONG}
    return wanted[TRUE_KINDS[case.kind]] >= STRONG


def main() -> None:
    parser = argparse.ArgumentParser(description="Is a Simpson reversal seen, and only where there is one?")
    parser.add_argument("--seeds", choices=("dev", "locked"), default="dev")
    parser.add_argument("--cases", type=int, default=2_000)
    asked = parser.parse_args()
    for row in run(LOCKED if asked.seeds == "locked" else DEV.start, asked.cases):
        print(row, flush=True)


if __name__ == "__main__":
    main()
