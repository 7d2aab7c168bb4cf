"""The missing field: is the one that costs orders named first, and are those that cost nothing passed over?

    python -m benchmarks.judgement.missing_field [--from 0] [--seeds 100]

Made-up shops, 63 days, seen on the last day: 60–400 orders a day, 3–6 channels, closing or unpaid at 4–12 % by channel,
wavering by day, more on the newest two days; eight fields, each with its own natural share of blanks (0–12 %, up to half
as much again by channel) and up to three bursts of blanks for one to four days in one channel; the courier stands
only on what was shipped, the promised time only on what was paid.

Planted: one field loses 40 % of its cells for seven days in one channel (of those with at least `LEAST` orders a day,
which hold almost all orders), ending on one of the last three days. An order that lacks it is lost for that reason with chance
`HARM`, besides being lost anyway with its own chance: 8 % become 45 %. Unrelated: the same blanks, no harm.

Truth, said two ways. `fair`: orders lost among those with the gap less what their own chances (known here) would
have brought: nobody can know coins that were never tossed. `paired`: the very orders that the simulation lost for that
reason. The first is held against ±15 %; the second contains those coins, so that small gaps scatter by them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp
from statistics import median

from storehand.detect.gaps import Lacking, lacking
from storehand.metrics.fills import Fill

UNTIL = date(2026, 11, 21)
DAYS, GAP_DAYS, BLANKS, HARM, LEAST = 63, 7, 0.4, 0.40, 15
SINCE = UNTIL - timedelta(days=DAYS)
PLAIN = ("item", "province", "channel_code", "code", "sku_id", "platform_order_id", "coupon", "category")
FIELDS = (*PLAIN, "courier", "promised_at")


@dataclass(frozen=True)
class Planted:
    """What was done to the shop; `gap` orders lack the field, and what that cost by both truths."""

    field: str
    channel: str
    since: date
    until: date
    gap: int
    fair: float
    paired: int


@dataclass(frozen=True)
class Order:
    day: int
    channel: str
    chance: float
    outcome: str
    placed: int
    empty: tuple[bool, ...]


@dataclass(frozen=True)
class _Plan:
    """Where and when the planted field goes missing, and what that does."""

    field: str
    channel: str
    first: int
    harm: float

    def hits(self, day: int, channel: str) -> bool:
        return channel == self.channel and self.first <= day < self.first + GAP_DAYS


class Shop:
    """One made-up shop, drawn from a seed."""

    def __init__(self, seed: int, harm: float = HARM) -> None:
        self.draw = random.Random(seed)
        draw = self.draw
        self.volume = draw.randint(60, 400)
        weights = [exp(draw.gauss(0, 0.6)) for _ in range(draw.randint(3, 6))]
        self.share = {f"渠道{at}": weight / sum(weights) for at, weight in enumerate(weights)}
        self.rate = {channel: draw.uniform(0.04, 0.12) for channel in self.share}
        self.natural = {field: draw.choice((0.0, draw.uniform(0, 0.12))) for field in PLAIN}
        self.skew = {(field, channel): draw.uniform(0.5, 1.5) for field in PLAIN for channel in self.share}
        self.bursts = [self._burst(field) for field in PLAIN for _ in range(draw.choice((0, 0, 0, 1, 3)))]
        large = [channel for channel, share in self.share.items() if share * self.volume >= LEAST] or [
            max(self.share, key=lambda channel: self.share[channel])
        ]
        self.plan = _Plan(draw.choice(PLAIN), draw.choice(large), DAYS - GAP_DAYS - draw.randint(0, 2), harm)

    def _burst(self, field: str) -> tuple[str, str, int, int, float]:
        first = self.draw.randrange(DAYS)
        channel = self.draw.choice(list(self.share))
        return field, channel, first, first + self.draw.randint(1, 4), self.draw.uniform(0.15, 0.6)

    def orders(self) -> Iterator[tuple[Order, bool, bool]]:
        """Each order, whether it lacks the field for the planted reason, and whether it was lost for that reason."""
        for day in range(DAYS):
            mood = exp(self.draw.gauss(0, 0.15)) * (1.15 if day % 7 in {5, 6} else 1.0)
            late = {DAYS - 1: 2.0, DAYS - 2: 1.3}.get(day, 1.0)
            for channel, share in self.share.items():
                chance = min(self.rate[channel] * exp(self.draw.gauss(0, 0.2)) * late, 0.9)
                yield from self._of(day, channel, chance, share * self.volume * mood)

    def _of(self, day: int, channel: str, chance: float, mean: float) -> Iterator[tuple[Order, bool, bool]]:
        count = max(round(self.draw.gauss(mean, mean**0.5)), 0)
        blanks = [self._blanks(field, day, channel) for field in PLAIN]
        young = {DAYS - 1: 0.7, DAYS - 2: 0.25, DAYS - 3: 0.05}.get(day, 0.005)
        hit, planted = self.plan.hits(day, channel), PLAIN.index(self.plan.field)
        rand = self.draw.random
        for _ in range(count):
            gap, anyway = hit and rand() < BLANKS, rand() < chance
            because = gap and rand() < self.plan.harm and not anyway
            outcome = "lost" if anyway or because else "unshipped" if rand() < young else "fine"
            empty = [rand() < blank for blank in blanks]
            empty[planted] = empty[planted] or gap
            told = (*empty, outcome != "fine" and rand() < 0.98, outcome == "lost" and rand() < 0.8)
            yield Order(day, channel, chance, outcome, round(exp(self.draw.gauss(4.5, 0.6))), told), gap, because

    def _blanks(self, field: str, day: int, channel: str) -> float:
        bursts = [
            more for name, where, first, last, more in self.bursts if name == field and where == channel and first <= day < last
        ]
        return min(self.natural[field] * self.skew[field, channel] + sum(bursts), 0.9)


def made(seed: int, harm: float = HARM) -> tuple[list[Fill], Planted]:
    """A shop's counts, as the view gives them, and what was planted."""
    shop = Shop(seed, harm)
    groups: dict[tuple[int, str, str], list[Order]] = {}
    gap = paired = lost = 0
    expected = 0.0
    for order, lacks, because in shop.orders():
        groups.setdefault((order.day, order.channel, order.outcome), []).append(order)
        gap, paired = gap + lacks, paired + because
        if lacks:
            lost, expected = lost + (order.outcome == "lost"), expected + order.chance
    since = SINCE + timedelta(days=shop.plan.first)
    planted = Planted(shop.plan.field, shop.plan.channel, since, since + timedelta(days=GAP_DAYS), gap, lost - expected, paired)
    return [_fill(key, orders) for key, orders in groups.items()], planted


