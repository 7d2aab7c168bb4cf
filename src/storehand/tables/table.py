"""What a table of facts is: its columns, key and grain. Contracts only; nothing is read or written here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storehand.wording import Text


class Kind(StrEnum):
    """How a table changes (house: "How facts live and change")."""

    SNAPSHOT = "snapshot"  # a complete file stands for its shop x cut x day; the newest complete one holds
    KEYED = "keyed"  # the newest row per key holds; nothing is deleted because a later export lacks it


class Type(StrEnum):
    """What a cell means. Physical type in brackets."""

    ID = "id"  # text always, never a number [VARCHAR]
    TEXT = "text"  # [VARCHAR]
    CODE = "code"  # one of the column's `codes` [VARCHAR]
    INT = "int"  # a count [BIGINT]
    MONEY = "money"  # in the row's currency [DECIMAL(18,4)]
    FLOAT = "float"  # [DOUBLE]
    RATE = "rate"  # a fraction: 0.0361, never 3.61 [DOUBLE]
    SECONDS = "seconds"  # a duration [DOUBLE]
    TIME = "time"  # an instant, UTC [TIMESTAMP]
    DAY = "day"  # the shop's own day [DATE]
    BOOL = "bool"  # [BOOLEAN]
    BUYER = "buyer"  # a person's id: stored only as HMAC; a masked one is null [VARCHAR]


SQL_TYPES: dict[Type, str] = {
    Type.ID: "VARCHAR", Type.TEXT: "VARCHAR", Type.CODE: "VARCHAR", Type.BUYER: "VARCHAR",
    Type.INT: "BIGINT", Type.MONEY: "DECIMAL(18,4)", Type.FLOAT: "DOUBLE", Type.RATE: "DOUBLE",
    Type.SECONDS: "DOUBLE", Type.TIME: "TIMESTAMP", Type.DAY: "DATE", Type.BOOL: "BOOLEAN",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column. `of` on a DAY column names the TIME column whose shop day it is (filled at intake). A `level`
    (people, prices, stock, running totals) is a number that a total row does not add up."""

    name: str
    type: Type
    label: Text
    null: bool = True
    codes: tuple[str, ...] = ()
    of: str = ""
    level: bool = False


@dataclass(frozen=True)
class Table:
    """One contract. `key` excludes `shop`, which is always part of it; `month` names the DAY column that
    places a row into its month partition; `menu` says where people download it. `cuts` are the cuts that stand
    for the whole, best first, before all others; those in `parts` never stand for the whole."""

    name: str
    kind: Kind
    label: Text
    key: tuple[str, ...]
    month: str
    columns: tuple[Column, ...]
    menu: Text | None = None
    cuts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError otherwise."""
        for column in self.all_columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Own columns and those that every row of facts carries."""
        return COMMON + self.columns


def column(
    name: str,
    type: Type,
    zh: str,
    en: str,
    *,
    null: bool = True,
    codes: tuple[str, ...] = (),
    of: str = "",
    level: bool = False,
) -> Column:
    """A column in one line: name, type, Chinese and English label."""
    return Column(name, type, Text(zh, en), null, codes, of, level)


COMMON: tuple[Column, ...] = (
    column("shop", Type.TEXT, "店铺", "Shop", null=False),
    column("cut", Type.CODE, "口径", "Cut", null=False),
    column("currency", Type.CODE, "币种", "Currency"),
    column("known_at", Type.TIME, "获知时间", "Known at", null=False),
    column("batch", Type.ID, "批次", "Batch", null=False),
    column("row", Type.INT, "行号", "Row", null=False),
)
