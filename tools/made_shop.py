"""A made-up shop, 木棉旗舰店: ten weeks of visits and orders that agree with each other to the cent.

Everything follows from visitors per source and day. One thing goes wrong: in the evening of 18 November the
title of the best-selling coat loses its search words, and from the 19th Taobao's search sends far fewer people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

SHOP = "木棉旗舰店"
FIRST, LAST = date(2026, 9, 12), date(2026, 11, 20)
EXPORTED = datetime(2026, 11, 21, 8, 30)  # noqa: DTZ001 - a wall clock in the shop's own zone
TITLE_CHANGED = datetime(2026, 11, 18, 21, 0)  # noqa: DTZ001
SEARCH_FALLS = date(2026, 11, 19)
SEED = 20261120
CENT = Decimal("0.01")
GOLDEN = 0.6180339887498949


@dataclass(frozen=True)
class Item:
    """One of the shop's items; `search` and `other`: its share of the people from search and from elsewhere."""

    id: str
    code: str
    title: str
    price: Decimal
    cost: Decimal
    role: str
    search: float
    other: float


@dataclass(frozen=True)
class Source:
    """Where people come from: levels as 店铺流量来源 names them, people on a plain day, and how many of them buy."""

    level1: str
    level2: str
    people: float
    buy: float
    children: tuple[tuple[str, float], ...] = ()


ITEMS = (
    Item("700000000001", "DYA", "羊毛大衣A 双面呢中长款女2026秋冬新款", Decimal(599), Decimal("268.50"), "主推", 0.60, 0.30),
    Item("700000000002", "ZZB", "针织衫B 半高领慵懒风毛衣女", Decimal(299), Decimal("118.00"), "副推", 0.10, 0.16),
    Item("700000000003", "BZC", "半身裙C 高腰a字毛呢裙", Decimal(259), Decimal("97.00"), "副推", 0.08, 0.12),
    Item("700000000004", "WJD", "围巾D 加厚保暖纯色", Decimal(129), Decimal("38.00"), "引流", 0.06, 0.12),
    Item("700000000005", "STE", "手套E 触屏加绒", Decimal(59), Decimal("16.00"), "引流", 0.04, 0.08),
    Item("700000000006", "YRF", "羽绒服F 短款白鸭绒", Decimal(899), Decimal("412.00"), "推广款", 0.05, 0.06),
    Item("700000000007", "NZG", "牛仔裤G 高腰直筒加绒", Decimal(199), Decimal("72.00"), "其他", 0.04, 0.09),
    Item("700000000008", "DDH", "打底衫H 德绒内搭", Decimal(89), Decimal("27.50"), "其他", 0.03, 0.07),
)
NEW_TITLE = "大衣A 轻奢名媛气质高级感外套女"
SEARCH = "手淘搜索"
SOURCES = (
    Source("平台流量", SEARCH, 920, 0.0255),
    Source("平台流量", "手淘推荐", 440, 0.0090, (("首页推荐-微详情", 0.68), ("购中猜你喜欢", 0.32))),
    Source("广告流量", "关键词推广(原直通车)", 200, 0.0155),
    Source("广告流量", "精准人群推广(原引力魔方)", 120, 0.0105),
    Source("自主访问", "购物车", 100, 0.0800),
    Source("自主访问", "我的淘宝", 100, 0.0560),
    Source("自主访问", "直接访问", 60, 0.0300),
    Source("站外流量", "淘宝客", 60, 0.0200),
)
WEEKDAYS = (0.97, 0.95, 0.96, 0.98, 1.00, 1.11, 1.13)  # Monday first
# Day: (visits, readiness to buy) beside the plain day.
SALES = {
    date(2026, 10, 20): (1.25, 1.10), date(2026, 10, 31): (1.30, 1.15), date(2026, 11, 1): (1.45, 1.25),
    date(2026, 11, 9): (1.20, 0.90), date(2026, 11, 10): (1.55, 0.80), date(2026, 11, 11): (3.20, 1.90),
    date(2026, 11, 12): (1.05, 0.90),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One item of an order; `paid` after discount, before any refund."""

    item: Item
    title: str
    quantity: int
    paid: Decimal


@dataclass(frozen=True)
class Order:
    """One main order as it stood when the files were exported."""

    id: int
    source: str
    buyer: int
    created: datetime
    paid_at: datetime | None
    shipped_at: datetime | None
    done_at: datetime | None
    status: str
    closed_why: str
    refunded: Decimal
    refunded_on: date | None
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.paid for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class Made:
    """The shop's life: people by day and source, by day and item, and all orders, oldest first."""

    people: dict[tuple[date, str], int]
    searchers: dict[tuple[date, str], int]
    viewers: dict[tuple[date, str], int]
    orders: tuple[Order, ...]


def days() -> Iterator[date]:
    """Every day, the first and the last included."""
    return (FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1))


def make(seed: int = SEED) -> Made:
    """The whole ten weeks; the same seed gives the same shop."""
    chance = random.Random(seed)
    made = Made({}, {}, {}, ())
    orders: list[Order] = []
    for day in days():
        tide = _tide(day) * chance.gauss(1, 0.015)
        mood = SALES.get(day, (1.0, 1.0))[1] * chance.gauss(1, 0.015)
        wanted: list[tuple[Item, Source, float]] = []
        for source in SOURCES:
            shares = _shares(source, day)
            people = source.people * tide * sum(shares) * chance.gauss(1, 0.02)
            made.people[day, source.level2] = round(people)
            _viewers(made, day, source, shares, people)
            buyers = people * source.buy * mood / sum(shares)
            wanted += [(item, source, buyers * share) for item, share in zip(ITEMS, shares, strict=True)]
        orders += [_order(chance, len(orders) + k, day, source, item) for k, (item, source) in enumerate(_bought(chance, wanted))]
        orders += [_unpaid(chance, len(orders) + k, day) for k in range(round(4 * tide * chance.uniform(0.7, 1.3)))]
    return Made(made.people, made.searchers, made.viewers, tuple(sorted(orders, key=lambda order: (order.created, order.id))))


