"""What service watches. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.detect.check import Check, beyond, worse_than_usual
from storehand.wording import Text

CHECKS = (
    Check(
        "agent_cvr_low",
        Text("客服询单转化低于平常", "An agent's inquiry conversion below usual"),
        worse_than_usual(
            "inquiry_cvr", by=("agent",), counted_by="inquirers", share=0.3, minimum=15, worth=("inquirers", "service_aov")
        ),
    ),
    Check(
        "inquiry_cvr_low",
        Text("询单转化低于平常", "Inquiry conversion below usual"),
        worse_than_usual("inquiry_cvr", share=0.2, minimum=30, worth=("inquirers", "service_aov")),
    ),
    Check(
        "unanswered_high",
        Text("漏接的咨询过多", "Too many chats left unanswered"),
        beyond("unanswered_rate", 0.08, minimum=40),
    ),
    Check(
        "reply_slow", Text("首次响应慢于平常", "First reply slower than usual"), worse_than_usual("reply", share=0.3, minimum=5)
    ),
    Check("reply_over", Text("首次响应超过 30 秒", "First reply over 30 seconds"), beyond("reply", 30)),
    Check(
        "reply_3min_low",
        Text("3 分钟回复率不达标", "Too few answered in 3 minutes"),
        beyond("reply_3min", 0.8, above=False),
    ),
)
