"""What happens: odds meet chance, and a shop's people, plans, orders, stock and service follow for every day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop
from storehand.demo.chance import stream, wander
from storehand.demo.levers import Levers, at_rest
from storehand.demo.odds import Odds, odds
from storehand.demo.orders import Orders, happen
from storehand.demo.season import Season, season
from storehand.demo.service import Service, serve
from storehand.demo.stocks import Stocks, keep

Array = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Ads:
    """What plans did, (D, C): impressions, clicks, spend in cents, the hour the money was gone (24: it lasted)."""

    shown: Counts
    clicks: Counts
    spend: Counts
    out_at: Array


@dataclass(frozen=True)
class Life:
    """A shop's whole life. people (D, I, S): as the platform counts them; index (D,): the market's, 100 on a plain day;
    ranks (D, W); rivals (D, V): their price in cents. `orders` hold what was bought, oldest first."""

    seed: int
    shop: Shop
    season: Season
    levers: Levers
    odds: Odds
    people: Counts
    ads: Ads
    orders: Orders
    stocks: Stocks
    service: Service
    index: Array
    ranks: Counts
    rivals: Counts

    @property
    def days(self) -> tuple[date, ...]:
        return self.season.days


def live(
    seed: int,
    shop: Shop,
    year: Season | None = None,
    levers: Levers | None = None,
    *,
    first: date | None = None,
    count: int = 400,
) -> Life:
    """The life of a shop; the same seed, shop, season and levers give the same life.

    Chance draws matter by matter from streams of its own: an incident in one place moves no dice elsewhere.
    """
    if year is None:
        assert first is not None
        year = season(seed, shop, first, count)
    turned = levers or at_rest(shop, len(year.days))
    expected = odds(shop, year, turned)
    people = counted(seed, shop, expected)
    ads = _ads(seed, shop, expected)
    orders = happen(seed, shop, year, turned, expected, people)
    return Life(
        seed, shop, year, turned, expected, people, ads, orders, keep(seed, shop, year, turned, orders),
        serve(seed, shop, year, turned, people, orders), _index(seed, shop, year, turned), _ranks(seed, shop, expected),
        _rivals(shop, year, turned),
    )  # fmt: skip


def counted(seed: int, shop: Shop, expected: Odds) -> Counts:
    """Counts that waver more than Poisson: a source's mood, an item's luck, and the crowd's own size."""
    days, items, _ = expected.people.shape
    moods = np.stack(
        [wander(stream(seed, shop.name, "mood", each.name), days, 1, each.noise, 0.35)[:, 0] for each in shop.sources], axis=1
    )
    luck = wander(stream(seed, shop.name, "luck"), days, items, 0.07, 0.55)
    cell = stream(seed, shop.name, "cell").gamma(60, 1 / 60, expected.people.shape)
    return stream(seed, shop.name, "people").poisson(expected.people * moods[:, None, :] * luck[:, :, None] * cell)


def _ads(seed: int, shop: Shop, expected: Odds) -> Ads:
    chance = stream(seed, shop.name, "ads")
    days, plans = expected.shown.shape
    shown = chance.poisson(expected.shown * wander(chance, days, plans, 0.06, 0.4))
    rate = np.divide(expected.clicks, expected.shown, out=np.zeros_like(expected.clicks), where=expected.shown > 0)
    clicks = chance.binomial(shown, np.clip(rate * wander(chance, days, plans, 0.03, 0.3), 0, 1))
    cpc = np.divide(expected.spend, expected.clicks, out=np.zeros_like(expected.spend), where=expected.clicks > 0)
    spend = np.rint(clicks * cpc * wander(chance, days, plans, 0.035, 0.5) * 100).astype(np.int64)
    return Ads(shown, clicks, spend, expected.out_at)


def _index(seed: int, shop: Shop, year: Season, levers: Levers) -> Array:
    noise = wander(stream(seed, "market index", shop.category), len(year.days), 1, 0.012, 0.0)[:, 0]
    return np.asarray(100 * year.market * levers.market * year.tide * noise)


def _ranks(seed: int, shop: Shop, expected: Odds) -> Counts:
    shake = wander(stream(seed, shop.name, "ranks"), expected.ranks.shape[0], expected.ranks.shape[1], 0.12, 0.6)
    return np.clip(np.rint(expected.ranks * shake), 1, 500).astype(np.int64)


def _rivals(shop: Shop, year: Season, levers: Levers) -> Counts:
    usual = np.array([rival.price for rival in shop.rivals])[None, :]
    own_sales = 1 - 0.14 * year.sale[:, None]
    return np.rint(usual * own_sales * levers.rival / 100).astype(np.int64) * 100
