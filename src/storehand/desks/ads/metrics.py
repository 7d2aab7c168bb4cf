"""What ads measure: shown, clicked, spent, brought back. One cut of the account's reports at a time, never two added.

Sales count back to the day of the click, so for up to two weeks the newest days still rise: `ad_gmv`, `ad_orders`, `roas`,
`ad_cvr` and `click_value` of yesterday are lower than they will be.
"""

from storehand.metrics.metric import Metric, Ratio, Sum
from storehand.tables.ads import AD_CUTS
from storehand.wording import Text

_ADS = ("scene", "campaign", "ad_group", "item_id", "item", "target_kind", "target", "match", "term", "placement", "portfolio")

METRICS = (
    Metric(
        "ad_spend",
        Text("推广花费", "Ad spend"),
        "money",
        (Sum("ad_day", "spend", cuts=AD_CUTS),),
        product=("ad_clicks", "cpc"),
        by=_ADS,
        better="neutral",
    ),
    Metric("ad_impressions", Text("展现量", "Impressions"), "count", (Sum("ad_day", "impressions", cuts=AD_CUTS),), by=_ADS),
    Metric(
        "ad_clicks",
        Text("点击量", "Clicks"),
        "count",
        (Sum("ad_day", "clicks", cuts=AD_CUTS),),
        product=("ad_impressions", "ctr"),
        by=_ADS,
    ),
    Metric(
        "ad_gmv",
        Text("推广成交金额", "Ad sales"),
        "money",
        (Sum("ad_day", "ad_gmv", cuts=AD_CUTS),),
        product=("ad_spend", "roas"),
        by=_ADS,
    ),
    Metric("ad_orders", Text("推广成交笔数", "Ad orders"), "count", (Sum("ad_day", "ad_orders", cuts=AD_CUTS),), by=_ADS),
    Metric(
        "roas",
        Text("投入产出比", "Return on ad spend"),
        "ratio",
        ratio=Ratio("ad_gmv", "ad_spend"),
        by=_ADS,
        definition=Text("推广成交金额 ÷ 花费，未减退款", "Ad sales ÷ spend, refunds not taken away"),
    ),
    Metric("cpc", Text("平均点击花费", "Cost per click"), "per", ratio=Ratio("ad_spend", "ad_clicks"), by=_ADS, better="down"),
    Metric("ctr", Text("点击率", "Click rate"), "rate", ratio=Ratio("ad_clicks", "ad_impressions"), by=_ADS),
    Metric("ad_cvr", Text("点击转化率", "Ad conversion"), "rate", ratio=Ratio("ad_orders", "ad_clicks"), by=_ADS),
    Metric(
        "ad_share",
        Text("推广费比", "Ad cost share"),
        "rate",
        ratio=Ratio("ad_spend", "gmv"),
        better="down",
        definition=Text("推广花费 ÷ 店铺支付金额", "Ad spend ÷ the shop's paid amount"),
    ),
    Metric(
        "click_value",
        Text("每次点击成交额", "Ad sales per click"),
        "per",
        ratio=Ratio("ad_gmv", "ad_clicks"),
        by=_ADS,
        definition=Text("推广成交金额 ÷ 点击量", "Ad sales ÷ clicks"),
    ),
    Metric("ad_carts", Text("推广加购数", "Ad cart adds"), "count", (Sum("ad_day", "ad_carts", cuts=AD_CUTS),), by=_ADS),
    Metric(
        "ad_cart_rate",
        Text("点击加购率", "Carts per click"),
        "rate",
        ratio=Ratio("ad_carts", "ad_clicks"),
        by=_ADS,
        definition=Text("推广加购数 ÷ 点击量", "Cart adds ÷ clicks"),
    ),
)
