"""Where to download what is missing: the menu of the shop's own platform, never another's."""

from __future__ import annotations

from collections.abc import Iterable

from storehand.intake.formats import Format, load_formats
from storehand.wording import Text
from storehand.workspace import Workspace

_COUSINS = {"tmall": ("tmall", "taobao"), "taobao": ("taobao", "tmall")}


def platforms(workspace: Workspace, shop: str) -> tuple[str, ...]:
    """The platforms whose exports the shop may have; none for a shop that stands on no platform."""
    known = workspace.shop(shop)
    return _COUSINS.get(known.platform, (known.platform,)) if known and known.platform != "generic" else ()


def menu(workspace: Workspace, shops: Iterable[str], table: str) -> Text | None:
    """The menu of an export that feeds `table`; None where no platform of these shops has one."""
    found = export(workspace, shops, table)
    return found.menu if found else None


def export(workspace: Workspace, shops: Iterable[str], table: str) -> Format | None:
    """The surest export that feeds `table`; None where no platform of these shops has one."""
    places = tuple(dict.fromkeys(place for shop in shops for place in platforms(workspace, shop)))
    feeding = [one for one in load_formats(workspace.formats, among=places) if one.platform in places and _feeds(one, table)]
    feeding.sort(key=lambda one: (places.index(one.platform), one.confidence != "confirmed"))
    return feeding[0] if feeding else None


def _feeds(format: Format, table: str) -> bool:
    return any(part.name == table for part in format.tables)
