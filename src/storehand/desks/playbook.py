"""The playbook: the symptoms that an operator looks for, by number. Every desk's plays name theirs."""

from typing import Final

from storehand.wording import Text

SYMPTOMS: Final[dict[str, Text]] = {
    "P1": Text("访客数掉了", "Visitors drop"),
    "P2": Text("搜索流量掉了", "Search traffic drops"),
    "P3": Text("付费流量掉了", "Paid traffic drops"),
    "P4": Text("推荐流量掉了", "Recommended traffic drops"),
    "P5": Text("活动、直播、短视频流量掉了", "Event, live or video traffic drops"),
    "P6": Text("转化率掉了", "Conversion drops"),
    "P7": Text("客单价掉了", "Paid per buyer drops"),
    "P8": Text("点击率掉了", "Click rate drops"),
    "P9": Text("推广花费猛增", "Ad spend jumps"),
    "P10": Text("投产比掉了", "Return on ads drops"),
    "P11": Text("退款变多", "Refunds rise"),
    "P12": Text("店铺评分下滑", "Scores of the shop fall"),
    "P13": Text("询单转化掉了", "Inquiry conversion drops"),
    "P14": Text("客服响应慢", "Replies are slow"),
    "P15": Text("发货慢", "Sending is late"),
    "P16": Text("断货或快断货", "Stock out or nearly"),
    "P17": Text("差评变多", "Bad reviews rise"),
    "P18": Text("竞品降价", "A rival cuts its price"),
    "P19": Text("搜索排名掉了", "A place in search is lost"),
    "P20": Text("违规扣分", "A violation"),
    "P21": Text("缺字段", "A missing field"),
    "P22": Text("跳失变高、停留变短", "Bounce rises or stays get shorter"),
    "P23": Text("未付款变多", "Unpaid orders rise"),
    "P24": Text("卖得多赚得少", "Sales up, profit down"),
    "P25": Text("新品没流量", "A new item gets no traffic"),
}
