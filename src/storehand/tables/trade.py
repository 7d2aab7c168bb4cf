"""Orders, their lines and refunds.

Money of an order: `placed` what was ordered (unpaid too), `paid` what the buyer paid, before any refund,
null while unpaid or not a sale; `refunded` what has been given back so far, as that export states it
(cumulative, with no day of its own). Net of an order cohort = paid − refunded. `subsidy` is what the platform
adds to it: the merchant is owed paid + subsidy.
"""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

WHOLE = ("order", "erp")
"""The cuts that stand for all orders, best first: the platform's own export, then the ERP's."""

PARTS = ("live",)
"""Cuts of some orders only: those of live sessions."""

STATUS = ("unpaid", "paid", "shipped", "done", "closed", "returned", "other")

ORDERS = Table(
    "orders",
    Kind.KEYED,
    Text("订单", "Orders"),
    ("cut", "order_id"),
    "created_day",
    (
        column("order_id", Type.ID, "订单编号", "Order id", null=False),
        column("status", Type.CODE, "订单状态", "Status", codes=STATUS),
        column("status_text", Type.TEXT, "平台状态原文", "Status as exported"),
        column("close_reason", Type.TEXT, "关闭原因", "Close reason"),
        column("created_at", Type.TIME, "下单时间", "Placed at"),
        column("paid_at", Type.TIME, "付款时间", "Paid at"),
        column("shipped_at", Type.TIME, "发货时间", "Shipped at"),
        column("promised_at", Type.TIME, "承诺发货时间", "Promised ship time"),
        column("done_at", Type.TIME, "完成时间", "Completed at"),
        column("created_day", Type.DAY, "下单日", "Day placed", of="created_at"),
        column("paid_day", Type.DAY, "付款日", "Day paid", of="paid_at"),
        column("shipped_day", Type.DAY, "发货日", "Day shipped", of="shipped_at"),
        column("placed", Type.MONEY, "下单金额", "Placed amount"),
        column("paid", Type.MONEY, "支付金额", "Paid amount"),
        column("refunded", Type.MONEY, "累计退款金额", "Refunded so far"),
        column("freight", Type.MONEY, "运费", "Freight"),
        column("discount", Type.MONEY, "优惠金额", "Discount"),
        column("subsidy", Type.MONEY, "平台承担优惠", "Part of the discount that the platform bears"),
        column("tax", Type.MONEY, "税费", "Tax"),
        column("quantity", Type.INT, "件数", "Units"),
        column("item", Type.TEXT, "宝贝标题", "Items"),
        column("buyer", Type.BUYER, "买家（化名）", "Buyer (pseudonym)"),
        column("province", Type.TEXT, "省份", "Province"),
        column("country", Type.TEXT, "国家", "Country"),
        column("channel", Type.TEXT, "渠道", "Channel"),
        column("coupon", Type.TEXT, "优惠码", "Discount code"),
        column("courier", Type.TEXT, "快递公司", "Courier"),
        column("platform_order_id", Type.ID, "线上订单号", "Order id on the platform"),
    ),
    Text("千牛 › 交易 › 已卖出的宝贝 › 批量导出（订单报表）", "Seller desk › Trade › Sold items › Export orders"),
    cuts=WHOLE,
    parts=PARTS,
)

