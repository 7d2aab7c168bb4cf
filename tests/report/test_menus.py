"""A shop is sent to its own platform's menu, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.report.menus import menu, platforms
from storehand.workspace import Shop, Workspace

SHOPS = tuple(
    Shop(f"{platform}店", platform, "Asia/Shanghai", "CNY") for platform in ("taobao", "tmall", "shopify", "amazon", "generic")
)
WORKSPACE = Workspace(Path("nowhere"), SHOPS)


@pytest.mark.parametrize(
    ("shop", "table", "where"),
    [
        ("taobao店", "orders", "千牛"),
        ("tmall店", "item_day", "生意参谋"),
        ("shopify店", "orders", "Shopify"),
        ("amazon店", "ad_day", "广告"),
    ],
)
def test_the_menu_is_the_platforms_own(shop: str, table: str, where: str) -> None:
    found = menu(WORKSPACE, (shop,), table)
    assert found is not None
    assert where in found.zh


@pytest.mark.parametrize("table", ["orders", "shop_day", "ad_day"])
def test_a_shop_on_no_platform_is_sent_nowhere(table: str) -> None:
    assert menu(WORKSPACE, ("generic店",), table) is None
    assert platforms(WORKSPACE, "generic店") == ()


def test_shopify_is_not_sent_to_business_advisor() -> None:
    found = menu(WORKSPACE, ("shopify店",), "shop_day")
    assert found is not None
    assert "Shopify" in found.zh
