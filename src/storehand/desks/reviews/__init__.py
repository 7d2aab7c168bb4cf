"""Reviews (口碑): what buyers say, the platform's scores, what it holds against the shop."""

from storehand.desk import Desk
from storehand.desks.reviews.checks import CHECKS
from storehand.desks.reviews.metrics import METRICS
from storehand.desks.reviews.page import page
from storehand.desks.reviews.plays import PLAYS
from storehand.wording import Text

desk = Desk("reviews", Text("口碑", "Reviews"), METRICS, CHECKS, PLAYS, page)

__all__ = ["desk"]
