"""Live sessions, as the platform sums them up."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

LIVE_SESSIONS = Table(
    "live_sessions",
    Kind.KEYED,
    Text("直播场次", "Live sessions"),
    ("cut", "session_id"),
    "started_day",
    (
        column("session_id", Type.ID, "场次ID", "Session id", null=False),
        column("title", Type.TEXT, "直播标题", "Title"),
        column("host", Type.TEXT, "主播", "Host"),
        column("started_at", Type.TIME, "开播时间", "Started at"),
        column("ended_at", Type.TIME, "下播时间", "Ended at"),
        column("started_day", Type.DAY, "日期", "Day started", of="started_at"),
        column("duration", Type.SECONDS, "直播时长", "Duration"),
        column("impressions", Type.INT, "曝光次数", "Impressions"),
        column("visitors", Type.INT, "观看人数", "Viewers", level=True),
        column("pageviews", Type.INT, "观看次数", "Views"),
        column("online", Type.INT, "最高在线人数", "Most at a time", level=True),
        column("dwell", Type.SECONDS, "人均观看时长", "Average watch time"),
        column("interaction", Type.RATE, "互动率", "Interaction rate"),
        column("follows", Type.INT, "新增粉丝数", "New followers"),
        column("clickers", Type.INT, "商品点击人数", "Item clickers", level=True),
        column("cart_adds", Type.INT, "加购件数", "Units added to cart"),
        column("buyers", Type.INT, "成交人数", "Buyers", level=True),
        column("orders", Type.INT, "成交订单数", "Orders"),
        column("units", Type.INT, "成交件数", "Units"),
        column("gmv", Type.MONEY, "成交金额", "Paid amount"),
        column("refunded", Type.MONEY, "退款金额", "Refunded amount"),
        column("spend", Type.MONEY, "投放消耗", "Ad spend"),
    ),
    Text(
        "自备表格：直播场次.xlsx（场次ID、开播时间、观看人数、成交金额）",
        "Own sheet: live.xlsx (session, start, viewers, amount)",
    ),
)

TABLES = (LIVE_SESSIONS,)