ORDER_LINES = Table(
    "order_lines",
    Kind.KEYED,
    Text("订单明细", "Order lines"),
    ("cut", "line_id"),
    "created_day",
    (
        column("line_id", Type.ID, "子订单编号", "Line id", null=False),
        column("order_id", Type.ID, "主订单编号", "Order id", null=False),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品标题", "Item"),
        column("sku_id", Type.ID, "SKU", "SKU id"),
        column("sku", Type.TEXT, "规格", "SKU"),
        column("code", Type.ID, "商家编码", "Merchant code"),
        column("category", Type.TEXT, "类目", "Category"),
        column("status", Type.CODE, "订单状态", "Status", codes=STATUS),
        column("status_text", Type.TEXT, "平台状态原文", "Status as exported"),
        column("refund_status", Type.TEXT, "退款状态", "Refund status"),
        column("created_at", Type.TIME, "下单时间", "Placed at"),
        column("paid_at", Type.TIME, "付款时间", "Paid at"),
        column("created_day", Type.DAY, "下单日", "Day placed", of="created_at"),
        column("paid_day", Type.DAY, "付款日", "Day paid", of="paid_at"),
        column("price", Type.MONEY, "单价", "Unit price", level=True),
        column("quantity", Type.INT, "件数", "Units"),
        column("placed", Type.MONEY, "下单金额", "Placed amount"),
        column("paid", Type.MONEY, "支付金额", "Paid amount"),
        column("refunded", Type.MONEY, "累计退款金额", "Refunded so far"),
        column("discount", Type.MONEY, "优惠金额", "Discount"),
        column("subsidy", Type.MONEY, "平台承担优惠", "Part of the discount that the platform bears"),
        column("unit_cost", Type.MONEY, "成本价", "Unit cost", level=True),
        column("platform_order_id", Type.ID, "线上订单号", "Order id on the platform"),
        column("platform_line_id", Type.ID, "线上子订单编号", "Line id on the platform"),
        column("session_id", Type.ID, "直播场次ID", "Live session id"),
        column("buyer", Type.BUYER, "买家（化名）", "Buyer (pseudonym)"),
        column("province", Type.TEXT, "省份", "Province"),
        column("country", Type.TEXT, "国家", "Country"),
        column("channel", Type.TEXT, "渠道", "Channel"),
    ),
    Text("千牛 › 交易 › 已卖出的宝贝 › 批量导出（宝贝报表）", "Seller desk › Trade › Sold items › Export lines"),
    cuts=WHOLE,
    parts=PARTS,
)

REFUNDS = Table(
    "refunds",
    Kind.KEYED,
    Text("退款", "Refunds"),
    ("cut", "refund_id"),
    "refunded_day",
    (
        column("refund_id", Type.ID, "退款编号", "Refund id", null=False),
        column("order_id", Type.ID, "订单编号", "Order id"),
        column("line_id", Type.ID, "子订单编号", "Line id"),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品标题", "Item"),
        column("sku_id", Type.ID, "SKU", "SKU id"),
        column("kind", Type.TEXT, "退款类型", "Kind"),
        column("reason", Type.TEXT, "退款原因", "Reason"),
        column("status_text", Type.TEXT, "退款状态", "Status as exported"),
        column("applied_at", Type.TIME, "申请时间", "Applied at"),
        column("refunded_at", Type.TIME, "退款时间", "Refunded at"),
        column("refunded_day", Type.DAY, "退款日", "Day refunded", of="refunded_at"),
        column("amount", Type.MONEY, "退款金额", "Refund amount"),
        column("freight", Type.MONEY, "退运费金额", "Freight refunded"),
        column("quantity", Type.INT, "退货件数", "Units returned"),
        column("buyer", Type.BUYER, "买家（化名）", "Buyer (pseudonym)"),
        column("country", Type.TEXT, "国家", "Country"),
    ),
    Text("千牛 › 交易 › 退款管理 › 导出", "Seller desk › Trade › Refunds › Export"),
    cuts=WHOLE,
    parts=PARTS,
)

PARCELS = Table(
    "parcels",
    Kind.KEYED,
    Text("物流异常", "Parcels in trouble"),
    ("cut", "parcel_id"),
    "paid_day",
    (
        column("parcel_id", Type.ID, "子交易单号", "Parcel id", null=False),
        column("order_id", Type.ID, "交易单号", "Order id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("courier", Type.TEXT, "快递公司", "Courier"),
        column("kind", Type.TEXT, "异常类型", "Kind of trouble"),
        column("overdue", Type.TEXT, "超时类型", "Overdue or about to be"),
        column("paid_at", Type.TIME, "支付时间", "Paid at"),
        column("due_at", Type.TIME, "应揽收时间", "To be collected by"),
        column("paid_day", Type.DAY, "付款日", "Day paid", of="paid_at"),
        column("compensation", Type.MONEY, "预计赔付金额", "Compensation at stake"),
    ),
    Text("千牛 › 交易 › 物流管理 › 揽收异常 › 导出", "Seller desk › Trade › Logistics › Late collections › Export"),
)

TABLES = (ORDERS, ORDER_LINES, REFUNDS, PARCELS)
