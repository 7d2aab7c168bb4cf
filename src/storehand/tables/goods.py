"""Items, SKUs and the roles that people give to items （主推 副推 …）."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

ROLE = ("main", "second", "advertised", "rest")

ITEMS = Table(
    "items",
    Kind.KEYED,
    Text("商品", "Items"),
    ("cut", "item_id"),
    "known_day",
    (
        column("item_id", Type.ID, "商品ID", "Item id", null=False),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("code", Type.ID, "商家编码", "Merchant code"),
        column("category", Type.TEXT, "类目", "Category"),
        column("price", Type.MONEY, "价格", "Price", level=True),
        column("list_price", Type.MONEY, "划线价", "List price", level=True),
        column("item_status", Type.TEXT, "状态", "Status"),
        column("brand", Type.TEXT, "品牌", "Brand"),
        column("tags", Type.TEXT, "标签", "Tags"),
        column("text", Type.TEXT, "详情文字", "Description"),
        column("picture", Type.TEXT, "主图链接", "Main picture link"),
        column("pictures", Type.INT, "图片数", "Pictures", level=True),
        column("on_hand", Type.INT, "库存", "On hand", level=True),
        column("published_at", Type.TIME, "上架时间", "Published at"),
        column("known_day", Type.DAY, "获知日", "Day known", of="known_at"),
    ),
)

SKUS = Table(
    "skus",
    Kind.KEYED,
    Text("SKU", "SKUs"),
    ("cut", "sku_id"),
    "known_day",
    (
        column("sku_id", Type.ID, "SKU", "SKU id", null=False),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("sku", Type.TEXT, "规格", "SKU"),
        column("code", Type.ID, "商家编码", "Merchant code"),
        column("barcode", Type.ID, "条码", "Barcode"),
        column("category", Type.TEXT, "类目", "Category"),
        column("list_price", Type.MONEY, "划线价", "List price", level=True),
        column("on_hand", Type.INT, "库存", "On hand", level=True),
        column("picture", Type.TEXT, "图片链接", "Picture link"),
        column("price", Type.MONEY, "价格", "Price", level=True),
        column("known_day", Type.DAY, "获知日", "Day known", of="known_at"),
    ),
)

ROLES = Table(
    "roles",
    Kind.KEYED,
    Text("商品角色", "Roles of items"),
    ("item_id",),
    "known_day",
    (
        column("item_id", Type.ID, "商品ID", "Item id", null=False),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("role", Type.CODE, "角色", "Role", codes=ROLE),
        column("owner", Type.TEXT, "负责人", "Owner"),
        column("known_day", Type.DAY, "获知日", "Day known", of="known_at"),
    ),
    Text("自备表格：商品角色.xlsx（商品ID、角色）", "Own sheet: roles.xlsx (item id, role)"),
)

ITEM_SCORES = Table(
    "item_scores",
    Kind.SNAPSHOT,
    Text("商品体验分", "Experience scores of items"),
    ("cut", "day", "item_id"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("item_id", Type.ID, "商品ID", "Item id", null=False),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("score", Type.FLOAT, "商品体验分", "Score"),
        column("problem_orders", Type.INT, "问题订单数", "Orders with problems"),
        column("orders", Type.INT, "成交订单数", "Orders"),
        column("standing", Type.TEXT, "排名情况", "Standing among peers"),
    ),
    Text("千牛 › 店铺 › 真实体验分 › 商品 › 下载", "Seller desk › Shop › Experience score › Items › Download"),
)

SHOP_SCORES = Table(
    "shop_scores",
    Kind.SNAPSHOT,
    Text("店铺评分", "Scores of the shop"),
    ("cut", "day", "name"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("name", Type.TEXT, "指标", "Score", null=False),
        column("score", Type.FLOAT, "分值", "Value"),
        column("peers", Type.FLOAT, "同行均值", "Peers"),
        column("standing", Type.TEXT, "排名情况", "Standing among peers"),
    ),
    Text("自备表格：店铺评分.xlsx（日期、指标、分值）", "Own sheet: shop-scores.xlsx (day, score, value)"),
)

PRICE_CHECKS = Table(
    "price_checks",
    Kind.SNAPSHOT,
    Text("价格检查", "Price checks by the platform"),
    ("cut", "day", "item_id"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("item_id", Type.ID, "商品ID", "Item id", null=False),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("stars", Type.INT, "商品星级", "Price stars", level=True),
        column("state", Type.TEXT, "限流/风险状态", "State"),
        column("category", Type.TEXT, "类目", "Category"),
        column("price", Type.MONEY, "当前券后价", "Price after coupons", level=True),
        column("advised", Type.MONEY, "平台建议价", "Advised price", level=True),
        column("lowest", Type.MONEY, "最低风险价", "Lowest price at risk", level=True),
        column("list_price", Type.MONEY, "原价", "List price", level=True),
        column("low_skus", Type.INT, "低价SKU数量", "SKUs priced low", level=True),
        column("sold", Type.INT, "销量", "Units sold"),
        column("rival_item_id", Type.ID, "竞品ID", "Rival's item id"),
        column("rival_item", Type.TEXT, "竞品名称", "Rival's item"),
        column("rival_price", Type.MONEY, "竞品价格", "Rival's price", level=True),
    ),
    Text("千牛 › 商品 › 高价限流商品 › 下载", "Seller desk › Items › Limited for price › Download"),
)

TABLES = (ITEMS, SKUS, ROLES, ITEM_SCORES, SHOP_SCORES, PRICE_CHECKS)
