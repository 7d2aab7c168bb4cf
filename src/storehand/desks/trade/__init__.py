"""Trade (经营): money, orders, refunds, profit of the shop and its items."""

from storehand.desk import Desk
from storehand.desks.trade.checks import CHECKS
from storehand.desks.trade.metrics import METRICS
from storehand.desks.trade.page import page
from storehand.desks.trade.plays import PLAYS
from storehand.desks.trade.questions import QUESTIONS
from storehand.wording import Text

desk = Desk("trade", Text("经营", "Trade"), METRICS, CHECKS, PLAYS, page, QUESTIONS)

__all__ = ["desk"]
