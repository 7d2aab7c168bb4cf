"""What is to be expected of each day, item and source before chance has its say. True money comes from here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop
from storehand.demo.levers import Levers
from storehand.demo.season import Season

Array = NDArray[np.float64]
PAID_RATE = 0.93  # of placed orders
PER_CLICK = 0.93  # people of a click: some click twice
LATE, MORE_BACK = 12, 1.5  # hours more until sent from which on so much more is given back
_SUBSTITUTE = 0.4  # of those whose size is gone, the share that takes another


@dataclass(frozen=True)
class Odds:
    """people, cvr (D, I, S): a day's people and the share of them that places an order; value (D, I): yuan a unit sells for;
    stocked (D, I): share of an item's sizes on sale, by demand; shown, clicks, spend (D, C); out_at (D, C): the hour at which a plan's
    money was gone (24: it lasted); ranks (D, W); back (D, I): chance that a sold line is refunded."""

    people: Array
    cvr: Array
    value: Array
    stocked: Array
    shown: Array
    clicks: Array
    spend: Array
    out_at: Array
    ranks: Array
    back: Array

    def gmv(self) -> Array:
        """Expected paid yuan of first items, (D, I, S)."""
        return np.asarray(self.people * self.cvr * PAID_RATE * self.value[:, :, None])


def odds(shop: Shop, season: Season, levers: Levers) -> Odds:
    """Everything expected, from the calendar and the levers alone: no chance in it."""
    shown, clicks, spend, out_at = _ads(shop, season, levers)
    ranks = np.clip(np.array([word.rank for word in shop.words])[None, :] + levers.rank, 1, 400)
    people = _people(shop, season, levers, _searched(shop, ranks))
    _advertised(shop, people, clicks * (1 - levers.junk), levers)
    value = np.array([item.price / 100 for item in shop.items])[None, :] * (1 - 0.12 - 0.16 * season.sale[:, None]) * levers.price
    stocked = _stocked(shop, levers)
    cvr = _readiness(shop, season, levers, stocked)
    mix = np.array(shop.reason_mix)
    back = np.array([item.back for item in shop.items])[None, :] * (levers.back * (mix / mix.sum())).sum(axis=2)
    back = back * np.where(levers.pack > LATE, MORE_BACK, 1.0)[:, None]
    return Odds(people, cvr, value, stocked, shown, clicks, spend, out_at, ranks, np.clip(back, 0, 0.95))


def seen(rank: Array) -> Array:
    """How often a place in the results is clicked, beside the first: it falls fast, then slowly."""
    return np.asarray(1 / (1 + (rank - 1) / 9) ** 1.15)


def _searched(shop: Shop, ranks: Array) -> Array:
    """(D, I): search people of an item beside its plain day, by the places of its words; the long tail does not move."""
    usual = seen(np.array([word.rank for word in shop.words], dtype=float))
    found = np.ones((ranks.shape[0], len(shop.items)))
    for place, word in enumerate(shop.words):
        found[:, word.item] += word.weight * (seen(ranks[:, place]) / usual[place] - 1)
    return np.clip(found, 0.02, None)


def _people(shop: Shop, season: Season, levers: Levers, searched: Array) -> Array:
    items = np.array([item.share for item in shop.items])
    shares = np.array([source.share for source in shop.sources])
    waves = np.array([source.wave for source in shop.sources])
    tide = season.tide[:, None] ** 1.0 * np.where(season.sale[:, None] > 0, season.tide[:, None] ** (waves[None, :] - 1), 1.0)
    base = shop.people * season.market * levers.market
    people = base[:, None, None] * season.swing[:, :, None] * items[None, :, None] * (tide * shares[None, :])[:, None, :]
    search = [place for place, source in enumerate(shop.sources) if source.kind == "search"]
    for place in search:
        people[:, :, place] *= searched
    return np.asarray(people * levers.visits)


def _ads(shop: Shop, season: Season, levers: Levers) -> tuple[Array, Array, Array, Array]:
    """Impressions follow the market; clicks cost more while all bid; a budget ends the day early."""
    days = len(season.days)
    share = np.array([plan.share * shop.sources[plan.source].share for plan in shop.campaigns])
    ctr = np.array([plan.ctr for plan in shop.campaigns])[None, :] * levers.click
    cpc = np.array([plan.cpc for plan in shop.campaigns])[None, :] * levers.cost * (1 + 0.55 * season.sale[:, None])
    crowd = (season.market * levers.market * season.tide)[:, None]
    shown = shop.people * crowd * share[None, :] / PER_CLICK / np.array([plan.ctr for plan in shop.campaigns])[None, :]
    wanted = shown * ctr * (1 - levers.paused) / np.clip(1 - levers.junk, 0.05, None)
    cap = (
        np.array([plan.budget for plan in shop.campaigns])[None, :]
        * levers.budget
        * np.clip(season.tide, 1, None)[:, None] ** 1.6
    )
    lasts = np.clip(cap / np.maximum(wanted * cpc, 1e-9), 0, 1)
    clicks = wanted * lasts
    return shown * lasts * (1 - levers.paused), clicks, clicks * cpc, np.broadcast_to(_hour(lasts), (days, len(shop.campaigns)))


def _hour(lasts: Array) -> Array:
    """The hour of the day by which a share of the money is spent: slow nights, a busy evening."""
    upto = np.cumsum([1, 0.6, 0.3, 0.2, 0.2, 0.3, 0.8, 1.8, 3.2, 4.4, 5.2, 5, 4.8, 4.6, 4.6, 4.8, 4.8, 4.6, 4.8, 6, 8, 9, 8, 4.8])
    return np.where(lasts >= 1, 24.0, np.interp(lasts, upto / upto[-1], np.arange(1, 25)))


def _advertised(shop: Shop, people: Array, clicks: Array, levers: Levers) -> None:
    """People of paid sources come from the plans' clicks alone."""
    paid = {plan.source for plan in shop.campaigns}
    for source in paid:
        people[:, :, source] = 0
    for place, plan in enumerate(shop.campaigns):
        for item, share in plan.items:
            people[:, item, plan.source] += clicks[:, place] * share * PER_CLICK * levers.visits[:, item, plan.source]


def _stocked(shop: Shop, levers: Levers) -> Array:
    shares = np.zeros(levers.blocked.shape[1:])
    for place, item in enumerate(shop.items):
        shares[place, : len(item.skus)] = [sku.share for sku in item.skus]
    return np.asarray(1 - (levers.blocked * shares[None]).sum(axis=2))


def _readiness(shop: Shop, season: Season, levers: Levers, stocked: Array) -> Array:
    """Share of people who place an order. Price moves it with an elasticity of −1.6, a dearer rival with +0.5."""
    item = np.array([each.ready for each in shop.items])
    weight = np.array([each.share for each in shop.items])
    item = item / float((item * weight).sum() / weight.sum())
    source = np.array([each.buy for each in shop.sources])
    price = levers.price**-1.6
    for place, rival in enumerate(shop.rivals):
        price[:, rival.item] *= levers.rival[:, place] ** 0.5
    places = np.array([each.share for each in shop.places])
    served = (levers.served * places[None, :]).sum(axis=1) / places.sum()
    kept = served[:, None] * (stocked + (1 - stocked) * _SUBSTITUTE * (stocked > 0))
    cvr = (
        shop.buy
        * season.mood[:, None, None]
        * item[None, :, None]
        * source[None, None, :]
        * (price * kept)[:, :, None]
        * levers.ready
    )
    return np.asarray(np.clip(cvr / PAID_RATE, 0, 0.6))
