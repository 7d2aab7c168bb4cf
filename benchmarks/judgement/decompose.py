"""Do the parts of a change add up to it, whatever the numbers, and do they depend on the order of taking apart?

    python -m benchmarks.judgement.decompose [--cases 1000000] [--ratios 200000] [--seed 20261122]

Products of two to five factors, kinds dealt in turn: a shop's own (visitors × conversion × value …), a factor of 0 at one
end or both, new and vanished items (the other factors unknown there), negative factors (refunds), tiny (10⁻¹²) beside huge
(10¹⁵) ones, changes that are mostly rounding, and all of these mixed. Ratios of one to thirty segments: as they are, new and
vanished ones, zeros, negative amounts. Residual: |Σ parts − change| ÷ the larger end (÷ the largest part, where parts
outgrow both ends and cancel: no float can then be closer than its last digit).

Beside ours, in the same run: chained substitution (连环替代: one factor after the other, in the order that they are written
down in), each factor alone with the others unchanged, and the bare log-mean split.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from math import exp, fsum, inf, isfinite, log, prod
from statistics import median, quantiles

from storehand.stats.decompose import factors, mix_and_rate

Ends = tuple[list[float | None], list[float | None]]
Segments = tuple[dict[int, float], dict[int, float], dict[int, float], dict[int, float]]
GOAL = 1e-9
KINDS = ("shop", "zero", "both zero", "new or vanished", "negative", "tiny and huge", "hardly any change", "mixed")
RATIOS = ("plain", "new and vanished", "zeros", "negative")


def case(draw: random.Random, kind: str) -> Ends:
    """Both ends of a product."""
    n = draw.randrange(2, 6)
    before, after = _shop(draw, n), _shop(draw, n)
    spot = draw.randrange(n)
    if kind in ("tiny and huge", "mixed"):
        before, after = ([exp(draw.uniform(-27.6, 34.5)) for _ in range(n)] for _ in "01")
    if kind in ("zero", "both zero", "mixed"):
        after[spot] = 0.0
    if kind == "both zero":
        before[draw.randrange(n)] = 0.0
    if kind in ("negative", "mixed"):
        before[draw.randrange(n)] *= -1
        after[draw.randrange(n)] *= draw.choice((-1, 1))
    if kind == "hardly any change":
        after = [value * (1 + 1e-13 * draw.randrange(-9, 10)) for value in before]
    ends: Ends = ([*before], [*after])
    if kind == "new or vanished" or (kind == "mixed" and draw.random() < 0.3):
        ends = (ends[0], [0.0, *(None for _ in range(n - 1))])
    return ends if draw.random() < 0.5 else (ends[1], ends[0])


def _shop(draw: random.Random, n: int) -> list[float]:
    """Visitors, conversion, pieces a buyer, price, share kept."""
    made = (draw.randrange(1, 10**6), draw.random() * 0.3, 1 + draw.random() * 3, draw.lognormvariate(4, 1), draw.random())
    return [float(value) for value in made[:n]]


def known(values: Sequence[float | None], others: Sequence[float | None]) -> list[float]:
    """An unknown factor stands at the other end's value."""
    pairs = zip(values, others, strict=True)
    return [value if value is not None else other if other is not None else 1.0 for value, other in pairs]


def chained(x0: Sequence[float], x1: Sequence[float], order: Sequence[int]) -> list[float]:
    """连环替代: the factors replaced one after the other."""
    now, parts = list(x0), [0.0] * len(x0)
    for i in order:
        then = prod(now)
        now[i] = x1[i]
        parts[i] = prod(now) - then
    return parts


def alone(x0: Sequence[float], x1: Sequence[float]) -> list[float]:
    """Each factor changed, all others as before."""
    return [prod([*x0[:i], x1[i], *x0[i + 1 :]]) - prod(x0) for i in range(len(x0))]


def log_mean(x0: Sequence[float], x1: Sequence[float]) -> list[float] | None:
    """The bare log-mean split; None where it is not defined."""
    y0, y1 = prod(x0), prod(x1)
    if min(*x0, *x1) <= 0 or min(y0, y1) <= 0 or y0 == y1:
        return None
    return [(y1 - y0) / log(y1 / y0) * log(end / start) for start, end in zip(x0, x1, strict=True)]


def residual(parts: Sequence[float], y0: float, y1: float) -> tuple[float, float]:
    """What the parts miss of the change: beside the larger end, and beside the largest number in it."""
    missed, ends = abs(fsum(parts) - (y1 - y0)), max(abs(y0), abs(y1))
    widest = max(ends, *(abs(part) for part in parts))
    if not isfinite(missed):
        return inf, inf
    return (missed / ends if ends else 0.0 if missed == 0 else inf), (missed / widest if widest else 0.0)


Split = Callable[[Sequence[float], Sequence[float]], list[float] | None]
PEERS: Mapping[str, Split] = {
    "chained substitution, as written": lambda x0, x1: chained(x0, x1, range(len(x0))),
    "each factor alone": alone,
    "bare log-mean": log_mean,
}


class Column:
    """What one method missed, case by case."""

    def __init__(self) -> None:
        self.cases = self.undefined = self.over = self.outgrown = 0
        self.worst = self.worst_wide = 0.0

    def take(self, parts: Sequence[float] | None, y0: float, y1: float) -> None:
        self.cases += 1
        if parts is None:
            self.undefined += 1
            return
        ends, wide = residual(parts, y0, y1)
        outgrown = max((abs(part) for part in parts), default=0.0) > 1e6 * max(abs(y0), abs(y1))
        self.outgrown += outgrown
        self.over += (wide if outgrown else ends) > GOAL
        self.worst = max(self.worst, 0.0 if outgrown else ends)
        self.worst_wide = max(self.worst_wide, wide)


