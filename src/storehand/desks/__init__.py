"""All desks, in page order."""

from storehand.desk import Desk
from storehand.desks.ads import desk as ads
from storehand.desks.logistics import desk as logistics
from storehand.desks.reviews import desk as reviews
from storehand.desks.rivals import desk as rivals
from storehand.desks.service import desk as service
from storehand.desks.stock import desk as stock
from storehand.desks.trade import desk as trade
from storehand.desks.traffic import desk as traffic

DESKS: tuple[Desk, ...] = (trade, traffic, rivals, ads, stock, logistics, reviews, service)

__all__ = ["DESKS"]
