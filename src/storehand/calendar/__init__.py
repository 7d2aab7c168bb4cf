"""Days, weeks, comparisons, festivals and big sales of a shop. Pure: today's date comes in as an argument."""

from storehand.calendar.calendar import Calendar, Planned
from storehand.calendar.festivals import Festival, festivals
from storehand.calendar.promotions import Market, Phase, Promotion, load_promotions

__all__ = ["Calendar", "Festival", "Market", "Phase", "Planned", "Promotion", "festivals", "load_promotions"]