def _fill(key: tuple[int, str, str], orders: Sequence[Order]) -> Fill:
    day, channel, outcome = key
    empty = tuple(sum(order.empty[at] for order in orders) for at in range(len(FIELDS)))
    placed = tuple(Decimal(sum(order.placed for order in orders if order.empty[at])) for at in range(len(FIELDS)))
    return Fill(SINCE + timedelta(days=day), channel, "batch", outcome, len(orders), empty, placed)


def found(fills: Sequence[Fill]) -> list[Lacking]:
    """What is claimed, dearest first."""
    told = [one for one in lacking(fills, FIELDS, SINCE, UNTIL, kinds={}) if one is not None]
    return sorted(told, key=lambda one: -one.cost.lost)


@dataclass(frozen=True)
class Result:
    """One seed: the shop's truth and what was claimed."""

    seed: int
    planted: Planted
    told: tuple[Lacking, ...]

    @property
    def named_first(self) -> bool:
        return bool(self.told) and (self.told[0].field, self.told[0].segment) == (self.planted.field, self.planted.channel)

    def off(self, truth: float) -> float:
        """How far the claim is from a truth, as a share of it; 1 where nothing or something else is claimed."""
        return abs(self.told[0].cost.lost - truth) / truth if self.named_first and truth > 0 else 1.0

    @property
    def inside(self) -> bool:
        return self.named_first and self.told[0].cost.low <= self.planted.paired <= self.told[0].cost.high


def tried(seed: int, harm: float = HARM) -> Result:
    """One shop, made and looked at."""
    fills, planted = made(seed, harm)
    return Result(seed, planted, tuple(found(fills)))


def report(first: int, seeds: int) -> None:
    """Prints both tables."""
    harmed = [tried(seed) for seed in range(first, first + seeds)]
    named = [result for result in harmed if result.named_first]
    print(f"planted gap, seeds {first}–{first + seeds - 1}")
    print(f"  named first                       {len(named)} of {seeds}")
    for name in ("fair", "paired"):
        off = [result.off(getattr(result.planted, name)) for result in harmed]
        total = sum(r.told[0].cost.lost for r in named) / max(sum(getattr(r.planted, name) for r in named), 1)
        within = sum(o <= 0.15 for o in off)
        print(
            f"  lost within ±15 % of {name:<7}      {within} of {seeds}; median off {median(off):.1%}; all together {total:.3f}"
        )
    print(f"  interval (9 in 10) holds paired   {sum(r.inside for r in named)} of {len(named)}")
    print(f"  other fields claimed besides      {sum(len(r.told) - r.named_first for r in harmed)}")
    print(f"  not named first: {[(r.seed, r.planted.gap, round(r.planted.fair, 1)) for r in harmed if not r.named_first]}")
    harmless = [tried(seed, 0.0) for seed in range(first, first + seeds)]
    claims = [(r.seed, one.field, one.outcome, one.chance) for r in harmless for one in r.told]
    print(f"unrelated gap: {len(claims)} claims in {seeds} shops {claims}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="The missing field: recall, size and false claims.")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=100)
    asked = parser.parse_args()
    report(asked.first, asked.seeds)


if __name__ == "__main__":
    main()
