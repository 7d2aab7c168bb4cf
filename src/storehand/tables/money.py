"""Costs, targets and bills: what people type in their own sheets and what banks and platforms settle."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

COSTS = Table(
    "costs",
    Kind.KEYED,
    Text("成本", "Costs"),
    ("code", "since_day"),
    "since_day",
    (
        column("code", Type.ID, "商品ID/商家编码/SKU", "Item id, merchant code or SKU", null=False),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("since_day", Type.DAY, "生效日期", "Valid from"),
        column("unit_cost", Type.MONEY, "成本价", "Unit cost", level=True),
        column("freight", Type.MONEY, "单件运费", "Freight per unit", level=True),
        column("packaging", Type.MONEY, "单件包材", "Packaging per unit", level=True),
        column("fee_rate", Type.RATE, "平台扣点", "Platform fee rate"),
    ),
    Text("自备表格：成本.xlsx（商品ID、成本价）", "Own sheet: costs.xlsx (item id, unit cost)"),
)

TARGETS = Table(
    "targets",
    Kind.KEYED,
    Text("目标", "Targets"),
    ("metric", "period", "start_day"),
    "start_day",
    (
        column("metric", Type.CODE, "指标", "Metric", null=False),
        column("period", Type.CODE, "周期", "Period", codes=("day", "week", "month", "year"), null=False),
        column("start_day", Type.DAY, "开始日期", "First day", null=False),
        column("value", Type.FLOAT, "目标值", "Target"),
    ),
    Text("自备表格：目标.xlsx（月份、指标、目标值）", "Own sheet: targets.xlsx (month, metric, target)"),
)

BILLS = Table(
    "bills",
    Kind.KEYED,
    Text("账单", "Bills"),
    ("cut", "bill_id"),
    "billed_day",
    (
        column("bill_id", Type.ID, "流水号", "Bill id", null=False),
        column("order_id", Type.ID, "订单编号", "Order id"),
        column("line_id", Type.ID, "子订单编号", "Line id"),
        column("sku_id", Type.ID, "SKU", "SKU id"),
        column("item", Type.TEXT, "商品", "Item"),
        column("quantity", Type.INT, "件数", "Units"),
        column("settlement_id", Type.ID, "结算单号", "Settlement id"),
        column("account", Type.TEXT, "账户", "Account"),
        column("state", Type.TEXT, "状态", "State"),
        column("kind", Type.TEXT, "账务类型", "Kind"),
        column("direction", Type.CODE, "收支方向", "Direction", codes=("in", "out", "neutral")),
        column("billed_at", Type.TIME, "入账时间", "Booked at"),
        column("billed_day", Type.DAY, "入账日", "Day booked", of="billed_at"),
        column("amount", Type.MONEY, "金额（收入为正）", "Amount (in is positive)"),
        column("fee", Type.MONEY, "服务费", "Fee"),
        column("refunded", Type.MONEY, "已退款", "Refunded so far"),
        column("balance", Type.MONEY, "账户余额", "Balance", level=True),
        column("note", Type.TEXT, "业务描述", "Note"),
    ),
    Text("千牛 › 财务 › 账单下载", "Seller desk › Finance › Bills"),
)

TABLES = (COSTS, TARGETS, BILLS)
