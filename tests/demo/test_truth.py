"""The truth can be recovered: who is told the place always sees the incident, and where nothing was planted there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from math import log

import numpy as np
import pytest

from storehand.demo.catalogue import draw
from storehand.demo.incident import Incident
from storehand.demo.kinds import BENIGN, HARMFUL, KINDS
from storehand.demo.levers import at_rest
from storehand.demo.life import Life, live
from storehand.demo.orders import DAY, NEVER
from storehand.demo.season import season
from storehand.demo.totals import Totals
from storehand.demo.truth import places, truths, turned, worth

COUNT, BEGINS = 60, 30
SHOP = draw(1, name="木棉旗舰店", items=12)
YEAR = season(1, SHOP, date(2026, 8, 1), COUNT)
SEEDS = range(6)  # lives without the incident, for how much the oracle's figure wavers by itself
Days = slice
Oracle = Callable[[Life, Mapping[str, int], Days], float]


def planted(name: str, **where: int) -> Incident:
    return Incident(name, YEAR.days[BEGINS], min(KINDS[name].days, 12), where)


@cache
def calm(seed: int) -> Life:
    return live(seed, SHOP, YEAR)


def lines(life: Life, where: Mapping[str, int], days: Days) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The lines ordered on the days, at the item and place."""
    orders = life.orders
    chosen = (orders.day >= days.start) & (orders.day < days.stop)
    if "place" in where:
        chosen &= orders.place == where["place"]
    found = np.asarray(chosen[orders.order])
    return np.asarray(found & (orders.item == where["item"])) if "item" in where else found


def orders_of(life: Life, where: Mapping[str, int], days: Days) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    found = np.zeros(len(life.orders), dtype=bool)
    found[life.orders.order[lines(life, where, days)]] = True
    return found


def item_of(where: Mapping[str, int]) -> int | slice:
    return SHOP.rivals[where["rival"]].item if "rival" in where else where.get("item", slice(None))


def people(source: str | None) -> Oracle:
    def seen(life: Life, where: Mapping[str, int], days: Days) -> float:
        place = SHOP.source(source) if source else None
        if "plan" in where and "item" not in where:
            place = SHOP.campaigns[where["plan"]].source
        return float(life.people[days][:, item_of(where)][..., slice(None) if place is None else place].sum())

    return seen


def placed_each(life: Life, where: Mapping[str, int], days: Days) -> float:
    """Orders of the item that people came for, beside its people."""
    item = item_of(where)
    bought = np.isin(life.orders.item, item) if isinstance(item, int) else np.ones(len(life.orders.item), dtype=bool)
    day = life.orders.day[life.orders.order]
    return float((bought & (day >= days.start) & (day < days.stop)).sum() / life.people[days][:, item].sum())


def price(life: Life, where: Mapping[str, int], days: Days) -> float:
    chosen = lines(life, where, days)
    return float(life.orders.paid[chosen].sum() / life.orders.pieces[chosen].sum())


