"""What rivals measure: their prices, our places in search, the market's indexes.

Indexes are fitted by the platform: their direction means something, their size does not. They are stated for a category:
a shop that loads two of them has no single index, and each is read by `category`.
"""

from storehand.metrics.metric import Given, Last, Metric
from storehand.wording import Text

_WHOLE = (("name", ""),)
_CATEGORY = ("category",)
_FITTED = Text("平台拟合的指数，只看涨跌，不看大小", "Fitted by the platform: read its direction, not its size")

METRICS = (
    Metric(
        "market_visitors",
        Text("大盘流量指数", "Market's traffic index"),
        "ratio",
        (Given("market_day", "visitor_index", where=_WHOLE, cuts=("market",)),),
        by=_CATEGORY,
        definition=_FITTED,
    ),
    Metric(
        "market_trade",
        Text("大盘交易指数", "Market's trade index"),
        "ratio",
        (Given("market_day", "trade_index", where=_WHOLE, cuts=("market",)),),
        by=_CATEGORY,
        definition=_FITTED,
    ),
    Metric(
        "market_search",
        Text("大盘搜索人气", "Market's search index"),
        "ratio",
        (Given("market_day", "search_index", where=_WHOLE, cuts=("market",)),),
        by=_CATEGORY,
        definition=_FITTED,
    ),
    Metric(
        "rival_price",
        Text("竞品到手价", "Rival's price"),
        "money",
        (Given("rival_day", "price"),),
        by=("item_id", "item", "rival", "own_item_id"),
        better="neutral",
        definition=Text("当天记下的竞品价格；一天记两次的不取", "As noted on the day; unknown where noted twice"),
    ),
    Metric(
        "search_place",
        Text("搜索自然排名", "Place in search"),
        "count",
        (Last("rank_day", "position", where=(("place", "organic"),)),),
        by=("word", "item_id"),
        better="down",
        definition=Text("某商品在某个词下的自然位次，越小越好", "An item's place among unpaid results of a word; small is good"),
    ),
)
