"""What buyers say and how they are served: reviews, chats, the service desk per day."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

REVIEWS = Table(
    "reviews",
    Kind.KEYED,
    Text("评价", "Reviews"),
    ("cut", "review_id"),
    "created_day",
    (
        column("review_id", Type.ID, "评价编号", "Review id", null=False),
        column("order_id", Type.ID, "订单编号", "Order id"),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("item", Type.TEXT, "商品名称", "Item"),
        column("sku", Type.TEXT, "规格", "SKU"),
        column("rating", Type.INT, "评分", "Rating", level=True),
        column("title", Type.TEXT, "标题", "Title"),
        column("text", Type.TEXT, "评价内容", "Text"),
        column("reply", Type.TEXT, "商家回复", "Reply"),
        column("pictures", Type.INT, "晒图数", "Pictures"),
        column("created_at", Type.TIME, "评价时间", "Written at"),
        column("replied_at", Type.TIME, "回复时间", "Answered at"),
        column("created_day", Type.DAY, "评价日", "Day written", of="created_at"),
        column("buyer", Type.BUYER, "买家（化名）", "Buyer (pseudonym)"),
    ),
    Text(
        "自备表格：评价.xlsx（评价编号、商品ID、评分、评价内容、评价时间）",
        "Own sheet: reviews.xlsx (id, item id, rating, text, time)",
    ),
)

CHATS = Table(
    "chats",
    Kind.KEYED,
    Text("客服会话", "Service chats"),
    ("cut", "chat_id"),
    "started_day",
    (
        column("chat_id", Type.ID, "会话编号", "Chat id", null=False),
        column("agent", Type.TEXT, "客服", "Agent"),
        column("started_at", Type.TIME, "开始时间", "Started at"),
        column("ended_at", Type.TIME, "结束时间", "Ended at"),
        column("started_day", Type.DAY, "日期", "Day started", of="started_at"),
        column("first_reply", Type.SECONDS, "首次响应时长", "First reply"),
        column("average_reply", Type.SECONDS, "平均响应时长", "Average reply"),
        column("messages", Type.INT, "消息数", "Messages"),
        column("rating", Type.INT, "满意度", "Satisfaction", level=True),
        column("topic", Type.TEXT, "咨询类型", "Topic"),
        column("item_id", Type.ID, "商品ID", "Item id"),
        column("order_id", Type.ID, "订单编号", "Order id"),
        column("solved", Type.BOOL, "已解决", "Solved"),
        column("paid", Type.MONEY, "询单支付金额", "Paid after the chat"),
        column("buyer", Type.BUYER, "买家（化名）", "Buyer (pseudonym)"),
    ),
    Text(
        "自备表格：会话.xlsx（会话编号、客服、开始时间、首次响应时长）", "Own sheet: chats.xlsx (id, agent, start, first reply)"
    ),
)

SERVICE_DAY = Table(
    "service_day",
    Kind.SNAPSHOT,
    Text("客服日数据", "Service by day"),
    ("cut", "day", "agent"),
    "day",
    (
        column("day", Type.DAY, "统计日期", "Day", null=False),
        column("agent", Type.TEXT, "客服", "Agent"),
        column("consulted", Type.INT, "咨询人数", "People asking", level=True),
        column("received", Type.INT, "接待人数", "People received", level=True),
        column("inquirers", Type.INT, "询单人数", "People asking before buying", level=True),
        column("placed_buyers", Type.INT, "下单人数", "Ordering buyers", level=True),
        column("buyers", Type.INT, "支付人数", "Buyers", level=True),
        column("refunders", Type.INT, "退款人数", "People refunded", level=True),
        column("gmv", Type.MONEY, "客服销售额", "Sold by service"),
        column("refunded", Type.MONEY, "成功退款金额", "Refunded amount"),
        column("net", Type.MONEY, "净销售额", "Net sales"),
        column("stated_cvr", Type.RATE, "询单转化率（平台）", "Conversion as stated"),
        column("first_reply", Type.SECONDS, "首次响应时长", "First reply"),
        column("average_reply", Type.SECONDS, "平均响应时长", "Average reply"),
        column("reply_3min", Type.RATE, "3分钟回复率", "Answered in 3 minutes"),
        column("reply_rate", Type.RATE, "回复率", "Answered"),
        column("satisfied", Type.RATE, "满意率", "Satisfied"),
        column("helped_rate", Type.RATE, "平台求助率", "Platform called in"),
        column("blamed_rate", Type.RATE, "平台判责率", "Platform found at fault"),
        column("collected_24h", Type.RATE, "24小时揽收及时率", "Collected within 24 h"),
    ),
    Text("生意参谋 › 服务 › 接待响应 › 下载", "Business Advisor › Service › Reception › Download"),
)

TABLES = (REVIEWS, CHATS, SERVICE_DAY)
