"""Names that people give on the command line: a check, a metric, a place; and a place in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storehand.app.asking import conditions
from storehand.desks import DESKS
from storehand.detect.check import Check
from storehand.errors import UsageError
from storehand.store.settings import Mute, Where
from storehand.tables import TABLES
from storehand.tables.table import Type
from storehand.wording import Text, plain, say
from storehand.workspace import Workspace

CHECKS: Final[dict[str, Check]] = {check.name: check for desk in DESKS for check in desk.checks}
_DIMENSIONS: Final = {Type.ID, Type.TEXT, Type.CODE}


def checked(name: str) -> Check:
    """The check of that name, also by one of its limits (`item_low.minimum`); UsageError with all names where there is none."""
    check = name.partition(".")[0]
    if check not in CHECKS:
        raise UsageError("unknown_check", check=name, known="、".join(CHECKS))
    return CHECKS[check]


def metric_named(name: str) -> str:
    """A metric's name, or "" for none; UsageError with all names where it is unknown."""
    known = sorted(metric.name for desk in DESKS for metric in desk.metrics)
    if name and name not in known:
        raise UsageError("unknown_metric", metric=name, known="、".join(known))
    return name


def place_named(workspace: Workspace, shop: str, told: Sequence[str]) -> Where:
    """The place that was named, in a shop of the workspace: columns by which facts can be told apart."""
    if shop and workspace.shop(shop) is None:
        raise UsageError("unknown_shop", shop=shop, known="、".join(one.name for one in workspace.shops))
    where = conditions(told)
    if "shop" in where:
        raise UsageError("where_shop", shop=where["shop"])
    columns = {column.name for table in TABLES.values() for column in table.columns if column.type in _DIMENSIONS}
    stray = next((name for name in where if name not in columns), None)
    if stray is not None:
        common = sorted({name for desk in DESKS for metric in desk.metrics for name in metric.by})
        raise UsageError("unknown_place", dimension=stray, known="、".join(common))
    return tuple(sorted(where.items()))


def place_text(shop: str, where: Where) -> Text:
    """A shop and a place in words."""
    words = " · ".join([*([shop] if shop else []), *(f"{name}={value}" for name, value in where)])
    return plain(words) if words else say("cli.everywhere")


def mute_text(mute: Mute) -> str:
    """What a mute covers, in the names that it was given by."""
    parts = (mute.check, mute.metric, mute.shop, *(f"{name}={value}" for name, value in mute.where))
    return " · ".join(part for part in parts if part)
