"""Days, weeks, comparisons, festivals, big sales and standstills of a shop. Pure: today's date comes in as an argument."""

from storehand.calendar.calendar import Calendar, Planned
from storehand.calendar.disruptions import Disruption, load_disruptions
from storehand.calendar.festivals import Festival, festivals
from storehand.calendar.promotions import Market, Phase, Promotion, load_promotions

__all__ = [
    "Calendar",
    "Disruption",
    "Festival",
    "Market",
    "Phase",
    "Planned",
    "Promotion",
    "festivals",
    "load_disruptions",
    "load_promotions",
]
