"""Ads (推广): what is spent on being seen, and what it brings back."""

from storehand.desk import Desk
from storehand.desks.ads.checks import CHECKS
from storehand.desks.ads.metrics import METRICS
from storehand.desks.ads.page import page
from storehand.desks.ads.plays import PLAYS
from storehand.wording import Text

desk = Desk("ads", Text("推广", "Ads"), METRICS, CHECKS, PLAYS, page)

__all__ = ["desk"]
