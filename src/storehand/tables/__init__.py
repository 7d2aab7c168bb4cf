"""The contracts: every table of facts that Storehand knows, by name."""

from storehand.tables import ads, goods, live, money, people, rivals, stock, team, trade, traffic, voice
from storehand.tables.table import COMMON, SQL_TYPES, Column, Kind, Table, Type

_SUBJECTS = (trade, traffic, ads, goods, stock, money, rivals, voice, live, team, people)
TABLES: dict[str, Table] = {table.name: table for subject in _SUBJECTS for table in subject.TABLES}

__all__ = ["COMMON", "SQL_TYPES", "TABLES", "Column", "Kind", "Table", "Type"]
