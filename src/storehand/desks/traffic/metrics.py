"""What traffic measures: visitors, where they come from, what they do before they pay.

Visitors are people that the platform counted: of one day, one shop, one source. Over several days there
are `visitor_days`, over sources and items numbers that say that one person may count several times.
"""

from storehand.metrics.metric import Given, Metric, Ratio, Sum
from storehand.wording import Text

_DETAIL = (("subtotal", "false"),)
_SOURCES = ("source1", "source2", "source3", "source4", "source", "paid_flag", "carrier")
_ITEMS = ("item_id", "item", "code")
_WORDS = ("word", "item_id")

METRICS = (
    Metric(
        "visitors",
        Text("访客数", "Visitors"),
        "people",
        (Given("shop_day", "visitors"),),
        by=(*_SOURCES, *_ITEMS),
        parts="source_visitors",
        definition=Text("当天去重访客；多天、多店不相加", "Each person once a day; never added over days or shops"),
    ),
    Metric(
        "visitor_days",
        Text("访客人次（按日累加，未去重）", "Visitor days (added over days)"),
        "count",
        (Sum("shop_day", "visitors"),),
        definition=Text("每天访客数之和，同一人来几天算几次", "Sum of daily visitors; a person counts once for each day"),
    ),
    Metric(
        "source_visitors",
        Text("来源访客数（按来源累加，未去重）", "Visitors added over sources"),
        "count",
        (Sum("source_day", "visitors", where=_DETAIL),),
        by=_SOURCES,
        parts="item_visits",
        definition=Text("同一人经几个来源算几次，不含小计行", "A person counts once for each source; without subtotal rows"),
    ),
    Metric(
        "paid_visitors",
        Text("付费来源访客数", "Paid-source visitors"),
        "count",
        (Sum("source_day", "visitors", where=(*_DETAIL, ("paid_flag", "paid"))),),
        by=_SOURCES,
    ),
    Metric(
        "paid_share",
        Text("付费流量占比", "Paid traffic share"),
        "rate",
        ratio=Ratio("paid_visitors", "source_visitors"),
        better="neutral",
        definition=Text("付费来源访客 ÷ 各来源访客之和", "Visitors of paid sources ÷ visitors added over all sources"),
    ),
    Metric(
        "item_visits",
        Text("商品访客数（按商品累加，未去重）", "Visitors added over items"),
        "count",
        (Sum("item_day", "visitors"),),
        by=_ITEMS,
    ),
    Metric(
        "item_visitors",
        Text("商品访客数", "Item visitors"),
        "people",
        (Given("shop_day", "item_visitors"),),
        parts="item_visits",
        by=_ITEMS,
    ),
    Metric(
        "search_visitors",
        Text("搜索引导访客数（按商品累加）", "Search visitors added over items"),
        "count",
        (Sum("item_day", "search_visitors"),),
        by=_ITEMS,
    ),
    Metric(
        "pageviews", Text("浏览量", "Page views"), "count", (Sum("shop_day", "pageviews"),), by=_ITEMS, parts="item_pageviews"
    ),
    Metric("item_pageviews", Text("商品浏览量", "Item page views"), "count", (Sum("item_day", "pageviews"),), by=_ITEMS),
    Metric("new_visitors", Text("新访客数", "New visitors"), "people", (Given("shop_day", "new_visitors"),)),
    Metric("sessions", Text("会话数", "Sessions"), "count", (Sum("shop_day", "sessions"),)),
    Metric("pages_per_visitor", Text("人均浏览量", "Pages per visitor"), "ratio", ratio=Ratio("pageviews", "visitors")),
    Metric("bounce", Text("跳失率", "Bounce rate"), "rate", (Given("shop_day", "bounce"),), better="down"),
    Metric("dwell", Text("平均停留时长", "Average stay"), "seconds", (Given("shop_day", "dwell"),)),
    Metric(
        "cart_users",
        Text("加购人数", "Cart users"),
        "people",
        (Given("shop_day", "cart_users"),),
        by=_ITEMS,
        parts="item_cart_users",
    ),
    Metric(
        "item_cart_users",
        Text("加购人数（按商品累加）", "Cart users added over items"),
        "count",
        (Sum("item_day", "cart_users"),),
        by=_ITEMS,
    ),
    Metric(
        "cart_adds",
        Text("加购件数", "Units added to cart"),
        "count",
        (Sum("shop_day", "cart_adds"),),
        by=_ITEMS,
        parts="item_cart_adds",
    ),
    Metric(
        "item_cart_adds", Text("商品加购件数", "Units added to cart by item"), "count", (Sum("item_day", "cart_adds"),), by=_ITEMS
    ),
    Metric("favs", Text("收藏人数", "Favourite users"), "people", (Given("shop_day", "favs"),)),
    Metric(
        "cart_rate",
        Text("加购率", "Cart rate"),
        "rate",
        ratio=Ratio("cart_users", "visitors"),
        by=_ITEMS,
        definition=Text("加购人数 ÷ 访客数", "Cart users ÷ visitors"),
    ),
    Metric(
        "fav_rate",
        Text("收藏率", "Favourite rate"),
        "rate",
        ratio=Ratio("favs", "visitors"),
        definition=Text("收藏人数 ÷ 访客数", "Favourite users ÷ visitors"),
    ),
    Metric(
        "cvr",
        Text("支付转化率", "Conversion"),
        "rate",
        ratio=Ratio("buyers", "visitors"),
        by=("source1", "source2", "source3", *_ITEMS[:1]),
        definition=Text("支付买家数 ÷ 访客数", "Buyers ÷ visitors"),
    ),
    Metric(
        "uv_value",
        Text("UV 价值", "Value per visitor"),
        "per",
        ratio=Ratio("gmv", "visitors"),
        product=("cvr", "aov"),
        by=("source1", "item_id"),
    ),
    Metric(
        "item_cvr",
        Text("商品转化率", "Item conversion"),
        "rate",
        ratio=Ratio("item_buyers", "item_visits"),
        by=_ITEMS,
        definition=Text("商品支付买家数 ÷ 商品访客数，按商品相加", "Buyers ÷ visitors of items, both added over items"),
        beside=("item_price", "item_bounce", "item_cart_rate"),
    ),
    Metric(
        "source_cvr",
        Text("来源转化率", "Source conversion"),
        "rate",
        ratio=Ratio("source_buyers", "source_visitors"),
        by=_SOURCES,
        definition=Text("来源支付买家数 ÷ 来源访客数，按来源相加", "Buyers ÷ visitors of sources, both added over sources"),
    ),
    Metric(
        "item_cart_rate",
        Text("商品加购率", "Item cart rate"),
        "rate",
        ratio=Ratio("item_cart_users", "item_visits"),
        by=_ITEMS,
        definition=Text("商品加购人数 ÷ 商品访客数，按商品相加", "Cart users ÷ visitors of items, both added over items"),
    ),
    Metric(
        "item_bounce",
        Text("商品详情页跳出率", "Item bounce rate"),
        "rate",
        (Given("item_day", "bounce"),),
        by=_ITEMS,
        better="down",
    ),
    Metric(
        "word_visitors",
        Text("搜索词引导访客数（按词累加）", "Visitors added over search words"),
        "count",
        (Sum("search_day", "visitors"),),
        by=_WORDS,
    ),
    Metric("word_gmv", Text("搜索词引导支付金额", "Paid amount by search word"), "money", (Sum("search_day", "gmv"),), by=_WORDS),
    Metric(
        "word_value",
        Text("搜索词访客价值", "Value per visitor of a word"),
        "per",
        ratio=Ratio("word_gmv", "word_visitors"),
        by=_WORDS,
    ),
    Metric("word_impressions", Text("搜索曝光量", "Search impressions"), "count", (Sum("search_day", "impressions"),), by=_WORDS),
    Metric("word_clicks", Text("搜索点击量", "Search clicks"), "count", (Sum("search_day", "clicks"),), by=_WORDS),
    Metric(
        "word_ctr", Text("搜索点击率", "Search click rate"), "rate", ratio=Ratio("word_clicks", "word_impressions"), by=_WORDS
    ),
)
