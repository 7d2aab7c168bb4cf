"""The contracts: every table of facts that Storehand knows, by name."""

from storehand.tables import ads, goods, money, stock, trade, traffic
from storehand.tables.table import COMMON, SQL_TYPES, Column, Kind, Table, Type

TABLES: dict[str, Table] = {table.name: table for module in (trade, traffic, ads, goods, stock, money) for table in module.TABLES}

__all__ = ["COMMON", "SQL_TYPES", "TABLES", "Column", "Kind", "Table", "Type"]
