"""Stock on hand (a level, per day) and its movements that are not sales."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

STOCK_DAY = Table(
    "stock_day",
    Kind.SNAPSHOT,
    Text("库存日数据", "Stock by day"),
    ("cut", "day", "sku_id", "warehouse"),
    "day",
    (
        column("day", Type.DAY, "日期", "Day", null=False),
        column("sku_id", Type.ID, "SKU", "SKU id", null=False),
        column("warehouse", Type.TEXT, "仓库", "Warehouse"),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("code", Type.ID, "商家编码", "Merchant code"),
        column("category", Type.TEXT, "类目", "Category"),
        column("price", Type.MONEY, "价格", "Price", level=True),
        column("on_hand", Type.INT, "库存件数", "On hand"),
        column("available", Type.INT, "可用库存", "Available"),
        column("in_transit", Type.INT, "在途", "In transit"),
        column("reserved", Type.INT, "占用库存", "Reserved"),
        column("unsellable", Type.INT, "不可售", "Unsellable"),
        column("sold_1", Type.INT, "昨日销量", "Sold on the day before"),
        column("sold_7", Type.INT, "近7日销量", "Sold in 7 days"),
        column("sold_14", Type.INT, "近14日销量", "Sold in 14 days"),
        column("sold_30", Type.INT, "近30日销量", "Sold in 30 days"),
        column("returned_30", Type.INT, "近30日退货", "Returned in 30 days"),
        column("stated_cover", Type.FLOAT, "可售天数（平台）", "Days of cover as stated"),
        column("aged_0_90", Type.INT, "库龄0-90天", "Aged 0–90 days"),
        column("aged_91_180", Type.INT, "库龄91-180天", "Aged 91–180 days"),
        column("aged_181_270", Type.INT, "库龄181-270天", "Aged 181–270 days"),
        column("aged_271_365", Type.INT, "库龄271-365天", "Aged 271–365 days"),
        column("aged_365", Type.INT, "库龄365天以上", "Aged over 365 days"),
    ),
)

STOCK_MOVES = Table(
    "stock_moves",
    Kind.KEYED,
    Text("库存调整", "Stock adjustments"),
    ("move_id",),
    "moved_day",
    (
        column("move_id", Type.ID, "调整编号", "Move id", null=False),
        column("sku_id", Type.ID, "SKU", "SKU id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("kind", Type.TEXT, "类型", "Kind"),
        column("reason", Type.TEXT, "原因", "Reason"),
        column("quantity", Type.INT, "件数（负为减少）", "Units (negative: fewer)"),
        column("moved_at", Type.TIME, "时间", "Moved at"),
        column("moved_day", Type.DAY, "日期", "Day moved", of="moved_at"),
    ),
)

TABLES = (STOCK_DAY, STOCK_MOVES)
