"""Members as pseudonyms, with what is not personal about them."""

from storehand.tables.table import Kind, Table, Type, column
from storehand.wording import Text

MEMBERS = Table(
    "members",
    Kind.KEYED,
    Text("会员", "Members"),
    ("cut", "member_id"),
    "known_day",
    (
        column("member_id", Type.BUYER, "会员（化名）", "Member (pseudonym)", null=False),
        column("buyer", Type.BUYER, "买家（化名）", "Buyer (pseudonym)"),
        column("level", Type.TEXT, "会员等级", "Level"),
        column("points", Type.INT, "积分", "Points", level=True),
        column("province", Type.TEXT, "省份", "Province"),
        column("city", Type.TEXT, "城市", "City"),
        column("joined_day", Type.DAY, "入会日期", "Joined on"),
        column("last_day", Type.DAY, "最近成交日期", "Last bought on"),
        column("orders", Type.INT, "成交笔数", "Orders", level=True),
        column("gmv", Type.MONEY, "累计成交金额", "Bought in total", level=True),
        column("known_day", Type.DAY, "获知日", "Day known", of="known_at"),
    ),
    Text("自备表格：会员.xlsx（会员ID、会员等级、积分）", "Own sheet: members.xlsx (member id, level, points)"),
)

TABLES = (MEMBERS,)
