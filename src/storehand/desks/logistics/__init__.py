"""Logistics (物流): what should have been sent and was not, and parcels in trouble."""

from storehand.desk import Desk
from storehand.desks.logistics.checks import CHECKS
from storehand.desks.logistics.metrics import METRICS
from storehand.desks.logistics.page import page
from storehand.desks.logistics.plays import PLAYS
from storehand.wording import Text

desk = Desk("logistics", Text("物流", "Logistics"), METRICS, CHECKS, PLAYS, page)

__all__ = ["desk"]
