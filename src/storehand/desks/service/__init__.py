"""Service (客服): who asks, how fast the answer comes, how many of the askers buy."""

from storehand.desk import Desk
from storehand.desks.service.checks import CHECKS
from storehand.desks.service.metrics import METRICS
from storehand.desks.service.page import page
from storehand.desks.service.plays import PLAYS
from storehand.wording import Text

desk = Desk("service", Text("客服", "Service"), METRICS, CHECKS, PLAYS, page)

__all__ = ["desk"]
