"""The service desk by agent and hour: who asks, how fast the answer comes, how many of the askers then buy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storehand.demo.catalogue import Shop
from storehand.demo.chance import stream
from storehand.demo.levers import Levers
from storehand.demo.orders import Orders
from storehand.demo.season import Season

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
ASKING: Final = 0.055  # of a day's people
HOURS: Final = np.array([1, .5, .3, .2, .2, .3, .6, 1.2, 3, 5, 6, 5.5, 5, 5, 5, 5.2, 5.2, 5, 5, 6.5, 8.5, 9.5, 8, 4])  # fmt: skip
_BUSY: Final = 18  # chats an agent has in hand in an hour before answers get slower


@dataclass(frozen=True)
class Service:
    """asked (D, A, H): chats; reply (D, A, H): mean seconds to the first answer; answered, buyers (D, A): chats answered, askers who
    paid; sales (D, A): cents they paid."""

    asked: Counts
    reply: Array
    answered: Counts
    buyers: Counts
    sales: Counts


def serve(seed: int, shop: Shop, year: Season, levers: Levers, people: Counts, orders: Orders) -> Service:
    """Chats of present agents only; the absent one's chats go to the others, who get slower."""
    chance = stream(seed, shop.name, "service")
    share = np.array([agent.share for agent in shop.agents])[None, :] * ~levers.away
    share = share / np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
    total = people.sum(axis=(1, 2)) * ASKING * (1 + 0.3 * year.sale)
    asked = chance.poisson(total[:, None, None] * share[:, :, None] * (HOURS / HOURS.sum())[None, None, :])
    own = np.array([agent.reply for agent in shop.agents])[None, :] * levers.reply
    crowded = 1 + np.clip(asked / _BUSY - 1, 0, None) * 0.8
    reply = own[:, :, None] * crowded * chance.lognormal(0, 0.12, asked.shape)
    answered = chance.binomial(asked.sum(axis=2), np.clip(1 - 0.012 * crowded.mean(axis=2) ** 2, 0.3, 1))
    asks = np.array([agent.asks for agent in shop.agents])[None, :] * levers.asks * 0.62
    buyers = chance.binomial(answered, np.clip(asks, 0, 1))
    bought = np.bincount(orders.day, minlength=len(year.days))
    most = np.floor(bought[:, None] * 0.6 * share).astype(np.int64)
    buyers = np.minimum(buyers, most)
    worth = np.bincount(orders.day, weights=orders.total, minlength=len(year.days)) / np.maximum(bought, 1)
    return Service(asked, reply, answered, buyers, np.rint(buyers * worth[:, None] * 1.08).astype(np.int64))
