"""Paid promotion per day, at the grain that a report states. The same money arrives by account, plan,
keyword, item …: each is a `cut`, and a metric reads one cut only."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

AD_CUTS = ("account", "scene", "campaign", "ad_group", "item", "placement", "keyword", "crowd", "creative", "region", "term")

AD_DAY = Table(
    "ad_day",
    Kind.SNAPSHOT,
    Text("推广日数据", "Ads by day"),
    (
        "cut",
        "day",
        "scene_id",
        "scene",
        "campaign_id",
        "campaign",
        "ad_group_id",
        "ad_group",
        "item_id",
        "target_kind",
        "target",
        "match",
        "term",
        "placement",
    ),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("until_day", Type.DAY, "截止日期", "Last day of the row"),
        column("scene_id", Type.ID, "场景ID", "Scene id"),
        column("scene", Type.TEXT, "营销场景", "Scene"),
        column("campaign_id", Type.ID, "计划ID", "Campaign id"),
        column("campaign", Type.TEXT, "计划", "Campaign"),
        column("ad_group_id", Type.ID, "单元ID", "Ad group id"),
        column("ad_group", Type.TEXT, "单元", "Ad group"),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("target_kind", Type.TEXT, "定向类型", "Kind of target"),
        column("target", Type.TEXT, "关键词/定向", "Target"),
        column("match", Type.TEXT, "匹配方式", "Match type"),
        column("term", Type.TEXT, "搜索词", "Search term"),
        column("placement", Type.TEXT, "资源位", "Placement"),
        column("portfolio", Type.TEXT, "组合", "Portfolio"),
        column("window", Type.INT, "转化周期（天）", "Attribution days"),
        column("impressions", Type.INT, "展现量", "Impressions"),
        column("clicks", Type.INT, "点击量", "Clicks"),
        column("spend", Type.MONEY, "花费", "Spend"),
        column("ad_gmv", Type.MONEY, "总成交金额", "Ad sales"),
        column("ad_gmv_direct", Type.MONEY, "直接成交金额", "Direct ad sales"),
        column("ad_gmv_indirect", Type.MONEY, "间接成交金额", "Indirect ad sales"),
        column("ad_orders", Type.INT, "总成交笔数", "Ad orders"),
        column("ad_units", Type.INT, "成交件数", "Ad units"),
        column("ad_carts", Type.INT, "总购物车数", "Ad cart adds"),
        column("ad_favs", Type.INT, "收藏宝贝数", "Ad favourites"),
        column("budget", Type.MONEY, "预算", "Budget"),
    ),
    Text("万相台无界 › 报表 › 下载（按天）", "Ads console › Reports › Download by day"),
)

TABLES = (AD_DAY,)
