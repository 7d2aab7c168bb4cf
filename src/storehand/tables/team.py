"""Who works here, who supplies, and what the platform holds against the shop. Staff go by the name that they work under."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

OWNERS = ("ads", "design", "service", "logistics", "warehouse", "buying", "finance", "operations")

STAFF = Table(
    "staff",
    Kind.KEYED,
    Text("员工", "Staff"),
    ("name",),
    "known_day",
    (
        column("name", Type.TEXT, "工作名", "Working name", null=False),
        column("role", Type.CODE, "岗位", "Role", codes=(*OWNERS, "owner", "manager", "other")),
        column("group", Type.TEXT, "组别", "Team"),
        column("account", Type.ID, "子账号", "Account on the platform"),
        column("since_day", Type.DAY, "入职日期", "Since"),
        column("until_day", Type.DAY, "离职日期", "Until"),
        column("known_day", Type.DAY, "获知日", "Day known", of="known_at"),
    ),
    Text("自备表格：员工.xlsx（工作名、岗位、子账号）", "Own sheet: staff.xlsx (working name, role, account)"),
)

SUPPLIERS = Table(
    "suppliers",
    Kind.KEYED,
    Text("供应商", "Suppliers"),
    ("supplier", "code"),
    "known_day",
    (
        column("supplier", Type.TEXT, "供应商", "Supplier", null=False),
        column("code", Type.ID, "商品编码", "Item code"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("lead_days", Type.INT, "交期（天）", "Lead time in days", level=True),
        column("minimum", Type.INT, "起订量", "Minimum order", level=True),
        column("price", Type.MONEY, "采购价", "Purchase price", level=True),
        column("terms", Type.TEXT, "账期", "Terms"),
        column("city", Type.TEXT, "所在地", "Place"),
        column("note", Type.TEXT, "备注", "Note"),
        column("known_day", Type.DAY, "获知日", "Day known", of="known_at"),
    ),
    Text(
        "自备表格：供应商.xlsx（供应商、商品编码、采购价、交期）", "Own sheet: suppliers.xlsx (supplier, code, price, lead time)"
    ),
)

VIOLATIONS = Table(
    "violations",
    Kind.KEYED,
    Text("违规", "Violations"),
    ("cut", "violation_id"),
    "happened_day",
    (
        column("violation_id", Type.ID, "违规编号", "Violation id", null=False),
        column("kind", Type.TEXT, "违规类型", "Kind"),
        column("reason", Type.TEXT, "违规原因", "Reason"),
        column("state", Type.TEXT, "状态", "State"),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("order_id", Type.ID, "订单编号", "Order id"),
        column("points", Type.FLOAT, "扣分", "Points"),
        column("fine", Type.MONEY, "处罚金额", "Fine"),
        column("happened_at", Type.TIME, "违规时间", "Happened at"),
        column("appeal_until", Type.TIME, "申诉截止时间", "Appeal until"),
        column("happened_day", Type.DAY, "违规日", "Day happened", of="happened_at"),
    ),
    Text("千牛 › 店铺 › 违规管理 › 导出", "Seller desk › Shop › Violations › Export"),
)

TABLES = (STAFF, SUPPLIERS, VIOLATIONS)