def order_value(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float(life.orders.total[orders_of(life, where, days)].mean())


def returned(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float((life.orders.back[lines(life, where, days)] > 0).mean())


def closed(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float((life.orders.closed_at[orders_of(life, where, days)] < NEVER).mean())


def unpaid(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float((life.orders.paid_at[orders_of(life, where, days)] == NEVER).mean())


def waiting(life: Life, where: Mapping[str, int], days: Days) -> float:
    sent = orders_of(life, where, days) & (life.orders.sent_at < NEVER)
    return float((life.orders.sent_at - life.orders.paid_at)[sent].mean() / DAY)


def travelling(life: Life, where: Mapping[str, int], days: Days) -> float:
    there = orders_of(life, where, days) & (life.orders.there_at < NEVER) & (life.orders.sent_at < NEVER)
    return float((life.orders.there_at - life.orders.sent_at)[there].mean() / DAY)


def orders_there(life: Life, where: Mapping[str, int], days: Days) -> float:
    """Beside all orders: the shop's own mood does not count."""
    return float(orders_of(life, where, days).sum() / orders_of(life, {}, days).sum())


def bad(life: Life, where: Mapping[str, int], days: Days) -> float:
    stars = life.orders.stars[lines(life, where, days)]
    return float((stars[stars > 0] <= 3).mean())


def reply(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float((life.service.reply[days] * life.service.asked[days]).sum() / life.service.asked[days].sum())


def askers_buy(life: Life, where: Mapping[str, int], days: Days) -> float:
    agent = where["agent"]
    return float(life.service.buyers[days, agent].sum() / life.service.answered[days, agent].sum())


def spend(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float(life.ads.spend[days, where["plan"]].sum())


def click_rate(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float(life.ads.clicks[days, where["plan"]].sum() / life.ads.shown[days, where["plan"]].sum())


def click_price(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float(life.ads.spend[days, where["plan"]].sum() / life.ads.clicks[days, where["plan"]].sum())


def bounced(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float(Totals(life).bounce[days].mean())


def rank(life: Life, where: Mapping[str, int], days: Days) -> float:
    return float(life.ranks[days, where["word"]].mean())


BY_METRIC: Mapping[str, Oracle] = {
    "cvr": placed_each, "refund_rate": returned, "lost_orders": closed, "unpaid_rate": unpaid, "unshipped_orders": waiting,
    "delivery_days": travelling, "scores": travelling, "orders": orders_there, "bad_reviews": bad, "reply": reply,
    "inquiry_cvr": askers_buy, "ad_spend": spend, "ad_ctr": click_rate, "bounce": bounced,
}  # fmt: skip
# Where another stream shows it plainly: a word's place, the prices paid, what a click costs (sales of one plan waver much).
BY_KIND: Mapping[str, tuple[Oracle, str]] = {
    "word_lost": (rank, "up"), "price_typo": (price, "down"), "coupon_too_deep": (order_value, "down"),
    "cheap_item_up": (order_value, "down"), "score_falls": (travelling, "up"), "broad_words": (click_price, "up"),
}  # fmt: skip
FILES = {name for name in HARMFUL if KINDS[name].metric == "trust"}
VISIBLE = [name for name in HARMFUL if name not in FILES]


def oracle(name: str) -> tuple[Oracle, str]:
    kind = KINDS[name]
    return BY_KIND.get(name, (BY_METRIC.get(kind.metric, people(kind.source)), kind.direction))


def moved(life: Life, name: str, where: Mapping[str, int], incident: Incident) -> float:
    """By how much the figure of the incident's days stands out of the thirty days before, in logarithms."""
    figure, _ = oracle(name)
    after = slice(BEGINS, BEGINS + incident.days)
    return log(figure(life, where, after) / figure(life, where, slice(0, BEGINS)))


@pytest.mark.parametrize("name", VISIBLE)
def test_an_oracle_that_is_told_the_place_sees_the_incident(name: str) -> None:
    incident = planted(name)
    where = places(SHOP, KINDS[name], incident.where)
    with_it = live(0, SHOP, YEAR, turned(SHOP, YEAR, [incident]))
    without = [moved(calm(seed), name, where, incident) for seed in SEEDS]
    change = moved(with_it, name, where, incident) - without[0]
    assert change < 0 if oracle(name)[1] == "down" else change > 0
    assert abs(change) > 2 * float(np.std(without, ddof=1))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_fault_of_files_is_written_down_for_its_day(name: str) -> None:
    levers = turned(SHOP, YEAR, [planted(name)])
    assert [fault.day for fault in levers.files] == [BEGINS]


def test_a_shop_without_incidents_has_no_truth_and_all_levers_at_rest() -> None:
    assert truths(SHOP, YEAR, []) == []
    still, rest = turned(SHOP, YEAR, []), at_rest(SHOP, COUNT)
    for each in fields(rest):
        assert np.array_equal(np.asarray(getattr(still, each.name)), np.asarray(getattr(rest, each.name)))


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("feed_cold", -0.45),
        ("platform_rule", -0.25),
        ("live_cancelled", -0.85),
        ("market_fall", -0.28),
        ("coupon_lapsed", -0.28),
        ("detail_broken", -0.55),
    ],
)
def test_the_true_size_is_what_was_turned(name: str, size: float) -> None:
    assert truths(SHOP, YEAR, [planted(name)])[0].size == pytest.approx(size, abs=1e-4)


@pytest.mark.parametrize("name", [*HARMFUL, *BENIGN])
def test_days_of_true_money_add_up_to_the_difference_of_what_was_to_be_expected(name: str) -> None:
    incident = planted(name)
    (truth,) = truths(SHOP, YEAR, [incident])
    now, without = (worth(SHOP, YEAR, turned(SHOP, YEAR, listed)) for listed in ([incident], []))
    assert sum(day.gmv for day in truth.days) == pytest.approx(float((without.gmv - now.gmv).sum()), abs=0.1)
    assert sum(day.refunds for day in truth.days) == pytest.approx(float((now.refunds - without.refunds).sum()), abs=0.1)
    assert sum(day.spend for day in truth.days) == pytest.approx(float((now.spend - without.spend).sum()), abs=0.1)


def test_incidents_that_do_not_overlap_cost_together_what_each_costs_alone() -> None:
    first = Incident("feed_cold", YEAR.days[20], 5)
    second = Incident("coupon_lapsed", YEAR.days[30], 3)
    alone = [truths(SHOP, YEAR, [each])[0] for each in (first, second)]
    both = truths(SHOP, YEAR, [first, second])
    assert [each.days for each in both] == [each.days for each in alone]
    now, without = (worth(SHOP, YEAR, turned(SHOP, YEAR, listed)) for listed in ([first, second], []))
    told = sum(day.gmv for each in both for day in each.days)
    assert told == pytest.approx(float((without.gmv - now.gmv).sum()), abs=0.1)


def test_the_money_to_be_expected_is_what_lives_bring() -> None:
    """The market falls: the sales lost of six pairs of lives lie on average about the truth."""
    incident = planted("market_fall")
    (truth,) = truths(SHOP, YEAR, [incident])
    levers = turned(SHOP, YEAR, [incident])
    lost = [float((Totals(calm(seed)).gmv - Totals(live(seed, SHOP, YEAR, levers)).gmv).sum()) / 100 for seed in SEEDS]
    assert np.mean(lost) == pytest.approx(sum(day.gmv for day in truth.days), rel=0.15)


@pytest.mark.parametrize("name", ["bad_batch", "size_chart_wrong", "warehouse_backlog", "field_empty"])
def test_the_refunds_to_be_expected_are_what_lives_bring(name: str) -> None:
    incident = planted(name)
    (truth,) = truths(SHOP, YEAR, [incident])
    levers = turned(SHOP, YEAR, [incident])
    more = [float(live(seed, SHOP, YEAR, levers).orders.back.sum() - calm(seed).orders.back.sum()) / 100 for seed in SEEDS]
    assert np.mean(more) == pytest.approx(sum(day.refunds for day in truth.days), rel=0.15)
