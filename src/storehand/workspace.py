"""What opening a workspace needs: one folder for a company, its shops, time zone and currency.

Read once at the edge (`app/settings.py` reads storehand.toml) and passed down; never mutated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PLATFORMS = (
    "taobao", "tmall", "jd", "pdd", "douyin", "kuaishou", "xhs", "weixin", "1688",
    "amazon", "shopify", "woocommerce", "generic",
)  # fmt: skip


@dataclass(frozen=True)
class Shop:
    """One store on one platform; its days are counted in `timezone`, its money in `currency`."""

    name: str
    platform: str
    timezone: str
    currency: str


@dataclass(frozen=True)
class Privacy:
    """`keep_originals`: untouched originals beside the blanked ones (off: nothing personal is kept)."""

    keep_originals: bool = False


@dataclass(frozen=True)
class RecordsAt:
    """Where records are kept: a SQLAlchemy URL without its password; "" is records.db in the workspace."""

    url: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Workspace:
    """A company's folder. Paths of the parts are properties, so that no room spells them."""

    path: Path
    shops: tuple[Shop, ...]
    timezone: str = "Asia/Shanghai"
    currency: str = "CNY"
    language: str = "zh"
    engine: str = "embedded"
    privacy: Privacy = field(default_factory=Privacy)
    records: RecordsAt = field(default_factory=RecordsAt)

    @property
    def inbox(self) -> Path:
        return self.path / "inbox"

    @property
    def facts(self) -> Path:
        return self.path / "facts"

    @property
    def archive(self) -> Path:
        return self.path / "archive"

    @property
    def reports(self) -> Path:
        return self.path / "reports"

    @property
    def formats(self) -> Path:
        """The user's own formats: folders of format.toml, read beside ours."""
        return self.path / "formats"

    @property
    def cache(self) -> Path:
        """Things that can be thrown away and made anew."""
        return self.path / "cache"

    def shop(self, name: str) -> Shop | None:
        """The shop of that name, or None."""
        return next((shop for shop in self.shops if shop.name == name), None)
