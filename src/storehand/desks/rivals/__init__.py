"""Rivals (竞品大盘): rivals' prices, places in search, and the market as a whole."""

from storehand.desk import Desk
from storehand.desks.rivals.checks import CHECKS
from storehand.desks.rivals.metrics import METRICS
from storehand.desks.rivals.page import page
from storehand.desks.rivals.plays import PLAYS
from storehand.wording import Text

desk = Desk("rivals", Text("竞品大盘", "Rivals"), METRICS, CHECKS, PLAYS, page)

__all__ = ["desk"]
