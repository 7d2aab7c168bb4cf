"""Stock (库存): what is there, for how long, and what ran out."""

from storehand.desk import Desk
from storehand.desks.stock.checks import CHECKS
from storehand.desks.stock.metrics import METRICS
from storehand.desks.stock.page import page
from storehand.desks.stock.plays import PLAYS
from storehand.wording import Text

desk = Desk("stock", Text("库存", "Stock"), METRICS, CHECKS, PLAYS, page)

__all__ = ["desk"]
