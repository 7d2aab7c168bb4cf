"""All desks, in page order."""

from storehand.desk import Desk
from storehand.desks.trade import desk as trade
from storehand.desks.traffic import desk as traffic

DESKS: tuple[Desk, ...] = (trade, traffic)

__all__ = ["DESKS"]