def run_products(cases: int, seed: int) -> Iterator[str]:
    """Rows of the table of residuals."""
    draw, seconds = random.Random(seed), 0.0
    ours: dict[str, Column] = defaultdict(Column)
    peers: dict[str, Column] = defaultdict(Column)
    for number in range(cases):
        kind = KINDS[number % len(KINDS)]
        before, after = case(draw, kind)
        x0, x1 = known(before, after), known(after, before)
        y0, y1 = prod(x0), prod(x1)
        began = time.perf_counter()
        parts = factors(before, after)
        seconds += time.perf_counter() - began
        ours[kind].take(parts, y0, y1)
        for name, split in PEERS.items():
            peers[name].take(split(x0, x1), y0, y1)
    for name, column in ours.items():
        yield _row(f"ours: {name}", column)
    yield from (_row(name, column) for name, column in peers.items())
    print(f"ours took {seconds / cases * 1e6:.0f} µs a case of a product", file=sys.stderr)


def _row(name: str, one: Column) -> str:
    counts = f"{one.cases:,} | {one.undefined:,} | {one.over:,}"
    return f"| {name} | {counts} | {one.worst:.1e} | {one.outgrown:,} | {one.worst_wide:.1e} |"


def ratio_case(draw: random.Random, kind: str) -> Segments:
    """Amounts above and below the line, before and after, by segment."""
    n = draw.randrange(1, 31)
    drawn = [{k: draw.lognormvariate(4, 2) for k in range(n)} for _ in range(4)]
    if kind != "plain":
        for part in drawn:
            for key in range(1, n):
                fate = draw.random()
                if kind == "new and vanished" and fate < 0.2:
                    del part[key]
                elif kind == "zeros" and fate < 0.3:
                    part[key] = 0.0
    if kind == "negative":
        for part in (drawn[0], drawn[2]):
            part.update({key: -value for key, value in part.items() if draw.random() < 0.3})
    return drawn[0], drawn[1], drawn[2], drawn[3]


def run_ratios(cases: int, seed: int) -> Iterator[str]:
    draw = random.Random(seed + 1)
    found: dict[str, Column] = defaultdict(Column)
    for number in range(cases):
        kind = RATIOS[number % len(RATIOS)]
        over0, under0, over1, under1 = ratio_case(draw, kind)
        parts = mix_and_rate(over0, under0, over1, under1).values()
        y0, y1 = fsum(over0.values()) / fsum(under0.values()), fsum(over1.values()) / fsum(under1.values())
        found[kind].take([half for part in parts for half in (part.mix, part.rate)], y0, y1)
    yield from (_row(f"mix and rate: {kind}", column) for kind, column in found.items())


def run_order(cases: int, seed: int) -> Iterator[str]:
    """How far the answers lie apart on a shop's days: visitors × conversion × per buyer, each moved by up to a third or so."""
    draw, turned = random.Random(seed + 2), 0
    far: list[float] = []
    spread: list[float] = []
    for _ in range(cases):
        x0 = [draw.lognormvariate(8, 1), draw.uniform(0.005, 0.08), draw.lognormvariate(4.5, 0.7)]
        x1 = [value * exp(draw.gauss(0, 0.25)) for value in x0]
        ours, change = factors(x0, x1), prod(x1) - prod(x0)
        orders = [chained(x0, x1, order) for order in permutations(range(3))]
        far.append(max(abs(a - b) for a, b in zip(ours, orders[0], strict=True)) / abs(change))
        spread.append(max(max(column) - min(column) for column in zip(*orders, strict=True)) / abs(change))
        turned += len({_largest(parts) for parts in orders}) > 1
    yield f"| ours against chained as written, largest part's distance ÷ change | {_middle_and_nine(far)} |"
    yield f"| chained: the same factor's part between two orders ÷ change | {_middle_and_nine(spread)} |"
    yield f"| chained: days on which the order decides which factor is the largest | {turned / cases:.1%} | |"
    yield f"| ours: any order, largest distance ÷ largest number, all kinds of cases | {max(_ours_by_order(draw)):.1e} | |"


def _middle_and_nine(values: Sequence[float]) -> str:
    return f"{median(values):.3f} | {quantiles(values, n=10)[-1]:.3f}"


def _largest(parts: Sequence[float]) -> int:
    return max(range(len(parts)), key=lambda i: abs(parts[i]))


def _ours_by_order(draw: random.Random) -> Iterator[float]:
    for number in range(2_000):
        before, after = case(draw, KINDS[number % len(KINDS)])
        ours, turned = factors(before, after), factors(before[::-1], after[::-1])[::-1]
        ends = max(abs(prod(known(before, after))), abs(prod(known(after, before))), 1e-300)
        yield max(abs(a - b) for a, b in zip(ours, turned, strict=True)) / max(ends, *(abs(part) for part in ours))


def main() -> None:
    parser = argparse.ArgumentParser(description="Do the parts of a change add up, and do they depend on an order?")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--ratios", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=20261122)
    asked = parser.parse_args()
    print("| split | cases | undefined | residual > 1e-9 | worst ÷ larger end | parts outgrow both ends | worst ÷ largest part |")
    print("|---|---|---|---|---|---|---|")
    for row in [*run_products(asked.cases, asked.seed), *run_ratios(asked.ratios, asked.seed)]:
        print(row, flush=True)
    print("\n| on a shop's days | median | nine in ten below |\n|---|---|---|")
    for row in run_order(min(asked.cases, 20_000), asked.seed):
        print(row, flush=True)


if __name__ == "__main__":
    main()
