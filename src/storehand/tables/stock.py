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
        column("on_hand", Type.INT, "库存件数", "On hand"),
        column("available", Type.INT, "可用库存", "Available"),
        column("in_transit", Type.INT, "在途", "In transit"),
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
