"""What to do about service, and about anybody's finding that service caused: who, by when, and by what it is judged."""

from storehand.advise.play import Play
from storehand.wording import Text

_SLOW = Text(
    "看每小时咨询量和每人接待量，把人排到高峰；开机器人接首问，常见 10 问做快捷语；首响控制在 30 秒、均响 60 秒内。",
    "Look at chats per hour and per agent, staff the peak; let the robot take the first question, make quick answers for the ten "
    "commonest; first reply in 30 s, average in 60 s.",
)
_LOSES = Text(
    "抽他最近 20 段没成交的会话：没回、回得慢、没推荐、没催付各占几段；今天补快捷语，30 分钟到 2 小时内催付，一周后看同一人。",
    "Read twenty of this agent's lost chats: unanswered, slow, no advice, no reminder; add quick phrases today, remind within 30 "
    "minutes to 2 hours, look at the same agent in a week.",
)

PLAYS = (
    Play("agent_cvr_low", "service", _LOSES, 8, "inquiry_cvr", 7, number="P13"),
    Play(
        "inquiry_cvr_low",
        "service",
        Text(
            "按客服、时段、商品拆开看询单转化；没回的先补回，价格和库存问题多的把答案写进详情页，下单没付的 2 小时内催付。",
            "Take inquiry conversion apart by agent, hour and item; answer what was left, put answers about price and stock "
            "on the page, remind unpaid orders within 2 hours.",
        ),
        8,
        "inquiry_cvr",
        7,
        number="P13",
    ),
    Play("inquiry_cvr_low", "service", _LOSES, 8, "inquiry_cvr", 7, driver="agent", number="P13"),
    Play("unanswered_high", "service", _SLOW, 4, "unanswered_rate", 3, number="P14"),
    Play("reply_slow", "service", _SLOW, 4, "reply", 3, number="P14"),
    Play("reply_over", "service", _SLOW, 4, "reply", 3, number="P14"),
    Play("reply_3min_low", "service", _SLOW, 4, "reply_3min", 3, number="P14"),
    *(
        Play(check, "service", _SLOW, 4, metric, 3, driver=driver, number="P14")
        for check, metric in (("cvr_low", "cvr"), ("gmv_low", "gmv"), ("orders_low", "orders"))
        for driver in ("reply", "unanswered_rate")
    ),
    *(
        Play(check, "service", _LOSES, 8, metric, 7, driver="inquiry_cvr", number="P13")
        for check, metric in (("cvr_low", "cvr"), ("gmv_low", "gmv"), ("orders_low", "orders"))
    ),
)
