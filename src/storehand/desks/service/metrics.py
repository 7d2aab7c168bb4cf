"""What service measures: people who ask, who are answered, who then buy; how long they wait.

Agents' people add up over agents: who asks two of them counts twice. Times and shares are as the platform states them.
"""

from storehand.metrics.metric import Difference, Given, Metric, Ratio, Sum
from storehand.wording import Text

_AGENT = ("agent",)
_AGENTS = ("agent", "sycm", "feige")
_STATED = ("sycm", "feige")

METRICS = (
    Metric(
        "consulted",
        Text("咨询人数", "People asking"),
        "count",
        (Sum("service_day", "consulted", cuts=_AGENTS),),
        by=_AGENT,
        definition=Text("按客服累加：问过两个客服算两次", "Added over agents: who asks two counts twice"),
    ),
    Metric("received", Text("接待人数", "People answered"), "count", (Sum("service_day", "received", cuts=_AGENTS),), by=_AGENT),
    Metric(
        "unanswered",
        Text("没接待的咨询", "People not answered"),
        "count",
        difference=Difference("consulted", "received"),
        by=_AGENT,
        better="down",
    ),
    Metric(
        "unanswered_rate",
        Text("漏接率", "Share not answered"),
        "rate",
        ratio=Ratio("unanswered", "consulted"),
        by=_AGENT,
        better="down",
        definition=Text("（咨询人数 − 接待人数）÷ 咨询人数", "(People asking − people answered) ÷ people asking"),
    ),
    Metric(
        "inquirers",
        Text("询单人数", "People asking before buying"),
        "count",
        (Sum("service_day", "inquirers", cuts=_AGENTS),),
        by=_AGENT,
    ),
    Metric(
        "service_buyers",
        Text("询单支付人数", "Askers who paid"),
        "count",
        (Sum("service_day", "buyers", cuts=_AGENTS),),
        by=_AGENT,
    ),
    Metric("service_gmv", Text("客服销售额", "Sold by service"), "money", (Sum("service_day", "gmv", cuts=_AGENTS),), by=_AGENT),
    Metric(
        "inquiry_cvr",
        Text("询单转化率", "Inquiry conversion"),
        "rate",
        ratio=Ratio("service_buyers", "inquirers"),
        by=_AGENT,
        definition=Text("询单支付人数 ÷ 询单人数", "Askers who paid ÷ people asking before buying"),
    ),
    Metric(
        "service_aov",
        Text("客服客单价", "Paid per asker"),
        "per",
        ratio=Ratio("service_gmv", "service_buyers"),
        by=_AGENT,
        definition=Text("客服销售额 ÷ 询单支付人数", "Sold by service ÷ askers who paid"),
    ),
    Metric(
        "reply",
        Text("首次响应时长", "First reply"),
        "seconds",
        (Given("service_day", "first_reply", cuts=_STATED),),
        better="down",
    ),
    Metric(
        "average_reply",
        Text("平均响应时长", "Average reply"),
        "seconds",
        (Given("service_day", "average_reply", cuts=_STATED),),
        better="down",
    ),
    Metric(
        "reply_3min", Text("3 分钟回复率", "Answered in 3 minutes"), "rate", (Given("service_day", "reply_3min", cuts=_STATED),)
    ),
    Metric("satisfied", Text("客服满意率", "Satisfied"), "rate", (Given("service_day", "satisfied", cuts=_STATED),)),
)
