"""Orders as they happen: who buys what when, pays, is sent it, keeps it or sends it back, and what they write about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop
from storehand.demo.chance import stream
from storehand.demo.levers import Levers
from storehand.demo.odds import PAID_RATE, Odds
from storehand.demo.season import Season

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
HOUR: Final = 3600
DAY: Final = 24 * HOUR
NEVER: Final = np.int64(2**60)
_PLAIN_HOURS: Final = np.array(
    [2.2, 1.1, 0.6, 0.4, 0.3, 0.4, 0.9, 1.9, 3.2, 4.4, 5.2, 5.2, 5.0, 4.7, 4.6, 4.8, 4.9, 4.7, 4.8, 6.0, 7.9, 8.8, 8.4, 5.6]
)
_SALE_HOURS: Final = _PLAIN_HOURS + np.array([9, 4, 1, 0, 0, 0, 0, 0, 1, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 2, 9, 6, 4, 2])
RETURNED, UNSENT = 1, 2  # kinds of refund: goods came back (or not needed), or money alone before sending
NO_STOCK_REASON: Final = "未按约定时间发货"


@dataclass(frozen=True)
class Orders:
    """N orders and L lines, columns of equal length. Times are seconds since 1970 on the shop's own clock, NEVER where it did not happen
    within the life; a reader of a later or earlier moment masks by them. Money is in cents.

    Per order: `day` placed, `created`, `paid_at`, `sent_at`, `there_at` (delivered), `done_at`, `closed_at` (unpaid or refunded whole),
    `buyer` (a number for life), `old` (bought before), `place`, `source`, `plan` (−1: none), `coupon`, `first` (index of its first line),
    `total`. Per line: `order`, `item`, `sku`, `pieces`, `price` (list, each), `paid` (line total), `back` (refunded at last),
    `asked_at`, `back_at`, `reason` (−1: none), `kind`, `stars` (0: none), `wrote_at`, `blank` (a field of
    the export stays empty, see levers.Gap).
    """

    day: Counts
    created: Counts
    paid_at: Counts
    sent_at: Counts
    there_at: Counts
    done_at: Counts
    closed_at: Counts
    buyer: Counts
    old: NDArray[np.bool_]
    place: Counts
    source: Counts
    plan: Counts
    coupon: NDArray[np.bool_]
    first: Counts
    total: Counts
    order: Counts
    item: Counts
    sku: Counts
    pieces: Counts
    price: Counts
    paid: Counts
    back: Counts
    asked_at: Counts
    back_at: Counts
    reason: Counts
    kind: Counts
    stars: Counts
    wrote_at: Counts
    blank: NDArray[np.bool_]
    before: int = 0  # orders of earlier parts of the same life, where it was made in parts

    def __len__(self) -> int:
        return len(self.created)


def happen(
    seed: int,
    shop: Shop,
    year: Season,
    levers: Levers,
    expected: Odds,
    people: Counts,
    part: tuple[str, ...] = (),
    before: int = 0,
) -> Orders:
    """All orders of a life, in order of time; of a long one, made in parts, those of `part` after `before` earlier orders."""
    return _Happening(seed, shop, year, levers, expected, part, before).orders(people)


@dataclass(frozen=True)
class _Happening:
    """The dice and what they are thrown for."""

    seed: int
    shop: Shop
    year: Season
    levers: Levers
    expected: Odds
    part: tuple[str, ...]
    before: int

    def dice(self, matter: str) -> np.random.Generator:
        return stream(self.seed, self.shop.name, matter, *self.part)

    def orders(self, people: Counts) -> Orders:
        day, item, source = self._bought(people)
        created = self._moments(day)
        in_time = np.argsort(created, kind="stable")
        day, item, source, created = day[in_time], item[in_time], source[in_time], created[in_time]
        place = self._places(day)
        paid_at, unpaid_close = self._payments(day, created)
        order, line_item = self._baskets(day, item)
        sku, pieces = self._sizes(day[order], line_item), 1 + (self.dice("pieces").random(len(order)) < self.shop.pieces)
        price, paid, coupon = self._prices(day, order, line_item, pieces)
        sent_at, there_at, done_at = self._journey(day, place, paid_at)
        blank, hurt = self._gaps(day, order)
        back = self._returns(day, order, line_item, paid, paid_at, sent_at, there_at, hurt)
        sent_at = _stopped(order, back, sent_at)
        there_at, done_at = (np.where(sent_at == NEVER, NEVER, each) for each in (there_at, done_at))
        closed_at, done_at = _closed(order, paid, back, unpaid_close, done_at)
        stars, wrote_at = self._reviews(day, order, line_item, done_at)
        buyer, old = self._buyers(len(day), paid_at)
        return Orders(
            day, created, paid_at, sent_at, there_at, done_at, closed_at, buyer, old, place, source, self._plans(item, source), coupon,
            np.searchsorted(order, np.arange(len(day))), np.bincount(order, weights=paid, minlength=len(day)).astype(np.int64),
            order, line_item, sku, pieces.astype(np.int64), price, paid, *back, stars, wrote_at, blank, self.before,
        )  # fmt: skip

    def _bought(self, people: Counts) -> tuple[Counts, Counts, Counts]:
        """Day, item and source of every order: people who turn buyers, a little more unevenly than coins."""
        chance = self.dice("bought")
        uneven = chance.gamma(220, 1 / 220, people.shape[:2])[:, :, None]
        bought = chance.binomial(people, np.clip(self.expected.cvr * uneven, 0, 0.9))
        return _repeated(bought)

    def _moments(self, day: Counts) -> Counts:
        chance = self.dice("moments")
        start = np.datetime64(self.year.days[0], "s").astype(np.int64)
        sale = self.year.sale[day] > 0.45
        busy, plain = (chance.choice(24, len(day), p=hours / hours.sum()) for hours in (_SALE_HOURS, _PLAIN_HOURS))
        hour = np.where(sale, busy, plain)
        return np.asarray(start + day * DAY + hour * HOUR + chance.integers(0, HOUR, len(day)))

    def _places(self, day: Counts) -> Counts:
        """The province of each order, among those that can be served that day."""
        share = np.array([each.share for each in self.shop.places])[None, :] * self.levers.served
        upto = np.cumsum(share, axis=1)[day]
        drawn = self.dice("place").random(len(day))[:, None] * upto[:, -1:]
        return np.asarray((drawn >= upto).sum(axis=1).clip(0, share.shape[1] - 1))

    def _payments(self, day: Counts, created: Counts) -> tuple[Counts, Counts]:
        """When each is paid, and when the platform closes what is not: within three days."""
        chance = self.dice("payments")
        paid = chance.random(len(day)) < 1 - np.clip((1 - PAID_RATE) * self.levers.unpaid[day], 0, 0.95)
        quick = created + np.rint(chance.lognormal(4.0, 1.0, len(day))).astype(np.int64).clip(5, 20 * HOUR)
        return np.where(paid, quick, NEVER), np.where(paid, NEVER, created + chance.integers(DAY, 3 * DAY, len(day)))

    def _baskets(self, day: Counts, item: Counts) -> tuple[Counts, Counts]:
        """Lines: the order's own item and what is put beside it, by popularity."""
        chance = self.dice("baskets")
        more = np.where(chance.random(len(day)) < self.shop.basket, 1 + chance.geometric(0.65, len(day)) - 1, 0).clip(0, 4)
        order = np.repeat(np.arange(len(day)), 1 + more)
        lead = np.r_[True, order[1:] != order[:-1]] if len(order) else np.zeros(0, dtype=bool)
        weight = np.array([each.share for each in self.shop.items]) ** 0.7
        beside = chance.choice(len(self.shop.items), len(order), p=weight / weight.sum())
        there = self.year.swing[day[order], beside] > 0
        return order, np.where(lead | ~there, item[order], beside)

    def _sizes(self, day: Counts, item: Counts) -> Counts:
        """Which size of each line's item: by share, among those that are not sold out."""
        table = np.zeros(self.levers.blocked.shape[1:])
        for place, each in enumerate(self.shop.items):
            table[place, : len(each.skus)] = [sku.share for sku in each.skus]
        weight = table[item] * ~self.levers.blocked[day, item]
        gone = weight.sum(axis=1) <= 0
        weight[gone] = table[item[gone]]
        upto = np.cumsum(weight, axis=1)
        drawn = self.dice("sizes").random(len(item))[:, None] * upto[:, -1:]
        return np.asarray(np.minimum((drawn >= upto).sum(axis=1), upto.shape[-1] - 1), dtype=np.int64)

    def _prices(self, day: Counts, order: Counts, item: Counts, pieces: Counts) -> tuple[Counts, Counts, NDArray[np.bool_]]:
        """List price, paid per line (cents), and whether the order used a coupon: coupons of a tenth or so are on most of the time."""
        chance = self.dice("prices")
        coupon = chance.random(len(day)) < 0.35
        list_price = np.array([each.price for each in self.shop.items])[item]
        level = self.expected.value[day[order], item] * 100
        own = np.where(coupon[order], 0.93, 1.038) * chance.choice([0.97, 1.0, 1.0, 1.0, 1.02], len(order))
        return list_price, np.maximum(np.rint(level * own / 10).astype(np.int64) * 10, 10) * pieces, coupon

    def _journey(self, day: Counts, place: Counts, paid_at: Counts) -> tuple[Counts, Counts, Counts]:
        """Sent after half a day or so (later when all buy at once), some days under way, received by hand or after ten days."""
        chance = self.dice("journey")
        wait = chance.lognormal(2.75, 0.45, len(day)) * (1 + 0.9 * self.year.sale[day]) + self.levers.pack[day]
        sent = paid_at + np.rint(wait * HOUR).astype(np.int64)
        usual = np.array([each.days for each in self.shop.places])[place]
        under_way = (
            usual * chance.lognormal(0, 0.22, len(day)) * (1 + 0.25 * self.year.sale[day]) + self.levers.slow[day, place] / 24
        )
        there = sent + np.rint(under_way * DAY).astype(np.int64)
        by_hand = chance.random(len(day)) < 0.42
        done = there + np.rint(np.where(by_hand, chance.exponential(2.2, len(day)).clip(0.05, 10), 10) * DAY).astype(np.int64)
        unpaid = paid_at == NEVER
        return np.where(unpaid, NEVER, sent), np.where(unpaid, NEVER, there), np.where(unpaid, NEVER, done)

    def _returns(
        self,
        day: Counts,
        order: Counts,
        item: Counts,
        paid: Counts,
        paid_at: Counts,
        sent_at: Counts,
        there_at: Counts,
        hurt: NDArray[np.bool_],
    ) -> tuple[Counts, Counts, Counts, Counts, Counts]:
        """Refunded cents, asked at, done at, reason and kind of every line."""
        chance = self.dice("returns")
        comes = (chance.random(len(order)) < self.expected.back[day[order], item]) | hurt
        comes &= paid_at[order] < NEVER
        mix = np.array(self.shop.reason_mix) * self.levers.back[day[order], item]
        upto = np.cumsum(mix, axis=1)
        reason = (chance.random(len(order))[:, None] * upto[:, -1:] >= upto).sum(axis=1)
        reason = np.where(hurt, self.shop.reasons.index(NO_STOCK_REASON), reason)
        early = hurt | (chance.random(len(order)) < np.where(reason == self.shop.reasons.index(NO_STOCK_REASON), 0.8, 0.33))
        span = np.maximum(sent_at - paid_at, HOUR)[order]
        before = paid_at[order] + np.rint(span * chance.random(len(order)) * 0.9).astype(np.int64)
        after = there_at[order] + np.rint(chance.gamma(1.6, 1.3, len(order)) * DAY).astype(np.int64)
        asked = np.where(early, before, after)
        settled = asked + np.rint(
            np.where(early, chance.uniform(0.02, 0.6, len(order)), chance.gamma(3.0, 1.4, len(order)) + 0.5) * DAY
        ).astype(np.int64)
        part = chance.random(len(order)) < np.where(early, 0.0, 0.07)
        back = np.where(part, np.rint(paid * 0.2 / 10) * 10, paid).astype(np.int64)
        return (
            np.where(comes, back, 0), np.where(comes, asked, NEVER), np.where(comes, settled, NEVER), np.where(comes, reason, -1),
            np.where(comes, np.where(early, UNSENT, RETURNED), 0),
        )  # fmt: skip

    def _gaps(self, day: Counts, order: Counts) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Lines whose field stays empty, and those of them whose order falls for it: all lines of an order share the fate."""
        chance = self.dice("gaps")
        empty, falls = chance.random(len(day)), chance.random(len(day))
        blank, hurt = np.zeros(len(day), dtype=bool), np.zeros(len(day), dtype=bool)
        for gap in self.levers.gaps:
            inside = (day >= gap.since) & (day < gap.until) & (empty < gap.share)
            blank |= inside
            hurt |= inside & (falls < gap.costs)
        return blank[order], hurt[order]

    def _reviews(self, day: Counts, order: Counts, item: Counts, done_at: Counts) -> tuple[Counts, Counts]:
        chance = self.dice("reviews")
        writes = (chance.random(len(order)) < self.shop.review) & (done_at[order] < NEVER)
        bad = np.clip(self.shop.bad * self.levers.bad[day[order], item], 0, 0.9)
        draw = chance.random(len(order))
        stars = np.select([draw < bad * 0.6, draw < bad, draw < bad * 1.8, draw < bad * 3.2], [1, 2, 3, 4], 5)
        wrote = done_at[order] + np.rint(chance.exponential(1.5, len(order)) * DAY).astype(np.int64)
        return np.where(writes, stars, 0), np.where(writes, wrote, NEVER)

    def _buyers(self, count: int, paid_at: Counts) -> tuple[Counts, NDArray[np.bool_]]:
        """Every order is a newcomer's or somebody's who ordered before: then that of an earlier order, most likely a recent one."""
        chance = self.dice("buyers")
        back = np.rint(chance.lognormal(np.log(max(count * 0.12, 1)), 1.15, count)).astype(np.int64) + 1
        parent = np.arange(count) - back
        again = (chance.random(count) < 0.28) & (parent >= 0)
        root = np.where(again, parent, np.arange(count))
        while True:
            above = root[root]
            if np.array_equal(above, root):
                break
            root = above
        return root + self.before, again & (paid_at < NEVER)

    def _plans(self, item: Counts, source: Counts) -> Counts:
        """The plan behind each order of a paid source: of those that show its item, by what they bring."""
        weight = np.zeros((len(self.shop.items), len(self.shop.sources), max(len(self.shop.campaigns), 1)))
        clicks = self.expected.clicks.sum(axis=0)
        for place, plan in enumerate(self.shop.campaigns):
            for shown, share in plan.items:
                weight[shown, plan.source, place] = clicks[place] * share + 1e-9
        upto = np.cumsum(weight[item, source], axis=1)
        drawn = self.dice("plans").random(len(item))[:, None] * upto[:, -1:]
        return np.where(upto[:, -1] > 0, (drawn >= upto).sum(axis=1), -1)


def _repeated(counts: Counts) -> tuple[Counts, Counts, Counts]:
    """The index of every single one of the counts, along each axis."""
    flat = np.repeat(np.arange(counts.size), counts.ravel())
    day, item, source = np.unravel_index(flat, counts.shape)
    return day.astype(np.int64), item.astype(np.int64), source.astype(np.int64)


def _stopped(order: Counts, back: tuple[Counts, ...], sent_at: Counts) -> Counts:
    """An order whose every line was given back before sending is never sent."""
    lines = np.bincount(order, minlength=len(sent_at))
    early = np.bincount(order[back[4] == UNSENT], minlength=len(sent_at))
    return np.where((early == lines) & (lines > 0), NEVER, sent_at)


def _closed(
    order: Counts, paid: Counts, back: tuple[Counts, ...], unpaid_close: Counts, done_at: Counts
) -> tuple[Counts, Counts]:
    """When orders close without success: unpaid ones, and those refunded in whole before they were done; open refunds keep them open."""
    count = len(done_at)
    whole = np.bincount(order, weights=back[0], minlength=count) >= np.bincount(order, weights=paid, minlength=count)
    last = np.full(count, -1, dtype=np.int64)
    np.maximum.at(last, order, np.where(back[0] > 0, back[2], -1))
    done = np.where(last > 0, np.maximum(done_at, last), done_at)
    gone = whole & (last > 0)
    return np.where(gone, last, unpaid_close), np.where(gone, NEVER, done)
