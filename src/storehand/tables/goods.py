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
        column("price", Type.MONEY, "价格", "Price"),
        column("item_status", Type.TEXT, "状态", "Status"),
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
        column("sku", Type.TEXT, "规格", "SKU"),
        column("code", Type.ID, "商家编码", "Merchant code"),
        column("price", Type.MONEY, "价格", "Price"),
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

TABLES = (ITEMS, SKUS, ROLES)
