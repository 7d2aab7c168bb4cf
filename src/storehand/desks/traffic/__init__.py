"""Traffic (流量): visitors, where they come from, what they do."""

from storehand.desk import Desk
from storehand.desks.traffic.checks import CHECKS
from storehand.desks.traffic.metrics import METRICS
from storehand.desks.traffic.page import page
from storehand.desks.traffic.plays import PLAYS
from storehand.desks.traffic.questions import QUESTIONS
from storehand.wording import Text

desk = Desk("traffic", Text("流量", "Traffic"), METRICS, CHECKS, PLAYS, page, QUESTIONS)

__all__ = ["desk"]
