"""storehand.toml: what opening a workspace needs, read once at the edge."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storehand.errors import Refusal, UsageError, WorkspaceError
from storehand.workspace import PLATFORMS, Privacy, RecordsAt, Shop, Workspace

FILE = "storehand.toml"
VARIABLE = "STOREHAND_WORKSPACE"
LANGUAGES = ("zh", "en")


def chosen(folder: str | None) -> Path:
    """The workspace folder: what was asked for, else $STOREHAND_WORKSPACE, else the current folder."""
    return Path(folder or os.environ.get(VARIABLE) or ".").resolve()


def open_workspace(folder: Path) -> Workspace:
    """The workspace in `folder`; WorkspaceError where there is none or its storehand.toml is broken."""
    path = folder / FILE
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WorkspaceError("no_workspace", folder=folder) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WorkspaceError("broken_settings", file=path, fault=fault) from None
    return _workspace(folder, told)


def create(
    folder: Path, shops: Sequence[str], *, timezone: str = "Asia/Shanghai", currency: str = "CNY", language: str = "zh"
) -> Workspace:
    """A new workspace with its folders; `shops` as NAME:PLATFORM. An existing one is never overwritten."""
    path = folder / FILE
    if path.exists():
        raise UsageError("workspace_exists", folder=folder)
    workspace = Workspace(
        folder,
        tuple(_shop(_named(text), timezone, currency) for text in shops or ["我的店:generic"]),
        timezone,
        currency,
        language,
    )
    _checked(workspace)
    try:
        for shop in workspace.shops:
            (workspace.inbox / shop.name).mkdir(parents=True, exist_ok=True)
        workspace.facts.mkdir(exist_ok=True)
        path.write_text(_written(workspace), encoding="utf-8")
    except OSError as fault:
        raise WorkspaceError("unwritable", folder=folder, fault=fault.strerror or fault) from None
    return workspace


def _workspace(folder: Path, told: dict[str, Any]) -> Workspace:
    timezone, currency = str(told.get("timezone", "Asia/Shanghai")), str(told.get("reporting_currency", "CNY"))
    workspace = Workspace(
        folder,
        tuple(_shop(shop, timezone, currency) for shop in told.get("shops", [])),
        timezone,
        currency,
        str(told.get("language", "zh")),
        str(told.get("engine", "embedded")),
        Privacy(bool(told.get("privacy", {}).get("keep_originals", False))),
        _records(told.get("records", "")),
    )
    _checked(workspace)
    return workspace


def _records(told: Any) -> RecordsAt:
    """A URL, or `{url, secret}` with a reference to the password: no file of ours holds one."""
    if not told:
        return RecordsAt()
    from storehand.app.sources import secret_of
    from storehand.intake.sources import secret

    parts = told if isinstance(told, dict) else {"url": told}
    url, reference = str(parts.get("url", "")), str(parts.get("secret", ""))
    secret.check_file({"url": url}, FILE)
    if "://" not in url:
        raise UsageError("bad_records", url=url)
    if reference and not secret.is_reference(reference):
        raise Refusal("secret_in_file", file=FILE, key="records.secret")
    return RecordsAt(url, secret_of("records", reference) if reference else "")


def _shop(told: dict[str, Any], timezone: str, currency: str) -> Shop:
    return Shop(
        str(told.get("name", "")),
        str(told.get("platform", "generic")),
        str(told.get("timezone", timezone)),
        str(told.get("currency", currency)),
    )


def _named(text: str) -> dict[str, str]:
    name, _, platform = text.rpartition(":")
    return {"name": name, "platform": platform} if name else {"name": platform, "platform": "generic"}


def _checked(workspace: Workspace) -> None:
    for shop in workspace.shops:
        if not _safe(shop.name):
            raise UsageError("bad_shop_name", name=shop.name)
        if shop.platform not in PLATFORMS:
            raise UsageError("unknown_platform", platform=shop.platform, known=", ".join(PLATFORMS))
    names = [shop.name for shop in workspace.shops]
    for name in names:
        if names.count(name) > 1:
            raise UsageError("shop_twice", name=name)
    for zone in {workspace.timezone, *(shop.timezone for shop in workspace.shops)}:
        _checked_zone(zone)
    if workspace.engine != "embedded":
        raise UsageError("unknown_engine", engine=workspace.engine)
    if workspace.language not in LANGUAGES:
        raise UsageError("unknown_language", language=workspace.language)


def _checked_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError("unknown_timezone", timezone=zone) from None


def _safe(name: str) -> bool:
    """A shop's name is also its inbox folder's: no path may hide in it."""
    return (
        bool(name.strip()) and name not in {".", ".."} and not any(sign in name for sign in '/\\\0:*?"<>|') and name.isprintable()
    )


def _written(workspace: Workspace) -> str:
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("店助工作区 / a Storehand workspace. 每家店一段 / one block per shop."))
    document["language"] = workspace.language
    document["timezone"] = workspace.timezone
    document["reporting_currency"] = workspace.currency
    document["engine"] = workspace.engine
    shops = tomlkit.aot()
    for shop in workspace.shops:
        shops.append(
            tomlkit.item({"name": shop.name, "platform": shop.platform, "timezone": shop.timezone, "currency": shop.currency})
        )
    document["shops"] = shops
    return tomlkit.dumps(document)
