"""Rivals and the market: listings watched, places in search and lists, what people search, the category's size."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

RIVAL_DAY = Table(
    "rival_day",
    Kind.KEYED,
    Text("竞品日数据", "Rivals' items by day"),
    ("cut", "day", "seen_at", "list", "item_id", "item"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("seen_at", Type.TIME, "采集时间", "Seen at"),
        column("list", Type.TEXT, "榜单", "List"),
        column("rank", Type.INT, "榜单名次", "Place in the list", level=True),
        column("rival", Type.TEXT, "竞店", "Rival shop"),
        column("brand", Type.TEXT, "品牌", "Brand"),
        column("item_id", Type.ID, "竞品ID", "Rival's item id"),
        column("item", Type.TEXT, "竞品名称", "Rival's item"),
        column("own_item_id", Type.ID, "对应本店商品ID", "Own item id"),
        column("link", Type.TEXT, "链接", "Link"),
        column("picture", Type.TEXT, "主图链接", "Main picture link"),
        column("price", Type.MONEY, "价格", "Price", level=True),
        column("list_price", Type.MONEY, "原价", "List price", level=True),
        column("coupon", Type.TEXT, "优惠券", "Coupon"),
        column("promotion", Type.TEXT, "活动", "Promotion"),
        column("sold", Type.INT, "显示销量（累计）", "Units sold as shown (running)", level=True),
        column("reviews", Type.INT, "评论数（累计）", "Reviews (running)", level=True),
        column("rating", Type.FLOAT, "评分", "Rating"),
        column("note", Type.TEXT, "备注", "Note"),
    ),
    Text("自备表格：竞品.xlsx（日期、竞品名称、价格、销量）", "Own sheet: rivals.xlsx (day, item, price, sold)"),
)

RANK_DAY = Table(
    "rank_day",
    Kind.KEYED,
    Text("关键词排名", "Places in search"),
    ("cut", "day", "seen_at", "word", "place", "page", "position", "item_id"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("seen_at", Type.TIME, "采集时间", "Seen at"),
        column("word", Type.TEXT, "搜索词", "Search word", null=False),
        column("place", Type.CODE, "位置类型", "Kind of place", codes=("organic", "sponsored", "other")),
        column("page", Type.INT, "页", "Page", level=True),
        column("position", Type.INT, "名次", "Position", level=True),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("brand", Type.TEXT, "品牌", "Brand"),
        column("price", Type.MONEY, "价格", "Price", level=True),
        column("list_price", Type.MONEY, "原价", "List price", level=True),
        column("coupon", Type.TEXT, "优惠券", "Coupon"),
        column("promotion", Type.TEXT, "活动", "Promotion"),
        column("reviews", Type.INT, "评论数（累计）", "Reviews (running)", level=True),
        column("rating", Type.FLOAT, "评分", "Rating"),
    ),
    Text("自备表格：排名.xlsx（日期、搜索词、商品ID、名次）", "Own sheet: ranks.xlsx (day, word, item id, position)"),
)

WORD_DAY = Table(
    "word_day",
    Kind.KEYED,
    Text("市场搜索词", "Words that the market searches"),
    ("cut", "day", "word"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("word", Type.TEXT, "搜索词", "Search word", null=False),
        column("rank", Type.INT, "排名", "Rank", level=True),
        column("searches_low", Type.INT, "搜索人气（低）", "Searches (low)", level=True),
        column("searches_high", Type.INT, "搜索人气（高）", "Searches (high)", level=True),
        column("growth", Type.RATE, "搜索增速", "Growth"),
        column("stated_ctr", Type.RATE, "点击率（平台）", "Click rate as stated"),
        column("cvr_low", Type.RATE, "支付转化率（低）", "Conversion (low)"),
        column("cvr_high", Type.RATE, "支付转化率（高）", "Conversion (high)"),
        column("free_ctr", Type.RATE, "免费点击率", "Free click rate"),
        column("category", Type.TEXT, "实际类目", "Category"),
    ),
    Text("生意参谋 › 市场 › 搜索排行 › 下载", "Business Advisor › Market › Search ranking › Download"),
)

# Keyed, for a file holds one category or one list: another's file of the same day does not replace it.
MARKET_DAY = Table(
    "market_day",
    Kind.KEYED,
    Text("大盘日数据", "Market by day"),
    ("cut", "day", "category", "name"),
    "day",
    (
        column("day", Type.DAY, "统计日期", "Day", null=False),
        column("category", Type.TEXT, "类目", "Category"),
        column("name", Type.TEXT, "店铺/品牌/商品", "Shop, brand or item"),
        column("trade_index", Type.FLOAT, "交易指数", "Trade index (fitted)"),
        column("visitor_index", Type.FLOAT, "流量指数", "Traffic index (fitted)"),
        column("search_index", Type.FLOAT, "搜索人气", "Search index (fitted)"),
        column("fav_index", Type.FLOAT, "收藏人气", "Favourite index (fitted)"),
        column("cart_index", Type.FLOAT, "加购人气", "Cart index (fitted)"),
        column("cvr_index", Type.FLOAT, "支付转化指数", "Conversion index (fitted)"),
        column("buyer_index", Type.FLOAT, "客群指数", "Buyer index (fitted)"),
    ),
    Text("生意参谋 › 市场 › 市场大盘 › 下载", "Business Advisor › Market › Overview › Download"),
)

TABLES = (RIVAL_DAY, RANK_DAY, WORD_DAY, MARKET_DAY)