def _tide(day: date) -> float:
    """Visits beside a plain day: weekday, slow autumn rise, holiday week, sales."""
    rise = 0.94 + 0.12 * (day - FIRST).days / (LAST - FIRST).days
    holiday = 0.86 if date(2026, 10, 1) <= day <= date(2026, 10, 7) else 1.0
    return WEEKDAYS[day.weekday()] * rise * holiday * SALES.get(day, (1.0, 1.0))[0]


def _shares(source: Source, day: date) -> list[float]:
    """Each item's share of a source's plain people. After the title change search sends 38 % fewer, all of them from the coat."""
    shares = [item.search if source.level2 == SEARCH else item.other for item in ITEMS]
    if source.level2 == SEARCH and day >= SEARCH_FALLS:
        shares[0] -= 0.38
    return shares


def _viewers(made: Made, day: date, source: Source, shares: list[float], people: float) -> None:
    for item, share in zip(ITEMS, shares, strict=True):
        seen = round(people * share / sum(shares) * 1.12)
        made.viewers[day, item.id] = made.viewers.get((day, item.id), 0) + seen
        if source.level2 == SEARCH:
            made.searchers[day, item.id] = seen


def _bought(chance: random.Random, wanted: list[tuple[Item, Source, float]]) -> Iterator[tuple[Item, Source]]:
    """What a day's buyers take: every so many expected buyers one, along items by price, so that a plain day is plain."""
    upto, start = 0.0, chance.random()
    for item, source, buyers in sorted(wanted, key=lambda cell: (cell[0].price, cell[1].level2)):
        before = int(upto + start)
        upto += buyers
        yield from [(item, source)] * (int(upto + start) - before)


def _order(chance: random.Random, number: int, day: date, source: Source, item: Item) -> Order:
    created = _moment(chance, day)
    paid_at = created + timedelta(seconds=int(chance.choice((25, 60, 180, 900)) * chance.uniform(0.5, 1.5)))
    if chance.random() < 0.01:
        paid_at += timedelta(hours=chance.uniform(3, 9))
    lines = _lines(chance, item, created)
    refunded, on = _refund(chance, number, paid_at, sum((line.paid for line in lines), Decimal(0)))
    shipped = paid_at + timedelta(hours=chance.uniform(8, 40))
    done = shipped + timedelta(days=chance.uniform(4, 10))
    shipped_at = shipped.replace(microsecond=0) if shipped < EXPORTED else None
    done_at = done.replace(microsecond=0) if done < EXPORTED else None
    whole = refunded == sum((line.paid for line in lines), Decimal(0))
    status = _status(shipped_at, done_at) if not whole else "交易关闭"
    buyer = chance.randrange(300) if chance.random() < 0.2 else chance.randrange(300, 4000)
    return Order(number, source.level2, buyer, created, paid_at.replace(microsecond=0), shipped_at, None if whole else done_at,
                 status, "退款" if whole else "订单未关闭", refunded, on, lines)  # fmt: skip


def _status(shipped_at: datetime | None, done_at: datetime | None) -> str:
    if done_at:
        return "交易成功"
    return "卖家已发货，等待买家确认" if shipped_at else "买家已付款，等待卖家发货"


def _unpaid(chance: random.Random, number: int, day: date) -> Order:
    item = chance.choices(ITEMS, [item.other for item in ITEMS])[0]
    created = _moment(chance, day)
    waiting = created > EXPORTED - timedelta(hours=24)
    status, why = ("等待买家付款", "订单未关闭") if waiting else ("交易关闭", "买家未付款")
    return Order(number, "", -1, created, None, None, None, status, why, Decimal(0), None, _lines(chance, item, created))


def _moment(chance: random.Random, day: date) -> datetime:
    hour = chance.choices(range(24), (9, 4, 2, 1, 1, 1, 3, 6, 12, 20, 24, 22, 20, 19, 20, 21, 20, 19, 20, 26, 34, 38, 32, 18))[0]
    return datetime(day.year, day.month, day.day, hour, chance.randrange(60), chance.randrange(60))  # noqa: DTZ001


def _lines(chance: random.Random, item: Item, created: datetime) -> tuple[Line, ...]:
    items = [item]
    if chance.random() < 0.18:
        items.append(chance.choice([other for other in (ITEMS[3], ITEMS[4], ITEMS[7]) if other is not item]))
    off = Decimal("0.88") if created.date() in SALES else Decimal(1)
    return tuple(_line(chance, each, created, off) for each in items)


def _line(chance: random.Random, item: Item, created: datetime, off: Decimal) -> Line:
    quantity = 2 if item.price < 200 and chance.random() < 0.1 else 1
    title = NEW_TITLE if item is ITEMS[0] and created >= TITLE_CHANGED else item.title
    return Line(item, title, quantity, (item.price * quantity * off).quantize(CENT))


def _refund(chance: random.Random, number: int, paid_at: datetime, total: Decimal) -> tuple[Decimal, date | None]:
    roll = number * GOLDEN % 1  # spread evenly over the orders of a day
    when = paid_at + timedelta(days=chance.uniform(0.3, 6))
    if roll > 0.15 or when > EXPORTED or when.date() > LAST:
        return Decimal(0), None
    return (total if roll < 0.12 else (total * Decimal("0.3")).quantize(CENT)), when.date()
